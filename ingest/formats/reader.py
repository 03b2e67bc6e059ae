"""From bytes to text. One function per format; all give the same :class:`RawText`.

Each is loaded when its first file comes: most runs meet one or two formats.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from policygraph.ingest.formats import limits, signature
from policygraph.ingest.formats.plain import decode, read_plain
from policygraph.ingest.formats.raw import RawText, Unreadable
from policygraph.model.errors import PolicyGraphError


def _read_docx(data: bytes) -> RawText:
    from policygraph.ingest.formats.office import docx

    return docx.read(data)


def _read_pdf(data: bytes) -> RawText:
    from policygraph.ingest.formats.pdf import document

    return document.read(data)


def _read_html(data: bytes) -> RawText:
    from policygraph.ingest.formats.web import html

    return html.read(data)


def _read_mht(data: bytes) -> RawText:
    from policygraph.ingest.formats.web import html

    return html.read_mht(data)


def _read_xlsx(data: bytes) -> RawText:
    from policygraph.ingest.formats.office import xlsx

    return xlsx.read(data)


def _read_markdown(data: bytes) -> RawText:
    from policygraph.ingest.formats import delimited

    return delimited.read_markdown(data)


def _read_csv(data: bytes) -> RawText:
    from policygraph.ingest.formats import delimited

    return delimited.read_csv(data)


def _read_picture(data: bytes) -> RawText:
    from policygraph.ingest.formats import ocr

    return ocr.read(data)


def _read_legacy(suffix: str, data: bytes) -> RawText:
    from policygraph.ingest.formats.office import legacy

    return legacy.read(data, suffix)


Reader = Callable[[bytes], RawText]

READERS: dict[str, Reader] = {
    ".txt": read_plain,
    ".text": read_plain,
    ".md": _read_markdown,
    ".docx": _read_docx,
    ".pdf": _read_pdf,
    ".html": _read_html,
    ".htm": _read_html,
    ".mht": _read_mht,
    ".mhtml": _read_mht,
    ".xlsx": _read_xlsx,
    ".csv": _read_csv,
    **{suffix: _read_picture for suffix in (".png", ".jpg", ".jpeg")},
    **{suffix: partial(_read_legacy, suffix) for suffix in (".doc", ".wps", ".rtf", ".odt", ".xls", ".et")},
}
ARCHIVES = (".zip",)
"""Files that hold documents; see `documents`."""
OUTLINES = (".yaml", ".yml")
"""Policies known by their headings alone; see `outline_file`."""
SUFFIXES = (*READERS, *ARCHIVES, *OUTLINES)


def read_bytes(data: bytes, name: str) -> RawText:
    """The text of a file called `name`, by its first bytes, or its suffix where these do not tell.

    Errors say what is wrong; the caller names the file.
    """
    limits.check_size(len(data))
    suffix = signature.suffix(data, name)
    if suffix in ARCHIVES:
        raise PolicyGraphError("这是压缩包，后缀却不是 .zip，或里面没有能读的文件；请解开看看")
    reader = READERS.get(suffix)
    if reader is None:
        raise PolicyGraphError(f"还不支持 {suffix or '没有后缀'} 的文件；目前能读 {'、'.join(SUFFIXES)}")
    raw = reader(data)
    limits.check_text(raw.text)
    return raw


__all__ = ["ARCHIVES", "READERS", "SUFFIXES", "RawText", "Unreadable", "decode", "read_bytes", "read_plain"]
