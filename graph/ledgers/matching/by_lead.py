"""Which task a row tells of that names it in a word or two, by who leads it: 高标田 of 建设高标准农田, 石坪变.

Too little speaks for such a row to set its task apart from all others of the plan, but enough to set it apart from the
few that its office leads. That is taken only in a table whose rows are mostly the plan's, for an office has other work
too; where no task of another office is named nearly as well; and where no other row tells of the same task more
clearly. Else it is asked about.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from typing import NamedTuple

from policygraph.graph.ledgers import rows
from policygraph.graph.ledgers.matching.siblings import speak_of_two
from policygraph.graph.ledgers.rows import Found, Work, apart, by_row, rarities, shortened

MOSTLY = 0.5  # share of the rows of a table that speak for some task, from which it is the plan's own
ENOUGH, PERHAPS = (
    2.5,
    1.5,
)  # what speaks for a task of the row's lead, by words alone, that is sure; that is asked about
APART = 1.2  # how much less for each other one


class Held(NamedTuple):
    """What each pair of characters counts in the plan: side by side, and with others between."""

    beside: Mapping[str, float]
    apart: Mapping[str, float]


def match(told: Sequence[Work], tasks: Sequence[Work]) -> list[Found]:
    """What each row of a ledger tells of, or may tell of, in a plan."""
    found = by_row(rows.match(told, tasks))
    if len(found) < MOSTLY * len(told):
        return [each for row in told for each in found.get(row.id, ())]
    taken = {each.task for some in found.values() for each in some if each.sure}
    held = Held(rarities(tasks), apart(tasks))
    short = {
        row.id: own
        for row in told
        if not any(each.sure for each in found.get(row.id, ())) and (own := _of(row, tasks, held, taken))
    }
    short = {row: own._replace(sure=own.sure and _is_best(own, short.values())) for row, own in short.items()}
    return [each for row in told for each in _both(short.get(row.id), found.get(row.id, []))]


def _is_best(own: Found, of: Collection[Found]) -> bool:
    """Does no other row tell of its task as clearly?"""
    return all(own.score > each.score for each in of if each.task == own.task and each.row != own.row)


def _both(own: Found | None, found: Sequence[Found]) -> Iterator[Found]:
    """What the lead tells of a row; where that is not sure, beside what may be else."""
    if own is None or not own.sure:
        yield from found
    if own is not None and (own.sure or own.task not in {each.task for each in found}):
        yield own


def _of(row: Work, tasks: Sequence[Work], held: Held, taken: Collection[str]) -> Found | None:
    """The task of the row's lead for which most speaks."""
    if all(row.leads.isdisjoint(task.leads) for task in tasks):
        return None
    speak = ((_speaks(row, task, held), task) for task in tasks)
    ranked = sorted(speak, reverse=True, key=lambda one: (one[0], one[1].id))
    led = [one for one in ranked if not row.leads.isdisjoint(one[1].leads)]
    if led[0][0] < PERHAPS:
        return None
    best, task = led[0]
    nearest = max((score for score, each in ranked if each.id != task.id and not rows.holds(task, each)), default=0.0)
    sure = best >= ENOUGH and best - nearest >= APART and task.id not in taken
    two = sure and speak_of_two(row.title, task.title, row.words | row.told, task.words, held.beside)
    return Found(row.id, task.id, round(min(1.0, best / (2 * rows.ENOUGH)), 3), sure and not two)


def _speaks(row: Work, task: Work, held: Held) -> float:
    """How much the words speak for the task, whoever does it."""
    return rows.says(row, task, held.beside) + shortened(row, task, held.apart)
