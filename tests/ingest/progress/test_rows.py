"""How tasks stand, by a ledger's cells: the cases of cases/progress.yaml, and what becomes of a ledger."""

from __future__ import annotations

from typing import Any

import pytest

from policygraph.ingest import documents
from policygraph.model.records import Records
from tests import paths

CASES = paths.load_yaml((paths.CASES / "progress.yaml").read_text(encoding="utf-8"))
LEDGER = """# 青穗县2031年春茶生产进展情况台账（截至2031年3月15日）

| 序号 | 工作任务 | 牵头单位 | 完成时限 | 目前进展情况 | 完成比例 | 存在问题 | 是否达到序时进度 |
|---|---|---|---|---|---|---|---|
| 1 | 修剪茶园2000亩 | 县农业农村局 | 2031年3月 | 已修剪1500亩 | 75% | 无 | 是 |
| 2 | 培训茶工300人 | 县人社局 | 2031年4月 | | | | |
"""


def read(text: str) -> Records:
    return documents.read_bytes(text.encode(), "台账.md")


def progress(records: Records) -> list[dict[str, Any]]:
    return [node.properties for node in records.nodes if node.label == "Progress"]


@pytest.mark.parametrize("case", CASES, ids=lambda case: str(case)[:40])
def test_cells(case: dict[str, Any]) -> None:
    headings = {"report": "目前进展情况", "share": "完成比例", "pace": case.get("heading", "是否达到序时进度"),
                "problem": "存在问题"}  # fmt: skip
    told = [name for name in headings if name in case]
    rows = [
        ["序号", "任务", "责任单位", *(headings[name] for name in told)],
        ["1", "修剪茶园", "县林业局", *(case[n] for n in told)],
    ]
    table = "\n".join("|" + "|".join(row) + "|" for row in [rows[0], ["---"] * len(rows[0]), rows[1]])
    [found] = progress(read(f"青穗县春茶生产工作台账\n\n{table}\n"))
    assert (found.get("state"), found.get("share"), found.get("problem")) == (
        case["state"], case.get("done"), case.get("hindered"),
    )  # fmt: skip


def test_a_ledger() -> None:
    records = read(LEDGER)
    [found] = progress(records)
    assert records.nodes[0].properties["genre"] == "ledger" and records.nodes[0].properties["title"].startswith(
        "青穗县"
    )
    assert (found["as_of"], found["task"], found["text"]) == ("2031-03-15", "修剪茶园2000亩", "已修剪1500亩")
    [edge] = [e for e in records.edges if e.type == "HAS_PROGRESS"]
    assert edge.evidence == "已修剪1500亩" == str(records.nodes[0].properties["text"])[edge.start : edge.end]
    reached = [e.target[1] for e in records.edges if e.type == "HAS_TARGET" and e.source[0] == "Progress"]
    [target] = [node.properties for node in records.nodes if node.id in reached]
    assert (target["indicator"], target["value"], target["unit"], target["kind"]) == (
        "修剪茶园",
        1500,
        "亩",
        "achieved",
    )
    assert records.count("Task") == 2


@pytest.mark.parametrize(
    ("title", "as_of"),
    [
        ("青穗县春茶生产工作台账（截至2031年3月15日）", "2031-03-15"),
        ("青穗县2031年3月春茶生产进展情况表", "2031-03-31"),
        ("青穗县春茶生产工作台账", None),
    ],
)
def test_until_when_it_tells(title: str, as_of: str | None) -> None:
    [found] = progress(read(f"{title}\n{LEDGER.partition('）')[2]}"))
    assert found.get("as_of") == as_of


def test_a_plan_with_an_empty_column_tells_nothing() -> None:
    records = read(LEDGER.replace("已修剪1500亩 | 75% | 无 | 是", " | | | "))
    assert records.count("Progress") == 0 and records.count("Task") == 2
