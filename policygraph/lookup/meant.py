"""Which document is meant on the command line."""

from __future__ import annotations

from pathlib import Path

from policygraph.graph.loading.load import place


def place_of(document: str) -> str:
    """A file that is there by its place in the graph, whatever folder one stands in; anything else as written."""
    return place(Path(document)) if Path(document).is_file() else document
