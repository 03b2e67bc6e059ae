"""The dated steps of measures: the cases of cases/milestones.yaml, and what tasks make of them."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from policygraph.ingest import documents
from policygraph.ingest.measures.milestones import find_steps
from policygraph.model.records import Records
from tests import paths

CASES = paths.load_yaml((paths.CASES / "milestones.yaml").read_text(encoding="utf-8"))
PLAN = """青禾县2026年农田建设方案
（一）建设农田。3月底前完成设计，6月底前开工。（牵头单位：县农业农村局）
（二）规范运行。6月底前印发细则。（牵头单位：县水利局；完成时限：2026年9月）
（三）巩固清单制。2025年底前已全面推行清单制。（牵头单位：县委组织部）
（四）建设水站。（牵头单位：县水利局，2026年8月底前完成）
"""


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["text"][:16])
def test_steps(case: dict[str, Any]) -> None:
    found = find_steps(case["text"], 2026, date(2026, 3, 1), told=case.get("told", False))
    assert {step.on: step.text for step in found} == case["steps"]
    assert all(case["text"][s.start : s.end] == s.text for s in found)


def read(text: str) -> Records:
    return documents.read_bytes(text.encode(), "方案.txt")


def test_a_task_is_due_with_its_last_step_unless_its_clause_says_when() -> None:
    records = read(PLAN)
    tasks = [n.properties for n in records.nodes if n.label == "Task"]
    assert [(t["title"], t.get("due"), t.get("due_on")) for t in tasks] == [
        ("建设农田", None, "2026-06-30"),
        ("规范运行", "2026年9月", "2026-09-30"),
        ("巩固清单制", None, None),
        ("建设水站", "2026年8月底前完成", "2026-08-31"),
    ]


def test_steps_are_nodes_with_their_words() -> None:
    records = read(PLAN)
    steps = {n.id: n.properties for n in records.nodes if n.label == "Milestone"}
    assert [s["text"] for s in steps.values()] == ["3月底前完成设计", "6月底前开工", "6月底前印发细则"]
    for kind in ("HAS_MILESTONE", "STATED_IN"):
        edges = [e for e in records.edges if e.type == kind and {"Milestone"} & {e.source[0], e.target[0]}]
        assert len(edges) == 3
        for e in edges:
            assert e.start is not None and PLAN[e.start : e.end] == e.evidence


def test_what_sets_norms_or_knows_no_year_has_no_steps() -> None:
    assert not read("青禾县农田管理办法\n第一条 乡镇应于2026年6月底前完成登记。").count("Milestone")
    assert not find_steps("6月底前开工。", None)


IN_PLANS = paths.load_yaml((paths.CASES / "deadlines_in_plans.yaml").read_text(encoding="utf-8"))
ISSUED = """临澜区人民政府办公室关于印发2031年水利重点工作实施方案的通知

临澜区人民政府办公室
2031年1月20日

2031年水利重点工作实施方案

一、重点任务
"""


def test_deadlines_in_plans() -> None:
    """One plan with a task for each case."""
    tasks = "".join(f"{n}.推进水利建设。{case['text']}（牵头单位：区水利局）\n" for n, case in enumerate(IN_PLANS, 1))
    records = read(f"{ISSUED}{tasks}")
    days = {node.id: str(node.properties["due_on"]) for node in records.nodes if node.label == "Milestone"}
    own = [node for node in records.nodes if node.label == "Task"]
    steps: dict[str, list[str]] = {node.id: [] for node in own}
    for edge in records.edges:
        if edge.type == "HAS_MILESTONE":
            steps[edge.source[1]].append(days[edge.target[1]])
    said = [case["text"] for case in IN_PLANS]
    assert dict(zip(said, (sorted(steps[node.id]) for node in own), strict=True)) == {
        case["text"]: [str(day) for day in case["days"]] for case in IN_PLANS
    }
    assert [n.properties.get("due_on") for n in own] == [max(map(str, case["days"]), default=None) for case in IN_PLANS]
