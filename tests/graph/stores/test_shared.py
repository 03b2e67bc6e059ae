"""A server's database that holds other data: asked for, or shared, or refused; never touched."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import neo4j
import pytest

from policygraph.graph.analysis.network import to_networkx
from policygraph.graph.loading.load import load, remove
from policygraph.graph.stores.address import parse_address
from policygraph.graph.stores.opening import open_store
from policygraph.graph.transfer.copying import copy_graph, count_by_kind
from policygraph.graph.transfer.dump import dump_graph
from policygraph.graph.transfer.export import write_csv
from policygraph.model.errors import PolicyGraphError
from tests.commands import Run, run
from tests.graphs import city_opinion, county_plan
from tests.stores import wipe

__all__ = ["run"]  # a fixture

OWNERS = [
    "CREATE CONSTRAINT company_id IF NOT EXISTS FOR (c:Company) REQUIRE c.id IS UNIQUE",
    "CREATE (c:Company {id: 'c', name: '某公司'})-[:PART_OF]->(:Holding {name: '某集团'}), (c)-[:LEADS]->(c), ()",
]
TO_OURS = "MATCH (c:Company), (d:Department) CREATE (c)-[:SUPPLIES]->(d), (d)-[:WITHIN]->(c)"
OF_OWNER = """MATCH (n) WHERE n:Company OR n:Holding OR size(labels(n)) = 0 OPTIONAL MATCH (n)-[r]->()
RETURN labels(n) AS labels, properties(n) AS p, type(r) AS t, properties(r) AS q ORDER BY labels, t"""


@pytest.fixture
def owner(neo4j_place: str) -> Iterator[neo4j.Session]:
    """Who has data in the database that the tests use, and nothing of ours there yet."""
    wipe(neo4j_place, mark=True)
    address = parse_address(neo4j_place)
    with (
        neo4j.GraphDatabase.driver(address.uri, auth=(address.user, address.password or "")) as driver,
        driver.session() as session,
    ):
        for statement in OWNERS:
            session.run(statement).consume()
        yield session
        session.run("DROP CONSTRAINT company_id IF EXISTS").consume()
        wipe(neo4j_place)


def test_a_database_of_its_own_is_asked_for(owner: neo4j.Session, neo4j_place: str, run: Run, tmp_path: Path) -> None:
    before = owner.run("SHOW CONSTRAINTS YIELD name").value()
    plan = tmp_path / "方案.txt"
    plan.write_text("县农业农村局牵头建设蔬菜基地。", encoding="utf-8")
    code, _, err = run("ingest", plan, "--database", neo4j_place)
    assert code == 1 and err.count("\n") == 1
    assert "已有别的数据：没有标签的节点 1、Company 1、Holding 1；请另建一个数据库" in err and "--share" in err
    assert owner.run("SHOW CONSTRAINTS YIELD name").value() == before
    owner.run("CREATE (:Task {name: '值班'})").consume()
    for arguments in (["ingest", plan, "--share"], ["align"]):
        code, _, err = run(*arguments, "--database", neo4j_place)
        assert code == 1 and "其中 Task 1 与本程序的标签同名，不能放在一起" in err
    assert owner.run("MATCH (t:Task) RETURN t.name").value() == ["值班"]


def test_what_is_shared_is_kept_apart(owner: neo4j.Session, neo4j_place: str, run: Run, tmp_path: Path) -> None:
    alone = tmp_path / "alone"
    with open_store(alone, write=True) as store, open_store(neo4j_place, write=True, share=True) as shared:
        for each in (store, shared):
            load(each, [county_plan(), city_opinion()])
        owner.run(TO_OURS).consume()
        before = owner.run(OF_OWNER).data()
        assert dump_graph(shared) == dump_graph(store) and count_by_kind(shared) == count_by_kind(store)
        assert to_networkx(shared).nodes.keys() == to_networkx(store).nodes.keys()
        write_csv(to_networkx(shared), tmp_path / "csv")
        copy_graph(store, shared, replace=True)
        assert dump_graph(shared) == dump_graph(store)
        remove(shared, county_plan().document)
        assert [row["t"] for row in owner.run(OF_OWNER)].count("PART_OF") == 1
    code, _, err = run("stats", "--database", neo4j_place)
    assert code == 0, err
    assert owner.run("SHOW CONSTRAINTS YIELD labelsOrTypes").value().count(["Company"]) == 1
    own = [row for row in owner.run(OF_OWNER).data() if row["t"] != "SUPPLIES"]
    assert own == [row for row in before if row["t"] != "SUPPLIES"]


def test_a_name_that_the_owner_has_given_is_not_taken(owner: neo4j.Session, neo4j_place: str) -> None:
    for kind in ("task_id", "policygraphlock_id"):
        owner.run(f"DROP CONSTRAINT {kind} IF EXISTS").consume()
    owner.run("CREATE CONSTRAINT task_id FOR (h:Holding) REQUIRE h.name IS UNIQUE").consume()
    try:
        with pytest.raises(PolicyGraphError, match="已有名为 task_id 的约束或索引"):
            open_store(neo4j_place, write=True, share=True)
    finally:
        owner.run("DROP CONSTRAINT task_id").consume()
