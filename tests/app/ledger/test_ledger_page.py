"""The page 台账 without a browser: what is listed, what is changed and entered, who may, what others did meanwhile."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from streamlit.testing.v1 import AppTest

from policygraph.app.ledger import acts, grid
from policygraph.app.parts import who
from policygraph.graph.ledgers.lines import lines
from policygraph.graph.ledgers.reports import all_reports, report
from policygraph.graph.loading.load import load
from policygraph.graph.stores.opening import open_store
from policygraph.services import audit
from policygraph.services.ingestion import add_document
from policygraph.services.ledgers import entering
from policygraph.services.settle import settle
from tests.graphs import COUNTY, Writer
from tests.pages import place, read, run
from tests.roles import NAME, as_role
from tests.texts import PLAN

__all__ = ["place"]  # a fixture
TODAY = date.today()
PRUNING, REPAIR, TRAINING = "修剪茶园", "检修设备", "培训茶工"
LATE = {"on": "2031-04-01"}  # when pruning is overdue


@pytest.fixture
def graph(place: Path) -> Path:
    with open_store(place, write=True) as store:
        add_document(store, PLAN.replace("三月底", "3月底").encode(), "方案.txt", "/方案.txt")
        settle(store)
    return place


def enter(graph: Path, title: str, by: str = "乙", **said: Any) -> str:
    """What somebody else tells, by a command."""
    with open_store(graph, write=True) as store:
        task = next(line.id for line in lines(store.read) if line.title == title)
        [made] = entering.enter(store, [report(store.read, task, by=by, as_of=TODAY, today=TODAY, **said)])
    return made.id


def entered(graph: Path) -> list[tuple[str, str, str | None, float | None]]:
    with open_store(graph) as store:
        return [(each.title, each.by, each.state, each.share) for each in all_reports(store.read).values()]


def drawn(app: AppTest) -> dict[str, Any]:
    """What the browser is told of the grid."""
    [found] = [each for each in app.get("bidi_component") if each.proto.component_name == "policygraph.ledger"]
    return dict(json.loads(found.proto.json))


def table(app: AppTest) -> list[dict[str, Any]]:
    """The rows as a person sees them, with what is changed in them."""
    told = drawn(app)
    names = ["id", *(each["name"] for each in told["columns"])]
    rows = [dict(zip(names, row, strict=True)) for row in told["rows"]]
    return [row | told["drafts"].get(row["id"], {}) for row in rows]


def titles(app: AppTest) -> list[str]:
    return [row["task"] for row in table(app)]


def row_of(app: AppTest, title: str) -> dict[str, Any]:
    return next(row for row in table(app) if row["task"] == title)


def tell(app: AppTest, cells: dict[str, dict[str, Any]], number: int) -> AppTest:
    """What the browser says is changed in its cells, by ids of tasks."""
    app.session_state[grid.KEY] = {"edits": {"round": drawn(app)["round"], "number": number, "cells": cells}}
    app.run()
    assert not app.exception, app.exception
    return app


def change(app: AppTest, cells: dict[str, dict[str, Any]]) -> AppTest:
    """Write into cells."""
    return tell(app, {row_of(app, title)["id"]: row for title, row in cells.items()}, drawn(app)["heard"] + 1)


def press(app: AppTest, key: str) -> AppTest:
    app.button(key=key).click().run()
    assert not app.exception, app.exception
    return app


def opened(**parameters: str) -> AppTest:
    """The page, with somebody's name in it."""
    app = run("ledger", **parameters)
    app.text_input(key=who.FIELD).input("甲").run()
    return app


def said(app: AppTest) -> str:
    kinds = (app.markdown, app.info, app.warning, app.error, app.success, app.caption)
    words = [*(each.value for kind in kinds for each in kind), *(each.proto.body for each in app.get("html"))]
    return read("\n".join(words))


# --- what is listed


def test_without_tasks_it_says_what_to_do(place: Path) -> None:
    with open_store(place, write=True) as store:
        load(store, [Writer("没有任务。", "通知", "/x").records])
    assert "没有要办的任务" in run("ledger").info[0].value


def test_it_stands_as_on_the_day_of_the_address(graph: Path) -> None:
    app = run("ledger", **LATE)
    assert titles(app) == [PRUNING, REPAIR, TRAINING], "what needs a look first"
    assert [row["standing"] for row in table(app)] == [["▲ 逾期", "red"], ["○ 未开始", "grey"], ["○ 未开始", "grey"]]
    assert "共 3 项，办结（含销号）0 项，总体完成 0%" in said(app)
    assert app.date_input[0].value == date(2031, 4, 1)
    app = run("ledger")
    assert app.date_input[0].value == TODAY and "on" not in app.query_params


@pytest.mark.parametrize(
    ("parameters", "expected"),
    [
        ({"department": "青穗县工信局"}, [REPAIR]),
        ({"department": "青穗县财政局"}, [PRUNING]),  # which supports
        ({"place": "青穗县", "words": "300人"}, [TRAINING]),
        ({"state": "overdue", **LATE}, [PRUNING]),
        ({"order": "text"}, [PRUNING, REPAIR, TRAINING]),
    ],
)
def test_the_address_narrows_and_sorts(graph: Path, parameters: dict[str, str], expected: list[str]) -> None:
    app = run("ledger", **parameters)
    assert titles(app) == expected
    for name, value in parameters.items():
        assert app.query_params[name] in (value, [value])


@pytest.mark.parametrize(
    ("parameters", "what"),
    [
        ({"state": "好"}, "状态"), ({"place": "x"}, "地方"), ({"policy": "x"}, "政策"),
        ({"department": "x"}, "牵头或配合单位"), ({"task": "x"}, "任务"), ({"group": "x"}, "分组"),
        ({"order": "x"}, "排序"),
    ],
)  # fmt: skip
def test_what_the_address_names_and_is_not_there_is_said(graph: Path, parameters: dict[str, str], what: str) -> None:
    assert f"没有地址所指的{what}" in run("ledger", **parameters).error[0].value


def test_a_day_that_is_none_is_said_and_today_is_shown(graph: Path) -> None:
    app = run("ledger", on="2026-13-41")
    assert "没有地址所指的日期" in read(app.warning[0].value) and not app.error
    assert app.date_input[0].value == TODAY and len(titles(app)) == 3


def test_words_that_nothing_has(graph: Path) -> None:
    app = run("ledger", words="没有的话")
    assert "没有符合条件的任务" in app.info[0].value and len(app.get("bidi_component")) == 2, (
        "what stands on every page alone"
    )


def test_choices_go_into_the_address(graph: Path) -> None:
    app = run("ledger")
    app.text_input(key="ledger-words-").input("茶园").run()
    assert app.query_params["words"] in ("茶园", ["茶园"]) and titles(app) == [PRUNING]
    app.selectbox(key="ledger-group-none").select("bureau").run()
    assert app.query_params["group"] in ("bureau", ["bureau"])
    assert list(app.dataframe[0].value["牵头单位"]) == ["青穗县农业农村局"]


# --- what is changed and entered


def test_changes_are_shown_and_entered_at_once(graph: Path) -> None:
    app = change(opened(**LATE), {PRUNING: {"share": "100"}, TRAINING: {"share": "30", "problem": "师资不足"}})
    assert "改了还没有填报的（2）" in app.subheader[0].value
    for cell in ("完成比例：<del>（空）</del> → <ins>30%</ins>", "存在问题：<del>（空）</del> → <ins>师资不足</ins>"):
        assert cell in said(app)
    assert entered(graph) == []
    press(app, "ledger-enter")
    assert entered(graph) == [(PRUNING, "甲", None, 1.0), (TRAINING, "甲", None, 0.3)]
    assert "已填报 2 项" in app.success[0].value and not app.subheader
    assert [(deed.act, deed.outcome) for deed in audit.deeds(graph)] == [("enter", "ok")]
    assert (row_of(app, PRUNING)["standing"][0], row_of(app, TRAINING)["share"]) == ("✓ 办结", "30%")
    press(app, "ledger-undo-last")
    assert "已撤销" in app.success[0].value
    with open_store(graph) as store:
        assert not any(each.stands for each in all_reports(store.read).values())


def test_changes_stay_when_other_rows_are_listed(graph: Path) -> None:
    app = change(opened(), {PRUNING: {"share": "50"}})
    app.text_input(key="ledger-words-").input("茶工").run()
    assert titles(app) == [TRAINING] and "改了还没有填报的（1）" in app.subheader[0].value
    change(app, {TRAINING: {"reported": "behind"}})
    app.text_input(key="ledger-words-茶工").input("").run()
    assert row_of(app, PRUNING)["share"] == "50%"
    press(app, "ledger-enter")
    assert {each[0] for each in entered(graph)} == {PRUNING, TRAINING}


def test_a_change_keeps_its_day_and_its_name(graph: Path) -> None:
    """When the page is come to again, of another day or with other rows."""
    app = change(opened(on="2025-05-05"), {PRUNING: {"share": "50"}})
    del app.query_params["on"]
    app.query_params["words"] = "茶工"
    app.run()
    assert app.date_input[0].value == TODAY and titles(app) == [TRAINING]
    assert "<td>没有列出</td><td>修剪茶园</td>" in said(app) and "<td>2025-05-05</td>" in said(app)
    press(app, "ledger-enter")
    with open_store(graph) as store:
        assert [each.as_of for each in all_reports(store.read).values()] == ["2025-05-05"]


def test_of_a_day_to_come_it_is_told_today(graph: Path) -> None:
    assert f"<td>{TODAY}</td>" in said(change(opened(**LATE), {PRUNING: {"share": "50"}}))


def test_what_is_changed_back_is_no_change(graph: Path) -> None:
    app = change(opened(), {PRUNING: {"share": "50"}})
    change(app, {PRUNING: {"share": None}})
    assert not app.subheader
    change(app, {PRUNING: {"share": "50"}})
    press(app, "ledger-drop")
    assert not app.subheader and app.session_state[acts.DRAFTS] == {}


def test_what_the_browser_says_again_is_not_taken_again(graph: Path) -> None:
    """It tells all that was changed since the grid began anew, with what was dropped or entered meanwhile."""
    app = change(opened(), {PRUNING: {"share": "50"}, TRAINING: {"share": "30"}})
    number, cells = drawn(app)["heard"], {row_of(app, PRUNING)["id"]: {"share": "50"}}
    app.session_state[acts.DRAFTS].clear()
    assert not tell(app, cells, number).subheader
    app = press(tell(app, cells, number + 1), "ledger-drop")
    app.session_state[grid.KEY] = {"edits": {"round": drawn(app)["round"] - 1, "number": number + 2, "cells": cells}}
    assert not app.run().subheader


def test_a_share_below_the_last_is_said_and_may_be_entered(graph: Path) -> None:
    enter(graph, PRUNING, share=0.6)
    app = change(opened(), {PRUNING: {"share": "40"}})
    [words] = [read(each.value) for each in app.warning]
    assert words.endswith(f"行“{PRUNING}”：比上次低：截至{TODAY}已报 60%，这次 40%。确实低了，照样可以填报")
    assert not app.button(key="ledger-enter").disabled


def test_what_no_task_is_and_no_day_is_changes_nothing(graph: Path) -> None:
    app = opened()
    assert not tell(
        app, {"x": {"share": "50"}, row_of(app, PRUNING)["id"]: {"title": "x", "as_of": "275760-01-01"}}, 1
    ).subheader


def test_rows_are_sent_as_they_are_asked_for(graph: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(grid, "AT_ONCE", 2)
    app = run("ledger", order="text")
    assert titles(app) == [PRUNING, REPAIR] and (drawn(app)["total"], drawn(app)["from"]) == (3, 0)
    app.session_state[grid.FROM] = drawn(app)["version"], 1
    assert titles(app.run()) == [REPAIR, TRAINING]
    app.session_state[grid.FROM] = "other rows", 1
    assert titles(app.run()) == [PRUNING, REPAIR]


def test_a_cell_that_cannot_be_is_named_and_nothing_is_entered(graph: Path) -> None:
    app = change(
        opened(order="text"), {PRUNING: {"share": "50"}, REPAIR: {"share": "140"}, TRAINING: {"confirmed": True}}
    )
    assert [read(each.value) for each in app.error] == [
        "第 2 行“检修设备”的“完成比例”：“140”不对：140% 超过了 100%；超额完成的填 100%，超出多少写在进展情况里",
        "第 3 行“培训茶工”的“确认销号”：还没有办结，不能销号；请先报办结或 100%",
    ]
    assert app.button(key="ledger-enter").disabled and entered(graph) == []
    assert drawn(app)["wrong"][row_of(app, REPAIR)["id"]] == {
        "share": "“140”不对：140% 超过了 100%；超额完成的填 100%，超出多少写在进展情况里"
    }  # where it stands


def test_who_reports_must_be_said(graph: Path) -> None:
    app = press(change(run("ledger"), {PRUNING: {"share": "50"}}), "ledger-enter")
    assert "填报人" in app.error[0].value and entered(graph) == []


def test_what_another_told_meanwhile_is_asked(graph: Path) -> None:
    app = change(opened(), {PRUNING: {"share": "50"}, TRAINING: {"share": "10"}})
    enter(graph, PRUNING, share=0.75, problem="缺人手")
    press(app, "ledger-enter")
    assert entered(graph) == [(PRUNING, "乙", None, 0.75)], "all or none"
    asked = read(app.warning[0].value)
    assert "“修剪茶园”：您打开页面以后，乙 于" in asked and "完成 75%，缺人手" in asked
    assert app.button(key="ledger-enter").disabled
    task = next(id_ for id_, draft in app.session_state[acts.DRAFTS].items() if draft.said == {"share": 0.5})
    press(app, f"ledger-heed-{task}")
    assert [read(each.value).endswith("确实低了，照样可以填报") for each in app.warning] == [True]
    press(app, "ledger-enter")
    assert len(entered(graph)) == 3


def test_what_comes_in_between_the_look_and_the_button(graph: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    app = change(opened(), {PRUNING: {"share": "50"}})
    look = acts.enter

    def late(*args: Any) -> None:
        enter(graph, PRUNING, share=0.75)
        look(*args)

    monkeypatch.setattr(acts, "enter", late)
    press(app, "ledger-enter")
    assert "又有人报了“修剪茶园”的进展" in app.error[0].value and len(entered(graph)) == 1
    press(app, f"ledger-drop-{next(iter(app.session_state[acts.DRAFTS]))}")
    assert not app.warning and not app.subheader


def test_what_is_done_is_closed(graph: Path) -> None:
    enter(graph, PRUNING, share=1.0)
    app = press(change(opened(), {PRUNING: {"confirmed": True}}), "ledger-enter")
    assert row_of(app, PRUNING)["standing"][0] == "✓ 销号"


# --- looking back


def task_of(graph: Path, title: str) -> str:
    with open_store(graph) as store:
        return next(line.id for line in lines(store.read) if line.title == title)


def test_a_task_has_its_history_beside_its_sentence(graph: Path) -> None:
    first = enter(graph, PRUNING, share=0.5)
    with open_store(graph, write=True) as store:
        entering.undo(store, first, "丙")
    enter(graph, PRUNING, share=0.625, text="剪完大半")
    app = run("ledger", task=task_of(graph, PRUNING))
    told = app.dataframe[-1].value
    assert list(told["完成比例"]) == ["50%", "62.5%"] and told["撤销"][0].startswith("丙")
    assert "原文或填报" in told and "出处：" in said(app)
    assert press(app, "ledger-close").query_params.get("task") is None


def test_a_task_of_which_nothing_is_told_says_what_to_do(graph: Path) -> None:
    assert "还没有人报过这项任务的进展" in said(run("ledger", task=task_of(graph, REPAIR)))


def test_a_larger_task_that_is_no_line_has_its_history_too(place: Path) -> None:
    w = Writer("修渠\n清淤", "方案", "/方案.txt")
    w.regions((COUNTY, "柳溪县", "county"))
    plan = w.policy("柳溪县水渠修建方案", "county", "柳溪县", "issued")
    whole, part = (w.task(str(n), title, title, [], n) for n, title in enumerate(("修渠", "清淤"), start=1))
    w.edge("PART_OF", whole, plan, None, basis="stated")
    w.edge("PART_OF", part, whole, None, basis="stated")
    with open_store(place, write=True) as store:
        load(store, [w.records])
    app = run("ledger", task=whole[1])
    assert titles(app) == ["清淤"] and read(app.subheader[0].value) == "1. 修渠"


# --- who may


@pytest.mark.parametrize(("role", "read_only"), [("viewer", False), ("editor", True)])
def test_who_only_looks_changes_nothing(
    graph: Path, monkeypatch: pytest.MonkeyPatch, role: str, read_only: bool
) -> None:
    as_role(monkeypatch, role, read_only=read_only)
    app = run("ledger", task=task_of(graph, PRUNING))
    assert drawn(app)["may"] == [] and titles(app) == [PRUNING, REPAIR, TRAINING]
    assert drawn(change(app, {PRUNING: {"share": "50"}}))["drafts"] == {}
    assert not any((each.key or "").startswith(("ledger-enter", "ledger-undo")) for each in app.button)


def test_who_has_signed_in_is_not_asked(graph: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    as_role(monkeypatch, "editor")
    app = run("ledger")
    assert not any(field.key == who.FIELD for field in app.text_input)
    press(change(app, {PRUNING: {"share": "50"}}), "ledger-enter")
    assert entered(graph) == [(PRUNING, NAME, None, 0.5)]


def test_the_bulletin_is_a_click(graph: Path) -> None:
    labels = [each.proto.label for each in run("ledger").get("download_button")]
    assert [read(each) for each in labels if "督查通报" in each] == [
        "督查通报 .docx（公文格式）", "督查通报 .xlsx（可直接打印）",
    ]  # fmt: skip
