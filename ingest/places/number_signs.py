"""Whose number a 发文字号 is: 浙政办发 is Zhejiang's, 岳云委办发 that of 云溪区 in 岳阳市, if the text names it."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache

from policygraph.ingest.places import divisions
from policygraph.ingest.places.divisions import Division
from policygraph.model.vocabulary import read

_ORGAN = tuple("政府委办党人发农财教民水组乡规")  # what a sign is followed by


@dataclass(frozen=True, slots=True)
class DocumentSigns:
    """`data/document_signs.yaml`: names of the governments that write a sign."""

    provinces: dict[str, tuple[str, ...]]
    cities: dict[str, tuple[str, ...]]


@cache
def document_signs() -> DocumentSigns:
    """The table, read once."""
    return read("document_signs.yaml", DocumentSigns)


@cache
def _signs() -> dict[str, tuple[Division, ...]]:
    """Provinces and cities by their sign (data/document_signs.yaml)."""
    data = document_signs()
    found: dict[str, tuple[Division, ...]] = {}
    for sign, names in (*data.provinces.items(), *data.cities.items()):
        found[sign] = tuple(divisions.find_divisions(name)[0] for name in names)
    return found


def places_of_number(number: str | None, places: Iterable[Division], level: str | None = None) -> tuple[Division, ...]:
    """Whose number it may be: those of `places`, and governments with a sign of their own, that fit the most of its
    characters; of `level`, where that is known. None is likewise an answer, as are several.
    """
    if not number:
        return ()
    organ = re.sub(r"[\[(〔].*", "", number)
    fits = {d: len(sign) for sign, those in _signs().items() if organ.startswith(sign) for d in those}
    for division in places:
        fits[division] = max(_fit(organ, division), fits.get(division, 0))
    fits = {d: n for d, n in fits.items() if n and level in (None, d.level)}
    return tuple(d for d in fits if fits[d] == max(fits.values()))


def _fit(organ: str, division: Division) -> int:
    """How many characters of `organ` stand for `division`: 象政办发 for 象州县 one, 岳云委发 for 岳阳市云溪区 two."""
    own = division.short
    forms = {own[0], own[:2], own}
    if division.parent:
        uppers = {division.parent.short[0], *(s for s, those in _signs().items() if division.parent in those)}
        forms |= {upper + character for upper in uppers for character in own}
    fit = (len(f) for f in forms if organ.startswith(f) and organ[len(f) :].startswith(_ORGAN))
    return max(fit, default=0)
