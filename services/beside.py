"""Plain files that belong to a graph and outlive it: beside the graph's file, or in the user's data folder."""

from __future__ import annotations

import hashlib
import re
from pathlib import Path

from policygraph.graph.stores.address import parse_address
from policygraph.graph.stores.opening import default_place, graph_file

UNSAFE = re.compile(r"[^A-Za-z0-9.-]+")


def beside(place: str | Path | None, name: str) -> Path:
    """Where the file `name` of the graph at `place` is; of a server's graph, a folder in the user's data folder.

    >>> beside("graphs/county.kgl", "audit.jsonl").name
    'county.audit.jsonl'
    """
    file = graph_file(place)
    if file is None:
        shown = parse_address(str(place)).shown
        digest = hashlib.sha256(shown.encode()).hexdigest()[:8]
        return default_place() / "servers" / f"{UNSAFE.sub('-', shown.partition('://')[2])}-{digest}" / name
    from policygraph.graph.stores.embedded import FILE_NAME  # it takes its time to load

    return file.with_name(name if file.name == FILE_NAME else f"{file.stem}.{name}")


def has_graph(place: str | Path | None) -> bool:
    """Whether a graph's file is there; of a server that is not known, and taken to be so."""
    file = graph_file(place)
    return file is None or (file.suffix == ".kgl" and file.exists())
