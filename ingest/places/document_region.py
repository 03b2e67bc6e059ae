"""Whose document it is: its region, with what lies above it.

It comes from what the title, the issuer and the policies' titles begin with, and where these are silent or could be
several from the number (发文字号) and the text. Where it stays open which of several it is, nothing is chosen: `unsure`
holds the words and the places.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace

from policygraph.ingest.places import divisions, number_signs, places_above
from policygraph.ingest.places.divisions import Division
from policygraph.ingest.places.region_names import (
    LEVELS,
    SUFFIX,
    Place,
    above,
    area_place,
    is_short,
    place_at_start,
    place_of,
    places_at_start,
)
from policygraph.ingest.places.regions import CENTRAL, MINISTRIES, Jurisdiction, Unsure

# A text that gives work to so many of them has no other place to be of.
_MANY_MINISTRIES = 5
_MINISTRY = re.compile(rf"(?:{MINISTRIES})部(?!门)|国家发展(?:和)?改革委")
# Whose report it is: 我代表国务院, 向大会报告工作.
_ON_BEHALF = re.compile(r"我?代表(?P<organ>国务院|[一-鿿]{2,16}人民政府)[,、向]")
_CONGRESS = re.compile(r"在(?P<place>[一-鿿]{2,16}?)第[一二三四五六七八九十\d]{1,4}届人民代表大会")
_PREMIERS = re.compile(r"国务院总理[一-鿿·]{2,6}[^。\n]{0,12}政府工作报告")
_CENTRAL_NUMBER = re.compile("国(?:办)?(?:发|函|字|令)|中(?:办)?发")
# A report on what came of a paper: 关于《…》落实情况的报告.
_CARRIED_OUT = re.compile(
    r"(?:关于)?(?:贯彻|落实|执行|实施)*《(?P<paper>[^《》]{4,60})[^》]*》[^《》]{0,8}(?:情况|进展)"
)


AGAIN = 2
"""So often a text names the place whose offices it calls by their rank alone; one named once may be another."""
MANY = 6
"""So many offices tell by their rank alone of what level a text is."""
SEARCHED = 20_000
"""Characters of the text in which places are counted."""
# What may stand before the place that a head begins with.
_LEAD_IN = re.compile(r"^(?:(?:19|20)\d{2}年度?|中共|中国共产党|关于印发|关于|在|印发|解读|一图读懂:?|《|#|“|\"|\s)+")


@dataclass(slots=True)
class _Found:
    """What is found so far, of a document of that year."""

    year: int | None
    own: str | None = None
    places: dict[str, Place] = field(default_factory=dict)
    unsure: Unsure | None = None

    def set(self, place: Place) -> None:
        """Make `place` the document's own, with everything that is known to lie above it."""
        self.own = place.level
        for p in [place, *above(place)]:
            self.places[p.level] = p


def find_jurisdiction(
    heads: list[str], text: str, *, year: int | None = None, number: str | None = None, near: str = ""
) -> Jurisdiction:
    """The region of a document: `heads` are its title, its policies' titles and issuers, the surest first.

    `year` is the document's, `number` its 发文字号, `near` what else is written on it (its file's name), which only
    helps to choose among several places of one name.
    """
    found = _Found(year)
    _look(found, heads, text, number, f"{text}\n{near}")
    _place_area(found)
    return Jurisdiction(found.own, found.places, year, found.unsure)


def _look(found: _Found, heads: list[str], text: str, number: str | None, around: str) -> None:
    """Puts into `found` whose document it is, asking the surest first."""
    own = _self_level(text)
    _by_heads(found, _telling(heads, own, found.year), around, number)
    own = _of_region(found, own, text)
    if found.own is None:
        _by_who_reports(found, heads, text)
    if found.own is None and _by_number(found, text, number, own):
        return
    if found.own is None and own is None and _is_of_ministries(text, heads):
        found.own = "central"
    if found.own is None or (found.own == "province" and own and _is_below(own, found.own)):
        _by_mentions(found, text, own, number)
    _by_those_above(found, [_LEAD_IN.sub("", head) for head in heads], text)
    if found.own is None:
        found.own = _unnamed(own, text)


def _by_those_above(found: _Found, words: list[str], text: str) -> None:
    """What lies above, where no table tells. `words`: the heads from the place on."""
    if found.own == "town" and found.unsure and (town := places_above.town_of_its_county(found.unsure, words, text)):
        found.unsure = None
        found.set(town)
    for upper in places_above.named_above(found.own, found.places.get(found.own or ""), words, text, found.year):
        if found.own and _is_below(found.own, upper.level):
            found.places.setdefault(upper.level, upper)


def _is_of_ministries(text: str, heads: list[str]) -> bool:
    many = len(set(_MINISTRY.findall(text))) >= _MANY_MINISTRIES
    return many and _level_of_offices(text) is None and not _name_a_place(heads)


def _unnamed(own: str | None, text: str) -> str | None:
    """The level of a place that nothing names."""
    if re.search("我[省市州县区镇乡]", text) and own:
        return own  # a town's plan that does not name the town
    return _level_of_offices(text, MANY) if own is None else None  # 省经信厅、省科技厅


def _name_a_place(heads: list[str]) -> bool:
    """关于支持岚江建设…的举措: is a place asked or given something, by whom the heads do not say?"""
    return any(divisions.divisions_in(head) for head in heads)


def _place_area(found: _Found) -> None:
    """An area that its own name does not place lies in the nearest place above that the text tells."""
    own = found.places.get(found.own or "")
    if own and own.area and not own.owner:
        uppers = (found.places[level] for level in reversed(LEVELS[: LEVELS.index(own.level)]) if level in found.places)
        if upper := next(uppers, None):
            found.set(replace(area_place(own.path[-1], upper, own.name), level=own.level))


def _is_below(level: str, other: str) -> bool:
    return LEVELS.index(level) > LEVELS.index(other)


def _telling(heads: list[str], own: str | None, year: int | None) -> list[str]:
    """Those that may tell whose document it is."""
    return [head for head in heads if not _is_on_one_above(head, own, year)]


def _is_on_one_above(head: str, own: str | None, year: int | None) -> bool:
    """Does a county, which speaks of itself as 我县, report under that head on a paper of its city?"""
    on = _CARRIED_OUT.match(head) if own else None
    place = place_at_start(on["paper"], year) if on else None
    return place is not None and own is not None and _is_below(own, place[0].level)


def _by_heads(found: _Found, heads: list[str], around: str, number: str | None) -> None:
    """The place that the first of the heads begins with which begins with one; `around` tells which of several."""
    for head in heads:
        words = _LEAD_IN.sub("", head)
        if CENTRAL.match(words):
            found.own = "central"
            return
        name, several = places_at_start(words, found.year)
        if several and _choose(found, name, several, around, number):
            return
        if place := place_at_start(words, found.year):
            found.set(place[0])
            return


def _by_who_reports(found: _Found, heads: list[str], text: str) -> None:
    """Whose government a report to a people's congress speaks for."""
    said = _ON_BEHALF.search(text[:600])
    congress = _CONGRESS.search(text[:600])
    if congress and (place := place_at_start(congress["place"], found.year)):
        found.set(place[0])
        return
    if said and not said["organ"].startswith("国务院"):
        if place := place_at_start(said["organ"], found.year):
            found.set(place[0])
            return
    elif said:
        found.own = "central"
    if any("政府工作报告" in h for h in heads) and _PREMIERS.search(text[:1500]):
        found.own = "central"


def _choose(found: _Found, name: str, places: tuple[Division, ...], text: str, number: str | None) -> bool:
    """Of several places of one name the one whose city or province `text` names, or whose number it is. Else only their
    level is known, so that two districts of one name are never taken for one. Returns whether that settles it."""
    sure = not is_short(name, places) or places[0].level == "town"
    near = [d for d in places if d.parent and d.parent.name + d.name in text]
    near = near or [d for d in places if any(upper.name in text or upper.short in text for upper in _above(d))]
    if len(near) != 1:
        near = list(number_signs.places_of_number(number, near or places, places[0].level))
    if len(near) == 1 and near[0] in places:
        found.set(place_of(near[0], name))
        return True
    if len(places) == 1:
        return False  # a town that the text does not place: what it is called is all that is known
    if sure:
        found.own, found.unsure = places[0].level, Unsure(name, places)
    return sure


def _above(division: Division) -> Iterator[Division]:
    while division.parent:
        division = division.parent
        yield division


def _by_number(found: _Found, text: str, number: str | None, own: str | None) -> bool:
    """Whose 发文字号 it is: the centre's, or of a place that the text names or that has a sign of its own."""
    if not number:
        return False
    if _CENTRAL_NUMBER.match(number):
        found.own = "central"
        return True
    named = {d for _, _, places in divisions.divisions_in(text[:SEARCHED]) for d in places}
    fitting = number_signs.places_of_number(number, named, own)
    if len(fitting) == 1:
        found.set(place_of(fitting[0]))
    elif fitting:
        found.own, found.unsure = own, Unsure(number, fitting)
    return bool(fitting)


def _self_level(text: str) -> str | None:
    """我县, 全区: the level that a document speaks of as its own."""
    counts = Counter(m[1] for m in re.finditer(r"(?:我|本|全)([省市县区州镇乡])(?!域|场|级)", text))
    weights = Counter({c: n for c, n in counts.items() if n > 1 or f"我{c}" in text})
    strong = Counter(m[1] for m in re.finditer(r"我([省市县区州镇乡])", text))
    best = (strong or weights).most_common(1)
    return SUFFIX.get(best[0][0]) if best else None


# What offices without their place's name are of: 县水利局, 市政府.
_OF_RANK = re.compile(
    r"(?<![一-鿿])[由请和及取]?(?:([县区旗]|市(?!场|政(?!府)))(?:政府|[一-鿿]{2,8}?(?:局|办|委|中心))"
    r"|(省)(?:政府|[一-鿿]{2,8}?(?:局|委|厅)))"
)


def _level_of_offices(text: str, least: int = 2) -> str | None:
    """The level of which most offices are that the text names without a place, and no fewer than `least`."""
    ranks = Counter(one or other for one, other in _OF_RANK.findall(text))
    (rank, count), *others = [*ranks.most_common(2), ("", 0)]
    return SUFFIX[rank] if count >= least and count > 2 * (others[0][1] if others else 0) else None


_OF_A_COUNTY = re.compile("[我本全][县旗]")


def _of_region(found: _Found, own: str | None, text: str) -> str | None:
    """The same, but 我区 is the autonomous region that the head names."""
    autonomous = found.own == "province" and found.places["province"].name.endswith("自治区")
    return "province" if autonomous and not _OF_A_COUNTY.search(text) else own


def _by_mentions(found: _Found, text: str, own: str | None, number: str | None) -> None:
    """The place of level `own` that is named most, else of that of the offices that are named by their rank alone. Of
    several that are named as often the number may tell which."""
    text = text[:SEARCHED]
    own, least = (own, 1) if own else (_level_of_offices(text), AGAIN)
    places = _most_named(text, own, least) if own else ()
    if len(places) > 1:
        fitting = [d for d in number_signs.places_of_number(number, places, places[0].level) if d in places]
        places = tuple(fitting) if len(fitting) == 1 else places
    if len(places) == 1:
        found.set(place_of(places[0]))
    elif places and found.own is None:
        found.own, found.unsure = own, Unsure(places[0].name, places)


def _most_named(text: str, level: str, least: int) -> tuple[Division, ...]:
    """The places of a level that are named most; of counties that the text does not name in full, those of the city
    that it names most; of cities, where it names none, those that are counties."""
    sure = [places[0] for _, _, places in divisions.divisions_in(text) if len({p.code for p in places}) == 1]
    counts = Counter(d for d in sure if _is_of_level(d, level))
    if not counts and level == "county":
        counts = Counter(_near_the_city(text, sure))
    if not counts and level == "city":
        counts = Counter(filter(_is_city_of_a_county, sure))
    return tuple(d for d in counts if counts[d] == max(counts.values()) >= least)


def _near_the_city(text: str, sure: Sequence[Division]) -> Iterator[Division]:
    """The counties, by the names that they have within the city that the text names most."""
    cities = Counter(d for d in sure if _is_of_level(d, "city")).most_common(1)
    near = divisions.divisions_in(text, cities[0][0]) if cities else []
    return (places[0] for _, _, places in near if places[0].level == "county")


def _is_city_of_a_county(division: Division) -> bool:
    return division.level == "county" and division.name.endswith("市")


def _is_of_level(division: Division, level: str) -> bool:
    """A municipality speaks of itself as a city."""
    municipality = division.level == "province" and division.name.endswith("市")
    return division.level == level or (level == "city" and municipality)
