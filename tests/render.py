"""Our sample plans in other formats: as governments publish, made with other libraries than we read with."""

from __future__ import annotations

import io
import re
from collections.abc import Callable, Sequence
from html import escape
from typing import Any

import docx
import openpyxl
from docx.oxml.ns import qn
from docx.shared import Pt
from reportlab.lib.pagesizes import A4
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.cidfonts import UnicodeCIDFont
from reportlab.pdfgen.canvas import Canvas

FONT = "STSong-Light"  # comes with every reader of PDF
Rows = Sequence[Sequence[str]]


def paragraphs(text: str) -> list[str]:
    return [line.strip() for line in text.split("\n") if line.strip()]


def to_docx(text: str, tables: Sequence[Rows] = ()) -> bytes:
    """A paragraph a line, with a header and page numbers as offices have them; then the tables."""
    document = docx.Document()
    document.styles["Normal"].font.name = "Times New Roman"
    document.styles["Normal"].font.size = Pt(16)
    document.styles["Normal"].element.rPr.rFonts.set(qn("w:eastAsia"), "仿宋")
    document.sections[0].header.paragraphs[0].text = "内部资料　注意保存"
    document.sections[0].footer.paragraphs[0].text = "— 1 —"
    for line in paragraphs(text):
        document.add_paragraph(line)
    for rows in tables:
        table = document.add_table(len(rows), len(rows[0]))
        for row, values in zip(table.rows, rows, strict=True):
            for cell, value in zip(row.cells, values, strict=True):
                cell.text = value
    out = io.BytesIO()
    document.save(out)
    return out.getvalue()


def to_html(text: str, tables: Sequence[Rows] = (), encoding: str = "utf-8", title: str = "") -> bytes:
    """A page of a government's site: menu, place in the site, table of index entries, text, footer."""
    body = "\n".join(f'<p style="text-indent:2em">{escape(line)}</p>' for line in paragraphs(text))
    for rows in tables:
        lines = ("<tr>" + "".join(f"<td>{escape(value)}</td>" for value in row) + "</tr>" for row in rows)
        body += "<table>" + "".join(lines) + "</table>"
    title = title or next((line for line in paragraphs(text) if len(line) < 100), "")
    number = re.search(r"[^（(\s]{1,12}〔\d{4}〕\d+号", text)
    entries = [("索 引 号", "000014349/2026-00012"), ("主题分类", "农业、林业、水利"), ("发布日期", "2026-03-20")]
    entries += [("发文字号", number[0])] if number else []
    index = "".join(f"<tr><td><b>{key}：</b></td><td>{value}</td></tr>" for key, value in entries)
    page = f"""<!DOCTYPE html><html><head><meta charset="{encoding}"><title>{escape(title)}_云泽市人民政府网</title>
<meta name="ArticleTitle" content="{escape(title)}"><meta name="PubDate" content="2026-03-20 09:30">
<style>p {{ margin: 0 }}</style><script>var 菜单 = "首页、政务公开。";</script></head><body>
<div class="header"><ul class="nav"><li><a href="/">首页</a></li><li><a href="/zwgk">政务公开</a></li></ul></div>
<div class="breadcrumb">当前位置：首页 &gt; 政务公开 &gt; 政策文件</div>
<div class="main"><table class="index">{index}</table>
<div class="article-content" id="zoom">{body}</div></div>
<div class="related"><a href="/1">市水利局召开会议，部署工作。</a><a href="/2">我市举办活动，成效明显。</a></div>
<div class="footer"><p>主办：云泽市人民政府办公室　版权所有</p><p>网站标识码：0000000000</p></div>
</body></html>"""
    return page.encode(encoding, "xmlcharrefreplace")


def to_xlsx(title: str, rows: Rows) -> bytes:
    """A title over the columns, then the rows; in the first column a cell that repeats the one above is merged."""
    book = openpyxl.Workbook()
    sheet = book.active
    assert sheet is not None
    width = len(rows[0])
    sheet.append([title])
    sheet.merge_cells(start_row=1, start_column=1, end_row=1, end_column=width)
    for row in rows:
        sheet.append(list(row))
    first = 2
    for n in range(3, len(rows) + 3):
        if n == len(rows) + 2 or rows[n - 2][0] != rows[first - 2][0]:
            if n - first > 1:
                sheet.merge_cells(start_row=first, start_column=1, end_row=n - 1, end_column=1)
            first = n
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


MARGIN, SIZE, LEADING = 80.0, 16.0, 28.0  # points, as GB/T 9704 sets official documents
NO_START = "。，、；：！？）》”〕】"  # never at the beginning of a line


class Typesetter:
    """Official documents on A4: lines of 27 characters, two blanks before each paragraph, page numbers below."""

    def __init__(self, running_head: str = "", canvas: Callable[..., Any] = Canvas) -> None:
        pdfmetrics.registerFont(UnicodeCIDFont(FONT))
        self.out = io.BytesIO()
        self.canvas = canvas(self.out, pagesize=A4)
        self.head = running_head
        self.number = 0
        self.width, self.height = A4
        self.y = 0.0
        self.new_page()

    def new_page(self) -> None:
        if self.number:
            self.canvas.showPage()
        self.number += 1
        self.y = self.height - 100
        self.canvas.setFont(FONT, 10)
        if self.head:
            self.canvas.drawString(MARGIN, self.height - 50, self.head)
        self.canvas.drawCentredString(self.width / 2, 45, f"— {self.number} —")

    def room(self, height: float) -> None:
        if self.y - height < 90:
            self.new_page()

    def paragraph(self, text: str, centred: bool = False) -> None:
        for i, line in enumerate(wrap(text, self.width - 2 * MARGIN, SIZE, 0 if centred else 2 * SIZE)):
            self.room(LEADING)
            self.canvas.setFont(FONT, SIZE)
            if centred:
                self.canvas.drawCentredString(self.width / 2, self.y, line)
            else:
                self.canvas.drawString(MARGIN + (2 * SIZE if i == 0 else 0), self.y, line)
            self.y -= LEADING

    def table(self, rows: Rows, widths: Sequence[float], repeat: int = 0) -> None:
        """Ruled; the first `repeat` rows again on each page."""
        size, leading = 10.5, 15.0
        for n, row in enumerate(rows):
            cells = [wrap(words, width - 6, size, 0) for words, width in zip(row, widths, strict=True)]
            height = max(map(len, cells)) * leading + 6
            if self.y - height < 90:
                self.new_page()
                if n >= repeat:
                    self.table(rows[:repeat], widths)
            x = MARGIN
            for lines, width in zip(cells, widths, strict=True):
                self.canvas.rect(x, self.y - height, width, height)
                self.canvas.setFont(FONT, size)
                for i, line in enumerate(lines):
                    self.canvas.drawString(x + 3, self.y - 12 - i * leading, line)
                x += width
            self.y -= height

    def done(self, **encryption: Any) -> bytes:
        self.canvas.save()
        return self.out.getvalue()


def wrap(text: str, width: float, size: float, indent: float) -> list[str]:
    """Lines no wider than `width`, the first less by `indent`; a mark that may not begin a line hangs over."""
    lines: list[str] = []
    line, room = "", width - indent
    for character in text:
        wide = pdfmetrics.stringWidth(character, FONT, size)
        if wide > room + 0.01 and character not in NO_START:
            lines.append(line)
            line, room = "", width
        line += character
        room -= wide
    return [*lines, line]


def to_pdf(
    text: str, tables: Sequence[Rows] = (), running_head: str = "", canvas: Callable[..., Any] = Canvas
) -> bytes:
    """Titles (lines without a mark at their end before the first numbered heading) centred, the rest as paragraphs."""
    setter = Typesetter(running_head, canvas)
    begun = False
    for line in paragraphs(text):
        begun = begun or line[-1] in "。：；"
        setter.paragraph(line, centred=not begun and not line.startswith("（"))
    for rows in tables:
        setter.table(rows, [(setter.width - 2 * MARGIN) / len(rows[0])] * len(rows[0]), repeat=1)
    return setter.done()
