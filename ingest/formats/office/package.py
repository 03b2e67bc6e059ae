"""Opening zip packages (.docx, .xlsx, archives) and their XML without trusting what they say of themselves."""

from __future__ import annotations

import io
import posixpath
import re
import struct
import zipfile
import zlib
from typing import Any

from lxml import etree

from policygraph.ingest.formats import limits
from policygraph.model.errors import PolicyGraphError

UTF8 = 0x800
"""The flag of a member whose name is UTF-8."""
MEMBER, ENTRY, NAME, END = b"PK\3\4", b"PK\1\2", 46, b"PK\5\6"
"""How a member begins; its entry in the list of all, in which its name stands there; and what follows that list."""
STRICT = b"http://purl.oclc.org/ooxml/"
_STRICT = re.compile(re.escape(STRICT) + rb"(\w+)/(\w+)")
CUT = "文件不完整或已损坏；请重新下载，或用 WPS、Word 打开后另存一份"
CUT_ARCHIVE = "压缩包不完整或已损坏；请重新下载，或请发来的人重新打包"


def open_zip(data: bytes, damaged: str = CUT) -> zipfile.ZipFile:
    """The package in `data`. Raises PolicyGraphError for what is `damaged`, or holds more than it should."""
    try:
        package = _opened(data)
    except (zipfile.BadZipFile, ValueError, OSError, NotImplementedError, OverflowError, struct.error):
        raise PolicyGraphError(damaged) from None
    entries = package.infolist()
    if len(entries) > limits.MEMBERS:
        raise PolicyGraphError(f"压缩包里有 {len(entries)} 个文件，超过 {limits.MEMBERS} 个的上限；请解开后分批读")
    if sum(e.file_size for e in entries) > limits.UNPACKED:
        raise PolicyGraphError(f"解开后超过 {limits.UNPACKED // limits.MEGABYTE} MB 的上限，可能是压缩炸弹；没有读")
    return package


def _opened(data: bytes) -> zipfile.ZipFile:
    try:
        return zipfile.ZipFile(io.BytesIO(data))
    except UnicodeDecodeError:  # zipfile refuses a whole package for one name
        return zipfile.ZipFile(io.BytesIO(_unflagged(data)))


def _unflagged(data: bytes) -> bytes:
    """A package without the flag for UTF-8 at names that are none: they are read as those of any other coding."""
    made, end = bytearray(data), data.rfind(END)
    size, begin = struct.unpack_from("<LL", data, end + 12)
    at = end - size
    before = at - begin  # what stands before the package, as in one that unpacks itself
    while data.startswith(ENTRY, at):
        lengths, (member,) = struct.unpack_from("<HHH", data, at + 28), struct.unpack_from("<L", data, at + 42)
        if not _is_utf8(data[at + NAME : at + NAME + lengths[0]]):
            _unflag(made, at + 8)
            if data.startswith(MEMBER, before + member):
                _unflag(made, before + member + 6)
        at += NAME + sum(lengths)
    return bytes(made)


def _unflag(made: bytearray, at: int) -> None:
    struct.pack_into("<H", made, at, struct.unpack_from("<H", made, at)[0] & ~UTF8)


def _is_utf8(name: bytes) -> bool:
    try:
        name.decode()
    except UnicodeDecodeError:
        return False
    return True


def read_member(
    package: zipfile.ZipFile, entry: zipfile.ZipInfo | str, limit: int = limits.MEMBER, damaged: str = CUT
) -> bytes:
    """The bytes of a member, at most `limit`, whatever its header says. Raises PolicyGraphError."""
    info = package.getinfo(entry) if isinstance(entry, str) else entry
    if info.flag_bits & 1:
        raise PolicyGraphError("压缩包有密码；请解开后再读")
    if info.file_size > limits.MEGABYTE and info.file_size > info.compress_size * limits.RATIO:
        raise PolicyGraphError(f"“{info.filename}”解开后大得不合常理，可能是压缩炸弹；没有读")
    try:
        with package.open(info) as stream:
            data = stream.read(limit + 1)
    except (zipfile.BadZipFile, zlib.error, EOFError, OSError, ValueError, RuntimeError, NotImplementedError):
        raise PolicyGraphError(damaged) from None
    if len(data) > limit:
        raise PolicyGraphError(f"“{info.filename}”解开后超过 {limit // limits.MEGABYTE} MB 的上限；请拆分后再读")
    return data


def parse_xml(data: bytes) -> Any:
    """The root element. Document types, which may define entities, are refused; nothing is fetched."""
    if b"<!DOCTYPE" in data[:4096].upper() or b"<!ENTITY" in data:
        raise PolicyGraphError("文件里有 XML 实体定义，正常的 Office 文件没有；为安全没有读")
    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False)
    try:
        return etree.fromstring(data, parser)
    except (etree.XMLSyntaxError, ValueError):
        raise PolicyGraphError(CUT) from None


def part(package: zipfile.ZipFile, name: str) -> Any:
    """The root element of the part called `name`, or None where the package has none."""
    return parse_xml(transitional(read_member(package, name))) if name in package.NameToInfo else None


def transitional(part: bytes) -> bytes:
    """A part of a package that was saved as ISO Strict, in the names that all others have."""
    return _STRICT.sub(rb"http://schemas.openxmlformats.org/\1/2006/\2", part) if STRICT in part else part


def targets(package: zipfile.ZipFile, name: str, kind: str = "") -> dict[str, str]:
    """The parts that the part called `name` points to and whose relation is of that kind, by the relation's id."""
    folder, _, file = name.rpartition("/")
    root = part(package, f"{folder}/_rels/{file}.rels")
    return {
        each.get("Id", ""): posixpath.normpath(posixpath.join("/" + folder, each.get("Target", ""))).lstrip("/")
        for each in (() if root is None else root)
        if each.get("TargetMode") != "External" and each.get("Type", "").endswith(kind)
    }
