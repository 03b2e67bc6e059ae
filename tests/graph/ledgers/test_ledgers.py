"""A ledger beside its plan gives no tasks of its own, but tells of the plan's; alone it gives them. On every store."""

from __future__ import annotations

import random
from collections.abc import Iterator
from pathlib import Path

import pytest

from policygraph.graph.loading.load import find_document, remove
from policygraph.graph.resolving.resolve import resolve
from policygraph.graph.stores.opening import open_store
from policygraph.graph.stores.store import Store
from policygraph.graph.transfer.dump import dump_graph
from tests.texts import PLAN, add

HEAD = """
| 序号 | 工作任务 | 牵头单位 | 目前进展情况 | 完成比例 | 存在问题 |
|---|---|---|---|---|---|
"""
ROWS = """| 3 | 举办茶工培训班，完成300人 | 县人社局 | 已培训120人 | 40% | 师资不足 |
| 1 | 全县老茶园修剪2000亩 | 县农业农村局 | 全部完成 | 100% | 无 |
"""
OTHER = "| 9 | 开展松材线虫病普查 | 县林业局 | 已启动 | 10% | |\n"
PERHAPS = "| 2 | 制茶设备 | 县林业局 | 已订购 | 50% | |\n"
MARCH = f"青穗县2031年春茶生产工作台账（截至2031年3月31日）\n{HEAD}{ROWS}{OTHER}"
APRIL = MARCH.replace("3月31日", "4月30日").replace("已培训120人 | 40%", "已培训240人 | 80%")

TASKS = "MATCH (t:Task)-[:STATED_IN]->(d:Document) RETURN d.uri AS uri, count(t) AS n ORDER BY uri"
TOLD = """
MATCH (t:Task)-[:HAS_PROGRESS]->(g:Progress) RETURN t.title AS task, g.share AS share, toString(g.as_of) AS as_of
ORDER BY task, as_of
"""
WITHOUT = "MATCH (g:Progress) WHERE NOT EXISTS { MATCH (:Task)-[:HAS_PROGRESS]->(g) } RETURN g.task AS row ORDER BY row"


@pytest.fixture
def store(place: str) -> Iterator[Store]:
    with open_store(place, write=True) as opened:
        yield opened


def counted(store: Store) -> dict[str, int]:
    return {row["uri"]: row["n"] for row in store.read(TASKS)}


def told(store: Store) -> list[tuple[str, float, str]]:
    return [(row["task"], row["share"], row["as_of"]) for row in store.read(TOLD)]


def test_a_ledger_alone_gives_tasks(store: Store) -> None:
    add(store, ledger=MARCH)
    assert counted(store) == {"/ledger.md": 3} and len(told(store)) == 3


def test_beside_its_plan_it_tells_of_the_plans_tasks(store: Store) -> None:
    add(store, plan=PLAN, ledger=MARCH)
    assert counted(store) == {"/plan.txt": 3}
    assert told(store) == [("修剪茶园", 1.0, "2031-03-31"), ("培训茶工", 0.4, "2031-03-31")]
    assert [row["row"] for row in store.read(WITHOUT)] == ["开展松材线虫病普查"]
    offices = store.read("MATCH (d:Department)-[r:LEADS]->() RETURN DISTINCT r.document AS d")
    assert len(offices) == 1  # what the ledger says of offices is held back with its tasks


def test_a_row_that_tells_nothing_yet_is_no_task_of_its_own(store: Store) -> None:
    add(store, plan=PLAN, ledger=MARCH + "| 2 | 全县制茶设备检修 | 县工信局 | | | |\n")
    assert counted(store) == {"/plan.txt": 3}


def test_every_month_tells_and_the_order_does_not_matter(store: Store, tmp_path: Path) -> None:
    texts = {"plan": PLAN, "march": MARCH, "april": APRIL}
    add(store, **texts)
    assert told(store) == [
        ("修剪茶园", 1.0, "2031-03-31"), ("修剪茶园", 1.0, "2031-04-30"),
        ("培训茶工", 0.4, "2031-03-31"), ("培训茶工", 0.8, "2031-04-30"),
    ]  # fmt: skip
    before = dump_graph(store)
    assert not any(resolve(store))
    names = list(texts)
    for seed in range(3):
        random.Random(seed).shuffle(names)
        with open_store(tmp_path / f"{seed}", write=True) as other:
            for name in names:
                add(other, **{name: texts[name]})
            assert dump_graph(other) == before


def test_where_the_plan_goes_the_ledger_gives_its_tasks_again(store: Store) -> None:
    add(store, ledger=MARCH)
    before = dump_graph(store)
    add(store, plan=PLAN)
    remove(store, find_document(store, "plan.txt"))
    resolve(store)
    assert dump_graph(store) == before


def test_a_plan_that_is_read_anew_keeps_its_progress(store: Store) -> None:
    add(store, plan=PLAN, ledger=MARCH)
    add(store, plan=PLAN.replace("2000亩", "2100亩"))
    assert told(store) == [("修剪茶园", 1.0, "2031-03-31"), ("培训茶工", 0.4, "2031-03-31")]


@pytest.mark.parametrize(
    "plan", [PLAN.replace("青穗县", "柳溪县"), PLAN.replace("2031年", "2029年")], ids=["another county", "another year"]
)
def test_another_plan_is_not_told_of(store: Store, plan: str) -> None:
    add(store, plan=plan, ledger=MARCH)
    assert counted(store) == {"/plan.txt": 3, "/ledger.md": 3}


def test_what_may_be_a_task_is_told_and_not_linked(store: Store) -> None:
    add(store, plan=PLAN, ledger=MARCH + PERHAPS)
    rows = store.read("MATCH (g:Progress) WHERE g.perhaps IS NOT NULL RETURN g.task AS row, g.perhaps AS perhaps")
    [(row, [task])] = [(row["row"], row["perhaps"]) for row in rows]
    assert row == "制茶设备"
    assert store.read("MATCH (t:Task {id: $id}) RETURN t.title AS t", {"id": task}) == [{"t": "检修设备"}]


BULLETIN = """青穗县委督查室关于春茶生产进展情况的督查通报

各乡镇，县直有关单位：

根据《青穗县2031年春茶生产方案》，现将截至2031年4月10日的情况通报如下。

一、总体情况

（一）达到序时进度的任务。老茶园修剪已完成1500亩，占年度目标的75%；松材线虫病普查已完成120个小班。

（二）进度滞后的任务。茶工培训仅完成90人，占年度目标的30%，师资不足。
"""
OFFICES = BULLETIN.replace("根据《青穗县2031年春茶生产方案》，", "").replace("茶工培训仅", "县人社局牵头的茶工培训仅")


@pytest.mark.parametrize("text", [BULLETIN, OFFICES], ids=["names the plan", "names an office"])
def test_a_bulletin_tells_of_the_plans_tasks_and_gives_none(store: Store, text: str) -> None:
    add(store, bulletin=text)
    assert counted(store) == {} and not told(store)
    add(store, plan=PLAN)
    assert counted(store) == {"/plan.txt": 3}
    assert told(store) == [("修剪茶园", 0.75, "2031-04-10"), ("培训茶工", 0.3, "2031-04-10")]
    assert [row["row"] for row in store.read(WITHOUT)] == ["松材线虫病普查"]
    before = dump_graph(store)
    remove(store, find_document(store, "plan.txt"))
    resolve(store)
    assert not told(store)
    add(store, plan=PLAN)
    assert dump_graph(store) == before


def test_what_is_done_of_a_part_does_not_finish_a_task(store: Store) -> None:
    done = BULLETIN.replace("已完成1500亩，占年度目标的75%", "2000亩已全部完成")
    add(store, plan=PLAN.replace("修剪茶园2000亩", "修剪茶园2000亩，补植茶苗5万株"), bulletin=done)
    add(store, other=PLAN.replace("青穗县", "柳溪县"), another=done.replace("青穗县", "柳溪县"))
    rows = store.read(
        "MATCH (t:Task)-[:HAS_PROGRESS]->(g:Progress) WHERE t.title = '修剪茶园' "
        "RETURN g.state AS state, g.part AS part ORDER BY state"
    )
    assert [(row["state"], row["part"]) for row in rows] == [("done", None), ("on-track", True)]


WORKS = """汀溪县2031年城建项目实施方案
一、主要任务
1.建设城东实验小学。12月底前建成。（牵头单位：县教体局）
2.建设城西实验小学。12月底前主体封顶。（牵头单位：县教体局）
3.改造人民路。10月底前通车。（牵头单位：县住建局）
4.改造建设路。11月底前通车。（牵头单位：县住建局）
5.扩建县人民医院。12月底前完成。（牵头单位：县卫健局）
6.扩建县中医院。12月底前完成。（牵头单位：县卫健局）
"""
STREETS = [("建设路改造", "县住建局"), ("人民路改造", "县住建局"), ("中医院扩建", "县卫健局")]
SCHOOLS = [("城西小学项目", "县教体局"), ("城东小学项目", "县教体局")]
EITHER = [("实验小学项目", "县教体局"), ("人民路改造", "县住建局")]
OF_ANOTHER = [("城西小学招生", "县民政局"), ("城东小学项目", "县教体局"), ("敬老院消防改造", "县民政局")]


@pytest.mark.parametrize(
    ("rows", "told_of", "asked", "own"),
    [
        # The verb stands behind what it does, whose place it is is left out
        (STREETS, ["扩建县中医院", "改造人民路", "改造建设路"], [], 0),
        # A word or two are enough to tell apart what one office leads
        (SCHOOLS, ["建设城东实验小学", "建设城西实验小学"], [], 0),
        (EITHER, ["改造人民路"], ["实验小学项目"], 0),  # it may be either
        (OF_ANOTHER, [], [], 3),
    ],
)
def test_rows_that_may_be_the_plans_double_no_task(
    store: Store, rows: list[tuple[str, str]], told_of: list[str], asked: list[str], own: int
) -> None:
    table = "".join(f"| {n} | {task} | {lead} | 施工 | 50% | |\n" for n, (task, lead) in enumerate(rows, start=1))
    add(store, works=WORKS, ledger=f"汀溪县2031年项目推进台账（2031年10月）\n{HEAD}{table}")
    assert sorted(task for task, _, _ in told(store) if task in WORKS) == told_of
    perhaps = "MATCH (g:Progress) WHERE g.perhaps IS NOT NULL RETURN g.task AS row ORDER BY row"
    assert [row["row"] for row in store.read(perhaps)] == asked
    assert counted(store).get("/ledger.md", 0) == own


@pytest.mark.parametrize(
    ("title", "day", "own"),
    [
        ("2031年春茶", "2032年1月10日", 0),  # the old year told to its end
        ("春茶", "2032年1月10日", 0),
        ("春茶", "2032年3月10日", 3),
        ("2032年春茶", "2032年1月10日", 3),
    ],
)
def test_after_new_year_the_old_years_plan_is_told_of(store: Store, title: str, day: str, own: int) -> None:
    text = MARCH.replace("2031年春茶", title).replace("2031年3月31日", day)
    add(store, plan=PLAN, ledger=text)
    assert counted(store) == {"/plan.txt": 3, **({"/ledger.md": own} if own else {})}
