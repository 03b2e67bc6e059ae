"""The graph for NetworkX: analysis there, and the export formats it writes."""

from __future__ import annotations

import json
from collections.abc import Collection, Iterable

import networkx as nx

from policygraph.graph.cypher import made
from policygraph.graph.stores.plain import said
from policygraph.graph.stores.store import Row, Store
from policygraph.model.ontology import EdgeKind, NodeKind, ontology
from policygraph.model.records import Value
from policygraph.model.words import printable

EVIDENCE = ("evidence", "start", "end")  # of an edge: the words it was read from, and where they stand


def to_networkx(
    store: Store,
    labels: Collection[str] | None = None,
    types: Collection[str] | None = None,
    *,
    texts: bool = True,
) -> nx.MultiDiGraph[str]:
    """Nodes by id with `label` and their properties, edges with `type` and theirs, in a stable order.

    All of the graph, or only the nodes of `labels` and the edges of `types` between them. Without `texts` no property
    of type text is read, and of an edge nothing that leads to its evidence, so that a large graph fits in memory.
    """
    graph: nx.MultiDiGraph[str] = nx.MultiDiGraph()
    for label, node in ontology().nodes.items():
        if labels is None or label in labels:
            _add_nodes(graph, store, node, texts)
    for type_, edge in ontology().edges.items():
        ends = [[e for e in each if labels is None or e in labels] for each in (edge.sources, edge.targets)]
        if all(ends) and (types is None or type_ in types):
            _add_edges(graph, store, edge, ends, texts)
    return graph


def _add_nodes(graph: nx.MultiDiGraph[str], store: Store, kind: NodeKind, texts: bool) -> None:
    names = [name for name in kind.shown if texts or kind.properties[name].type != "text"]
    for row in store.read(made.by_label(kind.label, names)):
        graph.add_node(row["id"], label=kind.label, **_present(row, names))


def _add_edges(graph: nx.MultiDiGraph[str], store: Store, kind: EdgeKind, ends: list[list[str]], texts: bool) -> None:
    names = [name for name in kind.properties if name not in EVIDENCE]
    # Not by column where start and end are wanted: for an edge without them kglite answers with its ends.
    for row in store.read(made.edges(kind.type, ends[0], ends[1], None if texts else names)):
        properties = said(row["properties"]) if texts else _present(row, names)
        key = f"{kind.type} {properties['document']}"
        graph.add_edge(row["source"], row["target"], key=key, type=kind.type, **properties)


def _present(row: Row, names: Iterable[str]) -> Row:
    return said({name: row[name] for name in names if row[name] is not None})


def flat(value: Value) -> str | int | float | bool:
    """`value` as GraphML and CSV hold it: a list as JSON, text without what cannot be printed."""
    if isinstance(value, list):
        return json.dumps(value, ensure_ascii=False)
    return printable(value) if isinstance(value, str) else "" if value is None else value
