"""What .docx says in ways of its own: numbers that Word makes, tracked changes, text boxes, notes, merged cells."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Mapping

import pytest

from policygraph.ingest.formats.office import docx
from policygraph.ingest.formats.office.numbering import FORMS
from policygraph.ingest.formats.raw import RawText

NS = (
    'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main" '
    'xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships" '
    'xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006"'
)


def read(body: str, **parts: str) -> RawText:
    return docx.read(made(body, **parts))


def made(body: str, files: Mapping[str, bytes] | None = None, **parts: str) -> bytes:
    """A .docx; `files`: what it holds beside its own parts, each with a relation of its name."""
    out = io.BytesIO()
    files = files or {}
    with zipfile.ZipFile(out, "w") as package:
        package.writestr("word/document.xml", f"<w:document {NS}><w:body>{body}</w:body></w:document>")
        for name, content in parts.items():
            package.writestr(f"word/{name}.xml", f"<w:{name} {NS}>{content}</w:{name}>")
        relations = "".join(f'<Relationship Id="{name}" Type="aFChunk" Target="/parts/{name}"/>' for name in files)
        package.writestr("word/_rels/document.xml.rels", f"<Relationships>{relations}</Relationships>")
        for name, data in files.items():
            package.writestr(f"parts/{name}", data)
    return out.getvalue()


def run(words: str, properties: str = "") -> str:
    return f"<w:r><w:rPr>{properties}</w:rPr><w:t>{words}</w:t></w:r>"


def p(words: str, properties: str = "") -> str:
    return f"<w:p><w:pPr>{properties}</w:pPr>{words if words.startswith('<') else run(words)}</w:p>"


def item(words: str, level: int, number: int = 1) -> str:
    return p(words, f'<w:numPr><w:ilvl w:val="{level}"/><w:numId w:val="{number}"/></w:numPr>')


LEVELS = [
    ("chineseCounting", "%1、"),
    ("chineseCounting", "（%2）"),
    ("decimal", "%3."),
    ("decimalEnclosedCircle", "%4"),
    ("decimal", "%3.%5"),
]
ABSTRACT = '<w:abstractNum w:abstractNumId="0">' + "".join(
    f'<w:lvl w:ilvl="{i}"><w:start w:val="1"/><w:numFmt w:val="{form}"/><w:lvlText w:val="{text}"/></w:lvl>'
    for i, (form, text) in enumerate(LEVELS)
)
NUMBERING = (
    ABSTRACT + '</w:abstractNum><w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num>'
    '<w:num w:numId="2"><w:abstractNumId w:val="0"/>'
    '<w:lvlOverride w:ilvl="0"><w:startOverride w:val="1"/></w:lvlOverride></w:num>'
)

# the level of each paragraph (and its list, where it is the second), the numbers before them
NUMBERED = [
    ([0, 0, 0], "一、 二、 三、"),
    ([0, 1, 1, 0, 1], "一、 （一） （二） 二、 （一）"),
    ([0, 1, 2, 2, 1, 2], "一、 （一） 1. 2. （二） 1."),
    ([2, 3, 3, 2, 3], "1. ① ② 2. ①"),
    ([2, 4, 4, 2, 4], "1. 1.1 1.2 2. 2.1"),
    ([0] * 12, "一、 二、 三、 四、 五、 六、 七、 八、 九、 十、 十一、 十二、"),
    ([0, 0, (0, 2), (0, 2), 0], "一、 二、 一、 二、 三、"),
]


@pytest.mark.parametrize(("levels", "numbers"), NUMBERED)
def test_numbers_that_word_makes(levels: list[int | tuple[int, int]], numbers: str) -> None:
    body = "".join(item("甲", *(each if isinstance(each, tuple) else (each,))) for each in levels)
    text = read(body, numbering=NUMBERING).text
    assert [line.removesuffix("甲").strip() for line in text.splitlines()] == numbers.split()


def test_a_style_numbers_its_paragraphs_and_zero_takes_the_number_away() -> None:
    styles = (
        '<w:style w:styleId="a"><w:pPr><w:numPr><w:ilvl w:val="1"/><w:numId w:val="1"/></w:numPr></w:pPr></w:style>'
        '<w:style w:styleId="b"><w:basedOn w:val="a"/></w:style>'
    )
    none = '<w:pStyle w:val="a"/><w:numPr><w:numId w:val="0"/></w:numPr>'
    body = p("甲", '<w:pStyle w:val="a"/>') + p("乙", '<w:pStyle w:val="b"/>') + p("丙", none)
    assert read(body, numbering=NUMBERING, styles=styles).text == "（一）甲\n（二）乙\n丙\n"


# form, number, how it is written
WRITTEN = [
    ("chineseCounting", 10, "十"), ("chineseCountingThousand", 21, "二十一"), ("chineseCounting", 110, "一百一十"),
    ("ideographTraditional", 3, "丙"), ("ideographZodiac", 12, "亥"), ("decimalEnclosedCircle", 20, "⑳"),
    ("decimalEnclosedCircle", 21, "21"), ("decimalEnclosedParen", 2, "⑵"), ("decimalFullWidth", 12, "１２"),
    ("decimalZero", 3, "03"), ("upperRoman", 14, "XIV"), ("lowerLetter", 28, "bb"), ("ideographDigital", 21, "二一"),
    ("chineseLegalSimplified", 12, "壹拾贰"),
]  # fmt: skip


@pytest.mark.parametrize(("form", "number", "written"), WRITTEN)
def test_forms_of_numbers(form: str, number: int, written: str) -> None:
    assert FORMS[form](number) == written


def test_a_style_based_on_itself_ends() -> None:
    styles = (
        '<w:style w:styleId="a"><w:basedOn w:val="b"/></w:style><w:style w:styleId="b"><w:basedOn w:val="a"/></w:style>'
    )
    assert read(p("甲", '<w:pStyle w:val="a"/>'), styles=styles).text == "甲\n"


DELETED = "<w:del><w:r><w:delText>原第二条</w:delText></w:r></w:del>"
HIDDEN = run("密", "<w:vanish/>")
MARK = "<w:rPr><w:del/></w:rPr>"
LIST = '<w:numPr><w:ilvl w:val="0"/><w:numId w:val="1"/></w:numPr>'
# what tracked changes leave of paragraphs in a list, its text
CHANGED = {
    "a deleted paragraph has no number": (item("甲", 0), p(DELETED, LIST + MARK), item("乙", 0), "一、甲|二、乙"),
    "nor has one of which only the end stayed": (item("甲", 0), p(DELETED, LIST), item("乙", 0), "一、甲|二、乙"),
    "a deleted end joins two": (p("清淤", LIST + MARK), item("河道", 0), item("乙", 0), "一、清淤河道|二、乙"),
    "and where a table follows, nothing": (p("清淤", MARK), "<w:tbl/>", item("护岸", 0), "清淤|一、护岸"),
    "nor where nothing follows": (p("清淤", MARK), "<w:sectPr/>", "", "清淤"),
    "an end that was moved away": (p("清淤", "<w:rPr><w:moveFrom/></w:rPr>"), p("疏浚"), "", "清淤疏浚"),
    "a number without words is seen": (item("", 0), p("工作目标"), item("乙", 0), "一、|工作目标|二、乙"),
    "a hidden one is not": (p(HIDDEN, f"{LIST}<w:rPr><w:vanish/></w:rPr>"), item("乙", 0), "", "一、乙"),
}  # fmt: skip


@pytest.mark.parametrize("name", CHANGED)
def test_numbers_among_changes(name: str) -> None:
    *body, text = CHANGED[name]
    assert read("".join(body), numbering=NUMBERING).text == text.replace("|", "\n") + "\n"


BOX = "<w:r><w:pict><w:txbxContent>{}</w:txbxContent></w:pict></w:r>"
CHOICE = f"<mc:AlternateContent><mc:Choice>{BOX}</mc:Choice><mc:Fallback>{BOX}</mc:Fallback></mc:AlternateContent>"

# the body, the text
BODIES = {
    "deletions go, insertions stay": (
        p(run("推进") + "<w:del><w:r><w:delText>清淤</w:delText></w:r></w:del><w:ins>" + run("改水") + "</w:ins>"),
        "推进改水\n",
    ),
    "hidden text goes": (
        p(run("推进") + run("秘密", "<w:vanish/>") + run("改水", '<w:vanish w:val="0"/>')),
        "推进改水\n",
    ),
    "field codes go": (
        p('<w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText>PAGE</w:instrText></w:r>' + run("第3章")),
        "第3章\n",
    ),
    "line breaks and tabs": (p("<w:r><w:t>甲</w:t><w:br/><w:t>乙</w:t><w:tab/><w:t>丙</w:t></w:r>"), "甲\n乙 丙\n"),
    "a page break breaks no line": (p('<w:r><w:t>甲</w:t><w:br w:type="page"/><w:t>乙</w:t></w:r>'), "甲乙\n"),
    "a text box once, behind its paragraph": (p(run("正文") + CHOICE.format(p("框内"), p("框内"))), "正文\n框内\n"),
    "content controls": (f"<w:sdt><w:sdtContent>{p('甲')}</w:sdtContent></w:sdt>" + p("乙"), "甲\n乙\n"),
    "words under small signs": (
        p("<w:r><w:ruby><w:rt>" + run("shù") + "</w:rt><w:rubyBase>" + run("漱") + "</w:rubyBase></w:ruby></w:r>"),
        "漱\n",
    ),
    "a table of contents goes": (
        p("目　录")
        + '<w:sdt><w:sdtPr><w:docPartObj><w:docPartGallery w:val="Table of Contents"/></w:docPartObj></w:sdtPr>'
        f"<w:sdtContent>{p('一、目标 1')}</w:sdtContent></w:sdt>" + p("一、目标"),
        "一、目标\n",
    ),
    "a link's words": (p("<w:hyperlink>" + run("改水") + "</w:hyperlink>"), "改水\n"),
}


@pytest.mark.parametrize("name", BODIES)
def test_bodies(name: str) -> None:
    body, text = BODIES[name]
    assert read(body).text == text


def test_lines_of_contents_are_known_by_their_style() -> None:
    line, title = ('<w:style w:styleId="11"><w:name w:val="toc 1"/>', '<w:style w:styleId="a"><w:name w:val="标题"/>')
    body = p("一、目标 1", '<w:pStyle w:val="11"/>') + p("一、目标", '<w:pStyle w:val="a"/>')
    assert read(body, styles=f"{line}</w:style>{title}</w:style>").text == "一、目标\n"


def test_a_document_that_was_saved_as_iso_strict() -> None:
    strict = NS.replace(
        "http://schemas.openxmlformats.org/wordprocessingml/2006", "http://purl.oclc.org/ooxml/wordprocessingml"
    )
    assert strict != NS
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as package:
        package.writestr("word/document.xml", f"<w:document {strict}><w:body>{p('清淤')}</w:body></w:document>")
    assert docx.read(out.getvalue()).text == "清淤\n"


def test_notes_stand_at_the_end_without_their_separators() -> None:
    notes = f'<w:footnote w:type="separator">{p("——")}</w:footnote><w:footnote>{p("指县级财政。")}</w:footnote>'
    assert (
        read(p("资金由财政安排。") + p("二、任务"), footnotes=notes).text
        == "资金由财政安排。\n二、任务\n指县级财政。\n"
    )


def cell(words: str, properties: str = "") -> str:
    return f"<w:tc><w:tcPr>{properties}</w:tcPr>{''.join(map(p, words.split('|')))}</w:tc>"


def table(*rows: str) -> str:
    return "<w:tbl>" + "".join(f"<w:tr>{row}</w:tr>" for row in rows) + "</w:tbl>"


RESTART, CONTINUE = '<w:vMerge w:val="restart"/>', "<w:vMerge/>"


def test_merged_cells_stand_once_with_what_they_cover() -> None:
    head = "<w:trPr><w:tblHeader/></w:trPr>" + cell("类别") + cell("任务") + cell("单位")
    raw = read(
        p("附件")
        + table(
            head,
            cell("一、治水", '<w:gridSpan w:val="3"/>'),
            cell("水利", RESTART) + cell("清淤|疏浚") + cell("甲局"),
            cell("", CONTINUE) + cell("护岸") + cell("乙局"),
        )
        + p("完")
    )
    assert raw.text == "附件\n类别\t任务\t单位\n一、治水\n水利\t清淤 疏浚\t甲局\n\t护岸\t乙局\n完\n"
    (only,) = raw.tables
    assert raw.text[only.start : only.end].endswith("乙局") and only.header == 1
    cells = [(raw.text[c.start : c.end], c.row, c.column, c.rows, c.columns) for c in only.cells]
    assert cells[3:6] == [("一、治水", 1, 0, 1, 3), ("水利", 2, 0, 2, 1), ("清淤 疏浚", 2, 1, 1, 1)]


# tables that only place text, the text
LAYOUTS = {
    "one cell": (table(cell("一、总体要求|二、任务")), "一、总体要求\n二、任务\n"),
    "one column": (table(cell("甲"), cell("乙")), "甲\n乙\n"),
    "a table around a page": (
        table(cell("侧栏") + cell("|".join(f"{n}.开展小流域综合治理。" + "清淤疏浚河道。" * 9 for n in range(1, 7)))),
        "侧栏\n" + "".join(f"{n}.开展小流域综合治理。" + "清淤疏浚河道。" * 9 + "\n" for n in range(1, 7)),
    ),
}


@pytest.mark.parametrize("name", LAYOUTS)
def test_tables_that_only_place_text_are_text(name: str) -> None:
    body, text = LAYOUTS[name]
    raw = read(body)
    assert (raw.text, raw.tables) == (text, ())


NUMBERED_ROWS = table(
    cell("序号") + cell("任务") + cell("单位"),
    *(f"<w:tc>{p(run(''), LIST)}</w:tc>" + cell(task) + cell("甲局") for task in ("清淤", "护岸")),
)
ROWS = "序号\t任务\t单位\n一、\t清淤\t甲局\n二、\t护岸\t甲局\n"


def test_a_column_that_word_numbers() -> None:
    assert read(NUMBERED_ROWS, numbering=NUMBERING).text == ROWS


def test_a_table_in_one_that_only_places_text_is_a_table() -> None:
    raw = read(table(f"<w:tc>{p('附件')}{NUMBERED_ROWS}{p('注：按月调度。')}</w:tc>"), numbering=NUMBERING)
    assert raw.text == f"附件\n{ROWS}注：按月调度。\n" and [len(t.cells) for t in raw.tables] == [9]
