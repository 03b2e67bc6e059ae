"""What a bureau has to do: its tasks by role, partners, and how it went by months."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date

import pytest

from policygraph.graph.figures import reached
from policygraph.graph.ledgers import bureau, trends
from policygraph.graph.ledgers.lines import lines
from policygraph.graph.stores.opening import open_store
from policygraph.graph.stores.store import Store
from policygraph.services.ingestion import add_document
from policygraph.services.settle import settle

ON = date(2031, 7, 10)
BUREAU = "青穗县农业农村局"
PLAN = """青穗县2031年春茶生产方案

一、重点任务
1.修剪茶园。修剪茶园2000亩。（牵头单位：县农业农村局；配合单位：县财政局；完成时限：2031年3月底前）
2.检修设备。检修制茶设备90台。（牵头单位：县工信局；配合单位：县农业农村局、县财政局；完成时限：2031年7月底前）
3.培训茶工。培训茶工300人。（牵头单位：县农业农村局、县人社局；完成时限：2031年11月底前）
4.评选茶王。（牵头单位：县文旅局）
"""
LEDGER = """青穗县2031年春茶生产工作台账（截至2031年6月30日）

| 序号 | 工作任务 | 牵头单位 | 目前进展情况 | 完成比例 |
|---|---|---|---|---|
| 1 | 修剪茶园2000亩 | 县农业农村局 | 修剪茶园2000亩，清运枝条30吨 | 100% |
| 3 | 培训茶工300人 | 县农业农村局 | 已培训茶工120人 | 40% |
"""


@pytest.fixture
def store(place: str) -> Iterator[Store]:
    with open_store(place, write=True) as opened:
        for name, text in (("方案.txt", PLAN), ("台账.md", LEDGER)):
            add_document(opened, text.encode(), name, f"/{name}")
        settle(opened)
        yield opened


def test_its_tasks_stand_with_its_role(store: Store) -> None:
    own = bureau.own_tasks(store.read, BUREAU, ON)
    assert [(each.line.title, each.role, each.standing.state) for each in own] == [
        ("修剪茶园", "牵头", "done"),
        ("培训茶工", "牵头", "behind"),
        ("检修设备", "配合", "not-started"),
    ]
    assert bureau.sums(own, ON) == {
        "牵头": 2, "配合": 1, "30 天内到期": 1, "逾期": 0, "滞后": 1, "办结、销号": 1,
    }  # fmt: skip
    assert list(bureau.bureaus(lines(store.read)).items())[:2] == [(BUREAU, 3), ("青穗县财政局", 2)]


def test_its_partners_are_counted_by_role(store: Store) -> None:
    own = bureau.own_tasks(store.read, BUREAU, ON)
    assert [tuple(row.values()) for row in bureau.partners(own, BUREAU)] == [
        ("青穗县财政局", 2, 1, 0, 0, 1),
        ("青穗县人社局", 1, 0, 0, 1, 0),
        ("青穗县工信局", 1, 0, 1, 0, 0),
    ]


def test_the_months_tell_how_it_went(store: Store) -> None:
    own = [each.line for each in bureau.own_tasks(store.read, BUREAU, ON)]
    assert trends.beginning(own, ON) == date(2031, 1, 1)
    days = trends.month_ends(date(2031, 5, 1), ON)
    rows = trends.trend(own, days)
    assert [(row["day"], row["tasks"], row["finished"], row["overdue"], row["share"]) for row in rows] == [
        ("2031-05-31", 3, 0, 1, 0.0), ("2031-06-30", 3, 1, 0, 0.4667), ("2031-07-10", 3, 1, 0, 0.4667),
    ]  # fmt: skip
    by_lead = trends.trend(own, days[-1:], lambda line: line.leads)
    assert {row["name"]: row["tasks"] for row in by_lead} == {BUREAU: 2, "青穗县人社局": 1, "青穗县工信局": 1}
    assert trends.trend(own, [date(2030, 12, 31)]) == []  # their terms had not begun


def test_by_what_tasks_are_put_together(store: Store) -> None:
    found = trends.driven(lines(store.read))
    last: dict[str, list[tuple[str, int, float | None]]] = {}
    for by in trends.BY:
        rows = trends.trend(found, [ON], trends.names_by(store.read, by, found))
        last[by] = sorted((row["name"], row["tasks"], row["share"]) for row in rows)
    policy = "青穗县2031年春茶生产方案"
    assert last == {
        "all": [("全部", 4, 0.35)],
        "bureau": [("青穗县人社局", 1, 0.4), (BUREAU, 2, 0.7), ("青穗县工信局", 1, 0.0), ("青穗县文旅局", 1, 0.0)],
        "policy": [(policy, 4, 0.35)],
        "place": [("青穗县", 4, 0.35)],
        "topic": [("重点任务", 4, 0.35)],
        "industry": [("没有写到产业", 3, 0.1333), ("茶叶", 1, 1.0)],
    }


def test_last_years_plan_counts_no_more_once_this_years_does(store: Store) -> None:
    """Of a place, or a bureau, that has both; of last year's plan alone the months go on."""
    old = trends.driven(lines(store.read))
    new = [replace(line, id=f"{line.id}x", policy_id="y", begins=date(2032, 1, 1), due_on=None) for line in old]
    days = [date(2031, 12, 31), date(2032, 1, 31)]
    last = [line.id for line in old if line.due_on is None or line.due_on.year < 2032]
    assert [row["tasks"] for row in trends.trend([*old, *new], days)] == [4, 4] and len(last) == 4
    assert [row["tasks"] for row in trends.trend(old, days)] == [4, 4]
    longer = [replace(old[0], due_on=date(2032, 6, 30)), *old[1:]]
    assert [row["tasks"] for row in trends.trend([*longer, *new], days)] == [4, 5]


def test_by_figures_what_cannot_be_judged_is_counted_beside(store: Store) -> None:
    found = lines(store.read)
    of = reached.find(store.read, found)
    days = [date(2031, 5, 31), ON]
    rows = trends.trend(trends.driven(found), days, reached=of.share)
    assert [(row["month"], row["tasks"], row["judged"], row["reached"]) for row in rows] == [
        ("2031年5月", 4, 0, None), ("2031年7月10日", 4, 2, 0.7),
    ]  # fmt: skip


def test_of_policies_of_which_nothing_is_told_nothing_is_drawn(store: Store) -> None:
    every = lines(store.read)
    assert trends.driven([replace(line, told=()) for line in every]) == []
    assert trends.driven(every[3:], every) == every[3:]  # another task of the policy is told of
    assert trends.driven([*every, replace(every[0], id="x", policy_id="y", told=())]) == every


def test_of_many_months_the_last_are_told() -> None:
    days = trends.month_ends(date(2020, 1, 1), date(2031, 1, 15))
    assert len(days) == trends.MOST and days[-1] == date(2031, 1, 15)
