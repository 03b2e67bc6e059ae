"""Our sample plans as .ofd, drawn with the calls of a PDF's canvas, so that one typesetter sets both."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Mapping, Sequence
from itertools import groupby
from typing import Any
from xml.sax.saxutils import escape

from reportlab.lib.pagesizes import A4
from reportlab.pdfbase import pdfmetrics

from tests import render
from tests.render import Rows

MM = 25.4 / 72
OFD = 'xmlns:ofd="http://www.ofdspec.org/2016"'
MAIN = (
    f'<ofd:OFD {OFD} Version="1.0" DocType="OFD"><ofd:DocBody><ofd:DocRoot>{{}}</ofd:DocRoot></ofd:DocBody></ofd:OFD>'
)
SIZE = "<ofd:PageArea><ofd:PhysicalBox>0 0 210 297</ofd:PhysicalBox></ofd:PageArea>"


def page(objects: str, before: str = "") -> str:
    """A page's part; `before` the objects: which templates it uses."""
    return f"<ofd:Page {OFD}>{before}<ofd:Content><ofd:Layer>{objects}</ofd:Layer></ofd:Content></ofd:Page>"


def package(
    pages: Sequence[str], common: str = SIZE, parts: Mapping[str, str | bytes] | None = None, after: str = ""
) -> bytes:
    """A document of `pages`; `common` of them all, `after` them, and further `parts`."""
    listed = "".join(f'<ofd:Page ID="{i}" BaseLoc="Pages/Page_{i}/Content.xml"/>' for i in range(len(pages)))
    root = f"<ofd:Document {OFD}><ofd:CommonData>{common}</ofd:CommonData><ofd:Pages>{listed}</ofd:Pages>{after}"
    members: dict[str, str | bytes] = {
        "OFD.xml": MAIN.format("Doc_0/Document.xml"),
        "Doc_0/Document.xml": root + "</ofd:Document>",
    }
    members |= {f"Doc_0/Pages/Page_{i}/Content.xml": content for i, content in enumerate(pages)}
    return packed(members | dict(parts or {}))


def packed(members: Mapping[str, str | bytes]) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in members.items():
            archive.writestr(name, content)
    return out.getvalue()


def words(text: str, x: float = 30, y: float = 40, size: float = 5, attributes: str = "", deltas: str = "") -> str:
    """A text object whose top left corner stands there, in millimetres; each character a size from the last."""
    deltas = deltas or f'DeltaX="g {len(text)} {size}"'
    code = f'<ofd:TextCode X="0" Y="{0.86 * size}" {deltas}>{escape(text)}</ofd:TextCode>'
    box = f'Boundary="{x} {y} {len(text) * size} {size}"'
    return f'<ofd:TextObject {box} Font="1" Size="{size}" {attributes}>{code}</ofd:TextObject>'


def to_ofd(text: str, tables: Sequence[Rows] = (), running_head: str = "") -> bytes:
    """Set as `render.to_pdf` sets it."""
    return render.to_pdf(text, tables, running_head, canvas=Canvas)


class Canvas:
    """What `render.Typesetter` calls; points, y upwards."""

    def __init__(self, out: io.BytesIO, pagesize: tuple[float, float] = A4) -> None:
        self.out = out
        self.height = pagesize[1]
        self.pages = [""]
        self.font = ("", 0.0)

    def setFont(self, name: str, size: float) -> None:
        self.font = (name, size)

    def drawString(self, x: float, y: float, text: str) -> None:
        name, size = self.font
        steps = (f"{pdfmetrics.stringWidth(c, name, size) * MM:.4f}" for c in text[:-1])
        runs = " ".join(f"g {len(list(run))} {step}" for step, run in groupby(steps))
        self.pages[-1] += words(
            text, x * MM, (self.height - y - 0.86 * size) * MM, size * MM, deltas=f'DeltaX="{runs}"'
        )

    def drawCentredString(self, x: float, y: float, text: str) -> None:
        self.drawString(x - pdfmetrics.stringWidth(text, *self.font) / 2, y, text)

    def rect(self, x: float, y: float, width: float, height: float) -> None:
        w, h = width * MM, height * MM
        box = f'Boundary="{x * MM} {(self.height - y - height) * MM} {w} {h}"'
        path = f"M 0 0 L {w} 0 L {w} {h} L 0 {h} C"
        self.pages[-1] += f"<ofd:PathObject {box}><ofd:AbbreviatedData>{path}</ofd:AbbreviatedData></ofd:PathObject>"

    def showPage(self) -> None:
        self.pages.append("")

    def save(self, **_: Any) -> None:
        self.out.write(package([page(objects) for objects in self.pages]))
