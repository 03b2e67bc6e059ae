"""Whose document it is: its region, with what lies above it.

It comes from what the title, the issuer and the policies' titles begin with, and where these are silent or could be
several from the number (发文字号) and the text. Where it stays open which of several it is, nothing is chosen: `unsure`
holds the words and the places.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field

from policygraph.ingest.places import divisions, number_signs
from policygraph.ingest.places.divisions import Division
from policygraph.ingest.places.region_names import (
    COUNTRY,
    LEVELS,
    SUFFIX,
    Place,
    above,
    at_start,
    division_of,
    is_short,
    place_of,
    several_at_start,
)

_MINISTRIES = (
    r"工业和信息化|农业农村|财政|教育|科技|科学技术|公安|民政|司法|人力资源(?:和)?社会保障|自然资源|生态环境|住房(?:和)?城乡建设|"
    r"交通运输|水利|商务|文化和旅游|应急管理|工信|人社|住建|退役军人事务"
)
CENTRAL = re.compile(
    r"中共中央|国务院|中央(?!财政|企业|预算|、省)|全国人(?:大|民代表)|中华人民共和国|最高人民|国家(?!级|现代|区域|农业|生猪)|全国性|"
    rf"^(?:{_MINISTRIES})部"
)
# A text that gives work to so many of them has no other place to be of.
_MANY_MINISTRIES = 5
_MINISTRY = re.compile(rf"(?:{_MINISTRIES})部(?!门)|国家发展(?:和)?改革委")
# Whose report it is: 我代表国务院, 向大会报告工作.
_ON_BEHALF = re.compile(r"我?代表(?P<organ>国务院|[一-鿿]{2,16}人民政府)[,、向]")
_PREMIERS = re.compile(r"国务院总理[一-鿿·]{2,6}[^。\n]{0,12}政府工作报告")
_CENTRAL_NUMBER = re.compile("国(?:办)?(?:发|函|字|令)|中(?:办)?发")


@dataclass(frozen=True, slots=True)
class Unsure:
    """Words by which a document says whose it is, and the places of which it may be one."""

    words: str
    places: tuple[Division, ...]


@dataclass(slots=True)
class Jurisdiction:
    """The document's place at each level, as far as it is known. `own` is the level of the document itself, `year` when
    it was written."""

    own: str | None = None
    places: dict[str, Place] = field(default_factory=dict)
    year: int | None = None
    unsure: Unsure | None = None

    @property
    def place(self) -> Place | None:
        return COUNTRY if self.own == "central" else self.places.get(self.own or "")

    def set(self, place: Place) -> None:
        """Make `place` the document's own, with everything that is known to lie above it."""
        self.own = place.level
        for p in [place, *above(place)]:
            self.places[p.level] = p

    def by_prefix(self, prefix: str) -> Place | None:
        """Whose 市X局 it is. In a county-level city 市 is that city, not the one above it."""
        own = self.place
        if own and (own.former or own.name).endswith(prefix):
            return own
        return self.at(SUFFIX.get(prefix))

    def at(self, level: str | None) -> Place | None:
        if level == "central":
            return COUNTRY
        place = self.places.get(level or "")
        if (
            place is None
            and level == "city"
            and (province := self.places.get("province"))
            and province.name.endswith("市")
        ):
            return province  # 市 in a municipality's document is the municipality
        return place


def find(
    heads: list[str], text: str, *, year: int | None = None, number: str | None = None, near: str = ""
) -> Jurisdiction:
    """The region of a document: `heads` are its title, its policies' titles and issuers, the surest first.

    `year` is the document's, `number` its 发文字号, `near` what else is written on it (its file's name), which only
    helps to choose among several places of one name.
    """
    found = Jurisdiction(year=year)
    around = f"{text}\n{near}"
    for head in heads:
        words = re.sub(r"^(?:中共|中国共产党|关于印发|关于|在|印发|解读|一图读懂:?|《|#|“|\"|\s)+", "", head)
        if CENTRAL.match(words):
            found.own = "central"
            return found
        name, several = several_at_start(words, year)
        if several and _choose(found, name, several, around, number):
            break
        if place := at_start(words, year):
            found.set(place[0])
            break
    if found.own is None and (said := _ON_BEHALF.search(text[:600])):
        if said["organ"].startswith("国务院"):
            found.own = "central"
            return found
        if place := at_start(said["organ"], year):
            found.set(place[0])
    if found.own is None and any("政府工作报告" in h for h in heads) and _PREMIERS.search(text[:1500]):
        found.own = "central"
        return found
    own = _self_level(text)
    if found.own is None and _by_number(found, text, number, own):
        return found
    if found.own is None and own is None and len(set(_MINISTRY.findall(text))) >= _MANY_MINISTRIES:
        found.own = "central"
        return found
    if found.own is None or (own and LEVELS.index(own) > LEVELS.index(found.own) and found.own == "province"):
        _by_mentions(found, text, own, number)
    for upper in _named_above(text, year):  # 云泽市 in the title of what it carries out
        if found.own and LEVELS.index(upper.level) < LEVELS.index(found.own):
            found.places.setdefault(upper.level, upper)
    if found.own is None and re.search("我[省市州县区镇乡]", text):
        found.own = own  # a town's plan that does not name the town
    return found


def _choose(found: Jurisdiction, name: str, places: tuple[Division, ...], text: str, number: str | None) -> bool:
    """Of several places of one name the one whose city or province `text` names, or whose number it is. Else only their
    level is known, so that two districts of one name are never taken for one. Returns whether that settles it."""
    sure = not is_short(name, places) or places[0].level == "town"
    near = [d for d in places if d.parent and d.parent.name + d.name in text]
    near = near or [d for d in places if any(upper.name in text or upper.short in text for upper in _above(d))]
    if len(near) != 1:
        near = list(number_signs.fitting(number, near or places, places[0].level))
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


def _by_number(found: Jurisdiction, text: str, number: str | None, own: str | None) -> bool:
    """Whose 发文字号 it is: the centre's, or of a place that the text names or that has a sign of its own."""
    if not number:
        return False
    if _CENTRAL_NUMBER.match(number):
        found.own = "central"
        return True
    named = {d for _, _, places in divisions.in_text(text[:20000]) for d in places}
    fitting = number_signs.fitting(number, named, own)
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


def _by_mentions(found: Jurisdiction, text: str, own: str | None, number: str | None) -> None:
    """The place of level `own` that is named most; for a county, among the counties of the city that is named most."""
    if own is None:
        return
    mentions = [places[0] for _, _, places in divisions.in_text(text[:20000]) if len({p.code for p in places}) == 1]
    wanted = {"province": ("province",), "city": ("city", "province"), "county": ("county",), "town": ("town",)}[own]
    counts = Counter(
        d
        for d in mentions
        if d.level in wanted and (d.level != "province" or own == "province" or d.name.endswith("市"))
    )
    if not counts and own == "county":
        cities = Counter(d for d in mentions if d.level == "city")
        if cities:
            near = divisions.in_text(text[:20000], cities.most_common(1)[0][0])
            counts = Counter(p for _, _, places in near for p in places[:1] if p.level == "county")
    if not counts:
        return
    most = max(counts.values())
    places = tuple(d for d in counts if counts[d] == most)
    if len(places) > 1:  # two counties that are named as often
        fitting = tuple(d for d in number_signs.fitting(number, places, places[0].level) if d in places)
        places = fitting if len(fitting) == 1 else places
    if len(places) == 1:
        found.set(place_of(places[0]))
    elif found.own is None:
        found.own, found.unsure = own, Unsure(places[0].name, places)


def _named_above(text: str, year: int | None) -> list[Place]:
    """Places at the beginning of policies' titles in 《》, in the first part of the text."""
    places = []
    for m in re.finditer(r"《(?:中共)?([^《》]{4,60})", text[:1500]):
        if place := at_start(m[1], year):
            places.append(place[0])
    return places


__all__ = [
    "CENTRAL",
    "COUNTRY",
    "LEVELS",
    "Jurisdiction",
    "Place",
    "Unsure",
    "above",
    "at_start",
    "division_of",
    "find",
    "place_of",
]
