"""Which task of a plan a row of a ledger tells of.

A ledger words a task otherwise than its plan: an object of it alone, the figure, what was done. So nothing is asked of
how alike two titles are, but how much a row says that speaks for one task and for no other: each pair of characters
and, less, each character that both hold, by how few tasks of the plan hold it; figures; offices. The task for which
most speaks is the row's where enough does, and clearly more than for the next one; else the best are what it may tell
of, for a person to say. Several rows may tell of one task: its offices report apart. And a row may tell of several
tasks, where parts of its title are each clearly one's (修剪茶园和培训茶工). One that shares a title's frame alone and
speaks of another thing (`siblings`) is asked about.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from math import fsum, log
from typing import NamedTuple

from policygraph.graph.ledgers.matching.siblings import are_called_alike, speak_of_two
from policygraph.graph.ledgers.matching.words import numbers_of, tokens
from policygraph.graph.ledgers.matching.work import Work
from policygraph.model.records import fold

ENOUGH, APART = 4.5, 2.6  # what speaks for a sure task, and how much less for the next; a pair that one task holds is 1
MAYBE = 3.0  # what speaks for a task that a row may tell of
NEAR, ASKED = 0.6, 3  # share of the best from which others are asked for too, and how many in all
ELSE = 1.0  # how much more a part of a title says of another task where the row may be of both
NEARLY = 0.8  # share of what speaks for a larger task from which a part of it is meant
CHARACTER, TOLD = 0.4, 0.5  # what a character counts, and what stands in the words about progress alone
NUMBER, LEAD, NO_OFFICE = 0.9, 0.55, -0.55  # a number in both; the same lead; offices of which none is in both
REACHED = 2.0  # an amount of which the row tells a share: 已撤11个，78% of 14个
SHORTENED = 0.6  # what a pair of characters counts that the task has with others between: 标田 of 标准农田
CALLED = 2.0  # a task called as the row calls it: of two that share words, or of three, it is that one

PARTS = re.compile("[、，,；;/和与及并暨]")


class Found(NamedTuple):
    """`task` is what `row` tells of (ids) where `sure`, else what it may tell of. `score`: from 0 to 1. Of one row
    there may be several: what is sure comes first, then what is likelier. `decision`: a person's, who said it;
    `part`: it tells of few of the figures that the task aims at."""

    row: str
    task: str
    score: float
    sure: bool
    decision: str | None = None
    part: bool = False


Ranked = tuple[float, Work]  # what speaks for a task


def match_with_all(tiers: Sequence[Sequence[Sequence[Found]]]) -> list[Found]:
    """What each row tells of, or may tell of, in the plan that holds most rows, then in the next for the rest; each of
    `tiers` has what was found in plans, and what is sure in the first is asked of no other."""
    best: dict[str, list[Found]] = {}
    for plans in tiers:
        _match_with(plans, best)
    return [each for row in sorted(best) for each in best[row]]


def _match_with(plans: Sequence[Sequence[Found]], best: dict[str, list[Found]]) -> None:
    tried = [by_row(found) for found in plans]
    for _ in plans:
        left = [[own for row, own in found.items() if row not in best or not best[row][0].sure] for found in tried]
        most = max(left, key=lambda some: (sum(own[0].sure for own in some), sum(own[0].score for own in some)))
        tried.pop(left.index(most))
        for own in most:
            row = own[0].row
            if row not in best or (own[0].sure, own[0].score) > (best[row][0].sure, best[row][0].score):
                best[row] = own


def by_row(found: Sequence[Found]) -> dict[str, list[Found]]:
    rows: dict[str, list[Found]] = defaultdict(list)
    for each in found:
        rows[each.row].append(each)
    return rows


def match(rows: Sequence[Work], tasks: Sequence[Work]) -> list[Found]:
    """What each row tells of, or may tell of; rows for which too little speaks are left out."""
    rare = rarities(tasks)
    return [each for row in rows for each in _of(row, _ranked(row, tasks, rare), rare)]


def rarities(tasks: Sequence[Work]) -> dict[str, float]:
    """What each pair of characters, and each character, counts."""
    held = Counter(token for task in tasks for token in task.words)
    return {token: rarity(n, len(tasks)) * (1 if len(token) > 1 else CHARACTER) for token, n in held.items()}


def rarity(n: int, tasks: int) -> float:
    """1 for what one of the tasks holds, less the more of them do."""
    return log((tasks + 1) / n) / log(tasks + 1)


def _ranked(row: Work, tasks: Sequence[Work], rare: Mapping[str, float]) -> list[Ranked]:
    """The tasks with what speaks for them, the best first."""
    aimed = reached(row, tasks)
    speak = ((speaks(row, task, rare) + aimed.get(task.id, 0.0), task) for task in tasks)
    return sorted(speak, reverse=True, key=lambda one: (one[0], one[1].id))


def reached(row: Work, tasks: Sequence[Work]) -> dict[str, float]:
    """By task what speaks for it because the row has reached the share that it tells of one of its amounts."""
    found: dict[str, float] = {}
    for low, high, unit in row.reached:
        ids = [task.id for task in tasks if any(low <= value <= high and unit == of for value, of in task.amounts)]
        found |= {id_: max(found.get(id_, 0.0), REACHED * rarity(len(ids), len(tasks))) for id_ in ids}
    return found


def _of(row: Work, ranked: Sequence[Ranked], rare: Mapping[str, float]) -> Iterator[Found]:
    if not ranked or ranked[0][0] < MAYBE:
        return
    # What speaks for a part of a title speaks for the whole, so that no other task can come near for a part.
    tasks = [task for score, task in ranked if score >= ENOUGH - APART + NO_OFFICE]
    pieces = PARTS.split(row.title) if len(tasks) > 1 else []
    clear = _several(row, pieces, tasks, rare) or _clear(row, ranked)
    doubt = list(_elsewhere(row, pieces, tasks, rare, clear[0][1])) if len(clear) == 1 else []
    sure = set() if doubt or _is_another(row, clear, rare) else {task.id for _, task in clear}
    least = max(MAYBE, NEAR * ranked[0][0])
    near = [*clear, *doubt, *(each for each in (_inmost(ranked), *ranked) if each[0] >= least)]
    told: dict[str, Ranked] = {}
    for score, task in near:
        told.setdefault(task.id, (score, task))
    for score, task in [*told.values()][: max(ASKED, len(clear))]:
        yield Found(row.id, task.id, round(min(1.0, score / (2 * ENOUGH)), 3), task.id in sure)


def _clear(row: Work, ranked: Sequence[Ranked]) -> list[Ranked]:
    """The one task for which enough speaks, and clearly more than for the next; none where that is not so."""
    best, task = _inmost(ranked)
    twins = [one for one in ranked if fold(one[1].title) == fold(task.title)]
    own = _led(row, twins)
    best, task = own or (best, task)
    apart = {each.id for _, each in twins} if own else {task.id}
    other = next((score for score, each in ranked if each.id not in apart and not holds(task, each)), 0.0)
    enough = best >= ENOUGH or (own and fold(task.title) == fold(row.title))
    return [(best, task)] if enough and best - other >= APART else []


def _is_another(row: Work, clear: Sequence[Ranked], rare: Mapping[str, float]) -> bool:
    """Has the one task that is clear only the frame of its title in common with the row?"""
    tasks = [task for _, task in clear]
    return len(tasks) == 1 and is_another(row, tasks[0], rare)


def is_another(row: Work, task: Work, rare: Mapping[str, float]) -> bool:
    """Do the two share their frame, each with something of its own? A shortened name is nothing of its own: 物资库."""
    return speak_of_two(row.title, task.title, row.words | row.told, task.words | task.shortened, rare)


def _led(row: Work, twins: Sequence[Ranked]) -> Ranked | None:
    """Of tasks of one title the one that the row's lead leads, where each has its own lead."""
    own = [one for one in twins if not row.leads.isdisjoint(one[1].leads)]
    return own[0] if len(twins) > 1 and len(own) == 1 and all(each.leads for _, each in twins) else None


def _several(row: Work, pieces: Sequence[str], tasks: Sequence[Work], rare: Mapping[str, float]) -> list[Ranked]:
    """The tasks of which parts of the row's title tell, each clearly and all of the title; none where that is one."""
    told: dict[str, Ranked] = {}
    words = ""
    part: list[Ranked] = []
    for piece in pieces:
        words += f"\n{piece}"  # with what went before it, where that is no task's alone
        part = _ranked(of_part(row, words), tasks, rare)
        for score, task in _clear(row, part):
            told.setdefault(task.id, (score, task))
            words = ""
    if words and part and part[0][0] >= MAYBE and part[0][1].id not in told:
        return []
    found = list(told.values())
    apart = all(not holds(one, other) for _, one in found for _, other in found)
    return found if len(found) > 1 and apart else []


def _elsewhere(
    row: Work, pieces: Sequence[str], tasks: Sequence[Work], rare: Mapping[str, float], told: Work
) -> Iterator[Ranked]:
    """The other tasks for which a part of the row's title speaks: it may be of both (彩礼整治和村党组织整顿)."""
    for piece in pieces if len(pieces) > 1 else ():
        part = _ranked(of_part(row, piece), tasks, rare)
        own = next(score for score, task in part if task.id == told.id)
        if part[0][0] - own >= ELSE and not holds(told, part[0][1]):
            yield part[0]


def of_part(row: Work, words: str) -> Work:
    """A row that says these words alone; who is to do it is said of all of it."""
    none: frozenset[str] = frozenset()
    return replace(
        row, title="", words=tokens(words), told=none, numbers=numbers_of(words), leads=none, offices=none, reached=()
    )


def _inmost(ranked: Sequence[Ranked]) -> Ranked:
    """The best, or the part of it for which nearly as much speaks: a larger task has all the words of its parts."""
    best, task = ranked[0]
    parts = ((score, each) for score, each in ranked if each.within == task.id and score >= NEARLY * best)
    return next(parts, (best, task))


def holds(one: Work, other: Work) -> bool:
    """Is one of two tasks a part of the other, so that words of both are no doubt?"""
    return one.id == other.within or other.id == one.within


def speaks(row: Work, task: Work, rare: Mapping[str, float]) -> float:
    """How much speaks for the task."""
    return says(row, task, rare) + _offices(row, task)


def says(row: Work, task: Work, rare: Mapping[str, float]) -> float:
    """How much the row's words and numbers speak for the task, whoever does it."""
    words = fsum(rare[token] for token in row.words & task.words)
    told = fsum(rare[token] for token in row.told & task.words)
    numbers = len(row.numbers & task.numbers)
    called = CALLED * (bool(row.title) and are_called_alike(row.title, task.title))
    return words + called + TOLD * told + NUMBER * numbers


def apart(tasks: Sequence[Work]) -> dict[str, float]:
    """What each pair of characters counts that stand near each other."""
    held = Counter(pair for task in tasks for pair in task.shortened)
    return {pair: rarity(n, len(tasks)) for pair, n in held.items()}


def shortened(row: Work, task: Work, rare: Mapping[str, float]) -> float:
    """How much speaks for the task because its words are shortened in the row."""
    return SHORTENED * fsum(rare[pair] for pair in (row.words & task.shortened) - task.words)


def _offices(row: Work, task: Work) -> float:
    if not (row.offices and task.offices):
        return 0.0
    if row.offices.isdisjoint(task.offices):
        return NO_OFFICE
    return LEAD if not row.leads.isdisjoint(task.leads) else 0.0
