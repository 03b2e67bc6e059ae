"""Pages as they look: where words are lit, in PDF and OFD alike; what cannot be drawn says why."""

from __future__ import annotations

import re

import pytest

from policygraph.ingest.formats.ofd import document as ofd
from policygraph.ingest.formats.pdf import document as pdf
from policygraph.ingest.formats.pdf.lines import Line, Page
from policygraph.ingest.formats.seen import drawing
from policygraph.ingest.formats.seen.lighting import lit
from policygraph.model.errors import PolicyGraphError
from tests import render
from tests.render_ofd import to_ofd

BODY = [f"{n}.开展第{n}片小流域综合治理，清淤疏浚河道15公里，由县水利局牵头，县财政局配合。" * 2 for n in range(1, 30)]
TEXT = "\n".join(["青穗县节水方案", *BODY])
FILES = {"a.pdf": (render.to_pdf, pdf.read), "a.ofd": (to_ofd, ofd.read)}
LIT = re.compile(r'<rect x="([\d.-]+)" y="([\d.-]+)" width="([\d.]+)" height="([\d.]+)" fill="#ffcf33"')


@pytest.mark.parametrize("name", FILES)
def test_words_are_lit_on_their_page_alone(name: str) -> None:
    make, read = FILES[name]
    data = make(TEXT)
    text, pages = read(data).text, read(data).pages
    assert len(pages) > 1
    for words in ("开展第1片小流域", "开展第29片小流域"):
        on = sum(begin <= text.index(words) for begin in pages)
        boxes = [LIT.findall(drawing.svg(data, name, number, words)) for number in range(1, len(pages) + 1)]
        assert [bool(each) for each in boxes] == [number == on for number in range(1, len(pages) + 1)]
        assert len(boxes[on - 1]) <= 2, "over the ends of lines"
    first, second = (LIT.findall(drawing.svg(data, name, 1, "县水利局", nth)) for nth in (0, 1))
    assert first and second and first != second


@pytest.mark.parametrize(
    ("words", "nth", "boxes"),
    [
        ("修水渠", 0, [(40.0, 30.0)]),
        ("修 水\n渠", 0, [(40.0, 30.0)]),  # the text has blanks and ends of lines that the page has not
        ("大棚修水渠。水", 0, [(20.0, 50.0), (0.0, 20.0)]),  # over two lines
        ("水", 1, [(10.0, 10.0)]),  # the second of its places
        ("造林", 0, []),
        ("在县城东边的山上打深水", 0, []),  # less than six characters of it stand here
    ],
)
def test_boxes(words: str, nth: int, boxes: list[tuple[float, float]]) -> None:
    page = Page(100, 100, [Line("修建大棚修水渠", 0, 70, 50, 10), Line("。水库", 0, 30, 30, 10)], 0.0)
    assert [(box.left, box.width) for box in lit(page, words, nth)] == boxes


def test_what_goes_on_on_the_next_page_is_lit_on_both() -> None:
    head = Page(100, 100, [Line("由县农业农村局牵头", 0, 90, 90, 10), Line("二、保障", 0, 40, 70, 10)], 0.0)
    foot = Page(100, 100, [Line("一、任务", 0, 40, 90, 10), Line("修水渠十二公里，", 0, 80, 10, 10)], 0.0)
    words = "修水渠十二公里，由县农业农村局牵头"
    assert [box.left for box in lit(foot, words)] == [0.0] and [box.left for box in lit(head, words)] == [0.0]


@pytest.mark.parametrize(
    ("data", "name", "number"),
    [(b"%PDF-1.4 no", "a.pdf", 1), (b"no", "a.ofd", 1), (b"no", "a.png", 1), (b"no", "a.txt", 1)],
)
def test_what_cannot_be_drawn_says_why(data: bytes, name: str, number: int) -> None:
    with pytest.raises(PolicyGraphError):
        drawing.svg(data, name, number)


def test_a_page_that_is_not_there() -> None:
    with pytest.raises(PolicyGraphError, match="没有第 9 页"):
        drawing.svg(render.to_pdf("方案\n一、修水渠。"), "a.pdf", 9)
