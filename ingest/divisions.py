"""Administrative divisions of China: looked up by name, read at the start of a text, found all over it.

The tables (2023-06-30) are in `data/divisions/` and are read on first use; `scripts/make_divisions.py` makes them and
says where they come from. Nothing here changes after it was loaded. All positions count characters.

One name may be several places (鼓楼区): every reader gives all of them and leaves the choice to who knows the document.
"""

from __future__ import annotations

import io
import lzma
import re
import zipfile
from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache, lru_cache
from importlib.resources import files
from types import MappingProxyType
from typing import Any, Literal

from ahocorasick_rs import AhoCorasick, MatchKind

from policygraph.vocabulary import read_yaml

Level = Literal["province", "city", "county", "town"]
LEVELS: dict[int, Level] = {2: "province", 4: "city", 6: "county", 9: "town"}  # by length of code
_DATA = files("policygraph.data") / "divisions"
_RANK = re.compile(r"(特别行政区|自治区|自治州|自治县|自治旗|联合旗|地区|林区|特区|新区|街道|[省市县区旗盟镇乡])$")
_ZONE = re.compile(r"(高新技术产业开发|高新技术开发|高技术产业开发|经济技术开发|经济开发)区$")
_NO_SHORT = re.compile(r"(园|示范|管理|实验|聚集|名胜|食品)区$")
_MORE_WORD = {"市": "场", "区": "域块间位", "县": "市区"}  # 东方市场, 江北区域: what stands there is no division
_FORMER = {"区": "县市", "市": "县"}  # 密云区 was 密云县 until 2015


@dataclass(frozen=True, slots=True)
class Division:
    """A province, city, county or town. `path`: names from the province down, itself last, levels that are no place
    left out: (北京市, 密云区)."""

    code: str
    name: str
    level: Level
    path: tuple[str, ...]

    @property
    def full_name(self) -> str:
        """岳阳市云溪区 is 湖南省岳阳市云溪区; a district of Beijing 北京市密云区."""
        return "".join(self.path)

    @property
    def shorts(self) -> tuple[str, ...]:
        """Short forms, the most usual first; none for 和县, whose short form would be one character."""
        return _shorts(self.name, self.level)

    @property
    def short(self) -> str:
        return next(iter(self.shorts), self.name)

    @property
    def parent(self) -> Division | None:
        """The next level that is a place: 三台县 → 绵阳市; 密云区 → 北京市; a province has none."""
        sizes = [size for size in (6, 4, 2) if size < len(self.code)]
        return next((_upper()[self.code[:size]] for size in sizes if self.code[:size] in _upper()), None)

    def contains(self, other: Division) -> bool:
        """Whether `other` lies in this division or is it."""
        return other.code.startswith(self.code)


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


# --- the tables


@cache
def _words() -> Mapping[str, Any]:
    words: dict[str, Any] = read_yaml("divisions/names.yaml")
    return words | {key: frozenset(_flat(words[key])) for key in ("weak", "common", "other")}


def _flat(items: list[Any]) -> Iterator[str]:
    for item in items:
        yield from _flat(item) if isinstance(item, list) else (item,)


@cache
def _upper() -> Mapping[str, Division]:
    """Provinces, cities and counties by code."""
    lines = (_DATA / "divisions.tsv").read_text(encoding="utf-8").splitlines()
    names = dict(line.split("\t") for line in lines)
    found = {}
    for code, name in names.items():
        path = (names[code[:size]] for size in (2, 4) if size < len(code) and code[:size] in names)
        found[code] = Division(code, name, LEVELS[len(code)], (*path, name))
    return MappingProxyType(found)


@cache
def _towns() -> Mapping[str, Mapping[str, Division]]:
    """Towns by name, by code of the county (or of the city that has no counties)."""
    found: dict[str, dict[str, Division]] = defaultdict(dict)
    for line in lzma.decompress((_DATA / "towns.tsv.xz").read_bytes()).decode().splitlines():
        code, name = line.split("\t")
        above = _upper().get(code[:6]) or _upper()[code[:4]]
        found[above.code][name] = Division(code, name, "town", (*above.path, name))
    return MappingProxyType({code: MappingProxyType(towns) for code, towns in found.items()})


@lru_cache(maxsize=8192)
def _shorts(name: str, level: Level) -> tuple[str, ...]:
    special: list[str] | None = _words()["shorts"].get(name)
    if special is not None:
        return tuple(special)
    if _NO_SHORT.search(name):
        return ()
    if _ZONE.search(name):
        stem = _ZONE.sub("", name)
        return tuple(f"{stem}{kind}" for kind in (("高新区",) if "高" in name else ("经开区", "开发区")))
    rank = _RANK.search(name)
    stem = name[: rank.start()] if rank else name
    forms: tuple[str, ...] = (stem,)
    if (rank and rank[0].startswith("自治")) or name.endswith("族乡"):
        plain = re.sub(f"({'|'.join(_words()['peoples'])})+$", "", stem)
        suffix = {"自治州": "州", "自治县": "县", "自治旗": "旗", "乡": "乡"}.get(rank[0] if rank else "", "")
        forms = (f"{plain}{suffix}", plain) if suffix == "乡" else (plain, f"{plain}{suffix}")
    return tuple(dict.fromkeys(form for form in forms if len(form) >= 2 and form != name))


@cache
def _named() -> tuple[Mapping[str, tuple[Division, ...]], Mapping[str, tuple[Division, ...]]]:
    """Provinces, cities and counties by own name, and by short form; the best level first."""
    own: dict[str, list[Division]] = defaultdict(list)
    short: dict[str, list[Division]] = defaultdict(list)
    for division in sorted(_upper().values(), key=lambda d: (len(d.code), d.code)):
        own[division.name].append(division)
        for form in division.shorts:
            short[form].append(division)
        if division.level == "county" and division.shorts and division.shorts[0] not in _words()["common"]:
            for rank in _FORMER.get(division.name[-1], ""):
                short[division.shorts[0] + rank].append(division)
    return {n: tuple(d) for n, d in own.items()}, {n: tuple(d) for n, d in short.items() if n not in own}


@cache
def _lengths() -> Mapping[str, tuple[int, ...]]:
    """The lengths, longest first, of the names that begin with these two characters."""
    lengths: dict[str, set[int]] = defaultdict(set)
    for index in (*_named(), *_towns().values()):
        for name in index:
            lengths[name[:2]].add(len(name))
    return {begin: tuple(sorted(found, reverse=True)) for begin, found in lengths.items()}


# --- reading names


def _ends(text: str, end: int) -> bool:
    """Whether a name may end there: not 东方市 in 东方市场."""
    return end >= len(text) or text[end] not in _MORE_WORD.get(text[end - 1], "")


def _steps(text: str, at: int, above: tuple[Division, ...]) -> Iterator[Match]:
    """Every name that stands at `at`, of a division inside one of `above` (of any, if that is empty)."""
    own, short = _named()
    for length in _lengths().get(text[at : at + 2], ()):
        name = text[at : at + length]
        if len(name) < length or not _ends(text, at + length):
            continue
        for index, is_short in ((own, False), (short, True)):
            found = index.get(name, ())
            if is_short and name in _words()["common"]:
                continue
            if above:
                found = tuple(d for d in found if any(a.code != d.code and a.contains(d) for a in above))
            if found:
                yield Match(found, at + length, is_short)
        if towns := tuple(_towns()[a.code][name] for a in above if name in _towns().get(a.code, ())):
            yield Match(towns, at + length)


def _paths(text: str, at: int, above: tuple[Division, ...] = ()) -> Iterator[Match]:
    """Every path that begins at `at`, `length` being where it ends in `text`."""
    for step in _steps(text, at, above):
        yield step
        yield from _paths(text, step.length, step.divisions)


def _longest(paths: Iterator[Match]) -> Match | None:
    return max(paths, key=lambda m: (m.length, not m.short), default=None)


@lru_cache(maxsize=4096)
def at_start(text: str) -> Match | None:
    """The longest path that `text` begins with: 岳阳市云溪区学习… gives 云溪区 and 6.

    A name that is several places (鼓楼区) gives them all; 南京市鼓楼区 gives one. Short forms are read too
    (阿坝州政务…, 象州生态环境局) unless they are plain words; a town only behind its county.
    """
    return _longest(_paths(text, 0))


@lru_cache(maxsize=4096)
def _find(name: str) -> tuple[Division, ...]:
    own, short = _named()
    found = [*own.get(name, ()), *short.get(name, ())]
    found += [d for m in _paths(name, 0) if m.length == len(name) for d in m.divisions]
    found += [towns[name] for towns in _towns().values() if name in towns]
    return tuple(sorted(dict.fromkeys(found), key=lambda d: len(d.code)))


def find(name: str, within: Division | None = None) -> list[Division]:
    """Divisions called `name`: a path (湖南省岳阳市云溪区, 岳阳市云溪区), an own name, a short form. Best level first.

    `within` keeps those that lie in it.
    """
    return [d for d in _find(name) if within is None or within.contains(d)]


@lru_cache(maxsize=32)
def _searcher(region: Division | None) -> AhoCorasick:
    own, short = _named()
    words = _words()
    near = region.code[:4] if region and len(region.code) > 2 else None
    names = set(words["other"])
    for name, found in own.items():
        plain = name[-1] in "县区" and name[:-1] in words["common"]  # 资源县域; 会同县公安局
        if len(name) > 2 and name not in words["weak"] and not (plain and not _near(found, near)):
            names.add(name)
    for name, found in short.items():
        usable = name not in words["common"] and not name.endswith(("高新区", "经开区", "开发区"))
        if usable and name in found[0].shorts and (len(found[0].code) <= 4 or _near(found, near)):
            names.add(name)
    return AhoCorasick(sorted(names), matchkind=MatchKind.LeftmostLongest)


def _near(divisions: tuple[Division, ...], code: str | None) -> bool:
    return code is not None and any(d.code.startswith(code) for d in divisions)


def _begins_town(text: str, start: int, end: int) -> bool:
    """Whether a longer town's name stands there: 河南寨镇 is not about 河南."""
    return any(text[start:stop] in town_names() for stop in range(end + 1, min(end + 5, len(text)) + 1))


def in_text(text: str, region: Division | None = None) -> list[tuple[int, int, list[Division]]]:
    """Every mention of a province, city or county: (start, end, what it may be).

    A path is one mention (湖南省岳阳市云溪区), with a town behind its county as its last part. Of counties the full
    name is read, in a document of a city or county also the short names of its city's counties; names that are plain
    words (城区) only behind their city. Candidates in or around `region` come first.
    """
    own, short = _named()
    mentions: list[tuple[int, int, list[Division]]] = []
    done = 0
    for _, start, end in _searcher(region).find_matches_as_indexes(text):
        name = text[start:end]
        first = own.get(name) or short.get(name, ())
        if start < done or not first or name in _words()["other"] or not _ends(text, end):
            continue
        if name in short and _begins_town(text, start, end):
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
    for code, towns in _towns().items():
        if code.startswith(division.code):
            found = {**towns, **found}
    return MappingProxyType(found)


@lru_cache(maxsize=4)
def _villages(province: str) -> Mapping[str, Mapping[str, frozenset[str]]]:
    """Names by town, by code of county or city."""
    found: dict[str, dict[str, frozenset[str]]] = defaultdict(dict)
    with zipfile.ZipFile(io.BytesIO((_DATA / "villages.zip").read_bytes())) as archive:
        member = f"{province}.tsv"
        text = archive.read(member).decode() if member in archive.namelist() else ""
    for line in text.splitlines():
        code, town, names = line.split("\t")
        found[code][town] = frozenset(names.split(" "))
    return found


@lru_cache(maxsize=64)
def villages_by_town(division: Division) -> Mapping[str, frozenset[str]]:
    """Names of villages and 社区, as the source writes them, by town. Of a town: those of that town."""
    found: dict[str, frozenset[str]] = {}
    for code, towns in _villages(division.code[:2]).items():
        if code.startswith(division.code[:6]) or division.code.startswith(code):
            found |= {town: names | found.get(town, frozenset()) for town, names in towns.items()}
    if division.level == "town":
        return {division.name: found.get(division.name, frozenset())}
    return found


@lru_cache(maxsize=256)
def villages_of(county: Division, town: Division | None = None) -> frozenset[str]:
    """Names of villages and 社区 of a county (city, province), or of one town of it. Unknown: none."""
    towns = villages_by_town(county)
    return towns.get(town.name, frozenset()) if town else frozenset().union(*towns.values())


@cache
def common_villages() -> frozenset[str]:
    """Names without 村 that villages of two or more counties bear, so plainly village names anywhere."""
    return frozenset(lzma.decompress((_DATA / "village_names.txt.xz").read_bytes()).decode().splitlines())


@cache
def town_names() -> frozenset[str]:
    """Names of all towns of the country."""
    return frozenset(name for towns in _towns().values() for name in towns)
