"""Another file that stands inside a .docx (`altChunk`, as programs that put documents together write it)."""

from __future__ import annotations

import zipfile
from dataclasses import dataclass
from typing import Any

from policygraph.ingest.formats.builder import Builder
from policygraph.ingest.formats.office.package import open_zip, read_member, targets
from policygraph.ingest.formats.raw import RawText
from policygraph.ingest.formats.reader import read_bytes
from policygraph.model.errors import PolicyGraphError

RELATION = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}id"
NOT_READ = "这里嵌有另一份文件，没有读（{}）；请用 Word 打开后另存一份再读"


@dataclass(frozen=True, slots=True)
class Embedded:
    """What it says, or why it was not read."""

    raw: RawText | None
    why: str = ""

    @property
    def text(self) -> str:
        return "" if self.raw is None else self.raw.text

    def put(self, builder: Builder) -> None:
        if self.raw is None:
            builder.note(NOT_READ.format(self.why))
        else:
            builder.add(self.raw)


def embedded(package: zipfile.ZipFile, chunk: Any) -> Embedded:
    """The file that `chunk` of the body stands for. One that holds a third is not read: they might never end."""
    path = targets(package, "word/document.xml").get(chunk.get(RELATION), "")
    if path not in package.NameToInfo:
        return Embedded(None, "文件里缺少这一部分")
    try:
        data = read_member(package, path)
        if _holds_another(data):
            return Embedded(None, "里面还嵌有文件")
        return Embedded(read_bytes(data, path))
    except PolicyGraphError as error:
        return Embedded(None, str(error))


def _holds_another(data: bytes) -> bool:
    if not data.startswith(b"PK"):
        return False
    package = open_zip(data)
    body = "word/document.xml"
    return body in package.NameToInfo and b"altChunk" in read_member(package, body)
