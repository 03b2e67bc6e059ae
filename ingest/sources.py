"""From paths to bytes: which documents there are, each with its bytes, loaded once and handed on from then."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path, PurePath

from policygraph.ingest.formats import limits, registry
from policygraph.ingest.formats.archive import INSIDE, Archive, Member, is_archive
from policygraph.ingest.relating import outline_file
from policygraph.model.errors import PolicyGraphError

GLANCE = 1_000_000  # bytes of a YAML file that are looked at


@dataclass(frozen=True, slots=True)
class Source:
    """A document on its way to be read.

    `name`: the path of a file, `archive.zip!/member`, or what an upload is called. `sha256`: of the bytes.
    `error`: why there are no bytes, in Chinese; "" where there are. `passed_over`: it is of a kind that is not read.
    """

    name: str
    data: bytes = b""
    sha256: str = ""
    error: str = ""
    passed_over: bool = False

    @classmethod
    def of(cls, name: str, data: bytes) -> Source:
        return cls(name, data, hashlib.sha256(data).hexdigest())

    @classmethod
    def of_another_kind(cls, name: str) -> Source:
        return cls(name, error="格式不支持，没有读", passed_over=True)

    @property
    def file_name(self) -> str:
        """Without the folders or the archive."""
        return PurePath(self.name).name


class Opened:
    """What an opened file holds: itself, or the members of an archive. `len`: how many; their bytes come one by one.

    An archive that is damaged, or in which there is nothing to read, is a document too, so that reading it says so.
    """

    def __init__(self, name: str, data: bytes) -> None:
        self._name = name
        self._data = data
        self._archive = _archive(name, data)
        self._is_document = self._archive is None or not any(m.readable for m in self._archive.members)

    def __len__(self) -> int:
        return self._is_document + (len(self._archive.members) if self._archive else 0)

    def __iter__(self) -> Iterator[Source]:
        if self._is_document:
            yield Source.of(self._name, self._data)
        if self._archive is not None:
            for member in self._archive.members:
                yield _of_member(self._name, self._archive, member)


def _archive(name: str, data: bytes) -> Archive | None:
    try:
        return Archive(data) if is_archive(data, name) else None
    except PolicyGraphError:  # reading it will say why
        return None


def _of_member(name: str, archive: Archive, member: Member) -> Source:
    called = f"{name}{INSIDE}{member.name}"
    if not member.readable:
        return Source.of_another_kind(called)
    try:
        return Source.of(called, archive.read(member))
    except PolicyGraphError as error:
        return Source(called, error=str(error))


@dataclass(frozen=True, slots=True)
class Place:
    """A file on disk that has not been opened yet. `in_folder`: it was found there, not named.

    `member`: the only one meant, where `path` is an archive that was named as `archive.zip!/member`.
    """

    path: Path
    in_folder: bool = False
    member: str = ""

    @property
    def name(self) -> str:
        return f"{self.path}{INSIDE}{self.member}" if self.member else str(self.path)

    def open(self) -> Opened | Sequence[Source]:
        """The documents in it; the file is opened once. What is wrong with one stands in its source."""
        suffix = self.path.suffix.lower()
        if self.in_folder and registry.by_suffix(suffix) is None:
            return [Source.of_another_kind(self.name)]
        try:
            data = _bytes(self.path)
            if self.member:
                archive = Archive(data)
                return [Source.of(self.name, archive.read(archive.find(self.member)))]
        except PolicyGraphError as error:
            return [Source(self.name, error=str(error))]
        if self.in_folder and suffix in registry.OUTLINE.suffixes and not _looks_like_outline(data):
            return [Source.of_another_kind(self.name)]
        return Opened(self.name, data)


def _bytes(path: Path) -> bytes:
    try:
        limits.check_size(path.stat().st_size)
        return path.read_bytes()
    except OSError as error:
        raise PolicyGraphError(f"打不开（{error.strerror}）；请检查文件是否存在、是否有权限读取") from error


def _looks_like_outline(data: bytes) -> bool:
    return outline_file.looks_like(data[:GLANCE].decode("utf-8", "replace"))


def find_sources(paths: Sequence[Path]) -> list[Place]:
    """The files that are named, and in each folder, however deep, all that are not hidden, sorted.

    A file that is named and found, or found twice, is one. Raises PolicyGraphError for a path that is not there.
    """
    found: dict[Path, Place] = {}
    for path in paths:
        for place in _inside(path) if path.is_dir() else [_named(path)]:
            key = Path(place.name).resolve()
            first = found.setdefault(key, place)
            if not place.in_folder:  # one that is named is read whatever its kind
                found[key] = replace(first, in_folder=False)
    return list(found.values())


def exists(path: Path) -> bool:
    """Whether there is a file or folder, or an archive of which `path` names a member."""
    return path.exists() or bool(_archive_and_member(path))


def _inside(folder: Path) -> list[Place]:
    files = sorted(path for path in folder.rglob("*") if path.is_file())
    return [Place(path, in_folder=True) for path in files if not _is_hidden(path.relative_to(folder))]


def _is_hidden(path: Path) -> bool:
    return any(part.startswith((".", "~$")) for part in path.parts)


def _named(path: Path) -> Place:
    if path.exists():
        return Place(path)
    if (found := _archive_and_member(path)) is not None:
        return Place(found[0], member=found[1])
    raise PolicyGraphError(f"找不到 {path}；请检查路径是否写对")


def _archive_and_member(path: Path) -> tuple[Path, str] | None:
    """The two of `archive.zip!/member`, where there is such an archive."""
    archive, _, member = path.as_posix().partition(INSIDE)
    return (Path(archive), member) if member and Path(archive).is_file() else None
