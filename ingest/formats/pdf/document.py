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
    pages = _pages(document, min(count, limits.PAGES))
    unread = {i: f"第 {i + 1} 页已损坏，没有读出文字" for i, page in enumerate(pages) if page is None}
    unread |= _recognise(document, pages)
    builder = Builder()
    paragraphs.put(pages, builder, unread)
    if count > limits.PAGES:
        builder.note(f"PDF 有 {count} 页，只读了前 {limits.PAGES} 页；请拆分后再读")
    return builder.build("pdf")


def _pages(document: Any, count: int) -> list[Page | None]:
    """The first pages, None for a damaged one."""
    pages: list[Page | None] = []
    characters = 0
    for i in range(count):
        page = _page(document, i)
        pages.append(page)
        characters += sum(len(item.text) for item in page.items if isinstance(item, Line)) if page else 0
        if characters > limits.CHARACTERS:
            raise PolicyGraphError(f"文字超过 {limits.CHARACTERS // 10_000} 万字的上限；请拆分成几个文件再读")
    return pages


def _recognise(document: Any, pages: list[Page | None]) -> dict[int, str]:
    """Give the pages that are pictures of text their lines; returns by index of a page why it has none.

    Raises PolicyGraphError where there is no page with text and nothing to recognise it with.
    """
    pictures = {i: page for i, page in enumerate(pages) if page and page.pictured and _length(page) < SPARSE}
    if pictures and (len(pictures) == len(pages) or not any(_length(page) for page in pages if page)):
        ocr.require("PDF 是扫描件，只有图片，没有文字")
    if not ocr.is_installed():
        why = "页是图片，没有文字；装上文字识别可读：pip install 'policygraph[ocr]'"
        return {i: f"第 {i + 1} {why}" for i in pictures}
    within, beyond = list(pictures)[: ocr.PAGES], list(pictures)[ocr.PAGES :]
    for i in within:
        limits.allow(limits.SCAN_SECONDS)
        pictures[i].items = [*ocr.read_page(document[i])]
    return {i: f"第 {i + 1} 页是图片；一份 PDF 只识别前 {ocr.PAGES} 页图片，请拆分后再读" for i in beyond}


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
