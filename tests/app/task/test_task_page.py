"""The page of a task: what it tells, what a person enters there, and its address after the plan is read anew."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from policygraph.app.parts import who
from policygraph.graph.ledgers.lines import lines
from policygraph.graph.ledgers.reports import all_reports
from policygraph.graph.stores.opening import open_store
from policygraph.services.ingestion import add_document
from policygraph.services.settle import settle
from tests.pages import place, run
from tests.roles import as_role
from tests.texts import PLAN
from tests.things import copied, listings, said, ways

__all__ = ["place"]  # a fixture
PRUNING = "修剪茶园"


@pytest.fixture
def graph(place: Path) -> Path:
    read_in(place)
    return place


def read_in(place: Path) -> None:
    with open_store(place, write=True) as store:
        add_document(store, PLAN.encode(), "方案.txt", "/方案.txt")
        settle(store)


def id_of(place: Path, title: str) -> str:
    with open_store(place) as store:
        return next(line.id for line in lines(store.read) if line.title == title)


def test_it_tells_who_does_it_and_where_that_stands(graph: Path) -> None:
    app = run("task", task=id_of(graph, PRUNING))
    assert PRUNING in app.title[0].value and not app.error
    roles = listings(app)["单位"]
    assert roles and {row["职责"] for row in roles} <= {"牵头", "配合"}
    page, parameters = ways(app, "单位")[roles[0]["单位"]]
    assert (page, parameters) == ("bureau", {"department": roles[0]["单位"]})
    page, parameters = ways(app, "单位")[roles[0]["在哪里"]]
    assert page == "document" and run(page, **parameters).caption[0].value.startswith("地址所指的一句")


def test_what_is_copied_names_the_policy_and_leads_back(graph: Path) -> None:
    task = id_of(graph, PRUNING)
    app = run("task", task=task)
    assert copied(app)["复制地址"] == ("", {"task": task})
    text, parameters = copied(app)["引用此句"]
    assert text.startswith("“") and "——《" in text and " 段" in text
    assert "没有地址所指" not in said(run("document", **parameters))


def test_its_address_stays_when_its_plan_is_read_anew(graph: Path) -> None:
    task = id_of(graph, PRUNING)
    read_in(graph)
    assert id_of(graph, PRUNING) == task
    assert PRUNING in run("task", task=task).title[0].value


def test_progress_is_entered_there_and_told(graph: Path) -> None:
    app = run("task", task=id_of(graph, PRUNING))
    assert "还没有人报过" in said(app)
    app.text_input(key=who.FIELD).set_value("甲").run()
    by_label = {each.label: each for each in (*app.text_input, *app.text_area)}
    by_label["完成比例"].set_value("40")
    by_label["进展情况"].set_value("剪了四成")
    app.button[[each.label for each in app.button].index("填报")].click().run()
    assert not app.error, [each.value for each in app.error]
    [row] = listings(app)["历次进展"]
    assert (row["截至"], row["完成比例"], row["原文或填报"]) == (str(date.today()), "40%", "剪了四成")
    with open_store(graph) as store:
        assert [each.share for each in all_reports(store.read).values()] == [0.4]


def test_what_cannot_be_so_is_refused(graph: Path) -> None:
    app = run("task", task=id_of(graph, PRUNING))
    app.text_input(key=who.FIELD).set_value("甲").run()
    next(each for each in app.text_input if each.label == "完成比例").set_value("四成")
    app.button[[each.label for each in app.button].index("填报")].click().run()
    assert "四成" in app.error[0].value and "历次进展" not in listings(app)


def test_who_only_looks_cannot_enter(graph: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    as_role(monkeypatch, "viewer")
    app = run("task", task=id_of(graph, PRUNING))
    assert not app.error and "填报" not in [each.label for each in app.button]


def test_without_a_task_there_is_a_way_on(graph: Path) -> None:
    app = run("task")
    assert app.title[0].value == "任务" and app.info and len(app.get("page_link")) == 3
