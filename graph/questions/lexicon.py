"""What the graph has of names, by every way in which a question may write them."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property

from policygraph.graph.asking.known_names import FUNCTION, Ask, key, names_of, spellings
from policygraph.graph.questions.spelling import SHORTEST as KNOWN_BY
from policygraph.graph.questions.spelling import by_ends
from policygraph.graph.stores.store import Row
from policygraph.ingest.organisations.functions import department_key, function_of, is_department

TOWN = re.compile("[镇乡]$|街道$|苏木$")
RANKS = "省市县区州盟旗"
COUNTRY = ("国家", "中央")
SUFFIX = "局委办厅部院会站社行校"
SHORTEST = 2
LONGEST = 40  # characters of a name within a question
MOST_LONGER = 2.5
"""How many times longer than what was written a name may be of which that is the short form."""


@dataclass(frozen=True, slots=True)
class Entity:
    """`kind`: place, location (a village or town), bureau, function, policy. `names`: of bureaus the full names of
    which any may be meant; else one. `loose`: it is written otherwise than the graph has it, which is said;
    `known`: and no misspelling, for a unit of that function may be called so."""

    kind: str
    names: tuple[str, ...]
    loose: bool = False
    known: bool = False


@dataclass
class Lexicon:
    """Over the graph that `ask` asks, as it is now."""

    ask: Ask
    _bureaus: dict[str, set[str]] = field(default_factory=lambda: defaultdict(set))

    @cached_property
    def forms(self) -> dict[str, Entity]:
        """Folded spelling → what is meant; a longer and a fuller name is never hidden by a shorter one."""
        found: dict[str, Entity] = {}
        for kind, label in (("policy", "Policy"), ("location", "Village"), ("function", FUNCTION)):
            for row in names_of(label, self.ask).rows:
                for name in spellings(row):
                    found.setdefault(key(name), Entity(kind, (row["name"],)))
        for row in self.regions:
            kind = "location" if TOWN.search(row["name"]) else "place"
            for name in _place_forms(row):
                found[key(name)] = Entity(kind, (row["name"],))
        for row in self.departments:
            for form in self._department_forms(row):
                self._bureaus[form].add(row["full_name"] or row["name"])
        for form, names in self._bureaus.items():
            if len(form) >= SHORTEST and not (form in found and found[form].kind == "location"):
                found[form] = Entity("bureau", tuple(sorted(names)))
        return {form: entity for form, entity in found.items() if SHORTEST <= len(form) <= LONGEST}

    @cached_property
    def by_ends(self) -> Mapping[tuple[int, str], list[str]]:
        """The spellings in which a wrong character can be told."""
        return by_ends(form for form in self.forms if len(form) >= KNOWN_BY)

    @cached_property
    def regions(self) -> Sequence[Row]:
        return names_of("Region", self.ask).rows

    @cached_property
    def departments(self) -> Sequence[Row]:
        return names_of("Department", self.ask).rows

    @cached_property
    def policies(self) -> Sequence[Row]:
        return self.ask("policies", {})

    def _department_forms(self, row: Row) -> Iterator[str]:
        yield from (key(name) for name in spellings(row))
        yield from (re.sub("[()（）]", "", key(name)) for name in spellings(row))  # 各镇(街道)
        rest, place = self.apart(row["full_name"] or row["name"])
        if rest and place:
            short = place[:-1] if place[-1] in RANKS else place
            for before in ("", place[-1] if place[-1] in RANKS else "", short):
                yield key(before + rest)
            if rest.startswith("委") and len(rest) > SHORTEST:
                yield key(rest[1:])

    def apart(self, full_name: str) -> tuple[str, str]:
        """A unit's name without the place it belongs to, and that place; empty where none is known."""
        names, lengths = self._place_names
        place = next((full_name[:each] for each in lengths if full_name[:each] in names), "")
        return full_name[len(place) :], place

    @cached_property
    def _place_names(self) -> tuple[frozenset[str], Sequence[int]]:
        """All of them, and how long they are, the longest first."""
        names = frozenset(name for row in self.regions for name in spellings(row))
        return names, sorted({len(name) for name in names}, reverse=True)

    @cached_property
    def _keys(self) -> dict[str, list[str]]:
        """What departments do → their full names."""
        found: dict[str, list[str]] = defaultdict(list)
        for row in self.departments:
            full_name = row["full_name"] or row["name"]
            if is_department(full_name):
                found[department_key(full_name)].append(full_name)
        return found

    def named(self, kind: str, written: str) -> str:
        """The one thing of a kind that is called so, as the graph calls it; empty where there is none, or several."""
        entity = self.forms.get(key(written))
        return entity.names[0] if entity is not None and entity.kind == kind and len(entity.names) == 1 else ""

    def policy(self, called: str) -> Row | None:
        """The policy of that id, number or title."""
        return next((row for row in self.policies if called in (row["id"], row["number"], row["title"])), None)

    def bureau(self, written: str) -> Entity | None:
        """The units that `written` (区发改委, 区文旅局, 国家发改委) may call by another name than the graph has, or a
        short one; of a place that it names only that place's."""
        for place, bare in (*self._behind_place(written), *_splits(written)):
            if bare[-1:] not in tuple(SUFFIX) or len(bare) < SHORTEST + 1:
                continue
            if is_department(bare):
                names = self._of_place(place, self._keys.get(department_key(bare), []))
                found = _entity([name for name in names if name[-1] == bare[-1]] or names)
                return found and replace(found, known=True)
            names = self._of_place(place, (n for n in self._full_names if is_short_for(bare, self.apart(n)[0])))
            if not function_of(bare) and names and len({self.apart(name)[0] for name in names}) <= SHORTEST:
                return _entity(names)
        return None

    def of_functions(self, written: str) -> list[str]:
        """Units that do what a name speaks of (农发局: 农业农村, 发展改革), the first thing first."""
        return [name for each in (function_of(written) or "").split("、") for name in self._keys.get(f"#{each}", ())]

    def _behind_place(self, written: str) -> Iterator[tuple[str, str]]:
        """A place as the graph calls it, also for short (浙江经信厅), and the rest."""
        for length in range(len(written) - SHORTEST, SHORTEST - 1, -1):
            entity = self.forms.get(written[:length])
            if entity is not None and entity.kind == "place":
                yield entity.names[0], written[length:]

    @cached_property
    def _full_names(self) -> list[str]:
        return [row["full_name"] or row["name"] for row in self.departments]

    @cached_property
    def central(self) -> set[str]:
        """The full names of units of the country."""
        return {row["department"] for row in self.ask("departments", {}) if row["level"] == "central"}

    def _of_place(self, place: str, names: Iterable[str]) -> list[str]:
        if place in COUNTRY:
            return sorted(name for name in names if name in self.central)
        return sorted(name for name in names if not place or self.apart(name)[1].endswith(place))


def _splits(written: str) -> Iterator[tuple[str, str]]:
    """The place, or its rank, with which the name of a unit may begin, and the rest; the longest place first.

    >>> list(_splits("区文旅局")), list(_splits("国家发改委"))
    ([('区', '文旅局'), ('', '区文旅局')], [('国家', '发改委')])
    """
    for country in COUNTRY:
        if written.startswith(country):
            yield country, written.removeprefix(country)
            return
    for at in range(len(written) - 1, -1, -1):
        if written[at] in RANKS and len(written) - at > SHORTEST + 1:
            yield written[: at + 1], written[at + 1 :]
    yield "", written


def _entity(names: Sequence[str]) -> Entity | None:
    return Entity("bureau", tuple(names), loose=True) if names else None


def is_short_for(written: str, name: str) -> bool:
    """Whether `written` has some of the characters of `name` in their order, the first and the last among them.

    >>> is_short_for("文旅局", "文旅广电局"), is_short_for("农发局", "农业农村局"), is_short_for("局", "财政局")
    (True, False, False)
    """
    if len(written) <= SHORTEST or len(name) > MOST_LONGER * len(written) or written == name:
        return False
    rest = iter(name)
    return written[0] == name[:1] and written[-1] == name[-1:] and all(char in rest for char in written)


def _place_forms(row: Row) -> Iterator[str]:
    yield from spellings(row)
    name = row["name"]
    if name[-1] in RANKS and len(name) > SHORTEST:
        yield name[:-1]
