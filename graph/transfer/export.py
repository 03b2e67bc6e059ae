"""The graph in files that other programs read: GraphML and CSV."""

from __future__ import annotations

import io
from collections import defaultdict
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import networkx as nx

from policygraph.graph.analysis.network import flat
from policygraph.graph.transfer.files import check_file, writing, writing_folder
from policygraph.graph.transfer.tables import Table, to_csv
from policygraph.model.ontology import ontology

GRAPHML = (".graphml", ".xml")
ENDS = ("source_label", "source", "target_label", "target")


def write_graphml(graph: nx.Graph[str], file: Path) -> None:
    """The graph, or a projection of it, as GraphML for Gephi, yEd, Cytoscape; lists are JSON.

    As these caption it: of a node `label` is its name and `kind` what it is, of a relationship `label` is its Chinese
    word and `kind` its type. No whole texts: of what is longer than a sentence only the evidence of relationships.
    """
    check_file(file, GRAPHML)
    copy = graph.__class__()
    for id_, properties in graph.nodes(data=True):
        copy.add_node(id_, **_captioned(properties))
    edges = graph.edges(keys=True, data=True) if isinstance(graph, nx.MultiDiGraph) else graph.edges(data=True)
    for source, target, *key, properties in edges:
        own = {name: flat(value) for name, value in properties.items() if name != "type"}
        if type_ := properties.get("type"):
            own |= {"label": ontology().edges[type_].zh, "kind": type_}
        copy.add_edge(source, target, *key, **own)
    # Not right into the file: lxml's writer, left in the middle by a full disk, ends the process when it is taken away.
    whole = io.BytesIO()
    nx.write_graphml(copy, whole, encoding="utf-8", named_key_ids=True)
    with writing(file) as new:
        new.write_bytes(whole.getvalue())


def _captioned(properties: Mapping[str, Any]) -> dict[str, Any]:
    """A node's properties under the names that are captioned; its own `kind` is called by what it is the kind of."""
    label = properties["label"]
    kinds = ontology().nodes
    if label not in kinds:  # of a projection, captioned already
        return {name: flat(value) for name, value in properties.items()}
    told = kinds[label].properties
    own = {
        f"{label.lower()}_kind" if name == "kind" else name: flat(value)
        for name, value in properties.items()
        if name != "label" and told[name].type != "text"
    }
    return {"label": flat(properties["name"]), "kind": label, **own}


def write_csv(graph: nx.MultiDiGraph[str], folder: Path) -> list[Path]:
    """A file for each label and each type, `nodes-Task.csv` and `edges-LEADS.csv`; the files that were written.

    UTF-8 with the mark that tells Excel so; an apostrophe before what would be a formula.
    """
    nodes: dict[str, list[dict[str, Any]]] = defaultdict(list)
    for _, properties in graph.nodes(data=True):
        nodes[properties["label"]].append(properties)
    edges: dict[str, list[dict[str, Any]]] = defaultdict(list)
    for source, target, properties in graph.edges(data=True):
        ends = (graph.nodes[source]["label"], source, graph.nodes[target]["label"], target)
        edges[properties["type"]].append({**dict(zip(ENDS, ends, strict=True)), **properties})
    kinds = ontology()
    tables = [(f"nodes-{label}", kinds.nodes[label].shown, rows) for label, rows in nodes.items()]
    tables += [(f"edges-{type_}", [*ENDS, *kinds.edges[type_].properties], rows) for type_, rows in edges.items()]
    with writing_folder(folder) as new:
        for name, columns, rows in tables:
            lines = [[flat(row.get(column)) for column in columns] for row in rows]
            (new / f"{name}.csv").write_bytes(to_csv(Table(columns, lines)))
    return [folder / f"{name}.csv" for name, _, _ in tables]
