"""Small NetworkX graphs in a line or two, for the tests of the analyses."""

import random
from collections.abc import Mapping, Sequence
from typing import Any

import networkx as nx

Graph = nx.MultiDiGraph  # of str, as all of them are
DEFAULTS: dict[str, dict[str, Any]] = {
    "Department": {"kind": "unit"},
    "Task": {"section": [], "position": 1},
    "Target": {"kind": "planned"},
}


def made(nodes: Mapping[str, str | tuple[str, dict[str, Any]]], edges: Sequence[str]) -> "Graph[str]":
    """Nodes by id, which is their name too, with label and properties; edges as `source TYPE target [basis]`."""
    graph: Graph[str] = Graph()
    for id_, node in nodes.items():
        label, properties = node if isinstance(node, tuple) else (node, {})
        graph.add_node(id_, label=label, **{"name": id_, "title": id_, **DEFAULTS.get(label, {}), **properties})
    for edge in edges:
        source, type_, target, *basis = edge.split()
        graph.add_edge(source, target, type=type_, document="方案", **({"basis": basis[0]} if basis else {}))
    return graph


def work(*tasks: str) -> "Graph[str]":
    """Tasks t1, t2, … each with its departments, a letter each: capitals lead. 众 is a collective."""
    ids = {letter.upper() for task in tasks for letter in task}
    nodes: dict[str, Any] = {f"t{i}": "Task" for i in range(1, len(tasks) + 1)}
    nodes |= {id_: ("Department", {"kind": "collective"} if id_ == "众" else {}) for id_ in ids}
    role = {True: "LEADS", False: "SUPPORTS"}
    edges = [
        f"{letter.upper()} {role[letter.isupper()]} t{i}" for i, task in enumerate(tasks, start=1) for letter in task
    ]
    return made(nodes, edges)


def shuffled(graph: "Graph[str]", seed: int) -> "Graph[str]":
    """The same graph, put together in another order."""
    chance = random.Random(seed)
    nodes, edges = list(graph.nodes(data=True)), list(graph.edges(keys=True, data=True))
    chance.shuffle(nodes)
    chance.shuffle(edges)
    again: Graph[str] = Graph()
    again.add_nodes_from(nodes)
    again.add_edges_from(edges)
    return again
