"""The matrix page without a browser: what its grid holds, its choices and their address, its downloads."""

from __future__ import annotations

import csv
import io
from pathlib import Path
from typing import Any

import pytest
from streamlit.testing.v1 import AppTest
from streamlit.util import calc_hash

from policygraph.app.matrix import grid, sentences
from policygraph.app.matrix import page as matrix
from policygraph.graph.asking import catalog
from policygraph.graph.loading.load import load
from policygraph.graph.stores.opening import open_store
from policygraph.graph.stores.store import Row, Store
from policygraph.graph.transfer.matrix import Matrix, compose
from policygraph.model.records import policy_id, region_id
from policygraph.services.paper import templates
from tests.graphs import CITY, COUNTY, Writer, county_plan
from tests.pages import MAIN, filled, place, run
from tests.patience import LONG

__all__ = ["filled", "place"]  # fixtures

PLAN = policy_id("柳溪县蔬菜产业发展实施方案", "county", "柳溪县")
OPINION = policy_id("清河市关于加快蔬菜产业发展的意见", "city", "清河市")


def rows_of(store: Store, policy: str) -> list[Row]:
    return catalog.run_query(store, "responsibility-matrix", {"policy": policy})


@pytest.fixture
def county(tmp_path: Path) -> list[Row]:
    with open_store(tmp_path / "county", write=True) as store:
        load(store, [county_plan()])
        return rows_of(store, PLAN)


@pytest.fixture
def table(county: list[Row]) -> Matrix:
    return compose("方案", county, [])


# --- the page ---------------------------------------------------------------------------------------------------------


def test_nothing_there_says_what_to_do(place: Path) -> None:
    assert "导入" in run("matrix").info[0].value


def test_a_graph_without_tasks_says_what_to_do(place: Path) -> None:
    with open_store(place, write=True) as store:
        load(store, [Writer("没有任务。", "通知", "/x").records])
    assert "没有任何任务" in run("matrix").info[0].value


def test_the_policy_with_most_responsibilities_comes_first(filled: Path) -> None:
    app = run("matrix")
    assert chosen(app) == [PLAN]
    assert app.query_params["policy"] in (PLAN, [PLAN])
    said = app.caption[-1].value
    assert "3 项任务，4 个部门：牵头 3，配合 2" in said and "1 项没有写明牵头单位" in said


def test_the_address_chooses(filled: Path) -> None:
    app = run("matrix", policy=OPINION)
    assert chosen(app) == [OPINION] and app.caption[-1].value.startswith("1 项任务，2 个部门")


def test_a_policy_that_is_not_there_stays_in_the_address_until_another_is_chosen(filled: Path) -> None:
    app = run("matrix", policy="no-such-policy")
    app.run()
    assert app.selectbox[0].value is None and chosen(app) == ["no-such-policy"]
    assert "没有地址所指的政策" in app.error[0].value and not app.multiselect, "and no other table"
    app.selectbox[0].set_value(OPINION).run()
    assert chosen(app) == [OPINION] and not app.error


def test_of_several_policies_those_that_are_there_are_shown(filled: Path) -> None:
    app = AppTest.from_file(MAIN, default_timeout=LONG)
    app._page_hash = calc_hash("matrix")
    app.query_params["policy"] = ["no-such-policy", OPINION]
    app.run()
    assert app.selectbox[0].value == OPINION and app.caption[-1].value.startswith("1 项任务，2 个部门")
    assert "没有地址所指的政策" in app.warning[0].value
    assert app.query_params["policy"] == ["no-such-policy", OPINION]


def test_choices_narrow_the_matrix_and_stand_in_the_address(filled: Path) -> None:
    app = run("matrix")
    water = next(id_ for id_, name in zip(*_options(app, 1), strict=True) if name == "柳溪县水利局")
    app.multiselect[1].set_value([water]).run()
    assert app.query_params["department"] in (water, [water])
    assert app.caption[-1].value.startswith("1 项任务，1 个部门：牵头 0，配合 1")
    app.selectbox[0].set_value(OPINION).run()
    assert "department" not in app.query_params, "that department has nothing in the other policy"
    assert app.caption[-1].value.startswith("1 项任务，2 个部门")


def test_another_policy_takes_the_place_of_the_first_and_one_more_is_asked_for(filled: Path) -> None:
    app = run("matrix")
    assert [each.label for each in app.multiselect] == ["章节", "部门"] and chosen(app) == [PLAN]
    app.button(key="compare-policy-add").click().run()
    assert app.multiselect[0].label == "对比" and chosen(app) == [PLAN]
    app.multiselect[0].set_value([OPINION]).run()
    assert chosen(app) == [PLAN, OPINION] and app.caption[-1].value.startswith("4 项任务")
    app.multiselect[0].set_value([]).run()
    assert chosen(app) == [PLAN]


def chosen(app: AppTest) -> list[str]:
    found = app.query_params["policy"]
    return found if isinstance(found, list) else [found]


def test_a_policy_that_names_nobody_says_so(place: Path) -> None:
    w = Writer("方案\n1.种菜。", "方案", "/x", genre="plan")
    plan = w.policy("方案", "county", "柳溪县", "issued")
    w.edge("PART_OF", w.task("1", "种菜", "1.种菜。", [], 1), plan, "种菜")
    with open_store(place, write=True) as store:
        load(store, [w.records])
    app = run("matrix")
    assert "没有写明由谁负责" in app.info[0].value and app.caption[-1].value.startswith("1 项任务，0 个部门")


def _options(app: Any, nth: int) -> tuple[list[str], list[str]]:
    """Values and words of a choice; AppTest tells only the words."""
    with open_store(Path(matrix.data.place() or "")) as store:
        known = grid.departments(rows_of(store, PLAN))
    words = app.multiselect[nth].options
    assert sorted(words) == sorted(known.values())
    return list(known), list(known.values())


# --- the grid ---------------------------------------------------------------------------------------------------------


def test_rows_and_columns(table: Matrix) -> None:
    across = grid.columns([table], busiest=True)
    assert [(each.name, each.leads, each.supports) for each in across] == [
        ("县农业农村局", 2, 0), ("县工信局", 1, 0), ("县水利局", 0, 1), ("白石镇", 0, 1),
    ]  # fmt: skip
    rows = grid.drawn([table], across)
    assert rows[0] == {"heading": "一、重点任务", "depth": 0}
    assert [row["title"] for row in rows[1:]] == ["1.建设蔬菜基地", "2.扶持加工企业", "3.办好蔬菜节"]
    assert rows[1]["cells"] == [(0, "牵头", False), (2, "配合", False), (3, "配合", False)]
    assert rows[1]["due"] == "2025年底前" and rows[3]["cells"] == []


def test_who_is_not_shown_is_counted(table: Matrix) -> None:
    across = [each for each in grid.columns([table], busiest=True) if each.name == "县水利局"]
    base = grid.drawn([table], across)[1]
    assert base["cells"] == [(0, "配合", False)] and (base["leads"], base["supports"]) == (1, 2)


def test_columns_in_the_order_of_the_text(table: Matrix) -> None:
    across = grid.columns([table], busiest=False)
    assert [each.name for each in across] == ["县农业农村局", "县水利局", "白石镇", "县工信局"]


def test_narrowed_by_heading_and_department(county: list[Row]) -> None:
    assert grid.sections(county) == ["一、重点任务"]
    assert grid.narrowed(county, ["一、重点任务"], []) == county
    assert grid.narrowed(county, ["一、重点"], []) == [], "a heading is not the beginning of another"
    industry = next(row["department_id"] for row in county if row["department_name"] == "县工信局")
    kept = grid.narrowed(county, [], [industry])
    assert {row["task"] for row in kept} == {"扶持加工企业"} and len(kept) == 2, "with all who take part in it"


def test_parts_keep_what_they_are_part_of() -> None:
    def row(task: str, parent: str | None, department: str | None) -> Row:
        return {"task_id": task, "parent_id": parent, "department_id": department, "section": []}

    rows = [row("whole", None, None), row("part", "whole", "farm"), row("other", "whole", "water")]
    assert [each["task_id"] for each in grid.narrowed(rows, [], ["farm"])] == ["whole", "part"]


def bureau_of(
    place: tuple[str, str, str], title: str, *, basis: str = "stated", uri: str = "", before: str = ""
) -> Writer:
    """A plan of one task, which the bureau of agriculture leads."""
    department = "农业农村局"
    w = Writer(f"{before}{title}\n1.种菜。由{department}负责。", title, uri or f"/{title}", genre="plan")
    w.node("Region", place[0], place[1], level=place[2])
    plan = w.policy(title, place[2], place[1], "issued")
    task = w.task("1", "种菜", "1.种菜。", [], 1)
    w.edge("PART_OF", task, plan, "种菜")
    full = f"{place[1]}{department}"
    key = w.node("Department", full, department, full_name=full, kind="unit", aliases=[], level=place[2])
    w.edge("LEADS", key, task, f"由{department}负责", basis=basis, position=1)
    return w


def test_bureaus_of_two_places_are_told_apart(tmp_path: Path) -> None:
    plans = {"甲方案": (COUNTY, "柳溪县", "county"), "乙方案": (CITY, "清河市", "city")}
    with open_store(tmp_path / "graph", write=True) as store:
        load(store, [bureau_of(region, title).records for title, region in plans.items()])
        tables = [compose(title, rows_of(store, title), []) for title in plans]
    across = grid.columns(tables, busiest=True)
    assert [each.name for each in across] == ["柳溪县农业农村局", "清河市农业农村局"]
    rows = grid.drawn(tables, across)
    assert [row.get("heading", row.get("cells")) for row in rows] == [
        "甲方案", [(0, "牵头", False)], "乙方案", [(1, "牵头", False)],
    ]  # fmt: skip
    assert [each.name for each in grid.columns(tables[:1], busiest=True)] == ["农业农村局"]


def test_who_is_only_listed_first_is_marked(tmp_path: Path) -> None:
    with open_store(tmp_path / "graph", write=True) as store:
        load(store, [bureau_of((region_id("x"), "柳溪县", "county"), "方案", basis="first-listed").records])
        table = compose("方案", rows_of(store, "方案"), [])
    assert grid.drawn([table], grid.columns([table], busiest=True))[0]["cells"] == [(0, "牵头", True)]


# --- what a cell rests on ---------------------------------------------------------------------------------------------


def test_every_sentence_of_a_cell_is_shown(place: Path) -> None:
    """Two documents print the plan; each has its own text around the words."""
    region = (region_id("柳溪县"), "柳溪县", "county")
    with open_store(place, write=True) as store:
        for uri in ("/a", "/b"):
            load(store, [bureau_of(region, "方案", uri=uri, before=f"印自{uri}。\n\n").records])
        table = compose("方案", rows_of(store, "方案"), [])
    across = grid.columns([table], busiest=True)
    [task] = grid.tasks([table])
    panel = sentences.panel([table], across, f"{task.rows[0]['task_id']}:{across[0].id}")
    assert [each["words"] for each in panel["passages"]] == ["由农业农村局负责"] * 2
    # Without the empty line, which would take room.
    assert {each["before"] for each in panel["passages"]} == {f"印自{uri}。\n方案\n1.种菜。" for uri in ("/a", "/b")}
    assert panel["note"] == "柳溪县农业农村局　牵头"
    whole = sentences.panel([table], across, f"{task.rows[0]['task_id']}:")
    assert whole["note"] == "○ 未开始：没有报告过进展"
    assert [link.page for link in whole["links"]] == ["task", "trace", "ledger", "explore"]


@pytest.mark.parametrize("cell", ["", ":", "no:no", ":no", "no:"])
def test_a_cell_that_is_not_there_shows_nothing(table: Matrix, cell: str) -> None:
    assert sentences.panel([table], grid.columns([table], busiest=True), cell) == {}


def test_an_empty_cell_shows_nothing(table: Matrix) -> None:
    across = grid.columns([table], busiest=True)
    fair = list(grid.tasks([table]))[2]
    assert sentences.panel([table], across, f"{fair.rows[0]['task_id']}:{across[0].id}") == {}


def test_a_department_shows_its_tasks_those_it_leads_first(table: Matrix) -> None:
    across = grid.columns([table], busiest=True)
    panel = sentences.panel([table], across, f":{across[0].id}")
    assert [(each["role"], each["title"]) for each in panel["tasks"]] == [
        ("牵头", "1.建设蔬菜基地"), ("牵头", "2.扶持加工企业"),
    ]  # fmt: skip
    assert [link.parameters for link in panel["links"][:2]] == [
        {"department": "柳溪县农业农村局"}, {"name": "department-workload", "department": "柳溪县农业农村局"},
    ]  # fmt: skip


# --- downloads --------------------------------------------------------------------------------------------------------


def read_csv(content: bytes) -> list[list[str]]:
    return list(csv.reader(io.StringIO(content.decode("utf-8-sig"))))


def test_the_grid_as_csv(table: Matrix) -> None:
    lines = read_csv(grid.as_csv([table], grid.columns([table], busiest=True)))
    assert lines[0] == ["政策", "章节", "工作任务", "时限", "县农业农村局", "县工信局", "县水利局", "白石镇"]
    assert lines[1][2:] == ["1.建设蔬菜基地", "2025年底前", "牵头", "", "配合", "配合"]
    assert lines[3][2:] == ["3.办好蔬菜节", "", "", "", "", ""]


def test_the_list_as_csv(table: Matrix) -> None:
    lines = read_csv(matrix.long_list([table]))
    assert lines[0][:2] == ["政策", "任务"] and len(lines) == 1 + 6
    by_name = [dict(zip(lines[0], line, strict=True)) for line in lines[1:]]
    assert by_name[1]["部门"] == "柳溪县水利局" and by_name[1]["职责"] == "配合"
    assert by_name[1]["原文依据"] == "配合单位：县水利局"


def _buttons(app: Any) -> list[str]:
    """Labels, without what keeps them from being taken for Markdown."""
    return [each.proto.label.replace("\\", "") for each in app.get("download_button")]


def test_a_chosen_department_has_a_list_of_its_own_and_a_broken_template_is_named(filled: Path) -> None:
    app = run("matrix")
    labels = _buttons(app)
    assert any(label.startswith("责任分工表 .docx") for label in labels)
    assert not any(label.startswith("部门任务清单") for label in labels)
    water = next(id_ for id_, name in zip(*_options(app, 1), strict=True) if name == "柳溪县水利局")
    app.multiselect[1].set_value([water]).run()
    labels = _buttons(app)
    assert {"部门任务清单 .docx（公文格式）", "部门任务清单 .xlsx（可直接打印）"} <= set(labels)
    template = templates.folder(filled) / "公文.docx"
    template.parent.mkdir()
    template.write_bytes(b"no .docx")
    app.run()
    assert "公文.docx 打不开" in app.error[0].value.replace("\\", "")
    labels = _buttons(app)
    assert not any(".docx" in label for label in labels) and len(labels) == 2, "the others can be had"
