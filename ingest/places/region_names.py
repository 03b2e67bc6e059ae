"""Regions as they are named: the place that a text begins with.

Known places come from the gazetteer (`divisions`). A place that no gazetteer holds (a new or an invented one) is read
from its form, 云泽市 or 临澜区, and is then known by its own name alone.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache

from policygraph.ingest.places import areas, corps, division_tables, divisions
from policygraph.ingest.places.division_tables import Division, former_name
from policygraph.model import records
from policygraph.model.vocabulary import Expression, Words, read

LEVELS = ("central", "province", "city", "county", "town")
SUFFIX = {
    "省": "province",
    "自治区": "province",
    "市": "city",
    "自治州": "city",
    "州": "city",
    "盟": "city",
    "地区": "city",
}
SUFFIX |= {
    "县": "county",
    "区": "county",
    "旗": "county",
    "自治县": "county",
    "自治旗": "county",
    "镇": "town",
    "乡": "town",
    "街道": "town",
}
# A place by its form: two to four characters and a suffix, where a name may begin; 云州 may be part of one.
_FORM = r"(?P<name>(?:[一-鿿]州|[一-鿿]{1,5}?)(?P<suffix>自治区|自治州|自治县|自治旗|街道|地区|[省市州盟县区旗镇乡]))"
# Below a place of the gazetteer: 云岫镇 behind its county.
_NEWER = re.compile(r"(?P<name>[一-鿿]{2,3}(?P<suffix>街道|镇|乡))(?!村|镇|域|级)")
_BELOW = {"province": "city", "city": "county", "county": "town"}
_TOWN = re.compile(r"镇|乡(?!村|镇)|街道")
_COUNTY = re.compile(rf"县(?![域级城区市]|{divisions.COUNTY_AND_TOWNS})")


@dataclass(frozen=True, slots=True)
class Place:
    """A region. `path` is the names from the province down where the gazetteer knows them, else only its own name.

    `former` is what the document calls it, where that was its name before. One that is gone has the year in which it
    went and what it went into. An `area` (云漳新区) lies in its `owner`, where that is known.
    """

    name: str
    level: str
    path: tuple[str, ...]
    code: str | None = None
    former: str | None = None
    until: int | None = None
    successors: tuple[str, ...] = ()
    area: bool = False
    owner: Place | None = None

    @property
    def id(self) -> str:
        return records.region_id("".join(corps.identity(self.path)))

    @property
    def full_name(self) -> str:
        """Below the province, names leave the province out: 岳阳市云溪区; municipalities stay: 北京市密云区."""
        if len(self.path) > 1 and self.path[0].endswith(("省", "自治区", "行政区", corps.CORPS)):
            return "".join(self.path[1:])
        return "".join(self.path)


COUNTRY = Place("全国", "country", ("中华人民共和国",))


def place_of(division: Division, written: str = "") -> Place:
    """`written` are the words that name it."""
    former = former_name(division, written) if written else None
    d = division
    return Place(d.name, d.level, d.path, d.code, former, d.until, d.successors)


def area_place(area: str, owner: Place | None, name: str) -> Place:
    """A functional area. `area` is its name without `owner`, the place that it lies in; `name` is what is written. One
    without a name of its own, in a place that no table holds, has that place's short name before its own: two cities'
    江岸新区 are two, whether a table holds the cities or not."""
    if owner and (division := division_of(owner)) and (held := areas.known(area, division)):
        return place_of(held)
    short = areas.short(area)
    unnamed = owner is not None and not owner.code and areas.is_unnamed(area)
    if owner and unnamed:
        short = next(iter(short_names(owner)), owner.name) + short
    path = (*owner.path, short) if owner and not unnamed else (short,)
    return Place(name, _BELOW.get(owner.level if owner else "city", "town"), path, area=True, owner=owner)


def corps_place(names: tuple[str, ...]) -> Place:
    """The corps, or one of its divisions or regiments: `names` from the corps down."""
    owner = corps_place(names[:-1]) if names[1:] else None
    level = corps.LEVELS[0 if not owner else 2 if names[-1].endswith("团") else 1]
    return Place(names[-1], level, names, area=True, owner=owner)


def is_area(place: Place) -> bool:
    """Is it a functional area, one of the tables' (廊坊经济技术开发区) too?"""
    return place.area or bool(areas.kind_of(place.name))


def above(place: Place) -> list[Place]:
    """The regions that `place` lies in, the nearest first, as far as the gazetteer knows."""
    if place.area:
        return [place.owner, *above(place.owner)] if place.owner else []
    if place.code:
        division = _entry(place)
        division = division.parent if division else None
    else:  # younger than the gazetteer, below a place that it holds
        division = (
            next((d for d in divisions.find_divisions(place.path[-2]) if d.path == place.path[:-1]), None)
            if place.path[1:]
            else None
        )
        if division is None and place.path[1:]:  # of a county or city that no table holds
            return [Place(place.path[-2], "county" if place.level == "town" else "city", place.path[:-1])]
    found = []
    while division:
        found.append(place_of(division))
        division = division.parent
    return found


def short_names(place: Place) -> tuple[str, ...]:
    """湖南 of 湖南省, 阿坝 and 阿坝州 of 阿坝藏族羌族自治州; what no gazetteer holds: its name without its rank."""
    if place.code:
        entry = _entry(place)
        return entry.shorts if entry else ()
    if place.area:
        return (place.path[-1],) if place.path[-1] != place.name else ()
    stem = re.sub("(?:新区|" + "|".join(sorted(SUFFIX, key=len, reverse=True)) + ")$", "", place.name)
    return (stem,) if 2 <= len(stem) < len(place.name) else ()


def successors(place: Place) -> list[Place]:
    """What a place that is gone went into; of places of today nothing."""
    return [place_of(division_tables.upper()[code]) for code in place.successors]


def place_at_start(text: str, year: int | None = None) -> tuple[Place, int] | None:
    """The place that `text` begins with and how many characters name it; nothing where it could be several.

    A town or a new district that no gazetteer holds is read from its form behind its county or province. `year` is when
    it was written, for names that were another place's before.
    """
    names, end = corps.names_at_start(text)
    if names:
        return corps_place(names), end
    match = divisions.divisions_at_start(text, year)
    if match and (longer := _longer_county(text, match)):
        return longer
    if match and not (_is_another(text, match) and is_short(text[: match.length], match.divisions)):
        best = match.divisions[0]
        if match.division or best.level == "province":
            place = place_of(best, text[: match.length])
            return _newer(place, text, match) or (place, match.length)
        if best.level == "city" and match.divisions[1].level != "city":  # 岳阳 before an area is the city
            return _area_below(place_of(best), text, match)
        return None
    return _by_form(text)


def _is_another(text: str, match: divisions.Match) -> bool:
    """Whether the name goes on as that of another place: 云溪镇 is not 云溪区, and 云溪县 neither, since no district
    and no city becomes a county again."""
    if _TOWN.match(text, match.length):
        return True
    others = all(d.level == "county" and d.name[-1] in "区市" for d in match.divisions)
    short = is_short(text[: match.length], match.divisions)
    return others and short and _COUNTY.match(text, match.length) is not None


def _longer_county(text: str, match: divisions.Match) -> tuple[Place, int] | None:
    """栖霞岭区, a county of no table whose name begins as several places are called in short: none of these."""
    if match.division or not is_short(text[: match.length], match.divisions):
        return None
    form = _by_form(text)
    return form if form and form[0].level == "county" and not form[0].area and form[1] > match.length + 1 else None


def places_at_start(text: str, year: int | None = None) -> tuple[str, tuple[Division, ...]]:
    """The name that `text` begins with and the places that it may be, where these are several; of one level. Towns are
    several wherever two counties have one of the name."""
    match = divisions.divisions_at_start(text, year)
    if match and not _is_another(text, match) and not _longer_county(text, match):
        if match.division or len({d.level for d in match.divisions}) > 1:
            return "", ()
        return text[: match.length], match.divisions
    form = _by_form(text)
    if form and form[0].level == "town" and len(form[0].path) == 1 and form[0].code is None:
        return form[0].name, tuple(d for d in divisions.find_divisions(form[0].name) if d.level == "town")
    return "", ()


def is_short(name: str, found: tuple[Division, ...]) -> bool:
    return not any(name.endswith(d.name) for d in found)


def _newer(above: Place, text: str, match: divisions.Match) -> tuple[Place, int] | None:
    """A place below `above` that is named right behind it and younger than the gazetteer, or that it does not hold."""
    if area := _area_below(above, text, match):
        return area
    m = _NEWER.match(text, match.length) if above.level == "county" else None
    if not m or not _is_name(m["name"], m["suffix"]):
        return None
    return Place(m["name"], "town", (*above.path, m["name"])), m.end()


def _area_below(above: Place, text: str, match: divisions.Match) -> tuple[Place, int] | None:
    """A functional area of `above` that is named right behind it."""
    several = above.level == "province" and not above.name.endswith("市")  # 江苏省开发区 are all there are
    end = areas.at_start_of_title(text, match.length, named=several) if above.level != "town" else None
    if end is None:
        return None
    area = text[match.length : end]
    if match.short and above.level == "county" and areas.is_new(area):
        return area_place(text[:end], None, text[:end]), end
    return area_place(area, above, text[:end] if match.short and areas.is_unnamed(area) else area), end


def _by_form(text: str) -> tuple[Place, int] | None:
    """The last of the names of the form 岚江省云泽市 that `text` begins with, or the area that it begins with."""
    end = areas.at_start_of_title(text, 0, named=True)
    if end and _is_name(f"{text[:2]}区", "区"):
        return area_place(text[:end], None, text[:end]), end
    chain = forms_at_start(text)
    last, at = (chain[-1], chain[-1][1]) if chain else (None, 0)
    if last and len(chain) > 1 and areas.kind_of(last[0].name):  # 临霄市|空港新区
        return area_place(last[0].name, chain[-2][0], last[0].name), at
    if last and last[0].level != "province" and (end := areas.at_start_of_title(text, at, named=False)):
        area = text[at:end]
        stems = (stem for stem in short_names(last[0]) if area.startswith(stem) and area != stem)
        return area_place(area.removeprefix(next(stems, "")), last[0], area), end
    return last


def forms_at_start(text: str) -> list[tuple[Place, int]]:
    """Places of no table that `text` begins with by their form, from above down, and where each ends: 云泽市|临澜区.
    A town lies in its county, a district that bears the name of others in its city (云泽市|鼓楼区); others, of which
    there is one, are known by their own name alone."""
    chain: list[tuple[Place, int]] = []
    form, at = _forms().form, 0
    while m := form.match(text, at):
        level, upper = SUFFIX[m["suffix"]], chain[-1][0] if chain else None
        borne = upper is not None and level == "county" and _is_borne(m["name"])
        if not borne and not _is_name(m["name"], m["suffix"]):
            break
        if upper and upper.level == "city" and m["suffix"] == "市":
            level = "county"  # a city under a city
        if upper and LEVELS.index(level) <= LEVELS.index(upper.level):
            break
        within = borne or (upper is not None and (upper.level, level) == ("county", "town"))
        path = (*upper.path, m["name"]) if upper and within else (m["name"],)
        at = m.end()
        chain.append((Place(m["name"], level, path), at))
    return chain


@dataclass(frozen=True, slots=True)
class PlaceForms:
    """`data/place_forms.yaml`: how no name begins, what no name has before its suffix, and what makes the suffix part
    of another word."""

    begins: Words
    ends: Words
    goes_on: Expression


@dataclass(frozen=True, slots=True)
class _Forms:
    form: re.Pattern[str]
    begins: re.Pattern[str]
    ends: re.Pattern[str]


@cache
def _forms() -> _Forms:
    data = read("place_forms.yaml", PlaceForms)
    return _Forms(
        re.compile(rf"{_FORM}(?!{data.goes_on.pattern})"),
        re.compile(rf"{'|'.join(data.begins)}|.*城市"),
        re.compile(rf"(?:{'|'.join(data.ends)})$"),
    )


def _is_borne(name: str) -> bool:
    """Is it a district's or county's full name somewhere: 鼓楼区, 城东区, not the plain words 城区 and 新区?"""
    return len(name) > 2 and any(each.name == name for each in divisions.find_divisions(name))


def _is_name(name: str, suffix: str) -> bool:
    """Can `name`, which no gazetteer holds, be a place? Not where another place stands in it: 人行浙江省."""
    forms = _forms()
    return (
        len(name) >= 3
        and not forms.begins.match(name)
        and not forms.ends.search(name.removesuffix(suffix))
        and not any(divisions.find_divisions(name[i:]) for i in range(1, len(name) - 2))
    )


def _entry(place: Place) -> Division | None:
    called = divisions.find_divisions("".join(place.path))
    return next((d for d in called if d.code == place.code and d.name == place.name), None)


def division_of(place: Place) -> Division | None:
    """The gazetteer's entry for `place`, if it is of today: what lies in one that is gone is not known."""
    return _entry(place) if place.code and not place.until else None
