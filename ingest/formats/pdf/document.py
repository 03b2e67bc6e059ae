""".pdf with text: paragraphs from lines, tables from ruled lines, without page numbers and running heads."""

from __future__ import annotations

from typing import Any

import pypdfium2

from policygraph.ingest.formats import limits, ocr
from policygraph.ingest.formats.builder import Builder
from policygraph.ingest.formats.office.package import CUT
from policygraph.ingest.formats.pdf import page_objects, paragraphs, scans
from policygraph.ingest.formats.pdf.lines import Page
from policygraph.ingest.formats.raw import RawText
from policygraph.model.errors import PolicyGraphError


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
    unread |= scans.recognise("PDF", pages, lambda i: ocr.read_page(document[i]))
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
        characters += sum(len(line.text) for line in page.lines()) if page else 0
        if characters > limits.CHARACTERS:
            raise PolicyGraphError(f"文字超过 {limits.CHARACTERS // 10_000} 万字的上限；请拆分成几个文件再读")
    return pages


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
