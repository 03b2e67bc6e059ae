"""Putting a document's text together, line by line and table by table, so that every offset is right at once."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterable
from dataclasses import dataclass, field, replace

from policygraph.ingest.formats import limits
from policygraph.ingest.formats.raw import RawText, Unreadable
from policygraph.ingest.text.table import Cell, Table
from policygraph.model.errors import PolicyGraphError

# What no text holds: control characters but line break and tab, halves of pairs, non-characters.
_NO_TEXT = re.compile("[\\x00-\\x08\\x0b-\\x1f\\x7f\\ud800-\\udfff\\ufffe\\uffff]")


@dataclass(frozen=True, slots=True)
class GridCell:
    """Words at a place of a table, before they have offsets."""

    row: int
    column: int
    text: str
    rows: int = 1
    columns: int = 1
    at: str = field(default="", compare=False)
    """How the program that made the file calls the place: C5."""


class Builder:
    """Takes a document's parts in reading order; `build` gives the RawText."""

    def __init__(self) -> None:
        self.pieces: list[str] = []
        self.length = 0
        self.pages: list[int] = []
        self.tables: list[Table] = []
        self.unreadable: list[Unreadable] = []
        self.places: list[tuple[int, str]] = []

    def _put(self, text: str) -> tuple[int, int]:
        start = self.length
        self.pieces.append(text)
        self.length += len(text)
        if self.length > limits.CHARACTERS:
            raise PolicyGraphError(f"文字超过 {limits.CHARACTERS // 10_000} 万字的上限；请拆分成几个文件再读")
        return start, self.length

    def page(self) -> None:
        """What comes next stands on a new page."""
        self.pages.append(self.length)

    def page_at(self, offset: int) -> None:
        """A page began at that offset, in the middle of what was put last."""
        self.pages.append(offset)

    def lines(self, text: str) -> None:
        """A paragraph, which may hold line breaks; a blank one gives nothing."""
        for line in text.split("\n"):
            clean = _NO_TEXT.sub("", line.replace("\t", " ")).rstrip()
            if clean.strip():
                self._put(clean)
                self._put("\n")

    def note(self, why: str) -> None:
        """Something that stands here in the file gave no text."""
        self.unreadable.append(Unreadable(self.length, why))

    def table(self, grid: Iterable[GridCell], header: int = 0, sheet: str = "") -> dict[int, int]:
        """A table, of a workbook's `sheet`; returns where each of its rows begins. Blank rows are left out, blank cells
        have an empty span.

        One with fewer than two filled cells is text.
        """
        cells = sorted((c for c in grid if c.column < limits.COLUMNS), key=lambda c: (c.row, c.column))
        filled = [c for c in cells if c.text.strip()]
        if len(filled) < 2:
            for c in filled:
                self.lines(c.text)
            return {}
        numbers = sorted({c.row for c in filled})
        if len(numbers) > limits.ROWS:
            self.note(f"表格有 {len(numbers)} 行，只读了前 {limits.ROWS} 行")
            numbers = numbers[: limits.ROWS]
        renumbered = {row: i for i, row in enumerate(numbers)}
        by_row: dict[int, list[GridCell]] = {}
        for c in cells:
            if c.row in renumbered:
                by_row.setdefault(c.row, []).append(c)
        start, placed, begins = self.length, [], {}
        for row in numbers:
            column = 0
            begins[row] = self.length
            for c in by_row[row]:
                if c.column > column:
                    self._put("\t" * (c.column - column))
                a, b = self._put(one_line(c.text))
                self._place(a, b, f"{sheet}!{c.at}")
                covered = bisect_left(numbers, row + c.rows) - bisect_left(numbers, row)
                placed.append(Cell(a, b, renumbered[row], c.column, max(1, covered), c.columns))
                column = c.column
            self._put("\n")
        self.tables.append(Table(start, self.length - 1, tuple(placed), min(header, len(numbers))))
        return begins

    def _place(self, start: int, end: int, called: str) -> None:
        """How people call the cell whose words those are, where the format says."""
        if start < end and not called.endswith("!"):
            self.places.append((start, called))

    def add(self, raw: RawText) -> None:
        """What was read of another file that stands here."""
        start, _ = self._put(raw.text if raw.text.endswith("\n") else f"{raw.text}\n")
        for table in raw.tables:
            cells = tuple(replace(c, start=c.start + start, end=c.end + start) for c in table.cells)
            self.tables.append(replace(table, start=table.start + start, end=table.end + start, cells=cells))
        self.unreadable += [Unreadable(each.at + start, each.why) for each in raw.unreadable]
        self.places += [(at + start, place) for at, place in raw.places]

    def build(self, encoding: str, title: str | None = None, published_on: str | None = None) -> RawText:
        """The whole. Raises PolicyGraphError where there is no text."""
        text = "".join(self.pieces)
        if not text.strip():
            raise PolicyGraphError("文件里没有文字；请打开文件看看内容是否完整")
        unreadable = tuple(Unreadable(min(u.at, len(text) - 1), u.why) for u in self.unreadable)
        return RawText(
            text, encoding, tuple(self.pages), tuple(self.tables), title, published_on, unreadable, tuple(self.places)
        )


def one_line(text: str) -> str:
    """The words of a cell on one line: line breaks and tabs become a blank.

    >>> one_line("区水利局\\n 区财政局 ")
    '区水利局 区财政局'
    """
    return re.sub(r"[ \u3000]*[\n\t][ \u3000\n\t]*", " ", _NO_TEXT.sub("", text.strip()))
