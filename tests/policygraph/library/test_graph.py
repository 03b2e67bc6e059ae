"""`import policygraph`: what it promises, on the graph of the samples, and as rows that the commands give too."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path

import networkx as nx
import openpyxl
import pandas as pd
import pyarrow.parquet as pq
import pytest

import policygraph as pg
from policygraph.graph.asking import catalog
from policygraph.graph.stores.opening import open_store
from tests.commands import Run, run
from tests.samples import FILES

__all__ = ["run"]  # pytest finds fixtures by their names
PLAN = "临澜区2026年"
TABLES = ("policies", "tasks", "assignments", "targets", "milestones", "progress")


@pytest.fixture(scope="module")
def graph(samples_graph: Path) -> pg.Graph:
    return pg.open(samples_graph)


def test_what_is_promised_is_what_dir_lists_and_what_can_be_had() -> None:
    assert dir(pg) == sorted(pg.__all__)
    assert all(getattr(pg, name) is not None for name in pg.__all__)
    with pytest.raises(AttributeError, match="nothing"):
        _ = pg.nothing


@pytest.mark.parametrize("name", TABLES)
def test_a_table_is_the_query_of_that_name_typed_by_the_ontology(graph: pg.Graph, name: str) -> None:
    answer = getattr(graph, name)()
    with open_store(graph.provenance().place) as store:
        assert list(answer) == list(catalog.run_query(store, f"table-{name}"))
    table = answer.df()
    assert len(table) == len(answer) > 0
    assert list(table.columns) == [each.name for each in answer.columns]
    assert table["issued_on"].dtype == "datetime64[ms]" and isinstance(table["level"].dtype, pd.CategoricalDtype)
    assert list(table["level"].cat.categories) == ["central", "province", "city", "county", "town"]
    assert set(answer.df(words=True)["level"].dropna()) <= {"中央", "省级", "市级", "县级", "乡镇"}


def test_filters_choose(graph: pg.Graph) -> None:
    every, of_place = graph.assignments(), graph.assignments(region="临澜区")
    assert 0 < len(of_place) < len(every) and {row["region"] for row in of_place} == {"临澜区"}
    assert {row["region"] for row in graph.policies(region="云泽市")} >= {"云泽市", "临澜区", "青穗县"}
    assert {row["role"] for row in graph.assignments(role="LEADS")} == {"LEADS"}
    assert {row["function"] for row in graph.assignments(function="水利")} == {"水利"}
    years = {row["issued_on"][:4] for row in graph.policies(since="2026-01-01")}
    assert years == {"2026"}
    assert {row["year"] for row in graph.targets(year=2026)} == {2026}
    assert len(graph.tasks(every=True)) > len(graph.tasks())  # a note and a report say a plan's tasks again


def test_a_figure_and_a_task_are_counted_once(graph: pg.Graph) -> None:
    for answer, key in ((graph.tasks(every=True), "task_id"), (graph.targets(every=True), "target_id")):
        ids = [row[key] for row in answer]
        assert len(ids) == len(set(ids))


def test_an_answer_without_rows_keeps_its_columns(graph: pg.Graph) -> None:
    table = graph.targets(policy="没有这项政策").df()
    assert len(table) == 0 and "value" in table and table["value"].dtype == "float64"


def test_wrong_names_are_told(graph: pg.Graph) -> None:
    with pytest.raises(pg.PolicyGraphError, match="没有参数 regoin"):
        graph.tasks(regoin="临澜区")
    with pytest.raises(pg.PolicyGraphError, match="没有名为"):
        graph.query("tasks-led-by-departmnt")
    with pytest.raises(pg.PolicyGraphError, match="projection 只能是"):
        graph.network("nets")  # type: ignore[arg-type]
    with pytest.raises(pg.PolicyGraphError, match="by 只能是"):
        graph.compare([PLAN], by="colour")  # type: ignore[arg-type]
    with pytest.raises(pg.PolicyGraphError, match="没有政策“火星”"):
        graph.compare(["火星"])


def test_a_query_and_cypher_give_what_the_command_gives(graph: pg.Graph, run: Run) -> None:
    place = Path(graph.provenance().place).parent
    given = ["query", "tasks-led-by-department", "-p", "department=区农业农村局", "--format", "json", "-d", place]
    code, out, _ = run(*map(str, given))
    assert code == 0
    assert list(graph.query("tasks-led-by-department", department="区农业农村局")) == json.loads(out)
    found = graph.cypher("MATCH (t:Task) WHERE t.title CONTAINS $words RETURN t.title AS title", limit=2, words="治理")
    assert len(found) == 2 and found.truncated
    with pytest.raises(pg.PolicyGraphError):
        graph.cypher("MATCH (t:Task) DELETE t")


def test_a_question_is_answered_in_a_sentence_and_rows_or_asked_back(graph: pg.Graph) -> None:
    given = graph.ask("临澜区谁牵头高标准农田", on=date(2026, 7, 1))
    assert given.answered and "临澜区农业农村局牵头" in given.said
    assert len(given.df()) == len(given) > 0
    on = graph.ask("那配合单位呢", after=["临澜区谁牵头高标准农田"], on=date(2026, 7, 1))
    assert on.answered and "临澜区水利局" in on.said
    back = graph.ask("今天天气怎么样")
    assert not back.answered and not back and back.said


def test_the_matrix_has_a_column_a_department(graph: pg.Graph) -> None:
    table = graph.matrix(PLAN).df().set_index("task")
    assert table.loc["开展小流域综合治理", "区水利局"] == "牵头"
    assert table.loc["开展小流域综合治理", "区自然资源局"] == "配合"


def test_two_policies_side_by_side(graph: pg.Graph) -> None:
    plans = ["临澜区2025年“百溪润田、千村焕新”行动实施方案", PLAN]
    for by in ("department", "function", "indicator"):
        table = graph.compare(plans, by=by).df().set_index(by)
        assert table.shape[1] == 2 and table.notna().all(axis=1).any()
    assert table.loc["农村生活污水治理率"].tolist() == ["2025目标68%；2025已实现66.5%", "2026目标≥72%"]


def test_networks(graph: pg.Graph) -> None:
    whole, together, descent = (graph.network(name) for name in ("whole", "collaboration", "descent"))
    assert isinstance(whole, nx.MultiDiGraph) and {data["label"] for _, data in whole.nodes(data=True)} >= {"Task"}
    assert all(data["weight"] >= 1 for *_, data in together.edges(data=True))
    titles = nx.get_node_attributes(descent, "level")
    assert any(titles[lower] == "county" and titles[upper] == "city" for lower, upper in descent.edges)
    assert len(graph.network("collaboration", region="青穗县")) < len(together)


def test_files_hold_the_dictionary_and_where_it_comes_from(graph: pg.Graph, tmp_path: Path) -> None:
    answer = graph.targets(kind="planned")
    book = openpyxl.load_workbook(answer.to_excel(tmp_path / "指标.xlsx"))
    assert book.sheetnames == ["表", "数据字典", "来历"]
    assert book["表"].max_row == len(answer) + 1
    assert {row[0].value for row in book["数据字典"].iter_rows(min_row=2)} == {each.name for each in answer.columns}
    table = pq.read_table(answer.to_parquet(tmp_path / "指标.parquet"))
    said = json.loads(table.schema.metadata[b"policygraph"])
    assert said["provenance"]["parameters"]["kind"] == "planned" and said["provenance"]["documents"] == len(FILES)
    pd.testing.assert_frame_equal(pd.read_parquet(tmp_path / "指标.parquet"), answer.df())
    answer.to_csv(tmp_path / "指标.csv")
    assert len(pd.read_csv(tmp_path / "指标.csv")) == len(answer)
    assert "计量单位" in (tmp_path / "指标.dictionary.csv").read_text(encoding="utf-8-sig")
    with pytest.raises(pg.PolicyGraphError):
        answer.to_excel(tmp_path / "指标.parquet")


def test_a_notebook_shows_words_and_no_foreign_markup(tmp_path: Path) -> None:
    reading = pg.read("青穗县<b>节水</b>方案\n一、任务\n（一）<script>修渠</script>。（牵头单位：县水利局）")
    shown = reading._repr_html_()
    assert "青穗县水利局" in shown and "<script>" not in shown and "<b>" not in shown


def test_a_graph_of_ones_own_from_nothing(tmp_path: Path) -> None:
    told: list[str] = []
    with pg.open(tmp_path / "图") as graph:
        with pytest.raises(pg.PolicyGraphError):
            graph.tasks()
        report = graph.ingest(FILES[3], jobs=1, progress=lambda done, total, what: told.append(what))
        assert report.added == 1 and told
        task = graph.tasks()[0]["task_id"]
        id_ = graph.ledger.enter(task, state="behind", share=0.2, as_of=date(2025, 6, 30), by="甲")
        (line,) = (row for row in graph.ledger.rows(on=date(2025, 7, 1)) if row["task_id"] == task)
        assert (line["state"], line["share"]) == ("滞后", 0.2)
        graph.ledger.withdraw(id_, by="甲")
        (line,) = (row for row in graph.ledger.rows(on=date(2025, 7, 1)) if row["task_id"] == task)
        assert line["share"] is None
        first, second = (row["department_id"] for row in graph.assignments()[:2])
        assert "已记下" in graph.review.same(first, second, by="甲")
        (decision,) = graph.review.decisions()
        graph.review.undo(decision["id"], by="甲")
        assert not graph.review.decisions() and len(graph.review.decisions(withdrawn=True)) == 1
        assert graph.backup(tmp_path / "备份.zip").exists()
        assert graph.info()["nodes"]["Document"] == 1
        graph.remove(FILES[3].name)
        assert not graph.tasks()
