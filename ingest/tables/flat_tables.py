"""Tables that stand flattened in plain text: cells parted by tabs, bars or wide blanks, or one cell a line or more.

They are found by their run of heading words. Only tables of tasks are looked for: what has no such headings is text.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import pairwise

from policygraph.ingest.tables import flat_indicators, flat_pieces
from policygraph.ingest.tables.columns import HEADING, bare_heading, find_head, kind_of, patterns, rows_of
from policygraph.ingest.tables.flat_cells import table_at
from policygraph.ingest.tables.flat_heads import NUMBERED
from policygraph.ingest.tables.flat_pieces import Piece, Span, trimmed
from policygraph.ingest.tables.indicator_grids import find_columns
from policygraph.ingest.text.table import Cell, Table

PARTED = (re.compile(r"\t"), re.compile(r"[|｜]"), re.compile(r"[ \u3000]{2,}"))
_MARK = re.compile("|".join(mark.pattern for mark in PARTED))
_BLANK = re.compile(r"[ \u3000]+")
COLUMNS = 4
"""Columns at least of a table that single blanks part; fewer words on each line are often names in a row."""
_BLANKS = " \u3000\t"
_RULE = re.compile(r"[\s|:+-]+")


def find_flat_tables(folded: str, given: Sequence[Table]) -> list[Table]:
    """The tables of tasks among the lines of `folded`, outside the tables that the format has given."""
    lines = list(_outside(_lines(folded), given))
    copied = _Copied(folded, lines)
    found: list[Table] = []
    i = 0
    while i < len(lines):
        may = _may_head(folded, lines[i])
        whole = (_parted(folded, lines, i) if may else None) or _by_blanks(folded, lines, i)
        table, after = whole or (copied.table_at(i) if may else None) or (None, i + 1)
        if table:
            found.append(table)
        i = after
    return found


def kind_of_first_cell(folded: str, line: Span) -> str | None:
    """The kind of column that the first words of a line are the heading of, or None."""
    first = _MARK.split(folded[line[0] : line[1]].strip("|｜ \u3000"), maxsplit=1)[0]
    return kind_of(first) if len(first) <= HEADING else None


def _may_head(folded: str, line: Span) -> bool:
    """May a table begin with a line: does a mark part its cells, of which the first is a heading, or is its first word
    the heading of serial numbers or of indicators?"""
    words = folded[line[0] : line[1]].strip("|｜ \u3000")
    if _MARK.search(words) and kind_of_first_cell(folded, line):
        return True
    first = words.split(" ", 1)[0]
    if flat_indicators.may_head(first):
        return True
    return len(first) <= HEADING and patterns().kinds["serial"].fullmatch(bare_heading(first)) is not None


def _outside(lines: Iterable[Span], given: Sequence[Table]) -> Iterator[Span]:
    """The lines that begin in none of the tables, which are in order."""
    ends = iter(given)
    table = next(ends, None)
    for line in lines:
        while table and table.end <= line[0]:
            table = next(ends, None)
        if table is None or line[0] < table.start:
            yield line


def _lines(folded: str) -> list[Span]:
    """The lines that are not blank, without a line break; tabs at their ends are empty cells and stay."""
    return [m.span() for m in re.finditer(r"^[^\S\n]*+\S[^\n]*", folded, re.M)]


# --- a cell a line or more, or blanks between cells


@dataclass(frozen=True)
class _Copied:
    """The lines as they are copied out of other files, cut once where a table needs it."""

    folded: str
    lines: Sequence[Span]

    @cached_property
    def whole(self) -> Sequence[Piece]:
        return flat_pieces.whole(self.folded, self.lines)

    @cached_property
    def cut(self) -> Sequence[Piece]:
        return flat_pieces.cut(self.folded, self.lines)

    @cached_property
    def pages(self) -> frozenset[int]:
        """Where lines begin that are numbers of pages."""
        return frozenset(start for start, _ in flat_pieces.page_numbers(self.folded, self.lines))

    @cached_property
    def pairs(self) -> Mapping[str, int]:
        """How often two characters stand beside each other."""
        return Counter(map("".join, pairwise(self.folded)))

    def table_at(self, at: int) -> tuple[Table | None, int] | None:
        """The table whose headings stand in the lines from `at` on, and the first line behind it."""
        found = table_at(self.folded, self.whole, at, self.pairs, self.pages)
        if found is None or found[0] is None:
            first = bisect_left(self.cut, at, key=lambda piece: piece.line)
            parted = table_at(self.folded, self.cut, first, self.pairs, self.pages)
            parted = parted if parted and parted[0] else flat_indicators.table_at(self.folded, self.cut, first)
            if parted:
                return parted[0], self._line_behind(parted[1])
        return found

    def _line_behind(self, after: int) -> int:
        if after >= len(self.cut):
            return len(self.lines)
        piece = self.cut[after]
        return piece.line if piece.opens else piece.line + 1


# --- a row a line


def _parted(folded: str, lines: list[Span], at: int) -> tuple[Table, int] | None:
    """The table whose headings stand in the line `at`, and the first line behind it."""
    for mark in PARTED:
        heading = _cut(folded, lines[at], mark)
        if sum(kind_of(folded[a:b]) is not None for a, b in heading) < 2:
            continue
        rows: list[list[Span]] = [heading]
        after = at + 1
        while after < len(lines):
            row = _cut(folded, lines[after], mark)
            if _RULE.fullmatch(folded, *lines[after]):
                row = []
            elif not _is_row(folded, lines, after, mark, len(heading)):
                break
            rows.append(row)
            after += 1
        table = _table(rows)
        if table and (find_head(folded, rows_of(table)) or _is_of_indicators(folded, table, rows)):
            return table, after
    return None


def _by_blanks(folded: str, lines: list[Span], at: int) -> tuple[Table, int] | None:
    """The table whose headings stand in the line `at` without a serial number, and whose cells single blanks part, and
    the first line behind it: each row has as many as there are headings."""
    heading = _cut(folded, lines[at], _BLANK) if " " in folded[slice(*lines[at])] else []
    if len(heading) < COLUMNS or any(b - a > HEADING for a, b in heading):
        return None
    if sum(kind_of(folded[a:b]) is not None for a, b in heading) * 2 < len(heading):
        return None
    if kind_of(folded[slice(*heading[0])]) == "serial":  # its numbers tell where a row begins, over however many lines
        return None
    rows = [heading]
    while at + len(rows) < len(lines) and len(row := _cut(folded, lines[at + len(rows)], _BLANK)) == len(heading):
        rows.append(row)
    table = _table(rows) if len(rows) > 2 else None
    if table and (find_head(folded, rows_of(table)) or _is_of_indicators(folded, table, rows)):
        return table, at + len(rows)
    return None


def _is_of_indicators(folded: str, table: Table, rows: list[list[Span]]) -> bool:
    """Is it a table of indicators, of whose rows none lacks a cell? Nothing else tells which figure is of what year."""
    whole = all(len(row) in (0, 1, len(rows[0])) for row in rows)
    return whole and find_columns(folded, rows_of(table)) is not None


def _cut(folded: str, line: Span, mark: re.Pattern[str]) -> list[Span]:
    """The cells of a line, blanks at their ends left out; bars and wide blanks around all of them part nothing."""
    start, end = line
    if mark is not PARTED[0]:
        left = folded[start:end].lstrip(_BLANKS)
        left = left[left[:1] in ("|", "｜") :].lstrip(_BLANKS)
        right = left.rstrip(_BLANKS)
        right = right[: -1 if right[-1:] in ("|", "｜") else None].rstrip(_BLANKS)
        start, end = end - len(left), end - len(left) + len(right)
    cells, begin = [], start
    for m in mark.finditer(folded, start, end):
        cells.append(trimmed(folded, begin, m.start()))
        begin = m.end()
    return [*cells, trimmed(folded, begin, end)]


def _is_row(folded: str, lines: list[Span], at: int, mark: re.Pattern[str], width: int) -> bool:
    """A line with about as many cells as there are headings, or a numbered heading with such a line behind it."""
    if (cells := len(_cut(folded, lines[at], mark))) > 1:
        return cells <= width + 1 and (mark is not PARTED[2] or cells >= width - 1)
    if at + 1 >= len(lines) or lines[at][1] - lines[at][0] > HEADING * 2:
        return False
    goes_on = 1 < len(_cut(folded, lines[at + 1], mark)) <= width + 1
    return goes_on and NUMBERED.match(folded[slice(*lines[at])].strip()) is not None


def _table(rows: list[list[Span]]) -> Table | None:
    """Rows of spans as a table. A row with one cell stands over all columns."""
    width = max(map(len, rows))
    cells = [
        Cell(a, b, r, column, 1, width if len(row) == 1 else 1)
        for r, row in enumerate([row for row in rows if row])
        for column, (a, b) in enumerate(row)
    ]
    return Table(cells[0].start, max(c.end for c in cells), tuple(cells)) if len(cells) > width else None
