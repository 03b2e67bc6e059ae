"""Documents in a .zip: each member that can be read is a document of its own, called `archive.zip!/member`."""

from __future__ import annotations

import zipfile
from collections.abc import Container
from dataclasses import dataclass
from itertools import count
from pathlib import PurePosixPath

from policygraph.ingest.formats import registry
from policygraph.ingest.formats.office.package import CUT_ARCHIVE, UTF8, open_zip, read_member
from policygraph.ingest.formats.reader import recognise
from policygraph.ingest.formats.signature import Signature
from policygraph.model.errors import PolicyGraphError


@dataclass(frozen=True, slots=True)
class Member:
    """A file in an archive; `name` as a person reads it."""

    name: str
    info: zipfile.ZipInfo

    @property
    def readable(self) -> bool:
        return registry.by_suffix(PurePosixPath(self.name).suffix.lower()) is not None


class Archive:
    """An opened archive. `members`: the files in it, sorted, without hidden ones and those that systems add."""

    def __init__(self, data: bytes) -> None:
        """Raises PolicyGraphError for what is cut off, or holds more than it should."""
        self._package = open_zip(data, CUT_ARCHIVE)
        infos = [(_name(info), info) for info in self._package.infolist() if not info.is_dir()]
        names = {name for name, _ in infos}
        found: dict[str, Member] = {}
        for name, info in infos:
            if not _is_hidden(name):
                called = _numbered(name, names) if name in found else name
                names.add(called)
                found[called] = Member(called, info)
        self.members = [found[name] for name in sorted(found)]

    def find(self, name: str) -> Member:
        """The member called `name`. Raises PolicyGraphError where there is none."""
        for member in self.members:
            if name in (member.name, member.name.lstrip("/")):  # a path drops the second of two bars
                return member
        raise PolicyGraphError("压缩包里没有这个文件")

    def read(self, member: Member) -> bytes:
        """The bytes of a member. Raises PolicyGraphError where it may not be read."""
        if _leaves(member.name):
            raise PolicyGraphError("压缩包里的这个文件名指向包外，不安全；没有读")
        if PurePosixPath(member.name).suffix.lower() in registry.ARCHIVE.suffixes:
            raise PolicyGraphError("压缩包里的压缩包不读；请先解开")
        return read_member(self._package, member.info, damaged=CUT_ARCHIVE)


def is_archive(data: bytes, name: str) -> bool:
    """Whether a file of that name holds documents; a .docx is a package too, but one document.

    Raises PolicyGraphError where it is cut off, or holds more than it should.
    """
    named = PurePosixPath(name).suffix.lower() in registry.ARCHIVE.suffixes
    return named and Signature(data, name).is_package and recognise(data, name) is registry.ARCHIVE


def _name(info: zipfile.ZipInfo) -> str:
    if info.flag_bits & UTF8:
        return info.filename.replace("\\", "/")
    written = info.orig_filename  # the Windows of China wrote GBK, and Python reads it as CP437
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


def _numbered(name: str, taken: Container[str]) -> str:
    """What another file of the same name is called.

    >>> _numbered("县/方案.txt", {"县/方案.txt", "县/方案 (2).txt"})
    '县/方案 (3).txt'
    """
    suffix = PurePosixPath(name).suffix
    stem = name.removesuffix(suffix)
    return next(called for n in count(2) if (called := f"{stem} ({n}){suffix}") not in taken)


def _is_hidden(name: str) -> bool:
    parts = PurePosixPath(name).parts
    return any(part.startswith((".", "~$")) and part not in (".", "..") for part in parts) or "__MACOSX" in parts


def _leaves(name: str) -> bool:
    path = PurePosixPath(name)
    return path.is_absolute() or ".." in path.parts or ":" in name
