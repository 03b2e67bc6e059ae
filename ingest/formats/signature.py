"""Which format a file is in: by its first bytes, and by its suffix only where these do not tell."""

from __future__ import annotations

import re
from pathlib import PurePosixPath

from policygraph.ingest.formats.office.package import open_zip
from policygraph.model.errors import PolicyGraphError

_HTML = re.compile(
    rb"\s*(?:<\?xml[^>]*>\s*)?(?:<!--.{0,2000}?-->\s*)*<(?:!doctype\s+html|html|head|body|meta|div|table|p)\b",
    re.I | re.S,
)
_PICTURES = (b"\x89PNG\r\n\x1a\n", b"\xff\xd8\xff", b"GIF8", b"BM", b"II*\0", b"MM\0*")
_MHT = re.compile(rb"(?:From:|MIME-Version:|Content-Type:\s*multipart/related)", re.I)
CLAIMED = (".doc", ".docx", ".wps", ".rtf", ".odt", ".xls", ".xlsx", ".et", ".pdf", ".zip", ".png", ".jpg", ".jpeg",
           ".mht", ".mhtml")  # fmt: skip
"""Suffixes of formats that are known by their first bytes."""
OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
"""Files of Office before 2007, of WPS, and all that Office encrypts."""


def suffix(data: bytes, name: str) -> str:
    """The suffix that a file of these bytes should have, ".docx" for instance; "" where nothing is known of it."""
    named = PurePosixPath(name.replace("\\", "/")).suffix.lower()
    head = data[:4096]
    start = head.removeprefix(b"\xef\xbb\xbf").lstrip()
    if head.startswith(b"%PDF-") or b"%PDF-" in head[:1024]:
        return ".pdf"
    if head.startswith(b"PK\x03\x04") or head.startswith(b"PK\x05\x06"):
        return _package(data)
    if head.startswith(OLE):
        return _compound(data, named)
    if start.startswith(b"{\\rtf"):
        return ".rtf"
    if head.startswith(_PICTURES) and (not head.startswith(b"BM") or named == ".bmp"):
        return named if named in (".png", ".jpg", ".jpeg", ".bmp", ".tif", ".tiff") else ".png"
    if _MHT.match(start) and b"multipart/related" in head and named in (".mht", ".mhtml", ".doc", ""):
        return ".mht"
    if named in (".md", ".csv", ".tsv"):
        return named
    if _HTML.match(_ascii(start)) or named in (".html", ".htm", ".xhtml", ".shtml"):
        return ".html"
    if named in (".txt", ".text"):
        return ".txt"
    if named in CLAIMED:
        return _claimed(head, named)
    return named


def _ascii(start: bytes) -> bytes:
    """UTF-16 pages begin with ASCII too, each sign beside a NUL."""
    return start.removeprefix(b"\xff\xfe").removeprefix(b"\xfe\xff").replace(b"\0", b"")


def _claimed(head: bytes, named: str) -> str:
    """A file that has not the bytes of its suffix: text that was renamed, or damaged."""
    if not head.strip(b"\0 \r\n\t"):
        raise PolicyGraphError("文件是空的；请检查是否下载或保存成功")
    if b"\0" not in head and sum(b < 9 or 13 < b < 32 for b in head) < len(head) / 100:
        return ".txt"
    raise PolicyGraphError(f"内容不是 {named} 格式，或文件已损坏；请打开看看，再另存一份")


def _package(data: bytes) -> str:
    names = open_zip(data).NameToInfo
    if "word/document.xml" in names:
        return ".docx"
    if "xl/workbook.xml" in names:
        return ".xlsx"
    if "mimetype" in names and "content.xml" in names:
        return ".odt"
    if any(name.startswith("ppt/") for name in names):
        return ".pptx"
    return ".zip"


def _compound(data: bytes, named: str) -> str:
    """The names of a compound file's streams are in UTF-16 and tell what it is."""

    def holds(stream: str) -> bool:
        return stream.encode("utf-16-le") in data

    if holds("EncryptedPackage") or holds("EncryptionInfo"):
        raise PolicyGraphError("文件有密码；请用密码打开后另存为没有密码的文件")
    if holds("WordDocument"):
        return ".wps" if named == ".wps" else ".doc"
    if holds("Workbook") or holds("Book"):
        return ".xls"
    if holds("PowerPoint Document"):
        return ".ppt"
    return named if named in (".doc", ".wps", ".xls", ".et") else ".doc"
