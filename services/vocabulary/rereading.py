"""Documents read again by the present words, where what they were read from is still there."""

from __future__ import annotations

import json
from collections.abc import Collection
from dataclasses import dataclass, field
from pathlib import Path

from policygraph.graph.cypher.files import fixed
from policygraph.graph.stores.store import Store
from policygraph.model.paths import INSIDE
from policygraph.services.ingestion import Progress, ingest
from policygraph.services.settle import settle

READINGS_OF = fixed(__package__, "readings-of")


@dataclass(slots=True)
class Reread:
    """`gone`: names of the documents whose file is no more there, or which came by the page."""

    done: int = 0
    changed: int = 0
    gone: list[str] = field(default_factory=list)
    failures: list[str] = field(default_factory=list)


def reread(store: Store, documents: Collection[str], on_progress: Progress | None = None) -> Reread:
    """Read the documents of these ids again, and let follow what follows."""
    found, files = Reread(), dict[Path, None]()
    for row in store.read(READINGS_OF, {"ids": list(documents)}):
        there = [each for uri in json.loads(row["readings"] or "{}") if (each := _file(uri)).is_file()]
        files |= dict.fromkeys(there)
        if there:
            found.done += 1
        else:
            found.gone.append(row["name"] or row["id"])
    if files:
        report = ingest(list(files), store, None, on_progress)
        settle(store)
        found.changed = report.added + report.replaced
        found.failures = [why for _, why in report.failures]
    return found


def _file(uri: str) -> Path:
    return Path(uri.partition(INSIDE)[0])
