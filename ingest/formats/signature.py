"""What a file's bytes show of its format: the first of them, the parts of a package, the streams of a compound file."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from pathlib import PurePosixPath
from zipfile import ZipFile

from policygraph.ingest.formats import compound
from policygraph.ingest.formats.office.package import CUT, CUT_ARCHIVE, open_zip, read_member
from policygraph.model.errors import PolicyGraphError

_PACKAGE = (b"PK\x03\x04", b"PK\x05\x06")
_LOCKED = "文件有密码；请用密码打开后另存为没有密码的文件"
_STREAMS = ("WordDocument", "Workbook", "Book", "PowerPoint Document")


@dataclass(frozen=True)
class Signature:
    """A file as the formats of the registry are asked about it. `name`: of the file, with or without its folders."""

    data: bytes
    name: str

    @cached_property
    def suffix(self) -> str:
        """Of the file's name, in small letters: ".docx", or ""."""
        return PurePosixPath(self.name.replace("\\", "/")).suffix.lower()

    @cached_property
    def head(self) -> bytes:
        """The first 4,096 bytes."""
        return self.data[:4096]

    @cached_property
    def start(self) -> bytes:
        """The head without the mark of UTF-8 and without blanks before its first word."""
        return self.head.removeprefix(b"\xef\xbb\xbf").lstrip()

    @cached_property
    def parts(self) -> frozenset[str]:
        """The names of what a zip package holds; empty for any other file. Raises PolicyGraphError if damaged."""
        return frozenset(self._package.NameToInfo) if self.is_package else frozenset()

    @cached_property
    def mimetype(self) -> str:
        """What an ODF package says that it is; "" for any other file. Raises PolicyGraphError if damaged."""
        if not {"mimetype", "content.xml"} <= self.parts:
            return ""
        return read_member(self._package, "mimetype").decode("ascii", "replace").strip()

    @property
    def _package(self) -> ZipFile:
        return open_zip(self.data, CUT_ARCHIVE if self.suffix == ".zip" else CUT)

    @property
    def is_package(self) -> bool:
        return self.head.startswith(_PACKAGE)

    @cached_property
    def stream(self) -> str | None:
        """The stream that tells what a compound file is, "" for none that is known; None for any other file.

        Raises PolicyGraphError where the file is encrypted.
        """
        if not self.head.startswith(compound.SIGN):
            return None
        if self._holds("EncryptedPackage") or self._holds("EncryptionInfo"):
            raise PolicyGraphError(_LOCKED)
        found = next((stream for stream in _STREAMS if self._holds(stream)), "")
        if found in self._streams and _is_locked(found, self._streams[found].data):
            raise PolicyGraphError(_LOCKED)
        return found

    @cached_property
    def _streams(self) -> Mapping[str, compound.Stream]:
        return compound.streams(self.data)

    def _holds(self, stream: str) -> bool:
        """Where the directory is damaged, the name in UTF-16 may still stand somewhere."""
        return stream in self._streams if self._streams else stream.encode("utf-16-le") in self.data

    @property
    def is_blank(self) -> bool:
        return not self.head.strip(b"\0 \r\n\t")

    @property
    def is_text(self) -> bool:
        """Whether the head holds hardly a byte that no text has."""
        return b"\0" not in self.head and sum(b < 9 or 13 < b < 32 for b in self.head) < len(self.head) / 100


def _is_locked(stream: str, begin: bytes) -> bool:
    """Whether a stream that begins so has a password: a flag of .doc, the record behind the first of .xls."""
    if stream == "WordDocument":
        return len(begin) > 11 and bool(begin[11] & 1)
    if stream in ("Workbook", "Book") and len(begin) > 4:
        second = 4 + int.from_bytes(begin[2:4], "little")
        return begin[second : second + 2] == b"\x2f\0"
    return False
