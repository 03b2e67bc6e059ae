"""Pages and sheets: .pdf, web pages, .xlsx, .csv, Markdown."""

from __future__ import annotations

import pytest

from policygraph.app.parts import pieces
from policygraph.ingest.formats import delimited
from policygraph.ingest.formats.office import xlsx
from policygraph.ingest.formats.pdf import document
from policygraph.ingest.formats.raw import RawText
from policygraph.ingest.formats.reader import read_bytes
from policygraph.ingest.formats.web import html
from tests import render

LONG = "开展小流域综合治理，清淤疏浚河道15公里，建设生态护岸10公里，推行河道保洁市场化运作，"


def grid(raw: RawText, table: int = 0) -> list[tuple[str, int, int, int, int]]:
    """Words, row, column, rows, columns of each cell."""
    return [(raw.text[c.start : c.end], c.row, c.column, c.rows, c.columns) for c in raw.tables[table].cells]


def sound(raw: RawText) -> None:
    """Tables and pages lie in the text as `table` says."""
    for table in raw.tables:
        assert "\n" not in (raw.text[table.start - 1 : table.start].strip() or "")
        assert all(
            "\n" not in raw.text[c.start : c.end] and table.start <= c.start <= c.end <= table.end for c in table.cells
        )
        assert list(table.cells) == sorted(table.cells, key=lambda c: (c.row, c.column))
    assert list(raw.pages) == sorted(raw.pages) and all(0 <= page <= len(raw.text) for page in raw.pages)


def test_a_pdf_has_whole_paragraphs_and_pages_without_their_numbers() -> None:
    body = [f"{n}.{LONG * 4}由县水利局牵头。" for n in range(1, 30)]
    raw = document.read(render.to_pdf("\n".join(["青穗县节水方案", "（2026年）", *body]), running_head="内部资料"))
    assert raw.text.splitlines() == ["青穗县节水方案", "（2026年）", *body]
    assert len(raw.pages) > 5 and raw.pages[0] == 0
    assert any(raw.text[page - 1] != "\n" for page in raw.pages[1:])  # a page that begins in mid-paragraph
    sound(raw)


def test_a_table_over_pages_is_one_without_its_repeated_headings() -> None:
    rows = [
        ["序号", "重点任务", "牵头单位"],
        *([str(n), f"第{n}项，{LONG}", "县水利局、县财政局"] for n in range(1, 60)),
    ]
    raw = document.read(render.to_pdf("青穗县任务分工表", [rows]))
    sound(raw)
    (table,) = raw.tables
    words = [cell[0] for cell in grid(raw)]
    assert words == [word for row in rows for word in row]
    assert len(raw.pages) > 2 and all(table.start < page < table.end for page in raw.pages[1:])


def test_merged_cells_of_a_pdf() -> None:
    setter = render.Typesetter()
    canvas = setter.canvas
    for x0, y0, x1, y1 in [  # two rows under one cell on the left; a cell over both columns on top
        (80, 700, 280, 700), (80, 670, 280, 670), (180, 640, 280, 640), (80, 610, 280, 610),
        (80, 700, 80, 610), (180, 670, 180, 610), (280, 700, 280, 610),
    ]:  # fmt: skip
        canvas.line(x0, y0, x1, y1)
    canvas.setFont(render.FONT, 12)
    for x, y, words in [(90, 680, "任务表"), (90, 635, "治水"), (190, 650, "清淤"), (190, 620, "护岸")]:
        canvas.drawString(x, y, words)
    raw = document.read(setter.done())
    assert grid(raw) == [("任务表", 0, 0, 1, 2), ("治水", 1, 0, 2, 1), ("清淤", 1, 1, 1, 1), ("护岸", 2, 1, 1, 1)]


def test_two_columns_are_read_one_after_the_other() -> None:
    setter = render.Typesetter()
    setter.canvas.setFont(render.FONT, 12)
    for row in range(12):  # drawn line by line across the page
        for side, x in (("左", 60), ("右", 320)):
            setter.canvas.drawString(x, 700 - row * 20, f"{side}栏第{row}行清淤疏浚河道建设生态护岸")
    text = "".join(document.read(setter.done()).text.split())
    assert text.index("左栏第11行") < text.index("右栏第0行")


def test_a_box_around_text_is_no_table() -> None:
    setter = render.Typesetter()
    setter.canvas.rect(70, 500, 400, 300)
    setter.paragraph("青穗县节水方案由县水利局牵头。")
    assert document.read(setter.done()).tables == ()


def test_a_page_gives_its_document_without_the_site_around_it() -> None:
    text = "青穗县人民政府办公室关于印发节水方案的通知\n青政办发〔2026〕3号\n" + "".join(
        f"{n}.{LONG}\n" for n in range(1, 9)
    )
    raw = html.read(render.to_html(text))
    assert raw.title == "青穗县人民政府办公室关于印发节水方案的通知" and raw.published_on == "2026-03-20"
    assert raw.text.endswith(text)
    assert "发文字号：青政办发〔2026〕3号" in raw.text
    for outside in ("首页", "互动", "当前位置", "召开会议", "版权所有", "菜单"):
        assert outside not in raw.text


def test_cells_that_span_rows_and_columns() -> None:
    rows = (
        "<tr><th rowspan=2>类别</th><th colspan=2>分工</th></tr><tr><th>任务</th><th>单位</th></tr>"
        "<tr><td rowspan=2>水利</td><td><p>清淤</p><p>疏浚</p></td><td>甲局<br>乙局</td></tr>"
        "<tr><td>护岸</td><td>丙局</td></tr>"
    )
    raw = html.read(f"<html><body><table><thead></thead>{rows}</table></body></html>".encode())
    sound(raw)
    assert grid(raw)[:5] == [
        ("类别", 0, 0, 2, 1),
        ("分工", 0, 1, 1, 2),
        ("任务", 1, 1, 1, 1),
        ("单位", 1, 2, 1, 1),
        ("水利", 2, 0, 2, 1),
    ]
    assert grid(raw)[5:] == [
        ("清淤 疏浚", 2, 1, 1, 1),
        ("甲局 乙局", 2, 2, 1, 1),
        ("护岸", 3, 1, 1, 1),
        ("丙局", 3, 2, 1, 1),
    ]
    assert raw.tables[0].header == 2


def test_tables_in_tables_place_text() -> None:
    inner = "<table><tr><td>序号</td><td>任务</td></tr><tr><td>1</td><td>清淤</td></tr></table>"
    raw = html.read(f"<table><tr><td>一、要求</td><td>{inner}</td></tr></table>".encode())
    assert raw.text == "一、要求\n序号\t任务\n1\t清淤\n" and len(raw.tables) == 1


# bytes of a page, its text
ENCODED = [
    ('<meta charset="gb2312"><p>青穗县</p>'.encode("gb18030"), "青穗县\n"),
    ("<p>青穗县节水方案</p>".encode("gb18030"), "青穗县节水方案\n"),
    ('<meta charset="gbk"><p>青穗县</p>'.encode(), "青穗县\n"),
    ("<html><p>青穗县</p>".encode("utf-16"), "青穗县\n"),
    (b'\xef\xbb\xbf<meta charset="gbk">' + "<p>青穗县</p>".encode(), "青穗县\n"),
    ('<meta charset="utf-16"><p>青穗县</p>'.encode(), "青穗县\n"),
    ('<meta charset="idna"><p>青穗县</p>'.encode(), "青穗县\n"),
    ('<meta charset="undefined"><p>青穗县</p>'.encode(), "青穗县\n"),
]
UNFIT = ["\x01", "&#1;", "&#x1f;", "\x08", "\ufffe", "&#xFFFE;", "\x7f\x02"]


@pytest.mark.parametrize(("data", "text"), ENCODED)
def test_encodings_of_pages(data: bytes, text: str) -> None:
    assert read_bytes(data, "a.html").text == text


@pytest.mark.parametrize("sign", UNFIT)
def test_characters_that_no_page_may_hold(sign: str) -> None:
    """Where an element goes, what stands behind it is moved, which lxml refuses for such characters."""
    page = f'<p>青穗{sign}县</p><div class="nav">首页</div>尾{sign}巴<script>1</script>{sign}后'
    read = read_bytes(f"<html><body>{page}</body></html>".encode(), "a.html").text
    assert "青穗县" in read.replace("\x7f", "") and "尾" in read and "后" in read and "\x01" not in read


def test_a_saved_page_with_its_parts() -> None:
    body = "<html><body><p>青穗县节水方案</p></body></html>"
    head = "From: <saved>\nMIME-Version: 1.0\nContent-Type: multipart/related; boundary=x\n\n"
    data = f"{head}--x\nContent-Type: text/html; charset=utf-8\n\n{body}\n--x--\n"
    assert read_bytes(data.encode(), "a.mht").text == "青穗县节水方案\n"


def test_sheets() -> None:
    rows = [["类别", "任务", "目标"], ["水利", "清淤", "15公里"], ["水利", "护岸", "0.5"], ["农业", "改水", ""]]
    raw = xlsx.read(render.to_xlsx("青穗县任务表", rows))
    sound(raw)
    assert raw.text.splitlines()[:2] == ["青穗县任务表", "类别\t任务\t目标"]
    assert ("水利", 1, 0, 2, 1) in grid(raw) and ("护岸", 2, 1, 1, 1) in grid(raw)


def test_csv_and_markdown() -> None:
    raw = delimited.read_csv('序号,任务\n1,"清淤,\n疏浚"\n'.encode("gb18030"))
    assert raw.text == "序号\t任务\n1\t清淤, 疏浚\n" and len(raw.tables) == 1
    raw = delimited.read_markdown("# 方案\n\n| 序号 | **任务** |\n| --- | :-: |\n| 1 | 清淤 |\n\n完\n".encode())
    sound(raw)
    assert raw.text == "方案\n序号\t任务\n1\t清淤\n完\n" and raw.tables[0].header == 1


def test_evidence_names_its_page() -> None:
    body = [f"{n}.{LONG * 4}由县水利局牵头。" for n in range(1, 30)]
    raw = document.read(render.to_pdf("\n".join(body)))
    at = raw.text.index("20.")
    page = next(n for n, begins in enumerate(raw.pages, start=1) if n == len(raw.pages) or raw.pages[n] > at)
    begins = raw.pages[page - 1]
    assert page > 2 and raw.text[begins:at].count("\n") > 0  # not the page's first paragraph
    paragraph = raw.text[begins:at].count("\n") + 1
    assert pieces.position(raw.text, at, raw.pages) == f"第 {page} 页第 {paragraph} 段"
    assert pieces.position(raw.text, at, None) == f"第 {raw.text[:at].count(chr(10)) + 1} 段"
