"""Which organisation a name stands for: one node for its spellings in a jurisdiction, two for two counties' bureaus."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field, replace

from policygraph.ingest.organisations import carrying, collectives, functions, unit_lists
from policygraph.ingest.organisations.own_areas import OwnAreas, area_before, as_unit
from policygraph.ingest.organisations.unit_lists import Unit
from policygraph.ingest.places import areas, corps, divisions
from policygraph.ingest.places.region_names import (
    COUNTRY,
    LEVELS,
    SUFFIX,
    Place,
    above,
    area_place,
    is_area,
    place_at_start,
    place_of,
)
from policygraph.ingest.places.regions import MINISTRIES, Jurisdiction
from policygraph.model import records

# The government or committee itself of a rank; what a town's document calls 镇政府 is its own.
_ITSELF = re.compile(r"(?P<rank>[省市州盟区县旗镇乡]|街道)(?P<rest>委|党委|党工委|(?:人民)?政府|办事处)")
_RANK = re.compile(r"(?:街道|[省市州盟区县旗镇乡])$")
_GOVERNMENT = re.compile(r"(?:人民)?政府|办事处")
# A field unit of the centre or a company: its name is complete, wherever it stands.
_OF_STATE = re.compile(rf"国家|(?:国务院|中央|全国)[一-鿿]+[局署委办联部]$|中国[一-鿿]+[局会联协]$|(?:{MINISTRIES})部$")
_GOVERNMENTS = {"人民政府", "政府办公室", "乡镇政府", "开发区管委会"}  # whose document an office alone is anybody's
_ITS_GOVERNMENT, _COMMITTEE = "人民政府", "管委会"
_GOVERNED = re.compile("[市县区旗]$")
_FIRM = re.compile(r"有限(?:责任)?公司|公司.*分公司$")  # registered by a name that is complete
_COMPLETE = ("中国", "中华人民共和国", "国家", "中央", "国网", "人行", "人民银行")


@dataclass(slots=True)
class Department:
    """One organisation of a document. `spellings` counts the names in use, `formal` are those that it signs with."""

    id: str
    kind: str
    place: Place | None
    function: str | None
    spellings: Counter[str] = field(default_factory=Counter)
    formal: list[str] = field(default_factory=list)
    full_names: dict[str, str] = field(default_factory=dict)  # by spelling
    aliases: set[str] = field(default_factory=set)

    @property
    def name(self) -> str:
        """The spelling met most, the first of several."""
        return max(self.spellings or sorted(self.aliases), key=lambda name: self.spellings[name])

    @property
    def full_name(self) -> str:
        """With its jurisdiction, from the name that it signs with, or else from the spelling met most."""
        return self.full_names[self.formal[0] if self.formal else self.name]

    @property
    def level(self) -> str | None:
        return None if self.place is None else "central" if self.place.level == "country" else self.place.level


class Register:
    """The organisations of one document, each known by its key within its jurisdiction."""

    def __init__(self, jurisdiction: Jurisdiction, document: str) -> None:
        self.jurisdiction = jurisdiction
        self.document = document
        self.departments: dict[str, Department] = {}
        self.apart: set[str] = set()
        self.areas = OwnAreas(jurisdiction)
        self.same: dict[str, str] = {}  # the name that stands for a unit's other
        self.listed: set[str] = set()
        self.maimed: dict[str, set[str]] = defaultdict(set)  # listed names by what they are without a character

    def tell_apart(self, names: set[str]) -> None:
        """Two names that one list holds (县水利局、县水务局) are two units, whatever they have in common."""
        for name in names - self.listed:
            for at in range(1, len(name)):
                self.maimed[name[:at] + name[at + 1 :]].add(name)
        self.listed |= names
        keys: dict[str, str] = {}
        for name in sorted(names):
            other = keys.setdefault(functions.department_key(name), name)
            if other != name:
                self.apart |= {name, other}

    def enter(self, unit: Unit, *, signs: bool = False) -> Department:
        """The department that `unit` names. One that `signs` has its formal name there, not the one that people use."""
        department = self._known(unit)
        if signs:
            department.aliases.add(unit.name)
            department.formal.append(unit.name)
        else:
            department.spellings[_without_rank(department, unit.name)] += 1
        department.aliases.update(unit.aliases)
        return department

    def mention(self, name: str) -> Department:
        """The department of a name given in passing: neither its formal one nor the one that people use."""
        department = self._known(Unit(name, 0, len(name)))
        department.aliases.add(name)
        return department

    def _known(self, unit: Unit) -> Department:
        written, unit = unit.name, replace(unit, name=self.same.get(unit.name, unit.name))
        place, rest, kind = self._whose(unit)
        if not rest and place and areas.kind_of(place.name):
            rest = _COMMITTEE  # an area that is given work itself
        whole = _whole_name(unit.name, rest, place) if kind == "unit" else unit.name
        if kind == "collective":
            key = collectives.fold(whole)
        else:
            key = whole if unit.name in self.apart else functions.department_key(self._mended(whole))
        id_ = records.department_id(key, _home(key, place) or self.document)
        registered = written == whole == rest and _FIRM.search(whole)
        full = whole if registered else _full_name(whole, place, rest, kind)
        bureau = self._issuer() if (office := carrying.office_inside(unit.name)) else None
        if bureau:
            id_, place, full = records.department_id(office, bureau.id), bureau.place, bureau.full_name + office
        department = self.departments.get(id_)
        if department is None:
            does = functions.function_of(self._mended(whole)) or functions.function_of(rest)
            department = Department(id_, kind, place, does if kind == "unit" else None)
            self.departments[id_] = department
        department.full_names.setdefault(written, full)
        return department

    def _issuer(self) -> Department | None:
        """The one bureau that signs the document; none where it is a government, or where several sign."""
        signing = [each for each in self.departments.values() if each.formal]
        one = signing[0] if len(signing) == 1 else None
        return one if one and one.kind == "unit" and one.function and one.function not in _GOVERNMENTS else None

    def _mended(self, name: str) -> str:
        """省技厅, of which a line's end took a character, is the one listed department that has it: 省科技厅."""
        if functions.function_of(name) is not None or len(name) < 3:
            return name
        whole = {other for other in self.maimed.get(name, ()) if functions.function_of(other)}
        return min(whole) if len({functions.department_key(other) for other in whole}) == 1 else name

    def _whose(self, unit: Unit) -> tuple[Place | None, str, str]:
        """Whose unit it is, its name without the words that say so, and its kind."""
        own, name = self.jurisdiction.place, unit.name
        itself = _ITSELF.fullmatch(name)
        if itself and own and own.level == "town" and own.name.endswith(itself["rank"]):
            return own, itself["rest"], "unit"
        prefix = itself["rank"] if itself else unit_lists.prefix_of(name)
        level = prefix.removesuffix("委") or prefix
        if unit.kind == "collective":
            place = own if own and prefix and self.jurisdiction.by_prefix(level) == own else None
            return own, name[len(level) :] if place else name, "collective"
        if prefix and not corps.is_prefix(prefix):
            return self._of_rank(name, level)
        place, rest = self._named_place(functions.of_committee(name))
        return place, rest, unit.kind

    def _of_rank(self, name: str, rank: str) -> tuple[Place | None, str, str]:
        """市X局: the city's above a county; below a province each city's."""
        own = self.jurisdiction.place
        place = self.jurisdiction.by_prefix(rank)
        if place is None and own and (own == COUNTRY or LEVELS.index(SUFFIX[rank]) > LEVELS.index(own.level)):
            return own, name, "collective"
        rest = name[len(rank) :]
        if place and not is_area(place) and (cut := area_before(rest) or as_unit(rest)):
            return area_place(cut[0], place, cut[0]), cut[1], "unit"
        return place, rest, "unit"

    def _named_place(self, name: str) -> tuple[Place | None, str]:
        """The place that a name without a rank tells, and the name without it; what tells none is the own place's."""
        return (
            self.areas.of_unit(name)
            or self._by_own_name(name)
            or self._by_town(name)
            or self._by_place_inside(name)
            or self._by_place_before(name)
            or self._by_place_alone(name)
            or (self._centre(name), name)
        )

    def _by_own_name(self, name: str) -> tuple[Place, str] | None:
        """河东区X局: several bear the name, here it is the document's; likewise 柳河司法所 in 柳河镇."""
        own = self.jurisdiction.place
        if own is None:
            return None
        if (own.code or own.level == "town") and name.startswith(own.name) and len(name) > len(own.name):
            return own, name[len(own.name) :]
        stem = _RANK.sub("", own.name) if own.level == "town" or not own.code else ""
        rest = name.removeprefix(stem)
        return (own, rest) if len(stem) > 1 and rest != name and functions.is_bare(rest) else None

    def _by_town(self, name: str) -> tuple[Place, str] | None:
        """A town's government in the document of its city or county."""
        own, town = self.jurisdiction.place, functions.town_of(name)
        if not town or own is None or own.level not in ("city", "county"):
            return None
        at = name.index(town)
        return self._meant(name[:at]) or own, name[at:]

    def _by_place_inside(self, name: str) -> tuple[Place | None, str] | None:
        """人行武汉分行 is complete as it is."""
        inside = functions.place_inside(name)
        return (self._meant(inside) or self.jurisdiction.place, name) if inside else None

    def _by_place_before(self, name: str) -> tuple[Place, str] | None:
        """泸溪县白沙镇人民政府 names its place; 合肥海关, which the vocabulary reads whole, does not."""
        for place, end in self._places_before(name):
            in_full = place.code is not None and name[:end].endswith(place.name)
            if end < len(name) and (in_full or not functions.is_bare(name)):
                return place, name[end:]
        return None

    def _by_place_alone(self, name: str) -> tuple[Place, str] | None:
        """西湖区, 青穗县: a county or city that is given work stands for its government, as a town does."""
        if not _GOVERNED.search(name):
            return None
        whole = (place for place, end in self._places_before(name) if end == len(name) and _is_governed(name, place))
        return next(((place, _ITS_GOVERNMENT) for place in whole), None)

    def _places_before(self, name: str) -> Iterator[tuple[Place, int]]:
        """What the name begins with: of several of one name the near one, else what it is anywhere."""
        match = divisions.divisions_at_start(name)
        if match and not match.division and (one := self.areas.near(match.divisions)):
            yield place_of(one), match.length
        if found := place_at_start(name):
            yield found

    def _centre(self, name: str) -> Place | None:
        """The own place, or the country for what is the centre's by its name alone."""
        # 国家卫生健康委, 民政部 in a province's document
        if functions.is_national(name):
            return self.jurisdiction.at("central")
        of_state = bool(_OF_STATE.match(name)) and functions.is_department(name)
        central = (self.jurisdiction.own == "central" or of_state) and functions.is_central(name)
        return self.jurisdiction.at("central") if central else self.jurisdiction.place

    def _meant(self, name: str) -> Place | None:
        """The place that `name`, which is all of a place's name, stands for in this document."""
        own = self.jurisdiction.place
        if own and name and own.name.startswith(name):
            return own
        match = divisions.divisions_at_start(name)
        if match and match.length == len(name):
            division = match.division or self.areas.near(match.divisions)
            return place_of(division) if division else None
        found = place_at_start(name)
        return found[0] if found and found[1] == len(name) else None


def _whole_name(name: str, rest: str, place: Place | None) -> str:
    """The name as it is understood without its document: 镇政府, 柳河司法所, 司法所 of 柳河镇 have the town's before.
    Where no table holds the place, the name goes without it."""
    if place and rest != name and is_area(place):
        return rest
    if rest == _ITS_GOVERNMENT and not name.endswith(rest[-2:]):
        return name + rest
    if place and place.level == "town" and (rest != name or functions.is_known_unit(rest)):
        return place.name + rest
    if place and place != COUNTRY and not place.code and rest != name:
        return rest
    return functions.of_committee(name)


def _is_governed(name: str, place: Place) -> bool:
    """Is it a place by its full name, with a government? Provinces and prefectures are written out."""
    full = len(name) > 2 and place.name == name
    return full and place.level in ("city", "county") and not is_area(place)


def _without_rank(department: Department, name: str) -> str:
    """云泽供电公司 of 市云泽供电公司: a list gives each of its units the rank, whose own name bears the place."""
    whole = department.full_names[name]
    if whole != name[1:]:
        return name
    department.full_names.setdefault(whole, whole)
    return whole


def _home(key: str, place: Place | None) -> str | None:
    """The id of the region in which `key` is unique: of what bears its town's name the county's, where known."""
    if place and place.level == "town" and key.startswith(place.name):
        return next((p.id for p in above(place) if p.level == "county"), place.id)
    return place.id if place else None


def _full_name(name: str, place: Place | None, rest: str, kind: str) -> str:
    """岳阳市云溪区农业农村局; what the centre's organs and field units are called is complete already."""
    if place is None or place.level == "country" or name.startswith(_COMPLETE):
        return name
    if kind == "unit" and is_area(place) and (place.area or rest != name):
        return place.full_name + rest
    if place.level == "town" and name.startswith(place.name):
        rest = name.removeprefix(place.name)
    if _is_named_by_short_form(name, place, rest):
        return name
    if _GOVERNMENT.fullmatch(rest):
        return f"{place.full_name}人民政府"
    if kind == "collective":
        return f"{place.full_name}{'各' if unit_lists.prefix_of(rest) else ''}{rest}"
    return place.full_name + re.sub(r"^人民(?=政府)", "", rest)


def _is_named_by_short_form(name: str, place: Place, rest: str) -> bool:
    """Does the name tell its place by the short form, like 合肥海关? `rest` is the name without its place."""
    if rest == name and place.name in name[1:]:
        return True  # 国开行福建省分行
    if rest == name:
        match = divisions.divisions_at_start(name)
        if match and match.short and functions.is_known_unit(name[match.length :]):
            return True  # 绍兴供电局
        return not place.code and place.name.rstrip("省市县区州旗盟") in name  # a place that no table holds
    return not (name.startswith(place.name) or unit_lists.prefix_of(name) or _ITSELF.fullmatch(name))
