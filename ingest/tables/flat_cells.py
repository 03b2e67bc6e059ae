"""Tables of plain text with a cell a line, a cell over several lines, or several cells a line that blanks part: their
headings, rows and ends.

`flat_rows` tells the pieces of a row apart.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import groupby, pairwise

from policygraph.ingest.tables import flat_rows
from policygraph.ingest.tables.columns import HEADING, ROLES, find_head, patterns
from policygraph.ingest.tables.flat_heads import NUMBERED, WIDEST, headings, span
from policygraph.ingest.tables.flat_pieces import PAGE, Piece, Span, words_of
from policygraph.ingest.text.table import Cell, Column, Table

LONGEST_ROW = 60
"""Lines at most from one number to the next."""
_ENDS = re.compile(
    r"附件|抄送|[一二三四五六七八九十]{1,3}、|第[一二三四五六七八九十]+[章部]|\d{4}年\d{1,2}月\d{1,2}日$|注:|说明:"
)
_DAY = re.compile(r"\d{4}年\d{1,2}月\d{1,2}日")
_HAN = re.compile(r"[一二三四五六七八九十]{1,3}")
_COUNT = frozenset(("sum", "target", "unknown", "other", "years", "measure", "share"))
"""Columns whose cells may be a number alone."""
LONGEST_PAGE = 3
"""Digits of a page's number."""
Cells = list[list[Span]]
"""A row: of each cell the spans of its pieces."""


def table_at(
    folded: str, pieces: Sequence[Piece], at: int, pairs: Mapping[str, int], pages: Collection[int]
) -> tuple[Table | None, int] | None:
    """The table whose headings stand in the pieces from `at` on, the first of them the serial number's, and the first
    piece behind it; no table, and the pieces behind all that repeats them, where no row follows. `pairs`: how often the
    text has two characters beside each other. `pages`: where lines begin that are numbers of pages."""
    found = headings(folded, pieces, at, pairs)
    heads, after = found or ([], at)
    top = [Cell(a, b, 0, column) for column, (a, b) in enumerate(heads)]
    head = find_head(folded, [dict(enumerate(top))]) if len(top) > 2 else None
    if head is None:
        return None
    kinds = [_kind(head.columns, n) for n in range(1, len(top))]
    rows, after = _Rows(folded, pieces, (at, after), kinds, pairs, pages).rows()
    cells = [*top]
    for r, row in enumerate(rows, 1):
        wide = len(top) if len(row) == 1 else 1
        cells += [Cell(spans[0][0], spans[-1][1], r, c, 1, wide) for c, spans in enumerate(row) if spans]
    return (Table(cells[0].start, cells[-1].end, tuple(cells)) if rows else None), after


def _kind(columns: Mapping[int, Column], n: int) -> str:
    return columns[n].kind if n in columns else "unknown"


@dataclass(slots=True)
class _Rows:
    """The pieces of a text, of which those from `top[0]` to `top[1]` are the headings of a table with columns of these
    kinds behind its serial number."""

    folded: str
    pieces: Sequence[Piece]
    top: Span
    kinds: list[str]
    pairs: Mapping[str, int]
    pages: Collection[int]
    spaced: bool = field(init=False)  # blank lines part even the headings
    widest: int = 20

    def __post_init__(self) -> None:
        self.spaced = any(self.parted(i) for i in range(self.top[0] + 1, self.top[1]))

    def rows(self) -> tuple[list[Cells], int]:
        """The rows, and the first piece behind them.

        A heading between rows is a row of one cell. A row that cannot be laid has all its pieces in a column of none.
        """
        rows: list[Cells] = []
        number, at = 1, self.top[1]
        while (here := self.passed(at, number)) < len(self.pieces):
            if self.is_number(here, number):
                (first, *more), at = self.row(here, number)
                rows += [[[self.span(here)], *first], *([[], *part] for part in more)]
                number += 1
            elif after := self.heads_rows(here, number):
                rows.append([[span(self.pieces, here, after)]])
                at = self.passed(after, number)
                number = number if self.is_number(at, number) else 1
            elif not rows and self.sums_up(here):
                at = self.next_line(here)
            else:
                break
        return rows, at if rows else here

    def words(self, at: int) -> str:
        return words_of(self.folded, self.pieces[at])

    def span(self, at: int) -> Span:
        return span(self.pieces, at, at + 1)

    def next_line(self, at: int) -> int:
        at += 1
        while at < len(self.pieces) and not self.pieces[at].opens:
            at += 1
        return at

    def parted(self, at: int) -> bool:
        """Does a blank line stand above?"""
        return self.folded.count("\n", self.pieces[at - 1].end, self.pieces[at].start) > 1

    def passed(self, at: int, number: int) -> int:
        """The first piece from `at` on that is no number of a page and none of the headings again; the next row's
        `number` is none either."""
        while at < len(self.pieces):
            if after := self.repeats_headings(at):
                at = after
            elif PAGE.fullmatch(self.words(at)) or self.is_page(at, number):
                at += 1
            else:
                break
        return at

    def is_page(self, at: int, number: int) -> bool:
        """Is it a number alone on its line that no column could hold, or one above the headings?"""
        words = self.words(at)
        if self.pieces[at].start in self.pages and words != str(number):
            return True
        if not words.isdecimal() or len(words) > LONGEST_PAGE or self.next_line(at) > at + 1:
            return False
        counted = words in ("1", str(number)) or not _COUNT.isdisjoint(self.kinds)
        return self.pieces[at].opens and (not counted or self.repeats_headings(at + 1) > 0)

    def repeats_headings(self, at: int) -> int:
        """The piece behind the headings, where they stand again in the pieces from `at` on; else 0."""
        words = "".join(map(self.words, range(*self.top)))
        said = ""
        while at < len(self.pieces) and len(said) < len(words):
            said += self.words(at)
            if not words.startswith(said):
                return 0
            at += 1
        return at if said == words else 0

    def is_number(self, at: int, number: int) -> bool:
        return at < len(self.pieces) and self.pieces[at].opens and self.words(at).rstrip(".、") == str(number)

    def heads_rows(self, at: int, number: int) -> int:
        """The piece behind the numbered heading that begins at `at`, with the row of that number, or the first, behind
        it; 0 where none does."""
        if at >= len(self.pieces) or not self.pieces[at].opens:
            return 0
        words, after = self.words(at), self.next_line(at)
        named = NUMBERED.match(words) or (_HAN.fullmatch(words) and after > at + 1)
        start, end = span(self.pieces, at, after)
        following = self.passed(after, number)
        numbers = self.is_number(following, number) or self.is_number(following, 1)
        return after if named and end - start <= HEADING * 2 and numbers else 0

    def sums_up(self, at: int) -> bool:
        return patterns().total.fullmatch(self.words(at)) is not None

    def row(self, at: int, number: int) -> tuple[list[Cells], int]:
        """The cells of the row that begins at `at`, from the second on, with those of the page that it goes on to, and
        the first piece behind it."""
        held, ends = self.row_pieces(at, number)
        ways = self.ways(held)
        if ends:
            held = held[: self.likely_end(ends, ways)]
        else:  # nothing says where the last row ends but what its pieces hold
            fitting = [n for n, way in enumerate(ways, 1) if way and self.may_end(n, len(held), way)]
            best = max(fitting, key=lambda n: (ways[n - 1].worth, -n), default=min(len(held), len(self.kinds)))  # type: ignore[union-attr]
            held = held[:best]
        after = held[-1] + 1 if held else at + 1
        self.widest = max([self.widest, *(len(self.words(i)) for i in held)])
        return self.cells(held, ways[len(held) - 1] if held else None), after

    def likely_end(self, ends: Sequence[int], ways: Sequence[flat_rows.Placed | None]) -> int:
        """How many pieces the row has, where the next number stands behind one or more numbers of them: it ends before
        the first, unless it holds words for clearly more columns before another (2⏎座泵站 is no second row)."""
        laid = {n: len(set(way.places)) for n in ends if n and (way := ways[n - 1])}
        best = ends[0]
        for n in ends[1:]:
            if laid.get(n, 0) > laid.get(best, WIDEST) + 1:
                best = n
        return best

    def ways(self, held: Sequence[int], begun: bool = False) -> list[flat_rows.Placed | None]:
        """For each number of pieces the best way to lay them; `begun`: the row has begun on the page before."""
        texts = [self.words(i) for i in held]
        return flat_rows.best_places(texts, self.kinds, [self.pieces[i].opens for i in held], self.pairs, begun)

    def may_end(self, n: int, there: int, way: flat_rows.Placed) -> bool:
        """May the last row end behind `n` of the pieces? Words of a last column could be those of the text below."""
        return n in (there, len(self.kinds)) or self.kinds[way.places[-1]] in (*ROLES, "office", "due", "person")

    def row_pieces(self, at: int, number: int) -> tuple[list[int], list[int]]:
        """The pieces that may be of the row that begins at `at`, and how many of them stand before each number that may
        be the next row's."""
        held: list[int] = []
        ends: list[int] = []
        stop: int | None = None
        i = self.passed(at + 1, number + 1)
        while i < len(self.pieces) and self.pieces[i].line - self.pieces[at].line < LONGEST_ROW:
            headed = self.heads_rows(i, number + 1)
            if headed or self.is_number(i, number + 1):
                ends.append(len(held))
            if headed or (ends and self.is_number(i, number + 2)):
                break
            if stop is None and not ends and self.ends_table(i):
                stop = len(held)
            held.append(i)
            i = self.passed(i + 1, number + 1)
        return (held[: ends[-1]], ends) if ends else (held[:stop], [])

    def ends_table(self, at: int) -> bool:
        """Does what stands in the piece follow a table?"""
        if not self.pieces[at].opens:
            return False
        signed = at + 1 < len(self.pieces) and _DAY.fullmatch(self.words(at + 1))
        apart = not self.spaced and self.parted(at)
        return bool(_ENDS.match(self.words(at)) or signed) or apart or len(self.words(at)) > 2 * self.widest

    def cells(self, held: list[int], way: flat_rows.Placed | None) -> list[Cells]:
        """The pieces of a row by column; of one that a page's end cut, those of either page. Nothing else may stand
        between the pieces of a cell."""
        places = way.places if way else ()
        broken = any(i + 1 != j and a == b for (i, j), (a, b) in zip(pairwise(held), pairwise(places), strict=False))
        if not held or (places and not broken):
            return [self.laid(held, places)]
        return self.page_by_page(held) or [[*([] for _ in self.kinds), [self.span(i) for i in held]]]

    def page_by_page(self, held: list[int]) -> list[Cells]:
        """The pieces of a row that a page's end cut, laid for each page; none where those of one cannot be, or where a
        name was cut (县自然资, 源局): whose it is nobody could tell."""
        pages = [[i for _, i in run] for _, run in groupby(enumerate(held), lambda each: each[1] - each[0])]
        laid = []
        for n, page in enumerate(pages):
            way = self.ways(page, begun=n > 0)[-1]
            if len(pages) < 2 or way is None or (n and flat_rows.is_end_of_name(self.words(page[0]))):
                return []
            laid.append(self.laid(page, way.places))
        return laid

    def laid(self, held: Sequence[int], places: flat_rows.Places) -> Cells:
        placed = list(zip(held, places, strict=True))
        return [[self.span(i) for i, place in placed if place == c] for c in range(len(self.kinds))]
