"""What people enter, also in a plain file beside the graph: it outlives the graph, and with the documents rebuilds it.

A line is one entry as it was made or changed, in JSON: `kind` (the label of its node), `entry` (its fields) and
`crc`, by which a damaged line is known. Lines are only added; of one entry the last line counts. A graph on a server
has its file in the user's data folder, under a name made of the address.
"""

from __future__ import annotations

import json
import os
import zlib
from collections.abc import Iterable
from pathlib import Path
from typing import Any, NamedTuple

from policygraph.graph.loading.claims import canonical
from policygraph.graph.stores.address import is_address
from policygraph.graph.stores.opening import server_folder
from policygraph.model.errors import PolicyGraphError, reason

SUFFIX = ".jsonl"
Fields = dict[str, Any]


class Entry(NamedTuple):
    """`fields`: as the kind's own module has them."""

    kind: str
    fields: Fields


class Entries(NamedTuple):
    """The entries of a file in its order; `damaged`: the numbers of lines that are not what was written, from 1."""

    found: list[Entry]
    damaged: list[int]


def file_of(place: str) -> Path:
    """The file for the graph at a place, as `Store.place` gives it.

    >>> file_of("/var/graph/graph.kgl").name
    'graph-entered.jsonl'
    """
    if is_address(place):
        return server_folder(place) / f"graph-entered{SUFFIX}"
    return Path(place).with_name(f"{Path(place).stem}-entered{SUFFIX}")


def append(file: Path, entries: Iterable[Entry]) -> None:
    """Add lines; they are on disk when this returns. PolicyGraphError where they cannot be written."""
    lines = b"".join(map(_line, entries))
    if not lines:
        return
    try:
        file.parent.mkdir(parents=True, exist_ok=True)
        with file.open("a+b") as stream:
            if stream.seek(0, os.SEEK_END):
                stream.seek(-1, os.SEEK_END)
                lines = lines if stream.read(1) == b"\n" else b"\n" + lines  # after a line that a crash cut short
            stream.write(lines)
            stream.flush()
            os.fsync(stream.fileno())
    except OSError as error:
        raise PolicyGraphError(
            f"判断已记在图里，但没有写进 {file}（{reason(error)}）；请检查磁盘，下次写入时会补上"
        ) from error


def read(file: Path) -> Entries:
    """What the file holds; nothing where there is none."""
    try:
        return parse(file.read_bytes())
    except FileNotFoundError:
        return Entries([], [])


def parse(content: bytes) -> Entries:
    """The entries of a file's content."""
    found, damaged = [], []
    for number, line in enumerate(content.splitlines(), start=1):
        entry = _parsed(line) if line.strip() else None
        if entry is not None:
            found.append(entry)
        elif line.strip():
            damaged.append(number)
    return Entries(found, damaged)


def _line(entry: Entry) -> bytes:
    said = {"kind": entry.kind, "entry": entry.fields}
    return (json.dumps({**said, "crc": _checksum(said)}, ensure_ascii=False) + "\n").encode()


def _parsed(line: bytes) -> Entry | None:
    """The entry of a line; None where it is not as it was written."""
    try:
        said = json.loads(line)
        crc = said.pop("crc")
        return Entry(said["kind"], said["entry"]) if crc == _checksum(said) and len(said) == 2 else None
    except (ValueError, TypeError, KeyError, AttributeError, RecursionError):
        return None


def _checksum(said: Fields) -> str:
    return f"{zlib.crc32(canonical(said).encode()):08x}"
