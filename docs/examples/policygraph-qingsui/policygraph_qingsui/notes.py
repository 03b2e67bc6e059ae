"""Notes (.note): UTF-8 text whose first line is "%NOTE"; lines that begin with "%" are the office's own marks."""

from __future__ import annotations

from policygraph.ingest.formats.raw import RawText
from policygraph.ingest.formats.registry import Format
from policygraph.model.errors import PolicyGraphError

MARK = "%"


def read(data: bytes) -> RawText:
    """The text without the marks. Raises PolicyGraphError with a sentence for people; whatever else it raises is told
    as this package's error, and costs this file only."""
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise PolicyGraphError("不是 UTF-8 编码；请另存为 UTF-8") from error
    lines = [line for line in text.splitlines() if not line.startswith(MARK)]
    return RawText("\n".join(lines), encoding="utf-8")


FORMAT = Format(
    "工作便笺",
    (".note",),
    "policygraph_qingsui.notes:read",
    lambda file: file.start.startswith(b"%NOTE"),
    covers="正文，% 开头的行不读",
)
