"""Documents whose file is no longer where it was read: moved, when the same text is elsewhere; else for a person."""

from __future__ import annotations

import json
import os
from collections.abc import Collection, Iterable, Sequence
from pathlib import Path

from policygraph.graph.loading.load import place, withdraw
from policygraph.graph.stores.store import Row, Store
from policygraph.model.paths import INSIDE


def settle_vanished(
    store: Store, rows: Iterable[Row], paths: Sequence[Path], seen: Collection[str], unsure: Collection[str]
) -> list[str]:
    """Forget places within `paths` that are no more, where the document has another; the other such places, sorted.

    `rows`: the readings of every document, as JSON. `seen`: the uris that were met within `paths`. `unsure`: those of
    what could not be looked into.
    """
    roots = tuple(f"{place(path)}{'/' if path.is_dir() else INSIDE}" for path in paths)
    closed = tuple(f"{uri}{mark}" for uri in unsure for mark in ("/", INSIDE))
    opened = {uri.partition(INSIDE)[0] for uri in seen if INSIDE in uri}
    moved: list[str] = []
    alone: list[str] = []
    for row in rows:
        uris = json.loads(row["readings"])
        unmet = [uri for uri in uris if uri not in seen and uri.startswith(roots) and not uri.startswith(closed)]
        gone = [uri for uri in unmet if _is_gone(uri, opened)]
        (alone if len(gone) == len(uris) else moved).extend(gone)
    if moved:
        withdraw(store, moved)
    return sorted(alone)


def prune(store: Store, uris: Sequence[str], paths: Sequence[Path], seen: Collection[str]) -> list[str]:
    """Take out what was read at these places, which `settle_vanished` gave; returns them.

    Not of a folder in which nothing at all was met: a disk that is not there looks like that.
    """
    roots = [f"{place(path)}{'/' if path.is_dir() else INSIDE}" for path in paths]
    there = tuple(root for root in roots if any(uri.startswith(root) for uri in seen))
    taken = [uri for uri in uris if uri.startswith(there)]
    if taken:
        withdraw(store, taken)
    return taken


def _is_gone(uri: str, opened: Collection[str]) -> bool:
    """Whether a place that was not met is no more: what is hidden is not met and there all the same."""
    file, _, member = uri.partition(INSIDE)
    return not os.path.lexists(file) or (bool(member) and file in opened)
