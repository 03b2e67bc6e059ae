"""A whole graph as text: equal graphs give equal texts, whatever the store and the order of loading."""

from __future__ import annotations

from policygraph.graph.loading.claims import canonical
from policygraph.graph.stores.store import Store
from policygraph.model.ontology import ontology


def dump(store: Store, *, internal: bool = True) -> str:
    """One JSON value a line, sorted: each node as [label, properties], each edge as [type, from, to, properties]."""
    kinds = ontology().nodes
    lines = []
    for label, kind in kinds.items():
        names = list(kind.properties) if internal else kind.shown
        for row in store.read(f"MATCH (n:{label}) RETURN properties(n) AS properties"):
            properties = {name: row["properties"][name] for name in names if name in row["properties"]}
            lines.append(canonical([label, properties]))
    for type_ in ontology().edges:
        cypher = (
            f"MATCH (a)-[r:{type_}]->(b) RETURN labels(a)[0] AS source_label, a.id AS source, "
            "labels(b)[0] AS target_label, b.id AS target, properties(r) AS properties"
        )
        for row in store.read(cypher):
            ends = ([row["source_label"], row["source"]], [row["target_label"], row["target"]])
            lines.append(canonical([type_, *ends, row["properties"]]))
    return "".join(f"{line}\n" for line in sorted(lines))
