"""Pictures of text: a scanned plan gives the graph of the plan."""

from __future__ import annotations

import io
import socket
from difflib import SequenceMatcher

import pypdfium2
import pytest
from reportlab.lib.utils import ImageReader

from policygraph.ingest.formats.reader import read_bytes
from tests import render
from tests.ingest.formats.test_formats import PLANS, facts, sample

TEXT = sample(next(name for name in PLANS if name.startswith("05")))


@pytest.fixture(scope="module")
def pictures() -> list[bytes]:
    """The first two pages of a plan as pictures."""
    found = []
    for page in list(pypdfium2.PdfDocument(render.to_pdf(TEXT)))[:2]:
        out = io.BytesIO()
        page.render(scale=2).to_pil().save(out, "PNG")
        found.append(out.getvalue())
    return found


@pytest.fixture(autouse=True)
def offline(monkeypatch: pytest.MonkeyPatch) -> None:
    """The models come with the package: nothing is fetched."""

    def refuse(*_: object) -> None:
        raise AssertionError("a connection was opened")

    monkeypatch.setattr(socket.socket, "connect", refuse)


def test_a_scanned_plan_gives_its_measures(pictures: list[bytes]) -> None:
    setter = render.Typesetter()
    for picture in pictures:
        setter.canvas.drawImage(ImageReader(io.BytesIO(picture)), 0, 0, setter.width, setter.height)
        setter.canvas.showPage()
    data = setter.done()
    raw = read_bytes(data, "扫描.pdf")
    assert len(raw.pages) >= 2 and raw.pages[1] > 300
    expected, got = facts(TEXT.encode(), "x.txt"), facts(data, "扫描.pdf")
    assert sum((got["LEADS"] & expected["LEADS"]).values()) >= 6
    assert sum(got["LEADS"].values()) <= sum((got["LEADS"] & expected["LEADS"]).values()) + 1


def test_a_picture_is_read_to_a_few_characters(pictures: list[bytes]) -> None:
    read = "".join(read_bytes(pictures[0], "第一页.png").text.split())
    written = "".join(TEXT.split())[: len(read)]
    assert SequenceMatcher(None, read, written, autojunk=False).ratio() > 0.95
