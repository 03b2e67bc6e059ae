"""Tables that stand flattened in plain text: cells parted by tabs, bars or wide blanks, or one cell a line.

They are found by their run of heading words. Only tables of tasks are looked for: what has no such headings is text.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from policygraph.ingest.organisations import unit_lists
from policygraph.ingest.tables.columns import HEADING, ROLES, find_head, kind_of, rows_of
from policygraph.ingest.text.dates import find_dates
from policygraph.ingest.text.table import Cell, Column, Table

PARTED = (re.compile(r"\t"), re.compile(r"[|｜]"), re.compile(r"[ \u3000]{2,}"))
_BLANKS = " \u3000\t"
_RULE = re.compile(r"[\s|:+-]+")
_NUMBERED = re.compile(r"[一二三四五六七八九十]{1,3}[、.]|\([一二三四五六七八九十]{1,3}\)")
_ENDS = re.compile(
    r"附件|抄送|[一二三四五六七八九十]{1,3}、|第[一二三四五六七八九十]+[章部]|\d{4}年\d{1,2}月\d{1,2}日$|注:|说明:"
)
LONGEST_ROW = 40
"""Lines at most from one number to the next where each line is a cell or a piece of one."""

Span = tuple[int, int]


def find_flat_tables(folded: str, given: Sequence[Table]) -> list[Table]:
    """The tables of tasks among the lines of `folded`, outside the tables that the format has given."""
    lines = [s for s in _lines(folded) if not any(t.start <= s[0] < t.end for t in given)]
    found: list[Table] = []
    i = 0
    while i < len(lines):
        if not kind_of_first_cell(folded, lines[i]):
            i += 1
            continue
        table, after = _parted(folded, lines, i) or _one_a_line(folded, lines, i) or (None, i + 1)
        if table:
            found.append(table)
        i = after
    return found


def kind_of_first_cell(folded: str, line: Span) -> str | None:
    """The kind of column that the first words of a line are the heading of, or None."""
    first = re.split(r"\t|[|｜]|[ \u3000]{2,}", folded[line[0] : line[1]].strip("|｜ \u3000"), maxsplit=1)[0]
    return kind_of(first) if len(first) <= HEADING else None


def _lines(folded: str) -> list[Span]:
    """The lines that are not blank, without a line break; tabs at their ends are empty cells and stay."""
    return [m.span() for m in re.finditer(r"^[^\S\n]*+\S[^\n]*", folded, re.M)]


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
        if table and find_head(folded, rows_of(table)):
            return table, after
    return None


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
        cells.append(_trim(folded, begin, m.start()))
        begin = m.end()
    return [*cells, _trim(folded, begin, end)]


def _trim(folded: str, start: int, end: int) -> Span:
    while start < end and folded[start].isspace():
        start += 1
    while end > start and folded[end - 1].isspace():
        end -= 1
    return start, end


def _is_row(folded: str, lines: list[Span], at: int, mark: re.Pattern[str], width: int) -> bool:
    """A line with about as many cells as there are headings, or a numbered heading with such a line behind it."""
    if (cells := len(_cut(folded, lines[at], mark))) > 1:
        return cells <= width + 1 and (mark is not PARTED[2] or cells >= width - 1)
    if at + 1 >= len(lines) or lines[at][1] - lines[at][0] > HEADING * 2:
        return False
    goes_on = 1 < len(_cut(folded, lines[at + 1], mark)) <= width + 1
    return goes_on and _NUMBERED.match(folded[slice(*lines[at])].strip()) is not None


def _table(rows: list[list[Span]]) -> Table | None:
    """Rows of spans as a table. A row with one cell stands over all columns."""
    width = max(map(len, rows))
    cells = [
        Cell(a, b, r, column, 1, width if len(row) == 1 else 1)
        for r, row in enumerate([row for row in rows if row])
        for column, (a, b) in enumerate(row)
    ]
    return Table(cells[0].start, max(c.end for c in cells), tuple(cells)) if len(cells) > width else None


# --- a cell a line


def _one_a_line(folded: str, lines: list[Span], at: int) -> tuple[Table, int] | None:
    """The table whose headings stand in the lines from `at` on, one a line, the first of them the serial number's."""
    width = 0
    while at + width < len(lines) and kind_of(folded[slice(*lines[at + width])]):
        width += 1
    top = [Cell(*_trim(folded, *line), 0, column) for column, line in enumerate(lines[at : at + width])]
    head = find_head(folded, [dict(enumerate(top))]) if width > 2 else None
    if head is None or kind_of(folded[slice(*lines[at])]) != "serial":
        return None
    headings = [folded[c.start : c.end] for c in top]
    rows, after = _Cells(folded, lines, headings, head.columns).rows(at + width)
    cells = [*top]
    for r, row in enumerate(rows, 1):
        wide = width if len(row) == 1 else 1
        cells += [Cell(spans[0][0], spans[-1][1], r, c, 1, wide) for c, spans in enumerate(row) if spans]
    return (Table(cells[0].start, cells[-1].end, tuple(cells)), after) if rows else None


@dataclass(frozen=True, slots=True)
class _Cells:
    """The lines of a text, each a cell or a piece of one, of the table with these headings and columns."""

    folded: str
    lines: list[Span]
    headings: list[str]
    columns: Mapping[int, Column]

    def rows(self, at: int) -> tuple[list[list[list[Span]]], int]:
        """The rows from the line `at` on, each with the lines of its cells, and the first line behind them.

        A heading between rows is a row of one cell.
        """
        rows: list[list[list[Span]]] = []
        number = 1
        while at < len(self.lines):
            if self.repeats_headings(at):  # on the next page
                at += len(self.headings)
            elif self.is_number(at, number):
                stop = self.row_end(at, number)
                rows.append([[self.trimmed(at)], *self.placed(at + 1, stop)])
                at, number = stop, number + 1
            elif self.heads_rows(at, number):
                rows.append([[self.trimmed(at)]])
                at += 1
            else:
                break
        return rows, at

    def words(self, at: int) -> str:
        return self.folded[slice(*self.lines[at])].strip()

    def trimmed(self, at: int) -> Span:
        return _trim(self.folded, *self.lines[at])

    def repeats_headings(self, at: int) -> bool:
        """Do the headings stand again in the lines from `at` on?"""
        there = range(at, min(at + len(self.headings), len(self.lines)))
        return [self.words(i) for i in there] == self.headings

    def is_number(self, at: int, number: int) -> bool:
        return at < len(self.lines) and self.words(at).rstrip(".、") == str(number)

    def heads_rows(self, at: int, number: int) -> bool:
        """Is the line a numbered heading with the row of that number behind it?"""
        words = self.words(at)
        return bool(_NUMBERED.match(words)) and len(words) <= HEADING * 2 and self.is_number(at + 1, number)

    def row_end(self, at: int, number: int) -> int:
        """The line behind the row that begins at `at`: the next number, a heading, the headings again, or the table's
        end.

        The last row has no number behind it: it has as many lines as there are columns.
        """
        for i in range(at + 1, min(len(self.lines), at + LONGEST_ROW)):
            if self.repeats_headings(i):
                return i
            if self.is_number(i, number + 1):
                return i - 1 if i - 1 > at + 1 and _NUMBERED.match(self.words(i - 1)) else i
        stop = min(len(self.lines), at + len(self.headings))
        return next((i for i in range(at + 1, stop) if _ENDS.match(self.words(i))), stop)

    def placed(self, first: int, stop: int) -> list[list[Span]]:
        """The lines of a row by column, from the second on: each column takes the lines that fit it best, in order."""
        pieces = [self.trimmed(i) for i in range(first, stop)]
        width = len(self.headings)
        if len(pieces) == width - 1:
            return [[piece] for piece in pieces]
        kinds = [self.columns[n].kind if n in self.columns else "unknown" for n in range(1, width)]
        places = _best_places([self.folded[a:b] for a, b in pieces], kinds)
        return [[piece for piece, place in zip(pieces, places, strict=True) if place == c] for c in range(len(kinds))]


def _best_places(texts: list[str], kinds: list[str]) -> tuple[int, ...]:
    """In which of the columns each line of a row stands, in order, so that all of them together fit best."""
    # best[c]: the worth of the lines so far if the last of them stands in column c, and where each of them stands
    best: dict[int, tuple[int, tuple[int, ...]]] = {-1: (0, ())}
    for text in texts:
        fits = [_fit(text, kind) for kind in kinds]
        following: dict[int, tuple[int, tuple[int, ...]]] = {}
        for last, (worth, places) in best.items():
            for to in range(max(last, 0), len(kinds)):
                new = worth + fits[to] - _cost(kinds, last, to)
                if to not in following or new > following[to][0]:
                    following[to] = (new, (*places, to))
        best = following
    return max(best.values())[1]


def _cost(kinds: list[str], last: int, to: int) -> int:
    """What speaks against a line in column `to` behind one in column `last`."""
    if to == last:  # a cell of two lines; a list of those who lead is seldom broken
        return 3 if kinds[to] == "lead" else 2
    return sum(20 if kind == "task" else 1 for kind in kinds[last + 1 : to])  # left empty; a row has a task


def _fit(words: str, kind: str) -> int:
    """How well the words fit a column of that kind: names of units, a date, or anything else; 10 at most."""
    listed = unit_lists.listed_units(words)
    names = bool(listed) and all(u.known for u in listed) and len(words) < 12 * len(listed) + 12
    dated = len(words) <= 20 and any(d.due or d.on or not d.year for d in find_dates(words))
    if kind in ROLES or kind == "office":
        return 10 if names else -10
    if kind == "due":
        return 10 if dated else -10
    if kind == "remark":
        return 0
    return -5 if names or dated else 5
