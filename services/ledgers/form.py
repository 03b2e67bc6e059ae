"""The form in which a bureau reports how its tasks stand: a workbook that goes out, and what stands in it.

What is known of each task stands in locked cells; the yellow ones are to be filled in. A row carries the id of its task
and of what was last told of it, with a check by which a row that was changed, or moved from another bureau's form, is
known. `returned.py` reads what comes back.
"""

from __future__ import annotations

import io
import zlib
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from math import ceil
from typing import Any, NamedTuple

from policygraph.graph.ledgers.standing import STATES, Line, stand
from policygraph.graph.ledgers.standing import Rules as Lights
from policygraph.graph.transfer.forms import file_name
from policygraph.graph.transfer.tables import is_formula
from policygraph.model.ontology import ontology
from policygraph.model.words import printable

MARK = "policygraph-form-1"
SHEET, ABOUT = "填报表", "policygraph"
HEAD = 3  # the row of headings
WHO = "C2"  # the cell in which who fills it in writes his name
LINE, HIGHEST = 15.0, 400.0  # points of a line, and of a row at most
MOST_ROWS = 20_000  # of a form, that are looked at


class Field(NamedTuple):
    """A column: `fill` where the bureau fills it in; `width` in half-width characters, 0: hidden."""

    name: str
    zh: str
    width: int
    fill: bool = False


FIELDS = (
    Field("n", "序号", 6), Field("policy", "政策", 24), Field("task", "工作任务", 44), Field("role", "角色", 6),
    Field("leads", "牵头单位", 16), Field("due", "完成时限", 12), Field("stands", "现在的状态", 10),
    Field("known", "已报比例", 9), Field("known_on", "已报截至", 12), Field("state", "状态", 9, True),
    Field("share", "完成比例", 9, True), Field("as_of", "截至日期", 12, True), Field("text", "进展情况", 40, True),
    Field("problem", "存在问题", 30, True), Field("id", "任务编号", 18), Field("seen", "最近一条", 0),
    Field("check", "校验", 0),
)  # fmt: skip
COLUMN = {field.name: number for number, field in enumerate(FIELDS, start=1)}


@dataclass(frozen=True, slots=True)
class Form:
    """What a bureau is asked: its tasks as they stand on the day `on`."""

    department: str
    on: date
    lines: Sequence[Line]

    @property
    def file_name(self) -> str:
        return file_name(f"{self.department}任务进展填报表（{self.on}）", ".xlsx")


def check_of(department: str, task: str, seen: str) -> str:
    """By which it is known that a row is as it was written."""
    return f"{zlib.crc32(f'{MARK}|{department}|{task}|{seen}'.encode()):08x}"


def last_of(line: Line) -> str:
    """Id of what was last told of a task; empty where nothing was."""
    return line.told[-1].id if line.told else ""


def reported_states() -> dict[str, str]:
    """The words of the states that may be reported, with their names."""
    return {zh: name for name, zh in (ontology().nodes["Progress"].properties["state"].values or {}).items()}


def to_xlsx(form: Form, lights: Lights) -> bytes:
    """The workbook that goes to the bureau."""
    from openpyxl import Workbook  # takes its time to load

    book = Workbook()
    book.remove(book.worksheets[0])
    sheet = book.create_sheet(SHEET)
    _head(sheet, form)
    for number, line in enumerate(form.lines, start=1):
        values = _values(form, line, number, lights)
        _put(sheet, HEAD + number, values)
        sheet.row_dimensions[HEAD + number].height = _height(values)
    _shape(sheet, HEAD + len(form.lines))
    about = book.create_sheet(ABOUT)
    for pair in (("form", MARK), ("department", form.department), ("on", form.on.isoformat())):
        about.append(pair)
    about.sheet_state = "hidden"
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def _values(form: Form, line: Line, number: int, lights: Lights) -> dict[str, Any]:
    standing = stand(line, form.on, lights)
    seen = last_of(line)
    title = f"{line.number}.{line.title}" if line.number else line.title
    return {
        "n": number, "policy": line.policy or line.source, "task": f"{title}\n{line.text}" if line.text else title,
        "role": "牵头" if form.department in line.leads else "配合", "leads": "、".join(line.leads),
        "due": line.due_on or line.due or "", "stands": STATES[standing.state], "known": standing.share,
        "known_on": standing.as_of, "state": None, "share": None, "as_of": form.on, "text": None, "problem": None,
        "id": line.id, "seen": seen, "check": check_of(form.department, line.id, seen),
    }  # fmt: skip


def _head(sheet: Any, form: Form) -> None:
    from openpyxl.styles import Alignment, Font, PatternFill, Protection

    sheet["A1"] = f"{form.department}任务进展填报表"
    sheet["A1"].font = Font(name="方正小标宋简体", size=20)
    sheet["A1"].alignment = Alignment(horizontal="center", vertical="center")
    sheet.merge_cells(start_row=1, end_row=1, start_column=1, end_column=COLUMN["problem"])
    sheet["B2"] = "填报人："
    sheet["B2"].alignment = Alignment(horizontal="right")
    sheet[WHO].fill = PatternFill("solid", fgColor="FFF8DC")
    sheet[WHO].protection = Protection(locked=False)
    sheet["E2"] = "只填黄色的格，没有变化的任务不用填；“状态”从下拉单里选。其余的格请不要改，否则收回时认不出。"
    for field in FIELDS:
        cell = sheet.cell(HEAD, COLUMN[field.name], field.zh)
        cell.font = Font(name="黑体", size=12)
        cell.alignment = Alignment(horizontal="center", vertical="center", wrap_text=True)


def _put(sheet: Any, row: int, values: dict[str, Any]) -> None:
    from openpyxl.styles import Alignment, Font, PatternFill, Protection

    for field in FIELDS:
        value = values[field.name]
        cell = sheet.cell(row, COLUMN[field.name])
        if isinstance(value, str):
            words = printable(value)[:32_000]
            cell.value, cell.data_type, cell.quotePrefix = words, "s", is_formula(words)
        else:
            cell.value = value
        cell.font = Font(name="仿宋_GB2312", size=11)
        cell.alignment = Alignment(vertical="center", wrap_text=True)
        if field.name in ("share", "known"):
            cell.number_format = "0%" if value is None or round(value * 100, 6) % 1 == 0 else "0.0%"
        elif isinstance(value, date):
            cell.number_format = "yyyy-mm-dd"
        if field.fill:
            cell.protection = Protection(locked=False)
            cell.fill = PatternFill("solid", fgColor="FFF8DC")


def _height(values: dict[str, Any]) -> float:
    """Points that a row needs, as no program works out for cells that are wrapped and locked."""
    lines = (
        sum(max(1, ceil(_half_widths(line) / field.width)) for line in str(values[field.name] or "").split("\n"))
        for field in FIELDS
        if field.width
    )
    return min(HIGHEST, LINE * max(2, *lines))


def _half_widths(words: str) -> int:
    return sum(2 if ord(char) > 0x2E7F else 1 for char in words)


def _shape(sheet: Any, last: int) -> None:
    """Widths, borders, what may be typed where, and how it is printed."""
    from openpyxl.styles import Border, Side
    from openpyxl.utils import get_column_letter
    from openpyxl.worksheet.datavalidation import DataValidation

    thin = Side(style="thin", color="808080")
    for field in FIELDS:
        letter = get_column_letter(COLUMN[field.name])
        sheet.column_dimensions[letter].width = field.width or 4
        sheet.column_dimensions[letter].hidden = not field.width
        for row in range(HEAD, last + 1):
            sheet.cell(row, COLUMN[field.name]).border = Border(top=thin, bottom=thin, left=thin, right=thin)
    rules = {
        "state": DataValidation(type="list", formula1=f'"{",".join(reported_states())}"', allow_blank=True),
        "share": DataValidation(type="decimal", operator="between", formula1="0", formula2="1", allow_blank=True),
        "as_of": DataValidation(type="date", operator="greaterThan", formula1="36526", allow_blank=True),
    }
    for name, rule in rules.items():
        rule.error, rule.errorTitle, rule.showErrorMessage = _ASKED[name], "请重填", True
        sheet.add_data_validation(rule)
        letter = get_column_letter(COLUMN[name])
        rule.add(f"{letter}{HEAD + 1}:{letter}{max(last, HEAD + 1)}")
    sheet.row_dimensions[1].height = 36
    sheet.freeze_panes = sheet.cell(HEAD + 1, COLUMN["role"])
    sheet.protection.sheet = True
    sheet.protection.formatColumns = sheet.protection.formatRows = sheet.protection.sort = False
    sheet.page_setup.orientation, sheet.page_setup.paperSize = "landscape", 8  # A3
    sheet.page_setup.fitToHeight = 0
    sheet.sheet_properties.pageSetUpPr.fitToPage = True
    sheet.print_title_rows = f"{HEAD}:{HEAD}"


_ASKED = {
    "state": "状态请从下拉单里选",
    "share": "完成比例请填 0% 到 100%",
    "as_of": "截至日期请写成 2030-06-30 这样",
}
