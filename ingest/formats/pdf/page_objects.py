"""One page of a PDF: its lines with their places, and the words in the cells of its ruled tables. Points, y upwards."""

from __future__ import annotations

import ctypes
from dataclasses import dataclass, field
from typing import Any

import pypdfium2.raw as pdfium

from policygraph.ingest.formats.pdf import grids, ruling_lines
from policygraph.ingest.formats.pdf.grids import Grid

GAP = 1.5
"""Characters: more between two words on a baseline may be the gap between columns."""
SPACE = (9, 32, 0xA0, 0x3000)


@dataclass(slots=True)
class Line:
    """Words on one baseline, from `left` to `right`; `middle`: of their height; `size`: of their font, about."""

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
    """`items` in the order of reading. `pictured`: whether the page shows images."""

    width: float
    height: float
    items: list[Line | RuledTable]
    pictured: bool


def read(page: Any) -> Page:
    """A page of pypdfium2's."""
    width, height = page.get_size()
    turn = _turn(page.get_rotation(), width, height)
    rules, pictured = ruling_lines.find(page, turn)
    tables = [RuledTable(grid) for grid in grids.find(rules)]
    items: list[Line | RuledTable] = []
    put = _Lines(items, tables)
    text = page.get_textpage()
    _put_characters(text, turn, put)
    text.close()
    return Page(width, height, items, pictured)


def _put_characters(text: Any, turn: ruling_lines.Turn, put: _Lines) -> None:
    box = pdfium.FS_RECTF()
    at = ctypes.byref(box)
    for i in range(text.count_chars()):
        code = pdfium.FPDFText_GetUnicode(text, i)
        if code in (2, 0xFFFE):  # the library's sign for a hyphen at the end of a line
            code = ord("-")
        elif (code < 32 and code != 9) or code == 0xFFFF or 0xD800 <= code < 0xE000:
            continue
        if code in SPACE:
            put.blank(chr(code), pdfium.FPDFText_IsGenerated(text, i) == 1)
        elif pdfium.FPDFText_GetLooseCharBox(text, i, at):
            left, bottom, right, top = turn.box(box.left, box.bottom, box.right, box.top)
            put.character(chr(code), left, bottom, right, top)
    put.end()


def _turn(rotation: int, width: float, height: float) -> ruling_lines.Turn:
    """`get_size` gives the size as shown, while places on the page count as it was before it was turned."""
    return ruling_lines.Turn(rotation, *((height, width) if rotation in (90, 270) else (width, height)))


class _Lines:
    """Puts characters, in the order of the file, into lines, and these into cells or between the tables."""

    def __init__(self, items: list[Line | RuledTable], tables: list[RuledTable]) -> None:
        self.items = items
        self.tables = tables
        self.line: Line | None = None
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
            self.line, self.where = Line(c, left, right, middle, size), where
            return
        line.text += self._blank_between(line, c, left - line.right, size) + c
        self.waiting = ""
        line.right = max(line.right, right)
        line.size = max(line.size, size)

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
        if line is not None and line.text.strip():
            if self.where is None:
                self.items.append(line)
            else:
                table, cell = self.where
                if not table.cells:
                    self.items.append(table)
                table.cells.setdefault(cell, []).append(line)
        self.line = None


def _is_han(c: str) -> bool:
    return "\u2e80" <= c <= "\u9fff" or "\uf900" <= c <= "\ufaff"
