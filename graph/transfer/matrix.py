"""The responsibility matrix of a policy as a spreadsheet in the shape of a 责任分工表."""

from __future__ import annotations

import math
import re
import unicodedata
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from io import BytesIO
from itertools import groupby
from pathlib import Path
from typing import Any

from openpyxl import Workbook
from openpyxl.cell.cell import Cell
from openpyxl.styles import Alignment, Border, Font, PatternFill, Side
from openpyxl.worksheet.header_footer import HeaderFooterItem, _HeaderFooterPart
from openpyxl.worksheet.properties import PageSetupProperties
from openpyxl.worksheet.worksheet import Worksheet

from policygraph.graph.asking import catalog
from policygraph.graph.stores.store import Row, Store
from policygraph.graph.transfer.files import check_file, writing
from policygraph.graph.transfer.tables import is_formula
from policygraph.model.errors import PolicyGraphError
from policygraph.model.words import printable

SUFFIXES = (".xlsx",)
HEADINGS = ("序号", "工作任务", "牵头单位", "责任单位", "目标", "时限")
WIDTHS = (6, 52, 18, 24, 26, 14)  # half-width characters; together the width of A4 across
LINE_POINTS = 15
ROW_POINTS_MOST = 409  # what Excel allows
NOT_IN_SHEET_NAMES = re.compile(r"[\[\]:*?/\\']")
SIDE = Side(style="thin")
BORDER = Border(left=SIDE, right=SIDE, top=SIDE, bottom=SIDE)
WRAPPED = Alignment(wrap_text=True, vertical="center")
CENTRED = Alignment(wrap_text=True, vertical="center", horizontal="center")


@dataclass(slots=True)
class Line:
    """A task of the matrix, or with `heading` a row that heads those below it."""

    task: str
    heading: bool = False
    leads: list[str] = field(default_factory=list)
    supports: list[str] = field(default_factory=list)
    targets: list[str] = field(default_factory=list)
    due: str = ""
    depth: int = 0  # of a heading, from the outside in
    rows: list[Row] = field(default_factory=list)  # what was read of the task: a row a department and sentence


@dataclass(frozen=True, slots=True)
class Matrix:
    title: str
    lines: list[Line]


def matrix(store: Store, policy: str, *, full: bool = False) -> Matrix:
    """The matrix of the one policy of that title, number or id, tasks by their titles or with their `full` text.

    Raises PolicyGraphError if no policy of that name has tasks, or several have.
    """
    rows = catalog.run_query(store, "responsibility-matrix", {"policy": policy})
    found = {row["policy_id"]: row["policy"] for row in rows}
    exact = {id_: title for id_, title in found.items() if policy in (id_, title)}
    if not found:
        raise PolicyGraphError(f"没有名称含“{policy}”且有任务的政策；运行 policygraph query policies 可列出全部")
    if len(found) > 1 and len(exact) != 1:
        listed = "；".join(f"{id_} {title}" for id_, title in sorted(found.items()))
        raise PolicyGraphError(f"“{policy}”不止一项政策，请用编号指明：{listed}")
    id_ = next(iter(exact or found))
    of_policy = [row for row in rows if row["policy_id"] == id_]
    targets = catalog.run_query(store, "targets-of-policy", {"policy": id_})
    return compose(found[id_], without_silent(of_policy), targets, full=full)


def without_silent(rows: Sequence[Row]) -> list[Row]:
    """Without the documents that give nobody anything, such as an explanation, where another document does."""
    speaking = {row["document"] for row in rows if row["role"] is not None}
    return [row for row in rows if not speaking or row["document"] in speaking]


def compose(policy: str, rows: Sequence[Row], targets: Sequence[Row], *, full: bool = False) -> Matrix:
    """The matrix of rows of `responsibility-matrix` and `targets-of-policy` about one policy, or some of them.

    A line a task, in the order of the document, under the headings of its section.
    """
    figures: dict[str, list[str]] = {}
    for row in targets:
        figures.setdefault(row["owner_id"], []).append(row["evidence"])
    lines: list[Line] = []
    above: list[str] = []
    parents = {row["parent_id"] for row in rows}
    for roles in _tasks(rows):
        first = roles[0]
        ids = dict.fromkeys(row["task_id"] for row in roles)
        section = list(first["section"] or [])
        shared = _common(above, section)
        lines += [Line(section[depth], heading=True, depth=depth) for depth in range(shared, len(section))]
        heading = not parents.isdisjoint(ids) and all(row["role"] is None for row in roles)
        above = [*section, first["task"]] if heading else section  # what heads its parts is not said twice
        lines.append(
            Line(
                _task(first, full),
                heading=heading,
                leads=_departments(roles, "牵头"),
                supports=_departments(roles, "配合"),
                targets=_whole([words for id_ in ids for words in figures.get(id_, [])]),
                due=first["due"] or "",
                depth=len(section) if heading else 0,
                rows=roles,
            )
        )
    return Matrix(f"{policy}责任分工表", lines)


def _tasks(rows: Sequence[Row]) -> list[list[Row]]:
    """The rows of each task; where several documents print the same text, a task is one."""
    tasks: dict[tuple[Any, ...], list[Row]] = {}
    seen: Counter[tuple[Any, ...]] = Counter()
    for _, group in groupby(rows, key=lambda row: row["task_id"]):
        found = list(group)
        words = (*(found[0]["section"] or ()), found[0]["number"], found[0]["task"])
        seen[found[0]["document"], words] += 1  # headings used twice in a document stay two tasks
        tasks.setdefault((words, seen[found[0]["document"], words]), []).extend(found)
    return list(tasks.values())


def _common(first: list[str], second: list[str]) -> int:
    """How many headings two paths share from the outside in."""
    pairs = enumerate(zip(first, second, strict=False))
    return next((i for i, (one, other) in pairs if one != other), min(len(first), len(second)))


def _task(row: Row, full: bool) -> str:
    title = f"{_numeral(row['number'] or '')}{row['task']}"
    return f"{title}\n{row['text']}" if full and row["text"] != row["task"] else title


def _numeral(number: str) -> str:
    """The number with the mark that it is written with: 1. or 一、 or （一）."""
    return f"{number}." if number.isascii() and number[-1:].isdigit() else f"{number}、" if number.isalnum() else number


def _whole(words: list[str]) -> list[str]:
    """Each once, in order, without those that are part of another."""
    once = list(dict.fromkeys(words))
    return [one for one in once if not any(one != other and one in other for other in once)]


def _departments(roles: list[Row], role: str) -> list[str]:
    """In the order of the text."""
    return list(dict.fromkeys(row["department_name"] for row in roles if row["role"] == role))


def write_matrix(table: Matrix, file: Path) -> None:
    """The matrix as .xlsx: A4 across, its head repeated on every printed page."""
    check_file(file, SUFFIXES)
    with writing(file) as new:
        new.write_bytes(workbook([table]))


def workbook(tables: Sequence[Matrix]) -> bytes:
    """The matrices as .xlsx, a sheet each."""
    book = Workbook()
    assert isinstance(book.active, Worksheet)
    book.remove(book.active)
    for nth, table in enumerate(tables, start=1):
        sheet = book.create_sheet(_sheet_name(table.title, nth) if len(tables) > 1 else "责任分工表")
        _head(sheet, table.title)
        number = 0
        for line in table.lines:
            number += not line.heading
            _put(sheet, line, number)
        _page(sheet)
    out = BytesIO()
    book.save(out)
    return out.getvalue()


def _sheet_name(title: str, nth: int) -> str:
    """The number keeps names apart that are one when shortened to what Excel allows."""
    return f"{nth} {NOT_IN_SHEET_NAMES.sub('', printable(title))}"[:31]


def _head(sheet: Worksheet, title: str) -> None:
    sheet.append([])
    sheet.merge_cells(start_row=1, start_column=1, end_row=1, end_column=len(HEADINGS))
    cell = _write(sheet, 1, 1, title)
    cell.font, cell.alignment = Font(size=18, bold=True), CENTRED
    sheet.row_dimensions[1].height = 2.5 * LINE_POINTS * math.ceil(_width(title) / sum(WIDTHS) * 1.8)
    for column, heading in enumerate(HEADINGS, start=1):
        cell = _write(sheet, 2, column, heading)
        cell.font, cell.alignment, cell.border = Font(bold=True), CENTRED, BORDER
        cell.fill = PatternFill("solid", fgColor="DDEBF7")
        sheet.column_dimensions[cell.column_letter].width = WIDTHS[column - 1]


def _put(sheet: Worksheet, line: Line, number: int) -> None:
    row = sheet.max_row + 1
    if line.heading:
        cells = [_write(sheet, row, 1, line.task)] + [_write(sheet, row, i, "") for i in range(2, len(HEADINGS) + 1)]
        sheet.merge_cells(start_row=row, start_column=1, end_row=row, end_column=len(HEADINGS))
        cells[0].font = Font(bold=True)
        height = math.ceil(_width(line.task) / sum(WIDTHS))
    else:
        leads, supports, targets = "\n".join(line.leads), "、".join(line.supports), "\n".join(line.targets)
        texts = (str(number), line.task, leads, supports, targets, line.due)
        cells = [_write(sheet, row, column, text) for column, text in enumerate(texts, start=1)]
        cells[0].value = number
        height = max(_height(text, width) for text, width in zip(texts, WIDTHS, strict=True))
    for cell in cells:
        cell.border = BORDER
        cell.alignment = WRAPPED if line.heading or cell.column in (2, 4, 5) else CENTRED
    # Set, because not every program finds the height of wrapped text by itself.
    sheet.row_dimensions[row].height = min(ROW_POINTS_MOST, LINE_POINTS * (height + 0.6))


def _page(sheet: Worksheet) -> None:
    sheet.page_setup.orientation = "landscape"
    sheet.page_setup.paperSize = sheet.PAPERSIZE_A4
    sheet.page_setup.fitToWidth, sheet.page_setup.fitToHeight = 1, 0
    sheet.sheet_properties.pageSetUpPr = PageSetupProperties(fitToPage=True)
    sheet.print_title_rows = "1:2"
    sheet.freeze_panes = "A3"
    sheet.oddFooter = HeaderFooterItem(center=_HeaderFooterPart(text="第 &P 页，共 &N 页"))


def _write(sheet: Worksheet, row: int, column: int, text: str) -> Cell:
    """The cell with `text` as text, even where a spreadsheet would take it for a formula."""
    cell = sheet.cell(row, column)
    assert isinstance(cell, Cell)
    cell.value = printable(text)
    if is_formula(text):
        cell.data_type, cell.quotePrefix = "s", True
    return cell


def _height(text: str, width: int) -> int:
    return sum(max(1, math.ceil(_width(line) / (width - 2))) for line in text.split("\n"))


def _width(text: str) -> int:
    """In half-width characters."""
    return sum(2 if unicodedata.east_asian_width(character) in "WF" else 1 for character in text)
