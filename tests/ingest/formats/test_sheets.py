"""What a workbook shows beside its cells: hidden rows, columns and sheets, text boxes; and links that lead nowhere."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Callable

import openpyxl
import pytest
from openpyxl.worksheet.filters import AutoFilter, FilterColumn, Filters
from openpyxl.worksheet.table import Table
from openpyxl.worksheet.worksheet import Worksheet

from policygraph.ingest.formats.office import xlsx
from policygraph.ingest.formats.office.sheet import Hidden, seen
from policygraph.ingest.formats.raw import RawText

ROWS = [["类别", "任务", "单位"], ["水系", "清淤", "甲局"], ["水系", "护岸", "乙局"], ["污水", "纳管", "丙局"]]
ALL = "类别\t任务\t单位\n水系\t清淤\t甲局\n水系\t护岸\t乙局\n污水\t纳管\t丙局\n"
RELATIONS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
DRAWING = (
    '<xdr:wsDr xmlns:xdr="http://schemas.openxmlformats.org/drawingml/2006/spreadsheetDrawing" '
    'xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main" '
    'xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006">{}</xdr:wsDr>'
)


def saved(change: Callable[[Worksheet], object] = lambda sheet: None, **parts: str) -> bytes:
    """A workbook of `ROWS`, changed. `drawing`: the XML of what lies over it; `link`: that of a link to outside."""
    book = openpyxl.Workbook()
    sheet = book.active
    assert sheet is not None
    for row in ROWS:
        sheet.append(row)
    change(sheet)
    out, made = io.BytesIO(), io.BytesIO()
    book.save(out)
    with zipfile.ZipFile(out) as before, zipfile.ZipFile(made, "w") as after:
        for name in before.namelist():
            data = before.read(name)
            if "link" in parts and name == "xl/workbook.xml":
                data = data.replace(
                    b"</sheets>",
                    f'</sheets><externalReferences><externalReference xmlns:r="{RELATIONS}" r:id="a"/>'
                    "</externalReferences>".encode(),
                )
            if "link" in parts and name == "xl/_rels/workbook.xml.rels":
                data = data.replace(b"</Relationships>", relation("externalLink", "link.xml") + b"</Relationships>")
            after.writestr(name, data)
        if "drawing" in parts:
            relations = b"<Relationships>" + relation("drawing", "../drawing.xml") + b"</Relationships>"
            after.writestr("xl/worksheets/_rels/sheet1.xml.rels", relations)
        for name, content in parts.items():
            after.writestr(f"xl/{name}.xml", content)
    return made.getvalue()


def relation(kind: str, target: str) -> bytes:
    return f'<Relationship Id="a" Type="{RELATIONS}/{kind}" Target="{target}"/>'.encode()


def hide_row(sheet: Worksheet, number: int = 3) -> None:
    sheet.row_dimensions[number].hidden = True


def hide_column(sheet: Worksheet) -> None:
    sheet.column_dimensions["A"].hidden = True


def close_group(sheet: Worksheet) -> None:
    sheet.row_dimensions.group(3, 4, hidden=True)


def filter_rows(sheet: Worksheet, reference: str = "A1:C3") -> None:
    sheet.auto_filter.ref = reference
    sheet.auto_filter.add_filter_column(1, ["清淤"])
    hide_row(sheet)


def filter_table(sheet: Worksheet) -> None:
    table = Table(displayName="a", ref="A1:C3")
    table.autoFilter = AutoFilter(ref="A1:C3", filterColumn=[FilterColumn(colId=1, filters=Filters(filter=["清淤"]))])
    sheet.add_table(table)
    hide_row(sheet)


def merge_over_a_hidden_row(sheet: Worksheet) -> None:
    sheet["A3"] = None
    sheet.merge_cells("A2:A3")
    hide_row(sheet, 2)


# how the sheet was changed, its text, how many cells are said to be hidden
CHANGES: dict[str, tuple[Callable[[Worksheet], object], str, int]] = {
    "a hidden row": (hide_row, "类别\t任务\t单位\n水系\t清淤\t甲局\n污水\t纳管\t丙局\n", 3),
    "a hidden column": (hide_column, "任务\t单位\n清淤\t甲局\n护岸\t乙局\n纳管\t丙局\n", 4),
    "a closed group": (close_group, ALL, 0),
    "what a filter leaves out": (filter_rows, ALL, 0),
    "what the filter of a table in it leaves out": (filter_table, ALL, 0),
    "a row hidden beside a filter": (
        lambda sheet: (filter_rows(sheet), hide_row(sheet, 4)),
        ALL.removesuffix("污水\t纳管\t丙局\n"),
        3,
    ),
    "a merged cell that is half hidden": (
        merge_over_a_hidden_row,
        "类别\t任务\t单位\n水系\t护岸\t乙局\n污水\t纳管\t丙局\n",
        2,
    ),
}


@pytest.mark.parametrize("name", CHANGES)
def test_what_is_hidden_is_not_read_and_said(name: str) -> None:
    change, text, cells = CHANGES[name]
    raw = xlsx.read(saved(change))
    assert raw.text == text
    assert [f"其中 {cells} 格" in each.why for each in raw.unreadable] == [True] * bool(cells)


def test_merged_ranges_count_only_what_is_seen() -> None:
    filled = {(1, 1): "题", (2, 2): "甲", (2, 4): "乙"}
    cells, left_out = seen(filled, {(1, 1): (1, 4)}, Hidden(columns=frozenset({1, 3})))
    assert [(c.text, c.row, c.column, c.columns) for c in cells] == [("题", 1, 0, 2), ("甲", 2, 0, 1), ("乙", 2, 1, 1)]
    assert left_out == 0


def test_a_hidden_sheet_is_said() -> None:
    def add(sheet: Worksheet) -> None:
        assert sheet.parent is not None
        for title, words in (("底稿", "迁建泵站"), ("空表", None)):
            other = sheet.parent.create_sheet(title)
            other["A1"] = words
            other.sheet_state = "hidden"

    raw = xlsx.read(saved(add))
    assert raw.text == ALL and ["底稿" in each.why for each in raw.unreadable] == [True]


def shape(words: str, properties: str = "") -> str:
    lines = "".join(f"<a:p><a:r><a:t>{line}</a:t></a:r></a:p>" for line in words.split("|"))
    head = f"<xdr:nvSpPr><xdr:cNvPr {properties}/></xdr:nvSpPr>"
    return f"<xdr:sp>{head}<xdr:txBody>{lines}</xdr:txBody></xdr:sp>"


def anchored(row: int, inside: str) -> str:
    return f"<xdr:twoCellAnchor><xdr:from><xdr:row>{row}</xdr:row></xdr:from>{inside}</xdr:twoCellAnchor>"


def below(sheet: Worksheet) -> None:
    sheet.insert_rows(1, 2)


# the drawing, how the sheet was changed, the text
BOXES = {
    "beside the cells": (anchored(0, shape("说明|二")), lambda sheet: None, f"{ALL}说明\n二\n"),
    "above all cells": (anchored(4, shape("末")) + anchored(0, shape("题")), below, f"题\n{ALL}末\n"),
    "in a group": (
        anchored(1, f"<xdr:grpSp>{shape('甲')}{shape('乙')}</xdr:grpSp>"),
        lambda sheet: None,
        f"{ALL}甲\n乙\n",
    ),
    "a hidden one": (anchored(1, shape("甲", 'hidden="1"')), lambda sheet: None, ALL),
    "once": (
        anchored(
            1,
            f"<mc:AlternateContent><mc:Choice>{shape('甲')}</mc:Choice>"
            f"<mc:Fallback>{shape('甲')}</mc:Fallback></mc:AlternateContent>",
        ),
        lambda sheet: None,
        f"{ALL}甲\n",
    ),
    "at no place": (anchored(1, shape("甲")).replace("<xdr:row>1", "<xdr:row>?"), lambda sheet: None, ALL),
}


@pytest.mark.parametrize("name", BOXES)
def test_text_boxes(name: str) -> None:
    drawing, change, text = BOXES[name]
    assert xlsx.read(saved(change, drawing=DRAWING.format(drawing))).text == text


def test_a_damaged_drawing_does_no_harm() -> None:
    assert xlsx.read(saved(drawing="<xdr:wsDr")).text == ALL


def test_text_boxes_of_a_workbook_that_had_to_be_mended() -> None:
    data = saved(drawing=DRAWING.format(anchored(1, shape("甲"))))
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as before, zipfile.ZipFile(out, "w") as after:
        for name in before.namelist():
            part = b"<styleSheet" if name == "xl/styles.xml" else before.read(name)
            after.writestr(name, part.replace(b"</worksheet>", b"<colBreaks>"))  # damage behind the cells
    assert xlsx.read(out.getvalue()).text == f"{ALL}甲\n"


# the program of an object on a sheet, whether it is said
OBJECTS = [("Word.Document.12", True), ("Equation.3", False)]


@pytest.mark.parametrize(("program", "said"), OBJECTS)
def test_a_file_on_a_sheet_is_said(program: str, said: bool) -> None:
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(saved())) as before, zipfile.ZipFile(out, "w") as after:
        for name in before.namelist():
            objects = f'<oleObjects><oleObject progId="{program}" shapeId="1"/></oleObjects></worksheet>'
            after.writestr(name, before.read(name).replace(b"</worksheet>", objects.encode()))
    raw = xlsx.read(out.getvalue())
    assert raw.text == ALL and ["嵌有" in each.why for each in raw.unreadable] == [True] * said


DDE = (
    '<externalLink xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main">'
    '<ddeLink ddeService="Excel" ddeTopic="a.xls"><ddeItems><ddeItem name="R1C1"/></ddeItems></ddeLink></externalLink>'
)


def test_a_link_to_another_program_is_passed_over() -> None:
    raw: RawText = xlsx.read(saved(link=DDE))
    assert raw.text == ALL and not raw.unreadable
