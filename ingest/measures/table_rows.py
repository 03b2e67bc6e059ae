"""Parts from the rows of tables of tasks."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace

from policygraph.ingest.figures.unit_grammar import is_unit
from policygraph.ingest.measures.parts import CellWords, Draft, Given
from policygraph.ingest.organisations import unit_lists
from policygraph.ingest.organisations.unit_lists import Unit
from policygraph.ingest.outline.headings import title_span
from policygraph.ingest.roles import roles
from policygraph.ingest.tables import counting, indicator_grids, task_grids
from policygraph.ingest.tables.columns import ROLES, TOLD, rows_of, unit_columns
from policygraph.ingest.tables.indicator_grids import Value, in_bracket
from policygraph.ingest.tables.results import cells_of_results
from policygraph.ingest.tables.task_grids import Line, cells_of, own_words
from policygraph.ingest.text.table import Cell, Column, Grid, Table

DUE = 60
"""Characters; a longer cell below 完成时限 tells what is done when, and is words of the task."""

INDICATORS = ("aim", "reached", "of-year")
"""The kinds of cells that hold a figure of a table of indicators."""

_YEAR = re.compile(r"20\d\d")
_NUMBER = re.compile(
    r"\s*(?:\(?(?P<n>[一二三四五六七八九十]{1,3}|\d{1,3}(?:\.\d{1,2}){0,2})(?:\)|[、.](?!\d)|(?<=\d) (?=[一-鿿]))"
    r"|(?P<c>[①-⑳]))\s*"
)
_NUMBER_ALONE = re.compile(r"\s*(?:[≥≤><]=?|不低于|不少于|不超过)?\s*\d+(?:\.\d+)?\s*")
_WORD = re.compile(r"[一-鿿]{2}|[A-Za-z]{3}")
_EMPTY = re.compile(r"\s*(?:--*|/|无)?\s*")
_NOBODY = re.compile(r"\s*(?:[-—－/]+|无)\s*")
_DITTO = re.compile(r"\s*(?:同上|[〃″\"]+)\s*")

Span = tuple[int, int]
Said = tuple[str, list[Unit], Cell]
"""A role, its units, and the cell that names them."""


@dataclass(frozen=True, slots=True)
class _Row:
    """A row of a task: its words beside the task's own cell, who does its work, and by when."""

    line: Line
    own: list[Cell]
    said: list[Said]
    assigned: list[Given]
    due: str | None


@dataclass(slots=True)
class _Reader:
    text: str
    folded: str
    columns: Mapping[int, Column]
    stated: bool  # the table says that the first-listed leads
    parts: list[Draft]
    unread: list[Span]
    counted: str  # in what its sums of money are counted, where it says so of all …
    common: str  # … and what else a number alone is
    last: dict[int, Cell] = field(default_factory=dict)  # of each column, the last cell that was read

    def read(self, grid: Grid) -> None:
        for group in task_grids.task_groups(self.folded, grid):
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
        above = tuple(self.text[slice(*self.title(c)[1:])] for c, _ in line.headings[:-1])
        self.parts.append(
            Draft("heading", number, self.text[start:end], cell.start, cell.end, above, in_table=True)
        )  # fmt: skip

    def title(self, cell: Cell) -> tuple[str, int, int]:
        """Number and span of the title of the words in a cell."""
        m = _NUMBER.match(self.folded, cell.start, cell.end)
        start = m.end() if m else cell.start
        number = (m["n"] or m["c"]) if m else ""
        return number, *title_span(self.folded, start, cell.end)

    def task(self, cell: Cell, group: list[Line]) -> None:
        """One task, or one with a smaller one for each row where rows have words and units of their own."""
        rows = [self.row(cell, line, group[:i]) for i, line in enumerate(group)]
        numbered = any(c in line.own for line in group[1:] for c in cells_of(line, self.columns, ("serial",)))
        if _differ(rows) or (numbered and sum(bool(row.own) for row in rows) > 1):
            part = self.add(cell, group, with_serial=not numbered)
            self.divide(part, cell, rows, numbered)
            return
        part = self.add(cell, group, with_serial=True)
        said = [each for row in rows for each in row.said]
        self.assign(part, self.roles_of(said), next((row.due for row in rows if row.due), None))
        part.cells += [words for line in group for words in self.words(line, but=())]
        part.told += dict.fromkeys(told for line in group for told in self.told(line))

    def row(self, cell: Cell, line: Line, before: list[Line]) -> _Row:
        """A row of the task in `cell`. What it leaves empty it has from the row above in the same task."""
        own = [c for c in own_words(line, self.columns) if c != cell]
        said = self.said(line, before)
        return _Row(line, own, said, self.roles_of(said), self.due(line, before))

    def divide(self, part: Draft, cell: Cell, rows: list[_Row], numbered: bool) -> None:
        """A smaller task for each row with words of its own; what stands in a cell that all share is the task's."""
        index = len(self.parts) - 1
        part.has_children = True
        part.cells += self.words(rows[0].line, but=rows[0].own)
        shared = set.intersection(*({(start, end) for _, start, end, _ in row.assigned} for row in rows))
        self.assign(part, [each for each in rows[0].assigned if each[1:3] in shared], None)
        child = part
        for row in rows:
            if row.own:
                child = self.child(row.own, row.line, part.title, index, numbered)
                child.cells += self.words(row.line, but=(cell,))
            child.told += self.told(row.line)
            self.assign(child, row.assigned, row.due)

    def add(self, cell: Cell, group: list[Line], with_serial: bool) -> Draft:
        """The task in `cell`, with the serial number of its first row if that is the task's."""
        number, start, end = self.title(cell)
        serial = next(iter(cells_of(group[0], self.columns, ("serial",))), None)
        if serial and with_serial:
            number = self.folded[serial.start : serial.end].strip("()、. ") or number
        first = min(c.start for c in [*group[0].own, cell])
        last = max(c.end for c in [*(c for line in group for c in line.own), cell])
        part = Draft("task", number, self.text[start:end], first, last, self.path(group[0]), in_table=True)
        self.parts.append(part)
        return part

    def child(self, own: list[Cell], line: Line, above: str, parent: int, numbered: bool) -> Draft:
        order = {"measures": 0, "target": 1, "progress": 2}
        column = {c: self.columns[n].kind for n, c in line.row.items() if n in self.columns}
        number, start, end = self.title(min(own, key=lambda c: order.get(column[c], 3)))
        serial = next((c for c in cells_of(line, self.columns, ("serial",)) if numbered and c in line.own), None)
        number = self.folded[serial.start : serial.end].strip("()、. ") if serial else number
        first, last = _span(line.own)
        first = max(first, min(own, key=lambda c: c.start).start) if not serial else first
        part = Draft(
            "task", number, self.text[start:end], first, last, (*self.path(line), above), parent, in_table=True
        )
        self.parts.append(part)
        return part

    def path(self, line: Line) -> tuple[str, ...]:
        """The rows above that head this one, and its cells in columns of headings."""
        cells = [*(c for c, _ in line.headings), *cells_of(line, self.columns, ("section",))]
        titles = [self.text[slice(*self.title(c)[1:])] for c in cells]
        return tuple(t for t in dict.fromkeys(titles) if t)

    def words(self, line: Line, but: Iterable[Cell]) -> list[CellWords]:
        found = []
        for n, c in sorted(line.row.items()):
            kind = self.columns[n].kind if n in self.columns and not self.columns[n].stands else ""
            said = kind == "due" and c.end - c.start > DUE
            if (c in own_words(line, self.columns) or (said and c in line.own)) and c not in but:
                column = self.columns[n]
                year = column.year or (self.built_in(line) if kind == "measures" else None)
                found.append(CellWords(c.start, c.end, kind, year, self.unit(line, n, c), column.counts))
        return list(dict.fromkeys(found))

    def built_in(self, line: Line) -> int | None:
        """The last of the years in which a project is built."""
        told = (self.folded[c.start : c.end] for c in cells_of(line, self.columns, ("years",)))
        return next((int(year[-1]) for words in told if (year := _YEAR.findall(words))), None)

    def told(self, line: Line) -> list[CellWords]:
        """The cells that begin in a row and say how its task stands; among them, where any does, those below 存在问题
        that are left empty: nothing stands in the way."""
        there = [(line.row[n], column) for n, column in sorted(self.columns.items()) if n in line.row]
        said = {c for c, column in there if column.kind in TOLD and c in line.own and not self.is_empty(c)}
        return [
            CellWords(c.start, c.end, column.kind, None, counts=column.counts)
            for c, column in there
            if c in said or (said and (column.kind == "day" or (column.kind == "obstacle" and self.is_empty(c))))
        ]

    def is_empty(self, cell: Cell) -> bool:
        return _EMPTY.fullmatch(self.folded, cell.start, cell.end) is not None

    def unit(self, line: Line, n: int, cell: Cell) -> str:
        """What a number alone in a cell is counted in, as the column's heading or the row says."""
        if not _NUMBER_ALONE.fullmatch(self.folded, cell.start, cell.end):
            return ""
        said = next(iter(cells_of(line, self.columns, ("measure",))), None)
        if said:
            return self.folded[said.start : said.end].strip()
        column = self.columns[n]
        return column.unit or {"sum": self.counted, "target": self.common}.get(column.kind, "")

    def due(self, line: Line, before: list[Line]) -> str | None:
        """By when the work of a row is to be done."""
        cells = (self.cell(n, line, before) for n, c in sorted(self.columns.items()) if c.kind == "due")
        short = (c for c in cells if c and c.end - c.start <= DUE)
        return next((re.sub(r"\s+", "", self.text[c.start : c.end]) for c in short), None)

    def said(self, line: Line, before: list[Line]) -> list[Said]:
        """The units of a row with the role that each cell gives them. Those that answer for the work lead it where
        there is a column for who helps, whether the row names such or not."""
        said: list[Said] = []
        helped = {c.kind for c in self.columns.values() if c.kind in ROLES} == {"responsible", "support"}
        for n, role in unit_columns(self.columns):
            cell = self.cell(n, line, before)
            if cell and all(cell != c for *_, c in said):
                said += [(r, listed, cell) for r, listed in _units_in(self.folded, cell, role)]
        alone = helped and {role for role, *_ in said} == {"responsible"}
        return [("lead", listed, cell) for _, listed, cell in said] if alone else said

    def roles_of(self, said: list[Said]) -> list[Given]:
        """Who leads and who supports, each with the cell that says so."""
        assigned = []
        for a in roles.assign_roles((role, listed) for role, listed, _ in said):
            cell = next(c for *_, c in said if c.start <= a.unit.start < c.end)
            stated = replace(a, basis="stated") if self.stated else a
            assigned.append((stated, cell.start, cell.end, 1.0))
        return assigned

    def cell(self, column: int, line: Line, before: list[Line]) -> Cell | None:
        """The cell of a column, or the one above it: in the same task where it is empty, in any where it says 同上. One
        that says nobody (/, 无) has none above it."""
        for each in (line, *reversed(before)):
            cell = each.row.get(column)
            if cell and _DITTO.fullmatch(self.folded, cell.start, cell.end):
                return self.last.get(column)
            if cell and _NOBODY.fullmatch(self.folded, cell.start, cell.end):
                return None
            if cell and not _EMPTY.fullmatch(self.folded, cell.start, cell.end):
                self.last[column] = cell
                return cell
        return None

    def assign(self, part: Draft, assigned: list[Given], due: str | None) -> None:
        part.due = part.due or due
        names = {a.unit.name for a, *_ in part.assigned}
        part.assigned += [each for each in assigned if each[0].unit.name not in names]


def _differ(rows: list[_Row]) -> bool:
    """Have several rows of a task words of their own, and not all the same units?"""
    units = {tuple((a.unit.name, a.role) for a, *_ in row.assigned) for row in rows}
    return len(units) > 1 and sum(bool(row.own) for row in rows) > 1


def _span(cells: list[Cell]) -> Span:
    return min(c.start for c in cells), max(c.end for c in cells)


def _units_in(folded: str, cell: Cell, role: str) -> list[tuple[str, list[Unit]]]:
    """The units of a cell in the role of its column, unless the cell names roles itself (甲局牵头，乙局配合)."""
    start, end = cell.start, cell.end
    named = [m for m in roles.markers(folded, start, end) if m.role not in ("due", "person", "with")]
    if named:
        said = list(roles.read_clause(folded, start, end).groups)
        begins = named[0].start
        ahead = unit_lists.listed_units(folded, start, begins) if named[0].noun and begins > start + 2 else []
        if any(listed for _, listed in said):
            return [(role, ahead), *said] if ahead else said
    return [(role, unit_lists.listed_units(folded, start, end))]


def read_tables(text: str, folded: str, grids: Sequence[Grid], prose: str) -> tuple[list[Draft], list[Span]]:
    """The tasks and headings of the tables in order, and the rows that could not be placed. `prose` is the folded text
    outside the tables, which may say what the order of units means."""
    parts: list[Draft] = []
    unread: list[Span] = []
    for grid in grids:
        stated = any(roles.first_listed_leads(words) for words in (prose, folded[grid.start : grid.end]))
        units = counting.units_of_all(folded, grid.start, grid.end)
        _Reader(text, folded, grid.head.columns, stated, parts, unread, *units).read(grid)
    return parts, unread


def of_indicators(folded: str, table: Table, title: str) -> tuple[indicator_grids.Columns, str] | None:
    """The columns of a table of indicators, and the unit of all its figures; `title` is the document's."""
    if not indicator_grids.names_indicators(folded, table):
        return None
    above = folded[max(0, table.start - counting.ABOVE) : table.start]
    top = next((folded[c.start : c.end] for c in table.cells if c.columns > 1 and c.row == 0), "")
    columns = indicator_grids.find_columns(folded, rows_of(table), f"{title}\n{above}\n{top}")
    counted = counting.OF_ALL.search(f"{above}\n{top}")
    return (columns, counted["unit"] if counted else "") if columns else None


def read_indicators(folded: str, tables: Iterable[Table], title: str) -> Iterator[Draft]:
    """A section for each table of indicators or of results, its figures as cells."""
    for table in tables:
        if found := of_indicators(folded, table, title):
            values = indicator_grids.values(folded, rows_of(table), found[0])
            cells = [_figure(value, found[1]) for value in values]
        else:
            cells = [CellWords(c.start, c.end, "result", None) for c in cells_of_results(folded, table)]
        if cells or found:
            lines = (line.strip() for line in folded[max(0, table.start - counting.ABOVE) : table.start].split("\n"))
            name = next((line for line in reversed([*lines]) if line and not counting.OF_ALL.search(line)), "")
            shown = name if 0 < len(name) <= indicator_grids.LONGEST else "指标"
            yield Draft("heading", "", shown, table.start, table.end, cells=cells, in_table=True)


def _figure(value: Value, common: str) -> CellWords:
    units = (unit for unit in (*value.units, common) if is_unit(unit))
    counts = "".join(map(_without_unit, value.named))
    return CellWords(value.cell.start, value.cell.end, value.kind, value.year, next(units, ""), counts)


def _without_unit(name: str) -> str:
    return name.removesuffix(f"({unit})") if is_unit(unit := in_bracket(name)) else name
