"""From paths to bytes: which documents there are, each with its bytes, loaded once and handed on from then."""

from __future__ import annotations

import hashlib
import os
import stat
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path, PurePath

from policygraph.ingest.formats import limits, registry
from policygraph.ingest.formats.archive import Archive, Member, is_archive
from policygraph.ingest.relating import outline_file
from policygraph.model.errors import PolicyGraphError, reason
from policygraph.model.paths import INSIDE, readable

GLANCE = 1_000_000  # bytes of a YAML file that are looked at
OPEN = os.O_RDONLY | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_BINARY", 0)  # a pipe would else wait for a writer
SPECIAL = (
    (stat.S_ISDIR, "文件夹"),
    (stat.S_ISFIFO, "管道"),
    (stat.S_ISSOCK, "套接字"),
    (stat.S_ISCHR, "设备"),
    (stat.S_ISBLK, "设备"),
)


@dataclass(frozen=True, slots=True)
class Source:
    """A document on its way to be read.

    `name`: the path of a file, `archive.zip!/member`, or what an upload is called. `sha256`: of the bytes.
    `error`: why there are no bytes, in Chinese; "" where there are. `passed_over`: nothing is wrong with that, as with
    a kind that is not read.
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

    @classmethod
    def of_a_way_back(cls, name: str) -> Source:
        """A link to a folder that is read anyway."""
        return cls(name, error="链接指向本来就读的文件夹，没有再读", passed_over=True)

    @property
    def shown(self) -> str:
        """The name for a person: any bytes may stand in a file's."""
        return readable(self.name)

    @property
    def file_name(self) -> str:
        """Without the folders or the archive, for a person."""
        return readable(PurePath(self.name).name)


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

    `member`: the only one meant, where `path` is an archive that was named as `archive.zip!/member`. `error`: why it
    cannot be opened, where that is known already. `way_back`: it is a link to a folder that is read anyway.
    """

    path: Path
    in_folder: bool = False
    member: str = ""
    error: str = ""
    way_back: bool = False

    @property
    def name(self) -> str:
        return f"{self.path}{INSIDE}{self.member}" if self.member else str(self.path)

    def open(self) -> Opened | Sequence[Source]:
        """The documents in it; the file is opened once. What is wrong with one stands in its source."""
        if self.error:
            return [Source(self.name, error=self.error)]
        if self.way_back:
            return [Source.of_a_way_back(self.name)]
        suffix = self.path.suffix.lower()
        if self.in_folder and registry.by_suffix(suffix) is None:
            return [Source.of_another_kind(self.name)]
        try:
            data = read_file(self.path)
            if self.member:
                archive = Archive(data)
                return [Source.of(self.name, archive.read(archive.find(self.member)))]
        except PolicyGraphError as error:
            return [Source(self.name, error=str(error))]
        if self.in_folder and suffix in registry.OUTLINE.suffixes and not _looks_like_outline(data):
            return [Source.of_another_kind(self.name)]
        return Opened(self.name, data)


def read_file(path: Path) -> bytes:
    """The bytes of a regular file: anything else may never end, or wait for somebody. Raises PolicyGraphError."""
    try:
        _check_regular(path.stat())  # before it is opened, which alone may set a device going
        with open(os.open(path, OPEN), "rb") as stream:  # noqa: PTH123  # Path.open knows no flags
            before = os.fstat(stream.fileno())
            _check_regular(before)
            limits.check_size(before.st_size)
            data = stream.read(before.st_size + 1)
            after = os.fstat(stream.fileno())
    except FileNotFoundError as error:
        linked = "链接所指的文件不存在" if path.is_symlink() else "文件已经不在了"
        raise PolicyGraphError(f"打不开（{linked}）；请检查后再读") from error
    except OSError as error:
        raise PolicyGraphError(f"打不开（{reason(error)}）；请检查后再读") from error
    if len(data) != before.st_size or (before.st_size, before.st_mtime_ns) != (after.st_size, after.st_mtime_ns):
        raise PolicyGraphError("读的时候文件还在变；请等它存好再读")
    return data


def _check_regular(found: os.stat_result) -> None:
    if not stat.S_ISREG(found.st_mode):
        kind = next((zh for is_kind, zh in SPECIAL if is_kind(found.st_mode)), "特殊文件")
        raise PolicyGraphError(f"这是{kind}，不是普通文件，没有读")


def _looks_like_outline(data: bytes) -> bool:
    return outline_file.looks_like(data[:GLANCE].decode("utf-8", "replace"))


def find_sources(paths: Sequence[Path]) -> list[Place]:
    """The files that are named, and in each folder, however deep, all that are not hidden, sorted.

    A file that is named and found, or found twice, is one. What cannot be looked into is there too, with its error.
    Raises PolicyGraphError for a path that is not there.
    """
    found: dict[str, Place] = {}
    for path in paths:
        for place in _inside(path) if os.path.isdir(path) else [_named(path)]:  # noqa: PTH112  # never raises
            is_file = not (place.error or place.way_back)
            key = os.path.realpath(place.name) if is_file else os.path.abspath(place.name)  # noqa: PTH100
            first = found.setdefault(key, place)
            if not place.in_folder:  # one that is named is read whatever its kind
                found[key] = replace(first, in_folder=False)
    return list(found.values())


def still_there(uris: Iterable[str], sha256: str) -> Source | None:
    """The bytes that a document was read from, where a place of it, a file or an archive's member, still has them.

    `uris`: as the graph keeps them; what is no absolute path on this machine is passed over, and so is what stands at
    the place by now, if it is another text.
    """
    for uri in uris:
        path = Path(uri)
        if path.is_absolute() and not missing(path):
            for source in _named(path).open():
                if source.sha256 == sha256 and not source.error:
                    return source
    return None


def missing(path: Path) -> str:
    """Why there is nothing at `path`; "" where there is a file, a folder, or an archive of which it names a member."""
    try:
        path.lstat()
    except (OSError, ValueError) as error:
        if _archive_and_member(path):
            return ""
        if isinstance(error, PermissionError):
            return f"{readable(path)}：打不开（{reason(error)}）；请检查是否有权限读取"
        return f"{readable(path)}：没有这个文件或文件夹；请检查路径是否写对"
    return ""


def _inside(folder: Path) -> list[Place]:
    """What a folder holds. Links to other folders are not followed, which might lead anywhere, but said."""
    found: list[Place] = []
    waiting = [folder]
    while waiting:
        at = waiting.pop()
        try:
            with os.scandir(at) as entries:
                for entry in entries:
                    if _is_hidden(entry.name):
                        continue
                    if entry.is_dir(follow_symlinks=False):
                        waiting.append(at / entry.name)
                    elif os.path.isdir(entry):  # noqa: PTH112  # never raises
                        found.append(_linked(folder, at / entry.name))
                    else:
                        found.append(Place(at / entry.name, in_folder=True))
        except OSError as error:
            found.append(Place(at, in_folder=True, error=f"文件夹打不开（{reason(error)}），里面的没有读"))
    return sorted(found, key=lambda place: place.path)


def _linked(folder: Path, link: Path) -> Place:
    """A link to a folder, which may lead back into the one that is read."""
    root, there = os.path.realpath(folder), os.path.realpath(link)
    if os.path.commonpath([root, there]) == root:
        return Place(link, in_folder=True, way_back=True)
    return Place(link, in_folder=True, error="这是指向另一个文件夹的链接，没有读；要读请直接给出那个文件夹")


def _is_hidden(name: str) -> bool:
    return name.startswith((".", "~$"))


def _named(path: Path) -> Place:
    if why := missing(path):
        raise PolicyGraphError(why)
    if (found := _archive_and_member(path)) is not None:
        return Place(found[0], member=found[1])
    return Place(path)


def _archive_and_member(path: Path) -> tuple[Path, str] | None:
    """The two of `archive.zip!/member`, where there is such an archive, and no file of that very name."""
    archive, _, member = path.as_posix().partition(INSIDE)
    if not member or os.path.lexists(path) or not os.path.isfile(archive):  # noqa: PTH113  # never raises
        return None
    return Path(archive), member
