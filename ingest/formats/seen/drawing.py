"""A page of a file as an SVG: of a PDF and of a picture what it shows, of an OFD its characters, lines and pictures at
their places, in the reader's own font."""

from __future__ import annotations

import base64
import html
import io
from collections.abc import Iterable
from pathlib import PurePath
from typing import Any

import pypdfium2

from policygraph.ingest.formats import limits, ocr
from policygraph.ingest.formats.ofd import document as ofd
from policygraph.ingest.formats.office.package import CUT
from policygraph.ingest.formats.pdf import page_objects, scans
from policygraph.ingest.formats.pdf.lines import Line, Page
from policygraph.ingest.formats.seen.lighting import Box, lit
from policygraph.model.errors import PolicyGraphError

SUFFIXES = (".pdf", ".ofd", ".png", ".jpg", ".jpeg")
WIDE = 1100  # pixels of a page's picture
QUALITY = 80  # of its JPEG


def svg(data: bytes, name: str, number: int, words: str = "", nth: int = 0) -> str:
    """The page of that `number`, from 1, of a file of that `name`, with the words lit. Raises PolicyGraphError for a
    file that has no such page, or is damaged."""
    suffix = PurePath(name).suffix.lower()
    if suffix == ".pdf":
        return _pdf(data, number, words, nth)
    if suffix == ".ofd":
        return _ofd(data, number, words, nth)
    if suffix in SUFFIXES and number == 1:
        return _picture(data, words, nth)
    raise PolicyGraphError(f"文件没有第 {number} 页可看")


def _pdf(data: bytes, number: int, words: str, nth: int) -> str:
    try:
        document = pypdfium2.PdfDocument(data)
    except pypdfium2.PdfiumError:
        raise PolicyGraphError(CUT) from None
    try:
        if not 1 <= number <= len(document):
            raise PolicyGraphError(f"文件没有第 {number} 页")
        page = document[number - 1]
        read = page_objects.read(page)
        if words and scans.is_picture_of_text(read) and ocr.is_installed():
            read.items = [*ocr.read_page(page)]
        picture = page.render(scale=WIDE / max(read.width, 1.0)).to_pil()
        return _svg(read.width, read.height, [_image(_jpeg(picture), 0, 0, read.width, read.height)],
                    lit(read, words, nth))  # fmt: skip
    except (pypdfium2.PdfiumError, ValueError):
        raise PolicyGraphError(f"第 {number} 页已损坏，画不出来") from None
    finally:
        document.close()


def _picture(data: bytes, words: str, nth: int) -> str:
    from PIL import Image

    try:
        with Image.open(io.BytesIO(data)) as given:
            if given.width * given.height > ocr.PIXELS:
                raise PolicyGraphError("图片太大，画不出来")
            picture = given.convert("RGB")
    except (OSError, ValueError, SyntaxError, Image.DecompressionBombError):
        raise PolicyGraphError("图片已损坏，画不出来") from None
    width, height = picture.size
    read = Page(width, height, [], 1.0)
    if words and ocr.is_installed():
        read.items += ocr.read_picture(data, 0, 0, width)
    picture.thumbnail((WIDE, WIDE * 4))
    return _svg(width, height, [_image(_jpeg(picture), 0, 0, width, height)], lit(read, words, nth))


def _ofd(data: bytes, number: int, words: str, nth: int) -> str:
    read, drawn, files = ofd.look(data, number)
    pictures = [
        _image(files(each.file), each.left, read.height - each.bottom - each.height, each.width, each.height)
        for each in drawn.pictures
        if each.file
    ]
    rules = [
        f'<path d="M{rule.at:.1f} {read.height - rule.low:.1f}V{read.height - rule.high:.1f}" stroke="#444"/>'
        if rule.upright
        else f'<path d="M{rule.low:.1f} {read.height - rule.at:.1f}H{rule.high:.1f}" stroke="#444"/>'
        for rule in drawn.rules
    ]
    texts = [_text(line, read.height) for line in read.lines() if line.text.strip()]
    return _svg(read.width, read.height, [*pictures, *rules, *texts], lit(read, words, nth))


def _text(line: Line, height: float) -> str:
    baseline, long = height - line.middle + line.size * 0.36, max(line.right - line.left, 1.0)
    return (
        f'<text x="{line.left:.1f}" y="{baseline:.1f}" font-size="{line.size:.1f}" textLength="{long:.1f}" '
        f'lengthAdjust="spacingAndGlyphs">{html.escape(line.text)}</text>'
    )


def _jpeg(picture: Any) -> bytes:
    out = io.BytesIO()
    picture.convert("RGB").save(out, "JPEG", quality=QUALITY)
    return out.getvalue()


def _image(data: bytes, x: float, y: float, width: float, height: float) -> str:
    """Nothing of what no browser shows."""
    kind = "png" if data.startswith(b"\x89PNG") else "jpeg" if data.startswith(b"\xff\xd8") else ""
    if not kind or len(data) > limits.MEMBER:
        return ""
    content = base64.b64encode(data).decode()
    return (
        f'<image x="{x:.1f}" y="{y:.1f}" width="{width:.1f}" height="{height:.1f}" preserveAspectRatio="none" '
        f'href="data:image/{kind};base64,{content}"/>'
    )


def _svg(width: float, height: float, drawn: Iterable[str], boxes: Iterable[Box]) -> str:
    marks = [
        f'<rect x="{box.left - 1:.1f}" y="{height - box.bottom - box.height:.1f}" width="{box.width + 2:.1f}" '
        f'height="{box.height:.1f}" fill="#ffcf33" fill-opacity=".45" stroke="#b8860b" stroke-width=".6"/>'
        for box in boxes
    ]
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width:.1f} {height:.1f}" width="{width:.0f}" '
        f'font-family="Noto Sans CJK SC, Microsoft YaHei, SimSun, sans-serif">'
        f'<rect width="100%" height="100%" fill="#fff"/>{"".join(drawn)}{"".join(marks)}</svg>'
    )
