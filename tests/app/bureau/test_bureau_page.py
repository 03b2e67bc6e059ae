"""The page 本单位: what is shown of a bureau, what its address keeps, and how its form comes back."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from policygraph.app.parts.downloads import XLSX
from policygraph.graph.ledgers.lines import lines
from policygraph.graph.ledgers.standing import rules_of
from policygraph.graph.stores.opening import open_store
from policygraph.services.ingestion import add_document
from policygraph.services.ledgers.form import Form, to_xlsx
from policygraph.services.settle import settle
from tests.graph.ledgers.test_bureau import BUREAU, LEDGER, ON, PLAN
from tests.graphs import Writer
from tests.pages import place, read, run

__all__ = ["place"]  # a fixture


@pytest.fixture
def year(place: Path) -> Path:
    with open_store(place, write=True) as store:
        for name, text in (("方案.txt", PLAN), ("台账.md", LEDGER)):
            add_document(store, text.encode(), name, f"/{name}")
        settle(store)
    return place


def test_nobody_with_a_task_says_what_to_do(place: Path) -> None:
    from policygraph.graph.loading.load import load

    with open_store(place, write=True) as store:
        load(store, [Writer("没有任务。", "通知", "/x").records])
    assert "没有写明由谁做的任务" in run("bureau").info[0].value


def test_a_bureau_is_chosen_first(year: Path) -> None:
    app = run("bureau")
    assert app.selectbox[0].options[:2] == [f"{BUREAU}（3 项）", "青穗县财政局（2 项）"]
    assert not app.metric


def test_a_bureaus_tasks_stand_as_on_that_day(year: Path) -> None:
    app = run("bureau", department=BUREAU, on=str(ON))
    assert {each.label: each.value for each in app.metric} == {
        "牵头": "2", "配合": "1", "30 天内到期": "1", "逾期": "0", "滞后": "1", "办结、销号": "1",
    }  # fmt: skip
    tasks = app.dataframe[0].value
    assert tasks["任务"].tolist() == ["1 修剪茶园", "3 培训茶工", "2 检修设备"]
    assert tasks["状态"].tolist() == ["✓绿 办结", "◆黄 滞后", "◆黄 未开始"]
    assert tasks["完成比例"].tolist() == ["100%", "40%", ""]
    assert app.query_params["department"] == BUREAU and app.query_params["on"] == str(ON)
    assert app.dataframe[1].value["已完成"].tolist() == ["2000亩", "30吨", "120人", ""]


def test_an_address_of_nobody_is_said(year: Path) -> None:
    app = run("bureau", department="青穗县气象局")
    assert "这里没有地址所指的单位" in read(app.warning[0].value)


def test_an_address_of_no_day_is_said_and_today_is_shown(year: Path) -> None:
    app = run("bureau", department=BUREAU, on="2026-13-41")
    assert "这里没有地址所指的日期" in read(app.warning[0].value) and not app.error
    assert app.date_input[0].value == date.today() and app.metric


def test_the_form_of_another_bureau_is_said_to_be_its(year: Path) -> None:
    with open_store(year) as store:
        data = to_xlsx(Form(BUREAU, ON, lines(store.read, department=BUREAU)), rules_of())
    for department, said in ((BUREAU, []), ("青穗县财政局", [f"这是{BUREAU}的填报表，不是青穗县财政局的"])):
        app = run("bureau", department=department, on=str(ON)).file_uploader[0].upload("表.xlsx", data, XLSX).run()
        assert [read(each.value).partition("；")[0] for each in app.warning] == said and not app.exception
