"""The page of the graph: where one begins, what the address opens, what is said of a node and of a relationship."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from streamlit.testing.v1 import AppTest

from policygraph.app.explore import beginning
from policygraph.app.parts import node_panel
from policygraph.model.records import Records
from tests.graphs import county_plan
from tests.pages import filled, place, run

__all__ = ["filled", "place"]


def key(name: str, label: str, records: Records | None = None) -> str:
    nodes = (records or county_plan()).nodes
    return next(f"{label}:{node.id}" for node in nodes if node.properties["name"] == name and node.label == label)


PLAN = key("柳溪县蔬菜产业发展实施方案", "Policy")
BASE = key("建设蔬菜基地", "Task")
FARM = key("县农业农村局", "Department")
FIGURE = key("番茄大棚面积", "Target")


def html(app: AppTest) -> str:
    return "\n".join(each.proto.body for each in app.get("html"))


def test_nothing_there_says_what_to_do(place: Path) -> None:
    assert "导入" in run("explore").info[0].value


def test_without_a_node_there_are_some_to_begin_with(filled: Path) -> None:
    app = run("explore")
    labels = [button.label for button in app.button]
    assert any("柳溪县蔬菜产业发展实施方案" in label and "3 项任务" in label for label in labels)
    assert any("柳溪县农业农村局" in label and "牵头 2" in label for label in labels)
    assert not any("云岭省推进农业现代化规划" in label for label in labels), "nothing to see: it is only cited"
    assert any(beginning.HINT in caption.value for caption in app.caption)


def test_a_beginning_opens_its_node(filled: Path) -> None:
    app = run("explore")
    app.button(key=f"begin-{FARM}").click().run()
    assert not app.exception
    assert app.query_params["node"] in (FARM, [FARM])
    assert "县农业农村局" in html(app)


def test_search_leads_to_a_node(filled: Path) -> None:
    app = run("explore")
    app.text_input(key=beginning.FIND).input("番茄").run()
    assert [option.split("　")[0] for option in app.radio[0].options] == ["**指标**", "**产业**"]
    app.radio(key=beginning.HITS).set_value(FIGURE).run()
    assert not app.exception
    assert app.query_params["node"] in (FIGURE, [FIGURE])
    assert not app.text_input(key=beginning.FIND).value and not app.radio
    assert "不低于500亩" in html(app)


def test_a_second_node_joins_the_picture(filled: Path) -> None:
    app = run("explore", node=FARM)
    app.text_input(key=beginning.FIND).input("番茄大棚").run()
    app.checkbox(key=beginning.ADD).check().run()
    app.radio(key=beginning.HITS).set_value(FIGURE).run()
    assert app.query_params["node"] in (f"{FARM},{FIGURE}", [f"{FARM},{FIGURE}"])


def test_a_search_without_a_hit_says_what_to_do(filled: Path) -> None:
    app = run("explore")
    app.text_input(key=beginning.FIND).input("没有的东西").run()
    assert "换一个更短的词" in app.info[0].value


@pytest.mark.parametrize("node", ["Task:0000000000000000", "Policy:1,Task:2"])
def test_a_node_that_is_gone_is_said(filled: Path, node: str) -> None:
    app = run("explore", node=node)
    assert "没有地址所指的节点" in app.warning[0].value and app.text_input(key=beginning.FIND)


def test_the_opened_node_is_described(filled: Path) -> None:
    app = run("explore", node=BASE)
    text = html(app)
    assert "建设蔬菜基地" in text and "2025年底前" in text and "一、重点任务" in text
    assert any("9 个邻居" in pills.label for pills in app.get("button_group"))
    assert {"溯源", "以此为中心"} <= {button.label for button in app.button}
    assert any("出处" in caption.value for caption in app.caption)


def test_a_relationship_in_the_address_shows_its_sentence(filled: Path) -> None:
    app = run("explore", node=BASE, at=f"{FARM}|LEADS|{BASE}")
    assert "—牵头→" in html(app) and "原文写明" in html(app)
    assert any("出处" in caption.value for caption in app.caption)


@pytest.mark.parametrize("at", ["-", "Task:nowhere", f"{FARM}|SUPPORTS|{BASE}"])
def test_with_nothing_selected_it_says_what_a_click_does(filled: Path, at: str) -> None:
    assert beginning.HINT in run("explore", node=BASE, at=at).info[0].value


def test_relationships_as_a_table(filled: Path) -> None:
    app = run("explore", node=BASE)
    app.toggle(key="explore-table").set_value(True).run()
    table = app.dataframe[0].value
    assert {"主体", "关系", "对象", "原文依据"} <= set(table.columns)
    assert "牵头单位：县农业农村局" in table["原文依据"].tolist()


@pytest.mark.parametrize(
    ("row", "lines"),
    [({"label": "Unread", "name": "投入亿元", "kind": "figure-blank"}, [("原因", "数字空缺")]),
     ({"label": "Task", "name": "甲", "number": "一", "section": ["重点", "之一"]},
      [("序号", "一"), ("所在章节", "重点 › 之一")]),
     ({"label": "Department", "name": "县水利局", "full_name": "柳溪县水利局", "aliases": ["水务局", "水利局"],
       "level": "county"}, [("全称", "柳溪县水利局"), ("又称", "水务局、水利局"), ("层级", "县级")]),
     ({"label": "Target", "name": "产值", "indicator": "产值", "comparator": "~", "value": 1.5, "value_high": 2.0,
       "unit": "亿元", "kind": "planned", "year": 2026},
      [("性质", "目标"), ("数值", "约1.5—2亿元"), ("年份", "2026")])],
)  # fmt: skip
def test_properties_in_words(row: dict[str, Any], lines: list[tuple[str, str]]) -> None:
    assert node_panel.properties(row) == lines
