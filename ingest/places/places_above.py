"""What lies above a document's own place where no table tells: 云泽市 before its district, in the title of what the
text carries out, or whose government it names.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence

from policygraph.ingest.places import divisions
from policygraph.ingest.places.region_names import LEVELS, Place, forms_at_start, place_at_start, short_names
from policygraph.ingest.places.regions import Unsure

SEARCHED = 20_000
"""Characters of the text in which governments are looked for."""
LONGEST = 9
"""Characters of the place that a government is of, with what is named before it."""

_ORGAN = re.compile(r"[省市州县区旗](?=(?:人民)?政府|委(?:[、和,。]|员会|办公|常委|[省市州县区旗]政府))")
_OPENS = re.compile(r"[^一-鿿]|[由经向对和与按照据报受在]")
_CITED = re.compile(r"《(?:中共)?([^《》]{4,60})")


def named_above(
    level: str | None, own: Place | None, heads: Sequence[str], text: str, year: int | None
) -> Iterator[Place]:
    """Places that may lie above a document's `own`, of that level, the surest first. `heads` begin with the place."""
    if own and not own.code:
        yield from (
            place for chain in _chains(heads) if own.name in [p.name for p in chain] for place in reversed(chain)
        )
    yield from _cited(text, year)
    if level and not (own and own.code):
        yield from _governed(level, text)
    if own and not own.code and level == "county":
        yield from _with_branches(own, text)


def town_of_its_county(unsure: Unsure, heads: Sequence[str], text: str) -> Place | None:
    """A town, of whose name there are several, that is another one still: a head names a county before it that no table
    holds, or the text names such a county's government."""
    before = (chain[-2] for chain in _chains(heads) if len(chain) > 1 and chain[-1].name == unsure.words)
    county = next(before, None) or next((place for place in _governed("town", text) if place.level == "county"), None)
    if county is None or county.level != "county" or any(county.name in place.path for place in unsure.places):
        return None
    return Place(unsure.words, "town", (county.name, unsure.words))


def _chains(heads: Sequence[str]) -> Iterator[list[Place]]:
    """The places that each head begins with, the highest first."""
    return ([place for place, _ in forms_at_start(head)] for head in heads)


def _cited(text: str, year: int | None) -> Iterator[Place]:
    """Places at the beginning of policies' titles in 《》, in the first part of the text."""
    found = (place_at_start(m[1], year) for m in _CITED.finditer(text[:1500]))
    yield from (place[0] for place in found if place)


def _with_branches(own: Place, text: str) -> Iterator[Place]:
    """The city whose bureaus have branches in a district of no table: 云泽市生态环境局临澜分局."""
    for stem in short_names(own):
        for m in re.finditer(
            rf"(?<![一-鿿])(?P<bureau>[一-鿿]{{2,6}}市[一-鿿]{{2,10}}局){stem}[县区]?分局", text[:SEARCHED]
        ):
            if (place := place_at_start(m["bureau"])) and place[0].level == "city":
                yield place[0]


def _governed(level: str, text: str) -> list[Place]:
    """Of the places of no table whose government or committee the text names, above that level, each that is the only
    one of its own: the city that a district calls 市."""
    named = {place.name: place for m in _ORGAN.finditer(text, 0, SEARCHED) for place in _before(text, m.end())}
    above = [place for place in named.values() if LEVELS.index(place.level) < LEVELS.index(level)]
    levels = Counter(place.level for place in above)
    return [place for place in above if levels[place.level] == 1]


def _before(text: str, end: int) -> list[Place]:
    """The places of no table that end there, and begin where a name may."""
    for start in range(end - 3, max(-1, end - LONGEST - 1), -1):
        words = text[start:end]
        if start and not _OPENS.match(text, start - 1):
            continue
        chain = forms_at_start(words)
        if chain and chain[-1][1] == len(words) and not divisions.divisions_at_start(words):
            return [place for place, _ in chain]
    return []
