"""Documents written under the identities that the graph and people give, on every store; and everything taken back."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from policygraph.graph.asking import catalog
from policygraph.graph.decisions import decisions
from policygraph.graph.loading.load import load, remove
from policygraph.graph.loading.packing import pack, unpack
from policygraph.graph.resolving.candidates import candidates, of_documents
from policygraph.graph.resolving.resolve import resolve
from policygraph.graph.stores.opening import open_store
from policygraph.graph.stores.store import Store
from policygraph.graph.transfer.copying import copy_graph
from policygraph.graph.transfer.dump import dump_graph
from policygraph.services.ingestion import add_document
from tests.decided import keep, withdraw
from tests.graphs import city_opinion, county_plan

CENTRAL = """中共中央 国务院关于修复山泉的意见
中发〔2031〕1号
一、修复泉眼
（一）清理泉池。清除淤泥，疏通泉路。
"""
PROVINCE = """中共岚江省委 岚江省人民政府关于修复山泉的实施意见
岚发〔2031〕1号
根据2031年中央一号文件精神，现提出以下实施意见。
一、清理泉池。由省水利厅牵头，省财政厅配合。
"""
COUNTY = """青穗县修复山泉工作方案
青政办发〔2031〕6号
根据中央、省《关于修复山泉的意见》和《岚江省山泉条例》，结合我县实际，制定本方案。
一、重点任务
1.清理泉池。年内清理泉池30处。（牵头单位：县水利局；责任单位：县财政局）
2.立碑护泉。（牵头单位：县文旅局）
"""
NAMES = {"central.txt": CENTRAL, "province.txt": PROVINCE, "county.txt": COUNTY}

POLICIES = "MATCH (p:Policy) RETURN p.title AS title ORDER BY title"
LINE = """
MATCH (a:Policy)-[r:DERIVES_FROM]->(b:Policy)
RETURN a.level AS lower, b.level AS upper, b.status AS status, r.evidence AS evidence ORDER BY lower, upper, status
"""
LEADS = "MATCH (d:Department)-[:LEADS]->(t:Task) RETURN d.name AS unit, t.title AS task ORDER BY task, unit"


@pytest.fixture
def store(place: str) -> Iterator[Store]:
    with open_store(place, write=True) as opened:
        yield opened


def add(store: Store, *names: str) -> None:
    for name in names:
        add_document(store, NAMES[name].encode(), name)
    resolve(store)


def state(store: Store) -> str:
    """All that can be seen of the graph: decisions aside, which stay."""
    return "\n".join(line for line in dump_graph(store).splitlines() if '"Decision"' not in line)


def ids(store: Store, label: str, *names: str) -> list[str]:
    rows = store.read(f"MATCH (n:{label}) WHERE n.name IN $names RETURN n.name AS name, n.id AS id", {"names": names})
    found = {row["name"]: row["id"] for row in rows}
    return [found[name] for name in names]


def lead(store: Store, task: str) -> dict[str, Any]:
    [row] = store.read(
        "MATCH (d:Department)-[r:LEADS]->(t:Task {title: $task}) "
        "RETURN d.id AS unit, t.id AS task, r.document AS document, r.decision AS decision",
        {"task": task},
    )
    return row


def test_what_is_cited_is_filled_when_it_arrives(store: Store) -> None:
    add(store, "province.txt")
    assert [row["status"] for row in store.read(LINE)] == ["cited"]
    add(store, "central.txt")
    assert store.read(LINE) == [
        {"lower": "province", "upper": "central", "status": "issued", "evidence": "2031年中央一号文件"}
    ]
    [row] = store.read("MATCH (p:Policy {level: 'central'}) RETURN p.title AS title, p.aliases AS aliases")
    assert row["title"] == "中共中央 国务院关于修复山泉的意见" and "2031年中央一号文件" in row["aliases"]


def test_one_title_for_two_levels_is_two_policies(store: Store) -> None:
    add(store, *NAMES)
    line = [(row["lower"], row["upper"], row["status"]) for row in store.read(LINE)]
    assert line == [
        ("county", "central", "issued"), ("county", "province", "cited"), ("county", "province", "issued"),
        ("province", "central", "issued"),
    ]  # fmt: skip


def test_the_order_does_not_matter_and_a_second_time_changes_nothing(store: Store, tmp_path: Path) -> None:
    add(store, *NAMES)
    before = dump_graph(store)
    assert not any(resolve(store))
    assert dump_graph(store) == before
    with open_store(tmp_path / "other", write=True) as other:
        for name in reversed(NAMES):
            add(other, name)
        assert dump_graph(other) == before


def test_what_goes_is_cited_again(store: Store) -> None:
    add(store, "county.txt", "province.txt")
    before = dump_graph(store)
    add(store, "central.txt")
    assert dump_graph(store) != before
    [row] = store.read("MATCH (d:Document) WHERE d.title CONTAINS '中共中央' RETURN d.id AS id")
    remove(store, row["id"])
    resolve(store)
    assert dump_graph(store) == before


def test_a_copy_keeps_what_was_read(store: Store, tmp_path: Path) -> None:
    add(store, *NAMES)
    one, other = ids(store, "Department", "县水利局", "县文旅局")
    keep(store, [decisions.about_nodes(store.read, "same", "Department", one, other, by="甲")])
    resolve(store)
    with open_store(tmp_path / "copy", write=True) as target:
        copy_graph(store, target)
        assert not any(resolve(target))
        assert dump_graph(target) == dump_graph(store)


def test_people_put_together_and_tell_apart_again(store: Store) -> None:
    add(store, *NAMES)
    before = state(store)
    water, culture = ids(store, "Department", "县水利局", "县文旅局")
    same = decisions.about_nodes(store.read, "same", "Department", water, culture, by="甲", note="试一试")
    keep(store, [same])
    assert resolve(store).documents == 1
    rows = store.read(LEADS)
    assert len({row["unit"] for row in rows if row["task"] in ("清理泉池", "立碑护泉") and row["unit"][0] == "县"}) == 1
    assert decisions.name_of(store.read, "Department", water) == "县水利局"
    assert decisions.name_of(store.read, "Department", culture) == "县文旅局"
    add(store, "county.txt")  # ingested again
    assert store.read(LEADS) == rows
    withdraw(store, same.id, "乙")
    resolve(store)
    assert state(store) == before


def test_people_tell_apart_what_rules_put_together(store: Store) -> None:
    add(store, *NAMES)
    [central] = store.read("MATCH (p:Policy {level: 'central'}) RETURN p.id AS id, p.stands_for AS others")
    [other] = central["others"]
    apart = decisions.about_nodes(store.read, "different", "Policy", central["id"], other, by="甲")
    keep(store, [apart])
    resolve(store)
    assert "2031年中央一号文件" in [row["title"] for row in store.read(POLICIES)]


def test_a_wrong_relationship_goes_and_comes_back(store: Store) -> None:
    add(store, *NAMES)
    before = state(store)
    row = lead(store, "立碑护泉")
    wrong = decisions.about_edge(
        store.read, "wrong", "LEADS", ("Department", row["unit"]), ("Task", row["task"]), row["document"], by="甲"
    )
    keep(store, [wrong])
    resolve(store)
    assert "立碑护泉" not in {row["task"] for row in store.read(LEADS)}
    withdraw(store, wrong.id, "甲")
    resolve(store)
    assert state(store) == before


def test_a_relationship_moves_to_another_department(store: Store) -> None:
    add(store, *NAMES)
    before = state(store)
    row = lead(store, "立碑护泉")
    [money] = ids(store, "Department", "县财政局")
    moved = decisions.about_edge(
        store.read, "moved", "LEADS", ("Department", row["unit"]), ("Task", row["task"]), row["document"],
        by="甲", end="first", to=money,
    )  # fmt: skip
    keep(store, [moved])
    resolve(store)
    now = lead(store, "立碑护泉")
    assert now["unit"] == money and now["decision"] == moved.id
    # Decided again on the moved one: it goes, and with both taken back everything is as it was.
    wrong = decisions.about_edge(
        store.read, "wrong", "LEADS", ("Department", money), ("Task", now["task"]), now["document"], by="乙"
    )
    keep(store, [wrong])
    resolve(store)
    assert "立碑护泉" not in {row["task"] for row in store.read(LEADS)}
    for each in (wrong, moved):
        withdraw(store, each.id, "乙")
    resolve(store)
    assert state(store) == before


def test_a_department_of_another_document_stays_when_that_goes(store: Store) -> None:
    """What a relationship was moved to does not go with the document that it was found in."""
    add(store, *NAMES)
    row = lead(store, "立碑护泉")
    [province] = ids(store, "Department", "省水利厅")
    moved = decisions.about_edge(
        store.read, "moved", "LEADS", ("Department", row["unit"]), ("Task", row["task"]), row["document"],
        by="甲", to=province,
    )  # fmt: skip
    keep(store, [moved])
    resolve(store)
    [document] = store.read("MATCH (d:Document) WHERE d.title CONTAINS '岚江省' RETURN d.id AS id")
    remove(store, document["id"])
    resolve(store)
    assert lead(store, "立碑护泉")["unit"] == province


def test_what_was_renamed_is_linked(store: Store) -> None:
    add(store, *NAMES)
    old, new = ids(store, "Department", "县文旅局", "县水利局")
    renamed = decisions.about_nodes(store.read, "renamed", "Department", old, new, by="甲")
    keep(store, [renamed])
    assert resolve(store).links == 1
    [row] = catalog.run_query(store, "successions", {"unit": "县水利局"})
    assert (row["old"], row["new"], row["basis"]) == ("青穗县文旅局", "青穗县水利局", "decided")
    assert row["ground"].startswith("甲 ")
    for department, also in (("县水利局", True), ("县文旅局", False)):  # what it was before, not what it became
        led = "tasks-led-by-department", {"department": department}
        before = catalog.run_query(store, led[0], {**led[1], "predecessors": False})
        with_them = catalog.run_query(store, led[0], {**led[1], "predecessors": True})
        assert (len(with_them) > len(before)) is also
    withdraw(store, renamed.id, "甲")
    assert resolve(store).links == 1
    assert catalog.run_query(store, "successions") == []


def test_a_draft_is_linked_to_what_was_issued(store: Store) -> None:
    draft = COUNTY.replace("工作方案\n", "工作方案（征求意见稿）\n").replace("青政办发〔2031〕6号\n", "")
    add(store, "county.txt")
    add_document(store, draft.encode(), "draft.txt")
    resolve(store)
    assert store.read("MATCH (a)-[:DRAFT_OF]->(b) RETURN a.status AS a, b.status AS b, a.title = b.title AS same") == [
        {"a": "draft", "b": "issued", "same": True}
    ]


def test_candidates_are_asked_about_once(store: Store) -> None:
    add(store, "county.txt")
    like = add_document(store, COUNTY.replace("县文旅局", "县古泉保护中心、县古泉保护办公室").encode(), "like.txt")
    resolve(store)
    found = candidates(store.read)
    asked = next(each for each in found if "古泉" in each.first_name)
    assert "古泉" in asked.second_name and not asked.sure
    others = [row["id"] for row in store.read("MATCH (d:Document) WHERE d.id <> $id RETURN d.id AS id", {"id": like})]
    assert others and asked in of_documents(store.read, found, [like])
    assert asked not in of_documents(store.read, found, others)
    decided = decisions.about_nodes(store.read, "different", asked.label, asked.first, asked.second, by="甲")
    keep(store, [decided])
    assert asked.pair not in {each.pair for each in candidates(store.read)}
    withdraw(store, decided.id, by="甲")
    assert candidates(store.read) == found


@pytest.mark.parametrize("records", [county_plan(), city_opinion()], ids=["county", "city"])
def test_packed_and_unpacked_it_is_the_same(records: Any) -> None:
    assert unpack(pack(records), records.nodes[0]) == records


def test_a_graph_that_was_interrupted_goes_on(store: Store) -> None:
    """What is loaded but not resolved yet is what resolving takes up."""
    load(store, [county_plan(), city_opinion()])
    before = dump_graph(store)
    resolve(store)
    assert dump_graph(store) == before  # its citations name the policies as they are
