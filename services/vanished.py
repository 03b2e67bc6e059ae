"""Documents whose file is no longer where it was read: moved, when the same text is elsewhere; else for a person."""

from __future__ import annotations

import json
import os
from collections.abc import Collection, Sequence
from pathlib import Path

from policygraph.graph.cypher.files import fixed
from policygraph.graph.loading.load import place, withdraw
from policygraph.graph.stores.store import Store
from policygraph.ingest.formats.archive import INSIDE

READINGS = fixed(__package__, "readings")


def settle_vanished(store: Store, paths: Sequence[Path], seen: Collection[str], unsure: Collection[str]) -> list[str]:
    """Forget places within `paths` that are no more, where the document has another; the other such places, sorted.

    `seen`: the uris that were met within `paths`. `unsure`: those of what could not be looked into.
    """
    roots = tuple(f"{place(path)}{'/' if path.is_dir() else INSIDE}" for path in paths)
    closed = tuple(f"{uri}{mark}" for uri in unsure for mark in ("/", INSIDE))
    opened = {uri.partition(INSIDE)[0] for uri in seen if INSIDE in uri}

    def is_gone(uri: str) -> bool:
        if uri in seen or not uri.startswith(roots) or uri.startswith(closed):
            return False
        file, _, member = uri.partition(INSIDE)
        return not os.path.lexists(file) or (bool(member) and file in opened)

    moved: list[str] = []
    alone: list[str] = []
    for row in store.read(READINGS):
        uris = json.loads(row["readings"])
        gone = [uri for uri in uris if is_gone(uri)]
        (alone if len(gone) == len(uris) else moved).extend(gone)
    if moved:
        withdraw(store, moved)
    return sorted(alone)
