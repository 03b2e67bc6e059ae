"""Documents in a .zip: each member that can be read is a document of its own, called `archive.zip!/member`."""

from __future__ import annotations

import zipfile
from dataclasses import dataclass
from pathlib import PurePosixPath

from policygraph.ingest.formats import reader, signature
from policygraph.ingest.formats.office.package import open_zip, read_member
from policygraph.model.errors import PolicyGraphError

INSIDE = "!/"
"""Between the name of an archive and that of a member."""
UTF8 = 0x800
"""The flag of a member whose name is UTF-8. Without it the Windows of China wrote GBK, and Python reads it as CP437."""


@dataclass(frozen=True, slots=True)
class Member:
    """A file in an archive; `name` as a person reads it."""

    name: str
    info: zipfile.ZipInfo

    @property
    def readable(self) -> bool:
        return PurePosixPath(self.name).suffix.lower() in reader.SUFFIXES


def is_archive(data: bytes, name: str) -> bool:
    """Whether a file of that name holds documents; a .docx is a package too, but one document."""
    return name.lower().endswith(reader.ARCHIVES) and data.startswith(b"PK") and signature.suffix(data, name) == ".zip"


def members(data: bytes) -> list[Member]:
    """The files in an archive, sorted; hidden ones and those that systems add are left out. Raises PolicyGraphError."""
    found = [Member(_name(info), info) for info in open_zip(data).infolist() if not info.is_dir()]
    return sorted((m for m in found if not _is_hidden(m.name)), key=lambda m: m.name)


def read(data: bytes, name: str) -> bytes:
    """The bytes of the member called `name`. Raises PolicyGraphError where it may not be read."""
    package = open_zip(data)
    found = [m for m in members(data) if name in (m.name, m.name.lstrip("/"))]  # a path drops the second of two bars
    if not found:
        raise PolicyGraphError("压缩包里没有这个文件")
    if _leaves(found[0].name):
        raise PolicyGraphError("压缩包里的这个文件名指向包外，不安全；没有读")
    if PurePosixPath(name).suffix.lower() in reader.ARCHIVES:
        raise PolicyGraphError("压缩包里的压缩包不读；请先解开")
    return read_member(package, found[0].info)


def _name(info: zipfile.ZipInfo) -> str:
    if info.flag_bits & UTF8:
        return info.filename.replace("\\", "/")
    written = info.orig_filename
    try:
        raw = written.encode("cp437")
    except UnicodeEncodeError:
        return info.filename
    for encoding in ("utf-8", "gb18030"):  # some programs write UTF-8 without saying so
        try:
            return raw.decode(encoding).replace("\\", "/").replace("\0", "")
        except UnicodeDecodeError:
            continue
    return info.filename


def _is_hidden(name: str) -> bool:
    parts = PurePosixPath(name).parts
    return any(part.startswith((".", "~$")) and part not in (".", "..") for part in parts) or "__MACOSX" in parts


def _leaves(name: str) -> bool:
    path = PurePosixPath(name)
    return path.is_absolute() or ".." in path.parts or ":" in name
