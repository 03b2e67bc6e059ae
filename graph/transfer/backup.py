"""A graph in one file, with what people entered: to keep elsewhere, and to bring back into any kind of store.

A zip of `graph.kgl` (the embedded store's snapshot, whatever store it came from), `entered.jsonl` and `about.json`. Its
comment is the SHA-256 of all that stands before it, so that a damaged file is known.
"""

from __future__ import annotations

import hashlib
import json
import tempfile
import zipfile
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path
from typing import Any, NamedTuple

from policygraph.graph.loading import entries
from policygraph.graph.loading.entries import Entry
from policygraph.graph.stores.embedded import FILE_NAME, MAGIC
from policygraph.graph.stores.opening import open_store
from policygraph.graph.stores.recovering import save_copy
from policygraph.graph.stores.store import Store
from policygraph.graph.transfer.copying import Progress, copy_graph, count_by_kind
from policygraph.graph.transfer.files import writing
from policygraph.model.errors import PolicyGraphError, reason

ENTERED, ABOUT = "entered.jsonl", "about.json"
DIGEST = 64  # characters
TRIES = 5  # of a copy of a server's graph, to which others may write meanwhile
PIECE = 1 << 20


class Backup(NamedTuple):
    """`graph`: a snapshot, gone when the backup is closed. `about`: place, time, counts by kind."""

    graph: Path
    entered: list[Entry]
    about: dict[str, Any]


def write_backup(store: Store, file: Path, on_progress: Progress | None = None) -> dict[str, int]:
    """Write the graph as it is at one moment, whoever writes meanwhile; returns how many of each kind there are."""
    with (
        writing(file) as new,
        tempfile.TemporaryDirectory(prefix="policygraph-", ignore_cleanup_errors=True) as folder,
    ):
        graph = Path(folder) / FILE_NAME
        if Path(store.place).exists():
            save_copy(Path(store.place), graph)
        else:
            _copied(store, graph, on_progress)
        with open_store(graph) as copy:
            counts = count_by_kind(copy)
        about = {
            "place": store.place,
            "at": datetime.now().astimezone().isoformat(timespec="seconds"),
            "counts": counts,
        }
        with zipfile.ZipFile(new, "w", zipfile.ZIP_STORED) as packed:
            packed.write(graph, FILE_NAME)
            if (plain := entries.file_of(store.place)).exists():
                packed.write(plain, ENTERED)
            packed.writestr(ABOUT, json.dumps(about, ensure_ascii=False, indent=1))
            packed.comment = b"0" * DIGEST
        _sign(new)
    return counts


@contextmanager
def opened(file: Path) -> Iterator[Backup]:
    """What a backup holds, or a snapshot alone. PolicyGraphError where it is neither, or damaged."""
    try:
        with file.open("rb") as stream:
            alone = stream.read(len(MAGIC)) == MAGIC
    except OSError as error:
        raise PolicyGraphError(f"{file}：打不开（{reason(error)}）") from error
    if alone:
        yield Backup(file, [], {})
        return
    if not zipfile.is_zipfile(file) or _digest(file) != _signed(file):
        raise PolicyGraphError(f"{file} 不是 policygraph backup 写出的备份，或已损坏；请换一份备份")
    with tempfile.TemporaryDirectory(prefix="policygraph-", ignore_cleanup_errors=True) as folder:
        with zipfile.ZipFile(file) as packed:
            graph = Path(packed.extract(FILE_NAME, folder))
            entered = packed.read(ENTERED) if ENTERED in packed.namelist() else b""
            about = json.loads(packed.read(ABOUT))
        yield Backup(graph, entries.parse(entered).found, about)


def _copied(store: Store, graph: Path, on_progress: Progress | None) -> None:
    """The graph of a server as a snapshot."""
    with open_store(graph, write=True) as target:
        for left in reversed(range(TRIES)):
            try:
                copy_graph(store, target, on_progress, replace=True)
                return
            except PolicyGraphError:
                if not left:
                    raise


def _sign(file: Path) -> None:
    """Put the digest in the place that is kept for it."""
    with file.open("r+b") as stream:
        stream.seek(-DIGEST, 2)
        stream.write(_digest(file).encode())


def _digest(file: Path) -> str:
    left = file.stat().st_size - DIGEST
    digest = hashlib.sha256()
    with file.open("rb") as stream:
        while left > 0 and (piece := stream.read(min(PIECE, left))):
            digest.update(piece)
            left -= len(piece)
    return digest.hexdigest()


def _signed(file: Path) -> str:
    with file.open("rb") as stream:
        stream.seek(-DIGEST, 2)
        return stream.read().decode("latin-1")
