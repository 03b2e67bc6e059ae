"""py2neo objects of a query's answer, from the real server, and that py2neo can go on from them."""

from __future__ import annotations

import py2neo
import pytest

from policygraph.graph.loading.load import load
from policygraph.graph.stores.opening import open_store
from policygraph.graph.transfer.neo4j.notebook import connect, subgraph
from policygraph.model.errors import PolicyGraphError
from tests.graphs import city_opinion, county_plan
from tests.neo4j.server import Server
from tests.stores import wipe

LED = "MATCH (d:Department)-[r:LEADS]->(t:Task)"


@pytest.fixture(scope="module")
def address(own_server: Server) -> str:
    wipe(own_server.address)
    with open_store(own_server.address, write=True) as store:
        load(store, [county_plan(), city_opinion()])
    return own_server.address


@pytest.mark.parametrize("returned", ["d, r, t", "t, r", "r", "[r, {of: d}] AS both"])
def test_nodes_and_relationships(address: str, returned: str) -> None:
    found = subgraph(address, f"{LED} RETURN {returned}")
    led = {(r.start_node["full_name"], r.end_node["title"], r["evidence"]) for r in found.relationships}
    with open_store(address) as store:
        rows = store.read(f"{LED} RETURN d.full_name AS d, t.title AS t, r.evidence AS e")
    assert led == {(row["d"], row["t"], row["e"]) for row in rows} and len(rows) == 4
    assert {type(r).__name__ for r in found.relationships} == {"LEADS"}
    assert len(found.nodes) == 6, "each node once, whichever number it has"


def test_paths(address: str) -> None:
    found = subgraph(address, "MATCH p = (:Policy)-[:DERIVES_FROM*1..3]->(:Policy) RETURN p")
    assert {node["title"] for node in found.nodes if node.has_label("Policy")} == {
        "柳溪县蔬菜产业发展实施方案", "清河市关于加快蔬菜产业发展的意见", "云岭省推进农业现代化规划"
    }  # fmt: skip
    assert len(found.relationships) == 2


def test_py2neo_goes_on_from_them(address: str) -> None:
    graph = connect(address)
    found = subgraph(address, "MATCH (d:Department {name: $name}) RETURN d", {"name": "县农业农村局"})
    [node] = found.nodes
    assert isinstance(node, py2neo.Node) and node.has_label("Department")
    assert {r.end_node["title"] for r in graph.match((node,), r_type="LEADS")} == {"建设蔬菜基地", "扶持加工企业"}
    graph.pull(node)
    assert node["function"] == "农业农村"


def test_the_same_limits_hold(address: str) -> None:
    assert len(subgraph(address, f"{LED} RETURN t ORDER BY t.id", rows=1).nodes) == 1
    with pytest.raises(PolicyGraphError, match="只能查询"):
        subgraph(address, "CREATE (n:Task) RETURN n")
    assert not subgraph(address, "MATCH (n:Task {id: 'none'}) RETURN n")


def test_no_connection() -> None:
    with pytest.raises(PolicyGraphError, match=r"py2neo 连不上 neo4j://127\.0\.0\.1:1："):
        connect("neo4j://127.0.0.1:1")
