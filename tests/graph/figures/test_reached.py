"""How far the figures that tasks aim at were reached, on every store: what counts, since when, what is not judged."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

import pytest

from policygraph.graph.asking import catalog
from policygraph.graph.figures import reached
from policygraph.graph.figures.reached import Found
from policygraph.graph.ledgers import bureau, reports
from policygraph.graph.ledgers.lines import lines
from policygraph.graph.ledgers.standing import Line, counted
from policygraph.graph.stores.opening import open_store
from policygraph.graph.stores.store import Store
from policygraph.services.ledgers import entering
from policygraph.services.settle import settle
from tests.graph.ledgers.test_bureau import BUREAU, LEDGER, ON, PLAN
from tests.texts import add

HEAD = """青穗县2031年夏茶生产工作台账（截至2031年{month}）

| 序号 | 工作任务 | 牵头单位 | 目前进展情况 | 完成比例 |
|---|---|---|---|---|
"""


@pytest.fixture
def store(place: str) -> Iterator[Store]:
    with open_store(place, write=True) as opened:
        yield opened


def plan(*measures: str) -> str:
    """A plan of these measures, each a title and its text with one full stop between."""
    numbered = (f"{n}.{each}（牵头单位：县农业农村局）\n" for n, each in enumerate(measures, 1))
    return f"青穗县2031年夏茶生产方案\n\n一、重点任务\n{''.join(numbered)}"


def ledger(month: str, *said: tuple[str, str]) -> str:
    """What a month's ledger tells: titles and what was done, by their numbers in the plan."""
    told = (f"| {n} | {task} | 县农业农村局 | {words} |  |\n" for n, (task, words) in enumerate(said, 1))
    return f"{HEAD.format(month=month)}{''.join(told)}"


def found(store: Store) -> tuple[Found, list[Line]]:
    known = lines(store.read)
    return reached.find(store.read, known), counted(known)


def shares(store: Store, day: date = ON) -> dict[str, float | None]:
    of, known = found(store)
    return {line.title: of.share(line, day) for line in known}


AIMED = {
    "a part of an amount": ("修剪茶园2000亩。", "已修剪茶园500亩", 0.25),
    "all of it": ("修剪茶园2000亩。", "已修剪茶园2000亩", 1.0),
    "more than all": ("修剪茶园2000亩。", "已修剪茶园2600亩", 1.0),
    "another unit of the same kind": ("修剪茶园2000亩。", "已修剪茶园0.1万亩", 0.5),
    "another unit": ("修剪茶园2000亩。", "已修剪茶园3个乡镇", None),
    "another thing": ("修剪茶园2000亩。", "已补栽茶苗500亩", None),
    "no figure": ("修剪茶园2000亩。", "正在修剪", None),
    "no aim": ("修剪各村茶园。", "已修剪茶园500亩", None),
    "a rate that was reached": ("机采率达到60%以上。", "机采率达到62%", 1.0),
    "a rate that was not": ("机采率达到60%以上。", "机采率达到30%", 0.5),
    "what was only begun": ("改造茶厂12个。", "12个茶厂全部开工", None),
    "a beginning that is aimed at": ("12个茶厂开工改造。", "6个茶厂开工改造", 0.5),
    "a rate just below": ("机采率达到62%以上。", "机采率达到61%", 0.9839),
    "a rate as near as can be told": ("机采率达到100%。", "机采率达到99.9996%", 0.9999),
    "what is to fall to a figure": ("采摘用时压缩至45天以内。", "采摘用时压缩至50天", 0.9),
    "what fell below it": ("采摘用时压缩至45天以内。", "采摘用时压缩至44天", 1.0),
    "what is not to be exceeded": ("茶叶损失率控制在3%以内。", "茶叶损失率4%", 0.0),
    "what was kept": ("茶叶损失率控制在3%以内。", "茶叶损失率2.5%", 1.0),
    "two figures, of one of which nothing is told": ("修剪茶园2000亩，培训茶工300人。", "已培训茶工120人", 0.4),
    "two figures": ("修剪茶园2000亩，培训茶工300人。", "已修剪茶园2000亩，培训茶工150人", 0.75),
    "what is planned in a ledger": ("修剪茶园2000亩。", "计划修剪茶园1900亩", None),
}


@pytest.mark.parametrize("case", AIMED)
def test_how_much_of_a_figure_is_reached(store: Store, case: str) -> None:
    aim, told, share = AIMED[case]
    add(store, plan=plan(f"办好夏茶。{aim}", "评选茶王。"), ledger=ledger("6月30日", ("办好夏茶", told)))
    assert shares(store) == {"办好夏茶": share, "评选茶王": None}


def test_of_what_day_it_is(store: Store) -> None:
    add(
        store,
        plan=plan("修剪茶园。修剪茶园2000亩。"),
        may=ledger("5月31日", ("修剪茶园", "已修剪茶园500亩")),
        june=ledger("6月30日", ("修剪茶园", "已修剪茶园1500亩")),
    )
    days = [date(2031, 5, 30), date(2031, 5, 31), date(2031, 6, 29), date(2031, 6, 30)]
    assert [shares(store, day)["修剪茶园"] for day in days] == [None, 0.25, 0.25, 0.75]


def test_a_ledger_without_a_date_of_its_own_tells_until_the_day_of_its_rows(store: Store) -> None:
    """What it calls otherwise than the plan is known by all that its figures have in common with the plan's."""
    aims = ("更新管道。更新改造灌溉管道36公里。", "清偿账款。清偿拖欠茶农账款1.2亿元。")
    said = ("更新管道", "完成改造管道31公里"), ("清偿账款", "累计清偿拖欠账款8400万元")
    add(store, plan=plan(*aims), ledger=ledger("6月30日", *said))
    settle(store)
    assert shares(store) == {"更新管道": 0.8611, "清偿账款": 0.7}
    assert set(shares(store, date(2031, 6, 29)).values()) == {None}


def test_what_counts_stands_beside_what_was_reported(store: Store) -> None:
    add(
        store,
        plan=plan("修剪茶园。修剪茶园2000亩。", "培训茶工。培训茶工300人。"),
        june=ledger("6月30日", ("修剪茶园", "已修剪茶园1500亩")),
        report="青穗县2031年夏茶生产方案落实情况汇报\n\n2031年，全县培训茶工150人。\n",
    )
    settle(store)
    of = found(store)[0]
    policy = store.read("MATCH (t:Task)-[:PART_OF]->(p:Policy) RETURN DISTINCT p.id AS id")[0]["id"]
    rows = catalog.run_query(store, "achieved-against-planned", {"policy": policy})

    def counted_on(day: date) -> dict[str, tuple[float | None, str | None]]:
        listed = reached.counted_for(of, rows, day)
        return {row["task"]: (row["counted"], row["counted_why"]) for row in listed}

    assert counted_on(ON) == {"修剪茶园": (0.75, None), "培训茶工": (None, "到 2031-12-31 才计")}
    assert counted_on(date(2031, 12, 31)) == {"修剪茶园": (0.75, None), "培训茶工": (0.5, None)}
    assert counted_on(date(2031, 6, 1))["修剪茶园"] == (None, "到 2031-06-30 才计")


def test_what_a_plan_says_was_reached_before_is_not(store: Store) -> None:
    add(
        store,
        plan=plan("修剪茶园。2030年已修剪茶园1800亩，今年修剪茶园2000亩。"),
        later=plan("修剪茶园。去年修剪茶园2000亩，今年修剪茶园2100亩。").replace("2031", "2032"),
    )
    assert set(shares(store).values()) == {None}


def test_what_a_person_writes_counts(store: Store) -> None:
    add(store, plan=plan("修剪茶园。修剪茶园2000亩。"))
    [line] = lines(store.read)
    told = reports.report(store.read, line.id, by="甲", as_of=date(2031, 6, 1), today=ON, text="已修剪茶园800亩")
    entering.enter(store, [told])
    assert shares(store) == {"修剪茶园": 0.4} and shares(store, date(2031, 5, 1)) == {"修剪茶园": None}


def test_a_report_of_the_place_counts(store: Store) -> None:
    report = "青穗县2031年夏茶生产方案落实情况汇报\n\n2031年，全县修剪茶园1500亩。\n"
    add(store, plan=plan("修剪茶园。修剪茶园2000亩。"), report=report)
    settle(store)
    assert shares(store)["修剪茶园"] is None  # it has no date: nobody knows since when that is so
    assert shares(store, date(2031, 12, 31))["修剪茶园"] == 0.75


def test_several_tasks_together(store: Store) -> None:
    """Each that can be judged counts alike; those that cannot are counted beside it."""
    add(store, plan=PLAN, ledger=LEDGER)
    of, known = found(store)
    assert reached.completion(of, known, ON) == (4, 2, 0.7)
    assert reached.completion(of, known, date(2031, 1, 1)) == (4, 0, None)
    assert reached.completion(reached.NOTHING, [], ON) == (0, 0, None)


def test_figures_stand_beside_what_was_reached(store: Store) -> None:
    add(store, plan=PLAN, ledger=LEDGER)
    own = [each.line for each in bureau.own_tasks(store.read, BUREAU, ON)]
    listed = [
        (row["title"], None if row.get("aimless") else row["value"], row["reached"] and row["reached"]["value"],
         row["share"])
        for row in reached.rows(reached.find(store.read, own), ON)
    ]  # fmt: skip
    assert listed == [
        ("修剪茶园", 2000.0, 2000.0, 1.0), ("修剪茶园", None, 30.0, None), ("培训茶工", 300.0, 120.0, 0.4),
        ("检修设备", 90.0, None, None),
    ]  # fmt: skip
