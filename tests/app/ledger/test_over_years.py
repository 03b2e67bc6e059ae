"""The ledger over time: completion by tasks or by figures, the months, and this year's plans beside last year's."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from policygraph.graph.stores.opening import open_store
from policygraph.services.ingestion import add_document
from policygraph.services.settle import settle
from tests.app.ledger.test_ledger_page import graph
from tests.pages import place, read, run
from tests.texts import PLAN

__all__ = ["graph", "place"]  # fixtures
TOLD = """青穗县2031年春茶生产工作台账（截至2031年3月31日）

| 序号 | 工作任务 | 牵头单位 | 目前进展情况 | 完成比例 |
|---|---|---|---|---|
| 1 | 修剪茶园 | 县农业农村局 | 已修剪茶园1500亩 | 60% |
"""
YEARS = {
    "方案.txt": PLAN, "下年.txt": PLAN.replace("2031", "2032").replace("2000亩", "2400亩"),
    "台账.md": TOLD,
}  # fmt: skip
JULY = {"on": "2032-07-10"}


@pytest.fixture
def years(place: Path) -> Path:
    with open_store(place, write=True) as store:
        for name, text in YEARS.items():
            add_document(store, text.encode(), name, f"/{name}")
        settle(store)
    return place


@pytest.mark.parametrize(
    ("parameters", "words"),
    [({}, "共 6 项，办结（含销号）0 项，总体完成 10%"),
     ({"weigh": "figures"}, "共 6 项，办结（含销号）0 项，按指标完成 75%（1 项有可比的指标，5 项没有，不判断）"),
     ({"weigh": "figures", "on": "2031-01-01"}, "按指标：没有可比的指标，不判断")],
)  # fmt: skip
def test_completion_by_tasks_or_by_figures(years: Path, parameters: dict[str, str], words: str) -> None:
    app = run("ledger", **{**JULY, **parameters})
    assert words in read(app.markdown[0].value)


def test_groups_by_figures_say_how_many_can_be_judged(years: Path) -> None:
    app = run("ledger", **JULY, group="bureau", weigh="figures")
    [groups] = [each.value for each in app.dataframe]
    judged = zip(groups["牵头单位"], groups["有可比指标的任务"], groups["总体完成"].fillna(-1), strict=True)
    assert sorted(judged) == [("青穗县人社局", 0, -1), ("青穗县农业农村局", 1, 0.75), ("青穗县工信局", 0, -1)]


def test_the_months_by_bureau(years: Path) -> None:
    app = run("ledger", on="2031-04-15", view="trends", by="bureau", weigh="figures")
    [table_] = [each.value for each in app.dataframe]
    assert table_["到何时"].tolist()[:5] == ["2031年1月", "2031年2月", "2031年3月", "2031年4月15日", "2031年1月"]
    pruning = table_[table_["牵头单位"] == "青穗县农业农村局"]
    assert pruning["按指标完成"].tolist() == ["", "", "75%", "75%"]
    assert pruning["有可比指标的任务"].tolist() == [0, 0, 1, 1]
    [chart] = app.get("vega_lite_chart")
    spec = json.loads(chart.proto.spec)
    assert spec["encoding"]["x"]["scale"]["domain"] == ["2031年1月", "2031年2月", "2031年3月", "2031年4月15日"]
    assert spec["encoding"]["y"]["axis"]["format"] == ".0%"


def test_months_of_which_nothing_is_told(graph: Path) -> None:
    assert "还没有报告过进展" in run("ledger", view="trends").info[0].value


def test_this_years_plan_beside_last_years(years: Path) -> None:
    app = run("ledger", **JULY, view="years")
    pairs, tasks = (each.value for each in app.dataframe)
    assert pairs.to_dict("records") == [{
        "今年的方案": "青穗县2032年春茶生产方案", "上年的方案": "青穗县2031年春茶生产方案",
        "今年任务": 3, "上年任务": 3, "今年完成": "0%", "上年同期完成": "20%", "上年至今完成": "20%",
    }]  # fmt: skip
    assert tasks["变化"].tolist() == ["沿用"] * 3 and tasks["上年完成"].tolist() == ["60%", "0%", "0%"]
    assert "调高：修剪茶园 2000亩 → 2400亩" in tasks["指标"][0]


def test_a_plan_without_one_before_it(graph: Path) -> None:
    assert "没有找到上一年的方案" in run("ledger", view="years").info[0].value
