"""Lines of a page, put together from characters with their places, and those in the cells of its ruled tables.

Of any format that sets pages (PDF, OFD) or shows them as pictures. Points, y upwards.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import chain

from policygraph.ingest.formats.pdf.grids import Grid

GAP = 1.5
"""Characters: more between two words on a baseline may be the gap between columns."""
BACK = 6
"""Lines: so far back in the file may be what a line goes on."""


@dataclass(slots=True)
class Line:
    """Words on one baseline, from `left` to `right`; `middle`: of their height; `size`: of their font, about.

    The box of a character is as high as its font says, which differs by a third between fonts of one size, so the
    size of a line is how wide its Chinese characters are.
    """

    text: str
    left: float
    right: float
    middle: float
    size: float


@dataclass(slots=True)
class RuledTable:
    """`cells[i]`: the lines in cell i of the grid."""

    grid: Grid
    cells: dict[int, list[Line]] = field(default_factory=dict)


@dataclass(slots=True)
class Page:
    """`items` in the order of reading. `picture`: how much of the page its largest image covers.

    `columns`: whether the page is set in two.
    """

    width: float
    height: float
    items: list[Line | RuledTable]
    picture: float
    columns: bool = False

    def lines(self) -> Iterator[Line]:
        """All of them, those in cells too."""
        for item in self.items:
            yield from (item,) if isinstance(item, Line) else chain.from_iterable(item.cells.values())


class Lines:
    """Puts characters, in the order of the file, into lines, and these into cells or between the tables."""

    def __init__(self, items: list[Line | RuledTable], tables: list[RuledTable]) -> None:
        self.items = items
        self.tables = tables
        self.line: Line | None = None
        self.sizes: list[float] = []  # of the Chinese characters of the line
        self.where: tuple[RuledTable, int] | None = None
        self.waiting = ""  # a blank, put only if more comes on the line
        self.made_up = False  # by the library, for a gap

    def blank(self, character: str, generated: bool) -> None:
        self.waiting += " " if character == "\xa0" else character
        self.made_up = generated

    def character(self, c: str, left: float, bottom: float, right: float, top: float) -> None:
        size, middle, centre = top - bottom, (top + bottom) / 2, (left + right) / 2
        where = self._cell_at(centre, middle)
        line = self.line
        if line is None or where != self.where or not self._goes_on(line, left, middle, size):
            self.end()
            line = self.line = Line(c, left, right, middle, size)
            self.where = where
        else:
            line.text += self._blank_between(line, c, left - line.right, size) + c
            self.waiting = ""
            line.right = max(line.right, right)
            line.size = max(line.size, size)
        if _is_han(c):
            self.sizes.append(right - left)

    def _cell_at(self, x: float, y: float) -> tuple[RuledTable, int] | None:
        for table in self.tables:
            if (cell := table.grid.cell_at(x, y)) is not None:
                return table, cell
        return None

    def _blank_between(self, line: Line, c: str, gap: float, size: float) -> str:
        """What parts a character from the line before it: the file's blank, or one for a gap."""
        if not self.waiting:
            return " " if gap > size else ""
        if self.made_up and gap < size and _is_han(c) and _is_han(line.text[-1]):
            return ""
        return " " if self.made_up else self.waiting

    @staticmethod
    def _goes_on(line: Line, left: float, middle: float, size: float) -> bool:
        same = abs(middle - line.middle) < max(size, line.size) * 0.5
        return same and -size * 0.7 < left - line.right < size * GAP

    def end(self) -> None:
        line, self.waiting = self.line, ""
        if line is not None and self.sizes:
            line.size = sorted(self.sizes)[len(self.sizes) // 2] or line.size
        self.sizes = []
        if line is not None and line.text.strip():
            if self.where is None:
                if not self._joined(line):
                    self.items.append(line)
            else:
                table, cell = self.where
                if not table.cells:
                    self.items.append(table)
                table.cells.setdefault(cell, []).append(line)
        self.line = None

    def _joined(self, line: Line) -> bool:
        """Whether the line was put to one just before it in the file, which something drawn in between had cut."""
        for before in self.items[-BACK:-1]:
            if isinstance(before, Line) and self._goes_on(before, line.left, line.middle, line.size):
                gap = line.left - before.right
                before.text += (" " if gap > line.size else "") + line.text.lstrip()
                before.right = max(before.right, line.right)
                return True
        return False


def _is_han(c: str) -> bool:
    return "\u2e80" <= c <= "\u9fff" or "\uf900" <= c <= "\ufaff"
