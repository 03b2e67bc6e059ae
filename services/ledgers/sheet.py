"""Workbooks that go out and come back: what is known in locked cells, yellow ones to be filled in.

Each row carries an id and a check by which it is known that the row is as it was written; a hidden sheet tells what the
workbook is.
"""

from __future__ import annotations

import io
import zipfile
import zlib
from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from math import ceil
from typing import Any, NamedTuple

from policygraph.graph.transfer.tables import is_formula
from policygraph.ingest.formats.office import given_back
from policygraph.ingest.formats.office.given_back import ABOUT, BACK
from policygraph.model.errors import PolicyGraphError
from policygraph.model.words import printable
from policygraph.services.ledgers.refusing import Wrong

HEAD = 3  # the row of headings
WHO = "C2"  # the cell in which who fills it in writes his name
LINE, HIGHEST = 15.0, 400.0  # points of a line, and of a row at most
MOST_ROWS = 20_000  # of a form, that are looked at
YELLOW = "FFF8DC"
CHECK = 8  # characters of a check


class Field(NamedTuple):
    """A column: `fill` where it is to be filled in, `share` where shares stand that show as percentages; `width` in
    half-width characters, 0: hidden."""

    name: str
    zh: str
    width: int
    fill: bool = False
    share: bool = False


@dataclass(frozen=True, slots=True)
class Layout:
    """A kind of workbook: its mark, the name of its sheet, which is what people call it, and its columns."""

    mark: str
    sheet: str
    fields: tuple[Field, ...]

    def column(self, name: str) -> int:
        return next(number for number, field in enumerate(self.fields, start=1) if field.name == name)

    def letter(self, name: str) -> str:
        from openpyxl.utils import get_column_letter  # takes its time to load

        return str(get_column_letter(self.column(name)))

    def check(self, *facts: str) -> str:
        """By which it is known that a row is as it was written."""
        return f"{zlib.crc32('|'.join((self.mark, *facts)).encode()):08x}"


# --- out


def new_book(layout: Layout, title: str, advice: str) -> tuple[Any, Any]:
    """A workbook and its sheet, with title, advice and headings; the title spans the columns up to the last yellow."""
    from openpyxl import Workbook
    from openpyxl.styles import Alignment, Font, PatternFill, Protection

    book = Workbook()
    book.remove(book.worksheets[0])
    sheet = book.create_sheet(layout.sheet)
    sheet["A1"] = title
    sheet["A1"].font = Font(name="方正小标宋简体", size=20)
    sheet["A1"].alignment = Alignment(horizontal="center", vertical="center")
    last = max(number for number, field in enumerate(layout.fields, start=1) if field.fill)
    sheet.merge_cells(start_row=1, end_row=1, start_column=1, end_column=last)
    sheet["B2"] = "填报人："
    sheet["B2"].alignment = Alignment(horizontal="right")
    sheet[WHO].fill = PatternFill("solid", fgColor=YELLOW)
    sheet[WHO].protection = Protection(locked=False)
    sheet["E2"] = advice
    for number, field in enumerate(layout.fields, start=1):
        cell = sheet.cell(HEAD, number, field.zh)
        cell.font = Font(name="黑体", size=12)
        cell.alignment = Alignment(horizontal="center", vertical="center", wrap_text=True)
    return book, sheet


def put(sheet: Any, layout: Layout, row: int, values: Mapping[str, Any], shares: Collection[str] = ()) -> None:
    """A row of values by their names, as high as it must be; `shares` are shown as percentages."""
    from openpyxl.styles import Alignment, Font, PatternFill, Protection

    for number, field in enumerate(layout.fields, start=1):
        value = values[field.name]
        cell = sheet.cell(row, number)
        if isinstance(value, str):
            words = printable(value)[:32_000]
            cell.value, cell.data_type, cell.quotePrefix = words, "s", is_formula(words)
        else:
            cell.value = value
        cell.font = Font(name="仿宋_GB2312", size=11)
        cell.alignment = Alignment(vertical="center", wrap_text=True)
        if field.name in shares:
            cell.number_format = "0%" if value is None or round(value * 100, 6) % 1 == 0 else "0.0%"
        elif isinstance(value, date):
            cell.number_format = "yyyy-mm-dd"
        if field.fill:
            cell.protection = Protection(locked=False)
            cell.fill = PatternFill("solid", fgColor=YELLOW)
    sheet.row_dimensions[row].height = _height(layout, values)


def _height(layout: Layout, values: Mapping[str, Any]) -> float:
    """Points that a row needs, as no program works out for cells that are wrapped and locked."""
    lines = (
        sum(max(1, ceil(_half_widths(line) / field.width)) for line in str(values[field.name] or "").split("\n"))
        for field in layout.fields
        if field.width
    )
    return min(HIGHEST, LINE * max(2, *lines))


def _half_widths(words: str) -> int:
    return sum(2 if ord(char) > 0x2E7F else 1 for char in words)


def shape(sheet: Any, layout: Layout, last: int, rules: Mapping[str, tuple[Any, str]], freeze: str) -> None:
    """Widths, borders, what may be typed where (a validation and what is said, by column), and how it is printed;
    `freeze`: the column before which it stands still."""
    from openpyxl.styles import Border, Side

    thin = Side(style="thin", color="808080")
    for number, field in enumerate(layout.fields, start=1):
        letter = layout.letter(field.name)
        sheet.column_dimensions[letter].width = field.width or 4
        sheet.column_dimensions[letter].hidden = not field.width
        for row in range(HEAD, last + 1):
            sheet.cell(row, number).border = Border(top=thin, bottom=thin, left=thin, right=thin)
    for name, (rule, said) in rules.items():
        rule.error, rule.errorTitle, rule.showErrorMessage = said, "请重填", True
        sheet.add_data_validation(rule)
        letter = layout.letter(name)
        rule.add(f"{letter}{HEAD + 1}:{letter}{max(last, HEAD + 1)}")
    sheet.row_dimensions[1].height = 36
    sheet.freeze_panes = sheet.cell(HEAD + 1, layout.column(freeze))
    sheet.protection.sheet = True
    sheet.protection.formatColumns = sheet.protection.formatRows = False  # sorted, yellow cells would leave their rows
    sheet.page_setup.orientation, sheet.page_setup.paperSize = "landscape", 8  # A3
    sheet.page_setup.fitToHeight = 0
    sheet.sheet_properties.pageSetUpPr.fitToPage = True
    sheet.print_title_rows = f"{HEAD}:{HEAD}"


def as_bytes(book: Any, layout: Layout, about: Mapping[str, str]) -> bytes:
    """The workbook, with what it is on a hidden sheet."""
    hidden = book.create_sheet(ABOUT)
    for pair in (("form", layout.mark), *about.items()):
        hidden.append(pair)
    hidden.sheet_state = "hidden"
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


# --- back


class Row(NamedTuple):
    """A row that came back. `values` by the columns' names, None where nothing stands."""

    layout: Layout
    number: int
    values: Mapping[str, Any]

    def at(self, name: str) -> str:
        """Which cell, for people."""
        return f"表“{self.layout.sheet}”{self.layout.letter(name)}{self.number}"

    def cell(self, name: str, of: Callable[[Any], Any]) -> Any:
        """What a cell says, by `of`, which raises ValueError with what should stand there."""
        value = self.values[name]
        if isinstance(value, _Formula):
            raise Wrong(self.at(name), "是没有算出结果的公式；请改成数值")
        try:
            return None if value is None else of(value)
        except ValueError as error:
            raise Wrong(self.at(name), f"的“{str(value)[:20]}”不对：{error}") from None


class Opened(NamedTuple):
    """A workbook that came back: what it says it is, who filled it in, its rows."""

    about: Mapping[str, Any]
    who: str
    rows: list[Row]


def kind_of(data: bytes, name: str) -> str | None:
    """The name of the sheet of ours that a workbook holds; None of another one. PolicyGraphError where it cannot be
    opened."""
    if ABOUT.encode() not in _listed(data):
        return None
    book, _ = _books(data, name)
    return given_back.kind_of(book)


def _listed(data: bytes) -> bytes:
    """The list of sheets of a workbook; nothing of what is none."""
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as parts:
            return parts.read("xl/workbook.xml")
    except (zipfile.BadZipFile, KeyError, OSError, RuntimeError, NotImplementedError, zlib.error):
        return b""


def opened(data: bytes, name: str, layout: Layout, about: Sequence[str], there: Sequence[str]) -> Opened:
    """A workbook of that layout, of which `about` must be told; rows are those in which any of `there` stands.

    PolicyGraphError where it is another.
    """
    book, formulas = _books(data, name)
    _see_that_it_is_no_other(book, name, layout)
    if ABOUT not in book.sheetnames or layout.sheet not in book.sheetnames:
        raise PolicyGraphError(
            f"{name}：不是由 policygraph ledger export 写出的{layout.sheet}，没有工作表“{layout.sheet}”或标记"
        )
    told = {str(row[0]): row[1] for row in book[ABOUT].iter_rows(max_row=10, max_col=2, values_only=True)}
    if told.get("form") != layout.mark or not all(told.get(each) for each in about):
        raise PolicyGraphError(f"{name}：{layout.sheet}的标记不对（{told.get('form')}）；请重新导出一份")
    sheet = book[layout.sheet]
    headings = [sheet.cell(HEAD, number).value for number in range(1, len(layout.fields) + 1)]
    if headings != [field.zh for field in layout.fields]:
        raise PolicyGraphError(f"{name}：第 {HEAD} 行的表头改过，列对不上；请重新导出一份，把填好的黄色格粘过去")
    rows = _rows(layout, sheet, formulas[layout.sheet])
    found = [row for row in rows if any(row.values[each] is not None for each in there)]
    return Opened(told, str(_value(sheet[WHO]) or ""), found)


def _see_that_it_is_no_other(book: Any, name: str, layout: Layout) -> None:
    other = book.sheetnames[0]
    if ABOUT in book.sheetnames and other in BACK and other != layout.sheet:
        raise PolicyGraphError(f"{name}：是{other}，不是{layout.sheet}；请用 policygraph ledger {BACK[other]} 收回")


def _books(data: bytes, name: str) -> tuple[Any, Any]:
    """The workbook with the values of its formulas, and with the formulas."""
    from openpyxl import load_workbook

    from policygraph.ingest.formats.office.xlsx import DAMAGE, checked

    try:
        data, _ = checked(data)
        with_values, as_written = (
            load_workbook(io.BytesIO(data), data_only=values, keep_links=False) for values in (True, False)
        )
    except PolicyGraphError as error:
        raise PolicyGraphError(f"{name}：{error}") from error
    except DAMAGE:
        raise PolicyGraphError(f"{name}：打不开，文件可能没有存完；请重新另存一份 .xlsx") from None
    return with_values, as_written


def _rows(layout: Layout, sheet: Any, written: Any) -> list[Row]:
    rows = []
    for number in range(HEAD + 1, min(sheet.max_row, MOST_ROWS) + 1):
        values = {f.name: _value(sheet.cell(number, n), f.share) for n, f in enumerate(layout.fields, start=1)}
        for n, field in enumerate(layout.fields, start=1):
            if values[field.name] is None and written.cell(number, n).data_type == "f":
                values[field.name] = _Formula()
        rows.append(Row(layout, number, values))
    return rows


class _Formula:
    """What a cell holds whose formula nothing has computed."""


def _value(cell: Any, share: bool = False) -> Any:
    """What a cell holds; a number pasted over the format of a `share` as it is seen, not as so many times the whole."""
    value = cell.value
    if share and isinstance(value, int | float) and "%" not in cell.number_format:
        return str(value)
    return (value.strip() or None) if isinstance(value, str) else value


def task_of(row: Row, seen: dict[str, str], *facts: str) -> str:
    """The id in a row that is as it was written, by its check of `facts`; `seen`: ids that stood above, with where."""
    task = str(row.values["id"] or "")
    if not task:
        raise Wrong(row.at("id"), "没有任务编号，认不出是哪项任务")
    if task in seen:
        raise Wrong(row.at("id"), f"的任务编号与 {seen[task]} 重复")
    seen[task] = row.at("id")
    if str(row.values["check"] or "")[:CHECK] != row.layout.check(*facts):
        raise Wrong(row.at("id"), "的任务编号改过，或这一行是从别的表里粘来的")
    return task
