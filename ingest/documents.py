"""Documents: which files there are, and one file read into records."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from importlib.resources import files
from importlib.resources.abc import Traversable
from pathlib import Path

from policygraph.errors import PolicyGraphError
from policygraph.graph.records import Records
from policygraph.ingest import clean, pipeline, reader, relate


def _fingerprint() -> str:
    """A hash of the reader's code and vocabularies: whatever could make the same bytes give other records."""
    digest = hashlib.sha256()
    for package, kinds in (("policygraph.ingest", (".py",)), ("policygraph.data", VOCABULARY)):
        for name, data in sorted(_contents(files(package), kinds)):
            digest.update(name.encode() + b"\0" + data + b"\0")
    return digest.hexdigest()[:12]


def _contents(folder: Traversable, kinds: tuple[str, ...]) -> Iterator[tuple[str, bytes]]:
    for entry in folder.iterdir():
        if entry.is_dir() and entry.name not in ("samples", "__pycache__"):
            yield from _contents(entry, kinds)
        elif entry.name.endswith(kinds):
            yield entry.name, entry.read_bytes().replace(b"\r\n", b"\n")


VOCABULARY = (".yaml", ".tsv", ".xz", ".zip")
READER_VERSION = _fingerprint()
"""Files that another version of the reader has read are read again."""


def find(paths: list[Path]) -> list[Path]:
    """The files under `paths`: each file named, and in each folder, however deep, those of a known suffix, sorted.

    Hidden files and files of other kinds in folders are left out. Raises PolicyGraphError for a path that is not there.
    """
    found: list[Path] = []
    for path in paths:
        if path.is_dir():
            found += sorted(_inside(path))
        elif path.exists():
            found.append(path)
        else:
            raise PolicyGraphError(f"找不到 {path}；请检查路径是否写对")
    unique = {p.resolve(): p for p in reversed(found)}
    return [p for p in found if unique.pop(p.resolve(), None) is not None]


def passed_over(paths: list[Path]) -> list[Path]:
    """The files in the folders among `paths` that no reader knows, so that they can be named."""
    return sorted(file for path in paths if path.is_dir() for file in _inside(path, readable=False))


def _inside(folder: Path, readable: bool = True) -> Iterator[Path]:
    for path in folder.rglob("*"):
        hidden = any(part.startswith(".") for part in path.relative_to(folder).parts)
        if path.is_file() and not hidden and (path.suffix.lower() in reader.READERS) is readable:
            yield path


def read(path: Path) -> Records:
    """The records of the file at `path`. Raises PolicyGraphError that names the file."""
    try:
        data = path.read_bytes()
    except OSError as error:
        raise PolicyGraphError(f"{path}：打不开（{error.strerror}）；请检查文件是否存在、是否有权限读取") from error
    try:
        return read_bytes(data, path.name)
    except PolicyGraphError as error:
        raise PolicyGraphError(f"{path}：{error}") from error


def read_bytes(data: bytes, name: str) -> Records:
    """The records of a file called `name`: a pure function. Raises PolicyGraphError that says what is wrong."""
    raw = reader.read_bytes(data, name)
    records = relate.relate(pipeline.annotate(clean.clean(raw.text), name), raw.text)
    records.nodes[0].properties["encoding"] = raw.encoding
    return records
