"""One page of a PDF: its lines with their places, and the words in the cells of its ruled tables."""

from __future__ import annotations

import ctypes
from typing import Any

import pypdfium2.raw as pdfium

from policygraph.ingest.formats.pdf import grids, ruling_lines
from policygraph.ingest.formats.pdf.lines import Line, Lines, Page, RuledTable

SPACE = (9, 32, 0xA0, 0x3000)
FAR = 2
"""Of a page's width and height together: characters farther off are marks of the typesetting, never seen."""


def read(page: Any) -> Page:
    """A page of pypdfium2's."""
    width, height = page.get_size()
    turn = _turn(page.get_rotation(), width, height)
    rules, largest = ruling_lines.find(page, turn)
    tables = [RuledTable(grid) for grid in grids.find(rules)]
    items: list[Line | RuledTable] = []
    put = Lines(items, tables)
    text = page.get_textpage()
    _put_characters(text, turn, put)
    text.close()
    return Page(width, height, items, largest / max(1.0, width * height))


def _put_characters(text: Any, turn: ruling_lines.Turn, put: Lines) -> None:
    box = pdfium.FS_RECTF()
    at = ctypes.byref(box)
    reach = FAR * (turn.width + turn.height)
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
            if abs(left) + abs(bottom) < reach:
                put.character(chr(code), left, bottom, right, top)
    put.end()


def _turn(rotation: int, width: float, height: float) -> ruling_lines.Turn:
    """`get_size` gives the size as shown, while places on the page count as it was before it was turned."""
    return ruling_lines.Turn(rotation, *((height, width) if rotation in (90, 270) else (width, height)))
