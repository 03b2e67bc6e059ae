"""The graph for NetworkX: analysis there, and the export formats it writes."""

from __future__ import annotations

import json
import re

import networkx as nx

from policygraph.graph.ontology import ontology
from policygraph.graph.records import Value
from policygraph.graph.store import Store

# What neither XML nor a spreadsheet can hold.
UNPRINTABLE = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")


def to_networkx(store: Store) -> nx.MultiDiGraph[str]:
    """All nodes by id with `label` and their properties; all edges with `type` and theirs; in a stable order."""
    graph: nx.MultiDiGraph[str] = nx.MultiDiGraph()
    for label, kind in ontology().nodes.items():
        for row in store.read(f"MATCH (n:{label}) RETURN properties(n) AS properties ORDER BY n.id"):
            properties = row["properties"]
            graph.add_node(
                properties["id"], label=label, **{name: properties[name] for name in kind.shown if name in properties}
            )
    for type_ in ontology().edges:
        cypher = (
            f"MATCH (a)-[r:{type_}]->(b) RETURN a.id AS source, b.id AS target, properties(r) AS properties "
            "ORDER BY source, target, r.document"
        )
        for row in store.read(cypher):
            key = f"{type_} {row['properties']['document']}"
            graph.add_edge(row["source"], row["target"], key=key, type=type_, **row["properties"])
    return graph


def flat(value: Value) -> str | int | float | bool:
    """`value` as GraphML and CSV hold it: a list as JSON, text without what cannot be printed."""
    if isinstance(value, list):
        return json.dumps(value, ensure_ascii=False)
    return printable(value) if isinstance(value, str) else "" if value is None else value


def printable(text: str) -> str:
    """
    >>> printable("a\\x00b")
    'ab'
    """
    return UNPRINTABLE.sub("", text)
