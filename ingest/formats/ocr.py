"""Pictures of text, read with the optional extra `ocr` (RapidOCR, whose models come with its package)."""

from __future__ import annotations

import importlib.util
import io
from functools import cache
from typing import Any

from PIL import Image

from policygraph.errors import PolicyGraphError
from policygraph.ingest.formats.builder import Builder
from policygraph.ingest.formats.raw import RawText

INSTALL = "请安装文字识别：pip install 'policygraph[ocr]'，或用扫描软件、WPS 识别成文字后再读"
SCALE = 2.0
"""Of 72 dots an inch: enough for print of 10 points, and half the time of three."""
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
    """A picture (.png, .jpg, …). Raises PolicyGraphError where the extra is not installed or no text is recognised."""
    require("这是图片，文字要识别")
    try:
        with Image.open(io.BytesIO(data)) as picture:
            if picture.width * picture.height > PIXELS:
                raise PolicyGraphError(f"图片超过 {PIXELS // 1_000_000} 百万像素的上限；请缩小后再读")
            words = _words(picture.convert("RGB"))
    except (OSError, ValueError, SyntaxError, Image.DecompressionBombError):
        raise PolicyGraphError("图片已损坏；请重新保存后再读") from None
    if not words:
        raise PolicyGraphError("图片里没有认出文字；请换一张更清楚的")
    builder = Builder()
    builder.lines(words)
    return builder.build("ocr")


def read_page(page: Any) -> str:
    """The words of a page of pypdfium2's that is a picture, a line of print a line."""
    width, height = page.get_size()
    scale = min(SCALE, (PIXELS / (width * height)) ** 0.5)
    return _words(page.render(scale=scale).to_pil().convert("RGB"))


def _words(picture: Any) -> str:
    """Lines from top to bottom; what was recognised beside each other is one line."""
    import numpy

    found = _engine()(numpy.asarray(picture)[:, :, ::-1])  # it expects blue, green, red
    if found.boxes is None or found.txts is None:
        return ""
    rows: list[tuple[float, float, list[tuple[float, str]]]] = []
    for box, text in sorted(zip(found.boxes, found.txts, strict=True), key=lambda each: float(each[0][:, 1].mean())):
        middle, height = float(box[:, 1].mean()), float(box[:, 1].max() - box[:, 1].min())
        if rows and middle - rows[-1][0] < rows[-1][1] * 0.5:
            rows[-1][2].append((float(box[:, 0].min()), text))
        else:
            rows.append((middle, height, [(float(box[:, 0].min()), text)]))
    return "\n".join(" ".join(text for _, text in sorted(row)) for _, _, row in rows)
