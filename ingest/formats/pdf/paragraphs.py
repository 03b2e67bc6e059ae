"""From the lines of a PDF's pages to paragraphs: a line that reaches the margin goes on in the next."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from itertools import pairwise

from policygraph.ingest.formats.builder import Builder
from policygraph.ingest.formats.pdf import furniture, spaced_tables
from policygraph.ingest.formats.pdf.continued import Continued
from policygraph.ingest.formats.pdf.lines import Line, Page
from policygraph.ingest.formats.tables import is_layout
from policygraph.ingest.text.marks import HEADING

ENDS = "。！？"
_ANNEX = re.compile(r"附(?:件|表|录)? *\d{0,2} *[:：]?")
"""A line of its own above an annex."""


def put(pages: Sequence[Page | None], builder: Builder, unread: Mapping[int, str] | None = None) -> None:
    """The paragraphs and tables of the pages; `unread`: by index of a page, why it gave no text."""
    bare = [page and spaced_tables.found(in_columns(page)) for page in furniture.without(pages)]
    writer = Writer(builder, Margins.of([page for page in bare if page]))
    for number, page in enumerate(bare):
        writer.page()
        if unread and number in unread:
            builder.note(unread[number])
            continue
        if page:
            writer.items(page)
            if furniture.shows_more(page):
                builder.note(f"第 {number + 1} 页有一幅大图，图里的文字没有读；请打开文件看看")
    writer.end()
    if notes := sum(len(furniture.reviewed(page)) for page in pages if page):
        builder.note(f"页边印有审阅的批注、修订共 {notes} 行，没有读")


def in_columns(page: Page) -> Page:
    """The page; where it is set in two columns, with the left one before the right one."""
    lines = [i for i in page.items if isinstance(i, Line)]
    middle = page.width / 2
    left, right = [i for i in lines if i.right <= middle + 5], [i for i in lines if i.left >= middle - 5]
    if len(lines) < len(page.items) or not _are_columns(left, right, len(lines), page.width):
        return page
    top = max(i.middle for i in right)
    others = [i for i in lines if i not in right]
    above = [i for i in others if i.middle > top + i.size]
    return replace(page, items=[*above, *(i for i in others if i not in above), *right], columns=True)


def _are_columns(left: list[Line], right: list[Line], lines: int, width: float) -> bool:
    """Whether the lines on both sides of the middle are nearly all of a page's, and no short ones of a list."""
    if min(len(left), len(right)) < 5 or len(left) + len(right) < lines * 0.8:
        return False
    return sum(i.right - i.left for i in left) >= len(left) * width * 0.25


@dataclass(frozen=True, slots=True)
class Margins:
    """Where paragraphs begin and end, by the width of a page and its column: 0, or 1 and 2 where there are two."""

    ends: dict[tuple[int, int], tuple[float, float]]
    leading: float
    indented: bool

    @classmethod
    def of(cls, pages: list[Page]) -> Margins:
        sides: dict[tuple[int, int], list[Line]] = {}
        gaps: Counter[int] = Counter()
        for page in pages:
            lines = [i for i in page.items if isinstance(i, Line) and not furniture.at_edge(i, page)]
            for line in lines:
                sides.setdefault(_column(line, page), []).append(line)
            gaps.update(round(a.middle - b.middle) for a, b in pairwise(lines) if a.middle - b.middle > 1)
        ends = {key: _ends(lines) for key, lines in sides.items()}
        first = before = 0
        for key, lines in sides.items():
            left, right = ends[key]
            for a, b in pairwise(lines):
                if a.right < right - 3 * a.size:  # a paragraph ended, so one begins
                    first += 1
                    before += b.left > left + 0.8 * b.size
        return cls(ends, float(gaps.most_common(1)[0][0]) if gaps else 0.0, before * 2 > first)


def _column(line: Line, page: Page) -> tuple[int, int]:
    if not page.columns or line.right - line.left > page.width / 2:
        return round(page.width), 0
    return round(page.width), 1 + (line.left > page.width / 2)


def _ends(lines: list[Line]) -> tuple[float, float]:
    """Left and right margin: where many lines begin and end, whatever a few stick out by."""
    lefts, rights = sorted(line.left for line in lines), sorted(line.right for line in lines)
    return lefts[len(lefts) // 20], rights[-1 - len(rights) // 20]


@dataclass(slots=True)
class Writer:
    """Takes lines and tables in order, page by page, and puts paragraphs and whole tables into the builder."""

    builder: Builder
    margins: Margins
    words: str = ""
    begun: list[int] = field(default_factory=list)  # where in `words` pages begin
    last: tuple[Line, Page] | None = None
    open_table: Continued | None = None
    new_page: bool = False

    def page(self) -> None:
        """The next line or table stands on a new page."""
        if self.new_page:  # the one before was empty
            self._mark()
        self.new_page = True

    def _mark(self) -> None:
        """A page begins behind all that was put so far."""
        self.new_page = False
        if self.open_table is not None:
            self.open_table.page_rows.append(self.open_table.rows)
        elif self.words:
            self.begun.append(len(self.words))
        else:
            self.builder.page()

    def items(self, page: Page) -> None:
        """What a page holds, in order."""
        for item in page.items:
            if isinstance(item, Line):
                self.line(item, page)
            else:
                self.table(Continued.of(item))

    def line(self, line: Line, page: Page) -> None:
        self._close_table()
        text = line.text.strip()
        beside = self.last is not None and self.last[1] is page and _is_beside(self.last[0], line)
        if self.last is None or not (beside or self._goes_on(*self.last, line, page)):
            self.flush()
        if self.new_page:
            self._mark()
        if beside or (self.words and _is_letter(self.words[-1]) and _is_letter(text[0])):
            self.words += " "
        self.words += text
        self.last = (line, page)

    def _goes_on(self, before: Line, page_before: Page, line: Line, page: Page) -> bool:
        """Whether `line` is of the same paragraph: the one before is full, and this one is not indented."""
        key = _column(line, page)
        _, right = self.margins.ends.get(_column(before, page_before), (0.0, before.right))
        left, own_right = self.margins.ends.get(key, (line.left, line.right))
        size = max(before.size, line.size)
        if before.right < right - 1.9 * size:
            return False
        if line.left > left + 0.8 * size and not self._is_more_of_title(before, line, left, own_right):
            return False
        if min(before.size, line.size) < size * 0.8:
            return False
        gap = before.middle - line.middle
        if page is page_before and gap > 0 and self.margins.leading and gap > self.margins.leading * 1.4:
            return False
        if _ANNEX.fullmatch(line.text.strip()):
            return False
        ended = before.text.rstrip()[-1] in ENDS
        return (self.margins.indented and not ended) or not HEADING.match(line.text.strip())

    @staticmethod
    def _is_more_of_title(before: Line, line: Line, left: float, right: float) -> bool:
        """The rest of a title that a full line began: both are centred, and no sentence has ended."""
        off = (abs((each.left - left) - (right - each.right)) for each in (before, line))
        return max(off) < line.size and before.text.rstrip()[-1] not in ENDS

    def table(self, table: Continued) -> None:
        """A table; it goes on from the page before where nothing stands between them and the columns are the same."""
        if self.open_table is not None and self.new_page and self.open_table.goes_on_in(table):
            self.open_table.add(table)
            self.new_page = False
            return
        self._close_table()
        self.flush()
        if self.new_page:
            self._mark()
        self.open_table = table

    def flush(self) -> None:
        """The paragraph ends."""
        start = self.builder.length
        if self.words:
            for offset in self.begun:
                self.builder.page_at(start + offset)
            self.builder.lines(self.words)
        self.words, self.begun, self.last = "", [], None

    def _close_table(self) -> None:
        table, self.open_table = self.open_table, None
        if table is None:
            return
        if is_layout(table.cells):
            for cell in table.cells:
                self.builder.lines(cell.text)
            for _ in table.page_rows:
                self.builder.page()
            return
        rows = self.builder.table(table.cells)
        for row in table.page_rows:
            self.builder.page_at(next((rows[r] for r in sorted(rows) if r >= row), self.builder.length))

    def end(self) -> None:
        """After the last page."""
        self._close_table()
        self.flush()
        if self.new_page:
            self.builder.page()
            self.new_page = False


def _is_beside(before: Line, line: Line) -> bool:
    return abs(before.middle - line.middle) < line.size * 0.5 and line.left >= before.right


def _is_letter(c: str) -> bool:
    return c.isascii() and c.isalpha()
