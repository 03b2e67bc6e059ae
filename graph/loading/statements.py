"""The statements that write nodes and relationships, thousands at a time, the same on every store.

What is merged may be there; what is created is not, as who creates it has seen in the same transaction.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from datetime import date
from typing import Any

from policygraph.graph.cypher import made
from policygraph.graph.loading.claims import present
from policygraph.graph.stores.store import Statement
from policygraph.model.ontology import EdgeKind, NodeKind
from policygraph.model.records import Properties

ROWS = 5_000  # of one statement; see benchmarks/load


def stored(properties: Properties, kind: NodeKind | EdgeKind) -> dict[str, Any]:
    """As they are kept: without what has no value, a float as a float even where it is whole, a date as a date."""
    kept: dict[str, Any] = present(properties)
    for name in kind.floats:
        if isinstance(value := kept.get(name), int):
            kept[name] = float(value)
    for name in kind.dates:
        if isinstance(value := kept.get(name), str):
            kept[name] = date.fromisoformat(value)
    return kept


def merge_nodes(label: str, nodes: Sequence[Properties]) -> Iterator[Statement]:
    """Nodes of one label, each with all its properties, which replace what it had."""
    yield from batches(made.merge_nodes(label), nodes)


def merge_edges(type_: str, source: str, target: str, edges: Sequence[dict[str, Any]]) -> Iterator[Statement]:
    """Relationships of one type between nodes of two labels: `source` and `target` (ids), and `properties`.

    One is known by its ends and the document that says it.
    """
    yield from batches(made.merge_edges(type_, source, target), edges)


def create_nodes(label: str, nodes: Sequence[Properties]) -> Iterator[Statement]:
    """Nodes of one label that are not there yet, each with all its properties."""
    yield from batches(made.create_nodes(label), nodes)


def create_edges(type_: str, source: str, target: str, edges: Sequence[dict[str, Any]]) -> Iterator[Statement]:
    """As `merge_edges`, where none of them is there yet. Those of one node stand together."""
    ends = {name: {edge[name] for edge in edges} for name in ("source", "target")}
    known, other = sorted(ends, key=lambda name: len(ends[name]))
    of: dict[str, list[dict[str, Any]]] = defaultdict(list)
    for edge in edges:
        of[edge[known]].append({"id": edge[other], "properties": edge["properties"]})
    cypher = made.create_edges(type_, source, target, "a" if known == "source" else "b")
    rows: list[dict[str, Any]] = []
    count = 0
    for id_, own in of.items():
        rows.append({"id": id_, "edges": own})
        count += len(own)
        if count >= ROWS:
            yield Statement(cypher, {"rows": rows})
            rows, count = [], 0
    if rows:
        yield Statement(cypher, {"rows": rows})


def batches(cypher: str, rows: Sequence[dict[str, Any]]) -> Iterator[Statement]:
    """The statement for all rows, some thousands at a time."""
    for first in range(0, len(rows), ROWS):
        yield Statement(cypher, {"rows": list(rows[first : first + ROWS])})
