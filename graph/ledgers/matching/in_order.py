"""Which task a row tells of that says little, by where it stands: a ledger is mostly written down from its plan.

The rows that are sure show whether a ledger goes the plan's way, as a whole or below each office. Where it does, a row
between two of them tells of a task between theirs, most likely of one that no other row tells of; among those few less
has to speak for one. A row of other work may stand there too: something must speak for the task, and nothing nearly as
much for any other.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from itertools import pairwise
from typing import NamedTuple

from policygraph.graph.ledgers.matching.work import Work

SEEN = 6  # pairs of sure rows, one after the other, from which it is seen whether a ledger goes the plan's way
KEPT = 0.9  # share of them that go the plan's way where it does
ENOUGH, APART = 1.3, 0.9  # what speaks for a task in its place that is sure, and how much less for each other there
ELSEWHERE = 0.6  # how much less a task counts that is not in its place
TAKEN = 1.0  # how much less one counts of which another row tells

Speaks = Callable[[Work], Sequence[float]]  # of a row, for each task of the plan


class Line(NamedTuple):
    """A row, and at which places of the plan the tasks stand of which it surely tells, if it does."""

    row: Work
    sure: tuple[int, ...]


class Held(NamedTuple):
    """A row, the task of which it tells by its place, what speaks for that, and whether a sure row tells of it too."""

    row: Work
    task: Work
    score: float
    taken: bool


def match(
    told: Sequence[Work], tasks: Sequence[Work], sure: Mapping[str, Collection[str]], speaks: Speaks
) -> list[Held]:
    """The rows that are not sure, each with the task that it tells of by its place; none of those of which two such
    rows would tell, for one may be other work. `sure`: by row (id) the tasks (ids) of which it surely tells."""
    found = list(_likeliest(told, tasks, sure, speaks))
    claimed = Counter(each.task.id for each in found)
    return [each for each in found if claimed[each.task.id] == 1]


def _likeliest(
    told: Sequence[Work], tasks: Sequence[Work], sure: Mapping[str, Collection[str]], speaks: Speaks
) -> Iterator[Held]:
    at = {task.id: place for place, task in enumerate(tasks)}
    lines = [Line(row, tuple(sorted(at[task] for task in sure.get(row.id, ())))) for row in told]
    taken = {place for line in lines for place in line.sure}
    for row, between in _places(lines):
        own = [place for place in between if place < len(tasks) and _may_lead(row, tasks[place])]
        if own and (best := _best(speaks(row), tasks, own, taken)):
            score, place = best
            yield Held(row, tasks[place], score, place in taken)


def _best(
    said: Sequence[float], tasks: Sequence[Work], own: Sequence[int], taken: Collection[int]
) -> tuple[float, int] | None:
    """What speaks for the likeliest of the tasks in a row's place, and its place; none where that is little, or as much
    speaks for another."""
    ranked = sorted(((said[place] - TAKEN * (place in taken), place) for place in own), reverse=True)
    best, place = ranked[0]
    others = [score for score, _ in ranked[1:]]
    others += [score - ELSEWHERE for at, score in enumerate(said) if at not in own and not _holds(tasks, at, place)]
    clear = best >= ENOUGH and best - max(others, default=0.0) >= APART
    return (best, place) if clear else None


def _may_lead(row: Work, task: Work) -> bool:
    return not (row.leads and task.leads) or not row.leads.isdisjoint(task.leads)


def _holds(tasks: Sequence[Work], one: int, other: int) -> bool:
    return tasks[one].within == tasks[other].id or tasks[other].within == tasks[one].id


def _places(lines: Sequence[Line]) -> Iterator[tuple[Work, range]]:
    """Each row that is not sure with the places between those of the sure rows beside it, where the ledger goes the
    plan's way."""
    below: dict[str, list[Line]] = defaultdict(list)
    for line in lines:
        below[min(line.row.leads, default="")].append(line)
    offices = [some for lead, some in below.items() if lead]
    for groups in ([lines], offices):
        if _goes_its_way(pair for some in groups for pair in pairwise(line for line in some if line.sure)):
            for some in groups:
                yield from _between(some)
            return


def _goes_its_way(beside: Iterable[tuple[Line, Line]]) -> bool:
    onward = [one.sure[-1] <= other.sure[0] for one, other in beside]
    return len(onward) >= SEEN and sum(onward) >= KEPT * len(onward)


def _between(lines: Sequence[Line]) -> Iterator[tuple[Work, range]]:
    """Each row that is not sure with the places from the task of the row before to that of the row behind, both
    included: two rows may tell of one task."""
    for n, line in enumerate(lines):
        if not line.sure:
            before = next((each.sure[-1] for each in reversed(lines[:n]) if each.sure), 0)
            behind = next((each.sure[0] for each in lines[n + 1 :] if each.sure), None)
            yield line.row, range(before, 10**6 if behind is None else behind + 1)
