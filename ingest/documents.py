"""Documents: which files there are, and one file read into records."""

from __future__ import annotations

import logging
from collections.abc import Iterator
from pathlib import Path

from policygraph.ingest import pipeline
from policygraph.ingest.cleaning import clean
from policygraph.ingest.formats import archive, limits, reader
from policygraph.ingest.head.head import Named
from policygraph.ingest.relating import outline_file, relate
from policygraph.model.errors import PolicyGraphError
from policygraph.model.records import Edge, Node, Properties, Records, unread_id
from policygraph.model.timing import stage

log = logging.getLogger(__name__)

GLANCE = 1_000_000  # bytes of a YAML file that are looked at


def find(paths: list[Path]) -> list[Path]:
    """The files under `paths`: each file named, and in each folder, however deep, those of a known suffix, sorted.

    For an archive its members that can be read, as `archive.zip!/member`. Hidden files and files of other kinds in
    folders are left out. Raises PolicyGraphError for a path that is not there.
    """
    found: list[Path] = []
    for path in paths:
        if path.is_dir():
            found += sorted(_inside(path))
        elif path.exists() or _split(path):
            found.append(path)
        else:
            raise PolicyGraphError(f"找不到 {path}；请检查路径是否写对")
    unique = {p.resolve(): p for p in reversed(found)}
    files = [p for p in found if unique.pop(p.resolve(), None) is not None]
    return [document for file in files for document in (_members(file) or [file])]


def passed_over(paths: list[Path]) -> list[Path]:
    """The files in the folders and archives among `paths` that no reader knows, so that they can be named."""
    beside = [file for path in paths if path.is_dir() for file in _inside(path, readable=False)]
    archives = [file for path in paths for file in (_inside(path) if path.is_dir() else [path]) if _is_archive(file)]
    return sorted(beside) + [member for file in archives for member in _members(file, readable=False)]


def _inside(folder: Path, readable: bool = True) -> Iterator[Path]:
    for path in folder.rglob("*"):
        hidden = any(part.startswith((".", "~$")) for part in path.relative_to(folder).parts)
        if path.is_file() and not hidden and _is_document(path) is readable:
            yield path


def _is_document(path: Path) -> bool:
    """Whether a file in a folder is one to read; of YAML files only outlines are."""
    if path.suffix.lower() in reader.OUTLINES:
        try:
            with path.open("rb") as file:
                return outline_file.looks_like(file.read(GLANCE).decode("utf-8", "replace"))
        except OSError:  # reading it will say why
            return True
    return path.suffix.lower() in reader.SUFFIXES


def _is_archive(path: Path) -> bool:
    return path.suffix.lower() in reader.ARCHIVES and path.is_file()


def _members(path: Path, readable: bool = True) -> list[Path]:
    """The documents of an archive; none where it cannot be opened, which reading it will say."""
    if not _is_archive(path):
        return []
    try:
        data = _bytes(path)
        inside = archive.members(data) if archive.is_archive(data, path.name) else []
    except PolicyGraphError:
        return []
    return [Path(f"{path}{archive.INSIDE}{m.name}") for m in inside if m.readable is readable]


def _split(path: Path) -> tuple[Path, str] | None:
    """Archive and member of `archive.zip!/member`, where such an archive is there."""
    whole, found, member = path.as_posix().partition(archive.INSIDE)
    return (Path(whole), member) if found and not path.exists() and Path(whole).is_file() else None


def is_member(path: Path) -> bool:
    """Whether `path` names a file in an archive."""
    return _split(path) is not None


def load(path: Path) -> bytes:
    """The bytes of a file, or of a member of an archive. Raises PolicyGraphError that names it."""
    try:
        if (inside := _split(path)) is not None:
            return archive.read(_bytes(inside[0]), inside[1])
        return _bytes(path)
    except PolicyGraphError as error:
        raise PolicyGraphError(f"{path}：{error}") from error


def _bytes(path: Path) -> bytes:
    try:
        limits.check_size(path.stat().st_size)
        return path.read_bytes()
    except OSError as error:
        raise PolicyGraphError(f"打不开（{error.strerror}）；请检查文件是否存在、是否有权限读取") from error


def read(path: Path) -> Records:
    """The records of the file at `path`. Raises PolicyGraphError that names the file."""
    data = load(path)
    try:
        return read_bytes(data, path.name)
    except PolicyGraphError as error:
        raise PolicyGraphError(f"{path}：{error}") from error


def read_bytes(data: bytes, name: str) -> Records:
    """The records of a file called `name`: a pure function. Raises PolicyGraphError that says what is wrong."""
    if name.lower().endswith(reader.OUTLINES):
        limits.check_size(len(data))
        text, encoding = reader.decode(data)
        records = outline_file.read(text)
        records.nodes[0].properties["encoding"] = encoding
        return records
    with stage(log, "read", name):
        raw = reader.read_bytes(data, name)
    with stage(log, "clean", name):
        cleaned = clean.clean(raw.text, raw.tables)
    reading = pipeline.read_document(cleaned, Named(name, raw.title, raw.published_on))
    with stage(log, "relate", name):
        records = relate.relate(reading, raw.text)
    records.nodes[0].properties["encoding"] = raw.encoding
    if raw.pages:
        records.nodes[0].properties["pages"] = list(raw.pages)
    _note_unreadable(records, raw)
    return records


def _note_unreadable(records: Records, raw: reader.RawText) -> None:
    """An Unread node for what gave no text, at the words before it."""
    notes: dict[int, str] = {}
    for part in raw.unreadable:
        at = len(raw.text[: part.at + 1].rstrip()) or 1
        notes[at] = f"{notes[at]}；{part.why}" if at in notes else part.why
    for at, why in notes.items():
        start = max(raw.text.rfind("\n", 0, at - 1) + 1, at - 40)
        properties: Properties = {"name": why[:40], "kind": "part-of-file", "text": why, "start": start, "end": at}
        node = Node("Unread", unread_id(records.document, "part-of-file", at), properties)
        records.nodes.append(node)
        evidence = raw.text[start:at].strip()
        start += raw.text[start:at].index(evidence)
        document = ("Document", records.document)
        records.edges.append(Edge("STATED_IN", (node.label, node.id), document, evidence, start, start + len(evidence)))
