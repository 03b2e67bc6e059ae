"""The tables of administrative divisions, read on first use: today's (2023-06-30), and what they were called before.

They are in `data/divisions/`; `scripts/make_divisions.py` and `scripts/make_division_changes.py` make them and say
where they come from. `divisions` reads names with them.
"""

from __future__ import annotations

import lzma
import re
from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache, lru_cache
from importlib.resources import files
from types import MappingProxyType
from typing import Literal

from policygraph.model.vocabulary import read

Level = Literal["province", "city", "county", "town"]
LEVELS: dict[int, Level] = {2: "province", 4: "city", 6: "county", 9: "town"}  # by length of code
DATA = files("policygraph.data") / "divisions"
_RANK = re.compile(r"(特别行政区|自治区|自治州|自治县|自治旗|联合旗|地区|林区|特区|新区|街道|[省市县区旗盟镇乡])$")
_ZONE = re.compile(r"(高新技术产业开发|高新技术开发|高技术产业开发|经济技术开发|经济开发)区$")
_NO_SHORT = re.compile(r"(园|示范|管理|实验|聚集|名胜|食品)区$")


@dataclass(frozen=True, slots=True)
class Division:
    """A province, city, county or town. `path`: names from the province down, itself last, levels that are no place
    left out: (北京市, 密云区).

    One that is gone (崇文区) has the year in which it went, `until`, codes of what it went into, `successors`, and of
    what it lay in, `within`. Its own code may have been given to another since.
    """

    code: str
    name: str
    level: Level
    path: tuple[str, ...]
    until: int | None = None
    successors: tuple[str, ...] = ()
    within: str = ""

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
        if self.within:
            return upper().get(self.within) or gone()[self.within]
        sizes = [size for size in (6, 4, 2) if size < len(self.code)]
        return next((upper()[self.code[:size]] for size in sizes if self.code[:size] in upper()), None)

    def contains(self, other: Division) -> bool:
        """Whether `other` lies in this division or is it."""
        if self.until:
            return self == other or other.within == self.code
        return (other.within or other.code).startswith(self.code)


@dataclass(frozen=True, slots=True)
class DivisionNames:
    """`data/divisions/names.yaml`: forms of names that no rule makes, and names that are read with care."""

    peoples: tuple[str, ...]
    shorts: dict[str, tuple[str, ...]]
    weak: tuple[str, ...]
    common: tuple[str, ...]
    other: tuple[tuple[str, ...], ...]


@cache
def division_names() -> DivisionNames:
    """The table, read once."""
    return read("divisions/names.yaml", DivisionNames)


@cache
def careful() -> Mapping[str, frozenset[str]]:
    """Names that are read with care: `weak`, `common` and `other` of the table."""
    names = division_names()
    other = frozenset(name for row in names.other for name in row)
    return {"weak": frozenset(names.weak), "common": frozenset(names.common), "other": other}


@cache
def upper() -> Mapping[str, Division]:
    """Provinces, cities and counties by code."""
    lines = (DATA / "divisions.tsv").read_text(encoding="utf-8").splitlines()
    names = dict(line.split("\t") for line in lines)
    found = {}
    for code, name in names.items():
        path = (names[code[:size]] for size in (2, 4) if size < len(code) and code[:size] in names)
        found[code] = Division(code, name, LEVELS[len(code)], (*path, name))
    return MappingProxyType(found)


@cache
def towns() -> Mapping[str, Mapping[str, Division]]:
    """Towns by name, by code of the county (or of the city that has no counties)."""
    found: dict[str, dict[str, Division]] = defaultdict(dict)
    for line in lzma.decompress((DATA / "towns.tsv.xz").read_bytes()).decode().splitlines():
        code, name = line.split("\t")
        above = upper().get(code[:6]) or upper()[code[:4]]
        found[above.code][name] = Division(code, name, "town", (*above.path, name))
    return MappingProxyType({code: MappingProxyType(towns) for code, towns in found.items()})


@lru_cache(maxsize=8192)
def _shorts(name: str, level: Level) -> tuple[str, ...]:
    special = division_names().shorts.get(name)
    if special is not None:
        return special
    if _NO_SHORT.search(name):
        return ()
    if _ZONE.search(name):
        stem = _ZONE.sub("", name)
        return tuple(f"{stem}{kind}" for kind in (("高新区",) if "高" in name else ("经开区", "开发区")))
    rank = _RANK.search(name)
    stem = name[: rank.start()] if rank else name
    forms: tuple[str, ...] = (stem,)
    if (rank and rank[0].startswith("自治")) or name.endswith("族乡"):
        plain = re.sub(f"({'|'.join(division_names().peoples)})+$", "", stem)
        suffix = {"自治州": "州", "自治县": "县", "自治旗": "旗", "乡": "乡"}.get(rank[0] if rank else "", "")
        forms = (f"{plain}{suffix}", plain) if suffix == "乡" else (plain, f"{plain}{suffix}")
    return tuple(dict.fromkeys(form for form in forms if len(form) >= 2 and form != name))


@cache
def named() -> tuple[Mapping[str, tuple[Division, ...]], Mapping[str, tuple[Division, ...]]]:
    """Provinces, cities and counties by own name, and by short form; the best level first."""
    own: dict[str, list[Division]] = defaultdict(list)
    short: dict[str, list[Division]] = defaultdict(list)
    for division in sorted(upper().values(), key=lambda d: (len(d.code), d.code)):
        own[division.name].append(division)
        for form in division.shorts:
            short[form].append(division)
    return {n: tuple(d) for n, d in own.items()}, {n: tuple(d) for n, d in short.items() if n not in own}


# --- what they were called before


@dataclass(frozen=True, slots=True)
class Bearer:
    """Who bore a name from `since` until (not in) `until`: a division of today, or one that is gone. `within`: code of
    what it lay in then."""

    division: Division
    since: int
    until: int
    within: str


@cache
def _changes() -> tuple[tuple[str, ...], ...]:
    """code, name, within, since, until, today; see `scripts/make_division_changes.py`."""
    lines = (DATA / "changes.tsv").read_text(encoding="utf-8").splitlines()
    return tuple(tuple(line.split("\t")) for line in lines)


@cache
def gone() -> Mapping[str, Division]:
    """Cities that are gone, by code."""
    found = {}
    for code, name, within, _, until, ends in _changes():
        if len(code) == 4 and until and not ends.startswith("="):
            path = (*upper()[within].path, name)
            found[code] = Division(code, name, "city", path, int(until), tuple(ends.split(";")), within)
    return MappingProxyType(found)


@cache
def bearers() -> Mapping[str, tuple[Bearer, ...]]:
    """Who bore a name before, by the name; also by the short name of a city (襄樊), if nothing has it today."""
    found: dict[str, list[Bearer]] = defaultdict(list)
    own, short = named()
    for code, name, within, since, until, ends in _changes():
        if not until:
            continue
        if ends.startswith("="):
            division = upper()[ends[1:]]
        elif len(code) == 4:
            division = gone()[code]
        else:
            path = (*(upper().get(within) or gone()[within]).path, name)
            division = Division(code, name, "county", path, int(until), tuple(ends.split(";")), within)
        bearer = Bearer(division, int(since), int(until), within)
        found[name].append(bearer)
        stem = re.sub("(?:市|地区)$", "", name)
        if len(code) == 4 and len(stem) > 1 and stem not in own and stem not in short:
            found[stem].append(bearer)
    return MappingProxyType({name: tuple(those) for name, those in found.items()})


@cache
def since() -> Mapping[tuple[str, str], int]:
    """From when on a division of today bears a name that another bore before, by name and code."""
    return MappingProxyType({(name, code): int(year) for code, name, _, year, until, _ in _changes() if not until})


def called(name: str, year: int | None = None) -> tuple[Division, ...]:
    """Who bears the full name `name` in `year`, the best level first. Without a year, or where nobody bore it then:
    who bears it today, and if nobody does, who did.

    >>> [d.full_name for year in (1995, 2020) for d in called("淮安市", year)]
    ['江苏省淮安市淮安区', '江苏省淮安市']
    """
    today = named()[0].get(name, ())
    were = bearers().get(name, ())
    if not were:
        return today
    then: tuple[Division, ...] = ()
    if year is not None:
        then = tuple(b.division for b in were if b.since <= year < b.until)
        then += tuple(d for d in today if since().get((name, d.code), year) <= year)
    found = then or today or tuple(b.division for b in were)
    return tuple(sorted(dict.fromkeys(found), key=lambda d: len(d.code)))


def lay_in(name: str, above: tuple[Division, ...]) -> tuple[Division, ...]:
    """Who bore `name` when it lay in one of `above`: 寿县 in 六安市."""
    codes = {a.code for a in above}
    return tuple(dict.fromkeys(b.division for b in bearers().get(name, ()) if b.within in codes))


@cache
def _before() -> Mapping[str, frozenset[str]]:
    found: dict[str, set[str]] = defaultdict(set)
    for name, those in bearers().items():
        for bearer in those:
            if name != bearer.division.name:
                found[bearer.division.code].add(name)
    return MappingProxyType({code: frozenset(names) for code, names in found.items()})


def former_name(division: Division, written: str) -> str | None:
    """The former name of a division of today with which `written` ends: 密云县 of 密云区 in 北京市密云县."""
    if division.until:
        return None
    return max((n for n in _before().get(division.code, ()) if written.endswith(n)), key=len, default=None)
