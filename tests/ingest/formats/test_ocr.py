"""Pictures of text: a scanned plan gives the graph of the plan."""

from __future__ import annotations

import io
import socket
from difflib import SequenceMatcher

import pypdfium2
import pytest
from PIL import Image
from reportlab.lib.utils import ImageReader

from policygraph.ingest.formats.reader import read_bytes
from tests import render
from tests.ingest.formats.test_formats import PLANS, facts, facts_of, read, sample

pytestmark = pytest.mark.ocr

WHOLE = sample(next(name for name in PLANS if name.startswith("05")))
TITLE = "临澜区2026年“百溪润田、千村焕新”行动实施方案\n"
TEXT = WHOLE[WHOLE.rindex(TITLE) : WHOLE.index("5.发展特色种养业")]  # a page and some lines: each takes its time


@pytest.fixture(scope="module")
def pictures() -> list[bytes]:
    """The pages of the beginning of a plan as pictures."""
    found = []
    for page in pypdfium2.PdfDocument(render.to_pdf(TEXT)):
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


@pytest.mark.slow("recognises a whole page")
def test_a_scanned_plan_gives_its_measures(pictures: list[bytes]) -> None:
    setter = render.Typesetter()
    for picture in pictures:
        setter.canvas.drawImage(ImageReader(io.BytesIO(picture)), 0, 0, setter.width, setter.height)
        setter.canvas.showPage()
    data = setter.done()
    records = read(data, "扫描.pdf")
    assert len(pictures) == 2
    begins = records.nodes[0].properties["pages"]
    assert len(begins) == 2 and begins[1] > 300
    expected, got = facts(TEXT.encode(), "x.txt"), facts_of(records)
    assert sum(expected["LEADS"].values()) == 4 and got["LEADS"] == expected["LEADS"]


def test_a_picture_is_read_to_a_few_characters(pictures: list[bytes]) -> None:
    part = io.BytesIO()
    with Image.open(io.BytesIO(pictures[0])) as page:
        page.crop((0, 0, page.width, page.height // 2)).save(part, "PNG")
    read = "".join(read_bytes(part.getvalue(), "半页.png").text.split())
    assert len(read) > 100
    written = "".join(TEXT.split())[: len(read)]
    assert SequenceMatcher(None, read, written, autojunk=False).ratio() > 0.95
