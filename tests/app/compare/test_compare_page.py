"""方案对比: which two plans are compared, and what stands side by side of them."""

from __future__ import annotations

import io
from pathlib import Path

import openpyxl
import pytest

from policygraph.app.compare import page
from policygraph.graph.asking import catalog
from policygraph.graph.lineage import changes
from policygraph.graph.loading.load import load
from policygraph.graph.stores.opening import open_store
from tests.graphs import Writer
from tests.pages import place, run
from tests.things import listings, said

__all__ = ["place"]  # a fixture


@pytest.fixture
def ids(place: Path) -> dict[str, str]:
    """Plans of three years, by year."""
    for year, hectares in (("2029", "300亩"), ("2030", "20公顷"), ("2031", "1处")):
        title, words = f"柳溪县{year}年种菜方案", f"新建大棚{hectares}"
        only = "" if year == "2029" else "\n二、办蔬菜节。"
        plan = Writer(f"{title}\n一、建设大棚。{words}。{only}", title, f"file:///{year}.txt")
        policy = plan.policy(title, "county", "柳溪县", "issued")
        plan.edge("STATES", plan.document, policy, title, role="text")
        task = plan.task("一", "建设大棚", f"一、建设大棚。{words}。", [], 1)
        plan.edge("PART_OF", task, policy, "建设大棚")
        if only:
            plan.edge("PART_OF", plan.task("二", "办蔬菜节", "二、办蔬菜节。", [], 2), policy, "办蔬菜节")
        figure = next(place for place, each in enumerate(hectares) if not each.isdigit())
        plan.target(task, words, "大棚", float(hectares[:figure]), hectares[figure:])
        with open_store(place, write=True) as store:
            load(store, [plan.records])
    with open_store(place) as store:
        return {row["title"][3:7]: row["id"] for row in catalog.run_query(store, "policies")}


def test_the_last_two_of_a_series_are_compared_where_none_is_named(ids: dict[str, str]) -> None:
    app = run("compare")
    assert [each.value for each in app.selectbox] == [ids["2030"], ids["2031"]] and not app.error
    [row] = listings(app)["任务（changed）"]
    assert (row["左边的任务"], row["指标"]) == ("建设大棚", "单位改为处：大棚 20公顷 → 1处")
    assert [row["左边的任务"] for row in listings(app)["任务（same）"]] == ["办蔬菜节"]


def test_what_is_in_one_alone_is_listed_apart(ids: dict[str, str]) -> None:
    app = run("compare", old=ids["2029"], new=ids["2030"])
    assert "两边都有的任务 1 项，其中有变化的 0 项；只在右边有的任务 1 项" in said(app), "300亩 are 20公顷"
    assert [row["右边的任务"] for row in listings(app)["任务（added）"]] == ["办蔬菜节"]
    assert [row["变化"] for row in listings(app)["指标"]] == ["相同"]
    app = run("compare", old=ids["2030"], new=ids["2029"])
    assert [row["左边的任务"] for row in listings(app)["任务（dropped）"]] == ["办蔬菜节"]


def test_what_is_chosen_stands_in_the_address(ids: dict[str, str]) -> None:
    app = run("compare", old=ids["2029"], new=ids["2031"])
    app.selectbox[0].set_value(ids["2030"]).run()
    assert app.query_params["old"] in (ids["2030"], [ids["2030"]])
    app.button(key="compare-swap").click().run()
    assert [each.value for each in app.selectbox] == [ids["2031"], ids["2030"]]


def test_the_trace_page_leads_there(ids: dict[str, str]) -> None:
    [way] = [each.proto for each in run("trace", policy=ids["2031"]).get("page_link")]
    assert way.query_string == f"old={ids['2030']}&new={ids['2031']}"


def test_the_workbook_has_a_sheet_for_each_side_of_it(ids: dict[str, str], place: Path) -> None:
    with open_store(place) as store:
        plans = [changes.read_plan(lambda n, v: catalog.run_query(store, n, v), ids[year]) for year in ("2029", "2030")]
    found = page._compared(changes.changes(*plans), *plans, [])
    book = openpyxl.load_workbook(io.BytesIO(page._workbook(found)))
    assert book.sheetnames == ["任务", "指标", "单位"]
    assert [[cell.value for cell in line][:3] for line in book["任务"].iter_rows(min_row=2)] == [
        ["没有变化", "建设大棚", "建设大棚"], ["新增", None, "办蔬菜节"],
    ]  # fmt: skip
