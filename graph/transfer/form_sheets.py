"""Forms as .xlsx, ready to print. Who imports this loads openpyxl, which takes a third of the start of a command."""

from __future__ import annotations

import math
import re
from collections.abc import Sequence
from io import BytesIO

from openpyxl import Workbook
from openpyxl.cell.cell import Cell
from openpyxl.styles import Alignment, Border, Font, PatternFill, Side
from openpyxl.worksheet.header_footer import HeaderFooterItem, _HeaderFooterPart
from openpyxl.worksheet.page import PageMargins
from openpyxl.worksheet.pagebreak import Break
from openpyxl.worksheet.properties import PageSetupProperties
from openpyxl.worksheet.worksheet import Worksheet

from policygraph.graph.transfer.forms import BODY, GROUP, HEAD, NUMBER, TITLE, Cells, Form, Group, width
from policygraph.graph.transfer.tables import is_formula
from policygraph.model.words import printable

LINE_POINTS = 15
ROW_POINTS_MOST = 409  # what Excel allows
LONGEST = 32_767  # characters of a cell
PAGE_WIDTH, PAGE_HEIGHT = 755.0, 480.0  # points of A4 across within its margins
CHARACTER_POINTS, CELL_POINTS = 5.25, 3.75  # of a column's width: a character, and the rim of a cell
WITH_NOTES = 2  # rows that stand on the page of the notes at least
SPARE = 2 * LINE_POINTS  # points of a page that one program fills and another does not
NOT_IN_SHEET_NAMES = re.compile(r"[\[\]:*?/\\']")
SIDE = Side(style="thin")
BORDER = Border(left=SIDE, right=SIDE, top=SIDE, bottom=SIDE)
WRAPPED = Alignment(wrap_text=True, vertical="center")
CENTRED = Alignment(wrap_text=True, vertical="center", horizontal="center")


def workbook(forms: Sequence[Form]) -> bytes:
    """The forms as .xlsx, a sheet each: A4 across, title and headings repeated on every printed page."""
    book = Workbook()
    assert isinstance(book.active, Worksheet)
    book.remove(book.active)
    for nth, form in enumerate(forms, start=1):
        sheet = book.create_sheet(_sheet_name(form, nth, len(forms)))
        head = _head(sheet, form)
        for line in form.lines:
            _put(sheet, form, line)
        last = sheet.max_row
        for note in form.notes:
            _across(sheet, form, note, Font(name=BODY, size=10), border=False)
        _page(sheet, head)
        if form.notes and last > head:
            _keep_notes(sheet, head, last)
    out = BytesIO()
    book.save(out)
    return out.getvalue()


def _sheet_name(form: Form, nth: int, of: int) -> str:
    """The number keeps names apart that are one when shortened to what Excel allows."""
    name = NOT_IN_SHEET_NAMES.sub("", printable(form.sheet))
    return (f"{nth} {name}" if of > 1 else name)[:31]


def _head(sheet: Worksheet, form: Form) -> int:
    """Title, what is said above the table, and its headings; in how many rows."""
    title = _across(sheet, form, form.title, Font(name=TITLE, size=18), border=False)
    title.alignment = CENTRED
    lines = math.ceil(width(form.title) / _whole(form) * 1.8)
    sheet.row_dimensions[title.row].height = 2 * LINE_POINTS * max(1, lines)
    if form.about:
        _across(sheet, form, form.about, Font(name=GROUP, size=12), border=False)
    row = title.row + (2 if form.about else 1)
    for number, column in enumerate(form.columns, start=1):
        cell = _write(sheet, row, number, column.heading)
        cell.font, cell.alignment, cell.border = Font(name=HEAD, size=11), CENTRED, BORDER
        cell.fill = PatternFill("solid", fgColor="F2F2F2")
        sheet.column_dimensions[cell.column_letter].width = column.width
    sheet.row_dimensions[row].height = _points(max(_lines(column.heading, column.width) for column in form.columns))
    return row


def _across(sheet: Worksheet, form: Form, words: str, font: Font, *, border: bool = True) -> Cell:
    """A row of one cell; the cell."""
    row, last = (sheet.max_row + 1 if sheet.cell(1, 1).value is not None else 1), len(form.columns)
    cells = [_write(sheet, row, 1, words), *(_write(sheet, row, i, "") for i in range(2, last + 1))]
    for cell in cells if border else ():
        cell.border = BORDER  # before they are one: a cell of several has the border of its first
    sheet.merge_cells(start_row=row, start_column=1, end_row=row, end_column=last)
    cells[0].font, cells[0].alignment = font, WRAPPED
    sheet.row_dimensions[row].height = _points(_lines(words, _whole(form)))
    return cells[0]


def _put(sheet: Worksheet, form: Form, line: Group | Cells) -> None:
    if isinstance(line, Group):
        _across(sheet, form, line.words, Font(name=GROUP, size=11, bold=True))
        return
    row = sheet.max_row + 1
    for number, (text, column) in enumerate(zip(line, form.columns, strict=True), start=1):
        cell = _write(sheet, row, number, text)
        if column.heading == NUMBER and text.isdecimal():
            cell.value = int(text)
        cell.font, cell.border = Font(name=BODY, size=11), BORDER
        cell.alignment = CENTRED if column.centred else WRAPPED
    most = max(_lines(text, column.width) for text, column in zip(line, form.columns, strict=True))
    # Set, because not every program finds the height of wrapped text by itself.
    sheet.row_dimensions[row].height = _points(most)


def _page(sheet: Worksheet, head: int) -> None:
    sheet.page_setup.orientation = "landscape"
    sheet.page_setup.paperSize = sheet.PAPERSIZE_A4
    sheet.page_setup.fitToWidth, sheet.page_setup.fitToHeight = 1, 0
    sheet.sheet_properties.pageSetUpPr = PageSetupProperties(fitToPage=True)
    sheet.page_margins = PageMargins(left=0.6, right=0.6, top=0.8, bottom=0.8, footer=0.4)
    sheet.print_options.horizontalCentered = True
    sheet.print_title_rows = f"1:{head}"
    sheet.freeze_panes = f"A{head + 1}"
    sheet.oddFooter = HeaderFooterItem(center=_HeaderFooterPart(text="— &P —"))


def _keep_notes(sheet: Worksheet, head: int, last: int) -> None:
    """Take the last rows over to the page of the notes, where these would stand alone there, or nearly might: how much
    a page holds differs a little from one program to the next."""
    size = [float(sheet.row_dimensions[row].height or LINE_POINTS) for row in range(1, sheet.max_row + 1)]
    across = sum(CHARACTER_POINTS * each.width + CELL_POINTS for each in sheet.column_dimensions.values())
    holds = PAGE_HEIGHT / min(1.0, PAGE_WIDTH / across)
    begins, used = head + 1, sum(size[:head])
    for row in range(head + 1, sheet.max_row + 1):
        used += size[row - 1]
        if used > holds and row > begins:
            begins, used = row, sum(size[:head]) + size[row - 1]
    near = begins > head + 1 and begins >= last - 1  # the page holds few rows, or none
    if near or used + SPARE > holds:
        sheet.row_breaks.append(Break(id=max(head + 1, last - WITH_NOTES)))


def _write(sheet: Worksheet, row: int, column: int, text: str) -> Cell:
    """The cell with `text` as text, even where a spreadsheet would take it for a formula."""
    cell = sheet.cell(row, column)
    assert isinstance(cell, Cell)
    cell.value = printable(text)[:LONGEST]
    if is_formula(text):
        cell.data_type, cell.quotePrefix = "s", True
    return cell


def _whole(form: Form) -> int:
    return sum(column.width for column in form.columns)


def _points(lines: int) -> float:
    return min(ROW_POINTS_MOST, LINE_POINTS * (max(1, lines) + 0.6))


def _lines(text: str, across: int) -> int:
    return sum(max(1, math.ceil(width(line) / (across - 2))) for line in text.split("\n"))
