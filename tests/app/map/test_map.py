"""The page of the map: what it shows by the address, and where a tile leads."""

from __future__ import annotations

import re
from pathlib import Path

from playwright.sync_api import Page, expect

from policygraph.app.map import drawn, page
from policygraph.graph.places.values import Place, Value
from tests.browser import open_page
from tests.pages import filled, place, run

__all__ = ["filled", "place"]


def test_nothing_there_says_what_to_do(place: Path) -> None:
    assert "导入" in run("map").info[0].value


def test_tasks_completion_and_a_figure(filled: Path) -> None:
    app = run("map")
    table = app.dataframe[0].value
    assert table.set_index("地区")["任务数"].to_dict()["柳溪县"] == 3 and "指标" not in table.columns
    app = run("map", show="figure", indicator="番茄大棚面积")
    assert app.dataframe[0].value.set_index("地区")["指标"].to_dict() == {"柳溪县": "不低于500亩"}
    assert "没有地址所指的省份" in run("map", at="99").warning[0].value


def test_a_province_is_not_the_sum_of_its_figures() -> None:
    county, own = (
        Place("1", "甲县", "", "430602", "county", "", "430602"),
        Place("2", "湖南省", "", "43", "province", "", "43"),
    )
    together = drawn.of_provinces({"1": Value(5.0, "5亩"), "2": Value(90.0, "90亩")})
    assert together([county, own]).words == "90亩"
    assert together([county]) == Value(None, "1 地", "省本级没有这个数，下面有")


def test_columns_are_those_of_the_rows() -> None:
    assert len({column.name for column in page.COLUMNS}) == len(page.COLUMNS)


def test_a_tile_leads_to_its_list(site: str, tab: Page) -> None:
    open_page(tab, f"{site}/map")
    tile = tab.get_by_role("button", name=re.compile("^临澜区：[0-9]+"))
    tile.focus()
    tab.keyboard.press("Enter")
    expect(tab).to_have_url(re.compile("/query[?].*name=tasks-by-conditions.*places="))
    expect(tab.get_by_test_id("stDataFrame").first).to_be_visible()
