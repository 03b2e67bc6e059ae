"""Which organisation a name stands for: one node for its spellings in a jurisdiction, two for two counties' bureaus."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass, field

from policygraph.graph import records
from policygraph.ingest import functions, units
from policygraph.ingest.regions import Jurisdiction, Place, at_start
from policygraph.ingest.units import Unit


@dataclass(slots=True)
class Department:
    """One organisation of a document. `spellings` counts the names it was written by."""

    id: str
    full_name: str
    kind: str
    place: Place | None
    function: str | None
    spellings: Counter[str] = field(default_factory=Counter)
    aliases: set[str] = field(default_factory=set)

    @property
    def name(self) -> str:
        """The spelling met most, the first of several."""
        return max(self.spellings or sorted(self.aliases), key=lambda name: self.spellings[name])

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

    def tell_apart(self, names: set[str]) -> None:
        """Two names that one list holds (县水利局、县水务局) are two units, whatever they have in common."""
        keys: dict[str, str] = {}
        for name in sorted(names):
            other = keys.setdefault(functions.department_key(name), name)
            if other != name:
                self.apart |= {name, other}

    def enter(self, unit: Unit, *, signs: bool = False) -> Department:
        """The department that `unit` names. One that `signs` has its formal name there, not the one that people use."""
        place, rest = self._place(unit)
        if unit.kind == "collective":
            key = units.fold_collective(unit.name)
        else:
            key = unit.name if unit.name in self.apart else functions.department_key(unit.name)
        id_ = records.department_id(key, place.id if place else self.document)
        department = self.departments.get(id_)
        if department is None:
            function = None if unit.kind == "collective" else functions.function_of(unit.name)
            department = Department(id_, self._full_name(unit.name, place, rest), unit.kind, place, function)
            self.departments[id_] = department
        if signs:
            department.aliases.add(unit.name)
        else:
            department.spellings[unit.name] += 1
        department.aliases.update(unit.aliases)
        return department

    def _place(self, unit: Unit) -> tuple[Place | None, str]:
        """Whose unit it is, and its name without the words that say so."""
        where = self.jurisdiction
        name = unit.name
        if unit.kind == "collective":
            return where.place, name
        if prefix := units.prefix_of(name):
            level = prefix.removesuffix("委") or prefix
            place = where.by_prefix(level)
            return place, name[len(level) :]
        own = where.place
        if own and own.code and name.startswith(own.name) and len(name) > len(own.name):
            return own, name[len(own.name) :]  # 河东区: several bear the name, here it is the document's
        if (found := at_start(name)) and found[1] < len(name):
            known = found[0].code is not None
            whole = known and name[: found[1]].endswith(found[0].name)  # 泸溪县白沙镇人民政府, not 合肥海关
            if whole or not functions.is_bare(name):
                return found[0], name[found[1] :]
        if functions.is_central(name) and where.own == "central":
            return where.at("central"), name
        return where.place, name

    def _full_name(self, name: str, place: Place | None, rest: str) -> str:
        """岳阳市云溪区农业农村局; what the centre's organs and field units are called is complete already."""
        if place is None or place.level == "country" or name.startswith(("中国", "国家", "中央", "国网")):
            return name
        if rest != name and not units.prefix_of(name) and not name.startswith(place.name):
            return name  # 合肥海关: named by the short form of its place
        if not units.prefix_of(name) and not place.code and place.name.rstrip("省市县区州旗盟") in name:
            return name  # the same for a place that the gazetteer does not know
        return (
            place.full_name + re.sub(r"^(?:人民)?(?=政府)", "", rest)
            if rest != "政府"
            else f"{place.full_name}人民政府"
        )
