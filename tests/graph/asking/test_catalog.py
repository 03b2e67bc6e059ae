"""The query catalogue: every file of it runs and says in its header what it does.

Its case is its header: the examples of all parameters together find something in the graph of the samples, to which two
small plans and a decision are added. A new file is tried as soon as it is there. That a server gives the
same rows is seen in tests/graph/cypher/test_dialect.py.
"""

import re
from collections.abc import Iterator
from importlib.resources import files
from pathlib import Path
from typing import Any

import pytest

from policygraph.graph.asking import catalog
from policygraph.graph.cypher.guard import check_read_only
from policygraph.graph.decisions.decisions import about_nodes
from policygraph.graph.loading.load import load
from policygraph.graph.stores.opening import open_store
from policygraph.graph.stores.store import Store
from policygraph.model.errors import PolicyGraphError
from policygraph.model.ontology import ontology
from policygraph.services.deciding import decide
from policygraph.services.ingestion import read_records
from tests import paths
from tests.commands import Run, run
from tests.decided import corrected_deadline
from tests.graphs import city_opinion, county_plan
from tests.pages import filled, place
from tests.pages import run as run_page
from tests.render import to_html

__all__ = ["filled", "place", "run"]  # pytest finds fixtures by their names
EVERY = sorted(catalog.catalog())


@pytest.fixture(scope="module")
def store(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Store]:
    where = tmp_path_factory.mktemp("graph")
    samples = sorted(Path(str(files("policygraph.data").joinpath("samples"))).iterdir())
    page = tmp_path_factory.mktemp("page") / "page.html"
    page.write_bytes(to_html(next(file for file in samples if "青穗县实施" in file.name).read_text("utf-8")))
    with open_store(where, write=True) as writer:
        load(writer, [county_plan(), city_opinion(), *(read_records(file) for file in (*samples, page))])
        ids = {row["full_name"]: row["id"] for row in writer.read(NAMES)}
        old, new = ids["柳溪县水利局"], ids["柳溪县农业农村局"]
        renamed = about_nodes(writer.read, "renamed", "Department", old, new, by="测试")
        decide(writer, [renamed, corrected_deadline(writer, "扶持加工企业")])
    with open_store(where) as reader:
        yield reader


NAMES = "MATCH (d:Department) RETURN d.full_name AS full_name, d.id AS id"
TEXT = "MATCH (d:Document {id: $id}) RETURN d.text AS text"


@pytest.mark.parametrize("name", EVERY)
def test_the_examples_find_what_the_header_says(store: Store, name: str) -> None:
    query = catalog.find_query(name)
    examples = {parameter.name: parameter.example for parameter in query.parameters}
    rows = catalog.run_query(store, name, examples)
    assert rows, "没有查到：请让 example 一起填时在示例里查得到"
    assert set(rows.columns) == {column.name for column in query.columns}
    for row in rows:
        if row.get("evidence") is not None:
            text = store.read(TEXT, {"id": row["document"]})[0]["text"]
            assert text[row["start"] : row["end"]] == row["evidence"]
    assert rows == catalog.run_query(store, name, examples)


@pytest.mark.parametrize("name", EVERY)
def test_a_page_of_rows_is_how_all_of_them_begin(store: Store, name: str) -> None:
    query = catalog.find_query(name)
    needed = catalog.bind_values(query, {p.name: p.example for p in query.parameters if p.required})
    whole = store.read(query.cypher, needed)
    for rows in {1, max(1, len(whole) // 2)}:
        found = store.read(query.cypher, needed, rows=rows)
        assert found == whole[:rows] and found.truncated == (len(whole) > rows)


def test_a_new_file_is_enough(
    store: Store, run: Run, filled: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """As docs/engineers/add-a-query.md has it: the commands, the page and the tests know it."""
    page = (paths.ROOT / "docs/engineers/add-a-query.md").read_text(encoding="utf-8")
    written = re.search(r"```cypher\n(.+?)```", page, re.S)
    assert written
    queries = tmp_path / "queries"
    queries.mkdir()
    for name in EVERY:
        (queries / f"{name}.cypher").write_bytes((paths.ROOT / "queries" / f"{name}.cypher").read_bytes())
    (queries / "new-query.cypher").write_text(written[1], encoding="utf-8")
    monkeypatch.setattr(catalog, "folder", lambda: queries)
    forget()
    try:
        query = catalog.find_query("new-query")
        test_header(query.name)
        test_the_same_file_runs_everywhere(query.name)
        test_the_examples_find_what_the_header_says(store, query.name)
        assert query.title in run("queries", "--format", "csv")[1]
        examples = {parameter.name: str(parameter.example) for parameter in query.parameters}
        asked = [word for name, example in examples.items() for word in ("-p", f"{name}={example}")]
        assert "建设蔬菜基地" in run("query", query.name, *asked, "--database", filled, "--format", "json")[1]
        app = run_page("query", name=query.name, **examples)
        assert {f"{p.zh}（必填）" for p in query.parameters} <= {field.label for field in app.text_input}
        assert len(app.dataframe[0].value) > 0
    finally:
        forget()


def forget() -> None:
    catalog.catalog.cache_clear()
    catalog._ours.cache_clear()


@pytest.mark.parametrize("name", EVERY)
def test_header(name: str) -> None:
    query = catalog.find_query(name)
    assert query.title and query.answers and query.tags
    assert query.show in ("table", "matrix", "graph", "chart")
    columns = {column.name for column in query.columns}
    if "evidence" in columns:
        assert {"document", "start", "end"} <= columns
    assert all(parameter.example is not None for parameter in query.parameters)
    assert set(re.findall(r"\$(\w+)", query.cypher)) == {parameter.name for parameter in query.parameters}
    for column in query.columns:
        if column.of not in ("", "labels", "types"):
            kind, _, prop = column.of.partition(".")
            kinds = {**ontology().nodes, **ontology().edges}
            assert prop in kinds[kind].properties


@pytest.mark.parametrize("name", EVERY)
def test_the_same_file_runs_everywhere(name: str) -> None:
    cypher = catalog.find_query(name).cypher
    check_read_only(cypher)
    assert cypher.splitlines()[-1].startswith(("ORDER BY", "LIMIT"))
    assert "ORDER BY" in cypher
    assert not re.search(r"\(\w* ?\{", cypher), "a node without a label is searched for in the whole graph"
    assert not re.search(r"\{\w+: \w+\.\w+\}", cypher), (
        "kglite finds nothing by another variable's property in a pattern"
    )
    labels = set(re.findall(r"\(\w*:(\w+)", cypher))
    types = {t for each in re.findall(r"\[\w*:([A-Z_|]+)", cypher) for t in each.split("|")}
    assert labels <= set(ontology().nodes)
    assert types <= set(ontology().edges)


def test_the_queries_of_the_readme_are_all_there() -> None:
    assert len(EVERY) >= 17
    assert len({catalog.find_query(name).title for name in EVERY}) == len(EVERY)


# --- names and parameters ---------------------------------------------------------------------------------------------

# query, values, words of the error
REFUSED: list[tuple[str, dict[str, Any], str]] = [
    ("tasks-led-by-department", {}, "缺少参数 department，例如 -p department="),
    ("tasks-led-by-department", {"department": ""}, "缺少参数 department"),
    ("tasks-led-by-department", {"departement": "x"}, "没有参数 departement。它的参数：department（部门，必填）"),
    ("node-counts", {"x": 1}, "没有参数 x。它的参数：没有参数"),
    ("deadlines", {"since": "明天"}, "参数 since（起始日期）应为 date，例如 2025-01-01；得到 '明天'"),
    ("neighbourhood", {"id": "x", "limit": "很多"}, "limit（最多几行）应为 integer"),
    ("neighbourhood", {"id": "x", "limit": float("inf")}, "limit（最多几行）应为 integer"),
    ("neighbourhood", {"id": "x", "limit": [1]}, "limit（最多几行）应为 integer"),
    ("policies", {"status": "lost"}, "只能是 issued（已印发）、draft（征求意见）"),
]


@pytest.mark.parametrize(("name", "values", "words"), REFUSED)
def test_wrong_parameters(name: str, values: dict[str, Any], words: str) -> None:
    with pytest.raises(PolicyGraphError) as caught:
        catalog.bind_values(catalog.find_query(name), values)
    assert words in str(caught.value) and "\n" not in str(caught.value)


def test_parameters_are_read_as_their_type() -> None:
    bound = catalog.bind_values(
        catalog.find_query("neighbourhood"), {"id": "00012345", "limit": "7", "types": "LEADS，SUPPORTS"}
    )
    assert bound == {"id": "00012345", "limit": 7, "types": ["LEADS", "SUPPORTS"]}
    assert catalog.bind_values(catalog.find_query("neighbourhood"), {"id": "x"}) == {
        "id": "x",
        "types": None,
        "limit": 100,
    }


@pytest.mark.parametrize(
    ("name", "near"),
    [("tasks-led-by-departments", "tasks-led-by-department"), ("matrix", "responsibility-matrix"), ("serch", "search")],
)
def test_unknown_names_suggest_near_ones(name: str, near: str) -> None:
    with pytest.raises(PolicyGraphError, match=near):
        catalog.find_query(name)


@pytest.mark.parametrize(
    ("text", "is_name"),
    [
        ("search", True),
        ("tasks-of-section", True),
        (" documents ", True),
        ("MATCH (n) RETURN n", False),
        ("RETURN 1", False),
    ],
)
def test_a_name_is_told_from_cypher(text: str, is_name: bool) -> None:
    assert catalog.is_name(text) is is_name


@pytest.mark.parametrize(
    "text", ["MATCH (n) RETURN n", "// title: x\nRETURN 1", "// title: [\nRETURN 1", "// - a\nRETURN 1"]
)
def test_a_bad_header_is_named(text: str) -> None:
    with pytest.raises(PolicyGraphError, match=r"bad\.cypher"):
        catalog.parse_query("bad", text)


def test_every_file_is_in_the_catalogue() -> None:
    folder = paths.ROOT / "queries"
    assert {file.stem for file in folder.glob("*.cypher")} == set(EVERY)
