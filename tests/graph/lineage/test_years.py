"""This year's plans beside last year's, on every store: what is a series, what went on, and how both went."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date

import pytest

from policygraph.graph.asking import catalog
from policygraph.graph.ledgers.lines import lines
from policygraph.graph.lineage import changes, years
from policygraph.graph.stores.opening import open_store
from policygraph.graph.stores.store import Row, Store
from tests.texts import add

ON = date(2032, 6, 30)
OLD = """青穗县2031年春茶生产方案

一、重点任务
1.修剪茶园。修剪茶园2000亩。（牵头单位：县农业农村局）
2.培训茶工。举办采茶制茶培训班，培训茶工300人。（牵头单位：县人社局）
3.评选茶王。举办茶王评选活动。（牵头单位：县文旅局）
"""
NEW = """青穗县2032年春茶生产方案

一、重点任务
1.修剪茶园。修剪茶园2400亩。（牵头单位：县农业农村局）
2.培训制茶工人。举办采茶制茶培训班，培训茶工200人。（牵头单位：县人社局）
3.检修设备。检修制茶设备90台。（牵头单位：县工信局）
"""
HEAD = "\n\n| 序号 | 工作任务 | 牵头单位 | 目前进展情况 | 完成比例 |\n|---|---|---|---|---|\n"
THEN = f"青穗县2031年春茶生产工作台账（截至2031年12月20日）{HEAD}| 1 | 修剪茶园 | 县农业农村局 | 已完成 | 100% |\n"
NOW = f"青穗县2032年春茶生产工作台账（截至2032年6月20日）{HEAD}| 1 | 修剪茶园 | 县农业农村局 | 已修剪1440亩 | 60% |\n"


def policy(title: str, region: str = "青穗县", level: str = "county", tasks: int = 3) -> Row:
    return {"id": title, "title": title, "region": region, "level": level, "tasks": tasks, "issued_on": None}


SERIES: dict[str, tuple[list[Row], list[tuple[str, str]]]] = {
    "two years": ([policy("甲2031年方案"), policy("甲2032年方案")], [("甲2031年方案", "甲2032年方案")]),
    "three years": (
        [policy("甲2033年方案"), policy("甲2031年方案"), policy("甲2032年方案")],
        [("甲2032年方案", "甲2033年方案"), ("甲2031年方案", "甲2032年方案")],
    ),
    "another name": ([policy("甲2031年方案"), policy("乙2032年方案")], []),
    "another place": ([policy("甲2031年方案"), policy("甲2032年方案", "柳溪县")], []),
    "another level": ([policy("甲2031年方案"), policy("甲2032年方案", level="city")], []),
    "no tasks": ([policy("甲2031年方案", tasks=0), policy("甲2032年方案")], []),
    "no year": ([policy("甲方案"), policy("甲2032年方案")], []),
}


@pytest.mark.parametrize("case", SERIES)
def test_what_is_a_series(case: str) -> None:
    policies, expected = SERIES[case]
    assert [(pair.old["id"], pair.new["id"]) for pair in years.pairs(policies)] == expected


@pytest.fixture
def store(place: str) -> Iterator[Store]:
    with open_store(place, write=True) as opened:
        add(opened, old=OLD, new=NEW, then=THEN, now=NOW)
        yield opened


def test_a_plan_beside_the_one_before_it(store: Store) -> None:
    def ask(name: str, values: Row) -> Sequence[Row]:
        return catalog.run_query(store, name, values)

    [pair] = years.pairs(ask("policies", {}))
    every = lines(store.read)
    done = years.by_tasks(None)
    [row] = years.rows_of_pairs([pair], every, ON, done)
    assert (row["old"], row["new"]) == ("青穗县2031年春茶生产方案", "青穗县2032年春茶生产方案")
    told = ("old_tasks", "new_tasks", "new_done", "then_done", "old_done")
    assert [row[name] for name in told] == [3, 3, 0.2, 0.0, 0.3333]

    found = changes.changes(*(changes.read_plan(ask, each["id"]) for each in pair))
    assert (
        years.summary(found) == "沿用 1 项任务，改名 1 项任务，新增 1 项任务，取消 1 项任务；指标调高 1 个，调低 1 个"
    )
    rows = years.rows_of_tasks(found, every, ON, done)
    how = [tuple(row[name] for name in ("change", "new", "new_stands", "new_share", "old_stands", "old_share"))
           for row in rows]  # fmt: skip
    assert how == [
        ("沿用", "修剪茶园", "正常", 0.6, "办结", 1.0),
        ("改名", "培训制茶工人", "未开始", 0.0, "未开始", 0.0),
        ("新增", "检修设备", "未开始", 0.0, None, None),
        ("取消", None, None, None, "未开始", 0.0),
    ]
    assert rows[0]["sure"] == 1.0 and 0.75 <= rows[1]["sure"] < 1.0 and rows[2]["sure"] is None
    assert rows[0]["figures"] == ["调高：修剪茶园 2000亩 → 2400亩"]
