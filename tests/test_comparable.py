"""Which figures are compared with which: names, units, running totals, and two plans' figures."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
import yaml

from policygraph.graph.changes import Plan, changes
from policygraph.graph.store import Row
from policygraph.ingest.comparable import RUNNING, amount, family

FOLDER = Path(__file__).parent / "cases"
CASES = yaml.safe_load((FOLDER / "comparable.yaml").read_text(encoding="utf-8"))
CHANGES = yaml.safe_load((FOLDER / "changes.yaml").read_text(encoding="utf-8"))


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
    task = {"task_id": "t", "parent_id": None, "task": "任务", "text": "任务"}
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
