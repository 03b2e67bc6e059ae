"""Pictures of text, read with the optional extra `ocr` (RapidOCR, whose models come with its package)."""

from __future__ import annotations

import importlib.util
import io
from functools import cache
from typing import Any

from policygraph.ingest.formats.builder import Builder
from policygraph.ingest.formats.pdf import paragraphs
from policygraph.ingest.formats.pdf.lines import Line, Page
from policygraph.ingest.formats.raw import RawText
from policygraph.model import extras
from policygraph.model.errors import PolicyGraphError

INSTALL = f"请安装文字识别：{extras.install('ocr')}，或用扫描软件、WPS 识别成文字后再读"
SCALE = 2.0
"""Of 72 dots an inch: enough for print of 10 points, and half the time of three."""
PAGES = 100
"""Of a scanned PDF: each takes five to ten seconds."""
PIXELS = 40_000_000
"""Of a picture: a page at 600 dots an inch has 35 million."""


def is_installed() -> bool:
    return importlib.util.find_spec("rapidocr") is not None and importlib.util.find_spec("onnxruntime") is not None


def require(what: str) -> None:
    """Raise PolicyGraphError that says `what` is the matter, where the extra is not installed."""
    if not is_installed():
        raise PolicyGraphError(f"{what}；{INSTALL}")


@cache
def _engine() -> Any:
    from rapidocr import RapidOCR

    return RapidOCR(params={"Global.log_level": "error"})


def read(data: bytes) -> RawText:
    """A picture (.png, .jpg). Raises PolicyGraphError where the extra is not installed or no text is recognised."""
    require("这是图片，文字要识别")
    from PIL import Image  # comes with the extra

    try:
        with Image.open(io.BytesIO(data)) as picture:
            if picture.width * picture.height > PIXELS:
                raise PolicyGraphError(f"图片超过 {PIXELS // 1_000_000} 百万像素的上限；请缩小后再读")
            page = Page(picture.width, picture.height, [], True)
            page.items += _lines(picture.convert("RGB"), 1.0)
    except (OSError, ValueError, SyntaxError, Image.DecompressionBombError):
        raise PolicyGraphError("图片已损坏；请重新保存后再读") from None
    if not page.items:
        raise PolicyGraphError("图片里没有认出文字；请换一张更清楚的")
    builder = Builder()
    paragraphs.put([page], builder)
    return builder.build("ocr")


def read_page(page: Any) -> list[Line]:
    """The lines of a page of pypdfium2's that is a picture, in points like those of other pages."""
    width, height = page.get_size()
    scale = min(SCALE, (PIXELS / (width * height)) ** 0.5)
    return _lines(page.render(scale=scale).to_pil().convert("RGB"), scale)


def read_picture(data: bytes, left: float, bottom: float, width: float) -> list[Line]:
    """The lines of a picture that stands there on a page, in points; none where it is damaged or too large."""
    from PIL import Image

    try:
        with Image.open(io.BytesIO(data)) as picture:
            if picture.width * picture.height > PIXELS:
                return []
            lines = _lines(picture.convert("RGB"), picture.width / width)
    except (OSError, ValueError, SyntaxError, Image.DecompressionBombError):
        return []
    for line in lines:
        line.left, line.right, line.middle = line.left + left, line.right + left, line.middle + bottom
    return lines


def _lines(picture: Any, scale: float) -> list[Line]:
    """From top to bottom; what was recognised beside each other is one line."""
    import numpy

    found = _engine()(numpy.asarray(picture)[:, :, ::-1])  # it expects blue, green, red
    if found.boxes is None or found.txts is None:
        return []
    lines: list[Line] = []
    pieces = []
    for box, text in zip(found.boxes, found.txts, strict=True):
        xs, ys = [float(x) / scale for x, _ in box], [(picture.height - float(y)) / scale for _, y in box]
        pieces.append(Line(text, min(xs), max(xs), (min(ys) + max(ys)) / 2, max(ys) - min(ys)))
    for piece in sorted(pieces, key=lambda piece: -piece.middle):
        beside = [line for line in lines[-4:] if line.middle - piece.middle < max(line.size, piece.size) * 0.5]
        before = next((line for line in beside if line.right <= piece.left + piece.size), None)
        after = next((line for line in beside if piece.right <= line.left + piece.size), None)
        if before is not None:
            before.text, before.right = f"{before.text} {piece.text}", piece.right
        elif after is not None:
            after.text, after.left = f"{piece.text} {after.text}", piece.left
        else:
            lines.append(piece)
    return lines
