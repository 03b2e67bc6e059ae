"""All of a graph, a batch at a time and in a stable order, with what is the loader's own: for copies and exports."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from policygraph.graph.cypher import made
from policygraph.graph.stores.store import Row, Store
from policygraph.model.ontology import ontology
from policygraph.model.records import Properties

SIZE = 5_000  # nodes of a batch, or nodes whose relationships are a batch


class Nodes(NamedTuple):
    """Of one label: their properties."""

    label: str
    rows: list[Properties]


class Edges(NamedTuple):
    """Of one type between two labels: `source` and `target` (ids) and `properties`."""

    type: str
    source: str
    target: str
    rows: list[Row]


def scan_nodes(store: Store) -> Iterator[Nodes]:
    """All nodes, documents first."""
    for label, kind in ontology().nodes.items():
        for ids in _ids(store, label):
            found = (row["properties"] for row in store.read(made.whole_by_id(label), {"ids": ids}))
            # Named one by one: kglite's properties(n) has names of its own.
            rows = [{name: each[name] for name in kind.properties if name in each} for each in found]
            yield Nodes(label, rows)


def scan_edges(store: Store) -> Iterator[Edges]:
    """All relationships, by type and the labels of their ends."""
    for type_, kind in ontology().edges.items():
        for source in kind.sources:
            for ids in _ids(store, source):
                for target in kind.targets:
                    if rows := store.read(made.edges_of_sources(type_, source, target), {"ids": ids}):
                        yield Edges(type_, source, target, list(rows))


def _ids(store: Store, label: str) -> Iterator[list[str]]:
    ids = [row["id"] for row in store.read(made.by_label(label, ["id"]))]
    for first in range(0, len(ids), SIZE):
        yield ids[first : first + SIZE]
