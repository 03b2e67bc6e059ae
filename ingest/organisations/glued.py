"""Names of units that stand one behind the other with nothing between them, where a cell's line end was lost."""

from __future__ import annotations

import re

from policygraph.ingest.organisations import functions

LONGEST = 40
"""Characters of such names together."""
SHORTEST = 3
"""Characters of the first of them."""
_LEVEL = re.compile("[省市县区州旗]")
_BRACKET = re.compile(r"\([^()]*\)")


def parted(folded: str, start: int, end: int) -> list[tuple[int, int]]:
    """市经信局市发改委 are two: both are known units of one level. All else is left as it is."""
    for m in _LEVEL.finditer(folded, start + SHORTEST, end) if end - start <= LONGEST else ():
        if folded[m.start()] == folded[start] and _is_unit(folded[start : m.start()]):
            first, *others = parted(folded, m.start(), end)
            if _is_unit(folded[slice(*first)]):
                return [(start, m.start()), first, *others]
    return [(start, end)]


def _is_unit(name: str) -> bool:
    return functions.is_known_unit(_BRACKET.sub("", name).strip())
