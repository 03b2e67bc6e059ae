"""Parameters that may be left out go to Neo4j in one map, whose kind is the same whatever is in it.

Neo4j keeps a statement's plan by the kinds of its parameters' values, and nothing is a kind too: each choice of
conditions that nobody has made before is planned anew, which takes seconds for a long query and hundredths for an
answer. In a map the planner sees no value's kind, and plans once.
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import lru_cache
from typing import Any

from policygraph.graph.cypher.lexer import tokens

MAP = "policygraphGiven"
"""The parameter that holds them; its name, as that of any parameter of ours, is none that people write."""


def gathered(cypher: str, parameters: Mapping[str, Any]) -> tuple[str, dict[str, Any]]:
    """A statement and its parameters, those that the statement asks whether they are there in one map.

    >>> gathered("MATCH (t) WHERE $of IS NULL OR t.of = $of RETURN t.a = $a", {"of": None, "a": 1})
    ('MATCH (t) WHERE $policygraphGiven.of IS NULL OR t.of = $policygraphGiven.of RETURN t.a = $a', \
{'a': 1, 'policygraphGiven': {'of': None}})
    """
    text, names = _written(cypher)
    if not names:
        return cypher, dict(parameters)
    own = {name: value for name, value in parameters.items() if name not in names}
    return text, {**own, MAP: {name: parameters[name] for name in parameters if name in names}}


@lru_cache(maxsize=1024)
def _written(cypher: str) -> tuple[str, frozenset[str]]:
    """The statement with its optional parameters taken from the map, and their names."""
    seen = [token for token in tokens(cypher) if token.kind != "blank"]
    words = [token.text.upper() for token in seen]
    names = {
        seen[i + 1].text
        for i, token in enumerate(seen)
        if token.text == "$" and words[i + 2 : i + 3] == ["IS"] and "NULL" in words[i + 3 : i + 5]
    }
    made: list[str] = []
    for token in tokens(cypher):
        from_map = token.text in names and made[-1:] == ["$"]
        made.append(f"{MAP}.{token.text}" if from_map else token.text)
    return "".join(made), frozenset(names)
