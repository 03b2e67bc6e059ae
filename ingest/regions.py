"""Whose document it is: its region, with what lies above it, and the region that a name in it belongs to.

Known places come from the gazetteer (`divisions`). A place that no gazetteer holds (a new or an invented one) is read
from its form, 云泽市 or 临澜区, and is then known by its own name alone.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cache

from policygraph.graph import records
from policygraph.ingest import divisions
from policygraph.ingest.divisions import Division
from policygraph.vocabulary import read_yaml

LEVELS = ("central", "province", "city", "county", "town")
_SUFFIX = {
    "省": "province",
    "自治区": "province",
    "市": "city",
    "自治州": "city",
    "州": "city",
    "盟": "city",
    "地区": "city",
}
_SUFFIX |= {
    "县": "county",
    "区": "county",
    "旗": "county",
    "自治县": "county",
    "自治旗": "county",
    "镇": "town",
    "乡": "town",
    "街道": "town",
}
# A place by its form: two to four characters and a suffix, where a name may begin.
_FORM = re.compile(
    r"(?P<name>[一-鿿]{1,5}?(?P<suffix>自治区|自治州|自治县|自治旗|街道|地区|[省市州盟县区旗镇乡]))(?!场|级|域|内|外|位|间|村|块|容)"
)
# Below a place of the gazetteer: 云岫镇 behind its county, 云泽新区 behind its province.
_NEWER = {
    "province": re.compile(r"(?P<name>[一-鿿]{2}(?P<suffix>新区))"),
    "city": re.compile(r"(?P<name>[一-鿿]{2}(?P<suffix>新区))"),
    "county": re.compile(r"(?P<name>[一-鿿]{2,3}(?P<suffix>街道|镇|乡))(?!村|镇|域|级)"),
}
_TOWN = re.compile(r"镇|乡(?!村|镇)|街道")  # 云溪镇 is no short form of 云溪区
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


@dataclass(frozen=True, slots=True)
class Place:
    """A region. `path` is the names from the province down where the gazetteer knows them, else only its own name."""

    name: str
    level: str
    path: tuple[str, ...]
    code: str | None = None

    @property
    def id(self) -> str:
        return records.region_id("".join(self.path))

    @property
    def full_name(self) -> str:
        """Below the province, names leave the province out: 岳阳市云溪区; municipalities stay: 北京市密云区."""
        if len(self.path) > 1 and not self.path[0].endswith("市"):
            return "".join(self.path[1:])
        return "".join(self.path)


COUNTRY = Place("全国", "country", ("中华人民共和国",))


def place_of(division: Division) -> Place:
    return Place(division.name, division.level, division.path, division.code)


def above(place: Place) -> list[Place]:
    """The regions that `place` lies in, the nearest first, as far as the gazetteer knows."""
    division = division_of(place)
    if division:
        division = division.parent
    elif len(place.path) > 1:  # younger than the gazetteer, below a place that it holds
        division = next((d for d in divisions.find(place.path[-2]) if d.path == place.path[:-1]), None)
    found = []
    while division:
        found.append(place_of(division))
        division = division.parent
    return found


def at_start(text: str) -> tuple[Place, int] | None:
    """The place that `text` begins with and how many characters name it; nothing where it could be several.

    A town or a new district that no gazetteer holds is read from its form behind its county or province.
    """
    match = divisions.at_start(text)
    if match and not (_TOWN.match(text, match.length) and _is_short(text[: match.length], match.divisions)):
        best = match.divisions[0]
        if match.division or best.level == "province":
            return _newer(place_of(best), text, match.length) or (place_of(best), match.length)
        return None
    return _by_form(text)


def _is_short(name: str, found: tuple[Division, ...]) -> bool:
    return not any(name.endswith(d.name) for d in found)


def _of_several(head: str, text: str) -> Place | str | None:
    """Of the places of the name that `head` begins with the one whose city or province `text` names, else their level:
    which of them it is stays open, so that two districts of one name are never taken for one."""
    match = divisions.at_start(head)
    if not match or match.division or _is_short(head[: match.length], match.divisions):
        return None
    if len({d.level for d in match.divisions}) > 1:
        return None
    near = [d for d in match.divisions if any(above.name in text for above in _above(d))]
    return place_of(near[0]) if len(near) == 1 else match.divisions[0].level


def _above(division: Division) -> Iterator[Division]:
    while division.parent:
        division = division.parent
        yield division


def _newer(above: Place, text: str, at: int) -> tuple[Place, int] | None:
    """A place below `above` that is named right behind it and younger than the gazetteer."""
    m = _NEWER[above.level].match(text, at) if above.level in _NEWER else None
    if not m or not _is_name(m["name"], m["suffix"]):
        return None
    level = {"province": "city", "city": "county", "county": "town"}[above.level]
    return Place(m["name"], level, (*above.path, m["name"])), m.end()


def _by_form(text: str) -> tuple[Place, int] | None:
    """The last of the names of the form 岚江省云泽市 that `text` begins with."""
    at, last = 0, None
    while (m := _FORM.match(text, at)) and _is_name(m["name"], m["suffix"]):
        level = _SUFFIX[m["suffix"]]
        if last and last[0].level == "city" and m["suffix"] == "市":
            level = "county"  # a city under a city
        if last and LEVELS.index(level) <= LEVELS.index(last[0].level):
            break
        last = Place(m["name"], level, (m["name"],)), m.end()
        at = m.end()
    return last


@cache
def _no_names() -> tuple[re.Pattern[str], re.Pattern[str]]:
    """How no name begins, and what no name has before its suffix (data/place_forms.yaml)."""
    data = read_yaml("place_forms.yaml")
    begins, ends = ("|".join(w for entry in data[key] for w in entry["words"]) for key in ("begins", "ends"))
    return re.compile(rf"{begins}|.*城市"), re.compile(rf"(?:{ends})$")


def _is_name(name: str, suffix: str) -> bool:
    """Can `name`, which no gazetteer holds, be a place? Not where another place stands in it: 人行浙江省."""
    begins, ends = _no_names()
    return (
        len(name) >= 3
        and not begins.match(name)
        and not ends.search(name.removesuffix(suffix))
        and not any(divisions.find(name[i:]) for i in range(1, len(name) - 2))
    )


@dataclass(slots=True)
class Jurisdiction:
    """The document's place at each level, as far as it is known. `own` is the level of the document itself."""

    own: str | None = None
    places: dict[str, Place] = field(default_factory=dict)

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
        if own and own.name.endswith(prefix):
            return own
        return self.at(_SUFFIX.get(prefix))

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


def find(heads: list[str], text: str) -> Jurisdiction:
    """The region of a document: `heads` are its title, its policies' titles and issuers, the surest first."""
    found = Jurisdiction()
    for head in heads:
        words = re.sub(r"^(?:中共|中国共产党|关于印发|关于|在|印发|解读|一图读懂:?|《|#|“|\"|\s)+", "", head)
        if CENTRAL.match(words):
            found.own = "central"
            return found
        if place := at_start(words):
            found.set(place[0])
            break
        if one := _of_several(words, text):
            if isinstance(one, Place):
                found.set(one)
            else:
                found.own = one
            break
    if found.own is None and (said := _ON_BEHALF.search(text[:600])):
        if said["organ"].startswith("国务院"):
            found.own = "central"
            return found
        if place := at_start(said["organ"]):
            found.set(place[0])
    own = _self_level(text)
    if found.own is None and own is None and len(set(_MINISTRY.findall(text))) >= _MANY_MINISTRIES:
        found.own = "central"
        return found
    if found.own is None or (own and LEVELS.index(own) > LEVELS.index(found.own) and found.own == "province"):
        _by_mentions(found, text, own)
    for upper in _named_above(text):  # 云泽市 in the title of what it carries out
        if found.own and LEVELS.index(upper.level) < LEVELS.index(found.own):
            found.places.setdefault(upper.level, upper)
    if found.own is None and re.search("我[省市州县区镇乡]", text):
        found.own = own  # a town's plan that does not name the town
    return found


def _self_level(text: str) -> str | None:
    """我县, 全区: the level that a document speaks of as its own."""
    counts = Counter(m[1] for m in re.finditer(r"(?:我|本|全)([省市县区州镇乡])(?!域|场|级)", text))
    weights = Counter({c: n for c, n in counts.items() if n > 1 or f"我{c}" in text})
    strong = Counter(m[1] for m in re.finditer(r"我([省市县区州镇乡])", text))
    best = (strong or weights).most_common(1)
    return _SUFFIX.get(best[0][0]) if best else None


def _by_mentions(found: Jurisdiction, text: str, own: str | None) -> None:
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
    if counts:
        found.set(place_of(counts.most_common(1)[0][0]))


def _named_above(text: str) -> list[Place]:
    """Places at the beginning of policies' titles in 《》, in the first part of the text."""
    places = []
    for m in re.finditer(r"《(?:中共)?([^《》]{4,60})", text[:1500]):
        if place := at_start(m[1]):
            places.append(place[0])
    return places


def division_of(place: Place) -> Division | None:
    """The gazetteer's entry for `place`, if it came from there."""
    return next((d for d in divisions.find(place.name) if d.code == place.code), None) if place.code else None
