""".xlsx: each visible sheet is a table; what stands above it or below it in one cell is text, as are its text boxes."""

from __future__ import annotations

import io
import re
import warnings
import zipfile
import zlib
from collections.abc import Sequence
from datetime import date, datetime, time
from typing import Any

from openpyxl import load_workbook

from policygraph.ingest.formats import limits
from policygraph.ingest.formats.builder import Builder, GridCell
from policygraph.ingest.formats.office import given_back
from policygraph.ingest.formats.office.mending import mended
from policygraph.ingest.formats.office.package import CUT, STRICT, open_zip, parse_xml, read_member, transitional
from policygraph.ingest.formats.office.sheet import Box, boxes, has_files, hidden, last_row, merges, seen
from policygraph.ingest.formats.raw import RawText
from policygraph.ingest.formats.tables import is_layout
from policygraph.model.errors import PolicyGraphError

warnings.filterwarnings("ignore", module="openpyxl")  # of what it passes over, such as print settings
DAMAGE = (LookupError, ValueError, ArithmeticError, TypeError, AttributeError, AssertionError, EOFError, OSError,
          RuntimeError, zipfile.BadZipFile, zlib.error, SyntaxError)  # fmt: skip
"""What openpyxl meets damage with."""
_NAMED = re.compile(r"Sheet ?\d*|工作表 ?\d*", re.I)


def read(data: bytes) -> RawText:
    """An .xlsx. Raises PolicyGraphError for what is damaged or larger than the limits."""
    data, package = checked(data)
    try:
        return _read(data, [], package)
    except DAMAGE:
        try:
            return _read(*mended(package), package)
        except DAMAGE:
            raise PolicyGraphError(CUT) from None


def checked(data: bytes) -> tuple[bytes, zipfile.ZipFile]:
    """A workbook that openpyxl may open, and its parts. Raises PolicyGraphError for what is larger than the limits."""
    package = open_zip(data)
    strict = False
    for entry in package.infolist():
        if entry.filename.endswith((".xml", ".rels")):
            head = read_member(package, entry)  # refuses what lies about its size before openpyxl opens it
            if b"<!DOCTYPE" in head[:4096].upper() or b"<!ENTITY" in head:
                parse_xml(head)
            strict = strict or STRICT in head
    if not strict:
        return data, package
    data = _transitional(package)
    return data, open_zip(data)


def _transitional(package: zipfile.ZipFile) -> bytes:
    """A workbook that was saved as ISO Strict, in the names that openpyxl knows."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as made:
        for entry in package.infolist():
            if entry.filename.endswith((".xml", ".rels")):
                made.writestr(entry.filename, transitional(read_member(package, entry)))
    return out.getvalue()


def _read(data: bytes, notes: Sequence[str], package: zipfile.ZipFile) -> RawText:
    """What openpyxl reads of `data`: `package`, or what was made of it. Raises what openpyxl meets damage with."""
    book = load_workbook(io.BytesIO(data), read_only=True, data_only=True, keep_links=False)
    given_back.refuse(book)
    sheets = [s for s in book.worksheets if s.sheet_state == "visible"]
    builder, cells = Builder(), open_zip(data)
    for sheet in sheets:
        if len(sheets) > 1 and not _NAMED.fullmatch(sheet.title):
            builder.lines(sheet.title)
        _put_sheet(builder, sheet, cells, package)
    unseen = [s.title for s in book.worksheets if s.sheet_state == "hidden" and _filled(s)]
    for note in [*notes, *(f"工作表“{title}”是隐藏的，没有读；要读的话，请取消隐藏后另存一份" for title in unseen)]:
        builder.note(note)
    return builder.build("xlsx")


def _put_sheet(builder: Builder, sheet: Any, cells: zipfile.ZipFile, package: zipfile.ZipFile) -> None:
    """What a sheet shows, and notes of what is not read. Merged ranges stand in `cells`, the rest in `package`."""
    path = sheet._worksheet_path.lstrip("/")
    part, whole = read_member(cells, path), read_member(package, path)
    filled = _filled(sheet)
    if last_row(part) > limits.ROWS or len(filled) > limits.CELLS or any(c > limits.COLUMNS for _, c in filled):
        builder.note(f"表格超过 {limits.ROWS} 行、{limits.COLUMNS} 列或 {limits.CELLS // 10_000} 万格，其余的没有读")
    shown, left_out = seen(filled, dict(merges(part)), hidden(package, path, whole))
    _put(builder, shown, boxes(package, path), sheet.title)
    if has_files(whole):
        builder.note(f"“{sheet.title}”里嵌有别的文件，没有读；请打开后另存一份再读")
    if left_out:
        builder.note(f"“{sheet.title}”有隐藏的行列，其中 {left_out} 格文字没有读；要读的话，请取消隐藏后另存一份")


def _filled(sheet: Any) -> dict[tuple[int, int], str]:
    """The words of each cell that has any, by row and column from 1. Rows beyond the limit are not read."""
    found: dict[tuple[int, int], str] = {}
    sheet.reset_dimensions()  # what a sheet says of its size may be wrong
    rows = sheet.iter_rows(max_row=limits.ROWS, max_col=limits.COLUMNS + 1)
    for number, row in enumerate(rows, start=1):
        for column, cell in enumerate(row, start=1):
            if cell.value is not None and (words := _words(cell.value, cell.number_format)):
                found[number, column] = words
        if len(found) > limits.CELLS:
            break
    return found


def _words(value: Any, form: str) -> str:
    """A value as the sheet shows it, as far as meaning goes: percents and dates, numbers without a binary tail.

    >>> _words(0.855, "0.0%"), _words(12.0, "General"), _words(datetime(2026, 3, 31), "yyyy/m/d")
    ('85.5%', '12', '2026年3月31日')
    """
    match value:
        case bool():
            return "是" if value else "否"
        case datetime() | date():
            return f"{value.year}年{value.month}月{value.day}日" if value.year > 1900 else ""
        case time():
            return value.isoformat("minutes")
        case int() | float():
            return f"{value * 100:.12g}%" if "%" in (form or "") else f"{value:.15g}"
    return str(value).strip()


def _put(builder: Builder, shown: Sequence[GridCell], boxes: Sequence[Box], sheet: str) -> None:
    """What a sheet shows. A text box above all cells comes first, any other last: it floats beside them."""
    top = min((cell.row for cell in shown), default=0)
    for box in boxes:
        if box.row < top:
            builder.lines(box.text)
    _put_cells(builder, shown, sheet)
    for box in boxes:
        if box.row >= top:
            builder.lines(box.text)


def _put_cells(builder: Builder, shown: Sequence[GridCell], sheet: str) -> None:
    """The cells as one table; rows of one filled cell above it or below it are text."""
    rows: dict[int, list[GridCell]] = {}
    for cell in shown:
        rows.setdefault(cell.row, []).append(cell)
    several = [row for row, cells in rows.items() if len(cells) > 1]
    first, last = min(several, default=0), max(several, default=-1)
    body = [c for row, cells in rows.items() if first <= row <= last for c in cells]
    layout = is_layout(body)
    for row, cells in rows.items():
        if row == first and not layout:
            builder.table(body, sheet=sheet)
        if layout or not first <= row <= last:
            for cell in cells:
                builder.lines(cell.text)
