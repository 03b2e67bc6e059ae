"""Pages that are pictures of text, among those of a file that sets pages."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from policygraph.ingest.formats import limits, ocr
from policygraph.ingest.formats.pdf.lines import Line, Page

SPARSE = 15
"""Characters of a page with an image below which the page is a picture of text."""


def recognise(kind: str, pages: Sequence[Page | None], read: Callable[[int], list[Line]]) -> dict[int, str]:
    """Give the pages that are pictures of text the lines that `read` gives for their index; returns by index of a page
    why it has none. `kind`: of the file, "PDF".

    Raises PolicyGraphError where there is no page with text and nothing to recognise it with.
    """
    pictures = {i: page for i, page in enumerate(pages) if page and is_picture_of_text(page)}
    if pictures and (len(pictures) == len(pages) or not any(_length(page) for page in pages if page)):
        ocr.require(f"{kind} 是扫描件，只有图片，没有文字")
    if not ocr.is_installed():
        why = "页是图片，没有文字；装上文字识别可读：pip install 'policygraph[ocr]'"
        return {i: f"第 {i + 1} {why}" for i in pictures}
    within, beyond = list(pictures)[: ocr.PAGES], list(pictures)[ocr.PAGES :]
    for i in within:
        limits.allow(limits.SCAN_SECONDS)
        pictures[i].items, pictures[i].picture = [*read(i)], 0.0
    return {i: f"第 {i + 1} 页是图片；一份 {kind} 只识别前 {ocr.PAGES} 页图片，请拆分后再读" for i in beyond}


def is_picture_of_text(page: Page) -> bool:
    return bool(page.picture) and _length(page) < SPARSE


def _length(page: Page) -> int:
    return sum(len(line.text.strip()) for line in page.lines())
