"""What an address names and the graph does not hold is said on every page, and nothing else is shown in its place."""

from __future__ import annotations

from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from policygraph.model.records import policy_id
from policygraph.services import audit
from tests.graphs import county_plan
from tests.pages import filled, place, run

__all__ = ["filled", "place"]  # fixtures

PLAN = policy_id("柳溪县蔬菜产业发展实施方案", "county", "柳溪县")
NAMED = next(f"Policy:{node.id}" for node in county_plan().nodes if node.label == "Policy")


def said(app: AppTest) -> list[str]:
    return [each.value for kind in (app.error, app.warning) for each in kind]


@pytest.mark.parametrize(
    ("page", "parameters", "what"),
    [
        ("matrix", {"policy": "zzz"}, "政策"),
        ("matrix", {"policy": PLAN, "department": "zzz"}, "部门"),
        ("matrix", {"policy": PLAN, "section": "zzz"}, "章节"),
        ("targets", {"policy": "zzz"}, "政策"),
        ("targets", {"indicator": "钢产量"}, "指标"),
        ("targets", {"region": "zzz"}, "地区"),
        ("targets", {"year": "1900"}, "年份"),
        ("trace", {"policy": "zzz"}, "政策"),
        ("trace", {"task": "zzz"}, "任务"),
        ("trace", {"policy": PLAN, "show": "Task:zzz"}, "卡片或连线"),
        ("explore", {"node": "zzz"}, "节点"),
        ("explore", {"node": "Policy:zzz"}, "节点"),
        ("explore", {"node": f"{NAMED},Policy:zzz"}, "节点"),
        ("explore", {"node": NAMED, "way": "zzz"}, "两个节点"),
        ("query", {"name": "zzz"}, "查询"),
        ("search", {"q": "蔬菜", "kind": "zzz"}, "一类"),
        ("import", {"document": "zzz"}, "文档"),
        ("task", {"task": "zzz"}, "任务"),
        ("policy", {"policy": "zzz"}, "政策"),
        ("document", {"document": "zzz"}, "文档"),
        ("document", {"document": county_plan().document, "at": "4-8-00000000"}, "一句话"),
        ("village", {"village": PLAN}, "村镇"),
        ("compare", {"old": "zzz", "new": PLAN}, "左边的方案"),
        ("audit", {"who": "zzz"}, "人员"),
        ("review", {"node": "Department:zzz"}, "节点"),
    ],
)
def test_it_is_said(filled: Path, page: str, parameters: dict[str, str], what: str) -> None:
    with audit.recorded(str(filled), "export", "表", who="甲", via=audit.PAGE):
        pass
    app = run(page, **parameters)
    assert [words.split("：")[0] for words in said(app)] == [f"这里没有地址所指的{what}"]
    for name, value in parameters.items():
        assert app.query_params[name] in (value, [value]), "the address stays what it is"


@pytest.mark.parametrize(
    ("page", "parameters", "drawn"),
    [
        ("matrix", {"policy": "zzz"}, "bidi_component"),
        ("trace", {"policy": "zzz"}, "bidi_component"),
        ("explore", {"node": "zzz"}, "bidi_component"),
        ("targets", {"indicator": "钢产量"}, "vega_lite_chart"),
        ("targets", {"policy": "zzz"}, "vega_lite_chart"),
        ("import", {"document": "zzz"}, "subheader"),
    ],
)
def test_nothing_is_shown_in_its_place(filled: Path, page: str, parameters: dict[str, str], drawn: str) -> None:
    def how_many(app: AppTest) -> int:
        return len(app.get(drawn))

    known = {"document": county_plan().document, "node": NAMED, "policy": PLAN, "indicator": "龙头企业"}
    assert how_many(run(page, **parameters)) < how_many(run(page, **{name: known[name] for name in parameters}))


@pytest.mark.parametrize(
    ("given", "said"),
    [({"in": "火星县"}, ["火星县"]), ({"for": "火星县水利局"}, ["火星县水利局"]), ({"in": "柳溪县"}, []), ({}, [])],
)
def test_a_place_or_unit_that_the_graph_has_not_is_said_on_every_page(
    filled: Path, given: dict[str, str], said: list[str]
) -> None:
    for page in ("overview", "calendar"):
        found = [each.value for each in run(page, **given).warning if "图里没有" in each.value]
        assert len(found) == len(said) and all(name in line for name, line in zip(said, found, strict=True)), found
