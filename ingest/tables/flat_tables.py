"""Tables that stand flattened in plain text: cells parted by tabs, bars or wide blanks, or one cell a line.

They are found by their run of heading words. Only tables of tasks are looked for: what has no such headings is text.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from policygraph.ingest.organisations import unit_lists
from policygraph.ingest.tables.columns import HEADING, ROLES, Column, find_head, kind_of, rows_of
from policygraph.ingest.text.dates import find_dates
from policygraph.ingest.text.table import Cell, Table

PARTED = (re.compile(r"\t"), re.compile(r"[|｜]"), re.compile(r"[ \u3000]{2,}"))
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
    return [m.span() for m in re.finditer(r"[^\n]*[^\s][^\n]*", folded)]


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
        inner = re.compile(r"[ \u3000\t]*[|｜]?[ \u3000\t]*(.*?)[ \u3000\t]*[|｜]?[ \u3000\t]*$", re.S).match(
            folded, start, end
        )
        start, end = inner.span(1) if inner else line
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
    headings = [_trim(folded, *line) for line in lines[at : at + width]]
    top = [Cell(a, b, 0, column) for column, (a, b) in enumerate(headings)]
    head = find_head(folded, [dict(enumerate(top))]) if width > 2 else None
    if head is None or kind_of(folded[slice(*headings[0])]) != "serial":
        return None
    repeated = [folded[a:b] for a, b in headings]
    rows: list[list[list[Span]]] = []
    after = at + width
    while after < len(lines):
        said = folded[slice(*lines[after])].strip()
        if [folded[slice(*line)].strip() for line in lines[after : after + width]] == [
            folded[a:b] for a, b in headings
        ]:
            after += width  # the headings again, on the next page
            continue
        if said.rstrip(".、") == str(sum(len(row) > 1 for row in rows) + 1):
            number = len([row for row in rows if len(row) > 1]) + 1
            stop = _row_end(folded, lines, after, number, repeated)
            pieces = [_trim(folded, *line) for line in lines[after + 1 : stop]]
            rows.append([[_trim(folded, *lines[after])], *_placed(folded, pieces, head.columns, width)])
            after = stop
        elif _NUMBERED.match(said) and len(said) <= HEADING * 2 and _number_at(folded, lines, after + 1, rows):
            rows.append([[_trim(folded, *lines[after])]])
            after += 1
        else:
            break
    cells = [*top]
    for r, row in enumerate(rows, 1):
        cells += [
            Cell(spans[0][0], spans[-1][1], r, column, 1, width if len(row) == 1 else 1)
            for column, spans in enumerate(row)
            if spans
        ]
    return (Table(cells[0].start, cells[-1].end, tuple(cells)), after) if rows else None


def _texts(folded: str, lines: list[Span], at: int, width: int) -> list[str]:
    return [folded[slice(*line)].strip() for line in lines[at : at + width]]


def _number_at(folded: str, lines: list[Span], at: int, rows: list[list[list[Span]]]) -> bool:
    number = sum(len(row) > 1 for row in rows) + 1
    return at < len(lines) and folded[slice(*lines[at])].strip().rstrip(".、") == str(number)


def _row_end(folded: str, lines: list[Span], at: int, number: int, headings: list[str]) -> int:
    """The line behind the row that begins at `at`: the next number, a heading, the headings again, or the table's end.

    The last row has no number behind it: it has as many lines as there are columns.
    """
    limit = min(len(lines), at + LONGEST_ROW)
    width = len(headings)
    for i in range(at + 1, limit):
        if _texts(folded, lines, i, width) == headings:
            return i
        if folded[slice(*lines[i])].strip().rstrip(".、") == str(number + 1):
            return i - 1 if i - 1 > at + 1 and _NUMBERED.match(folded[slice(*lines[i - 1])].strip()) else i
    stop = min(len(lines), at + width)
    return next((i for i in range(at + 1, stop) if _ENDS.match(folded[slice(*lines[i])].strip())), stop)


def _placed(folded: str, pieces: list[Span], columns: dict[int, Column], width: int) -> list[list[Span]]:
    """The lines of a row by column, from the second on: each column takes the lines that fit it best, in order."""
    if len(pieces) == width - 1:
        return [[piece] for piece in pieces]
    kinds = [columns[n].kind if n in columns else "unknown" for n in range(1, width)]
    # best[c]: the worth of the lines so far if the last of them stands in column c, and where each of them stands
    best: dict[int, tuple[int, tuple[int, ...]]] = {-1: (0, ())}
    for start, end in pieces:
        following: dict[int, tuple[int, tuple[int, ...]]] = {}
        for c, (worth, places) in best.items():
            for to in range(max(c, 0), len(kinds)):
                again = 0 if to > c else 3 if kinds[to] == "lead" else 2  # a list of those who lead is seldom broken
                passed = sum(20 if kind == "task" else 1 for kind in kinds[c + 1 : to])  # a row has a task
                new = worth + _fit(folded[start:end], kinds[to]) - passed - again
                if to not in following or new > following[to][0]:
                    following[to] = (new, (*places, to))
        best = following
    _, places = max(best.values())
    return [[piece for piece, place in zip(pieces, places, strict=True) if place == c] for c in range(len(kinds))]


def _fit(words: str, kind: str) -> int:
    """How well the words fit a column of that kind: names of units, a date, or anything else; 10 at most."""
    listed = unit_lists.parse(words)
    names = bool(listed) and all(u.known for u in listed) and len(words) < 12 * len(listed) + 12
    dated = len(words) <= 20 and any(d.due or d.on or not d.year for d in find_dates(words))
    if kind in ROLES or kind == "office":
        return 10 if names else -10
    if kind == "due":
        return 10 if dated else -10
    if kind == "remark":
        return 0
    return -5 if names or dated else 5
