"""A whole graph as text: equal graphs give equal texts, whatever the store and the order of loading."""

from __future__ import annotations

from policygraph.graph.cypher import made
from policygraph.graph.loading.claims import canonical
from policygraph.graph.stores.plain import said
from policygraph.graph.stores.store import Store
from policygraph.model.ontology import ontology

OF_THE_MOMENT = ("unfinished", "touched", "blocks", "unsure")  # say nothing of the graph, but of who writes


def dump_graph(store: Store, *, internal: bool = True) -> str:
    """One JSON value a line, sorted: each node as [label, properties], each edge as [type, from, to, properties]."""
    kinds = ontology().nodes
    lines = []
    for label, kind in kinds.items():
        names = [name for name in kind.properties if name not in OF_THE_MOMENT] if internal else kind.shown
        for row in store.read(made.whole_by_label(label)):
            properties = {name: row["properties"][name] for name in names if name in row["properties"]}
            lines.append(canonical([label, said(properties)]))
    for type_ in ontology().edges:
        for row in store.read(made.edges_of_type(type_)):
            ends = ([row["source_label"], row["source"]], [row["target_label"], row["target"]])
            lines.append(canonical([type_, *ends, said(row["properties"])]))
    return "".join(f"{line}\n" for line in sorted(lines))
