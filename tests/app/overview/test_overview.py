"""The overview page: numbers, lists by the address, an empty graph."""

from __future__ import annotations

from pathlib import Path

import pytest

from policygraph.app.frame import data
from policygraph.app.overview import page as overview
from policygraph.app.parts import pieces
from policygraph.graph.asking import catalog
from policygraph.graph.loading.load import remove
from policygraph.graph.resolving.resolve import resolve
from policygraph.graph.stores.opening import open_store
from policygraph.services.ingestion import add_document
from tests.graph.ledgers.test_due import DONE, PLAN
from tests.graphs import county_plan
from tests.pages import filled, place, run

__all__ = ["filled", "place"]  # fixtures


def test_nothing_there_says_what_to_do(place: Path) -> None:
    assert "导入" in run().info[0].value


def test_an_empty_graph_says_what_to_do(place: Path) -> None:
    with open_store(place, write=True):
        pass
    assert "导入" in run().info[0].value


def test_numbers_are_those_of_the_queries(filled: Path) -> None:
    numbers = {button.label.split("\n")[1]: button.label.split("**")[1] for button in run().button}
    assert numbers["文档"] == "2" and numbers["政策"] == "3" and numbers["任务"] == "4"
    assert numbers["原文没写牵头单位"] == "1" and numbers["没有读懂"] == "1"


@pytest.mark.parametrize(
    ("address", "heading", "words"),
    [({"list": "without-lead"}, "原文没写牵头单位", "办好蔬菜节"),
     ({"list": "cited"}, "只见引用的政策", "云岭省推进农业现代化规划"),
     ({"list": "unread"}, "没有读懂", "投入亿元"),
     ({"list": "tasks"}, "任务", "发展设施蔬菜"),
     ({"list": "documents", "level": "city"}, "文档", "清河市关于加快蔬菜产业发展的意见"),
     ({"list": "department", "department": "柳溪县水利局"}, "部门的全部工作　柳溪县水利局", "建设蔬菜基地")],
)  # fmt: skip
def test_the_address_opens_a_list(filled: Path, address: dict[str, str], heading: str, words: str) -> None:
    app = run(**address)
    assert heading in [each.value for each in app.subheader]
    assert words in app.dataframe[0].value.to_string()


@pytest.mark.parametrize("year", [2025, 2026, 1999])
def test_what_is_counted_is_as_many_as_what_is_listed(filled: Path, year: int) -> None:
    with open_store(filled) as store:
        listed = catalog.run_query(store, "figures", {"year": year, "kind": "planned"})
    assert overview._planned(year)() == len(listed)
    counted = {name: each for name, each in overview.contents().items() if each.number}
    assert len(counted) == 6
    for each in counted.values():
        assert each.number and each.number() == len(data.ask(each.query))


def test_what_is_done_is_not_late(place: Path) -> None:
    """The years are long past, so that today it is."""
    with open_store(place, write=True) as store:
        for name, text in (("plan.txt", PLAN), ("ledger.md", DONE)):
            add_document(store, text.replace("2031", "2021").encode(), name, f"/{name}")
        resolve(store)
    app = run(list="overdue")
    numbers = {
        button.label.split("\n")[1]: button.label.split("**")[1] for button in app.button if "**" in button.label
    }
    assert (numbers["已经逾期"], numbers["办结、销号"], numbers["30 天内到期"]) == ("2", "1", "0")
    assert app.dataframe[0].value["任务"].tolist() == ["培训茶工", "修剪茶园"]
    assert run(list="done").dataframe[0].value["状态"].tolist() == ["✓绿 办结"]
    assert "没有这样的条目" in run(list="due").info[0].value


def test_a_list_is_narrowed_by_the_address(filled: Path) -> None:
    assert len(run(list="documents").dataframe[0].value) == 2
    assert len(run(list="documents", year="2023").dataframe[0].value) == 1


@pytest.mark.parametrize(
    ("address", "words"),
    [({"list": "no-such-list"}, "没有叫这个名字的列表"), ({"list": "department"}, "缺少参数"),
     ({"list": "documents", "level": "galaxy"}, "只能是"), ({"list": "documents", "region": "火星"}, "没有这样的条目")],
)  # fmt: skip
def test_an_address_that_leads_nowhere_is_said(filled: Path, address: dict[str, str], words: str) -> None:
    app = run(**address)
    assert any(words in each.value for each in [*app.info, *app.error])


def test_a_number_leads_to_its_list_and_back(filled: Path) -> None:
    app = run()
    assert not app.dataframe
    app.button(key="open-without-lead").click().run()
    assert app.subheader[2].value == "原文没写牵头单位" and app.query_params["list"] in (
        "without-lead",
        ["without-lead"],
    )
    app.button(key="close").click().run()
    assert not app.dataframe and "list" not in app.query_params


def test_a_changed_graph_is_noticed(filled: Path) -> None:
    app = run()
    with open_store(filled, write=True) as store:
        remove(store, county_plan().document)
    app.run()
    assert any(button.label.startswith("**1**") and button.label.endswith("文档") for button in app.button)


def test_a_table_as_csv_opens_in_excel() -> None:
    columns = catalog.find_query("policies").columns
    text = pieces.as_csv([{"title": "甲,乙", "level": "county", "tasks": 3}], columns).decode("utf-8-sig").splitlines()
    assert text[0].startswith("政策,文号,层级") and text[1].startswith('"甲,乙",,县级')
