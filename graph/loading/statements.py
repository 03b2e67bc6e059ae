"""The statements that write nodes and relationships: idempotent batches, UNWIND and MERGE, the same on every store."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

from policygraph.graph.cypher import made
from policygraph.graph.stores.store import Statement
from policygraph.model.records import Properties

ROWS = 5_000  # of one statement; see benchmarks/load


def merge_nodes(label: str, nodes: Sequence[Properties]) -> Iterator[Statement]:
    """Nodes of one label, each with all its properties, which replace what it had."""
    yield from batches(made.merge_nodes(label), nodes)


def merge_edges(type_: str, source: str, target: str, edges: Sequence[dict[str, Any]]) -> Iterator[Statement]:
    """Relationships of one type between nodes of two labels: `source` and `target` (ids), and `properties`.

    One is known by its ends and the document that says it.
    """
    yield from batches(made.merge_edges(type_, source, target), edges)


def batches(cypher: str, rows: Sequence[dict[str, Any]]) -> Iterator[Statement]:
    """The statement for all rows, some thousands at a time."""
    for first in range(0, len(rows), ROWS):
        yield Statement(cypher, {"rows": list(rows[first : first + ROWS])})
