"""Pages set by programs as offices use them: fonts of other heights, rows cut by page ends, notes beside the text."""

from __future__ import annotations

import pytest

from policygraph.ingest.formats.pdf.ruling_lines import Rule
from tests.set_pages import SIZE, lines, page, read

FULL = "清淤疏浚河道并建设生态护岸推行河道保洁市场化运作落实河长"
INDENTED = f"　　{FULL[:25]}"
BODY = [INDENTED, FULL[:27], FULL[:9] + "。"]
PARAGRAPHS = [
    # what stands between two paragraphs, and what is read of it
    ([INDENTED, FULL[:21] + "15 公里以上", FULL[:27], "建成 3 个。"],  # the boxes of digits are higher
     [FULL[:25] + FULL[:21] + "15 公里以上" + FULL[:27] + "建成 3 个。"]),
    ([">青穗县人民政府办公室", ">2026年9月1日"], ["青穗县人民政府办公室", "2026年9月1日"]),
    ([">>2026年9月1日", "^青穗县节水管理办法"], ["2026年9月1日", "青穗县节水管理办法"]),
    ([INDENTED[:-1] + "。", "^青穗县节水管理办法"], [FULL[:24] + "。", "青穗县节水管理办法"]),
    ([INDENTED, FULL[:26] + "。", "　（二）" + FULL[:22], FULL[:9]],  # its bracket is half as wide as its box
     [FULL[:25] + FULL[:26] + "。", "（二）" + FULL[:22] + FULL[:9]]),
    ([INDENTED, "附件 2", "　　任务清单"], [FULL[:25], "附件 2", "任务清单"]),
    (["^" + FULL[:26], "^" + FULL[:12]], [FULL[:26] + FULL[:12]]),  # a title of two lines
]  # fmt: skip


@pytest.mark.parametrize(("written", "said"), PARAGRAPHS)
def test_lines_become_paragraphs(written: list[str], said: list[str]) -> None:
    body = "".join(line.strip("　") for line in BODY)
    assert read(page(lines(*BODY, *written, *BODY))).text.splitlines() == [body, *said, body]


def test_characters_that_a_line_drawn_in_between_cut_off() -> None:
    number = [(200.0, 600.0, "青政办发〔2026〕3"), (80.0, 580.0, "ˉ" * 20), (200 + 8.5 * SIZE, 600.0, "号")]
    assert read(page([*number, *lines(*BODY, top=500.0)])).text.splitlines()[0] == "青政办发〔2026〕3号"


NUMBERS = [
    ("— 2 —", 842.0, 595.0, 111.0),
    ("2", 595.0, 842.0, 103.0),  # a page on its side
    ("第 2 页 共 9 页", 842.0, 595.0, 60.0),
]


@pytest.mark.parametrize(("number", "height", "width", "at"), NUMBERS)
def test_numbers_of_pages_are_no_text(number: str, height: float, width: float, at: float) -> None:
    """Nor do they end a paragraph that goes on over the page."""
    top = height - 150
    pages = [
        page([*lines(INDENTED, FULL[:27], top=top), (width / 2, at, number)], width=width, height=height)
        for _ in range(2)
    ]
    pages.append(page(lines(FULL[:9] + "。", top=top), width=width, height=height))
    text = read(*pages).text
    assert number not in text and text.count("\n") == 2


REVIEWS = ["删除[张三]: 护岸", "批注 [A1]: 请核实", "设置格式[张三]: 字体: 加粗", "批注（李四）：删去"]


@pytest.mark.parametrize("review", REVIEWS)
def test_notes_of_a_review_are_no_text(review: str) -> None:
    notes = [(560.0, 690.0, review), (560.0, 670.0, "，（复杂文种）")]
    pages = [page([*lines(INDENTED, FULL[:27]), *notes], width=805.0), page(lines(FULL[:9] + "。"), width=805.0)]
    raw = read(*pages)
    assert raw.text == FULL[:25] + FULL[:27] + FULL[:9] + "。\n"
    assert [note.why for note in raw.unreadable] == ["页边印有审阅的批注、修订共 2 行，没有读"]


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


@pytest.mark.parametrize(("share", "count", "noted"), [(0.3, 3, 1), (0.05, 3, 0), (1.0, 3, 0), (0.3, 20, 0)])
def test_a_large_image_beside_little_text_is_not_passed_over(share: float, count: int, noted: int) -> None:
    """A map or a chart; not an emblem, a background, or a picture in a page full of text."""
    shown = page(lines(*[FULL[:20] + "。"] * count))
    shown.picture = share
    raw = read(shown)
    assert [note.why for note in raw.unreadable] == ["第 1 页有一幅大图，图里的文字没有读；请打开文件看看"] * noted
