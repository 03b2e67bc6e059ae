"""What stands on pages but is no part of the text: page numbers, running heads, drawn lines, notes of a review."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import replace

from policygraph.ingest.formats.pdf.lines import Line, Page, RuledTable

EDGE = 0.14
"""Of a page's longer side: above and below, where page numbers and running heads stand, however the page is turned."""
OFTEN = 0.3
"""Of the pages: a line at the same place on so many is a running head (left and right pages may have two)."""
LITTLE = 100
"""Characters of a page; one with more tells in words what matters: its image may be a letterhead or a seal."""
LARGE, WHOLE = 0.15, 0.85
"""Of a page: an image larger than the first may hold words (a map, a chart); one beyond the second is a background, or
the scan of which the page's text was recognised."""
DRAWN = 8
"""Times one character makes up a line: letters, with which some programs draw a line across the page."""
_NUMBER = re.compile(
    r"[-—–－·•\s]*(?:第\s*)?[\d０-９]{1,4}(?:\s*页)?(?:\s*[,，/共]\s*共?\s*\d{1,4}\s*页?)?[-—–－·•\s]*"
)
_REVIEW = re.compile(  # as Word and WPS print changes and remarks beside the page: 删除[某人]: …, 批注 [A1]: …
    r"(?:批注|删除|插入|移动|设置格式|带格式的?|格式) ?[\[［(（][^\[\]［］()（）]{1,20}[\]］)）] ?[:：]"
    r"|(?:删除的内容|带格式的|设置格式|格式已更改) ?[:：]"
)


def without(pages: Sequence[Page | None]) -> list[Page | None]:
    """The pages without page numbers, running heads and feet, drawn lines, and notes of a review."""
    seen: Counter[tuple[str, int]] = Counter()
    for page in pages:
        seen.update({_place(item, page) for item in page.items if at_edge(item, page)} if page else ())
    often = max(2.0, len(pages) * OFTEN)
    return [
        page and replace(page, items=[i for i in _without_review(page) if not _is_furniture(i, page, seen, often)])
        for page in pages
    ]


def at_edge(item: Line | RuledTable, page: Page) -> bool:
    """Whether a line stands where page numbers and running heads do."""
    edge = EDGE * max(page.width, page.height)
    return isinstance(item, Line) and not edge < item.middle < page.height - edge


def reviewed(page: Page) -> list[Line]:
    """The notes of a review, beside the text: lines that say what was changed, and what stands below them."""
    beside = [i for i in page.items if isinstance(i, Line) and i.left > page.width / 2]
    lefts = [line.left for line in beside if _REVIEW.match(line.text.strip())]
    return [line for line in beside if lefts and line.left > min(lefts) - line.size]


def _without_review(page: Page) -> list[Line | RuledTable]:
    notes = {id(line) for line in reviewed(page)}
    return [item for item in page.items if id(item) not in notes]


def _is_furniture(item: Line | RuledTable, page: Page, seen: Counter[tuple[str, int]], often: float) -> bool:
    if not isinstance(item, Line):
        return False
    text = item.text.strip()
    if len(text) >= DRAWN and len(set(text)) == 1:
        return True
    if not at_edge(item, page):
        return False
    times = seen[_place(item, page)]
    if (number := _NUMBER.fullmatch(text)) is not None:  # a bare one may be part of a sentence
        return times > 1 or not number[0].strip().isdecimal()
    return times >= often


def _place(item: Line | RuledTable, page: Page) -> tuple[str, int]:
    assert isinstance(item, Line)
    return re.sub(r"\d+", "#", "".join(item.text.split())), round(item.middle / 5)


def shows_more(page: Page) -> bool:
    """Whether a page shows, beside little text, an image whose words are not read."""
    return LARGE < page.picture < WHOLE and 0 < sum(len(line.text.strip()) for line in page.lines()) < LITTLE
