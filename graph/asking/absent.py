"""What an answer without rows is asked about that the graph does not have, and what it has that is near."""

from __future__ import annotations

import difflib
from collections.abc import Mapping
from typing import Any, NamedTuple

from policygraph.graph.asking.catalog import Query
from policygraph.graph.asking.known_names import FUNCTION, SHORTEST, Ask, Names, key, names_of
from policygraph.graph.cypher.lexer import tokens
from policygraph.model.words import perhaps

NAMED = {
    "department": "Department", "unit": "Department", "region": "Region", "village": "Village", "industry": "Industry",
    "indicator": "Target", "indicators": "Target", "policy": "Policy", "function": FUNCTION, "document": "Document",
    "section": "Section", "regions": "Region",
}  # fmt: skip
"""Parameters of the catalogue that name something, and what."""
NEAR = 3
LISTED = ("Department", "Policy", "Village", "Target", "Industry")
"""What has names of its own, which a person may have meant by a word that stands nowhere."""
LONGEST = 60  # characters of what may be a name in somebody's Cypher


class Absent(NamedTuple):
    """A value that is no name in the graph, of the parameter that is called `zh`; `near`: names that are."""

    zh: str
    value: str
    near: tuple[str, ...]

    @property
    def in_words(self) -> str:
        """
        >>> Absent("部门", "区水利居", ("区水利局",)).in_words
        '图中没有“区水利居”（部门），是否指 区水利局？'
        """
        return f"图中没有“{self.value}”（{self.zh}）{perhaps(self.near)}"


def absent(query: Query, values: Mapping[str, Any], ask: Ask) -> list[Absent]:
    """Those of the `values` of a query that name what is not there, under no spelling and as no part of a name.

    `ask` gives the rows of a query of the catalogue. A value that is an id is none: who gives one has seen it.
    """
    found = []
    for parameter in query.parameters:
        given = values.get(parameter.name)
        named = [each for each in (given if isinstance(given, list) else [given]) if each and not is_id(str(each))]
        if not named or parameter.name not in NAMED:
            continue
        names = names_of(NAMED[parameter.name], ask)
        for value in map(str, named):
            if not (names.exact(value) or names.ending(value) or names.containing(value)):
                found.append(Absent(parameter.zh, value, tuple(names.likely(value, NEAR))))
    return found


def like(word: str, ask: Ask, most: int = 5) -> list[str]:
    """Names in the graph that look like a word, the likest first."""
    found = dict.fromkeys(name for label in LISTED for name in names_of(label, ask).near(word, NEAR))
    return sorted(found, key=lambda name: -difflib.SequenceMatcher(None, key(name), key(word)).ratio())[:most]


def unmet(cypher: str, parameters: Mapping[str, Any], ask: Ask) -> list[str]:
    """Why Cypher of somebody's own may have found nothing, beside names that the graph's model lacks (`guard.doubts`):
    words in it that are nearly the name of something that is there."""
    written = [each.text[1:-1] for each in tokens(cypher) if each.kind == "string"]
    written += [each for each in parameters.values() if isinstance(each, str)]
    words = [each for each in dict.fromkeys(written) if SHORTEST < len(each) <= LONGEST and not is_id(each)]
    known = names_of(None, ask) if words else Names(())
    found = []
    for each in words:
        near = [] if known.exact(each) or known.containing(each) else known.slips(each, NEAR)
        found += [Absent("名称", each, tuple(near)).in_words] if near else []
    return found


def is_id(value: str) -> bool:
    """
    >>> is_id("0ae371d71d740a28"), is_id("区水利局")
    (True, False)
    """
    return len(value) == 16 and set(value) <= set("0123456789abcdef")
