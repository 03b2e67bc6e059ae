"""Policies that others repealed, replaced or forwarded, on every store; and everything taken back."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest

from policygraph.graph.asking import catalog
from policygraph.graph.decisions import decisions
from policygraph.graph.lineage.descent_lines import comparisons_due
from policygraph.graph.loading.load import remove
from policygraph.graph.resolving.resolve import resolve
from policygraph.graph.stores.opening import open_store
from policygraph.graph.stores.store import Store
from policygraph.graph.transfer.dump import dump_graph
from policygraph.services.ingestion import add_document
from tests.decided import keep, withdraw

OLD = """青穗县山泉管理办法
青政发〔2019〕8号
第一条 为保护山泉，制定本办法。
青穗县人民政府
2019年3月1日
"""
NEW = """青穗县山泉管理办法
青政发〔2031〕6号
第一条 为保护山泉，制定本办法。
第二条 本办法自2031年3月1日起施行，《青穗县山泉管理办法》（青政发〔2019〕8号）同时废止。
青穗县人民政府
2031年2月1日
"""
CITING = """青穗县2020年护泉方案
青政发〔2020〕9号
根据《青穗县山泉管理办法》（青政发〔2019〕8号），制定本方案。
一、清理泉池。（牵头单位：县水利局）
"""
LIST = """青穗县人民政府关于废止部分规范性文件的决定
青政发〔2032〕1号
县政府决定废止下列规范性文件：
1.青穗县山泉管理办法（青政发〔2019〕8号）
2.青穗县古井管理办法（青政发〔2018〕3号）
本决定自2032年1月1日起施行。
"""
UPPER = """岚江省水利厅关于做好护泉工作的意见
岚水〔2031〕5号
一、清理泉池。由市水利局牵头。
"""
FORWARDING = """云泽市人民政府办公室转发省水利厅关于做好护泉工作的意见的通知
云泽政办发〔2031〕15号
现将《岚江省水利厅关于做好护泉工作的意见》（岚水〔2031〕5号）转发给你们，请认真贯彻执行。
云泽市人民政府办公室
2031年4月1日
"""
LOWER = """青穗县2031年护泉工作方案
青政办发〔2031〕21号
根据《云泽市人民政府办公室转发省水利厅关于做好护泉工作的意见的通知》（云泽政办发〔2031〕15号），制定本方案。
一、清理泉池。（牵头单位：县水利局）
"""
TEXTS = {
    "old": OLD, "new": NEW, "citing": CITING, "list": LIST, "upper": UPPER, "forwarding": FORWARDING, "lower": LOWER,
}  # fmt: skip
POLICIES = """
MATCH (p:Policy) WHERE p.title CONTAINS '办法'
RETURN p.number AS number, p.status AS status, toString(p.repealed_on) AS gone, p.issued_on IS NULL AS untold
ORDER BY number
"""
FORMER = {"number": "青政发〔2019〕8号", "status": "repealed", "gone": "2031-03-01"}
LATER = {"number": "青政发〔2031〕6号", "status": "issued", "gone": None, "untold": False}


@pytest.fixture
def store(place: str) -> Iterator[Store]:
    with open_store(place, write=True) as opened:
        yield opened


def add(store: Store, *names: str) -> None:
    for name in names:
        add_document(store, TEXTS[name].encode(), f"{name}.txt")
    resolve(store)


def asked(store: Store, name: str, **values: Any) -> list[tuple[Any, ...]]:
    rows = catalog.run_query(store, name, values)
    return [tuple(row[key] for key in ("newer", "relation", "older", "number", "basis", "since")) for row in rows]


@pytest.mark.parametrize("names", [["old", "new", "citing"], ["citing", "new", "old"]])
def test_two_editions_of_one_title_are_two(store: Store, names: list[str]) -> None:
    add(store, *names)
    assert store.read(POLICIES) == [{**FORMER, "untold": False}, LATER]
    [row] = store.read(
        "MATCH (:Policy {title: '青穗县2020年护泉方案'})-[:DERIVES_FROM]->(p:Policy) RETURN p.number AS n"
    )
    assert row["n"] == "青政发〔2019〕8号"
    title = "青穗县山泉管理办法"
    assert asked(store, "policy-changes") == [
        (title, "SUPERSEDES", title, "青政发〔2019〕8号", "replaced", "2031-03-01")
    ]
    before = dump_graph(store)
    add(store, *names)
    assert not any(resolve(store)) and dump_graph(store) == before


FIRST = """青穗县护泉办法
青政发〔2031〕6号
第一条 为保护山泉，制定本办法。
第二条 本办法自2031年3月1日起施行，《青穗县护井办法》（青政发〔2031〕7号）同时废止。
青穗县人民政府
2031年2月1日
"""
SECOND = """青穗县护井办法
青政发〔2031〕7号
第一条 为保护古井，制定本办法。
第二条 本办法自2031年4月1日起施行，《青穗县护泉办法》（青政发〔2031〕6号）同时废止。
青穗县人民政府
2031年2月3日
"""


@pytest.mark.parametrize("texts", [[FIRST, SECOND], [SECOND, FIRST]])
def test_of_two_that_repeal_each_other_the_later_stands(store: Store, texts: list[str]) -> None:
    for text in texts:
        add_document(store, text.encode(), f"{text[:7]}.txt")
    resolve(store)
    states = [(row["number"], row["status"], row["gone"]) for row in store.read(POLICIES)]
    assert states == [("青政发〔2031〕6号", "repealed", "2031-04-01"), ("青政发〔2031〕7号", "issued", None)]


def test_what_says_so_takes_it_away_with_itself(store: Store) -> None:
    add(store, "old")
    before = dump_graph(store)
    add(store, "new")
    assert store.read(POLICIES)[0]["status"] == "repealed"
    [row] = catalog.run_query(store, "policy-changes")
    remove(store, row["document"])
    resolve(store)
    assert dump_graph(store) == before and store.read(POLICIES)[0]["status"] == "issued"


def test_a_list_repeals_the_edition_that_it_numbers(store: Store) -> None:
    add(store, "list")
    assert [row["status"] for row in store.read(POLICIES)] == ["repealed", "repealed"]
    add(store, "new")
    gone = catalog.run_query(store, "policies", {"status": "repealed"})
    assert sorted((row["title"], row["number"]) for row in gone) == [
        ("青穗县古井管理办法", "青政发〔2018〕3号"), ("青穗县山泉管理办法", "青政发〔2019〕8号"),
    ]  # fmt: skip
    kept = catalog.run_query(store, "policies-in-force")
    assert ("青穗县山泉管理办法", "青政发〔2031〕6号") in [(row["title"], row["number"]) for row in kept]
    bases = {row[4] for row in asked(store, "policy-changes", policy="青政发〔2018〕3号")}
    assert bases == {"annulled"}


def test_a_person_may_say_that_it_is_wrong(store: Store) -> None:
    add(store, "list")
    [row] = catalog.run_query(store, "policy-changes", {"policy": "青政发〔2018〕3号"})
    ends = ("Policy", row["newer_id"]), ("Policy", row["older_id"])
    wrong = decisions.about_edge(store.read, "wrong", "SUPERSEDES", *ends, row["document"], by="测试")
    keep(store, [wrong])
    resolve(store)
    states = {row["number"]: row["status"] for row in store.read(POLICIES)}
    assert states == {"青政发〔2018〕3号": "cited", "青政发〔2019〕8号": "repealed"}
    withdraw(store, wrong.id, "测试")
    resolve(store)
    assert {row["status"] for row in store.read(POLICIES)} == {"repealed"}


def test_descent_leads_on_through_a_notice_that_forwards(store: Store) -> None:
    add(store, "lower", "forwarding", "upper")
    rows = catalog.run_query(store, "policy-ancestors", {"policy": "青政办发〔2031〕21号"})
    assert list(dict.fromkeys((row["relation"], row["above"], row["steps"]) for row in rows)) == [
        ("DERIVES_FROM", "云泽市人民政府办公室转发省水利厅关于做好护泉工作的意见的通知", 1),
        ("FORWARDS", "岚江省水利厅关于做好护泉工作的意见", 2),
    ]
    work = comparisons_due(store.read, [])
    [line] = [lines for lines in work.lines.values() if lines]
    assert len(line) == 1, "the county's measures are compared with those of what was forwarded"
    below = catalog.run_query(store, "policy-descendants", {"policy": "岚水〔2031〕5号"})
    assert list(dict.fromkeys(row["policy"] for row in below)) == [rows[1]["policy"], rows[0]["policy"]]
