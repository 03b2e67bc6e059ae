"""Cypher cut into tokens, as much as it takes to tell words of the language from names, strings and comments.

It cuts where Neo4j 5 cuts (tried on the server, character by character): a `$` may stand inside a name, a line comment
ends at a carriage return too. kglite cuts in the same places or refuses the statement.
"""

from __future__ import annotations

import re
from typing import NamedTuple

TOKEN = re.compile(
    r"""
    (?P<blank>[^\S\x85]+|//[^\r\n]*|/\*.*?(?:\*/|\Z))
    |(?P<string>'(?:\\.|[^'\\])*'?|"(?:\\.|[^"\\])*"?)
    |(?P<quoted>`[^`]*`?)
    |(?P<number>0[xX][0-9a-fA-F]+|0o[0-7]+|[0-9][0-9_]*(?:\.[0-9]+)?(?:[eE][+-]?[0-9]+)?)
    |(?P<word>[^\W\d][\w$]*)
    |(?P<mark>\.\.|.)
    """,
    re.VERBOSE | re.DOTALL,
)


class Token(NamedTuple):
    """`kind` is one of blank (comments too), string, quoted, number, word, mark."""

    kind: str
    text: str


def tokens(cypher: str) -> list[Token]:
    """All of `cypher`, in order: the texts put together are `cypher` again.

    >>> [token.text for token in tokens("RETURN 'a.b' // c")]
    ['RETURN', ' ', "'a.b'", ' ', '// c']
    """
    return [Token(str(match.lastgroup), match.group()) for match in TOKEN.finditer(cypher)]
