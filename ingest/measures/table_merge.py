"""What a table of tasks adds to the tasks that the text before it states too: a task that both state is one."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import replace

from policygraph.ingest.measures.parts import Draft
from policygraph.ingest.organisations.functions import same_department
from policygraph.ingest.roles.roles import Assignment
from policygraph.ingest.text.numerals import parse_han
from policygraph.model.records import fold

ALIKE = 0.65
"""Share of common pairs of characters from which two titles name one task (改善人居环境, 改善农村人居环境)."""
HELD = 6
"""Characters; so long a title that stands in a task's text is a part of the task."""
MERGED = 0.9
"""How sure what a table adds to a task of the text is."""


def merge(prose: list[Draft], tables: list[Draft], text: str) -> list[Draft]:
    """The parts of the text and of its tables in reading order, a task that both state once.

    It keeps what the text says of it, and takes from the table the units, the deadline and the words that are new; the
    evidence shows which. What stands below it in the table becomes a part of it, and so does a row that names one of
    the sentences of a task. `text` is the text without tables.
    """
    same = _same_tasks(prose, tables)
    for i, own in same.items():
        _add(own, tables[i])
    kept = [part for i, part in enumerate(tables) if i not in same]
    larger = _larger_tasks(prose, tables, same, text)
    merged = sorted([*prose, *kept], key=lambda p: p.start)
    at = {id(p): i for i, p in enumerate(merged)}
    for part in merged:
        part.parent = at[id(larger[id(part)])] if id(part) in larger else None
    return merged


def _add(own: Draft, row: Draft) -> None:
    """What the table says of a task, in addition to what the text says."""
    if any(a.role == "LEADS" and a.basis == "stated" for a, *_ in row.assigned):
        own.assigned = [(_no_guess(a), start, end, sure) for a, start, end, sure in own.assigned]
    names = {a.unit.name for a, *_ in own.assigned}
    new = [each for each in row.assigned if not any(same_department(each[0].unit.name, name) for name in names)]
    own.assigned += [(a, s, e, MERGED) for a, s, e, _ in new]
    own.due = own.due or row.due
    own.cells += row.cells
    own.told += row.told


def one_list(tables: list[Draft], begins: Sequence[int]) -> list[Draft]:
    """The parts of a document's tables, a task once of which several of them tell, as the sheets of a workbook do month
    by month: what all say of how it stands is the first one's. `begins`: where each table begins."""
    first: dict[tuple[str, frozenset[str]], int] = {}
    gone: set[int] = set()
    for i, part in enumerate(tables):
        if part.kind != "task" or not part.told or part.parent is not None or part.has_children:
            continue
        own = first.setdefault((fold(part.title), frozenset(_leads(part))), i)
        if bisect_right(begins, tables[own].start) != bisect_right(begins, part.start):
            tables[own].told += part.told
            tables[own].due = tables[own].due or part.due
            gone.add(i)
    at = {old: new for new, old in enumerate(i for i in range(len(tables)) if i not in gone)}
    for part in tables if gone else ():
        part.parent = None if part.parent is None else at[part.parent]
    return [tables[i] for i in at]


def _leads(part: Draft) -> Iterator[str]:
    return (a.unit.name for a, *_ in part.assigned if a.role == "LEADS")


def _larger_tasks(prose: list[Draft], tables: list[Draft], same: dict[int, Draft], text: str) -> dict[int, Draft]:
    """The larger task of each part that has one, by the part's `id()`. That of a row may be one of the text."""
    larger = {id(p): prose[p.parent] for p in prose if p.parent is not None}
    larger |= {id(p): same.get(p.parent, tables[p.parent]) for p in tables if p.parent is not None}
    rows = [row for i, row in enumerate(tables) if i not in same and row.parent is None]
    words = [(p, fold(text[p.start : p.end])) for p in prose if p.kind == "task"] if rows else []
    held = ((row, _holder(words, row)) for row in rows)
    return larger | {id(row): holder for row, holder in held if holder}


def _no_guess(assignment: Assignment) -> Assignment:
    """Where the table says who leads, the first-listed of the text is one of those responsible."""
    guessed = assignment.basis == "first-listed"
    return replace(assignment, role="SUPPORTS", basis="stated") if guessed else assignment


def _same_tasks(prose: list[Draft], tables: list[Draft]) -> dict[int, Draft]:
    """For each task of a table, by its index, the task of the text that is the same; each at most once."""
    tasks = [(p, _pairs(p.title)) for p in prose if p.kind == "task"]
    same: dict[int, Draft] = {}
    taken: set[int] = set()
    for i, row in enumerate(tables):
        if row.kind != "task" or row.parent is not None:
            continue
        own = _pairs(row.title)
        scored = [(max(_likeness(own, pairs), _shortened(row, p)), -p.start, p) for p, pairs in tasks]
        best = max((s for s in scored if id(s[2]) not in taken), key=lambda s: s[:2], default=None)
        if best and best[0] >= ALIKE:
            same[i] = best[2]
            taken.add(id(best[2]))
    return same


def _shortened(a: Draft, b: Draft) -> float:
    """ALIKE for two tasks with one number (2, 二) of which one leaves out words (改造管网, 改造城区管网), else 0."""
    short, long = sorted((fold(a.title), fold(b.title)), key=len)
    if not a.number or _value(a.number) != _value(b.number) or len(short) * 2 < len(long):
        return 0.0
    left = iter(long)
    return ALIKE if all(c in left for c in short) else 0.0


def _value(number: str) -> str:
    return number if number.isdigit() else str(int(parse_han(number) or 0))


def _holder(words: list[tuple[Draft, str]], row: Draft) -> Draft | None:
    """The smallest task of the text, of which `words` has each with its words, that holds the title of the row."""
    title = fold(row.title)
    if row.kind != "task" or len(title) < HELD:
        return None
    return min((p for p, held in words if title in held), key=lambda p: p.end - p.start, default=None)


def _pairs(title: str) -> set[str]:
    folded = fold(title)
    return {folded[i : i + 2] for i in range(len(folded) - 1)}


def _likeness(a: set[str], b: set[str]) -> float:
    return 2 * len(a & b) / (len(a) + len(b)) if a and b else 0.0
