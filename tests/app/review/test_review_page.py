"""The page 核对 without a browser: pairs, a relationship, decisions, files, and the ways that lead to it."""

from __future__ import annotations

from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from policygraph.app.matrix import sentences
from policygraph.app.parts import who
from policygraph.graph.asking import catalog
from policygraph.graph.decisions.decision_file import to_yaml
from policygraph.graph.decisions.decisions import all_decisions
from policygraph.graph.loading.load import load
from policygraph.graph.stores.opening import open_store
from policygraph.services.settle import settle
from tests import samples
from tests.pages import filled, place, run
from tests.texts import counting, two_texts
from tests.to_review import FARM, PESTS, SEEDS, SHEDS, STATION, TECHNICAL, edge, id_of, key, plans

__all__ = ["filled", "place"]  # fixtures


@pytest.fixture
def graph(place: Path) -> Path:
    with open_store(place, write=True) as store:
        load(store, plans())
        settle(store)
    return place


def leads(place: Path) -> dict[str, list[str]]:
    """Who leads, by task."""
    with open_store(place) as store:
        rows = catalog.run_query(store, "responsibility-matrix", {"policy": "蔬菜生产方案"})
    found: dict[str, list[str]] = {row["task"]: [] for row in rows}
    for row in rows:
        if row["role"] == "牵头":
            found[row["task"]].append(row["department_name"])
    return found


def opened(**parameters: str) -> AppTest:
    """The page, with somebody's name in it."""
    app = run("review", **parameters)
    app.text_input(key=who.FIELD).input("甲").run()
    return app


def press(app: AppTest, button: str) -> AppTest:
    app.button(key=button).click().run()
    assert not app.exception, app.exception
    return app


def said(app: AppTest) -> str:
    kinds = (app.markdown, app.info, app.warning, app.error, app.success, app.caption)
    return "\n".join([*(each.value for kind in kinds for each in kind), *(each.proto.body for each in app.get("html"))])


def test_without_a_graph_it_says_what_to_do(place: Path) -> None:
    assert "导入" in run("review").info[0].value


def test_with_nothing_to_decide_it_says_how_to_begin(filled: Path) -> None:
    app = run("review")
    assert "没有要核对的" in app.info[0].value and "这条不对？" in app.info[0].value


def test_both_sides_are_shown_with_what_they_rest_on(graph: Path) -> None:
    app = run("review")
    assert "看来是同一个" in said(app) and "名称相近" in said(app)
    assert f"<mark>由{STATION}牵头</mark>" in said(app) and f"<mark>由{TECHNICAL}牵头</mark>" in said(app)
    assert "<dt>任务</dt><dd>3 项</dd>" in said(app) and "<dt>任务</dt><dd>1 项</dd>" in said(app)
    assert "柳溪县秋季蔬菜生产方案" in said(app)


def test_who_decides_must_be_said(graph: Path) -> None:
    app = press(run("review"), "review-do-0")
    assert "判断人" in app.error[0].value
    with open_store(graph) as store:
        assert all_decisions(store.read) == []


def test_the_same_and_back(graph: Path) -> None:
    app = opened()
    app.text_input(key=next(each.key for each in app.text_input if each.key.startswith("review-note"))).input(
        "同一个站"
    )
    press(app, "review-do-0")
    assert leads(graph)[PESTS] == [STATION]
    assert "已记下" in app.success[0].value and "没有要核对的" in app.info[0].value
    press(app, "review-undo-last")
    assert leads(graph)[PESTS] == [TECHNICAL]
    assert "已撤销" in app.success[0].value and "看来是同一个" in said(app)
    with open_store(graph) as store:
        [decision] = all_decisions(store.read)
    assert (decision.by, decision.note, decision.withdrawn_by) == ("甲", "同一个站", "甲")


@pytest.mark.parametrize(("button", "kind"), [("review-do-1", "different"), ("review-do-2", "renamed")])
def test_two_after_all(graph: Path, button: str, kind: str) -> None:
    press(opened(), button)
    with open_store(graph) as store:
        assert [each.kind for each in all_decisions(store.read)] == [kind]
    assert leads(graph)[PESTS] == [TECHNICAL]


def test_what_is_put_off_stays_in_the_list(graph: Path) -> None:
    app = press(run("review"), "review-later-button")
    assert any("以后再说" in button.label for button in app.button if button.key.startswith("review-pair"))


def test_the_list_is_narrowed_by_words(graph: Path) -> None:
    app = run("review")
    app.text_input(key="review-words").input("没有的").run()
    assert "没有符合条件的" in app.info[0].value
    app.text_input(key="review-words").input("技术").run()
    assert sum(button.key.startswith("review-pair") for button in app.button) == 1


# --- a node that somebody came with


def test_a_node_is_compared_with_one_that_is_searched_for(graph: Path) -> None:
    app = opened(node=key(STATION))
    app.text_input(key="review-other-words").input("农业农村局").run()
    app.radio[0].set_value(id_of(FARM)).run()
    assert f"<mark>由{FARM}牵头</mark>" in said(app)
    press(app, "review-do-0")
    assert leads(graph)[SHEDS] == leads(graph)[SEEDS]


def test_what_was_joined_can_be_told_apart(graph: Path) -> None:
    app = press(opened(), "review-do-0")
    panel = run("explore", node=key(STATION))
    assert "由 2 个合成" in said(panel)
    app = opened(node=key(STATION))
    assert "判断是同一个" in said(app)
    press(app, f"review-apart-{id_of(TECHNICAL)}")
    assert leads(graph)[PESTS] == [TECHNICAL]
    assert "合成" not in said(run("explore", node=key(STATION)))


def test_an_address_of_no_node(graph: Path) -> None:
    assert "没有地址所指的节点" in run("review", node="Department:none").error[0].value


# --- a relationship


def test_a_relationship_that_is_wrong(graph: Path) -> None:
    app = opened(edge=edge(STATION, "LEADS", SEEDS))
    assert "<s>" in said(app), "what would go"
    press(app, "review-edge-do")
    assert leads(graph)[SEEDS] == []
    assert "已记下" in app.success[0].value and not app.info
    again = opened(edge=edge(STATION, "LEADS", SEEDS))
    assert "甲 已判断" in again.info[0].value
    press(again, "review-edge-undo")
    assert leads(graph)[SEEDS] == [STATION]


@pytest.mark.parametrize("end", ["first", "second"])
def test_a_relationship_that_belongs_elsewhere(graph: Path, end: str) -> None:
    app = opened(edge=edge(STATION, "LEADS", SEEDS))
    app.segmented_control(key="review-edge-kind").set_value("改挂到别处").run()
    app.radio(key="review-edge-end").set_value(end).run()
    if end == "first":
        assert app.radio(key="review-edge-hits-").options == [FARM], "who else has to do with the task"
        app.text_input(key="review-edge-words").input("技术").run()
        app.radio(key="review-edge-hits-技术").set_value(id_of(TECHNICAL)).run()
        after = {SEEDS: [TECHNICAL], SHEDS: [FARM]}
    else:
        assert len(app.selectbox(key="review-edge-task").options) == 1, "only of the same document"
        app.selectbox(key="review-edge-task").set_value(id_of(SHEDS)).run()
        after = {SEEDS: [], SHEDS: [FARM, STATION]}
    assert "换成：" in said(app)
    press(app, "review-edge-do")
    found = leads(graph)
    assert {task: sorted(found[task]) for task in after} == after
    moved = edge(TECHNICAL, "LEADS", SEEDS) if end == "first" else edge(STATION, "LEADS", SHEDS)
    app = opened(edge=moved)
    assert "改挂到" in app.info[0].value, "where it is now one sees who moved it"
    press(app, "review-edge-undo")
    assert leads(graph)[SEEDS] == [STATION]


def test_a_link_of_measures_that_is_right(place: Path) -> None:
    with open_store(place, write=True) as store:
        load(store, [samples.records(number) for number in ("02", "03")])
        settle(store)
        [row, *_] = store.read(
            "MATCH (a:Task)-[r:DERIVES_FROM]->(b:Task) RETURN a.id AS a, b.id AS b, r.document AS document"
        )
    link = f"Task:{row['a']}|DERIVES_FROM|Task:{row['b']}|{row['document']}"
    app = opened(edge=link)
    app.segmented_control(key="review-edge-kind").set_value("这条对").run()
    press(app, "review-edge-do")
    app = opened(edge=link)
    assert "对" in app.info[0].value and "甲 已判断" in app.info[0].value
    press(app, "review-edge-undo")
    assert not opened(edge=link).info


def test_a_relationship_that_holds_a_document_together_stays(graph: Path) -> None:
    app = run("review", edge=edge(SEEDS, "PART_OF", "柳溪县春季蔬菜生产方案"))
    assert "不能逐条改" in app.info[0].value


def test_an_address_of_no_relationship(graph: Path) -> None:
    assert "没有这条关系" in run("review", edge="x|y").info[0].value


# --- what was put together


def test_what_people_put_together_is_listed_too(graph: Path) -> None:
    assert "没有归并的" in run("review", view="merged").info[0].value
    press(opened(), "review-do-0")
    shown = run("review", view="merged").dataframe[0].value
    assert (list(shown["名称"]), list(shown["由几个合成"])) == ([STATION], [2])
    assert TECHNICAL in shown["也叫"][0]


# --- what was decided


def test_decisions_are_listed_and_taken_back(graph: Path) -> None:
    press(opened(), "review-do-0")
    app = opened(view="decided")
    assert "是同一个" in said(app) and "甲" in said(app)
    press(app, next(button.key for button in app.button if button.key.startswith("review-undo-")))
    assert leads(graph)[PESTS] == [TECHNICAL]
    assert "还没有判断" in app.info[0].value
    app.toggle(key="review-all").set_value(True).run()
    assert "撤销" in said(app)


def test_a_file_is_put_in(graph: Path) -> None:
    press(opened(), "review-do-0")
    with open_store(graph) as store:
        content = to_yaml(all_decisions(store.read)).encode()
    app = run("review", view="decided")
    app.file_uploader[0].upload("判断.yaml", content, "application/yaml").run()
    assert "新增 0 条" in app.success[0].value


# --- the ways that lead here


def test_a_cell_of_the_matrix_leads_here() -> None:
    row = {"role": "牵头", "department_id": id_of(STATION), "task_id": id_of(SEEDS), "document": plans()[0].document}
    [link] = sentences._doubts([row])
    assert (link.page, link.parameters) == ("review", {"edge": edge(STATION, "LEADS", SEEDS)})
    assert [each.words for each in sentences._doubts([row, row])] == ["第 1 句不对？", "第 2 句不对？"]


def test_a_node_and_a_relationship_of_the_graph_lead_here(graph: Path) -> None:
    assert "panel-review" in {button.key for button in run("explore", node=key(STATION)).button}
    app = run("explore", node=key(STATION), at=f"{key(STATION)}|LEADS|{key(SEEDS)}")
    assert "panel-wrong-0" in {button.key for button in app.button}


def test_a_person_says_which_text_counts(place: Path) -> None:
    with open_store(place, write=True) as store:
        counts, lesser = two_texts(store)
    app = opened()
    assert "同一政策的两个文本" in said(app) and "看不出" in said(app)
    assert app.dataframe[0].value["左边写"].tolist() == ["修剪茶园2500亩（2031年）", "县总工会"] or (
        app.dataframe[0].value["左边写"].tolist() == ["修剪茶园2000亩（2031年）", "县人社局"]
    )
    app = press(app, "review-do-1")
    assert "以前者为准" in said(app)
    with open_store(place) as store:
        assert counting(store) == [lesser] != [counts]
