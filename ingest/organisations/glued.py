"""Names of units that stand one behind the other with nothing between them, where a cell's line end was lost; and what
follows the last name of a list without being one."""

from __future__ import annotations

import re

from policygraph.ingest.organisations import functions
from policygraph.ingest.places import divisions

LONGEST = 40
"""Characters of such names together."""
SHORTEST = 3
"""Characters of the first of them."""
_LEVEL = re.compile("[省市县区州旗]")
_BOTH = re.compile(
    r"[一-鿿]{0,16}?(?:党?工委(?=(?:管委会|管理委员会)$)|(?P<rank>[省市县区州旗])委(?=(?P=rank)(?:人民)?政府$))"
)
# What of their kind the others are: 等具有某职权、负责某事的单位.
_OF_SUCH = re.compile(
    r"等(?:具有|负有|拥有|承担|履行|负责|涉及|从事)(?=[^()。;:,]{2,60}?的(?:政府|有关|相关|职能)?(?:部门|单位|机构|企业)(?:和单位)?\s*$)"
)
_TOWN_OR_VILLAGE = re.compile(r"(?P<stem>[一-鿿]{2,4}?)(?:村|镇|乡|街道|社区)")
_BRACKET = re.compile(r"\([^()]*\)")


def parted(folded: str, start: int, end: int) -> list[tuple[int, int]]:
    """市经信局市发改委 are two: both are known units of one level; 高新区党工委管委会, 县委县政府 are the Party's
    committee and what it governs with. All else is left as it is."""
    both = _BOTH.match(folded, start, end) if end - start <= LONGEST else None
    if both:
        return [both.span(), (both.end(), end)]
    for m in _LEVEL.finditer(folded, start + SHORTEST, end) if end - start <= LONGEST else ():
        if folded[m.start()] == folded[start] and _is_unit(folded[start : m.start()]):
            first, *others = parted(folded, m.start(), end)
            if _is_unit(folded[slice(*first)]):
                return [(start, m.start()), first, *others]
    return [(start, end)]


def end_of_names(folded: str, start: int, end: int) -> int:
    """Where a list's names end, if what stands behind 等 only tells of what kind the others are."""
    of_such = _OF_SUCH.search(folded, start, end)
    return of_such.start() if of_such else end


def _is_unit(name: str) -> bool:
    return functions.is_known_unit(_BRACKET.sub("", name).strip())


def begin(piece: str, start: int) -> int:
    """Where a name begins that seemed to begin at `start`: before what is no conjunction, but the first character of a
    place (和平村党支部, 和县水利局)."""
    words = piece[max(0, start - 1) :]
    if start == 0 or words[0] not in "和与及":
        return start
    if (named := _TOWN_OR_VILLAGE.match(words)) is not None:
        place = named[0] in divisions.town_names() or named["stem"] in divisions.common_villages()
    else:
        match = divisions.divisions_at_start(words)
        place = match is not None and not match.short
    return start - place
