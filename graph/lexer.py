"""Cypher cut into tokens, as much as it takes to tell words of the language from names, strings and comments."""

from __future__ import annotations

import re
from typing import NamedTuple

TOKEN = re.compile(
    r"""
    (?P<blank>\s+|//[^\n]*|/\*.*?(?:\*/|\Z))
    |(?P<string>'(?:\\.|[^'\\])*'?|"(?:\\.|[^"\\])*"?)
    |(?P<quoted>`[^`]*`?)
    |(?P<number>\d+(?:\.\d+)?)
    |(?P<word>[^\W\d]\w*)
    |(?P<mark>.)
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
