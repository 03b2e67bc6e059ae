"""Which figures are compared with which: names, units, running totals, and two plans' figures."""

from __future__ import annotations

from typing import Any

import pytest

from policygraph.graph.asking import catalog
from policygraph.graph.figures.answering import answer_figures
from policygraph.graph.lineage.changes import Plan, changes, earlier, others
from policygraph.graph.loading.load import load
from policygraph.graph.stores.opening import open_store
from policygraph.graph.stores.store import Row
from policygraph.ingest.figures.comparable import RUNNING, amount, family
from tests import paths
from tests.graphs import Writer

FOLDER = paths.CASES
CASES = paths.load_yaml((FOLDER / "comparable.yaml").read_text(encoding="utf-8"))
CHANGES = paths.load_yaml((FOLDER / "changes.yaml").read_text(encoding="utf-8"))


@pytest.mark.parametrize("names", CASES["families"], ids=lambda names: names[0])
def test_names_of_a_line_are_one(names: list[str]) -> None:
    assert {family(name) for name in names} == {family(names[0])}


def test_names_of_two_lines_are_two() -> None:
    firsts = [family(names[0]) for names in CASES["families"]]
    assert len(set(firsts)) == len(firsts)


@pytest.mark.parametrize("case", CASES["running"], ids=lambda case: case["words"])
def test_what_there_is_in_all(case: dict[str, Any]) -> None:
    assert family("高标准农田", case["words"]).startswith(RUNNING) is case["is"]


@pytest.mark.parametrize("case", CASES["amounts"], ids=lambda case: f"{case['value']}{case['unit']}")
def test_amounts(case: dict[str, Any]) -> None:
    assert list(amount(case["value"], case["unit"])) == case["is"]


def plan(figures: list[list[Any]]) -> Plan:
    """One task with these figures."""
    task = {"task_id": "t", "parent_id": None, "policy_id": "p", "role": "text", "task": "任务", "text": "任务"}
    rows: list[Row] = []
    for indicator, value, unit, *comparator in figures:
        counted = amount(value, unit)
        rows.append({
            "indicator": indicator, "value": value, "value_high": None, "unit": unit, "kind": "planned",
            "owner_id": "t", "comparator": comparator[0] if comparator else "=", "family": family(indicator),
            "amount": counted.value, "measure": counted.unit,
        })  # fmt: skip
    return Plan([task], rows, [])


@pytest.mark.parametrize("case", CHANGES, ids=lambda case: case["why"])
def test_figures_of_two_plans(case: dict[str, Any]) -> None:
    [changed] = changes(plan(case["old"]), plan(case["new"]))
    assert list(changed.figures) == case["says"]


def test_a_report_is_held_against_a_plan_by_name_and_unit(place: str) -> None:
    """Planned in 万亩 under one name, reported in 公顷 under another; what there is in all is no answer."""
    title, words = "苇塘县2030年种粮方案", ["粮食总产量达到9万吨", "新建高标准农田1.5万亩", "培育合作社5个"]
    plan_ = Writer("。".join([title, *words]), title, "file:///plan.txt")
    policy = plan_.policy(title, "county", "苇塘县", "issued")
    plan_.edge("STATES", plan_.document, policy, title, role="text")
    for written, named in zip(words, [("粮食总产量", 9, "万吨"), ("新建高标准农田", 1.5, "万亩"), ("合作社", 5, "个")],
                              strict=True):  # fmt: skip
        plan_.target(policy, written, *named, year=2030)
    told = ["粮食产量1.8亿斤", "累计建成高标准农田30万亩", "建设高标准农田900公顷", "合作社4家"]
    report = Writer("。".join(["苇塘县2030年汇报", *told]), "苇塘县2030年汇报", "file:///report.txt")
    same = report.policy(title, "county", "苇塘县", "cited")
    report.edge("STATES", report.document, same, "苇塘县", role="reports")
    for written, named in zip(told, [("粮食产量", 1.8, "亿斤"), ("高标准农田", 30, "万亩"), ("高标准农田", 900, "公顷"),
                                     ("合作社", 4, "家")], strict=True):  # fmt: skip
        report.target(same, written, *named, year=2030, kind="achieved")
    with open_store(place, write=True) as store:
        load(store, [plan_.records, report.records])
        answer_figures(store)
        rows = catalog.run_query(store, "achieved-against-planned", {"policy": title})
    assert [(row["indicator"], row["achieved"], row["achieved_unit"], row["result"]) for row in rows] == [
        ("粮食总产量", 1.8, "亿斤", "met"), ("新建高标准农田", 900, "公顷", "short"), ("合作社", 4, "家", "short"),
    ]  # fmt: skip


def policy(title: str, issued_on: str | None = None, **changed: Any) -> Row:
    return {
        "id": title,
        "title": title,
        "issued_on": issued_on,
        "region": "苇塘县",
        "level": "county",
        "tasks": 3,
    } | changed


def test_the_plan_before_is_the_latest_of_that_name_at_that_place() -> None:
    own = policy("苇塘县2030年种粮方案")
    policies = [
        own, policy("苇塘县2028年种粮方案"), policy("苇塘县2029年种粮方案"), policy("苇塘县2031年种粮方案"),
        policy("苇塘县修路方案", "2029-12-01"), policy("苇塘县架桥方案", "2027-12-01"), policy("苇塘县拦河方案"),
        policy("苇塘县2029年治水方案", tasks=0), policy("别处2029年种粮方案", region="别处"),
    ]  # fmt: skip
    assert [row["id"] for row in earlier(policies, own)] == [
        "苇塘县2029年种粮方案", "苇塘县2028年种粮方案", "苇塘县修路方案", "苇塘县架桥方案", "苇塘县拦河方案",
    ]  # fmt: skip
    assert len(others(policies, own)) == 6
