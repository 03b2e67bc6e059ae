"""Pages set by programs as offices use them: fonts of other heights, rows cut by page ends, notes beside the text."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

import pytest

from policygraph.ingest.formats.builder import Builder
from policygraph.ingest.formats.pdf import grids, paragraphs
from policygraph.ingest.formats.pdf.lines import Line, Lines, Page, RuledTable
from policygraph.ingest.formats.pdf.ruling_lines import Rule
from policygraph.ingest.formats.raw import RawText

SIZE = 16.0
LEFT, RIGHT, LEADING = 80.0, 80.0 + 27 * SIZE, 28.0
Words = tuple[float, float, str]
"""Where they begin, their baseline, and what they are."""


def page(words: Iterable[Words], rules: Sequence[Rule] = (), width: float = 595.0, height: float = 842.0) -> Page:
    """With a font for Latin letters and digits whose box is a third higher than that of the Chinese one."""
    items: list[Line | RuledTable] = []
    put = Lines(items, [RuledTable(grid) for grid in grids.find(rules)])
    for x, y, text in words:
        for c in text:
            narrow = c < "\x7f"
            wide = SIZE / 2 if narrow else SIZE
            below, above = (0.36, 0.98) if narrow else (0.14, 0.86)
            if c == " ":
                put.blank(c, False)
            else:
                put.character(c, x, y - below * SIZE, x + wide, y + above * SIZE)
            x += wide
        put.end()
    return Page(width, height, items, False)


def lines(*texts: str, top: float = 700.0, leading: float = LEADING) -> list[Words]:
    """One below the other; two blanks before one make its indent, and `>` in front sets it to the right margin."""
    words = []
    for i, text in enumerate(texts):
        said = text.lstrip("　>")
        wide = sum(SIZE / 2 if c < "\x7f" else SIZE for c in said)
        left = RIGHT - wide - 2 * SIZE if text[0] == ">" else LEFT + SIZE * (len(text) - len(said))
        words.append((left, top - i * leading, said))
    return words


def read(*pages: Page) -> RawText:
    builder = Builder()
    paragraphs.put(pages, builder)
    return builder.build("pdf")


FULL = "清淤疏浚河道并建设生态护岸推行河道保洁市场化运作落实河长"
PARAGRAPHS = [
    # the lines of a paragraph, some with digits: their boxes are higher
    (["　　" + FULL[:25], FULL[:21] + "15 公里以上", FULL[:27], "建成 3 个。"], 1),
]


@pytest.mark.parametrize(("written", "count"), PARAGRAPHS)
def test_lines_become_paragraphs(written: list[str], count: int) -> None:
    body = [f"　　{FULL[:25]}", FULL[:27], FULL[:9] + "。"]
    text = read(page(lines(*body, *written, *body))).text.splitlines()
    assert len(text) == 2 + count


def cell(*texts: str) -> str:
    """What is read of lines in the second cell of a row, each put into the file as it comes."""
    rules = [Rule(False, y, 60, 500) for y in (740, 500)] + [Rule(True, x, 500, 740) for x in (60, 110, 400, 500)]
    words = [(70.0, 715.0, "1"), *((115.0, 715.0 - 20 * i, text) for i, text in enumerate(texts)), (405.0, 715.0, "甲")]
    raw = read(page(words, rules))
    return raw.text.split("\t")[1]


CELLS = [
    (["清淤疏浚河道建设生态护岸推行保洁", "2026年8月底前完成"], "清淤疏浚河道建设生态护岸推行保洁2026年8月底前完成"),
    (["AI 清淤平台覆盖清淤疏浚河道河湖塘", "清淤疏浚"], "AI 清淤平台覆盖清淤疏浚河道河湖塘清淤疏浚"),
    (["清淤疏浚河道建设生态护岸河湖塘坝", "12公里以上，建设生态护岸河湖塘坝坝", "年底前完成"],
     "清淤疏浚河道建设生态护岸河湖塘坝12公里以上，建设生态护岸河湖塘坝坝年底前完成"),
]  # fmt: skip


@pytest.mark.parametrize(("written", "said"), CELLS)
def test_lines_of_a_cell_keep_their_order(written: list[str], said: str) -> None:
    assert cell(*written) == said
