"""Tables of tasks (任务分解表, 责任分工表): which tables are such, and their rows as lines of work.

Nothing here looks outside the table; `measures.table_rows` makes parts of what is found. All spans count in the text
that the tables count in, and `folded` is that text as `characters.for_matching` gives it.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import zip_longest

from policygraph.ingest.organisations import broken_names
from policygraph.ingest.tables.columns import (
    BREAK,
    HEADING,
    ROLES,
    WORDS,
    bare_heading,
    distinct,
    filled,
    find_head,
    kind_of,
    patterns,
    rows_of,
)
from policygraph.ingest.tables.indicator_grids import find_columns, names_indicators
from policygraph.ingest.tables.results import cells_of_results
from policygraph.ingest.text.edits import Edit
from policygraph.ingest.text.numerals import parse_han
from policygraph.ingest.text.table import Cell, Column, Grid, Headings, Row, Table

GAP = 40  # characters at most between a table and its continuation: a page number, 续表
ABOVE = 200
"""Characters above a table in which its running head stands."""
PROSE = 60
"""Characters; a table whose cells are longer on average only places text, unless it has headings."""
HEADED = 3
"""Columns; where each of more has a short heading, the table has columns, however long its cells are."""
_TIME = re.compile(r"[\d一二三四五六七八九十]月|季度|[上下]半年|截[至止]|20\d\d[./-]?\d")
_LINE = 60  # characters of a row that is a heading
_SUM = re.compile(r"\s*\d[\d,. ]*\s*")
_FIGURE = re.compile(r"\s*(?:\d[\d,. ]*%?|[-—/]*)\s*")
_NAME = re.compile(r"[^、,;:。()\s]{0,40}")
_HAN = "[一二三四五六七八九十]{1,3}"
_NUMBERED = re.compile(rf"(?P<han>{_HAN}[、.])|(?P<bracket>\({_HAN}\))|(?P<digit>\d{{1,2}}[、.](?!\d))")
_RANKS = {"han": 0, "bracket": 1, "digit": 2, None: 0}


@dataclass(frozen=True, slots=True)
class Recognised:
    """A table with its rows; `head` where its headings are those of a table of tasks."""

    table: Table
    rows: tuple[Row, ...]
    head: Headings | None


@dataclass(slots=True)
class Line:
    """One row: its cells by column, those of them that begin in it, and the headings above with their ranks. A row that
    heads others is the last of its own headings and has no cells of its own."""

    row: Row
    own: list[Cell]
    headings: list[tuple[Cell, int]]


def recognise(folded: str, tables: Iterable[Table]) -> list[Recognised]:
    """Each table with what its headings say, in order. This is asked once of a document: what comes of it moves with
    the text (`cleaning.clean`)."""
    found = []
    for table in tables:
        rows = rows_of(table)
        found.append(Recognised(table, rows, find_head(folded, rows)))
    return found


def data_tables(folded: str, found: Sequence[Recognised]) -> list[Recognised]:
    """The tables whose words are no running text, in order: those of tasks, and others with columns of short cells."""
    grids, others = join_grids(folded, found)
    of_tasks = {t for grid in grids for t in grid.tables}
    held = of_tasks | {t for t in others if _has_columns(folded, t)}
    held |= {e.table for e in found if names_indicators(folded, e.table) and find_columns(folded, e.rows)}
    held |= {e.table for e in found if cells_of_results(folded, e.table)}
    return [each for each in found if each.table in held]


def _has_columns(folded: str, table: Table) -> bool:
    """Keys and values, of a page or of one task, and text that is only placed are no columns."""
    cells = [c for c in table.cells if c.end > c.start]
    texts = [bare_heading(folded[c.start : c.end]) for c in cells]
    if sum(patterns().index.fullmatch(t) is not None for t in texts[:40]) > 1:
        return False
    down = [c for c in cells if c.column == 0 and kind_of(folded[c.start : c.end])]
    width = max((c.column for c in cells), default=0) + 1
    height = max((c.row for c in cells), default=0) + 1
    if len(down) > 1 or width < 2 or height < 3:
        return False
    return _is_headed(texts[:width], cells[:width]) or sum(map(len, texts)) <= PROSE * len(texts)


def _is_headed(texts: list[str], cells: list[Cell]) -> bool:
    """Are these the cells of the first row, a short heading over each column?"""
    return len(cells) > HEADED and cells[-1].row == 0 and max(map(len, texts)) <= HEADING


def broken_words(folded: str, table: Table) -> Iterator[Edit]:
    """The blanks and line breaks at which the lines of a narrow cell broke its words; behind a unit's name they stay,
    for the next one may begin there."""
    for cell in table.cells:
        for m in BREAK.finditer(folded, cell.start, cell.end):
            before = re.split(r"[、,;:。()\s]", folded[cell.start : m.start()])[-1]
            following = _NAME.match(folded, m.end(), cell.end)
            if folded[m.end()] == "(" or broken_names.goes_on_below(before, following[0] if following else ""):
                yield Edit(*m.span())
            elif m[0] != " ":
                yield Edit(*m.span(), " ")


def is_elsewhere(folded: str, table: Table) -> bool:
    """Is it clearly no table of tasks: a list of persons, a budget, a score sheet?"""
    top = [bare_heading(folded[c.start : c.end]) for c in table.cells if c.row < 3]
    return sum(patterns().elsewhere.fullmatch(text) is not None for text in top) > 1


def join_grids(folded: str, found: Sequence[Recognised]) -> tuple[tuple[Grid, ...], tuple[Table, ...]]:
    """The tables of tasks, each with its continuations, and the other tables."""
    runs: list[list[Recognised]] = []
    others: list[Table] = []
    last: list[Recognised] | None = None
    for each in found:
        if last and _continues(folded, last, each):
            last.append(each)
        elif each.head:
            last = [each]
            runs.append(last)
        else:
            last = None
            others.append(each.table)
    return tuple(_grid(run) for run in runs), tuple(others)


def _grid(run: list[Recognised]) -> Grid:
    head = run[0].head
    assert head is not None  # what has none goes on from one that has
    return Grid(tuple(row for each in run for row in each.rows), head, tuple(each.table for each in run))


def _continues(folded: str, before: list[Recognised], each: Recognised) -> bool:
    """Does a table go on from those `before` it on the next page, its headings repeated or not?"""
    between = folded[before[-1].table.end : each.table.start].strip()
    if len(between) > GAP or "。" in between or re.search("附件|附表|[一二三四五六七八九十]、", between):
        return False
    first = before[0]
    if _is_of_another_time(between, folded[max(0, first.table.start - ABOVE) : first.table.start]):
        return False
    if each.head and first.head:
        return _texts(folded, each.rows[each.head.first]) == _texts(folded, first.rows[first.head.first])
    return _width(row for one in before for row in one.rows) == _width(each.rows)


def _is_of_another_time(between: str, above: str) -> bool:
    """Does a line between two tables name a month or the like (the name of a workbook's sheet), and is it no running
    head that stands above the first too?"""
    lines = {line.strip() for line in above.split("\n")}
    return any(_TIME.search(line) and line.strip() not in lines for line in between.split("\n"))


def _width(rows: Iterable[Row]) -> int:
    """The last column of any of the rows."""
    return max((column for row in rows for column in row), default=0)


def _texts(folded: str, row: Row) -> list[str]:
    return [bare_heading(folded[c.start : c.end]) for c in distinct(row)]


def row_spans(folded: str, grid: Grid) -> list[tuple[int, int]]:
    """The rows that are no running text: all but those above the headings and notes."""
    return [(own[0].start, own[-1].end) for row, own in _rows(grid) if not _is_note(folded, row)]


def _rows(grid: Grid) -> Iterator[tuple[Row, list[Cell]]]:
    """From the headings on, the rows with the cells that begin in them; rows without any are left out."""
    before: Row = {}
    for i, row in enumerate(grid.rows):
        above = set(before.values())
        own = [c for c in filled(row) if c not in above]
        before = row
        if own and i >= grid.head.first:
            yield row, own


def _is_note(folded: str, row: Row) -> bool:
    there = filled(row)
    return len(there) == 1 and patterns().note.fullmatch(folded[there[0].start : there[0].end].strip()) is not None


def task_lines(folded: str, grid: Grid) -> Iterator[Line]:
    """The rows with work, in reading order, and those that head others; without notes, sums and repeated headings."""
    columns = grid.head.columns
    header = [_texts(folded, row) for row in grid.rows[grid.head.first : grid.head.after]]
    above: list[tuple[Cell, int]] = []
    rows = list(_rows(grid))
    for (row, own), below in zip_longest(rows, (row for row, _ in rows[1:])):
        if _is_note(folded, row) or _texts(folded, row) in header:
            continue
        if any(patterns().total.fullmatch(bare_heading(folded[c.start : c.end])) for c in own[:2]):
            continue
        if heading := _heading(folded, row, own, columns, _counts_anew(folded, below, columns)):
            rank = _rank(folded, heading, own[0])
            while above and above[-1][1] >= rank:
                above.pop()
            above.append((heading, rank))
            own = []
        yield Line(row, own, list(above))


def _counts_anew(folded: str, row: Row | None, columns: Mapping[int, Column]) -> bool:
    """Is the row the first of a list: numbered 1?"""
    return any(
        _kind(columns, c) == "serial" and folded[c.start : c.end].strip("()、. ") == "1" for c in filled(row or {})
    )


def _heading(folded: str, row: Row, own: list[Cell], columns: Mapping[int, Column], heads_list: bool) -> Cell | None:
    """The cell of a row that heads those below it: it stands alone over several columns or with a number, or beside a
    Han numeral as its serial number. How many those below are (项目数18个) and cost together may stand behind it, and
    where it `heads_list`, one that begins at 1, any figures of them all."""
    cells = filled(row)
    there = _beside_sums(folded, cells, columns, heads_list)
    counted = len(there) == 3 and len(there) < len(cells)
    cell = there[1] if counted else there[-1] if there else None
    text = folded[cell.start : cell.end].strip() if cell else ""
    if cell is None or len(text) > _LINE or cell not in own or text.endswith("。"):
        return None
    first, *behind = there
    if not behind:
        return cell if _heads_alone(cell, text, columns) else None
    named = len(behind) == 1 or counted
    return cell if named and first in own and _numbers(folded, first, behind, columns) else None


def _beside_sums(folded: str, cells: list[Cell], columns: Mapping[int, Column], heads_list: bool) -> list[Cell]:
    """The cells of a row but sums of money and, in one with a Han numeral that heads a list, other figures."""
    anew = heads_list and bool(cells) and _is_han(folded[cells[0].start : cells[0].end])
    figures = {c for c in cells if (_FIGURE if anew else _SUM).fullmatch(folded, c.start, c.end)}
    return [c for c in cells if c not in figures or not (anew or _kind(columns, c) == "sum")]


def _heads_alone(cell: Cell, text: str, columns: Mapping[int, Column]) -> bool:
    wide = cell.columns > 1 and cell.columns * 2 >= len(columns)
    return wide or _kind(columns, cell) in ("serial", "section") or _NUMBERED.match(text) is not None


def _numbers(folded: str, first: Cell, behind: list[Cell], columns: Mapping[int, Column]) -> bool:
    """Is the first cell a Han numeral, and the others what it numbers?"""
    if _kind(columns, first) != "serial" or not _is_han(folded[first.start : first.end]):
        return False
    return all(_kind(columns, c) in ("task", "section", "measures") for c in behind)


def _kind(columns: Mapping[int, Column], cell: Cell) -> str:
    return columns[cell.column].kind if cell.column in columns else ""


def _is_han(serial: str) -> bool:
    number = serial.strip("()、. ")
    return not number.isdigit() and bool(parse_han(number))


def _rank(folded: str, heading: Cell, first: Cell) -> int:
    m = _NUMBERED.match(folded[heading.start : heading.end].strip()) or _NUMBERED.match(
        folded[first.start : first.end].strip()
    )
    return _RANKS[m.lastgroup if m else None]


def cells_of(line: Line, columns: Mapping[int, Column], kinds: Sequence[str]) -> list[Cell]:
    """The cells with words in columns of those kinds, merged ones that began above included."""
    return [c for c in filled({n: c for n, c in line.row.items() if n in columns and columns[n].kind in kinds})]


def own_words(line: Line, columns: Mapping[int, Column]) -> list[Cell]:
    """The cells that begin in the row and say something of the task."""
    return [c for c in cells_of(line, columns, WORDS) if c in line.own]


def task_groups(folded: str, grid: Grid) -> Iterator[list[Line]]:
    """The lines of one task together: below a merged cell, an empty one or the same words again. A line that only
    heads others comes alone, without cells of its own."""
    columns = grid.head.columns
    group: list[Line] = []
    for line in task_lines(folded, grid):
        if group and line.own and _same_task(folded, group, line, columns):
            group.append(line)
            continue
        if group:
            yield group
        group = [line]
        if not line.own:
            yield group
            group = []
    if group:
        yield group


def _same_task(folded: str, group: list[Line], line: Line, columns: Mapping[int, Column]) -> bool:
    task = cells_of(line, columns, ("task",))
    before = cells_of(group[0], columns, ("task",))
    if not before:
        return False
    serial = [c for c in cells_of(line, columns, ("serial",)) if c in line.own]
    if not task:  # left empty below the first
        return not serial and bool(cells_of(line, columns, (*WORDS, *ROLES)))
    if task == before:
        return True
    return not serial and [folded[c.start : c.end] for c in task] == [folded[c.start : c.end] for c in before]
