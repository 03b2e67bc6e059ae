"""What a person decided of a row of a ledger is so of the row of that name in the ledgers of other months."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from policygraph.graph.decisions.decisions import about_edge, about_row, all_decisions
from policygraph.graph.ledgers.asked import Asked, asked
from policygraph.graph.stores.opening import open_store
from policygraph.graph.stores.store import Store
from policygraph.services import deciding
from policygraph.services.settle import settle
from tests.texts import PLAN, add

LEDGER = """# 青穗县2031年春茶生产进展情况台账（截至2031年{month}月15日）

| 序号 | 工作任务 | 牵头单位 | 目前进展情况 | 完成比例 |
|---|---|---|---|---|
| 1 | 修剪茶园2000亩 | 县农业农村局 | 修剪{month}00亩 | {month}0% |
| 2 | 培训茶工300人 | 县人社局 | 培训{month}0人 | {month}0% |
| 3 | 茶机具 | 县工信局 | 已清点 | {month}0% |
| 4 | 城区绿道提升 | 县城管局 | 完成2公里 | {month}0% |
"""


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    with open_store(tmp_path / "graph.kgl", write=True) as opened:
        add(opened, plan=PLAN, march=LEDGER.format(month=3), april=LEDGER.format(month=4))
        settle(opened)
        yield opened


def open_rows(store: Store) -> list[tuple[str, str | None]]:
    return sorted((each.row, each.as_of) for each in asked(store.read))


def row(store: Store, name: str, month: int) -> Asked:
    [found] = [each for each in asked(store.read) if each.row == name and (each.as_of or "")[5:7] == f"0{month}"]
    return found


def test_a_row_that_is_no_task_is_asked_once(store: Store) -> None:
    before = open_rows(store)
    assert before == [(name, f"2031-0{month}-15") for name in ("城区绿道提升", "茶机具") for month in (3, 4)]
    gone = about_row(store.read, row(store, "城区绿道提升", 3).id, by="张三")
    deciding.decide(store, [gone])
    assert open_rows(store) == before[2:]
    add(store, may=LEDGER.format(month=5))
    assert settle(store).again == 1
    assert {name for name, _ in open_rows(store)} == {"茶机具"}
    made = [each for each in all_decisions(store.read) if each.id != gone.id]
    assert {(each.by, each.note) for each in made} == {
        ("张三", f"照 {gone.at[:10]} 对《青穗县2031年春茶生产进展情况台账（截至2031年3月15日）》同一行的判断")
    }
    deciding.undo(store, [made[0].id], "李四")  # and it is not made again
    settle(store, whole=True)
    assert len([each for each in all_decisions(store.read) if each.stands]) == 2
    assert [name for name, _ in open_rows(store)].count("城区绿道提升") == 1


def test_a_row_that_is_a_task_is_its_in_every_month(store: Store) -> None:
    mine = row(store, "茶机具", 4)
    [task] = store.read("MATCH (t:Task {title: '检修设备'}) RETURN t.id AS id")
    ends = ("Task", task["id"]), ("Progress", mine.id)
    deciding.decide(store, [about_edge(store.read, "right", "HAS_PROGRESS", *ends, mine.document, by="张三")])
    assert {name for name, _ in open_rows(store)} == {"城区绿道提升"}
    shares = store.read("MATCH (:Task {title: '检修设备'})-[:HAS_PROGRESS]->(g) RETURN g.share AS share ORDER BY share")
    assert [each["share"] for each in shares] == [0.3, 0.4]


def test_the_row_of_another_year_is_asked_anew(store: Store) -> None:
    deciding.decide(store, [about_row(store.read, row(store, "城区绿道提升", 3).id, by="张三")])
    add(store, next=LEDGER.format(month=3).replace("2031年", "2032年"), later=PLAN.replace("2031年", "2032年"))
    assert settle(store).again == 0
