"""Every query of the catalogue is asked on the page, and its answer seen in every view that is offered."""

from __future__ import annotations

import shutil
from importlib.resources import files
from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from policygraph.app.frame import data
from policygraph.app.overview import page as overview
from policygraph.app.query import answers, asked, catalogue
from policygraph.app.query.answers import VIEWS
from policygraph.graph.asking import catalog
from policygraph.graph.decisions.decisions import about_nodes
from policygraph.graph.loading.load import load
from policygraph.graph.stores.opening import open_store
from policygraph.services.deciding import decide
from policygraph.services.ingestion import read_records
from tests.decided import corrected_deadline
from tests.graphs import city_opinion, county_plan
from tests.pages import boxes_open, place, run
from tests.render import to_html

__all__ = ["boxes_open", "place"]  # pytest finds fixtures by their names
SAMPLES = Path(str(files("policygraph.data").joinpath("samples")))
NAMES = "MATCH (d:Department) RETURN d.full_name AS name, d.id AS id"
# How many views are offered for the answers to all the headers' examples: one that offers none would open none.
LEAST = {"table": 40, "graph": 5, "chart": 10, "matrix": 2}
OPENED: dict[str, set[str]] = {view: set() for view in VIEWS}


@pytest.fixture(scope="module")
def everything(samples_graph: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A graph in which the examples of every query's header find something (tests/graph/asking/test_catalog.py)."""
    place = tmp_path_factory.mktemp("everything") / "graph"
    shutil.copytree(samples_graph, place)
    with open_store(place, write=True) as store:
        page = tmp_path_factory.mktemp("page") / "page.html"
        [plan] = [file for file in SAMPLES.glob("*.txt") if "青穗县实施" in file.name]
        page.write_bytes(to_html(plan.read_text("utf-8")))
        load(store, [county_plan(), city_opinion(), read_records(page)])
        ids = {row["name"]: row["id"] for row in store.read(NAMES)}
        two = ids["柳溪县水利局"], ids["柳溪县农业农村局"]
        renamed = about_nodes(store.read, "renamed", "Department", *two, by="测试")
        decide(store, [renamed, corrected_deadline(store, "扶持加工企业")])
    return place


def test_no_parameter_is_called_as_what_the_page_has_in_its_address() -> None:
    own = {answers.VIEW, asked.QUESTION, catalogue.NAME, catalogue.CYPHER, catalogue.VALUES, overview.LIST}
    assert not [(query.name, p.name) for query in catalog.catalog().values() for p in query.parameters if p.name in own]


def views(app: AppTest) -> list[str]:
    offered = [each for each in app.get("button_group") if each.label == "看法"]
    words = {word: view for view, word in VIEWS.items()}
    return [words[each] for each in offered[0].options] if offered else ["table"]


@pytest.mark.usefixtures("boxes_open")
@pytest.mark.parametrize("name", sorted(catalog.catalog()))
def test_a_query_has_a_form_and_its_answer_opens_in_every_view(
    everything: Path, place: Path, monkeypatch: pytest.MonkeyPatch, name: str
) -> None:
    monkeypatch.setenv(data.PLACE, str(everything))
    query = catalog.find_query(name)
    examples = {p.name: str(p.example) for p in query.parameters}
    app = run("query", name=name, view="table", **examples)
    assert app.subheader[0].value == query.title and not app.error
    fields = [*app.selectbox, *app.multiselect, *app.text_input, *app.number_input, *app.date_input]
    assert {p.zh for p in query.parameters} <= {field.label.removesuffix("（必填）") for field in fields}
    assert any(code.value.strip() == query.cypher.strip() for code in app.code)
    offered = views(app)
    assert app.dataframe, "the examples find something"
    OPENED["table"].add(name)
    for view in offered[1:]:
        app = run("query", name=name, view=view, **examples)
        assert not app.error and (app.dataframe or app.get("vega_lite_chart") or app.get("bidi_component"))
        OPENED[view].add(name)


def test_views_were_offered() -> None:
    """Only after the others; alone it has nothing to say."""
    if len(OPENED["table"]) == len(catalog.catalog()):
        assert {view: len(names) for view, names in OPENED.items() if len(names) < LEAST[view]} == {}


def test_a_question_answered_by_a_department_s_work_and_seen_as_a_matrix(
    everything: Path, place: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Its rows are of one policy, whose matrix is a click away."""
    monkeypatch.setenv(data.PLACE, str(everything))
    app = run("query", question="柳溪县农业农村局的全部工作", view="matrix")
    assert "柳溪县农业农村局任务 2 项" in app.markdown[0].value
    assert "建设蔬菜基地" in app.dataframe[0].value.to_string()
    assert [button for button in app.button if button.key and button.key.endswith("open-matrix")]
