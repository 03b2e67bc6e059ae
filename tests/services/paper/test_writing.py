"""Papers as .docx, read back: styles, tables, pages; templates of an office, also broken ones."""

from __future__ import annotations

import io
import zipfile
from datetime import date
from pathlib import Path
from typing import Any

import docx
import openpyxl
import pytest
from docx.enum.section import WD_ORIENT
from docx.oxml.ns import qn
from docx.shared import Mm, Pt

from policygraph.graph.transfer.form_sheets import workbook
from policygraph.graph.transfer.forms import Column, Form, Group
from policygraph.model.errors import PolicyGraphError
from policygraph.services.paper import look, templates, writing
from policygraph.services.paper.paper import Heading, Paper, TableTitle, Words

LONG = "每年举办一次，" * 60
COLUMNS = (Column("序号", 6, centred=True), Column("工作任务", 40), Column("牵头单位", 14))
FORM = Form(
    "甲县责任分工表", "甲县", COLUMNS,
    (Group("一、重点任务"), ("1", "办节。\n一年一次。", "县文旅局"), ("2", LONG, "县财政局")),
    about="共2项任务", notes=("注：没有。",),
)  # fmt: skip
PAPER = Paper(
    "责任分工表", ("甲县实施方案", "责任分工表"), "甲县责任分工表",
    (Heading("一、总的情况"), Heading("（一）按时的", 2), Words("好。\n都好。"), TableTitle("附表"), FORM),
    by="甲县人民政府", on=date(2026, 7, 1),
)  # fmt: skip


def made(paper: Paper, place: Path | None = None) -> Any:
    return docx.Document(io.BytesIO(writing.as_bytes(paper, ".docx", place)))


@pytest.fixture
def place(tmp_path: Path) -> Path:
    """A graph's folder with one for templates."""
    (tmp_path / "templates").mkdir()
    return tmp_path


def kept(place: Path, document: Any, name: str = "公文") -> None:
    document.save(place / "templates" / f"{name}.docx")


def blank() -> Any:
    return docx.Document(io.BytesIO(look.template()))


# --- the look ---------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("style", "font", "points"),
    [
        ("Title", "方正小标宋简体", 22),
        ("Normal", "仿宋_GB2312", 16),
        ("Heading 1", "黑体", 16),
        ("Heading 2", "楷体_GB2312", 16),
        ("公文表头", "黑体", 10.5),
        ("公文表格", "仿宋_GB2312", 10.5),
        ("Footer", "宋体", 14),
    ],
)
def test_faces_and_sizes_are_those_of_the_standard(style: str, font: str, points: float) -> None:
    found = blank().styles[style]
    assert found.element.rPr.rFonts.get(qn("w:eastAsia")) == font and found.font.size == Pt(points)


def test_faces_have_others_that_may_stand_for_them() -> None:
    with zipfile.ZipFile(io.BytesIO(look.template())) as package:
        fonts = package.read("word/fontTable.xml").decode()
    for name, other in (("方正小标宋简体", "方正小标宋_GBK"), ("仿宋_GB2312", "仿宋"), ("楷体_GB2312", "楷体")):
        assert f'w:name="{name}"><w:altName w:val="{other},' in fonts


def test_the_page_is_that_of_the_standard() -> None:
    document = blank()
    section = document.sections[0]
    near = {name: round(getattr(section, name).mm) for name in ("top_margin", "left_margin", "right_margin")}
    assert near == {"top_margin": 37, "left_margin": 28, "right_margin": 26}
    assert (round(section.page_width.mm), round(section.page_height.mm)) == (210, 297)
    assert document.settings.odd_and_even_pages_header_footer
    odd, even = section.footer.paragraphs[0], section.even_page_footer.paragraphs[0]
    for footer, side in ((odd, "right"), (even, "left")):
        assert footer.text.startswith("— ") and footer.text.endswith(" —") and "PAGE" in footer._p.xml
        assert footer._p.pPr.jc.get(qn("w:val")) == side


# --- what a paper says ------------------------------------------------------------------------------------------------


def test_paragraphs_stand_in_their_styles() -> None:
    assert [(each.style.name, each.text) for each in made(PAPER).paragraphs] == [
        ("Title", "甲县实施方案\n责任分工表"),
        ("Heading 1", "一、总的情况"),
        ("Heading 2", "（一）按时的"),
        ("Normal", "好。"),
        ("Normal", "都好。"),
        ("公文表题", "附表"),
        ("公文说明", "共2项任务"),
        ("公文附注", "注：没有。"),
    ]


def test_a_table_is_as_wide_as_the_text_and_its_head_comes_again() -> None:
    document = made(PAPER)
    [table] = document.tables
    assert [[cell.text for cell in row.cells] for row in table.rows] == [
        ["序号", "工作任务", "牵头单位"],
        ["一、重点任务"] * 3,
        ["1", "办节。\n一年一次。", "县文旅局"],
        ["2", LONG, "县财政局"],
    ]
    rows = [{each.tag.split("}")[1] for each in row._tr.trPr} for row in table.rows]
    assert rows == [{"cantSplit", "tblHeader"}, {"cantSplit"}, {"cantSplit"}, set()], "a long row goes on over the page"
    styles = [row.cells[-1].paragraphs[0].style.name for row in table.rows]
    assert styles == ["公文表头", "公文表内标题", "公文表格", "公文表格"]
    section = document.sections[0]
    text = (section.page_width - section.left_margin - section.right_margin) // 635
    assert sum(int(each.get(qn("w:w"))) for each in table._tbl.tblGrid) == text


def test_a_wide_paper_lies_across() -> None:
    wide = made(Paper("责任分工表", ("甲",), "甲", (FORM,), wide=True)).sections[0]
    assert wide.orientation == WD_ORIENT.LANDSCAPE and wide.page_width > wide.page_height
    margins = (wide.top_margin, wide.bottom_margin, wide.left_margin, wide.right_margin)
    assert [round(each.mm) for each in margins] == [28, 26, 35, 37], "the edge for binding is above"


@pytest.mark.parametrize("words", ["<b>&amp;</b>", "甲\x00乙\x0b", "\ud800丙", "]]>", "'\"{正文}", "{标题}", "a\tb\r"])
def test_what_xml_cannot_hold_does_no_harm(words: str) -> None:
    form = Form(words, words, COLUMNS, (Group(words), ("1", words, words)), words, (words,))
    paper = Paper("责任分工表", (words,), words, (Heading(words), Words(words), form), by=words)
    document = made(paper)
    clean = "".join(c for c in words if c.isprintable() and c != "\ud800")
    assert document.tables[0].cell(2, 1).text.replace(" ", "") == clean.replace(" ", "")
    assert openpyxl.load_workbook(io.BytesIO(writing.as_bytes(paper, ".xlsx", None)))
    assert writing.file_name(paper, ".docx").endswith(".docx") and "/" not in writing.file_name(paper, ".docx")


def test_a_paper_of_no_table_is_no_sheet() -> None:
    with pytest.raises(PolicyGraphError, match=r"没有表，写不成 \.xlsx"):
        writing.as_bytes(Paper("责任分工表", ("甲",), "甲", (Words("好。"),)), ".xlsx", None)


def test_only_two_kinds_of_files(tmp_path: Path) -> None:
    with pytest.raises(PolicyGraphError, match=r"\.docx 或 \.xlsx"):
        writing.write(PAPER, tmp_path / "x.doc", None)


# --- templates --------------------------------------------------------------------------------------------------------


def test_an_office_changes_how_papers_look(place: Path) -> None:
    document = blank()
    document.styles["公文表格"].font.size = Pt(12)
    document.sections[0].left_margin = Mm(20)
    document.paragraphs[0].insert_paragraph_before("{单位}文件", style="Title")
    document.add_paragraph("（此件公开）{日期}", style="Normal")
    document.sections[0].header.paragraphs[0].text = "{单位}　内部资料"
    kept(place, document)
    found = made(PAPER, place)
    texts = [each.text for each in found.paragraphs]
    assert texts[0] == "甲县人民政府文件" and texts[-1] == "（此件公开）2026年7月1日"
    assert found.sections[0].header.paragraphs[0].text == "甲县人民政府　内部资料"
    assert found.styles["公文表格"].font.size == Pt(12) and round(found.sections[0].left_margin.mm) == 20


def test_a_template_of_the_kind_goes_before_the_one_for_all(place: Path) -> None:
    for name in ("公文", "责任分工表"):
        document = blank()
        document.add_paragraph(f"照{name}")
        kept(place, document, name)
    assert made(PAPER, place).paragraphs[-1].text == "照责任分工表"
    other = Paper("政策对照表", ("甲",), "甲", (FORM,))
    assert made(other, place).paragraphs[-1].text == "照公文"


def without(name: str) -> bytes:
    """A template without one of its styles."""
    document = blank()
    document.styles[name].delete()
    return saved(document)


def with_places(count: int) -> bytes:
    document = blank()
    [body] = [each for each in document.paragraphs if each.text == look.BODY]
    for _ in range(count):
        body.insert_paragraph_before(look.BODY)
    body._p.getparent().remove(body._p)
    return saved(document)


def saved(document: Any) -> bytes:
    out = io.BytesIO()
    document.save(out)
    return out.getvalue()


def package(**parts: str) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as whole:
        for name, text in parts.items():
            whole.writestr(name.replace("_", "/"), text)
    return out.getvalue()


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (b"", "打不开"),
        (b"plain text", "打不开"),
        (look.template()[:900], "打不开"),
        (package(word_document="<w/>"), "打不开"),
        (package(**{"[Content_Types].xml": "<not xml"}), "打不开"),
        (writing.sheets(PAPER), "打不开"),
        (without("公文表格"), "缺少样式：公文表格"),
        (with_places(0), r"只有一段是 \{正文\}"),
        (with_places(2), r"只有一段是 \{正文\}"),
    ],
    ids=["empty", "text", "cut", "no-types", "no-xml", "sheet", "style", "no-place", "two-places"],
)
def test_a_broken_template_is_named(place: Path, content: bytes, words: str) -> None:
    (place / "templates" / "公文.docx").write_bytes(content)
    with pytest.raises(PolicyGraphError, match=words) as error:
        made(PAPER, place)
    assert "公文.docx" in str(error.value)


def test_a_template_is_written_for_an_office_to_change_and_never_over_its_own(tmp_path: Path) -> None:
    file = templates.write_template(tmp_path)
    assert file == tmp_path / "templates" / "公文.docx" and templates.find(tmp_path, "政策对照表") == file
    assert made(PAPER, tmp_path).paragraphs[0].text.startswith("甲县")
    with pytest.raises(PolicyGraphError, match="已有"):
        templates.write_template(tmp_path)
    assert templates.find(tmp_path / "county.kgl", "政策对照表") is None, "of another graph in the folder"


def test_notes_of_a_sheet_do_not_stand_alone_on_a_page() -> None:
    """The last two rows go with them; a table of one page has no break."""
    breaks = {}
    for rows in range(1, 40):
        lines = tuple((str(n), "某某县农业农村局") for n in range(rows))
        form = Form("进展情况", "表", (Column("序号", 6), Column("牵头单位", 100)), lines, notes=("注：各算一项。",))
        sheet: Any = openpyxl.load_workbook(io.BytesIO(workbook([form]))).active
        assert sheet.max_row == rows + 3
        breaks[rows] = [sheet.max_row - 1 - each.id for each in sheet.row_breaks.brk]
    assert breaks[5] == [] and [2] in breaks.values() and all(each in ([], [2]) for each in breaks.values())
