"""Villages, towns and regions named in a text.

Words with 村, 镇 and 乡 are mostly no names (示范村, 各镇, 城乡), so a name needs a reason: a table of the document's
region holds it; or it stands right behind a town (柳河镇石桥村), or in a list beside one that has a reason; or villages
in two counties or more bear it and it begins where a name may begin. The words are in `data/divisions/places.yaml`.

Every search begins at a character 村, 镇, 乡 or 街道 and looks a few characters around it.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Container, Iterable, Iterator, Mapping
from dataclasses import replace
from itertools import pairwise
from typing import Literal

from ahocorasick_rs import AhoCorasick

from policygraph.ingest.places import areas, divisions, village_lists
from policygraph.ingest.places.divisions import Division
from policygraph.ingest.places.village_changes import changed_villages
from policygraph.ingest.places.village_names import (
    INSIDE,
    Gazetteer,
    Place,
    behind_work,
    gazetteer,
    has_committee,
    held_village,
    is_kind,
    known_name,
    may_begin,
    name_run,
    new_name,
    place_words,
    stem_starts,
    village_goes_on,
)

_ANCHOR = re.compile(r"村|镇|乡|街道|社区")
_NEVER = frozenset(("乡镇", "城乡", "返乡", "下乡", "入乡", "各镇", "县乡", "乡村", "农村"))  # most of all there is
_GOES_ON_AS_TOWN = re.compile(r"镇|乡(?!村)|街道")


def homes(places: Iterable[Place]) -> dict[str, Place]:
    """Of each village that the text places in one town only, a naming that says so: others may leave the town out."""
    towns: dict[str, dict[str, Place]] = {}
    for place in places:
        if place.kind == "village" and place.town:
            towns.setdefault(place.name, {})[place.town] = place
    return {name: next(iter(found.values())) for name, found in towns.items() if len(found) == 1}


def _regions(text: str, region: Division | None) -> list[Place]:
    found = []
    for start, end, candidates in divisions.divisions_in(text, region):
        first = candidates[0]
        kind: Literal["town", "region"] = "town" if first.level == "town" else "region"
        name = first.name if kind == "town" else text[start:end]
        sure = len(candidates) == 1 or (region is not None and (first.contains(region) or region.contains(first)))
        sure = sure or (first.level in ("province", "city") and candidates[1].level != first.level)  # 长沙 is the city
        if sure and kind == "region" and (close := areas.behind_place(text, end)):
            found.append(Place(start, close, text[end:close], "area", None, True, first))
            continue
        found.append(Place(start, end, name, kind, None, sure, first if sure else None))
    return found


def _short_towns(text: str, names: Gazetteer) -> Iterator[Place]:
    for _, start, end in names.search.find_matches_as_indexes(text) if names.search else ():
        town = names.shorts[text[start:end]]
        whole = not _GOES_ON_AS_TOWN.match(text, end) and text[end : end + 1] not in place_words().after_short_town
        if whole and may_begin(text, start):
            yield Place(start, end, town, "town", None, True, names.towns[town])


def _town_at(text: str, at: int, suffix: str, names: Gazetteer) -> tuple[Place, bool] | None:
    """The town whose 镇, 乡 or 街道 stands at `at`, and whether it needs no further reason."""
    end = at + len(suffix)
    if text[at - 1 : end] in _NEVER:
        return None
    if end < len(text) and text[end] in place_words().after_town and not text.startswith(("企业", "音"), end):
        return None
    start = known_name(text, at, names.towns, suffix)
    if start is not None and at - start >= 2 and _stands(text, start, at, names) and not is_kind(text[start:at]):
        name = text[start:end]
        return Place(start, end, name, "town", None, True, names.towns[name]), True
    new = new_name(text, at, divisions.town_names(), suffix)
    if new and not new[1] and text.endswith(place_words().plain_towns, 0, end):
        return None
    return (Place(new[0], end, text[new[0] : end], "town"), new[1]) if new else None


def _village_at(
    text: str, at: int, towns: Mapping[int, Place], names: Gazetteer, ends: Container[int]
) -> tuple[Place, bool] | None:
    """The village whose 村 stands at `at`, and whether it needs no further reason. `towns`: by where they end; `ends`:
    where villages end."""
    end = at + 1
    if text[at - 1 : end] in _NEVER or village_goes_on(text, end, True):
        return None
    behind = next((towns[s] for s in stem_starts(text, at, 5, 1) if s in towns), None)
    start = known_name(text, at, names.villages, "村")
    if behind and (start is None or start >= behind.end) and (place := _behind_town(text, at, behind, names)):
        return place, True
    if start is not None and (known := _known_village(text, start, at, names)):
        return known
    if village_goes_on(text, end, False):
        return None
    if (sure := _of_one_character(text, at, ends)) is not None:
        return Place(at - 1, end, text[at - 1 : end], "village"), sure
    new = new_name(text, at, divisions.common_villages(), "")
    sure = new is not None and (new[1] or has_committee(text, end))
    return (Place(new[0], end, text[new[0] : end], "village"), sure) if new else None


def _of_one_character(text: str, at: int, ends: Container[int]) -> bool | None:
    """里 of 改造里村, which needs no further reason, and 上 behind it in 改造里村、上村, which does; else nothing."""
    if behind_work(text, at):
        return True
    return False if at - 2 in ends and village_lists.of_one_character(text, at) else None


def _known_village(text: str, start: int, at: int, names: Gazetteer) -> tuple[Place, bool] | None:
    """The village of the table whose name begins at `start`, if it may stand there, and whether it surely does."""
    if _in_longer_name(text, start, at):
        return None
    sure = _stands(text, start, at, names) and not is_kind(text[start:at])
    may = sure or (may_begin(text, start) and at - start > 1)
    return (held_village(text, start, at + 1, names), sure) if may else None


def _behind_town(text: str, at: int, town: Place, names: Gazetteer) -> Place | None:
    """The village between a town's name and the 村 at `at`, if what stands there can be a village's name; a verb that
    stands there too is none: 白石镇改造里村."""
    start = town.end
    held = text[start:at] + "村" in names.villages
    if not held and text[start : start + 2] in place_words().openers and start + 2 < at:
        start += 2
    stem = text[start:at]
    held = stem + "村" in names.villages
    plain = not (place_words().function | INSIDE) & set(stem) or stem in divisions.common_villages()
    sure = held or len(stem) > 1 or town.known or start > town.end or _ends_place(text, at + 1)
    if not (held or (plain and not is_kind(stem))) or not sure or village_goes_on(text, at + 1, held):
        return None
    return Place(start, at + 1, stem + "村", "village", town.name, held, town.division)


_STOPS = re.compile(r"[、，。；,;（(）)]|[和与及](?=[一-鿿]{1,8}[村镇乡])|$", re.M)


def _ends_place(text: str, end: int) -> bool:
    """Does the 村 of a name of one character end what tells the place: 石门镇柳村、桥头村, and not 石门镇某村民?"""
    return _STOPS.match(text, end) is not None


def _community_at(text: str, at: int, towns: Mapping[int, Place], ends: Container[int]) -> Place | None:
    """The 社区 right behind a town's name: 白石镇幸福社区. Without a town it is any (智慧社区, 城市社区), unless it is
    in a list behind another (`ends`: where villages and communities end): then it is as sure as that one's town.
    """
    stems = [(start, text[start:at]) for start in stem_starts(text, at, 6)]
    plain = [(start, stem) for start, stem in stems if not _no_community(stem)]
    for start, stem in plain:
        if town := towns.get(start):
            return Place(start, at + 2, stem + "社区", "village", town.name, False, town.division)
    for start, stem in plain:
        if any(
            end in ends and village_lists.between(text, end, start)
            for end in range(start - village_lists.LONGEST_BETWEEN, start)
        ):
            return Place(start, at + 2, stem + "社区", "village")
    return None


def _no_community(stem: str) -> bool:
    return bool((place_words().function | INSIDE | {"街"}) & set(stem)) or stem in place_words().not_communities


def _stands(text: str, start: int, end: int, names: Gazetteer) -> bool:
    """Whether a known name may stand there: of one character only behind a mark (县和村 is not 和村), of two, outside
    the few names of a county, only where a name may begin.
    """
    stem = text[start:end]
    if len(stem) == 1 or {"与", "及"} & set(stem):
        free = name_run(text, start, 1) == start or (
            names.near and text[max(0, start - 2) : start] in place_words().openers
        )
        return free and not (place_words().function | set("一二三四五六七八九十百千万")) & {stem}
    return len(stem) > 2 or names.near or may_begin(text, start)


def _in_longer_name(text: str, start: int, end: int) -> bool:
    """Whether a known name is the end of a new one: 上官 in 撤销陈上官村."""
    prior = text[start - 1 : start]
    han = bool(prior) and "\u3400" <= prior <= "\u9fff" and prior not in place_words().function
    return han and not may_begin(text, start) and may_begin(text, start - 1)


def _changed(text: str, names: Gazetteer) -> Iterator[Place]:
    """Villages that the text founds, merges or dissolves."""
    for start, end, name in changed_villages(text) if "村" in text else ():
        if is_kind(name[:-1]) or {*"各全每某该本等个的其"} & set(name):
            continue
        towns = names.villages.get(name, ())
        town = towns[0] if len(towns) == 1 else None
        division = names.towns.get(town) if town else None
        yield Place(start, end, name, "village", town, name in names.villages, division)


def _with_reason(text: str, found: list[tuple[Place, bool]]) -> list[Place]:
    """Those with a reason of their own, or in a list with one that has; towns of new villages, or that come again."""
    places = [place for place, _ in found]
    named = Counter(place.name for place in places if place.kind == "town")
    sure = [own or named[place.name] > 1 for place, own in found]
    beside = [left.kind == right.kind and village_lists.joined(text, left, right) for left, right in pairwise(places)]
    _spread(sure, beside)
    for at, (left, right) in enumerate(pairwise(places)):
        holds = left.kind == "town" and right.kind == "village" and right.start == left.end
        sure[at] = sure[at] or (holds and sure[at + 1])
    return [place for place, ok in zip(places, sure, strict=True) if ok]


def _spread(sure: list[bool], beside: list[bool]) -> None:
    """What stands beside what is sure, is sure, and so on; `beside[i]`: whether i and i + 1 stand in one list."""
    for at, joined in enumerate(beside):
        sure[at + 1] = sure[at + 1] or (joined and sure[at])
    for at in reversed(range(len(beside))):
        sure[at] = sure[at] or (beside[at] and sure[at + 1])


def find_places(text: str, region: Division | None = None, own: Iterable[str] = ()) -> list[Place]:
    """Villages, towns, regions and functional areas in the order of the text, none over another.

    `region` is the document's: its tables tell what is known. Without it only names with a strong form are found.
    `own`: what the document's city or county is called.
    """
    names = gazetteer(region)
    found_areas = [Place(a, b, area, "area", None, True) for a, b, area in areas.mentions(text, own)]
    regions = [*found_areas, *_regions(text, region)]
    towns = village_lists.opening(text, {place.end: place for place in regions if place.kind == "town"})
    found: list[tuple[Place, bool]] = []
    extra: list[Place] = [*regions, *_short_towns(text, names)]
    ends: set[int] = set()
    for anchor in _ANCHOR.finditer(text):
        at, suffix = anchor.start(), anchor[0]
        if suffix == "社区":
            extra += village_lists.numbered(text, at, towns, suffix)
            if community := _community_at(text, at, towns, ends):
                extra.append(community)
                ends.add(community.end)
            continue
        read = _village_at(text, at, towns, names, ends) if suffix == "村" else _town_at(text, at, suffix, names)
        if read:
            found.append(read)
            ends.add(read[0].end)
            if suffix != "村":
                towns |= village_lists.opening(text, {read[0].end: read[0]})
        if suffix == "村":
            found += ((place, True) for place in village_lists.numbered(text, at, towns))
            extra += village_lists.counted(text, at, names)
            found += village_lists.natural(text, at, towns)
    extra += _changed(text, names)
    places = _with_reason(text, sorted(found, key=lambda each: _order(each[0])))
    for place in places:
        if place.kind == "village":
            extra += village_lists.shared(text, place.start, names, place.known)
    first = village_lists.with_towns(_apart(sorted(places + extra, key=_order)), text, names)
    return _apart(sorted(first + _again(text, first), key=_order))


def _order(place: Place) -> tuple[int, bool, int]:
    return place.start, place.kind != "village", -place.end


def _again(text: str, places: list[Place]) -> list[Place]:
    """A village that was named with a reason is meant wherever its name stands again: 在石桥村新建…."""
    named = {p.name: p for p in places if p.kind == "village" and len(p.name) > 2}
    if not named:
        return []
    starts = {p.start for p in places}
    names = list(named)
    return [
        replace(place, start=start, end=end)
        for i, start, end in AhoCorasick(names).find_matches_as_indexes(text, overlapping=True)
        if start not in starts and not village_goes_on(text, end, (place := named[names[i]]).known)
    ]


def _apart(places: list[Place]) -> list[Place]:
    """Of overlapping places the first. `places` come in the order of their starts."""
    kept: list[Place] = []
    for place in places:
        if not kept or kept[-1].end <= place.start:
            kept.append(place)
    return kept
