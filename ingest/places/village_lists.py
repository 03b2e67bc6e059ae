"""Villages of lists: of which only the end has 村 (清溪、双花、八一等3个村), which one town holds (白石镇（东风村、
河口村）); and natural villages (上湾自然村).
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from itertools import zip_longest

from policygraph.ingest.places import divisions
from policygraph.ingest.places.village_names import (
    INSIDE,
    Gazetteer,
    Place,
    held_village,
    is_kind,
    known_name,
    may_begin,
    new_name,
    place_words,
    stem_starts,
    village_goes_on,
)
from policygraph.ingest.text.numerals import parse_number

_NUMERAL = re.compile(r"[一二三四五六七八九十百]+")
_KIND = "(?:行政|建制|试点|示范|重点|自然)*"
_COUNTED = re.compile(rf"等(?:\d+|[一二三四五六七八九十两]+)个{_KIND}\Z")
_NUMBER = re.compile(rf"等?(?P<number>\d{{1,2}}|[两二三四五六七八九十]{{1,3}})个{_KIND}\Z")
_MEMBER = re.compile(r"、([一-鿿]{1,4}?)村?\Z")
_LAST = re.compile(r"(?:、|以?及|和|与)([一-鿿]{1,4}?)村?\Z")
# What joins the names of a list; the one before may be told by its organ or with an amount: 和平村党支部、双河村党总支.
_BETWEEN = re.compile(
    r"(?:党支部|党总支|党委|村委会|居委会|村民委员会)?(?:[、和及与至到]|以及)|\d[\d.]*[一-鿿㎡]{1,3}、"
)
LONGEST_BETWEEN = 12  # characters of what joins two names
_AMOUNTS = re.compile(
    r"\d[\d.]*[一-鿿㎡]{1,3}[，,；;]"
)  # in what a town tells behind its colon: 白石镇：东风村5公里，河口村3公里
_OPENS = "（(：:的"  # behind a town's name, its villages begin: 白石镇（东风村、河口村）
_LONGEST = 60
"""Characters of a list that ends in the number of its members."""


def shared(text: str, start: int, names: Gazetteer, known: bool) -> Iterator[Place]:
    """Villages before a list's last one, which alone has 村: 清溪、双花、八一村."""
    while start > 2 and text[start - 1] == "、":
        end = start - 1
        if known:
            at = known_name(text, end, names.villages, "村")
        else:
            new = new_name(text, end, divisions.common_villages(), "")
            at = new[0] if new and new[1] else None
        if at is None or end - at < 2 or is_kind(text[at:end]) or _NUMERAL.fullmatch(text, at, end):
            return
        yield held_village(text, at, end, names, "村") if known else Place(at, end, text[at:end] + "村", "village")
        start = at


def counted(text: str, at: int, names: Gazetteer) -> Iterator[Place]:
    """Villages of a list that ends in their number: 清溪、双花、八一等3个村."""
    if (match := _COUNTED.search(text, max(0, at - 12), at)) is None:
        return
    end = match.start()
    start = known_name(text, end, names.villages, "村")
    known = start is not None
    if start is None:
        new = new_name(text, end, divisions.common_villages(), "")
        start = new[0] if new and new[1] and text[new[0] - 1 : new[0]] == "、" else None
    if start is not None and end - start >= 2 and not is_kind(text[start:end]):
        yield (
            held_village(text, start, end, names, "村")
            if known
            else Place(start, end, text[start:end] + "村", "village")
        )
        yield from shared(text, start, names, known)


def numbered(text: str, at: int, towns: Mapping[int, Place], suffix: str = "村") -> list[Place]:
    """The same where as many stand there as the number says: 白石镇东风、石桥和双井3个村, and so 2个社区."""
    number = _NUMBER.search(text, max(0, at - 14), at)
    if number is None:
        return []
    end, low = number.start(), max(0, at - _LONGEST)
    found: list[Place] = []
    while member := (_MEMBER if found else _LAST).search(text, low, end):
        found.append(Place(member.start(1), member.end(1), member[1] + suffix, "village"))
        end = member.start()
    if found and (first := _first(text, end - (text[end - 1] == "村"), towns, suffix)):
        found.append(first)
    many = len(found) > 1 and len(found) == parse_number(number["number"])
    return found[::-1] if many and not any(_is_no_name(place.name.removesuffix(suffix)) for place in found) else []


def _first(text: str, end: int, towns: Mapping[int, Place], suffix: str) -> Place | None:
    """The first of a list, which begins behind a town or where a name may begin."""
    for start in stem_starts(text, end, 6):
        town = towns.get(start)
        if town and text[start] != "的":
            return Place(start, end, text[start:end] + suffix, "village", town.name, False, town.division)
    new = new_name(text, end, divisions.common_villages(), "")
    return Place(new[0], end, text[new[0] : end] + suffix, "village") if new else None


def _is_no_name(stem: str) -> bool:
    return is_kind(stem) or bool((place_words().function | INSIDE) & set(stem) - {"和"})


def natural(text: str, at: int, towns: Mapping[int, Place]) -> Iterator[tuple[Place, bool]]:
    """上湾自然村, and whether it needs no further reason: behind its town or village, or with a common name."""
    end = at - 2
    if end < 1 or text[end:at] != "自然":
        return
    for start in stem_starts(text, end, 4):
        stem = text[start:end]
        if (start in towns or text[start - 1 : start] == "村") and not _is_no_name(stem):
            town = towns.get(start)
            yield (
                Place(start, at + 1, text[start : at + 1], "village", town.name if town else None, False,
                      town.division if town else None),
                True,
            )  # fmt: skip
            return
    new = new_name(text, end, divisions.common_villages(), "")
    if new and may_begin(text, new[0]):
        yield Place(new[0], at + 1, text[new[0] : at + 1], "village"), new[1]


def joined(text: str, left: Place, right: Place) -> bool:
    return between(text, left.end, right.start)


def between(text: str, end: int, start: int) -> bool:
    """Whether what stands there joins two names of a list."""
    return end < start <= end + LONGEST_BETWEEN and bool(_BETWEEN.fullmatch(text, end, start))


def of_one_character(text: str, at: int) -> bool:
    """里村、上村: is the one character before the 村 at `at`, in a list right behind another village, a name?"""
    stem = text[at - 1 : at]
    plain = "\u3400" <= stem <= "\u9fff" and not is_kind(stem) and not _is_no_name(stem)
    return plain and text[at - 2] == "、" and not village_goes_on(text, at + 1, False)


def opening(text: str, towns: Mapping[int, Place]) -> dict[int, Place]:
    """Where villages may begin behind a town's name: right behind it, or behind a bracket or colon there."""
    plain = {end: town for end, town in towns.items() if text[end : end + 1] != "的"}
    opened = [town for town in towns.values() if text[town.end : town.end + 1] in tuple(_OPENS)]
    return {**plain, **{town.end + 1: replace(town, end=town.end + 1) for town in opened}}


def with_towns(places: Sequence[Place], text: str, names: Gazetteer) -> list[Place]:
    """A town holds for the villages of the list that begins behind it: 柳河镇石桥村、双井村. A community that is in no
    town's list is none.
    """
    out: list[Place] = []
    told = False  # the list began behind a colon: amounts may stand between its villages
    for each, behind in zip_longest(places, places[1:]):
        place, last = each, out[-1] if out else None
        if place.kind == "village":
            if last and last.kind == "town":
                told = place.start == last.end + 1 and text[last.end] in "：:"
            place = _placed(
                place, (last and _town_of(last, place, text, told)) or _in_bracket(place, behind, text), names
            )
        if place.kind != "village" or place.town or not place.name.endswith("社区"):
            out.append(place)
    return out


def _placed(place: Place, town: Place | None, names: Gazetteer) -> Place:
    """The village in that town, unless another is told, or the table has it in others only."""
    if place.town or town is None or (place.known and town.name not in names.villages.get(place.name, ())):
        return place
    return replace(place, town=town.name, division=town.division)


def _town_of(last: Place, place: Place, text: str, told: bool) -> Place | None:
    """The town that holds for a village too, behind what was named last."""
    if last.kind == "town" and place.start == last.end + 1 and text[last.end] in _OPENS:
        return last
    if last.kind != "village" or not last.town:
        return None
    within = last.end == place.start  # 双溪村|老屋自然村
    listed = within or joined(text, last, place) or (told and _AMOUNTS.fullmatch(text, last.end, place.start))
    return replace(last, name=last.town) if listed else None


def _in_bracket(place: Place, behind: Place | None, text: str) -> Place | None:
    """The town that a bracket behind a village names: 东风村（白石镇）."""
    bracket = behind and behind.kind == "town" and behind.start == place.end + 1 and text[place.end] in "（("
    return behind if bracket and behind and text[behind.end : behind.end + 1] in tuple("）)") else None
