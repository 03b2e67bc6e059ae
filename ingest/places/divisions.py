"""Administrative divisions of China: looked up by name, read at the start of a text, found all over it.

The tables (`division_tables`) are read on first use. Nothing here changes after it was loaded. All positions count
characters.

One name may be several places (鼓楼区): every reader gives all of them and leaves the choice to who knows the document.
A former name (密云县) is read as what it is today, or as the place that is gone (崇文区); where another place bears the
name today the year of the document decides (淮安市 was a county until 2000).
"""

from __future__ import annotations

import io
import lzma
import re
import zipfile
from collections import defaultdict
from collections.abc import Container, Iterator, Mapping
from dataclasses import dataclass
from functools import cache, lru_cache
from types import MappingProxyType

from policygraph.ingest.places.division_tables import DATA, Division, bearers, called, careful, lay_in, named, towns
from policygraph.ingest.places.names_read import names_in

_MORE_WORD = {"市": "场", "区": "域块间位", "县": "市区"}  # 东方市场, 江北区域: what stands there is no division

# Behind a short name, another rank: 黑河县 is a county that nobody lists, not 黑河市.
COUNTY_AND_TOWNS = "乡(?!村)|乡村(?:组|[三两各]级)"
"""What behind 县 makes it counties with their towns: 县乡公路, 县乡村三级, but 云溪县乡村振兴."""
_OTHER_RANK = re.compile(
    f"省(?![级直属内外道会域])|县(?![域级城镇市区直]|{COUNTY_AND_TOWNS})|旗(?![县舰下])|市(?![场政民域内区县级])"
    "|区(?![域块位间县划内外级市])|(?:自治)?州(?![市县])"
)
# … or one with a character more: 乌苏里县 is not in 乌苏市. 河北易县 is a place in another, and 全县 none's name.
_LONGER_COUNTY = re.compile(
    f"[一-鿿](?<![各全本等某每两二三四五六七八九十及省市州盟地由我该撤设改大强小名邻外各与至到在向从为是的和之])县(?![域级城镇市区直]|{COUNTY_AND_TOWNS})"
)


@dataclass(frozen=True, slots=True)
class Match:
    """`text[:length]` names one of `divisions`; the best level first. `short`: its last name is a short form."""

    divisions: tuple[Division, ...]
    length: int
    short: bool = False

    @property
    def division(self) -> Division | None:
        """The division, or nothing where the name is several."""
        return self.divisions[0] if len(self.divisions) == 1 else None


@cache
def _lengths() -> Mapping[str, tuple[int, ...]]:
    """The lengths, longest first, of the names that begin with these two characters."""
    lengths: dict[str, set[int]] = defaultdict(set)
    for index in (*named(), bearers(), *towns().values()):
        for name in index:
            lengths[name[:2]].add(len(name))
    return {begin: tuple(sorted(found, reverse=True)) for begin, found in lengths.items()}


# --- reading names


def _ends(text: str, end: int) -> bool:
    """Whether a name may end there: not 东方市 in 东方市场."""
    return end >= len(text) or text[end] not in _MORE_WORD.get(text[end - 1], "")


def _has_other_rank(short: str, bearers: tuple[Division, ...], text: str, end: int) -> bool:
    """Does a rank behind the short name of `bearers` make it another's: 黑河县, which the tables do not hold?"""
    if (longer := _LONGER_COUNTY.match(text, end)) and not called(longer[0]):
        return True
    rank = _OTHER_RANK.match(text, end)
    ranked = short[-1] in "省市县区州盟旗" and all(each.name[-1] == short[-1] for each in bearers)  # 阿坝州
    return rank is not None and not ranked and not called(short + rank[0])


def _steps(
    text: str, at: int, above: tuple[Division, ...], year: int | None
) -> Iterator[tuple[Match, tuple[Division, ...]]]:
    """Every name that stands at `at`, of a division inside one of `above` (of any, if that is empty); and who else bore
    it in other years, for a name behind it may tell who is meant."""
    for length in _lengths().get(text[at : at + 2], ()):
        name, end = text[at : at + length], at + length
        if len(name) < length or not _ends(text, end):
            continue
        if found := _called(name, above, year):
            yield Match(found, end), () if above else _others(name, found)
        if (found := _called_short(name, above)) and not _has_other_rank(name, found, text, end):
            yield Match(found, end, True), ()
        if found := tuple(towns()[a.code][name] for a in above if name in towns().get(a.code, ())):
            yield Match(found, end), ()


def _called(name: str, above: tuple[Division, ...], year: int | None) -> tuple[Division, ...]:
    """Who bears the full name inside one of `above`; if nobody does, who bore it there."""
    found = _inside(called(name, year), above)
    if not above and name in careful()["weak"] and all(division.until for division in found):
        return ()  # 新区 alone is the new area that the text is about, not one of 唐山 until 2002
    # 大同市城区 was a district, but is mostly the town
    if found or not above or name in careful()["weak"]:
        return found
    return lay_in(name, above) or _inside(_bore(name), above)


def _called_short(name: str, above: tuple[Division, ...]) -> tuple[Division, ...]:
    return () if name in careful()["common"] else _inside(named()[1].get(name, ()), above)


def _bore(name: str) -> tuple[Division, ...]:
    return tuple(bearer.division for bearer in bearers().get(name, ()))


def _others(name: str, found: tuple[Division, ...]) -> tuple[Division, ...]:
    """Who else bore the name, in other years."""
    return tuple(division for division in _bore(name) if division not in found)


def _inside(found: tuple[Division, ...], above: tuple[Division, ...]) -> tuple[Division, ...]:
    return tuple(d for d in found if any(a is not d and a.contains(d) for a in above)) if above else found


def _paths(text: str, at: int, above: tuple[Division, ...] = (), year: int | None = None) -> Iterator[Match]:
    """Every path that begins at `at`, `length` being where it ends in `text`."""
    for step, others in _steps(text, at, above, year):
        yield step
        yield from _paths(text, step.length, (*step.divisions, *others), year)


def _longest(paths: Iterator[Match]) -> Match | None:
    return max(paths, key=lambda m: (m.length, not m.short), default=None)


@lru_cache(maxsize=4096)
def divisions_at_start(text: str, year: int | None = None) -> Match | None:
    """The longest path that `text` begins with: 岳阳市云溪区学习… gives 云溪区 and 6.

    A name that is several places (鼓楼区) gives them all; 南京市鼓楼区 gives one. Short forms are read too
    (阿坝州政务…, 象州生态环境局) unless they are plain words; a town only behind its county. `year` is that of the
    text, for names that were another's before.
    """
    return _longest(_paths(text, 0, year=year))


@lru_cache(maxsize=4096)
def _find(name: str, year: int | None) -> tuple[Division, ...]:
    found = [*called(name, year), *named()[1].get(name, ())]
    found += [d for m in _paths(name, 0, year=year) if m.length == len(name) for d in m.divisions]
    found += _towns_called().get(name, ())
    return tuple(sorted(dict.fromkeys(found), key=lambda d: len(d.code)))


def find_divisions(name: str, within: Division | None = None, year: int | None = None) -> list[Division]:
    """Divisions called `name`: a path (湖南省岳阳市云溪区, 岳阳市云溪区), an own name, a former or a short one. The
    best level first.

    `within` keeps those that lie in it; `year` is when the name was used, if that is known.
    """
    return [d for d in _find(name, year) if within is None or within.contains(d)]


def _begins_town(text: str, start: int, end: int) -> bool:
    """Whether a longer town's name stands there: 河南寨镇 is not about 河南."""
    return any(text[start:stop] in town_names() for stop in range(end + 1, min(end + 5, len(text)) + 1))


def divisions_in(text: str, region: Division | None = None) -> list[tuple[int, int, list[Division]]]:
    """Every mention of a province, city or county: (start, end, what it may be).

    A path is one mention (湖南省岳阳市云溪区), with a town behind its county as its last part. Of counties the full
    name is read, in a document of a city or county also the short names of its city's counties; names that are plain
    words (城区) only behind their city. Candidates in or around `region` come first.
    """
    short = named()[1]
    mentions: list[tuple[int, int, list[Division]]] = []
    done = 0
    for start, end in names_in(text, region):
        name = text[start:end]
        first = called(name) or short.get(name, ())
        if start < done or not first or name in careful()["other"] or not _ends(text, end):
            continue
        if name in short and (_begins_town(text, start, end) or _has_other_rank(name, first, text, end)):
            continue
        best = _longest(_paths(text, end, first)) or Match(first, end)
        mentions.append((start, best.length, sorted(best.divisions, key=lambda d: (_away(d, region), len(d.code)))))
        done = best.length
    return mentions


def _away(division: Division, region: Division | None) -> int:
    """How many levels `division` and `region` do not share, of four."""
    if region is None:
        return 0
    return 4 - sum(division.code[:size] == region.code[:size] and len(division.code) >= size for size in (2, 4, 6, 9))


# --- what lies in a division


@lru_cache(maxsize=256)
def towns_of(division: Division) -> Mapping[str, Division]:
    """镇, 乡 and 街道 by name, of a county or of all counties of a city or province."""
    found: dict[str, Division] = {}
    for code, held in towns().items():
        if code.startswith(division.code):
            found = {**held, **found}
    return MappingProxyType(found)


@lru_cache(maxsize=31)
def _villages(province: str) -> Mapping[str, list[str]]:
    """Lines of the table, a town each, by code of county or city."""
    found: dict[str, list[str]] = defaultdict(list)
    with zipfile.ZipFile(io.BytesIO((DATA / "villages.zip").read_bytes())) as archive:
        member = f"{province}.tsv"
        text = archive.read(member).decode() if member in archive.namelist() else ""
    for line in text.splitlines():
        code, _, rest = line.partition("\t")
        found[code].append(rest)
    return found


@lru_cache(maxsize=64)
def villages_by_town(division: Division) -> Mapping[str, frozenset[str]]:
    """Names of villages and 社区, as the source writes them, by town. Of a town: those of that town."""
    found: dict[str, frozenset[str]] = {}
    for code, lines in _villages(division.code[:2]).items():
        if code.startswith(division.code[:6]) or division.code.startswith(code):
            held = dict(line.split("\t") for line in lines)
            found |= {town: found.get(town, frozenset()).union(names.split(" ")) for town, names in held.items()}
    if division.level == "town":
        return {division.name: found.get(division.name, frozenset())}
    return found


@cache
def common_villages() -> frozenset[str]:
    """Names without 村 that villages of two or more counties bear, so plainly village names anywhere."""
    return frozenset(lzma.decompress((DATA / "village_names.txt.xz").read_bytes()).decode().splitlines())


@cache
def _towns_called() -> Mapping[str, tuple[Division, ...]]:
    """All towns of the country by name."""
    found: dict[str, tuple[Division, ...]] = {}
    for held in towns().values():
        for name, town in held.items():
            found[name] = (*found.get(name, ()), town)
    return found


def town_names() -> Container[str]:
    """Names of all towns of the country."""
    return _towns_called()


__all__ = [
    "Division",
    "Match",
    "common_villages",
    "divisions_at_start",
    "divisions_in",
    "find_divisions",
    "town_names",
    "towns_of",
    "villages_by_town",
]
