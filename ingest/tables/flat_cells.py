"""Tables of plain text with a cell a line, or a cell over several lines: their headings, rows and ends.

`flat_rows` tells the lines of a row apart.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from itertools import pairwise

from policygraph.ingest.tables import flat_rows
from policygraph.ingest.tables.columns import HEADING, ROLES, find_head, kind_of
from policygraph.ingest.text.table import Cell, Column, Table

NUMBERED = re.compile(r"[一二三四五六七八九十]{1,3}[、.]|\([一二三四五六七八九十]{1,3}\)")
LONGEST_ROW = 40
"""Lines at most from one number to the next."""
HEADING_LINES = 3
"""Lines at most that a heading is broken over."""
WIDEST = 24
"""Columns at most; lines of headings without end are no table's."""
_ENDS = re.compile(
    r"附件|抄送|[一二三四五六七八九十]{1,3}、|第[一二三四五六七八九十]+[章部]|\d{4}年\d{1,2}月\d{1,2}日$|注:|说明:"
)
_PAGE = re.compile(r"[-—–－·•]+ ?\d{1,4} ?[-—–－·•]+|第? ?\d{1,4} ?(?:页|/ ?\d{1,4})(?: ?,?/?共 ?\d{1,4} ?页)?")

Span = tuple[int, int]


def trimmed(folded: str, start: int, end: int) -> Span:
    """A span without blanks at its ends."""
    while start < end and folded[start].isspace():
        start += 1
    while end > start and folded[end - 1].isspace():
        end -= 1
    return start, end


def one_a_line(folded: str, lines: list[Span], at: int) -> tuple[Table | None, int] | None:
    """The table whose headings stand in the lines from `at` on, the first of them the serial number's, and the first
    line behind it; no table, and the lines behind all that repeats them, where no row follows."""
    if kind_of(folded[slice(*lines[at])]) != "serial":
        return None
    heads, after = _headings(folded, lines, at)
    top = [Cell(a, b, 0, column) for column, (a, b) in enumerate(heads)]
    head = find_head(folded, [dict(enumerate(top))]) if len(top) > 2 else None
    if head is None:
        return None
    kinds = [_kind(head.columns, n) for n in range(1, len(top))]
    rows, after = _Cells(folded, lines, (at, after), kinds).rows()
    cells = [*top]
    for r, row in enumerate(rows, 1):
        wide = len(top) if len(row) == 1 else 1
        cells += [Cell(spans[0][0], spans[-1][1], r, c, 1, wide) for c, spans in enumerate(row) if spans]
    return (Table(cells[0].start, cells[-1].end, tuple(cells)) if rows else None), after


def _kind(columns: Mapping[int, Column], n: int) -> str:
    return columns[n].kind if n in columns else "unknown"


def _headings(folded: str, lines: list[Span], at: int) -> tuple[list[Span], int]:
    """The headings from the line `at` on, each over a line or more, and the first line behind them."""
    heads: list[Span] = []
    while at < len(lines) and len(heads) < WIDEST and not (heads and kind_of(folded[slice(*lines[at])]) == "serial"):
        last = at + 1
        while last < min(at + HEADING_LINES, len(lines)) and not _heads_alone(folded, lines[last]):
            last += 1
        alone = [end for end in range(at + 1, last + 1) if kind_of(folded[lines[at][0] : lines[end - 1][1]])]
        if not alone:
            break
        heads.append(trimmed(folded, lines[at][0], lines[alone[-1] - 1][1]))
        at = alone[-1]
    return heads, at


def _heads_alone(folded: str, line: Span) -> bool:
    """Does a line head a column by itself? 单位 and 号 are as well the end of what stands above."""
    return kind_of(folded[slice(*line)]) not in (None, "unit-or-measure") and len(folded[slice(*line)].strip()) > 1


@dataclass(slots=True)
class _Cells:
    """The lines of a text, of which those from `top[0]` to `top[1]` are the headings of a table with columns of these
    kinds behind its serial number."""

    folded: str
    lines: list[Span]
    top: Span
    kinds: list[str]
    spaced: bool = field(init=False)  # blank lines part even the headings
    widest: int = 20

    def __post_init__(self) -> None:
        self.spaced = any(self.parted(i) for i in range(self.top[0] + 1, self.top[1]))

    def rows(self) -> tuple[list[list[list[Span]]], int]:
        """The rows, each with the lines of its cells, and the first line behind them.

        A heading between rows is a row of one cell. A row that cannot be laid has all its lines in a column of none.
        """
        rows: list[list[list[Span]]] = []
        number, at = 1, self.top[1]
        while (here := self.passed(at)) < len(self.lines):
            if self.is_number(here, number):
                row, at = self.row(here, number)
                rows.append([[self.trimmed(here)], *row])
                number += 1
            elif self.heads_rows(here, number):
                rows.append([[self.trimmed(here)]])
                at = here + 1
            else:
                break
        return rows, at if rows else here

    def words(self, at: int) -> str:
        return self.folded[slice(*self.lines[at])].strip()

    def trimmed(self, at: int) -> Span:
        return trimmed(self.folded, *self.lines[at])

    def parted(self, at: int) -> bool:
        """Does a blank line stand above?"""
        return self.folded.count("\n", self.lines[at - 1][1], self.lines[at][0]) > 1

    def passed(self, at: int) -> int:
        """The first line from `at` on that is no number of a page and none of the headings again."""
        while at < len(self.lines):
            if self.repeats_headings(at):
                at += self.top[1] - self.top[0]
            elif _PAGE.fullmatch(self.words(at)) or (self.words(at).isdecimal() and self.repeats_headings(at + 1)):
                at += 1
            else:
                break
        return at

    def repeats_headings(self, at: int) -> bool:
        """Do the headings stand again in the lines from `at` on?"""
        first, after = self.top
        if at + after - first > len(self.lines) or self.words(at) != self.words(first):
            return False
        return all(self.words(at + i) == self.words(first + i) for i in range(after - first))

    def is_number(self, at: int, number: int) -> bool:
        return at < len(self.lines) and self.words(at).rstrip(".、") == str(number)

    def heads_rows(self, at: int, number: int) -> bool:
        """Is the line a numbered heading with the row of that number behind it?"""
        words = self.words(at)
        return bool(NUMBERED.match(words)) and len(words) <= HEADING * 2 and self.is_number(at + 1, number)

    def row(self, at: int, number: int) -> tuple[list[list[Span]], int]:
        """The cells of the row that begins at `at`, from the second on, and the first line behind it."""
        held, next_number = self.row_lines(at, number)
        texts = [self.words(i) for i in held]
        ways = flat_rows.best_places(texts, self.kinds)
        if not next_number:  # nothing says where the last row ends but what its lines hold
            fitting = [n for n, way in enumerate(ways, 1) if way and self.may_end(n, len(held), way)]
            best = max(fitting, key=lambda n: (ways[n - 1].worth, -n), default=min(len(held), len(self.kinds)))  # type: ignore[union-attr]
            held = held[:best]
        after = held[-1] + 1 if held else at + 1
        self.widest = max([self.widest, *(len(self.words(i)) for i in held)])
        return self.cells(held, ways[len(held) - 1] if held else None), after

    def may_end(self, n: int, there: int, way: flat_rows.Placed) -> bool:
        """May the last row end behind `n` of the lines? Words of a last column could be those of the text below."""
        return n in (there, len(self.kinds)) or self.kinds[way.places[-1]] in (*ROLES, "office", "due", "person")

    def row_lines(self, at: int, number: int) -> tuple[list[int], bool]:
        """The lines that may be of the row that begins at `at`, and whether the next row stands behind them."""
        held: list[int] = []
        ends: int | None = None
        i = self.passed(at + 1)
        while i < len(self.lines) and len(held) < LONGEST_ROW:
            if self.is_number(i, number + 1):
                if len(held) > 1 and NUMBERED.match(self.words(held[-1])):
                    held.pop()
                return held, True
            if ends is None and self.ends_table(i):
                ends = len(held)
            held.append(i)
            i = self.passed(i + 1)
        return held[:ends], False

    def ends_table(self, at: int) -> bool:
        """Does what stands in the line follow a table?"""
        signed = at + 1 < len(self.lines) and re.fullmatch(r"\d{4}年\d{1,2}月\d{1,2}日", self.words(at + 1))
        apart = not self.spaced and self.parted(at)
        return bool(_ENDS.match(self.words(at)) or signed) or apart or len(self.words(at)) > 2 * self.widest

    def cells(self, held: list[int], way: flat_rows.Placed | None) -> list[list[Span]]:
        """The lines of a row by column. Nothing else may stand between the lines of a cell: a page ended there."""
        places = way.places if way else self.a_line_each(held)
        broken = any(i + 1 != j and a == b for (i, j), (a, b) in zip(pairwise(held), pairwise(places), strict=True))
        if held and (not places or broken):
            return [*([] for _ in self.kinds), [self.trimmed(i) for i in held]]
        placed = list(zip(held, places, strict=True))
        return [[self.trimmed(i) for i, place in placed if place == c] for c in range(len(self.kinds))]

    def a_line_each(self, held: list[int]) -> flat_rows.Places:
        """Where nothing fits, as many lines as columns are a cell each, unless one would be the end of a name."""
        if len(held) != len(self.kinds):
            return ()
        named = [self.words(i) for i, kind in zip(held, self.kinds, strict=True) if kind in ROLES]
        return () if any(map(flat_rows.is_end_of_name, named)) else tuple(range(len(held)))
