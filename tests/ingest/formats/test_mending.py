"""Workbooks that Office opens although openpyxl refuses them: the words in the cells are read all the same."""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Callable
from datetime import date

import openpyxl
import pytest
from openpyxl.styles import Font

from policygraph.ingest.formats.office import mending, xlsx
from policygraph.model.errors import PolicyGraphError

Parts = dict[str, bytes]


def workbook() -> Parts:
    """The parts of a workbook with words, a date, a percent and merged cells."""
    book = openpyxl.Workbook()
    sheet = book.active
    assert sheet is not None
    sheet.append(["任务", "时限", "目标"])
    sheet.append(["修渠", date(2026, 3, 31), 0.85])
    sheet.append(["清淤", date(2026, 6, 30), 0.9])
    sheet["A2"].font = Font(name="仿宋", size=16)
    for row in (2, 3):
        sheet.cell(row, 2).number_format = 'yyyy"年"m"月"d"日"'
        sheet.cell(row, 3).number_format = "0%"
    sheet.merge_cells("A5:C5")
    sheet["A5"] = "备注：无"
    out = io.BytesIO()
    book.save(out)
    with zipfile.ZipFile(out) as package:
        return {name: package.read(name) for name in package.namelist()}


def packed(parts: Parts) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as package:
        for name, content in parts.items():
            package.writestr(name, content)
    return out.getvalue()


def changed(part: str, before: str, after: str) -> Callable[[Parts], None]:
    def change(parts: Parts) -> None:
        assert before.encode() in parts[part]
        parts[part] = parts[part].replace(before.encode(), after.encode())

    return change


def without(part: str) -> Callable[[Parts], None]:
    def change(parts: Parts) -> None:
        del parts[part]

    return change


CORE, STYLES, BOOK, SHEET = "docProps/core.xml", "xl/styles.xml", "xl/workbook.xml", "xl/worksheets/sheet1.xml"


def strict(parts: Parts) -> None:
    """Saved as ISO Strict."""
    usual = rb"http://schemas.openxmlformats.org/(spreadsheetml|officeDocument)/2006/"
    for name in parts:
        parts[name] = re.sub(usual, rb"http://purl.oclc.org/ooxml/\1/", parts[name])


ODD: dict[str, Callable[[Parts], None]] = {
    "a date of making that is none": changed(CORE, "</dcterms:created>", "（未知）</dcterms:created>"),
    "no properties": without(CORE),
    "properties that are no XML": lambda parts: parts.update({CORE: b"<a"}),
    "a font of an unknown family": changed(STYLES, "<fonts", '<fonts><font><family val="99"/></font></fonts><fonts'),
    "a fill of an unknown pattern": changed(STYLES, 'patternType="gray125"', 'patternType="斜纹"'),
    "a font without a size": changed(STYLES, '<sz val="16"', '<sz val="大"'),
    "no manifest": without("[Content_Types].xml"),
    "no theme": without("xl/theme/theme1.xml"),
    "a name that leads nowhere": changed(
        BOOK, "</sheets>", '</sheets><definedNames><definedName a="b"/></definedNames>'
    ),
    "odd settings of the page": changed(SHEET, "<pageMargins", '<pageMargins left="宽"/><pageMargins'),
    "ISO Strict": strict,
    "a view of an unknown kind": changed(BOOK, "<workbookView", '<workbookView visibility="半" /><workbookView'),
}


@pytest.fixture(scope="module")
def plain() -> str:
    text = xlsx.read(packed(workbook())).text
    assert "修渠\t2026年3月31日\t85%" in text and "备注：无" in text
    return text


@pytest.mark.parametrize("what", ODD)
def test_what_office_passes_over(what: str, plain: str) -> None:
    parts = workbook()
    ODD[what](parts)
    raw = xlsx.read(packed(parts))
    assert (raw.text, raw.unreadable, len(raw.tables)) == (plain, (), 1)


def test_without_styles_it_is_said_that_dates_may_be_numbers() -> None:
    parts = workbook()
    del parts[STYLES]
    raw = xlsx.read(packed(parts))
    assert "修渠\t46112\t0.85" in raw.text and [each.why for each in raw.unreadable] == [mending.NO_STYLES]


def test_without_the_part_of_words_it_is_said_how_many_are_missing() -> None:
    parts = workbook()
    numbers = iter(range(100))
    words = re.compile(r't="inlineStr"><is><t>.*?</t></is>')
    parts[SHEET] = words.sub(lambda _: f't="s"><v>{next(numbers)}</v>', parts[SHEET].decode()).encode()
    raw = xlsx.read(packed(parts))
    assert "2026年3月31日\t85%" in raw.text
    assert [each.why for each in raw.unreadable] == [mending.NO_STRINGS.format(6)]


def test_what_is_damaged_itself_is_said_to_be() -> None:
    parts = workbook()
    parts[SHEET] = parts[SHEET][:600]
    with pytest.raises(PolicyGraphError, match="已损坏"):
        xlsx.read(packed(parts))
