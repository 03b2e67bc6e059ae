"""Ledgers of one list, month after month, where no plan is there: each task once. On every store."""

from __future__ import annotations

import random
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest

from policygraph.graph.decisions.decision import Decision
from policygraph.graph.decisions.decisions import about_edge
from policygraph.graph.ledgers.reports import report
from policygraph.graph.loading import entries
from policygraph.graph.loading.load import find_document, remove
from policygraph.graph.stores.opening import open_store
from policygraph.graph.stores.store import Store
from policygraph.graph.transfer.dump import dump_graph
from policygraph.services import deciding
from policygraph.services.ledgers import entering
from policygraph.services.settle import settle
from tests.graph.ledgers.test_decided_rows import asked, said, task
from tests.graph.ledgers.test_ledgers import BULLETIN, HEAD, WITHOUT, counted
from tests.texts import PLAN, add

TRIM, TRAIN, PINES = "全县老茶园修剪2000亩", "举办茶工培训班，完成300人", "开展松材线虫病普查"
KILNS, SHED = "拆除废弃砖窑6座", "新建茶叶加工厂房"
OFFICES = {TRIM: "县农业农村局", TRAIN: "县人社局", PINES: "县林业局", KILNS: "县工信局", SHED: "县工信局"}


def ledger(until: str, **shares: int) -> str:
    """A ledger until a day; the share of each row, by the name of its constant."""
    rows = ((globals()[name], share) for name, share in shares.items())
    lines = (f"| {n} | {row} | {OFFICES[row]} | 正在推进 | {share}% | |" for n, (row, share) in enumerate(rows, 1))
    return f"青穗县2031年春茶生产工作台账（截至2031年{until}）\n{HEAD}" + "\n".join(lines) + "\n"


MARCH = ledger("3月31日", TRIM=10, TRAIN=20, PINES=5)
APRIL = ledger("4月30日", PINES=30, TRIM=50, TRAIN=40, SHED=5)
MAY = ledger("5月31日", TRIM=90, SHED=20, TRAIN=60)
YEAR = {"march": MARCH, "april": APRIL, "may": MAY}
MONTHS = {
    TRIM: [("3-31", 0.1), ("4-30", 0.5), ("5-31", 0.9)],
    TRAIN: [("3-31", 0.2), ("4-30", 0.4), ("5-31", 0.6)],
    PINES: [("3-31", 0.05), ("4-30", 0.3)],
    SHED: [("4-30", 0.05), ("5-31", 0.2)],
}

TOLD = """
MATCH (t:Task)-[:HAS_PROGRESS]->(g:Progress)
RETURN t.title AS task, g.share AS share, toString(g.as_of) AS as_of ORDER BY task, as_of
"""


@pytest.fixture
def store(place: str) -> Iterator[Store]:
    with open_store(place, write=True) as opened:
        entries.file_of(opened.place).unlink(missing_ok=True)
        yield opened


def told(store: Store) -> dict[str, list[tuple[str, float]]]:
    found: dict[str, list[tuple[str, float]]] = {}
    for row in store.read(TOLD):
        found.setdefault(row["task"], []).append((row["as_of"].removeprefix("2031-0"), row["share"]))
    return found


def test_each_task_stands_once_with_what_every_month_tells_of_it(store: Store) -> None:
    add(store, **YEAR)
    assert told(store) == MONTHS
    assert counted(store) == {"/march.md": 3, "/april.md": 1}


def test_the_order_does_not_matter_and_removing_puts_back(store: Store, tmp_path: Path) -> None:
    add(store, **YEAR)
    whole = dump_graph(store)
    names = list(YEAR)
    for seed in range(3):
        random.Random(seed).shuffle(names)
        with open_store(tmp_path / f"{seed}", write=True) as other:
            for name in names:
                add(other, **{name: YEAR[name]})
            assert dump_graph(other) == whole
    remove(store, find_document(store, "march.md"))
    settle(store, measures=False)
    assert counted(store) == {"/april.md": 4}
    assert told(store) == {task: months[task_months(task) :] for task, months in MONTHS.items()}
    add(store, march=MARCH)
    assert dump_graph(store) == whole
    assert not any(settle(store, measures=False).resolved)


def task_months(task: str) -> int:
    """How many of what is told of a task March tells."""
    return 0 if task == SHED else 1


def test_when_the_plan_comes_the_rows_tell_of_its_tasks(store: Store) -> None:
    add(store, **YEAR)
    before = dump_graph(store)
    add(store, plan=PLAN)
    assert counted(store) == {"/plan.txt": 3}
    assert told(store) == {"修剪茶园": MONTHS[TRIM], "培训茶工": MONTHS[TRAIN]}
    # A row of none is listed, and is no task beside the plan's.
    assert [row["row"] for row in store.read(WITHOUT)] == [PINES, PINES, SHED, SHED]
    remove(store, find_document(store, "plan.txt"))
    settle(store, measures=False)
    assert dump_graph(store) == before


def test_a_bulletin_tells_of_the_tasks_of_the_list(store: Store) -> None:
    add(store, bulletin=BULLETIN, march=MARCH, april=APRIL)
    assert told(store)[TRIM] == [("3-31", 0.1), ("4-10", 0.75), ("4-30", 0.5)]
    assert counted(store) == {"/march.md": 3, "/april.md": 1}


COUNTY, YEAR_BEFORE = APRIL.replace("青穗县", "柳溪县"), APRIL.replace("2031年春茶", "2030年春茶")
OTHERS = ("县财政局", "县教育局", "县民政局", "县应急局")
OFFICE = APRIL
for own, new in zip(dict.fromkeys(OFFICES.values()), OTHERS, strict=True):
    OFFICE = OFFICE.replace(own, new)
# Another ledger → how many tasks it states beside those of March
PAIRS = {
    "its title is another": (APRIL.replace("春茶生产工作台账", "产业项目进展表"), 1),
    "its month stands in the title": (
        APRIL.replace("2031年", "2031年4月份", 1).replace("（截至2031年4月30日）", ""), 1
    ),
    "its rows are worded otherwise": (APRIL.replace(TRIM, "老茶园修剪").replace(TRAIN, "茶工培训300人"), 1),
    "another list of the same offices": (
        ledger("4月30日", TRIM=50, KILNS=10, SHED=5).replace("春茶生产工作台账", "安全整治进展表"), 3
    ),
    "another county": (COUNTY, 4),
    "another year": (YEAR_BEFORE, 4),
    "other offices": (OFFICE, 4),
    "no day": (APRIL.replace("（截至2031年4月30日）", ""), 1),
    "no day, and no year": (APRIL.replace("（截至2031年4月30日）", "").replace("2031年", ""), 1),
    "no day, and other rows": (
        ledger("4月30日", KILNS=10, SHED=5).replace("（截至2031年4月30日）", ""), 2
    ),
    "after New Year, by its title of the year": (APRIL.replace("截至2031年4月30日", "截至2032年1月10日"), 1),
    "after New Year, of no year by its title": (
        APRIL.replace("2031年春茶", "春茶").replace("截至2031年4月30日", "截至2032年1月10日"), 1
    ),
    "of the next year": (
        APRIL.replace("2031年春茶", "2032年春茶").replace("截至2031年4月30日", "截至2032年1月10日"), 4
    ),
    "of the next year, later": (
        APRIL.replace("2031年春茶", "春茶").replace("截至2031年4月30日", "截至2032年3月10日"), 4
    ),
}  # fmt: skip


@pytest.mark.parametrize("case", PAIRS)
def test_which_ledgers_are_one_list(store: Store, case: str) -> None:
    text, own = PAIRS[case]
    add(store, march=MARCH, other=text)
    assert counted(store) == {"/march.md": 3, "/other.md": own}


def test_what_people_reported_goes_with_the_row_and_comes_back(store: Store) -> None:
    add(store, **YEAR)
    settle(store)
    [row] = store.read("MATCH (t:Task {title: $title}) RETURN t.id AS id", {"title": TRAIN})
    day = date(2031, 6, 20)
    entering.enter(store, [report(store.read, row["id"], by="甲", as_of=day, today=day, share=0.7)])
    assert told(store)[TRAIN][-1] == ("6-20", 0.7)
    before = dump_graph(store)
    add(store, plan=PLAN)
    settle(store)
    assert told(store)["培训茶工"] == [*MONTHS[TRAIN], ("6-20", 0.7)]
    remove(store, find_document(store, "plan.txt"))
    settle(store)
    assert dump_graph(store) == before


# One row is clearly the plan's, of two it is not sure, three are of none.
MIXED = f"""青穗县工作台账（截至2031年3月31日）
{HEAD}| 1 | {TRIM} | 县农业农村局 | 完成 | 100% | |
| 2 | 制茶设备 | 县林业局 | 已订购 | 50% | |
| 3 | {PINES} | 县林业局 | 已启动 | 10% | |
| 4 | {KILNS} | 县应急局 | 已启动 | 10% | |
| 5 | 改造危桥三座 | 县交通运输局 | 已启动 | 10% | |
"""


@pytest.mark.parametrize(
    ("title", "tasks", "listed"),
    [
        ("青穗县工作台账", {PINES, KILNS, "改造危桥三座"}, ["制茶设备"]),
        ("《青穗县2031年春茶生产方案》任务台账", set(), ["制茶设备", "开展松材线虫病普查", KILNS, "改造危桥三座"]),
        ("青穗县2031年春茶生产方案进展台账", set(), ["制茶设备", "开展松材线虫病普查", KILNS, "改造危桥三座"]),
    ],
)
def test_what_is_asked_is_no_task_and_beside_its_plan_a_row_of_none_is_none_either(
    store: Store, title: str, tasks: set[str], listed: list[str]
) -> None:
    add(store, plan=PLAN, ledger=MIXED.replace("青穗县工作台账", title))
    own = store.read("MATCH (t:Task)-[:STATED_IN]->(d:Document) WHERE d.uri = '/ledger.md' RETURN t.title AS title")
    assert {row["title"] for row in own} == tasks
    assert sorted(row["row"] for row in store.read(WITHOUT)) == sorted(listed)
    assert asked(store) == {"制茶设备": ["检修设备"]}


def test_a_row_of_which_a_person_says_that_it_is_none_is_a_task_of_its_ledger(store: Store) -> None:
    add(store, plan=PLAN, ledger=MIXED)
    settle(store)
    deciding.decide(store, [said(store, "wrong", "检修设备", "制茶设备")])
    assert counted(store) == {"/plan.txt": 3, "/ledger.md": 4} and not asked(store)


BOTH = APRIL.replace(SHED, "茶园修剪和茶工培训")


def decided(store: Store, kind: str, title: str, row: str, to: str | None = None) -> Decision:
    """A decision that April's row of that title tells of the task of the list, or does not, or of another."""
    query = "MATCH (g:Progress {task: $row})-[:STATED_IN]->(d:Document {uri: '/april.md'}) RETURN g.id AS id, d.id AS d"
    [progress] = store.read(query, {"row": row})
    ends = ("Task", task(store, title)), ("Progress", progress["id"])
    moved = task(store, to) if to else None
    return about_edge(store.read, kind, "HAS_PROGRESS", *ends, progress["d"], by="甲", to=moved)


# What a person says of April's rows → the days on which its task is told of then, and how many April states
DECIDED: dict[str, tuple[tuple[str, ...], list[str], int]] = {
    "what is asked": (("right", TRIM, "茶园修剪和茶工培训"), ["3-31", "4-30", "4-30"], 0),
    "a sure one is wrong": (("wrong", TRAIN, TRAIN), ["3-31"], 1),
    "a sure one is another": (("moved", TRAIN, TRAIN, PINES), ["3-31", "4-30", "4-30"], 0),
}


@pytest.mark.parametrize("case", DECIDED)
def test_what_a_person_says_of_a_row_of_a_list_holds_and_is_taken_back(store: Store, case: str) -> None:
    words, months, own = DECIDED[case]
    add(store, march=MARCH, april=BOTH)
    assert asked(store) == {"茶园修剪和茶工培训": [TRIM, TRAIN]} and counted(store) == {"/march.md": 3}
    before = told(store)
    decision = decided(store, *words)
    deciding.decide(store, [decision])
    rows = store.read(
        "MATCH (t:Task {id: $id})-[:HAS_PROGRESS]->(g) RETURN toString(g.as_of) AS d ORDER BY d",
        {"id": decision.first if decision.kind != "moved" else decision.to},
    )
    assert [row["d"].removeprefix("2031-0") for row in rows] == months
    assert counted(store).get("/april.md", 0) == own
    deciding.undo(store, [decision.id], "乙")
    assert told(store) == before and counted(store) == {"/march.md": 3}
