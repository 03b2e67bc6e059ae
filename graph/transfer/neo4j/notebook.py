"""A query's answer as py2neo objects, for notebooks that are written with py2neo (extra `py2neo`).

py2neo is at the end of its life, so it stays at this edge: the official driver reads, with all its limits, and py2neo
only holds what was read. The objects are bound to a `py2neo.Graph`, which still connects to Neo4j 5.26 (over Bolt 4.4),
so that `graph.match`, `graph.pull` and the like go on from them.

    from policygraph.graph.transfer.neo4j.notebook import connect, subgraph
    found = subgraph("bolt://localhost", "MATCH (d:Department)-[r:LEADS]->(t:Task) RETURN d, r, t LIMIT 50")
    for led in found.relationships:
        print(led.start_node["full_name"], led.end_node["title"], led["evidence"])
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from policygraph.graph.stores.address import parse_address
from policygraph.model import extras
from policygraph.model.errors import PolicyGraphError

with extras.needed("py2neo", "py2neo 的对象"):
    import neo4j.graph
    import py2neo

    from policygraph.graph.stores.server import ServerStore


def connect(place: str) -> py2neo.Graph:
    """py2neo's own connection to the database at an address; PolicyGraphError if it cannot connect."""
    address = parse_address(place)
    scheme = address.uri.partition("://")[0]
    try:
        return py2neo.Graph(
            # py2neo has no certificates of one's own, and takes a cluster's address for that of one server.
            address.uri.replace(scheme, scheme.replace("neo4j", "bolt"), 1),
            auth=(address.user, address.password or ""),
            name=address.database,
        )
    except Exception as error:  # it raises what it has, down to TypeError
        raise PolicyGraphError(f"py2neo 连不上 {address.shown}：{error}；可改用 policygraph 自己的查询") from error


def subgraph(
    place: str,
    cypher: str,
    parameters: Mapping[str, Any] | None = None,
    *,
    seconds: float | None = 60.0,
    rows: int | None = 10_000,
) -> py2neo.Subgraph:
    """All nodes and relationships in the answer of a reading statement, as objects bound to `connect(place)`.

    Ends of relationships that the answer itself does not hold are fetched by py2neo when they are looked at.
    Raises PolicyGraphError as `Store.read` does.
    """
    graph = connect(place)
    with ServerStore(parse_address(place)) as store:
        found = store.entities(cypher, parameters, seconds=seconds, rows=rows)
    nodes = {
        node.element_id: _bound(py2neo.Node(*node.labels, **_properties(node)), graph, node)
        for node in found
        if isinstance(node, neo4j.graph.Node)
    }
    relationships = []
    for edge in found:
        if isinstance(edge, neo4j.graph.Relationship):
            ends = [
                nodes.setdefault(end.element_id, py2neo.Node.ref(graph, _number(end)))
                for end in edge.nodes
                if end is not None
            ]
            made = py2neo.Relationship.type(edge.type)(*ends, **_properties(edge))
            relationships.append(_bound(made, graph, edge))
    return py2neo.Subgraph(nodes.values(), relationships)


def _bound(thing: Any, graph: py2neo.Graph, entity: neo4j.graph.Entity) -> Any:
    thing.graph, thing.identity = graph, _number(entity)
    return thing


def _number(entity: neo4j.graph.Entity) -> int:
    """py2neo's identity: the number at the end of an element id such as `4:…:17`."""
    return int(entity.element_id.rpartition(":")[2])


def _properties(entity: neo4j.graph.Entity) -> dict[str, Any]:
    return {name: value.to_native() if hasattr(value, "to_native") else value for name, value in entity.items()}
