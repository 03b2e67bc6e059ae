"""Tables of a PDF: the words of their cells, and tables that go on over pages."""

from __future__ import annotations

from dataclasses import dataclass

from policygraph.ingest.formats.builder import GridCell
from policygraph.ingest.formats.pdf.lines import Line, RuledTable
from policygraph.ingest.formats.pdf.ruling_lines import NEAR

FULL = 1.7
"""Characters: a line that ends so close to its cell's edge goes on in the next."""
_ENDS = "。；;：:！？"


@dataclass(slots=True)
class Continued:
    """A table in the making. `parts`: rows at which a page begins, with the page's place among those of the table."""

    xs: tuple[float, ...]
    cells: list[GridCell]
    rows: int
    page_rows: list[int]

    @classmethod
    def of(cls, table: RuledTable) -> Continued:
        grid = table.grid
        cells = [
            GridCell(
                row, column, _words(table.cells.get(i, []), grid.xs[column], grid.xs[column + columns]), rows, columns
            )
            for i, (row, column, rows, columns) in enumerate(grid.cells)
        ]
        return cls(grid.xs, cells, len(grid.ys) - 1, [])

    def goes_on_in(self, other: Continued) -> bool:
        """Whether the first table of the next page has the same columns."""
        return len(self.xs) == len(other.xs) and all(
            abs(a - b) < 2 * NEAR for a, b in zip(self.xs, other.xs, strict=True)
        )

    def add(self, other: Continued) -> None:
        """The rows of `other`, its repeated headings left out; a row that the page cut in two becomes one."""
        repeated = 0
        while repeated < min(self.rows, other.rows, 3) and self.row(repeated) == other.row(repeated) != {}:
            repeated += 1
        rest = [c for c in other.cells if c.row >= repeated]
        if rest and self._was_cut(rest, repeated):
            rest = self._join(rest, repeated)
            repeated += 1
        self.page_rows.append(self.rows)
        shift = self.rows - repeated
        self.cells += [GridCell(c.row + shift, c.column, c.text, c.rows, c.columns) for c in rest]
        self.rows += other.rows - repeated

    def row(self, number: int) -> dict[int, str]:
        """Words by column of the cells that begin in that row; {} if a cell reaches into another row."""
        cells = [c for c in self.cells if c.row == number]
        return {} if any(c.rows > 1 for c in cells) else {c.column: "".join(c.text.split()) for c in cells}

    def _was_cut(self, rest: list[GridCell], first: int) -> bool:
        """The first cells of the next page are empty, and one with words goes on where a sentence had not ended."""
        top = {c.column: c for c in rest if c.row == first and c.rows == 1}
        last = {c.column: c for c in self.cells if c.row + c.rows == self.rows}
        if 0 not in top or top[0].text or top.keys() != last.keys():
            return False
        if any(c.rows > 1 and c.column for c in last.values()):
            return False
        filled = [column for column, c in top.items() if c.text]
        return len(filled) < len(top) and any(_is_open(last[column].text) for column in filled)

    def _join(self, rest: list[GridCell], first: int) -> list[GridCell]:
        more = {c.column: c.text for c in rest if c.row == first}
        for i, c in enumerate(self.cells):
            if c.row + c.rows == self.rows and more.get(c.column):
                self.cells[i] = GridCell(c.row, c.column, c.text + more[c.column], c.rows, c.columns)
        return [c for c in rest if c.row > first]


def _is_open(text: str) -> bool:
    """Whether a sentence has begun and not ended."""
    return bool(text) and text[-1] not in _ENDS


def _words(lines: list[Line], left: float, right: float) -> str:
    """The lines of a cell; those that reach its edge are joined, others stay lines.

    Cells are set with a margin, so the edge is where its longest line ends, unless all lines are short.
    """
    if not lines:
        return ""
    lines = in_reading_order(lines)
    edge = max(line.right for line in lines)
    narrow = right - edge > 3 * max(line.size for line in lines)
    text, before = "", None
    for line in lines:
        if before is None:
            text = line.text.strip()
        elif abs(before.middle - line.middle) < line.size * 0.5:
            text += " " + line.text.strip()
        else:
            full = not narrow and before.right > edge - FULL * before.size
            text += ("" if full else "\n") + line.text.strip()
        before = line
    return text


def in_reading_order(lines: list[Line]) -> list[Line]:
    """From top to bottom; those on about one baseline, which fonts put a little higher or lower, from left to right."""
    rows: list[list[Line]] = []
    for line in sorted(lines, key=lambda line: -line.middle):
        if rows and rows[-1][0].middle - line.middle < 0.5 * min(rows[-1][0].size, line.size):
            rows[-1].append(line)
        else:
            rows.append([line])
    return [line for row in rows for line in sorted(row, key=lambda line: line.left)]
