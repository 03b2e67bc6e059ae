"""Which task of a plan a row of a ledger tells of.

A ledger words a task otherwise than its plan: an object of it alone, the figure, what was done. So nothing is asked of
how alike two titles are, but how much a row says that speaks for one task and for no other: each pair of characters
and, less, each character that both hold, by how few tasks of the plan hold it; figures; offices. The task for which
most speaks is the row's where enough does, and clearly more than for the next one; else it is what the row may tell of.
Several rows may tell of one task: its offices report apart.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from math import log
from typing import NamedTuple

from policygraph.model.records import Edge, Records, fold

ENOUGH, APART = 4.5, 2.6  # what speaks for a sure task, and how much less for the next; a pair that one task holds is 1
MAYBE = 3.0  # what speaks for a task that a row may tell of
NEARLY = 0.8  # share of what speaks for a larger task from which a part of it is meant
CHARACTER, TOLD = 0.4, 0.5  # what a character counts, and what stands in the words about progress alone
NUMBER, LEAD, NO_OFFICE = 0.9, 0.55, -0.55  # a number in both; the same lead; offices of which none is in both

_HAN = re.compile(r"[㐀-鿿]+")
_DIGITS = re.compile(r"\d+(?:\.\d+)?")


@dataclass(frozen=True, slots=True)
class Work:
    """A task as it is compared: the characters and pairs of its `words`, of a row also of what is `told` of it; its
    `numbers`; its `leads` and all its `offices` (ids); the larger task that it is `within`."""

    id: str
    words: frozenset[str]
    told: frozenset[str]
    numbers: frozenset[str]
    leads: frozenset[str]
    offices: frozenset[str]
    within: str | None


class Found(NamedTuple):
    """`task` is what `row` tells of (ids) where `sure`, else what it may tell of. `score`: from 0 to 1."""

    row: str
    task: str
    score: float
    sure: bool


def works(records: Records, ids: Mapping[tuple[str, str], str], *, titles: bool = False) -> list[Work]:
    """The tasks of a document. `ids`: under which ids its departments now stand. `titles`: the words are those of the
    title alone, for the text of a row is all its cells."""
    edges: dict[str, list[Edge]] = defaultdict(list)
    for edge in records.edges:
        for end in {edge.source, edge.target}:
            if end[0] == "Task":
                edges[end[1]].append(edge)
    told = {node.id: str(node.properties["text"]) for node in records.nodes if node.label == "Progress"}
    return [
        _work(
            node.id,
            str(node.properties["title"]),
            "" if titles else str(node.properties["text"]),
            edges[node.id],
            told,
            ids,
        )
        for node in records.nodes
        if node.label == "Task"
    ]


def _work(
    id_: str, title: str, text: str, edges: Sequence[Edge], told: Mapping[str, str], ids: Mapping[tuple[str, str], str]
) -> Work:
    duties = {edge.evidence for edge in edges if edge.type in ("LEADS", "SUPPORTS") and edge.evidence}
    for duty in sorted(duties, key=len, reverse=True):
        text = text.replace(duty, "\n")  # who does it says nothing of what is done
    words = _tokens(f"{title}\n{text}")
    return Work(
        id_,
        words,
        frozenset().union(*(_tokens(told[e.target[1]]) for e in edges if e.type == "HAS_PROGRESS")) - words,
        frozenset(_DIGITS.findall(fold(f"{title}\n{text}"))),
        frozenset(ids.get(e.source, e.source[1]) for e in edges if e.type == "LEADS"),
        frozenset(ids.get(e.source, e.source[1]) for e in edges if e.type in ("LEADS", "SUPPORTS")),
        next(
            (e.target[1] for e in edges if e.type == "PART_OF" and e.target[0] == "Task" and e.source[1] == id_), None
        ),
    )


def _tokens(text: str) -> frozenset[str]:
    """The Chinese characters of a text, and their pairs."""
    runs = _HAN.findall(fold(text))
    return frozenset(
        {char for run in runs for char in run} | {run[i : i + 2] for run in runs for i in range(len(run) - 1)}
    )


def match_with_all(rows: Sequence[Work], plans: Sequence[Sequence[Work]]) -> list[Found]:
    """What each row tells of, or may tell of, in the plan that holds most rows, then in the next for the rest."""
    tried = [{each.row: each for each in match(rows, tasks)} for tasks in plans]
    best: dict[str, Found] = {}
    for _ in plans:
        left = [[each for row, each in found.items() if row not in best or not best[row].sure] for found in tried]
        most = max(left, key=lambda some: (sum(each.sure for each in some), sum(each.score for each in some)))
        tried.pop(left.index(most))
        for each in most:
            if each.row not in best or (each.sure, each.score) > (best[each.row].sure, best[each.row].score):
                best[each.row] = each
    return sorted(best.values())


def match(rows: Sequence[Work], tasks: Sequence[Work]) -> list[Found]:
    """What each row tells of, or may tell of; rows for which too little speaks are left out."""
    held = Counter(token for task in tasks for token in task.words)
    most = log(len(tasks) + 1)
    rare = {
        token: (log((len(tasks) + 1) / n) / most) * (1 if len(token) > 1 else CHARACTER) for token, n in held.items()
    }
    found = []
    for row in rows:
        ranked = sorted(
            ((_speaks(row, task, rare), task.id, task) for task in tasks), reverse=True, key=lambda each: each[:2]
        )
        if not ranked or ranked[0][0] < MAYBE:
            continue
        best, task = _inmost(ranked)
        other = next((score for score, _, each in ranked if each.id != task.id and not _holds(task, each)), 0.0)
        sure = best >= ENOUGH and best - other >= APART
        found.append(Found(row.id, task.id, round(min(1.0, best / (2 * ENOUGH)), 3), sure))
    return found


def _inmost(ranked: Sequence[tuple[float, str, Work]]) -> tuple[float, Work]:
    """The best, or the part of it for which nearly as much speaks: a larger task has all the words of its parts."""
    best, _, task = ranked[0]
    parts = ((score, each) for score, _, each in ranked if each.within == task.id and score >= NEARLY * best)
    return next(parts, (best, task))


def _holds(one: Work, other: Work) -> bool:
    """Is one of two tasks a part of the other, so that words of both are no doubt?"""
    return one.id == other.within or other.id == one.within


def _speaks(row: Work, task: Work, rare: Mapping[str, float]) -> float:
    """How much speaks for the task."""
    words = sum(rare[token] for token in row.words & task.words)
    told = sum(rare[token] for token in row.told & task.words)
    numbers = len(row.numbers & task.numbers)
    return words + TOLD * told + NUMBER * numbers + _offices(row, task)


def _offices(row: Work, task: Work) -> float:
    if not (row.offices and task.offices):
        return 0.0
    if row.offices.isdisjoint(task.offices):
        return NO_OFFICE
    return LEAD if not row.leads.isdisjoint(task.leads) else 0.0
