"""Functional areas (新区, 开发区, 产业园区 …): regions of their own within a city or county, though the list of
divisions holds few of them.

An area is known by what it lies in and its name without that, in short: 禾川经济开发区 and 禾川经开区 are one. One that
the list holds (廊坊经济技术开发区) is that division. The words are in `data/areas.yaml`.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache, lru_cache

from policygraph.ingest.places.division_tables import Division, upper
from policygraph.model.vocabulary import Expression, Words, alternatives, read

LONGEST = 16
"""Characters of an area's name."""
SHORTER = (
    (re.compile("国家级|省级|市级|国家(?=高新|高技术|经济|综合)"), ""),
    (re.compile("经济(?:技术)?开发区"), "经开区"),
    (re.compile("(?:高新(?:技术)?(?:产业)?|高技术产业)开发区|高新技术(?:产业)?园区"), "高新区"),
    (re.compile("综合保税区"), "综保区"),
)
_RANKS = frozenset("省市县州盟旗乡镇")
_NEW = ("新区", "新城")


@dataclass(frozen=True, slots=True)
class AreaWords:
    """`data/areas.yaml`."""

    kinds: Words
    plain: Words
    qualifiers: Words
    organs: Words
    not_in_names: Expression
    behind: Expression
    not_behind: Expression


@dataclass(frozen=True, slots=True)
class _Patterns:
    kind: re.Pattern[str]
    unnamed: re.Pattern[str]  # an area that has no name of its own
    organs: frozenset[str]
    governed: re.Pattern[str]
    plain: tuple[str, ...]
    words: AreaWords


@cache
def _patterns() -> _Patterns:
    data = read("areas.yaml", AreaWords)
    kinds = alternatives(data.kinds)
    qualifiers = alternatives(data.qualifiers)
    unnamed = re.compile(rf"(?:{qualifiers}){{0,3}}(?:{kinds})")
    governed = re.compile(alternatives(data.organs))
    return _Patterns(re.compile(kinds), unnamed, frozenset(data.organs), governed, data.plain, data)


def is_organ(words: str) -> bool:
    """Is it what governs an area: 管委会?"""
    return words in _patterns().organs


def splits(name: str) -> Iterator[tuple[str, str]]:
    """(area, rest) as a unit's name that begins with an area may be cut, the shortest area first."""
    for kind in _patterns().kind.finditer(name, 0, LONGEST):
        if kind.end() < len(name) and not _patterns().words.not_in_names.search(name, 0, kind.end()):
            yield name[: kind.end()], name[kind.end() :]


def is_area(name: str) -> bool:
    """Is all of a unit's name that of one area, not merely of a kind of projects: 高新区, 禾川经济开发区?"""
    patterns = _patterns()
    ends = any(kind.end() == len(name) for kind in patterns.kind.finditer(name))
    return ends and not is_plain(name) and not patterns.words.not_in_names.search(name)


def is_unnamed(area: str) -> bool:
    """Has it no name of its own: 高新区, 经济开发区?"""
    return _patterns().unnamed.fullmatch(area) is not None


def short(area: str) -> str:
    """The shortest of the ways to write it: 经济技术开发区 → 经开区."""
    for long, shorter in SHORTER:
        area = long.sub(shorter, area)
    return area


def at_start_of_title(text: str, at: int, *, named: bool) -> int | None:
    """Where an area's name that begins at `at` ends, if what follows lets the text be its own. `named`: it needs a
    name of its own, of two to four characters, for no place stands before it."""
    patterns = _patterns()
    for kind in patterns.kind.finditer(text, at, at + LONGEST):
        area = text[at : kind.end()]
        own = patterns.unnamed.search(area)
        stem = own.start() if own else len(area)
        if stem > 4 or (named and stem < 2) or not _may_be_called(area, stem):
            continue
        sure = patterns.words.behind.match(text, kind.end())
        if sure or not (area.endswith(patterns.plain) or patterns.words.not_behind.match(text, kind.end())):
            return kind.end()
    return None


def _may_be_called(area: str, stem: int) -> bool:
    free = not _patterns().words.not_in_names.search(area) and not _RANKS & set(area[:stem])
    return free and re.fullmatch("[一-鿿]+", area) is not None


def behind_place(text: str, at: int) -> int | None:
    """Where an area without a name of its own ends, that stands at `at`, right behind a place: 岳阳|高新区. What
    goes on as the name of its committee is a unit."""
    found = _patterns().unnamed.match(text, at)
    if found is None or found[0].endswith(_patterns().plain):
        return None
    return None if _patterns().governed.match(text, found.end()) else found.end()


def mentions(text: str, names: Iterable[str]) -> Iterator[tuple[int, int, str]]:
    """(start, end, area) of the areas that a text of the place with these `names` tells of: 青溪高新区, 在|高新区."""
    before = "|".join(map(re.escape, sorted(names, key=len, reverse=True)))
    for found in re.finditer(rf"{before}|(?<=[在于到向])(?=[一-鿿]{{2}})", text) if before else ():
        if end := behind_place(text, found.end()):
            yield found.start(), end, text[found.end() : end]


def known(area: str, within: Division) -> Division | None:
    """The division that the list holds for an area of that name in a city."""
    same = (zone for zone in _zones(within) if short(zone.name) == short(area) or area in zone.shorts)
    return next(same, None)


@lru_cache(maxsize=256)
def _zones(within: Division) -> tuple[Division, ...]:
    below = (d for code, d in upper().items() if code.startswith(within.code) and d.parent == within)
    return tuple(d for d in below if _patterns().kind.search(d.name))


def kind_of(area: str) -> str:
    """What a name says of what it is, in short: 高新区 of 云泽高新技术产业开发区; nothing where it is no area's."""
    found = _patterns().unnamed.search(area)
    return short(found[0]) if found and found.end() == len(area) else ""


def is_called(area: str, unnamed: str) -> bool:
    """Is an area called so in its own document: 园区 for 化工园区, but no 新区 for 高新区?"""
    kind, said = kind_of(area), short(unnamed)
    return bool(kind) and (kind == said or (said in ("园区", "开发区") and kind.endswith(said)) or short(area) == said)


def called(unnamed: str, areas: Iterable[str]) -> str:
    """Of `areas` that a document names in full, the one that it calls 高新区 in short; else the short name itself."""
    fitting = {short(area): area for area in areas if is_called(area, unnamed)}
    return next(iter(fitting.values())) if len(fitting) == 1 else unnamed


def is_new(area: str) -> bool:
    """Is it 新区 and nothing else, which a county's short name before it names, not places: 滨湖新区 is nobody's
    district of 滨湖."""
    return area in _NEW


def governs(rest: str, area: str) -> bool:
    """Does `rest` behind an area's name say that it has a committee? 服务中心 may serve any park."""
    return is_organ(rest) and (rest.startswith(("管委", "管理委", "党", "工委")) or not is_plain(area))


def is_plain(area: str) -> bool:
    """Is it a kind of projects too, without a name of its own: 产业园?"""
    return is_unnamed(area) and area.endswith(_patterns().plain)
