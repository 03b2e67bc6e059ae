"""Which task a row tells of that names it in a word or two, by who leads it: 高标田 of 建设高标准农田, 石坪变.

Too little speaks for such a row to set its task apart from all others of the plan, but enough to set it apart from the
few that its office leads. That is taken only in a table whose rows are mostly the plan's, for an office has other work
too; where no task of another office is named nearly as well; and where no other row tells of the same task more
clearly, or as clearly in as few other words. A row of two offices' tasks may name one of each (电梯检验、工地抽查).
What is left is held to its place in the ledger (`in_order`). Else it is asked about.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import replace
from typing import NamedTuple

from policygraph.graph.ledgers import rows
from policygraph.graph.ledgers.matching import in_order
from policygraph.graph.ledgers.matching.work import Work
from policygraph.graph.ledgers.rows import PARTS, Found, apart, by_row, of_part, rarities, shortened
from policygraph.model.records import fold

MOSTLY = 0.5  # share of the rows of a table that speak for some task, from which it is the plan's own
ENOUGH, PERHAPS = (
    2.5,
    1.5,
)  # what speaks for a task of the row's lead, by words alone, that is sure; that is asked about
APART = 1.2  # how much less for each other one
HALF = 0.6  # share of the characters of a row's title that its task has, below which it speaks of more than that


class Held(NamedTuple):
    """What each pair of characters counts in the plan: side by side, and with others between."""

    beside: Mapping[str, float]
    apart: Mapping[str, float]


NOTHING: tuple[float, Work | None, bool] = (0.0, None, False)


class Short(NamedTuple):
    """What was found of a row, and the share of the characters of its title that the task has."""

    found: Found
    known: float


def match(told: Sequence[Work], tasks: Sequence[Work]) -> list[Found]:
    """What each row of a ledger tells of, or may tell of, in a plan."""
    found = by_row(rows.match(told, tasks))
    if len(found) < MOSTLY * len(told):
        return [each for row in told for each in found.get(row.id, ())]
    left = [row for row in told if not any(each.sure for each in found.get(row.id, ()))]
    again = _again(left, tasks, {each.task for some in found.values() for each in some if each.sure}, found)
    found = {row.id: again.get(row.id) or found.get(row.id, []) for row in told}
    found |= {each.row: [each] for each in _by_place(told, tasks, found)}
    return [each for row in told for each in found[row.id]]


def _by_place(told: Sequence[Work], tasks: Sequence[Work], found: Mapping[str, Sequence[Found]]) -> Iterator[Found]:
    """What rows tell of that are not sure by themselves, but by where they stand in the ledger."""
    held = Held(rarities(tasks), apart(tasks))

    def speaks(row: Work) -> list[float]:
        aimed = rows.reached(row, tasks)
        return [_speaks(row, task, held) + aimed.get(task.id, 0.0) for task in tasks]

    sure = {row: [each.task for each in some if each.sure] for row, some in found.items()}
    for row, task, score, taken in in_order.match(told, tasks, sure, speaks):
        if (taken and rows.is_another(row, task, held.beside)) or _is_of_more(row, task, tasks, held):
            continue
        yield _found(row, score, task, sure=True)


def _is_of_more(row: Work, task: Work, tasks: Sequence[Work], held: Held) -> bool:
    """Does a part of the row's title speak of another task?"""
    pieces = [piece for piece in PARTS.split(row.title) if len(piece) > 1]
    for piece in pieces if len(pieces) > 1 else ():
        part = replace(of_part(row, piece), title=piece)
        if max(_speaks(part, each, held) for each in tasks) - _speaks(part, task, held) >= rows.ELSE:
            return True
    return False


def _again(
    left: Sequence[Work], tasks: Sequence[Work], taken: Collection[str], found: Mapping[str, Sequence[Found]]
) -> dict[str, list[Found]]:
    """By row that is not sure what it tells of by who leads it, beside what was `found`."""
    held = Held(rarities(tasks), apart(tasks))
    several = {row.id: own for row in left if (own := _several(row, tasks, held, taken))}
    short = {row.id: one for row in left if row.id not in several and (one := _of(row, tasks, held, taken))}
    best = {id_: [*_both(_best(one, short.values()), found.get(id_, ()))] for id_, one in short.items()}
    return {**several, **best}


def _best(own: Short, of: Collection[Short]) -> Found:
    """What was found of a row, no longer sure where another row tells of its task as clearly."""
    rivals = (each for each in of if each.found.task == own.found.task and each.found.row != own.found.row)
    best = all(own.found.score > each.found.score or each.known < HALF < own.known for each in rivals)
    return own.found._replace(sure=own.found.sure and best)


def _both(own: Found, found: Sequence[Found]) -> Iterator[Found]:
    """What the lead tells of a row; where that is not sure, beside what may be else."""
    if not own.sure:
        yield from found
    if own.sure or own.task not in {each.task for each in found}:
        yield own


def _several(row: Work, tasks: Sequence[Work], held: Held, taken: Collection[str]) -> list[Found]:
    """The tasks of the row's offices of which the parts of its title tell, each of another; none where one does not."""
    pieces = [piece for piece in PARTS.split(row.title) if len(piece) > 1]
    found: dict[str, Found] = {}
    for piece in pieces if len(pieces) > 1 else ():
        part = replace(of_part(row, piece), title=piece)
        score, task, sure = _likeliest(part, tasks, held, row.offices) or NOTHING
        if task is None or not sure or task.id in {*taken, *found}:
            return []
        found[task.id] = _found(row, score, task, sure=True)
    return [*found.values()]


def _of(row: Work, tasks: Sequence[Work], held: Held, taken: Collection[str]) -> Short | None:
    """The task of the row's lead for which most speaks."""
    score, task, sure = _likeliest(row, tasks, held, row.leads) or NOTHING
    if task is None:
        return None
    own = set(fold(row.title))
    known = len(own & task.words) / max(1, len(own))
    return Short(_found(row, score, task, sure=sure and task.id not in taken), known)


def _found(row: Work, score: float, task: Work, *, sure: bool) -> Found:
    return Found(row.id, task.id, round(min(1.0, score / (2 * rows.ENOUGH)), 3), sure)


def _likeliest(row: Work, tasks: Sequence[Work], held: Held, leads: Collection[str]) -> tuple[float, Work, bool] | None:
    """Of the tasks of these leads the one for which most speaks, and whether it is clear; none where little does."""
    aimed = rows.reached(row, tasks)
    speak = ((_speaks(row, task, held) + aimed.get(task.id, 0.0), task) for task in tasks)
    ranked = sorted(speak, reverse=True, key=lambda one: (one[0], one[1].id))
    led = [one for one in ranked if not one[1].leads.isdisjoint(leads)]
    if not led or led[0][0] < PERHAPS:
        return None
    best, task = led[0]
    nearest = max((score for score, each in ranked if each.id != task.id and not rows.holds(task, each)), default=0.0)
    sure = best >= ENOUGH and best - nearest >= APART
    return best, task, sure and (aimed.get(task.id, 0.0) >= rows.REACHED or not rows.is_another(row, task, held.beside))


def _speaks(row: Work, task: Work, held: Held) -> float:
    """How much the words speak for the task, whoever does it."""
    return rows.says(row, task, held.beside) + shortened(row, task, held.apart)
