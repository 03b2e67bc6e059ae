"""The query page: its three ways of asking, by their addresses."""

from __future__ import annotations

import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest
from streamlit.testing.v1 import AppTest

from policygraph.app.frame import data
from policygraph.app.query import answers, catalogue, charts, console, drawable, forms
from policygraph.app.query.page import way
from policygraph.graph.asking import catalog
from policygraph.graph.stores.opening import open_store
from policygraph.graph.stores.store import Row, Rows, StoppedError
from policygraph.model.errors import PolicyGraphError
from policygraph.model.ontology import ontology
from tests.pages import boxes_open, filled, place, read, run

__all__ = ["boxes_open", "filled", "place"]  # pytest finds fixtures by their names
FARM = "县农业农村局"


def answer(app: AppTest) -> str:
    return app.dataframe[0].value.to_string()


def labels(app: AppTest) -> list[str]:
    return [button.label for button in app.button]


def press(app: AppTest, label: str) -> AppTest:
    app.button[labels(app).index(label)].click().run()
    assert not app.exception
    return app


def address(app: AppTest) -> dict[str, str]:
    return {name: values[0] if isinstance(values, list) else values for name, values in app.query_params.items()}


def test_without_a_graph_it_says_what_to_do(place: Path) -> None:
    assert "导入" in run("query").info[0].value


# --- questions --------------------------------------------------------------------------------------------------------


def test_examples_are_of_this_graph_and_can_be_clicked(filled: Path) -> None:
    app = run("query")
    assert f"{FARM}牵头哪些任务？" in labels(app)
    press(app, f"{FARM}牵头哪些任务？")
    assert address(app) == {"question": f"{FARM}牵头哪些任务？"}
    assert "建设蔬菜基地" in answer(app) and "扶持加工企业" in answer(app)


@pytest.mark.usefixtures("boxes_open")
def test_a_sentence_first_then_how_it_was_understood_and_the_form_can_be_changed(filled: Path) -> None:
    app = run("query", question="县农业农村局配合什么？")
    assert read(app.markdown[0].value) == "#### 没有柳溪县农业农村局配合的任务。"
    assert "部门 **柳溪县农业农村局**" in read(app.caption[0].value) and "职责 **配合**" in app.caption[0].value
    assert not app.dataframe
    next(field for field in app.text_input if field.label == "部门").set_value("柳溪县水利局")
    press(app, "查询")
    assert address(app) == {
        "question": "县农业农村局配合什么？", "name": "tasks-by-conditions", "departments": "柳溪县水利局",
        "role": "配合",
    }  # fmt: skip
    assert "柳溪县水利局" in app.markdown[0].value and "建设蔬菜基地" in answer(app)


def test_a_condition_can_be_taken_out_and_changed(filled: Path) -> None:
    app = run("query", question="柳溪县谁牵头蔬菜基地")
    assert "地方 **柳溪县**" in read(app.caption[0].value)
    press(app, "去掉“柳溪县”")
    assert address(app) == {"question": "柳溪县谁牵头蔬菜基地", "slot": "place="}
    assert "地方" not in app.caption[0].value
    choice = next(each for each in app.selectbox if each.label == "职责改为")
    choice.set_value("support").run()
    assert not app.exception and app.query_params["slot"] == ["place=", "role=support"]
    assert "职责 **配合**" in read(app.caption[0].value)


def test_a_question_is_about_what_the_header_says_and_can_be_asked_without(filled: Path) -> None:
    app = run("query", question="谁牵头蔬菜基地", **{"in": "柳溪县", "plan": "gone"})
    assert "按页眉所选：**柳溪县**" in read(" ".join(each.value for each in app.caption))
    press(app, "不按页眉所选再问")
    assert address(app)["free"] == "1"
    told = read(" ".join(each.value for each in app.caption))
    assert "没有按页眉所选" in told and "地方" not in told
    press(app, "按页眉所选再问")
    assert "free" not in address(app)


def test_an_address_with_an_older_query_still_answers(filled: Path) -> None:
    """As it was kept or sent before questions had slots."""
    app = run("query", question="县水利局配合什么", name="tasks-supported-by-department", department="县水利局")
    assert "某部门配合的任务" in app.markdown[0].value and "建设蔬菜基地" in answer(app)


def test_written_and_sent(filled: Path) -> None:
    app = run("query")
    app.text_input[0].set_value("哪些任务没有牵头单位")
    press(app, "提问")
    assert "办好蔬菜节" in answer(app)


def test_the_next_question_may_go_on_with_the_last(filled: Path) -> None:
    app = run("query", question="柳溪县谁牵头蔬菜基地")
    assert "柳溪县农业农村局牵头" in app.markdown[0].value
    app.text_input[0].set_value("那配合单位呢")
    press(app, "提问")
    assert address(app) == {"question": "那配合单位呢", "after": "柳溪县谁牵头蔬菜基地"}
    assert "柳溪县水利局、白石镇配合" in read(app.markdown[0].value)
    assert any("接着“柳溪县谁牵头蔬菜基地”问的" in read(each.value) for each in app.caption)


def test_a_town_has_what_lies_there_and_what_it_does_itself(filled: Path) -> None:
    app = run("query", question="白石镇有哪些任务？")
    assert "白石镇任务 1 项：建设蔬菜基地" in read(app.markdown[0].value) and "建设蔬菜基地" in answer(app)


def test_a_unit_of_several_places_can_be_narrowed(filled: Path) -> None:
    app = run("query", question="农业农村局牵头什么")
    assert "发展设施蔬菜" in answer(app) and "建设蔬菜基地" in answer(app)
    press(app, "清河市农业农村局")
    assert "发展设施蔬菜" in answer(app) and "建设蔬菜基地" not in answer(app)


def test_a_name_that_is_not_there_is_said_with_names_that_come_near(filled: Path) -> None:
    app = run("query", question="县气象局配合哪些任务")
    assert "没有提到“县气象局”" in read(app.warning[0].value)
    press(app, "县水利局")
    assert "建设蔬菜基地" in answer(app)


def test_what_it_does_not_understand_it_says(filled: Path) -> None:
    app = run("query", question="今天天气怎么样")
    assert "这句话问的不在其中" in app.warning[0].value and f"{FARM}牵头哪些任务？" in labels(app)


# --- the catalogue ----------------------------------------------------------------------------------------------------


def test_the_list_is_searched_and_a_query_is_asked_by_its_form(filled: Path) -> None:
    app = run("query", name="")
    assert "请在左边选一个" in app.info[0].value
    app.text_input[0].set_value("配合 部门").run()
    found = [label for label in labels(app) if label.startswith("**")]
    assert any("某部门配合的任务" in label for label in found) and not any("全部产业" in label for label in found)
    press(app, next(label for label in found if "某部门配合的任务" in label))
    assert address(app) == {"name": "tasks-supported-by-department"}
    assert "还缺“部门”" in app.info[0].value
    app.selectbox[0].set_value("县水利局")
    press(app, "查询")
    assert address(app)["department"] == "县水利局" and "建设蔬菜基地" in answer(app)


def test_choices_are_in_chinese_and_stand_in_the_address(filled: Path) -> None:
    app = run("query", name="policies", status="cited", view="table")
    status = next(box for box in app.selectbox if box.label == "状态")
    assert status.value == "cited" and "仅被引用" in status.options
    assert "云岭省推进农业现代化规划" in answer(app) and "柳溪县" not in answer(app)


def test_every_choice_of_every_query_has_a_chinese_word() -> None:
    for query in catalog.catalog().values():
        for parameter in query.parameters:
            for value in parameter.values:
                assert not forms.word(query, parameter, value).isascii(), (query.name, parameter.name, value)


@pytest.mark.parametrize(
    ("parameters", "words"),
    [({"name": "deadlines", "until": "明天"}, "日期应写成 2025-12-31"),
     ({"name": "search", "text": "县", "limit": "x"}, "数字"),
     ({"name": "nowhere"}, "这里没有地址所指的查询"), ({"name": "policies", "level": "heaven"}, "只能是")],
)  # fmt: skip
def test_a_wrong_address_is_one_sentence(filled: Path, parameters: dict[str, str], words: str) -> None:
    assert words in read(run("query", **parameters).error[0].value)


@pytest.mark.usefixtures("boxes_open")
def test_a_query_is_opened_as_cypher_with_its_values(filled: Path) -> None:
    app = press(run("query", name="tasks-led-by-department", department=FARM), "在 Cypher 中打开")
    found = address(app)
    assert found["cypher"] == catalog.find_query("tasks-led-by-department").cypher
    assert json.loads(found["values"]) == {"department": FARM, "predecessors": False}
    assert "建设蔬菜基地" in answer(app)


def test_found_by_all_words() -> None:
    names = [query.name for queries in catalogue.find_queries("指标 政策").values() for query in queries]
    assert "targets-of-policy" in names and "industries" not in names
    assert not catalogue.find_queries("没有这样的查询")
    assert sum(map(len, catalogue.find_queries("").values())) == len(catalog.catalog())


# --- Cypher -----------------------------------------------------------------------------------------------------------


def run_cypher(cypher: str, values: str = "") -> AppTest:
    """What comes of a link, once the person has said that it be run."""
    return press(run("query", cypher=cypher, **({"values": values} if values else {})), "运行这条查询")


def test_what_was_run_is_kept_as_a_query_of_ones_own(filled: Path) -> None:
    app = run_cypher("MATCH (t:Task) WHERE t.title CONTAINS $w RETURN t.title AS title", '{"w": "蔬菜"}')
    app.text_input(key="save-name").set_value("my-own")
    app.text_input(key="save-title").set_value("说到什么的任务").run()
    press(app, "存入")
    assert "已存入" in app.success[0].value
    kept = run("query", name="my-own", w="办好")
    assert answer(kept).split()[-1] == "办好蔬菜节" and kept.subheader[0].value == "说到什么的任务"


def test_a_link_shows_its_statement_and_waits_for_a_click(filled: Path) -> None:
    app = run("query", cypher="MATCH (t:Task) RETURN t.title AS title", values='{"n": 1}')
    assert "还没有运行" in app.info[0].value and not app.dataframe
    assert app.code[0].value == 'MATCH (t:Task) RETURN t.title AS title\n// 参数：{"n": 1}'
    press(app, "运行这条查询")
    assert "办好蔬菜节" in answer(app)
    app.query_params["cypher"] = "MATCH (d:Department) RETURN d.name AS name"
    assert not app.run().dataframe  # another one, again
    app.query_params["cypher"] = "MATCH (t:Task) RETURN t.title AS title"
    assert "办好蔬菜节" in answer(app.run())  # which was chosen before


def test_a_statement_is_run(filled: Path) -> None:
    app = run_cypher("MATCH (t:Task) RETURN t.title AS `任务` ORDER BY t.title")
    assert "办好蔬菜节" in answer(app) and any("共 4 行" in caption.value for caption in app.caption)


def test_values_are_given_as_json(filled: Path) -> None:
    app = run_cypher("MATCH (d:Department) WHERE d.name = $n RETURN d.full_name AS f", '{"n": "县水利局"}')
    assert "柳溪县水利局" in answer(app)
    assert "JSON" in run_cypher("RETURN 1 AS x", "[1]").error[0].value
    assert "JSON" in run_cypher("RETURN 1 AS x", "{").error[0].value


@pytest.mark.parametrize(
    "cypher", ["MATCH (n) DETACH DELETE n", "LOAD CSV FROM 'x' AS l RETURN l", "MATCH (n RETURN n"]
)
def test_what_is_refused_is_one_sentence_and_changes_nothing(filled: Path, cypher: str) -> None:
    app = run_cypher(cypher)
    assert "\n" not in app.error[0].value and not app.dataframe
    with open_store(filled) as store:
        assert store.read("MATCH (t:Task) RETURN count(t) AS n") == [{"n": 4}]


def test_a_name_that_the_ontology_does_not_have_is_doubted(filled: Path) -> None:
    app = run_cypher("MATCH (d:Departmnt) RETURN d.name AS name")
    assert "是否指 Department" in app.warning[0].value


def test_what_was_cut_off_is_said(filled: Path) -> None:
    app = run_cypher("UNWIND range(1, 10001) AS x RETURN x")
    assert any("只取了前 10,000 行" in caption.value for caption in app.caption)


@pytest.mark.parametrize(("title", "cypher"), console.examples())
def test_examples_run(filled: Path, title: str, cypher: str) -> None:
    with open_store(filled) as store:
        assert store.read(cypher), title


def test_the_schema_has_a_chinese_word_for_everything() -> None:
    schema = console.schema()
    assert len(schema["nodes"]) == len(ontology().nodes) and len(schema["edges"]) == len(ontology().edges)
    named = {name for kind in [*schema["nodes"], *schema["edges"]] for name in kind["properties"]}
    assert named <= set(schema["properties"])
    assert not any(schema["properties"][name].isascii() for name in named)


def test_while_it_is_waited_for_it_can_be_stopped(filled: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    class Slow:
        ahead, looks = 2, 0

        def wait(self, seconds: float) -> bool:
            self.looks += 1
            return self.looks > 5

        def stop(self) -> None:
            raise AssertionError("nobody pressed it")

        def result(self) -> Rows:
            raise StoppedError

    monkeypatch.setattr(data, "begin", lambda cypher, values: Slow())
    app = run_cypher("RETURN 1 AS x")
    assert "已停止" in app.error[0].value and not app.dataframe


# --- answers ----------------------------------------------------------------------------------------------------------


def test_nodes_and_relationships_of_cypher_are_drawn(filled: Path) -> None:
    with open_store(filled) as store:
        rows = store.read("MATCH (d:Department)-[r:LEADS]->(t:Task) RETURN d, r, t")
        paths = store.read("MATCH p = (:Policy)-[:DERIVES_FROM*1..2]->(:Policy) RETURN p")
        plain = store.read("MATCH (d:Department) RETURN d.name AS name")

        def ask(name: str, values: Mapping[str, Any]) -> list[Row]:
            return catalog.run_query(store, name, values)

        dots, relations = drawable.graph(rows, ask)
        descent = drawable.graph(paths, ask)[1]
        assert drawable.graph(plain, ask) == ([], [])
    assert len(dots) == 6 and len(relations) == 4
    assert {row["relation"] for row in relations} == {"LEADS"} and all(row["evidence"] for row in relations)
    found = {(row["subject"], row["object"]) for row in descent}
    assert ("柳溪县蔬菜产业发展实施方案", "清河市关于加快蔬菜产业发展的意见") in found and len(found) == 2


def test_a_matrix_has_a_line_a_task(filled: Path) -> None:
    with open_store(filled) as store:
        rows = catalog.run_query(store, "responsibility-matrix", {"policy": "柳溪县"})
    lines = drawable.matrix(rows)
    assert [line["任务"] for line in lines] == ["建设蔬菜基地", "扶持加工企业", "办好蔬菜节"]
    assert lines[0]["柳溪县水利局"] == "配合" and lines[1]["柳溪县工信局"] == "牵头" and lines[2]["柳溪县工信局"] == ""


@pytest.mark.parametrize("name", [query.name for query in catalog.catalog().values() if query.show == "chart"])
def test_what_is_to_be_charted_can_be(filled: Path, name: str) -> None:
    query = catalog.find_query(name)
    with open_store(filled) as store:
        rows = catalog.run_query(store, name, {p.name: "总产值" for p in query.parameters if p.required})
    assert charts.fit(rows, query.columns)


def test_figures_are_drawn_as_the_page_of_targets_draws_them(filled: Path) -> None:
    app = run("query", name="targets-of-indicator", indicator="蔬菜总产值", view="chart")
    drawn = app.get("vega_lite_chart")
    theirs = run("targets", indicator="蔬菜总产值").get("vega_lite_chart")
    assert drawn and len(drawn) == len(theirs)
    for chart, page in zip(drawn, theirs, strict=True):
        assert json.loads(chart.proto.spec) == json.loads(page.proto.spec)
        assert chart.proto.data.data == page.proto.data.data or chart.proto.datasets == page.proto.datasets


def test_json_is_read_back() -> None:
    rows: list[Row] = [{"a": "甲", "b": [1, None]}, {"a": "乙", "b": []}]
    assert json.loads(answers.as_json(rows)) == rows


@pytest.mark.parametrize(
    ("given", "expected"),
    [({}, "ask"), ({"question": "x", "name": "y"}, "ask"), ({"name": ""}, "catalogue"), ({"cypher": ""}, "cypher")],
)
def test_which_way_an_address_is_about(given: dict[str, str], expected: str) -> None:
    assert way(given) == expected


def test_values_must_be_named() -> None:
    with pytest.raises(PolicyGraphError, match="JSON"):
        console.read_values("3")
