"""Tables that go on over pages: headings that are repeated, rows that a page's end cuts, cells over many rows."""

from __future__ import annotations

import re
from bisect import bisect_left
from dataclasses import dataclass, replace

from policygraph.ingest.formats.builder import GridCell
from policygraph.ingest.formats.pdf import ruled_tables
from policygraph.ingest.formats.pdf.lines import RuledTable
from policygraph.ingest.formats.pdf.ruling_lines import NEAR

HEADINGS = 3
"""Rows of headings at most."""
_ENDS = "。；;：:！？"
_NUMBER = re.compile(r"(?:序号|编号|项次|\d{1,4}|[一二三四五六七八九十]{1,3})[.、]?")
_SUM = re.compile(r"合\s*计|总\s*计|小\s*计|共\s*计")


@dataclass(slots=True)
class Continued:
    """A table in the making. `page_rows`: the rows at which its pages after the first begin."""

    xs: tuple[float, ...]
    cells: list[GridCell]
    rows: int
    page_rows: list[int]

    @classmethod
    def of(cls, table: RuledTable) -> Continued:
        cells, rows = ruled_tables.cells(table)
        return cls(table.grid.xs, cells, rows, [])

    def goes_on_in(self, other: Continued) -> bool:
        """Whether the first table of the next page has the same columns, or some of them as one."""
        few, many = sorted((self.xs, other.xs), key=len)
        ends = abs(few[0] - many[0]) < 2 * NEAR and abs(few[-1] - many[-1]) < 2 * NEAR
        return ends and len(few) > 2 and all(min(abs(x - each) for each in many) < 2 * NEAR for x in few)

    def add(self, other: Continued) -> None:
        """The rows of `other`, its repeated headings left out; a row that the page cut in two becomes one."""
        self._take_columns(other)
        repeated = next((k for k in range(HEADINGS, 0, -1) if self._head(k) and self._head(k) == other._head(k)), 0)
        rest = [c for c in other.cells if c.row >= repeated]
        top = {c.column: c for c in rest if c.row == repeated}
        cut = self._was_cut(top, self._last())
        joined = self._join(top, cut)
        shift = self.rows - repeated - cut
        self.page_rows.append(self.rows)
        self.cells += [replace(c, row=c.row + shift) for c in rest if c.row > repeated or c.column not in joined]
        self.rows += other.rows - repeated - cut

    def _last(self) -> dict[int, GridCell]:
        """The cells that reach into the last row, by their columns."""
        return {c.column: c for c in self.cells if c.row + c.rows == self.rows}

    def _join(self, top: dict[int, GridCell], cut: bool) -> set[int]:
        """Make the cells of the first row of the next page more of the last ones; the columns of those that are."""
        joined = set()
        for i, before in enumerate(self.cells):
            c = top.get(before.column) if before.row + before.rows == self.rows else None
            if c is not None and (cut or self._is_more_of(c, before, top)):
                self.cells[i] = replace(before, text=before.text + c.text, rows=before.rows + c.rows - cut)
                joined.add(c.column)
        return joined

    def _take_columns(self, other: Continued) -> None:
        """Count the columns of both as the one that has more of them does."""
        few, many = (self, other) if len(self.xs) < len(other.xs) else (other, self)
        if len(few.xs) < len(many.xs):
            at = [bisect_left(many.xs, x - 2 * NEAR) for x in few.xs]
            few.cells = [
                replace(c, column=at[c.column], columns=at[c.column + c.columns] - at[c.column]) for c in few.cells
            ]
            few.xs = many.xs

    def _head(self, rows: int) -> list[tuple[int, int, str]]:
        """The cells of the first rows; none if one of them reaches farther, or there is nothing in them."""
        cells = [c for c in self.cells if c.row < rows]
        if any(c.row + c.rows > rows for c in cells) or not any(c.text for c in cells):
            return []
        return sorted((c.row, c.column, "".join(c.text.split())) for c in cells)

    def _was_cut(self, top: dict[int, GridCell], last: dict[int, GridCell]) -> bool:
        """Whether the first row of the next page is more of the last one, by the cell that names this.

        That is its first one of its own, most often a number. More of a row does not name it again, but a row may also
        belong to the one above without a name: then a sentence has to go on.
        """
        key = next((column for column in sorted(last) if last[column].rows == 1 and last[column].text), None)
        if key is None or {(c.column, c.columns) for c in top.values()} != {
            (c.column, c.columns) for c in last.values()
        }:
            return False
        filled = [column for column, c in top.items() if c.text]
        if any(_SUM.match(top[column].text) for column in filled):
            return False
        if top[key].text:
            return any(_closes(last[column].text, top[column].text) for column in filled)
        return self._is_numbered(key) or any(_is_open(last[column].text) for column in filled)

    def _is_numbered(self, column: int) -> bool:
        said = [c.text.strip() for c in self.cells if c.column == column and c.text.strip()]
        return sum(_NUMBER.fullmatch(text) is not None for text in said) * 2 > len(said)

    def _is_more_of(self, c: GridCell, before: GridCell, top: dict[int, GridCell]) -> bool:
        """Whether an empty cell before the first words of a row, its number aside, is more of one over several rows."""
        said = (column for column, each in top.items() if each.text and not _NUMBER.fullmatch(each.text.strip()))
        first = min(said, default=0)
        return (
            not c.text
            and c.column < first
            and bool(before.text)
            and c.columns == before.columns
            and (before.rows > 1 or c.rows > 1)
        )


def _is_open(text: str) -> bool:
    """Whether a sentence has begun and not ended."""
    return bool(text) and text[-1] not in _ENDS


def _closes(before: str, after: str) -> bool:
    """Whether `after` closes a bracket that `before` opened."""
    opened = sum(c in "（(〔《“" for c in before) - sum(c in "）)〕》”" for c in before)
    ends = next((c for c in after if c in "（(〔《“）)〕》”"), "")
    return opened > 0 and ends != "" and ends in "）)〕》”"
