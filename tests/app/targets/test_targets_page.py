"""The page of targets: which figures it shows, how they are drawn, planned beside achieved."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from streamlit.testing.v1 import AppTest

from policygraph.app.frame import data
from policygraph.app.parts import bars
from policygraph.graph.loading.load import load
from policygraph.graph.stores.opening import open_store
from policygraph.graph.stores.store import Row
from policygraph.model.records import policy_id
from tests.app.frame.test_context import values
from tests.graphs import Writer
from tests.pages import filled, place, run

__all__ = ["filled", "place"]  # fixtures

PLAN = policy_id("柳溪县蔬菜产业发展实施方案", "county", "柳溪县")
OPINION = policy_id("清河市关于加快蔬菜产业发展的意见", "city", "清河市")


def row(**changes: Any) -> Row:
    return {
        "indicator": "粮食产量", "kind": "planned", "comparator": "=", "value": 8.0, "value_high": None, "unit": "万吨",
        "year": 2025, "region": "柳溪县", "level": "county", "policy": "方案", "policy_id": "1", "owner": "种粮",
        "source": "方案文本", "target_id": "t", **changes,
    }  # fmt: skip


def drawn(app: AppTest) -> list[dict[str, Any]]:
    """The specifications of the page's bars."""
    return [json.loads(each.proto.spec) for each in app.get("vega_lite_chart")]


def one(app: AppTest, label: str) -> Any:
    """The choice of that label."""
    return next(each for each in app.selectbox if each.label == label)


def chosen(app: AppTest, label: str) -> str:
    value: str = one(app, label).value
    return value


# --- the page ---------------------------------------------------------------------------------------------------------


def test_nothing_there_says_what_to_do(place: Path) -> None:
    assert "导入" in run("targets").info[0].value


def test_a_graph_without_figures_says_what_to_do(place: Path) -> None:
    with open_store(place, write=True) as store:
        load(store, [Writer("没有数字。", "通知", "/x").records])
    assert "没有任何指标" in run("targets").info[0].value


def test_the_indicator_with_most_figures_comes_first(filled: Path) -> None:
    app = run("targets")
    assert chosen(app, "指标") == "蔬菜总产值"
    assert "蔬菜总产值（2）" in one(app, "指标").options
    # A chart a level: a county's figures would be lost beside the city's.
    assert [each.value for each in app.markdown] == ["**单位：亿元　市级**", "**单位：亿元　县级**"]
    assert len(drawn(app)) == 2 and app.subheader[-1].value == "全部数值（2）"
    assert app.dataframe[-1].value["地区"].tolist() == ["清河市", "柳溪县"]


def test_small_charts_have_one_scale_and_stand_in_the_address(filled: Path) -> None:
    app = run("targets", by="small")
    charts = drawn(app)
    assert [each["title"]["text"] for each in charts] == ["清河市", "柳溪县"]
    assert all(each["encoding"]["x"]["scale"]["domain"] for each in charts) and app.query_params["by"] in (
        "small",
        ["small"],
    )


def test_a_chart_a_unit(filled: Path) -> None:
    app = run("targets", policy=PLAN)
    assert (chosen(app, "指标"), chosen(app, "政策")) == ("", PLAN)
    assert sorted(each.value for each in app.markdown) == ["**单位：亩**", "**单位：亿元**", "**单位：家**"]
    assert len(drawn(app)) == 3


@pytest.mark.parametrize(("words", "found"), [("产值", "蔬菜总产值"), ("龙头企业", "龙头企业")])
def test_words_in_the_address_find_indicators(filled: Path, words: str, found: str) -> None:
    app = run("targets", indicator=words)
    assert chosen(app, "指标") == found and app.query_params["indicator"] in (found, [found])


# label, parameter, a choice, another one
CHOICES = [
    ("指标", "indicator", "蔬菜总产值", "龙头企业"),
    ("政策", "policy", PLAN, OPINION),
    ("地区", "region", "清河市", "柳溪县"),
]


@pytest.mark.parametrize(("label", "name", "first", "second"), CHOICES)
def test_a_choice_takes_the_place_of_the_one_before(
    filled: Path, label: str, name: str, first: str, second: str
) -> None:
    """To compare is asked for, and nothing is added silently; what is taken away does not come back by itself."""
    app = run("targets", **({name: first} if name == "indicator" else {"indicator": "蔬菜总产值", name: first}))
    one(app, label).set_value(second).run()
    assert (chosen(app, label), values(app, name)) == (second, [second])
    app.button(key=f"compare-{name}-add").click().run()
    app.multiselect(key=f"compared-{[second]}").set_value([first]).run()
    assert values(app, name) == [second, first]
    one(app, label).set_value("").run()
    assert name not in app.query_params and chosen(app, label) == ""


def test_what_the_context_begins_with_can_be_taken_away(filled: Path) -> None:
    app = run("targets", **{"in": "柳溪县"})
    assert chosen(app, "地区") == "柳溪县"
    one(app, "地区").set_value("").run()
    assert chosen(app, "地区") == "" and "region" not in app.query_params


def test_choices_narrow_and_stand_in_the_address(filled: Path) -> None:
    app = run("targets")
    one(app, "地区").set_value("清河市").run()
    assert app.dataframe[-1].value["数值"].tolist() == [80.0] and app.query_params["region"] in ("清河市", ["清河市"])
    app = run("targets", year="2026")
    assert app.dataframe[-1].value["地区"].tolist() == ["柳溪县"]
    app = run("targets", kind="achieved")
    assert "没有符合条件的数值" in app.info[0].value


def test_the_figure_in_the_address_shows_its_sentence(filled: Path) -> None:
    with open_store(filled) as store:
        [found] = store.read("MATCH (g:Target {unit: '家'}) RETURN g.id AS id")
    app = run("targets", indicator="龙头企业", figure=found["id"])
    assert any(caption.value.startswith("出处：柳溪县蔬菜产业发展实施方案") for caption in app.caption)


def test_a_policy_that_is_chosen_shows_what_became_of_its_figures(
    samples_graph: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv(data.PLACE, str(samples_graph))
    with open_store(samples_graph) as store:
        [plan] = store.read("MATCH (p:Policy) WHERE p.title STARTS WITH '临澜区2025年' RETURN p.id AS id")
    app = run("targets", policy=plan["id"])
    headings = [each.value for each in app.subheader]
    assert "目标完成得怎样" in headings and "上级的指标落实得怎样" in headings
    tables = {tuple(each.value.columns): each.value for each in app.dataframe}
    done = next(table for columns, table in tables.items() if "完成的指标" in columns)
    assert {"达到", "超额", "未达到", "没有报告"} <= set(done["结果"])
    down = next(table for columns, table in tables.items() if "上级指标" in columns)
    assert {"落空", "分解"} <= set(down["结果"])
    assert any("未达到" in each.value and "点选一行，看两边的原文" in each.value for each in app.caption)


def test_a_policy_without_anything_above_says_so(filled: Path) -> None:
    app = run("targets", policy=PLAN)
    assert any("没有可比的上级指标" in each.value for each in app.info)


# --- figures as bars --------------------------------------------------------------------------------------------------


def test_a_plan_and_what_explains_it_are_one_bar() -> None:
    found = bars.drawn([row(), row(source="解读", target_id="u", owner=None)], by_policy=False)
    assert len(found) == 1 and found[0]["出处"] == "方案文本；解读"


def test_planned_stands_beside_achieved_below_what_comes_from_above() -> None:
    rows = [
        row(kind="achieved", value=8.2), row(comparator=">="), row(region="云岭省", level="province", value=900.0),
        row(year=None, comparator="~", value_high=9.0),
    ]  # fmt: skip
    found = bars.drawn(rows, by_policy=False)
    assert [each["row"].split("\t")[0] for each in found] == [
        "云岭省　2025年",
        "柳溪县　2025年",
        "",
        "柳溪县　未写年份",
    ]
    assert [each["words"] for each in found] == ["目标 900万吨", "目标 ≥ 8万吨", "已实现 8.2万吨", "目标 约 8—9万吨"]
    assert len({each["row"] for each in found}) == 4, "each bar has a row of its own"
    assert found[3]["high"] == 9.0


def test_several_indicators_are_named() -> None:
    found = bars.drawn([row(), row(indicator="蔬菜产量")], by_policy=True)
    assert {each["row"].split("\t")[0] for each in found} == {"粮食产量　方案", "蔬菜产量　方案"}


def test_there_is_room_for_words_behind_the_longest_bar() -> None:
    spec = bars.spec(bars.drawn([row(value=100.0), row(value=50.0, value_high=200.0)], by_policy=False))
    assert {each["name"]: each["value"] for each in spec["params"]} == {"least": 0.0, "most": 240.0}


@pytest.mark.parametrize(
    ("planned", "achieved", "against"),
    [
        ({}, {"value": 8.4}, "完成 105.0%"),
        ({"unit": "%", "value": 68.0}, {"unit": "%", "value": 66.5}, "-1.5个百分点"),
        ({"comparator": "<="}, {"value": 7.0}, ""),
        ({"value_high": 9.0}, {"value": 8.5}, ""),
        ({"value": 0.0}, {"value": 1.0}, ""),
    ],
)
def test_planned_against_achieved(planned: dict[str, Any], achieved: dict[str, Any], against: str) -> None:
    [pair] = bars.pairs([row(**planned), row(kind="achieved", **achieved)])
    assert pair["与目标相比"] == against


@pytest.mark.parametrize(
    "other", [{"unit": "吨"}, {"year": 2024}, {"region": "清河市"}, {"indicator": "蔬菜产量"}, {"kind": "planned"}]
)
def test_what_is_not_the_same_is_not_compared(other: dict[str, Any]) -> None:
    assert bars.pairs([row(), row(**{"kind": "achieved", "value": 9.0, **other})]) == []
    assert bars.pairs([row(year=None), row(year=None, kind="achieved")]) == [], "nobody knows which year"


def test_what_has_no_number_is_told_and_not_drawn() -> None:
    rows = [row(value=None, comparator=">=", base="上年", unit=None), row(value=2.0, unit="倍", base="2025年")]
    assert [bars.figure(each) for each in rows] == ["≥ 上年", "2倍（与2025年相比）"]
    assert [each["数值"] for each in bars.drawn(rows, by_policy=False)] == ["2倍（与2025年相比）"]
    assert "None" not in bars.chart_in_words(rows) and bars.pairs(rows) == []
