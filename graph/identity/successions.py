"""Which department followed on which by a reform of government, of those that a graph has in one region.

The reforms are `data/reforms.yaml`. A function that several reforms moved on is followed to the first department that
the region has: where no text names the 卫生计生委 between, the 卫生局 goes on as 卫生健康局.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from typing import NamedTuple

from policygraph.ingest.organisations.functions import function_of, is_department
from policygraph.model.vocabulary import read

YEARS_TO_CARRY_OUT = 1
"""Until the end of the year after, places brought their offices into line with a reform."""
_SHARED = 0.8
"""Of a department with several functions a reform moved only a part: its link is so much less sure."""
_STILL_NAMED = 0.5
"""Where all documents that name the old department are later than its reform, it may not have ended."""


class Office(NamedTuple):
    """A Department node. `region`: the id of that which it lies WITHIN, None for the centre's and where it is unknown.

    `years`: the year of each document that speaks of it, by the document's id; None where it is unknown.
    """

    id: str
    name: str
    function: str | None
    level: str | None
    region: str | None
    kind: str = "unit"
    years: Mapping[str, int | None] = {}


class Succession(NamedTuple):
    """`first` became, or was merged into, `second` (ids). `year` is the reform's, `source` its plan, in Chinese."""

    first: str
    second: str
    year: int
    source: str
    confidence: float  # 0 to 1


@dataclass(frozen=True, slots=True)
class Reform:
    """What became of a function by a reform, as the head of `data/reforms.yaml` tells it."""

    from_: str
    to: str
    year: int
    source: str
    confidence: float
    new: bool = False
    levels: tuple[str, ...] = ()
    local: float | None = None

    def at(self, level: str) -> float:
        """How sure it is at `level`; 0 where it does not hold."""
        if self.levels and level not in self.levels:
            return 0.0
        return self.confidence if level == "central" or self.local is None else self.local


@dataclass(frozen=True, slots=True)
class Reforms:
    """`data/reforms.yaml`."""

    reforms: tuple[Reform, ...]


@cache
def _reforms() -> Mapping[str, tuple[Reform, ...]]:
    found: dict[str, list[Reform]] = defaultdict(list)
    for reform in read("reforms.yaml", Reforms).reforms:
        found[reform.from_].append(reform)
    return {function: tuple(reforms) for function, reforms in found.items()}


def reformed() -> frozenset[str]:
    """The functions that some reform took from those who had them."""
    return frozenset(_reforms())


def founds(old: str, new: str, year: int | None) -> bool:
    """Did the reform of `year` found the office `new`, into which `old` went? Where it did not, only duties went over.
    Both are names; true where no reform tells.

    >>> founds("县农业局", "县农业农村局", 2018), founds("县乡村振兴局", "县农业农村局", 2023)
    (True, False)
    """
    before, after = ((function_of(name) or "").split("、") for name in (old, new))
    known = [each for some in _reforms().values() for each in some if each.year == year and each.to in after]
    own = [each for each in known if each.from_ in before]
    return not known or any(each.new for each in own or known)


def successions(departments: Iterable[Office]) -> list[Succession]:
    """What followed on what among `departments`, in the order of their ids; each pair once, with the surest ground.

    Only departments that carry out their functions themselves count, not 中心 and 大队 that work in the same field, and
    only where the jurisdiction is known. Two that documents name side by side when they should not both be there
    (before the one was founded, or after the other was merged into it) did not follow on each other.
    """
    regions: dict[tuple[str, str], list[Office]] = defaultdict(list)
    for office in departments:
        if office.level and _has_functions_of_its_own(office):
            regions[office.level, office.region or ""].append(office)
    best: dict[tuple[str, str], Succession] = {}
    for (level, _), offices in regions.items():
        by_function = _by_function(offices)
        for found in (each for first in offices for each in _of(first, by_function, level)):
            known = best.get((found.first, found.second))
            if known is None or found.confidence > known.confidence:
                best[found.first, found.second] = found
    return [best[pair] for pair in sorted(best)]


def _has_functions_of_its_own(office: Office) -> bool:
    known = office.level == "central" or office.region is not None
    return known and bool(office.function) and office.kind == "unit" and is_department(office.name)


def _by_function(offices: Iterable[Office]) -> dict[str, list[Office]]:
    found: dict[str, list[Office]] = defaultdict(list)
    for office in offices:
        for function in _functions(office):
            found[function].append(office)
    return found


def _functions(office: Office) -> list[str]:
    return (office.function or "").split("、")


def _of(first: Office, by_function: Mapping[str, list[Office]], level: str) -> Iterator[Succession]:
    own = _functions(first)
    for function in own:
        for path in _paths(function, by_function, level):
            for second in by_function[path[-1].to]:
                if second.id == first.id or function in _functions(second) or path[-1].to in own:
                    continue  # 商务粮食局 and 粮食局, two offices of one time
                if _side_by_side(first, second, path):
                    continue
                confidence = 1.0
                for reform in path:
                    confidence *= reform.at(level)
                confidence *= _SHARED if len(own) > 1 or len(_functions(second)) > 1 else 1.0
                confidence *= _STILL_NAMED if _only_after(first, path[0]) else 1.0
                source = "；".join(dict.fromkeys(reform.source for reform in path))
                yield Succession(first.id, second.id, path[-1].year, source, round(confidence, 3))


def _paths(function: str, present: Mapping[str, list[Office]], level: str) -> Iterator[tuple[Reform, ...]]:
    """The reforms one after the other, up to a function that a department of the region has. Reforms run in time, so
    that there is no circle."""
    for reform in _reforms().get(function, ()):
        if not reform.at(level):
            continue
        if reform.to in present:
            yield (reform,)
        else:
            for later in _paths(reform.to, present, level):
                if later[0].year >= reform.year:
                    yield (reform, *later)


def _side_by_side(first: Office, second: Office, path: tuple[Reform, ...]) -> bool:
    both = [year for document in first.years.keys() & second.years.keys() if (year := first.years[document])]
    founded, ended = path[-1], path[0]
    before = founded.new and any(year < founded.year for year in both)
    return before or any(year > ended.year + YEARS_TO_CARRY_OUT for year in both)


def _only_after(office: Office, reform: Reform) -> bool:
    years = [year for year in office.years.values() if year]
    return bool(years) and min(years) > reform.year + YEARS_TO_CARRY_OUT
