"""Names of villages and towns one by one: what the tables hold of a region, and where a name may begin and end."""

from __future__ import annotations

from collections.abc import Container, Iterator, Mapping
from dataclasses import dataclass
from functools import cache, lru_cache
from typing import Literal

from ahocorasick_rs import AhoCorasick, MatchKind

from policygraph.ingest.places import divisions
from policygraph.ingest.places.divisions import Division
from policygraph.model.vocabulary import Words, read

INSIDE = frozenset("村镇乡")  # a new name holds none of these
_ORGANS = ("党支部", "党总支", "村委会", "村民委员会")  # 和平村党支部 is 和平村's, whether a table holds it or not
LONGEST = 8  # characters of a name that a table holds, without 村


@dataclass(frozen=True, slots=True)
class Place:
    """`text[start:end]` names a place. `name` adds what the list left out: 清溪 in 清溪、双花村 is 清溪村.

    `town`: the village's town, where the text or the table tells it. `known`: a table of the region holds it.
    `division`: the region or town itself; of a village its town, of a functional area what it lies in, where that is
    not the document's own place.
    """

    start: int
    end: int
    name: str
    kind: Literal["village", "town", "region", "area"]
    town: str | None = None
    known: bool = False
    division: Division | None = None


@dataclass(frozen=True, slots=True)
class PlaceWords:
    """`data/divisions/places.yaml`: what stands before, behind and inside names, and what only looks like one."""

    openers: frozenset[str]
    works: frozenset[str]
    function: frozenset[str]
    kinds: frozenset[str]
    after_village: frozenset[str]
    after_known_village: tuple[str, ...]
    after_town: frozenset[str]
    after_short_town: frozenset[str]
    plain_towns: tuple[str, ...]
    not_towns: frozenset[str]
    not_communities: frozenset[str]


@dataclass(frozen=True, slots=True)
class PlaceWordsFile:
    """The same as the file has it: characters as words."""

    openers: Words
    works: Words
    function_characters: Words
    kinds: Words
    after_village: Words
    after_known_village: Words
    after_town: Words
    plain_towns: Words
    after_short_town: Words
    not_towns: Words
    not_communities: Words


@cache
def place_words() -> PlaceWords:
    """The vocabulary, read once."""
    data = read("divisions/places.yaml", PlaceWordsFile)
    return PlaceWords(
        openers=frozenset(data.openers),
        works=frozenset(data.works),
        function=frozenset("".join(data.function_characters)),
        kinds=frozenset(data.kinds),
        after_village=frozenset("".join(data.after_village)),
        after_known_village=data.after_known_village,
        after_town=frozenset("".join(data.after_town)),
        after_short_town=frozenset("".join(data.after_short_town)),
        plain_towns=data.plain_towns,
        not_towns=frozenset(data.not_towns),
        not_communities=frozenset(data.not_communities),
    )


@dataclass(frozen=True, slots=True)
class Gazetteer:
    """What a region's tables hold. `near`: the region is a county, whose few names need no further reason."""

    villages: Mapping[str, tuple[str, ...]]  # name → its towns
    towns: Mapping[str, Division | None]  # None: only the village table has it
    shorts: Mapping[str, str]  # 溪翁庄 → 溪翁庄镇
    near: bool
    search: AhoCorasick | None  # of the shorts


@lru_cache(maxsize=32)
def gazetteer(region: Division | None) -> Gazetteer:
    if region is None:
        return Gazetteer({}, {}, {}, False, None)
    by_town = divisions.villages_by_town(region)
    above = region.parent if region.level == "town" else region
    towns: dict[str, Division | None] = {town: None for town in by_town if town.endswith(("镇", "乡", "街道"))}
    towns |= divisions.towns_of(above) if above else {}
    shorts = {short: name for name, d in towns.items() if d and name.endswith(("镇", "乡")) for short in d.shorts[:1]}
    towns |= {short: towns[name] for short, name in shorts.items() if short.endswith("乡")}  # 文明瑶族乡 is 文明乡
    shorts = {short: name for short, name in shorts.items() if _is_short_town(short)}
    search = AhoCorasick(sorted(shorts), matchkind=MatchKind.LeftmostLongest) if shorts else None
    return Gazetteer(_Villages(by_town), towns, shorts, region.level in ("county", "town"), search)


def _is_short_town(short: str) -> bool:
    """Is a town meant where its name stands without 镇?"""
    return len(short) >= 3 and short[-1] not in "乡村" and short not in place_words().not_towns


class _Villages(Mapping[str, tuple[str, ...]]):
    """Names that end in 村 → their towns. Of a province's many, few are asked for: towns are looked up when asked."""

    def __init__(self, by_town: Mapping[str, frozenset[str]]) -> None:
        self._by_town = by_town
        self._names = frozenset[str]().union(*by_town.values())

    def __contains__(self, name: object) -> bool:
        return isinstance(name, str) and name.endswith("村") and name in self._names

    def __getitem__(self, name: str) -> tuple[str, ...]:
        if name not in self:
            raise KeyError(name)
        return tuple(town for town, names in self._by_town.items() if name in names)

    def __iter__(self) -> Iterator[str]:
        return (name for name in self._names if name.endswith("村"))

    def __len__(self) -> int:
        return sum(1 for _ in self)


def name_run(text: str, end: int, longest: int) -> int:
    """Where the run of Han characters before `end` starts, at most `longest` characters back."""
    start, low = end, max(0, end - longest)
    while start > low and "\u3400" <= text[start - 1] <= "\u9fff":
        start -= 1
    return start


def is_kind(stem: str) -> bool:
    """Whether the word is a kind of village, not a name: 示范, 历史文化名."""
    kinds = place_words().kinds
    if stem in kinds or (len(stem) > 1 and stem in place_words().openers):
        return True
    return any(stem[at:] in kinds for at in range(1, len(stem) - 1)) or stem[-1] in "级类型化性式"


def may_begin(text: str, start: int) -> bool:
    """Whether a name may begin at `start`."""
    prior = text[start - 1] if start else " "
    if not "\u3400" <= prior <= "\u9fff":
        return not prior.isalnum() and prior not in "“\"‘'×"  # a slogan's “余村经验”, 12个, XX
    return any(text[start - size : start] in place_words().openers for size in (1, 2, 3) if size <= start)


def village_goes_on(text: str, end: int, known: bool) -> bool:
    """Whether what follows makes another word of it: 村民, 村庄."""
    if text.startswith(place_words().after_known_village if known else _ORGANS, end) or has_committee(text, end):
        return False
    if end >= len(text) or text.startswith(("乡村", "道路", "民宿"), end):  # 白露村乡村旅游
        return False
    return text[end] in place_words().after_village


def has_committee(text: str, end: int) -> bool:
    """Does the 村 that ends there belong to its committee too, which only a village has: 竹园村委会, 东风村民委员会?"""
    return text.startswith(("委会", "民委员会"), end)


def stem_starts(text: str, end: int, longest: int, shortest: int = 2) -> Iterator[int]:
    """Starts of what may be a name that ends before `end`, the longest first."""
    low = name_run(text, end, longest)
    return iter(range(low, end - shortest + 1))


def known_name(text: str, end: int, names: Mapping[str, object], suffix: str) -> int | None:
    """Start of the longest name of the table that ends in `suffix`, which stands at `end`."""
    return next((s for s in stem_starts(text, end, LONGEST, 1) if text[s:end] + suffix in names), None)


def behind_work(text: str, end: int) -> bool:
    """Is the one character before `end` a village's name, behind what is built there: 改造里村?"""
    stem = text[end - 1 : end]
    at_start = end > 2 and not "\u3400" <= text[end - 4 : end - 3] <= "\u9fff"
    plain = "\u3400" <= stem <= "\u9fff" and not is_kind(stem) and stem not in place_words().function
    return at_start and plain and text[end - 3 : end - 1] in place_words().works


def new_name(text: str, end: int, common: Container[str], suffix: str) -> tuple[int, bool] | None:
    """(start, whether it is common) of what has a name's form and begins where one may begin."""
    found = None
    for start in stem_starts(text, end, 4):
        stem = text[start:end]
        if is_kind(stem) or not may_begin(text, start):
            continue
        if stem + suffix in common:
            return start, True
        # 原下陈 is 下陈, 打造柳渡 is 柳渡
        phrase = any(stem[:n] in place_words().openers and len(stem) > n + 1 for n in (1, 2))
        if found is None and not phrase and not (place_words().function | INSIDE) & set(stem):
            found = (start, False)
    # 整修白石镇: what stands before a town's common name is more likely a word than part of a name that nobody bears
    if found and suffix and found[0] == end - 4 and text[end - 2 : end] + suffix in common:
        return end - 2, False
    return found


def held_village(text: str, start: int, end: int, names: Gazetteer, suffix: str = "") -> Place:
    """A village of the table, with its town where it has only one."""
    name = text[start:end] + suffix
    towns = names.villages[name]
    town = towns[0] if len(towns) == 1 else None
    return Place(start, end, name, "village", town, True, names.towns.get(town) if town else None)
