"""Regions in the graph: the chain above each, what was another before, what stays open. The documents are our own."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest

from policygraph.graph.loading.load import load
from policygraph.graph.stores.opening import open_store
from policygraph.graph.stores.store import Store
from policygraph.services.ingestion import read_records

DOCUMENTS = {
    # a county of the gazetteer; tasks are located in another province, and in a city that a policy names
    "云溪.txt": """岳阳市云溪区节水行动实施方案

根据《湖南省节水意见》,制定本方案。

一、推广滴灌。到绵阳市三台县、赤水市学习。(牵头单位:区农业农村局;责任单位:区水利局)
二、修复泉眼。在云溪区陆城镇先行。(牵头单位:市水利局)
""",
    # under a former name
    "密云.txt": """密云县人民政府办公室关于印发密云县节水方案的通知

密政办发〔2010〕3号

一、推广滴灌。(牵头单位:县农业局)

密云县人民政府办公室
2010年3月5日
""",
    # gone since
    "崇文.txt": """崇文区人民政府办公室关于印发崇文区节水方案的通知

一、推广滴灌。(牵头单位:区水务局)

崇文区人民政府办公室
2005年3月5日
""",
    # a county of its time, whose name is the prefecture's today
    "淮安.txt": """淮安市人民政府办公室关于印发淮安市节水方案的通知

根据《淮安市农业节水规划》,制定本方案。

一、推广滴灌。(牵头单位:市农业局)

淮安市人民政府办公室
1999年3月5日
""",
    # invented: what lies above it stands in the titles that it cites
    "临澜.txt": """临澜区农业节水实施方案

根据《岚江省节水意见》和《云泽市节水方案》,制定本方案。

一、推广滴灌。(牵头单位:区农业农村局)
""",
    # one of two
    "河东.txt": """河东区农业节水实施方案

一、推广滴灌。(牵头单位:区农业农村局)
""",
    "茂林.txt": """茂林镇农业节水实施方案

一、推广滴灌。在茂林镇先行。(牵头单位:镇政府)
""",
}


@pytest.fixture(scope="module")
def store(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Store]:
    folder = tmp_path_factory.mktemp("documents")
    for name, text in DOCUMENTS.items():
        (folder / name).write_text(text, encoding="utf-8")
    with open_store(tmp_path_factory.mktemp("graph"), write=True) as opened:
        load(opened, [read_records(folder / name) for name in DOCUMENTS])
        yield opened


def ask(store: Store, cypher: str, **parameters: Any) -> list[tuple[Any, ...]]:
    return [tuple(row.values()) for row in store.read(cypher, parameters)]


# full name of a region, names of all that it lies in
CHAINS = [
    ("湖南省岳阳市云溪区", ["岳阳市", "湖南省"]),
    ("湖南省岳阳市云溪区陆城镇", ["云溪区", "岳阳市", "湖南省"]),  # only tasks are located in it
    ("四川省绵阳市三台县", ["四川省", "绵阳市"]),
    ("贵州省遵义市赤水市", ["贵州省", "遵义市"]),
    ("北京市密云区", ["北京市"]),
    ("北京市崇文区", ["北京市"]),
    ("临澜区", ["云泽市", "岚江省"]),
]


@pytest.mark.parametrize(("name", "above"), CHAINS)
def test_a_region_has_its_chain(store: Store, name: str, above: list[str]) -> None:
    found = ask(
        store, "MATCH (x:Region {full_name: $name})-[:WITHIN*1..4]->(y:Region) RETURN DISTINCT y.name AS n", name=name
    )
    assert sorted(n for (n,) in found) == sorted(above)


def test_every_region_that_the_gazetteer_knows_lies_in_its_province(store: Store) -> None:
    known = ask(store, "MATCH (x:Region) WHERE x.code IS NOT NULL AND x.level <> 'province' RETURN x.full_name AS n")
    chained = ask(
        store,
        "MATCH (x:Region)-[:WITHIN*1..4]->(p:Region {level: 'province'}) WHERE x.code IS NOT NULL "
        "RETURN DISTINCT x.full_name AS n",
    )
    assert len(known) >= 9 and sorted(known) == sorted(chained)


def test_a_bureau_lies_in_its_district_and_in_all_above_it(store: Store) -> None:
    rows = ask(
        store,
        "MATCH (d:Department {full_name: $name})-[:WITHIN*1..4]->(x:Region) RETURN x.name AS n",
        name="岳阳市云溪区农业农村局",
    )
    assert sorted(n for (n,) in rows) == ["云溪区", "岳阳市", "湖南省"]


def test_the_year_tells_whose_a_name_was(store: Store) -> None:
    """Policies and bureaus of a document of 1999 are those of the county, which is a district now."""
    rows = ask(
        store,
        "MATCH (x)-[:APPLIES_TO|WITHIN]->(r:Region {full_name: $name}) RETURN DISTINCT x.name AS n",
        name="江苏省淮安市淮安区",
    )
    assert {n for (n,) in rows} >= {"淮安市农业节水规划", "淮安市节水方案", "市农业局"}
    assert ask(store, "MATCH (p:Policy)-[:APPLIES_TO]->(r:Region {full_name: '江苏省淮安市'}) RETURN p.name AS n") == []


def test_a_former_name_is_an_alias_of_the_region_of_today(store: Store) -> None:
    rows = ask(store, "MATCH (x:Region {full_name: '北京市密云区'}) RETURN x.name AS n, x.aliases AS a, x.code AS c")
    assert rows == [("密云区", ["密云", "密云县"], "110118")]


def test_what_is_gone_is_succeeded_by_what_it_went_into(store: Store) -> None:
    rows = ask(
        store,
        "MATCH (x:Region)-[s:SUCCEEDED_BY]->(y:Region) "
        "RETURN x.full_name AS x, y.full_name AS y, s.year AS year, s.basis AS basis, s.ground AS ground",
    )
    assert [row[:4] for row in rows] == [("北京市崇文区", "北京市东城区", 2010, "gazetteer")]
    assert "民政部" in rows[0][4]


def test_a_region_that_is_unsure_is_left_open_and_listed(store: Store) -> None:
    rows = ask(
        store,
        "MATCH (u:Unread {kind: 'region-unsure'})-[r:STATED_IN]->(d:Document) "
        "RETURN d.name AS d, r.evidence AS e, u.choices AS c ORDER BY d",
    )
    assert [row[:2] for row in rows] == [("河东区农业节水实施方案", "河东区"), ("茂林镇农业节水实施方案", "茂林镇")]
    assert rows[0][2] == ["天津市河东区", "山东省临沂市河东区"]
    assert "广西壮族自治区玉林市玉州区茂林镇" in rows[1][2]
    applies = ask(
        store, "MATCH (p:Policy)-[:APPLIES_TO]->(x:Region) WHERE p.title CONTAINS '河东区' RETURN x.name AS n"
    )
    assert applies == []
