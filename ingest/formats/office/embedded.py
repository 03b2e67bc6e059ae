"""Other files that stand inside a .docx: `altChunk`, as programs that put documents together write it, and objects."""

from __future__ import annotations

import re
import zipfile
from contextvars import ContextVar
from dataclasses import dataclass
from typing import Any

from policygraph.ingest.formats import limits
from policygraph.ingest.formats.builder import Builder
from policygraph.ingest.formats.office.package import read_member, targets
from policygraph.ingest.formats.raw import RawText
from policygraph.ingest.formats.reader import read_bytes
from policygraph.model.errors import PolicyGraphError

RELATION = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}id"
OBJECT = "{urn:schemas-microsoft-com:office:office}OLEObject"
NOT_READ = "这里嵌有另一份文件，没有读（{}）；请打开后另存一份再读"
DOCUMENTS = re.compile(r"(?:excel|word|package|k?wps|k?et|opendocument)\b", re.I)
"""The programs whose objects have words; those of formulas and drawings are pictures."""
_inside: ContextVar[bool] = ContextVar("inside", default=False)
"""Whether what is read is itself such a file: a package can be made that holds itself."""


@dataclass(frozen=True, slots=True)
class Embedded:
    """What it says, or why it was not read; neither for what has no words."""

    raw: RawText | None
    why: str = ""

    @property
    def text(self) -> str:
        return "" if self.raw is None else self.raw.text

    def put(self, builder: Builder) -> None:
        if self.raw is not None:
            builder.add(self.raw)
        elif self.why:
            builder.note(NOT_READ.format(self.why))


class Files:
    """Those of one document, as far as `limits` allows."""

    def __init__(self, package: zipfile.ZipFile) -> None:
        self._package = package
        self._count = 0

    def read(self, element: Any) -> Embedded:
        """The file that an element of the body stands for; of an icon, and of a picture, nothing is read."""
        if element.tag == OBJECT:
            if not DOCUMENTS.match(element.get("ProgID", "")):
                return Embedded(None)
            if element.get("DrawAspect") == "Icon":
                return Embedded(None, "页面上只有它的图标")
        if _inside.get():
            return Embedded(None, "它又在另一份嵌入的文件里")
        self._count += 1
        if self._count > limits.EMBEDDED:
            return Embedded(None, f"嵌入的文件超过 {limits.EMBEDDED} 份")
        path = targets(self._package, "word/document.xml").get(element.get(RELATION), "")
        if path not in self._package.NameToInfo:
            return Embedded(None, "文件里缺少这一部分")
        token = _inside.set(True)
        try:
            return Embedded(read_bytes(read_member(self._package, path), path))
        except PolicyGraphError as error:
            return Embedded(None, str(error))
        finally:
            _inside.reset(token)
