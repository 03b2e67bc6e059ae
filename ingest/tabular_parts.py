"""Parts from the rows of tables of tasks, and what such a table adds to tasks that the text before it states too."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, replace

from policygraph.graph.records import fold
from policygraph.ingest import outline, roles, tabular, units
from policygraph.ingest.functions import department_key
from policygraph.ingest.roles import Assignment
from policygraph.ingest.table import Cell
from policygraph.ingest.tabular import Grid, Line, cells_of, own_words
from policygraph.ingest.tabular_columns import Column, unit_columns
from policygraph.ingest.tasks import CellWords, Part
from policygraph.ingest.units import Unit

ALIKE = 0.65
"""Share of common pairs of characters from which two titles name one task (改善人居环境, 改善农村人居环境)."""
HELD = 6
"""Characters; so long a title that stands in a task's text is a part of the task."""
DUE = 60
"""Characters; a longer cell below 完成时限 tells what is done when, and is words of the task."""
MERGED = 0.9
"""How sure what a table adds to a task of the text is."""

_NUMBER = re.compile(
    r"\s*(?:\(?(?P<n>[一二三四五六七八九十]{1,3}|\d{1,3}(?:\.\d{1,2}){0,2})(?:\)|[、.](?!\d)|(?<=\d) (?=[一-鿿]))"
    r"|(?P<c>[①-⑳]))\s*"
)
_WORD = re.compile(r"[一-鿿]{2}|[A-Za-z]{3}")
_DITTO = re.compile(r"\s*(?:同上|〃|″|\"|--+|/|无|-)?\s*")

Span = tuple[int, int]


@dataclass(slots=True)
class _Reader:
    text: str
    folded: str
    columns: dict[int, Column]
    stated: bool  # the table says that the first-listed leads
    parts: list[Part]
    unread: list[Span]

    def read(self, grid: Grid) -> None:
        for group in tabular.groups(self.folded, grid):
            head = group[0]
            if not head.own:
                self.section(head)
                continue
            task = next(iter(cells_of(head, self.columns, ("task",))), None)
            if task is None or not _WORD.search(self.folded, task.start, task.end):
                self.unread += [_span(line.own) for line in group]
            else:
                self.task(task, group)

    def section(self, line: Line) -> None:
        cell = line.headings[-1][0]
        number, start, end = self.title(cell)
        above = [self.text[slice(*self.title(c)[1:])] for c, _ in line.headings[:-1]]
        self.parts.append(
            Part("heading", number, self.text[start:end], cell.start, cell.end, above, in_table=True)
        )  # fmt: skip

    def title(self, cell: Cell) -> tuple[str, int, int]:
        """Number and span of the title of the words in a cell."""
        m = _NUMBER.match(self.folded, cell.start, cell.end)
        start = m.end() if m else cell.start
        number = (m["n"] or m["c"]) if m else ""
        return number, *outline.title_span(self.text, self.folded, start, cell.end)

    def task(self, cell: Cell, group: list[Line]) -> None:
        """One task, or one with a smaller one for each row where rows have words and units of their own."""
        rows = [line for line in group if own_words(line, self.columns)]
        given = [self.given(line, group[:i]) for i, line in enumerate(group)]
        apart = {tuple((a.unit.name, a.role) for a, *_ in each) for each, _ in given}
        measured = [line for line in rows if any(c != cell for c in own_words(line, self.columns))]
        index = self.add(cell, group, group[0] if len(measured) < 2 or len(apart) < 2 else None)
        part = self.parts[index]
        if len(measured) < 2 or len(apart) < 2:
            for line, (assigned, due) in zip(group, given, strict=True):
                self.assign(part, assigned, due)
                part.cells += self.words(line, but=())
            return
        part.has_children = True
        part.cells += self.words(group[0], but=[c for c in own_words(group[0], self.columns) if c != cell])
        common = [a for a in given[0][0] if all((a[1], a[2]) in {(x[1], x[2]) for x in each} for each, _ in given)]
        self.assign(part, common, None)
        child = part
        for line, (assigned, due) in zip(group, given, strict=True):
            own = [c for c in own_words(line, self.columns) if c != cell]
            if own:
                child = self.child(own, line, part.title, index)
                child.cells += self.words(line, but=(cell,))
            self.assign(child, assigned, due)

    def add(self, cell: Cell, group: list[Line], line: Line | None) -> int:
        number, start, end = self.title(cell)
        serial = next(iter(cells_of(group[0], self.columns, ("serial",))), None)
        if serial and (line or serial in cells_of(group[-1], self.columns, ("serial",))):
            number = self.folded[serial.start : serial.end].strip("()、. ") or number
        first = min(c.start for c in [*group[0].own, cell])
        last = max(c.end for line_ in group for c in line_.own)
        self.parts.append(
            Part("task", number, self.text[start:end], first, max(last, cell.end), self.path(group[0]), in_table=True)
        )
        return len(self.parts) - 1

    def child(self, own: list[Cell], line: Line, above: str, parent: int) -> Part:
        order = {"measures": 0, "target": 1, "progress": 2}
        column = {c: self.columns[n].kind for n, c in line.row.items() if n in self.columns}
        number, start, end = self.title(min(own, key=lambda c: order.get(column[c], 3)))
        serial = next((c for c in cells_of(line, self.columns, ("serial",)) if c in line.own), None)
        number = self.folded[serial.start : serial.end].strip("()、. ") if serial else number
        first, last = _span(line.own)
        first = max(first, min(own, key=lambda c: c.start).start) if not serial else first
        part = Part("task", number, self.text[start:end], first, last, [*self.path(line), above], parent, in_table=True)
        self.parts.append(part)
        return part

    def path(self, line: Line) -> list[str]:
        """The rows above that head this one, and its cells in columns of headings."""
        cells = [*(c for c, _ in line.headings), *cells_of(line, self.columns, ("section",))]
        titles = [self.text[slice(*self.title(c)[1:])] for c in cells]
        return [t for t in dict.fromkeys(titles) if t]

    def words(self, line: Line, but: Iterable[Cell]) -> list[CellWords]:
        found = []
        for n, c in sorted(line.row.items()):
            kind = self.columns[n].kind if n in self.columns else ""
            said = kind == "due" and c.end - c.start > DUE
            if (c in own_words(line, self.columns) or (said and c in line.own)) and c not in but:
                found.append(CellWords(c.start, c.end, kind, self.columns[n].year))
        return list(dict.fromkeys(found))

    def given(self, line: Line, before: list[Line]) -> tuple[list[tuple[Assignment, int, int, float]], str | None]:
        """Who does the work of a row, each with the cell that says so, and by when. What the row leaves empty it has
        from the row above in the same task."""
        said: list[tuple[str, list[Unit], Cell]] = []
        for n, role in unit_columns(self.columns):
            cell = self.cell(n, line, before)
            if cell and all(cell != c for *_, c in said):
                said += [(r, listed, cell) for r, listed in _units_in(self.folded, cell, role)]
        assigned = []
        for a in roles.assign_roles((role, listed) for role, listed, _ in said):
            cell = next(c for *_, c in said if c.start <= a.unit.start < c.end)
            stated = replace(a, basis="stated") if self.stated else a
            assigned.append((stated, cell.start, cell.end, 1.0))
        dues = (self.cell(n, line, before) for n, c in sorted(self.columns.items()) if c.kind == "due")
        due = next((re.sub(r"\s+", "", self.text[c.start : c.end]) for c in dues if c and c.end - c.start <= DUE), None)
        return assigned, due

    def cell(self, column: int, line: Line, before: list[Line]) -> Cell | None:
        """The cell of a column, or the one above it in the same task where it is empty or says 同上."""
        for each in (line, *reversed(before)):
            cell = each.row.get(column)
            if cell and not _DITTO.fullmatch(self.folded, cell.start, cell.end):
                return cell
        return None

    def assign(self, part: Part, assigned: list[tuple[Assignment, int, int, float]], due: str | None) -> None:
        part.due = part.due or due
        names = {a.unit.name for a, *_ in part.assigned}
        part.assigned += [each for each in assigned if each[0].unit.name not in names]


def _span(cells: list[Cell]) -> Span:
    return min(c.start for c in cells), max(c.end for c in cells)


def _units_in(folded: str, cell: Cell, role: str) -> list[tuple[str, list[Unit]]]:
    """The units of a cell in the role of its column, unless the cell names roles itself (甲局牵头，乙局配合)."""
    start, end = cell.start, cell.end
    if "\n" in folded[start:end]:
        folded = folded[:start] + folded[start:end].replace("\n", " ") + folded[end:]
    named = [m for m in roles.markers(folded, start, end) if m.role not in ("due", "person", "with")]
    if named:
        said = list(roles.read(folded, start, end).groups)
        ahead = units.parse(folded, start, named[0].start) if named[0].noun and named[0].start > start + 2 else []
        if any(listed for _, listed in said):
            return [(role, ahead), *said] if ahead else said
    return [(role, units.parse(folded, start, end))]


def read(text: str, folded: str, grids: list[Grid], prose: str) -> tuple[list[Part], list[Span]]:
    """The tasks and headings of the tables in order, and the rows that could not be placed. `prose` is the folded text
    outside the tables, which may say what the order of units means."""
    parts: list[Part] = []
    unread: list[Span] = []
    for grid in grids:
        stated = any(roles.first_listed_leads(words) for words in (prose, folded[grid.start : grid.end]))
        _Reader(text, folded, grid.head.columns, stated, parts, unread).read(grid)
    return parts, unread


def merge(prose: list[Part], tables: list[Part], text: str) -> list[Part]:
    """The parts of the text and of its tables in reading order, a task that both state once.

    It keeps what the text says of it, and takes from the table the units, the deadline and the words that are new; the
    evidence shows which. What stands below it in the table becomes a part of it, and so does a row that names one of
    the sentences of a task. `text` is the text without tables.
    """
    same = _same_tasks(prose, tables)
    for i, part in enumerate(tables):
        if (own := same.get(i)) is None:
            continue
        if any(a.role == "LEADS" and a.basis == "stated" for a, *_ in part.assigned):
            own.assigned = [(_no_guess(a), s, e, sure) for a, s, e, sure in own.assigned]
        names = {department_key(a.unit.name) for a, *_ in own.assigned}
        own.assigned += [(a, s, e, MERGED) for a, s, e, _ in part.assigned if department_key(a.unit.name) not in names]
        own.due = own.due or part.due
        own.cells += part.cells
    kept = [part for i, part in enumerate(tables) if i not in same]
    above = {id(p): prose[p.parent] for p in prose if p.parent is not None}
    above |= {
        id(p): same.get(p.parent, tables[p.parent]) for p in tables if p.parent is not None
    }  # the larger task may be one of the text
    for part in kept:
        if id(part) not in above and (holder := _holder(prose, part, text)):
            above[id(part)] = holder
    merged = sorted([*prose, *kept], key=lambda p: p.start)
    at = {id(p): i for i, p in enumerate(merged)}
    for part in merged:
        part.parent = at[id(above[id(part)])] if id(part) in above else None
    return merged


def _no_guess(assignment: Assignment) -> Assignment:
    """Where the table says who leads, the first-listed of the text is one of those responsible."""
    guessed = assignment.basis == "first-listed"
    return replace(assignment, role="SUPPORTS", basis="stated") if guessed else assignment


def _same_tasks(prose: list[Part], tables: list[Part]) -> dict[int, Part]:
    """For each task of a table, by its index, the task of the text that is the same; each at most once."""
    tasks = [(p, _pairs(p.title)) for p in prose if p.kind == "task"]
    same: dict[int, Part] = {}
    taken: set[int] = set()
    for i, row in enumerate(tables):
        if row.kind != "task" or row.parent is not None:
            continue
        own = _pairs(row.title)
        scored = [(_likeness(own, pairs), p.number == row.number, -p.start, p) for p, pairs in tasks]
        best = max((s for s in scored if id(s[3]) not in taken), key=lambda s: s[:3], default=None)
        if best and best[0] >= ALIKE:
            same[i] = best[3]
            taken.add(id(best[3]))
    return same


def _holder(prose: list[Part], row: Part, text: str) -> Part | None:
    """The smallest task of the text that holds the title of the row."""
    title = fold(row.title)
    if row.kind != "task" or len(title) < HELD:
        return None
    holding = [p for p in prose if p.kind == "task" and title in fold(text[p.start : p.end])]
    return min(holding, key=lambda p: p.end - p.start, default=None)


def _pairs(title: str) -> set[str]:
    folded = fold(title)
    return {folded[i : i + 2] for i in range(len(folded) - 1)}


def _likeness(a: set[str], b: set[str]) -> float:
    return 2 * len(a & b) / (len(a) + len(b)) if a and b else 0.0
