"""What may be spelled in several ways in Cypher gives the same rows on every store, with the same columns."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest

from policygraph.graph.cypher.dialect import Dialect
from policygraph.graph.stores.opening import open_store
from policygraph.graph.stores.store import Statement, Store
from policygraph.model.errors import PolicyGraphError
from tests.stores import wipe, write

GRAPH = [
    "MERGE (d:Department {id: 'd'}) SET d.name = '区水利局', d.full_name = '临澜区水利局'",
    "MERGE (t:Task {id: 't'}) SET t.name = '任务', t.position = 2",
    "MATCH (d:Department {id: 'd'}) MATCH (t:Task {id: 't'}) MERGE (d)-[r:LEADS {document: 'x'}]->(t) "
    "SET r.start = 1, r.`end` = 3",
]

# statement, its columns and the values of its one row
SPELLINGS: list[tuple[str, dict[str, Any]]] = [
    ("MATCH (d:Department) RETURN d.name AS 部门", {"部门": "区水利局"}),
    ("MATCH (部门:Department)-[牵头:LEADS]->(任务) RETURN 部门.name, 牵头.start AS 起, 任务.position + 1",
     {"部门.name": "区水利局", "起": 1, "任务.position + 1": 3}),
    ("MATCH (部门:Department) RETURN `部门`.id ORDER BY 部门.name", {"`部门`.id": "d"}),
    ("MATCH (d:Department) WITH d.name AS 名 RETURN 名 ORDER BY 名", {"名": "区水利局"}),
    ("WITH 1 AS `部 门` RETURN `部 门`", {"部 门": 1}),
    ("WITH 1 AS `a` RETURN `a`, `a` + 1", {"a": 1, "`a` + 1": 2}),
    ("WITH 1 AS 一, 2 AS 二, 3 AS 三 RETURN *", {"一": 1, "二": 2, "三": 3}),
    (f"WITH {', '.join(f'{i} AS 列{i}' for i in range(12))} RETURN 列1, 列10, 列11 + 列1",
     {"列1": 1, "列10": 10, "列11 + 列1": 12}),
    ("MATCH (d:Department) RETURN d.部门, d {.名, 全名: d.full_name} AS x, {部门: d.id}",
     {"d.部门": None, "x": {"名": None, "全名": "临澜区水利局"}, "{部门: d.id}": {"部门": "d"}}),
    ("RETURN $部门 AS a, $`部门` AS b, $ 部门 AS c, $`one` AS d, $`a b` AS e",
     {"a": 3, "b": 3, "c": 3, "d": 1, "e": 2}),
    ("CALL { MATCH (任务:Task) RETURN 任务.name AS 名称 } RETURN 名称", {"名称": "任务"}),
    ("RETURN [数 IN [1, 2] WHERE 数 > 1 | 数 * 2] AS x, any(个 IN [1] WHERE 个 = 1) AS y", {"x": [4], "y": True}),
    ("OPTIONAL MATCH (n:部门)-[:牵头]->() RETURN n", {"n": None}),
    ("MATCH (d:Department) // 部门\nRETURN d.id AS id // 完", {"id": "d"}),
    ("/* 部门\n的 */ MATCH (d:Department) /* * / ' */ RETURN/**/d.id AS id", {"id": "d"}),
    ("MATCH (d:Department) RETURN 1 /* 一 */ + 1, d.id /* 完 */", {"1 /* 一 */ + 1": 2, "d.id": "d"}),
    ("MATCH\u3000(d:Department)\u3000RETURN\u00a0d.id\u2003AS id\u3000", {"id": "d"}),
    ("RETURN '/* 不是\u3000注释 */' AS a, \"// 也不是\" AS `b\u3000/* c */`, '部门' AS c",
     {"a": "/* 不是\u3000注释 */", "b\u3000/* c */": "// 也不是", "c": "部门"}),
    ("MATCH (甲)-[乙:LEADS]->() RETURN 乙.start, 乙 . end, 甲.end",
     {"乙.start": 1, "乙 . end": 3, "甲.end": None}),
    ("MATCH ()-[r:LEADS]->() RETURN r.start AS name0_, r.end AS 名", {"name0_": 1, "名": 3}),
]  # fmt: skip


@pytest.fixture(scope="module", params=["embedded", "neo4j"])
def store(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Store]:
    if request.param == "embedded":
        place = str(tmp_path_factory.mktemp("graph"))
    else:
        place = request.getfixturevalue("server_address")
        wipe(place)
    with open_store(place, write=True) as opened:
        write(opened, *(Statement(cypher, {}) for cypher in GRAPH))
        yield opened


@pytest.mark.parametrize(("cypher", "row"), SPELLINGS)
def test_spellings(store: Store, cypher: str, row: dict[str, Any]) -> None:
    found = store.read(cypher, {"部门": 3, "one": 1, "a b": 2})
    assert found == [row]
    assert sorted(found.columns) == sorted(row)


def test_errors_name_what_was_written(store: Store) -> None:
    with pytest.raises(PolicyGraphError, match="部门"):
        store.read("RETURN $部门 AS x")


@pytest.mark.parametrize(
    "cypher", ["MATCH (n) RETURN n.name", "RETURN 'a\u3000/* b */ 部门' AS x", "RETURN {a: 1} AS x"]
)
def test_what_kglite_understands_stays(cypher: str) -> None:
    assert Dialect(cypher).text == cypher
