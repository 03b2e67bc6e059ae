"""What falls due, from rows and lines written by hand; and on every store, with what a ledger tells."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import Any

import pytest

from policygraph.graph.asking import catalog
from policygraph.graph.ledgers import due as dues
from policygraph.graph.ledgers.due import Due, Only
from policygraph.graph.ledgers.standing import Line
from policygraph.graph.ledgers.told import Told
from policygraph.graph.loading.load import load
from policygraph.graph.stores.opening import open_store
from policygraph.graph.stores.store import Row, Store
from policygraph.graph.transfer import mails
from policygraph.model.errors import PolicyGraphError
from tests.graphs import Writer
from tests.ingest.measures.test_stages import STAGES
from tests.texts import add

ON = date(2031, 6, 15)
FARM, WATER, SCHOOL = "青穗县农业农村局", "青穗县水利局", "青穗县教育局"


def line(id_: str, day: str | None = None, **given: Any) -> Line:
    usual: dict[str, Any] = {
        "number": None, "title": f"任务{id_}", "text": "", "section": (), "policy": "甲方案", "policy_id": "p",
        "place": "青穗县", "level": "county", "leads": (FARM,), "supports": (), "due": None,
        "due_on": date.fromisoformat(day) if day else None, "begins": None, "document": "d", "source": "甲", "start": 0,
        "end": 1, "position": 1,
    }  # fmt: skip
    return Line(id=id_, **{**usual, **given})


def row(task: str, day: str, step: str = "") -> Row:
    return {"task_id": task, "step_id": step, "due_on": day, "due": "", "step": step and f"完成{step}", "document": "d",
            "source": "甲", "evidence": "原文", "start": 0, "end": 1}  # fmt: skip


def told(state: str | None = None, share: float | None = None, as_of: str = "2031-06-01") -> Told:
    return Told("g", state, share, date.fromisoformat(as_of), None, "")


def said(found: list[Due]) -> list[tuple[str, str, int, bool, str]]:
    return [(due.task_id, due.id, due.left, due.last, due.state) for due in found]


def test_a_task_and_each_of_its_steps() -> None:
    rows = [
        row("a", "2031-03-31", "s1"),
        row("a", "2031-09-30", "s2"),
        row("b", "2031-06-14"),
        row("gone", "2031-06-14"),
    ]
    found = dues.falls_due(rows, [line("a", "2031-09-30"), line("b", "2031-06-14")], ON)
    assert said(found) == [
        ("a", "s1", -76, False, "not-started"), ("a", "s2", 107, True, "not-started"), ("b", "b", -1, True, "overdue"),
    ]  # fmt: skip
    assert dues.late(found) == [found[2]], "of a step nobody tells whether it was done"


LINES = {
    "day before": (line("a", "2031-06-14"), "late"),
    "day itself": (line("a", "2031-06-15"), "soon"),
    "last day asked for": (line("a", "2031-06-22"), "soon"),
    "day after that": (line("a", "2031-06-23"), ""),
    "done in time or late": (line("a", "2031-06-01", told=(told("done"),)), "done"),
    "all of it": (line("a", "2031-06-20", told=(told(share=1.0),)), "done"),
    "stopped": (line("a", "2031-06-01", told=(told("stopped"),)), ""),
    "done, told later than the day asked of": (
        line("a", "2031-06-01", told=(told("done", as_of="2031-07-01"),)),
        "late",
    ),
    "half done": (line("a", "2031-06-01", told=(told(share=0.5),)), "late"),
}


@pytest.mark.parametrize("case", LINES)
def test_what_is_late_due_and_done(case: str) -> None:
    one, where = LINES[case]
    found = dues.falls_due([row("a", str(one.due_on))], [one], ON)
    lists = {"late": dues.late(found), "soon": dues.soon(found, 7), "done": dues.finished(found)}
    assert [name for name, each in lists.items() if each] == [where] * bool(where)


def test_a_larger_task_is_told_of_by_its_parts() -> None:
    parts = [line(each, "2031-05-31", within="w", told=(told("done"),)) for each in ("a", "b")]
    whole = line("w", "2031-05-31", parts=True)
    rows = [row("w", "2031-05-31"), row("w", "2031-06-10", "s"), row("a", "2031-05-31"), row("b", "2031-05-31")]
    found = dues.falls_due(rows, [whole, *parts], ON)
    assert [(due.task_id, due.day, due.state) for due in found] == [
        ("w", "2031-06-10", "done"), ("a", "2031-05-31", "done"), ("b", "2031-05-31", "done"),
    ]  # fmt: skip
    open_ = [whole, parts[0], line("b", "2031-05-31", within="w")]
    assert dues.standings(open_, ON)["w"].state == "overdue"


def test_by_bureau_those_with_most_that_is_late_first() -> None:
    lines = [
        line("a", "2031-06-20", leads=(WATER,)), line("b", "2031-06-10", supports=(WATER,)),
        line("c", "2031-06-21", leads=()), line("d", "2031-06-11", leads=(FARM, SCHOOL)), line("e", "2031-06-19"),
    ]  # fmt: skip
    found = dues.falls_due([row(each.id, str(each.due_on)) for each in lines], lines, ON)
    chosen = dues.late(found) + dues.soon(found, 7)
    assert [(each.bureau, each.due.task_id) for each in dues.of_bureaus(chosen)] == [
        (FARM, "b"), (FARM, "d"), (FARM, "e"), (SCHOOL, "d"), (WATER, "a"), (dues.NOBODY, "c"),
    ]  # fmt: skip
    with_support = dues.of_bureaus(chosen, supports=True)
    assert [(each.role, each.due.task_id) for each in with_support if each.bureau == WATER] == [
        ("配合", "b"),
        ("牵头", "a"),
    ]
    assert dues.counts(found) == {"逾期": 2, "7 天内到期": 3, "30 天内到期": 3, "到期任务中已办结": 0}


# --- on every store

PLAN = """青穗县2031年春茶生产工作方案
一、重点任务
1.修剪茶园。4月底前完成方案，10月底前修剪2000亩。牵头单位：县农业农村局；配合单位：县财政局。
2.检修设备。5月底前检修设备。牵头单位：县工信局。
3.培训茶工。5月底前培训茶工300人。牵头单位：县人社局。
"""
HEAD = "\n| 序号 | 工作任务 | 牵头单位 | 目前进展情况 | 完成比例 |\n|---|---|---|---|---|\n"
DONE = f"青穗县2031年春茶生产工作台账（截至2031年6月10日）\n{HEAD}| 2 | 检修设备 | 县工信局 | 全部完成 | 100% |\n"
AGAIN = f"青穗县2031年春茶生产工作台账（截至2031年6月12日）\n{HEAD}| 2 | 检修设备 | 县工信局 | 有返工 | 90% |\n"


@pytest.fixture
def store(place: str) -> Iterator[Store]:
    with open_store(place, write=True) as opened:
        yield opened


def listed(store: Store, **values: Any) -> list[tuple[str, str]]:
    rows = catalog.run_query(store, "deadlines", {"until": str(ON), **values})
    return [(row["due_on"], row["task"]) for row in rows]


def test_what_was_told_to_be_done_is_late_no_more(store: Store) -> None:
    add(store, plan=PLAN)
    assert [(due.task, due.day) for due in dues.late(dues.find_due(store, ON))] == [
        ("检修设备", "2031-05-31"), ("培训茶工", "2031-05-31"),
    ]  # fmt: skip
    passed = [("2031-04-30", "修剪茶园"), ("2031-05-31", "检修设备"), ("2031-05-31", "培训茶工")]
    assert listed(store) == listed(store, open=True) == passed
    add(store, march=DONE)
    found = dues.find_due(store, ON)
    assert [due.task for due in dues.late(found)] == ["培训茶工"]
    assert [(due.task, due.left) for due in dues.finished(found)] == [("检修设备", -15)]
    assert listed(store) == passed and listed(store, open=True) == [passed[0], passed[2]]
    add(store, april=AGAIN)  # told later: not all of it after all
    assert [due.task for due in dues.late(dues.find_due(store, ON))] == ["检修设备", "培训茶工"]
    assert listed(store, open=True) == passed


TOLD: dict[str, list[dict[str, Any]]] = {  # of a task, in any order
    "nothing": [],
    "done": [{"state": "done"}],
    "all of it": [{"share": 1.0}],
    "half of it": [{"share": 0.5, "state": "on-track"}],
    "done, then not": [{"state": "done"}, {"state": "behind", "as_of": "2031-05-20"}],
    "not, then done": [{"state": "behind"}, {"state": "done", "as_of": "2031-05-20"}],
    "done by one office, not by another": [{"state": "done"}, {"state": "behind"}],
    "done by both": [{"state": "done"}, {"share": 1.0, "state": "done"}],
    "stopped by one": [{"state": "stopped"}, {"state": "behind"}],
    "stopped, then on": [{"state": "stopped"}, {"state": "on-track", "as_of": "2031-05-20"}],
    "done without a day, then not": [{"state": "done", "as_of": None}, {"state": "behind"}],
    "entered as done for the same day": [{"state": "behind"}, {"state": "done", "at": "2031-05-03T08:00:00+08:00"}],
    "entered as not done for the same day": [{"state": "done"}, {"state": "behind", "at": "2031-05-03T08:00:00+08:00"}],
    "entered and changed": [{"state": "done", "at": "2031-05-03T08:00:00+08:00"},
                            {"state": "behind", "at": "2031-05-04T08:00:00+08:00"}],
}  # fmt: skip


def test_the_query_leaves_out_what_has_ended(store: Store) -> None:
    """What the graph is asked in Cypher, and how a task stands, agree."""
    names = list(TOLD)
    lines_ = [f"{n}.事项{n}。5月底前完成。" for n in range(len(names))]
    w = Writer("\n".join(lines_), "青穗县2031年方案", "/told.txt")
    plan = w.policy("青穗县2031年方案", "county", "青穗县", "issued")
    for n, name in enumerate(names):
        task = w.task(str(n), name, lines_[n], [], n, due="5月底前", due_on="2031-05-31")
        w.edge("PART_OF", task, plan, lines_[n])
        for i, each in enumerate(TOLD[name]):
            given = {name: value for name, value in {"as_of": "2031-05-01", **each}.items() if value}
            key = w.own("Progress", f"{n}-{i}", name, lines_[n], task=name, **given)
            w.edge("HAS_PROGRESS", task, key, lines_[n], basis="stated")
    load(store, [w.records])
    found = dues.find_due(store, ON)
    assert {due.task for due in found} == set(names)
    assert {row["task"] for row in catalog.run_query(store, "deadlines", {"open": True})} == {
        due.task for due in found if due.state not in dues.OVER
    }


def test_each_step_by_itself_or_the_last_of_a_task(store: Store) -> None:
    add(store, plan=PLAN)
    steps = [(row["due_on"], row["task"], row["evidence"]) for row in catalog.run_query(store, "deadlines", dues.EVERY)]
    assert steps[0] == ("2031-04-30", "修剪茶园", "4月底前完成方案") and len(steps) == 4
    assert listed(store, until="2031-12-31")[-1] == ("2031-10-31", "修剪茶园")
    assert len(listed(store, until="2031-12-31")) == 3


@pytest.mark.parametrize(
    ("only", "tasks"),
    [(Only(), 4), (Only(department="县财政局"), 2), (Only(policy="春茶"), 4), (Only(place="青穗县"), 4),
     (Only(department="县工信局", place="青穗县"), 1)],
)  # fmt: skip
def test_only_what_is_asked_for(store: Store, only: Only, tasks: int) -> None:
    add(store, plan=PLAN)
    assert len(dues.find_due(store, ON, only)) == tasks


@pytest.mark.parametrize(
    ("only", "words"),
    [(Only(department="县工业局"), "单位叫“县工业局”，是否指 青穗县工信局"), (Only(policy="夏茶"), "政策叫“夏茶”"),
     (Only(place="青山县"), "地方叫“青山县”，是否指 青穗县？")],
)  # fmt: skip
def test_a_name_that_is_none_is_said(store: Store, only: Only, words: str) -> None:
    add(store, plan=PLAN)
    with pytest.raises(PolicyGraphError, match=words):
        dues.find_due(store, ON, only)


def test_the_basis_of_a_day_that_is_not_the_tasks_own(store: Store) -> None:
    plan = f"""青穗县2031年秋茶生产实施方案
一、重点任务
1.修剪茶园。5月底前修剪茶园2000亩。牵头单位：县农业农村局。
2.检修设备。检修制茶设备。（牵头单位：县工信局；完成时限：2031年4月底前）
3.培训茶工。培训茶工300人。牵头单位：县人社局。
二、实施步骤
{STAGES}"""
    add(store, plan=plan)
    basis = {"修剪茶园": "sentence", "检修设备": None, "培训茶工": "stage"}
    assert {row["task"]: row["due_basis"] for row in catalog.run_query(store, "deadlines", {})} == basis
    assert {row["task"]: row["due_basis"] for row in catalog.run_query(store, "tasks", {})} == basis
    found = dues.find_due(store, ON)
    assert {due.task: due.due_basis for due in found} == basis
    mails_ = "".join(mail.body for mail in mails.mails(dues.of_bureaus(found), ON, 365))
    assert "2031年12月31日，还有 199 天（原文：2031年11月至12月，按实施步骤）" in mails_
