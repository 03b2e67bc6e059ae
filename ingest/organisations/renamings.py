"""What a text says became of departments: 县乡村振兴局（现县农业农村局）, 县安监局职责划入县应急管理局.

Both names must be departments that the vocabulary reads; anything else that was renamed is left alone. A bracket
without such a word (县农业农村局（县乡村振兴局）) is a second name, which `units` reads.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator
from typing import NamedTuple

from policygraph.ingest.organisations import functions
from policygraph.ingest.text.windows import matches_around

_NAMES = r"[一-鿿、]{3,60}"
_BRACKET = re.compile(
    rf"\((?:(?P<later>(?:现|今(?!后)|(?:\d{{4}}年(?:\d+月)?)?[现后已]?(?:更名|改名|改组|并入|划入))(?:更名|改名|并入)?[为是]?)"
    rf"|(?P<former>(?:由?原|前身)(?:[为是]|来的)?))(?P<others>{_NAMES})\)"
)
_BECAME = re.compile(
    r"(?:的?(?:全部|行政)?(?:职责|职能|机构职责)(?:整体|全部|统一|相应)?(?:划入|并入|转入|划归|划转[至到给])"
    r"|(?:于?\d{4}年(?:\d+月)?)?[已后]?(?:正式|整体)?(?:更名为|改名为|改组为|并入))(?P<others>[一-鿿]{3,30})"
)
_BECOMES = re.compile("职责|职能|更名|改名|改组|并入")
_MERGED = re.compile(
    rf"将(?P<others>{_NAMES}?)的?(?:全部)?(?:职责|职能)(?:等|进行|加以)*整合,?(?:重新)?(?:组建|设立)(?:新的)?(?P<unit>[一-鿿]{{3,30}})"
)
_YEAR = re.compile(r"((?:19|20)\d{2})年")
_SENTENCE = 40
"""Characters before, in the same sentence, in which the year of a change may stand."""
_UNIT = re.compile(r"[一-鿿]{3,30}$")  # what stands right before
_BETWEEN = re.compile(r"[、和及与]")


class Renaming(NamedTuple):
    """`first` became `second`, or was merged into it. `start` and `end` count in the folded text."""

    first: str
    second: str
    start: int
    end: int
    year: int | None = None


def find_renamings(folded: str, places: Collection[str] = ()) -> list[Renaming]:
    """All that `folded` says of it, in order. `places` are names by which the document's own place may stand before a
    department's, for one that no table holds."""
    return sorted({*_in_brackets(folded, places), *_in_prose(folded, places)}, key=lambda r: (r.start, r.first))


def _in_brackets(folded: str, places: Collection[str]) -> Iterator[Renaming]:
    for m in _BRACKET.finditer(folded):
        unit = _before(folded, m.start(), places)
        for other in _listed(m["others"], places) if unit else ():
            pair = (unit, other) if m["later"] else (other, unit)
            yield _renaming(pair, folded, m.start() - len(unit), m.end())


def _in_prose(folded: str, places: Collection[str]) -> Iterator[Renaming]:
    for m in matches_around(_BECAME, _BECOMES, 20, 60, folded):
        first, second = _before(folded, m.start(), places), _first(m["others"], places)
        if first and second:
            end = m.start("others") + len(second)
            yield _renaming((first, second), folded, m.start() - len(first), end)
    for m in _MERGED.finditer(folded):
        second = _first(m["unit"], places)
        for first in _listed(m["others"], places) if second else ():
            yield _renaming((first, second), folded, m.start("others"), m.start("unit") + len(second))


def _renaming(pair: tuple[str, str], folded: str, start: int, end: int) -> Renaming:
    before = re.split(r"[。;\n]", folded[max(0, start - _SENTENCE) : start])[-1]
    years = _YEAR.findall(folded[start:end]) or _YEAR.findall(before)
    return Renaming(*pair, start, end, int(years[-1]) if years else None)


def _listed(names: str, places: Collection[str]) -> list[str]:
    """The departments of a list; of its last piece what begins with one: 县林业局合并组建."""
    found = (_first(piece.removeprefix("原"), places) for piece in _BETWEEN.split(names))
    return [name for name in found if name]


def _before(folded: str, at: int, places: Collection[str]) -> str:
    """The longest department that ends at `at`: of 由原县扶贫办 县扶贫办; nothing where there is none."""
    run = _UNIT.search(folded, max(0, at - 30), at)
    text = run[0] if run else ""
    return next((text[i:] for i in range(len(text) - 2) if _is_department(text[i:], places)), "")


def _first(text: str, places: Collection[str]) -> str:
    """The longest department that `text` begins with."""
    return next((text[:i] for i in range(len(text), 2, -1) if _is_department(text[:i], places)), "")


def _is_department(name: str, places: Collection[str]) -> bool:
    before = functions.before_function(name)
    return before is not None and (before in places or functions.is_rank_or_place(before))
