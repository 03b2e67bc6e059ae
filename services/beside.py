"""Plain files that belong to a graph and outlive it: beside the graph's file, or in the user's data folder."""

from __future__ import annotations

from pathlib import Path

from policygraph.graph.stores.opening import graph_file, server_folder


def beside(place: str | Path | None, name: str) -> Path:
    """Where the file `name` of the graph at `place` is; of a server's graph, a folder in the user's data folder.

    >>> beside("graphs/county.kgl", "audit.jsonl").name
    'county.audit.jsonl'
    """
    file = graph_file(place)
    if file is None:
        return server_folder(str(place)) / name
    from policygraph.graph.stores.embedded import FILE_NAME  # it takes its time to load

    return file.with_name(name if file.name == FILE_NAME else f"{file.stem}.{name}")


def has_graph(place: str | Path | None) -> bool:
    """Whether a graph's file is there; of a server that is not known, and taken to be so."""
    file = graph_file(place)
    return file is None or (file.suffix == ".kgl" and file.exists())
