"""Which figure answers which: the best assignment, by unit, by words, and by where they stand."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from math import log
from typing import Literal, NamedTuple

from policygraph.graph.figures.names import SHORTEST, Likeness, Name, name_of, pairs, words

Basis = Literal["passed-down", "reported"]

ENOUGH: Mapping[Basis, float] = {"passed-down": 0.65, "reported": 0.62}
"""Likeness of an answer; below it nothing is said."""
APART = 0.15  # more is asked of figures whose measures are not aligned
ALSO = 0.8  # likeness of a second answer, where one figure above is split below
NAMES, AROUND, PLACE, SIZE, YEAR = 0.88, 0.08, 0.02, 0.02, 0.03  # shares of a likeness
OTHER_UNIT, OTHER_TOTAL = 0.7, 0.7  # what is left of a likeness where units differ, or one is 累计
FAR = 3.0  # times a planned figure that a reported one may be, where the words do not agree in full


class Within(NamedTuple):
    """What a document tells of its figures: its length, the years that those without one may be for, whose they are."""

    length: int
    years: tuple[int, int] | None = None
    places: Collection[str] = ()


@dataclass(frozen=True, slots=True)
class Figure:
    """A Target as it is compared. `years`: the first and the last that it may be for, as far as
    its document tells. `owners`: its task and those that it is part of; none of a policy's. `place`: from 0 to 1 in its
    document. `around`: pairs of characters of its sentence and its task's title.
    """

    id: str
    document: str
    name: Name
    comparator: str
    value: float | None
    value_high: float | None
    measure: str
    year: int | None
    years: tuple[int, int] | None
    owners: tuple[str, ...]
    place: float
    text: str
    start: int
    end: int
    around: frozenset[str] = field(repr=False)

    @property
    def is_level(self) -> bool:
        """Whether each place reaches the figure as a whole, and no part of it."""
        return (
            self.measure in ("%", "个百分点", "")
            or "/" in self.measure
            or self.name.trend != ""
            or words().levels.search(self.name.bare) is not None
        )

    @property
    def is_rate(self) -> bool:
        """Whether it is told of so many people, which no count of them all answers: 每千人口床位数, 12/10万."""
        rate = words().per_head.search(self.name.bare) if self.measure != "元" else None  # 居民(人均)可支配收入
        return self.measure.startswith("/") or rate is not None


def figure(row: Mapping[str, object], owners: tuple[str, ...], within: Within) -> Figure:
    """Of a row of the query `figures`."""
    get: Callable[[str], object] = row.get
    indicator = str(row["indicator"])
    amount = get("amount") if get("amount") is not None else get("value")
    scale = float(str(amount)) / float(str(get("value"))) if get("value") and amount is not None else 1.0
    high, year = get("value_high"), None if get("year") is None else int(str(get("year")))
    return Figure(
        id=str(row["id"]),
        document=str(row["document"]),
        name=name_of(indicator, str(get("family") or indicator), within.places),
        comparator=str(row["comparator"]),
        value=None if amount is None else float(str(amount)),
        value_high=None if high is None else float(str(high)) * scale,
        measure=str(get("measure") or get("unit") or ""),
        year=year,
        years=(year, year) if year is not None else within.years,
        owners=owners,
        place=int(str(row["start"])) / max(within.length, 1),
        text=str(row["text"]),
        start=int(str(row["start"])),
        end=int(str(row["end"])),
        around=pairs(f"{row['text']}{get('title') or ''}"),
    )


class Answer(NamedTuple):
    """`lower` answers `upper` (positions); `score` from 0 to 1."""

    upper: int
    lower: int
    score: float


def answers(
    upper: Sequence[Figure],
    lower: Sequence[Figure],
    basis: Basis,
    together: Callable[[Figure, Figure], bool] = lambda above, below: True,
    *,
    named: bool = True,
) -> list[Answer]:
    """For each figure of `upper` at most one of `lower`; of a figure that is split below, the parts too.

    `together`: whether two figures belong to measures that carry out one another. `named`: the report names the plan;
    where it does not, only the years tell that it is of it.
    """
    alike = Likeness([each.name for each in (*upper, *lower)])
    likely = [
        Answer(i, j, round(score, 4))
        for i, j in _near(upper, lower)
        if _may(upper[i], lower[j], basis, named=named)
        and (score := _score(alike, upper[i], lower[j], basis))
        >= ENOUGH[basis] + (0.0 if together(upper[i], lower[j]) else APART)
    ]
    best = _assigned(likely)
    best += _said_again(upper, best)
    amounts = [each for each in likely if not upper[each.upper].is_level]
    return sorted([*best, *_split(amounts, best)] if basis == "passed-down" else best)


def _near(upper: Sequence[Figure], lower: Sequence[Figure]) -> Iterable[tuple[int, int]]:
    """The pairs that share two characters of their names."""
    holding: dict[str, set[int]] = defaultdict(set)
    for j, each in enumerate(lower):
        for token in pairs(each.name.bare):
            holding[token].add(j)
    for i, each in enumerate(upper):
        shared = [holding[token] for token in holding.keys() & pairs(each.name.bare)]
        yield from ((i, j) for j in sorted(set().union(*shared)))


def _may(above: Figure, below: Figure, basis: Basis, *, named: bool) -> bool:
    """Whether the two can be held beside each other at all."""
    if basis == "reported" and above.years and below.years:
        (first, last), (since, until) = above.years, below.years
        if until < first or last < since:
            return False
    elif basis == "reported" and not named:
        return False
    return above.name.trend == below.name.trend and above.is_rate == below.is_rate


def _score(alike: Likeness, above: Figure, below: Figure, basis: Basis) -> float:
    names = alike.of(above.name, below.name)
    if above.measure != below.measure:
        names *= OTHER_UNIT if names == 1.0 and len(above.name.bare) >= SHORTEST else 0.0
    if above.name.running != below.name.running:
        names *= OTHER_TOTAL
    size = _size(above, below)
    told = None not in (above.year, below.year)
    if basis == "reported" and size > log(FAR) and (names < 1.0 or not told):
        return 0.0
    around = _overlap(above.around, below.around)
    place = 1 - abs(above.place - below.place)
    near = max(0.0, 1 - size / 3) if basis == "reported" else 0.5
    return NAMES * names + AROUND * around + PLACE * place + SIZE * near + _year(above, below)


def _year(above: Figure, below: Figure) -> float:
    """A figure of the same year is preferred, then one of the next, then one that tells none."""
    if above.year is None or below.year is None:
        return -YEAR / 2
    return YEAR if above.year == below.year else -YEAR / 3 if abs(above.year - below.year) == 1 else -YEAR


def _size(above: Figure, below: Figure) -> float:
    """How far apart two amounts are, as a logarithm; rates are not compared so."""
    if not above.value or not below.value or above.measure == "%" or above.measure != below.measure:
        return 0.0
    return abs(log(abs(below.value / above.value)))


def _overlap(first: frozenset[str], second: frozenset[str]) -> float:
    return len(first & second) / max(1, min(len(first), len(second)))


def _assigned(likely: Sequence[Answer]) -> list[Answer]:
    """The assignment of the greatest likeness in all, each figure once."""
    import networkx as nx  # takes its time to load

    graph: nx.Graph[tuple[str, int]] = nx.Graph()
    for each in likely:
        graph.add_edge(("upper", each.upper), ("lower", each.lower), weight=each.score, answer=each)
    found = nx.max_weight_matching(graph)
    return [graph.edges[edge]["answer"] for edge in found]


def _said_again(upper: Sequence[Figure], best: Sequence[Answer]) -> list[Answer]:
    """What was answered where the same figure stands a second time above."""

    def said(each: Figure) -> tuple[object, ...]:
        return each.name.bare, each.name.trend, each.name.running, each.measure, each.value, each.year

    answered = {each.upper for each in best}
    known = {said(upper[each.upper]): each for each in best}
    again = [(i, known.get(said(each))) for i, each in enumerate(upper) if i not in answered]
    return [found._replace(upper=i) for i, found in again if found]


def _split(likely: Sequence[Answer], best: Collection[Answer]) -> list[Answer]:
    """What is left below and is surely a part of what was answered: 新建 8000 亩 and 改造 5000 亩 of 15 万亩."""
    used = {each.lower for each in best}
    top: dict[int, Answer] = {}
    for each in likely:
        known = top.get(each.lower)
        if each.lower not in used and each.score >= ALSO and (known is None or each.score > known.score):
            top[each.lower] = each
    return list(top.values())
