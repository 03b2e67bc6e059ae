""".pdf with text: paragraphs from lines, tables from ruled lines, without page numbers and running heads."""

from __future__ import annotations

from typing import Any

import pypdfium2

from policygraph.ingest.formats import limits, ocr
from policygraph.ingest.formats.builder import Builder
from policygraph.ingest.formats.office.package import CUT
from policygraph.ingest.formats.pdf import page_objects, paragraphs
from policygraph.ingest.formats.pdf.page_objects import Line, Page
from policygraph.ingest.formats.raw import RawText
from policygraph.model.errors import PolicyGraphError

SPARSE = 15
"""Characters of a page with an image below which the page is a picture of text."""


def read(data: bytes) -> RawText:
    """A .pdf; pages that are pictures are read by OCR where it is installed.

    Raises PolicyGraphError for what is damaged, encrypted, or only pictures without OCR.
    """
    try:
        document = pypdfium2.PdfDocument(data)
    except pypdfium2.PdfiumError as error:
        if "password" in str(error).lower():
            raise PolicyGraphError("PDF 有密码；请用密码打开后另存为没有密码的 PDF") from None
        raise PolicyGraphError(CUT) from None
    try:
        return _read(document)
    finally:
        document.close()


def _read(document: Any) -> RawText:
    count = len(document)
    pages: list[Page | None] = []
    characters = 0
    for i in range(min(count, limits.PAGES)):
        pages.append(_page(document, i))
        page = pages[-1]
        characters += sum(len(item.text) for item in page.items if isinstance(item, Line)) if page else 0
        if characters > limits.CHARACTERS:
            raise PolicyGraphError(f"文字超过 {limits.CHARACTERS // 10_000} 万字的上限；请拆分成几个文件再读")
    pictures = {i for i, page in enumerate(pages) if page is not None and page.pictured and _length(page) < SPARSE}
    if pictures and (len(pictures) == len(pages) or not sum(_length(p) for p in pages if p)):
        ocr.require("PDF 是扫描件，只有图片，没有文字")
    unread = {i: f"第 {i + 1} 页已损坏，没有读出文字" for i, page in enumerate(pages) if page is None}
    for n, i in enumerate(sorted(pictures)):
        page = pages[i]
        if page is not None and ocr.is_installed() and n < ocr.PAGES:
            page.items = [*ocr.read_page(document[i])]
        elif ocr.is_installed():
            unread[i] = f"第 {i + 1} 页是图片；一份 PDF 只识别前 {ocr.PAGES} 页图片，请拆分后再读"
        else:
            unread[i] = f"第 {i + 1} 页是图片，没有文字；装上文字识别可读：pip install 'policygraph[ocr]'"
    builder = Builder()
    paragraphs.put(pages, builder, unread)
    if count > limits.PAGES:
        builder.note(f"PDF 有 {count} 页，只读了前 {limits.PAGES} 页；请拆分后再读")
    return builder.build("pdf")


def _page(document: Any, i: int) -> Page | None:
    """The page, or None where it is damaged: the others are still read."""
    try:
        page = document[i]
        try:
            return page_objects.read(page)
        finally:
            page.close()
    except (pypdfium2.PdfiumError, ValueError):
        return None


def _length(page: Page) -> int:
    total = 0
    for item in page.items:
        lines = [item] if isinstance(item, Line) else [line for cell in item.cells.values() for line in cell]
        total += sum(len(line.text.strip()) for line in lines)
    return total
