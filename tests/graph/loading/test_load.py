"""Loading and removal: the graph is a function of the documents that are in it."""

import json
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from policygraph.graph.loading.load import find_document, load, remove
from policygraph.graph.stores.opening import open_store
from policygraph.graph.stores.store import Store
from policygraph.graph.transfer.dump import dump_graph
from policygraph.model import records as r
from policygraph.model.errors import PolicyGraphError
from policygraph.model.records import Edge, Records
from tests import paths
from tests.graphs import Writer, city_opinion, county_plan
from tests.stores import wipe


@pytest.fixture
def store(place: str) -> Iterator[Store]:
    with open_store(place, write=True) as opened:
        yield opened


def loaded(*batches: list[Records]) -> str:
    """The dump of a new embedded graph into which the batches were loaded; a server's must be the same."""
    with tempfile.TemporaryDirectory() as folder, open_store(folder, write=True) as store:
        for batch in batches:
            load(store, batch)
        return dump_graph(store)


def one(store: Store, cypher: str, **parameters: Any) -> Any:
    [row] = store.read(cypher, parameters)
    return next(iter(row.values()))


def policy(store: Store, title: str) -> dict[str, Any]:
    return dict(one(store, "MATCH (p:Policy {title: $title}) RETURN properties(p)", title=title))


def test_everything_arrives(store: Store) -> None:
    records = county_plan()
    report = load(store, [records])
    assert report.added == [records.document]
    lines = [json.loads(line) for line in dump_graph(store).splitlines()]
    assert sum(len(line) == 2 for line in lines) == len(records.nodes)
    assert sum(len(line) == 4 for line in lines) == len(records.edges)
    for line in lines:
        about = line[-1]
        if len(line) == 4 and "evidence" in about:
            text = records.nodes[0].properties["text"]
            assert isinstance(text, str) and text[about["start"] : about["end"]] == about["evidence"]
        assert about["document" if len(line) == 4 else "documents"]


def test_loading_again_changes_nothing(store: Store) -> None:
    load(store, [county_plan(), city_opinion()])
    before = dump_graph(store)
    report = load(store, [county_plan()])
    assert (report.added, report.replaced, len(report.unchanged)) == ([], [], 1)
    assert dump_graph(store) == before


def test_order_and_batches_do_not_matter() -> None:
    assert loaded([county_plan(), city_opinion()]) == loaded([city_opinion()], [county_plan()])


def test_a_cited_policy_is_filled_when_its_text_arrives_and_emptied_when_that_goes(store: Store) -> None:
    title = "清河市关于加快蔬菜产业发展的意见"
    load(store, [county_plan()])
    alone = dump_graph(store)
    assert policy(store, title)["status"] == "cited"
    load(store, [city_opinion()])
    assert policy(store, title)["status"] == "issued"
    assert policy(store, title)["number"] == "清政发〔2023〕5号"
    assert len(policy(store, title)["documents"]) == 2
    remove(store, city_opinion().document)
    assert policy(store, title)["status"] == "cited"
    assert dump_graph(store) == alone


def test_removing_all_leaves_nothing(store: Store) -> None:
    load(store, [county_plan(), city_opinion()])
    remove(store, county_plan().document)
    assert dump_graph(store) == loaded([city_opinion()])
    remove(store, city_opinion().document)
    assert dump_graph(store) == ""


def test_a_file_with_another_text_replaces_the_old_one(store: Store) -> None:
    load(store, [county_plan("/a.txt"), city_opinion("/b.txt")])
    report = load(store, [city_opinion("/a.txt")])
    assert report.removed == [county_plan().document]
    assert one(store, "MATCH (d:Document) RETURN d.sources") == ["/a.txt", "/b.txt"]
    assert dump_graph(store) == loaded([city_opinion("/b.txt"), city_opinion("/a.txt")])


def test_the_same_text_at_two_places_is_one_document(store: Store) -> None:
    load(store, [county_plan("/a.txt")])
    report = load(store, [county_plan("/b.txt")])
    assert report.unchanged == [county_plan().document]
    assert store.read("MATCH (d:Document) RETURN d.sources AS sources, d.uri AS uri") == [
        {"sources": ["/a.txt", "/b.txt"], "uri": "/a.txt"}
    ]
    load(store, [city_opinion("/a.txt")])  # the first place holds another text now, the second still this
    assert one(store, "MATCH (d:Document {id: $id}) RETURN d.sources", id=county_plan().document) == ["/b.txt"]
    report = load(store, [city_opinion("/b.txt")])
    assert report.removed == [county_plan().document]


def test_within_a_batch_the_last_text_of_a_place_holds(store: Store) -> None:
    load(store, [county_plan("/a.txt"), city_opinion("/a.txt")])
    assert dump_graph(store) == loaded([city_opinion("/a.txt")])
    load(store, [county_plan("/a.txt"), city_opinion("/a.txt"), county_plan("/a.txt")])
    assert dump_graph(store) == loaded([county_plan("/a.txt")])


def test_a_newer_reader_replaces_the_facts(store: Store) -> None:
    load(store, [county_plan(), city_opinion()])
    newer = county_plan()
    newer.nodes[0].properties["reader"] = "2"
    newer.edges = [edge for edge in newer.edges if edge.type != "SUPPORTS"]
    report = load(store, [newer])
    assert report.replaced == [newer.document]
    assert dump_graph(store) == loaded([newer, city_opinion()])


def test_of_two_edges_between_the_same_ends_the_first_in_the_text_stays(store: Store) -> None:
    records = county_plan()
    lead = next(edge for edge in records.edges if edge.type == "LEADS")
    text = str(records.nodes[0].properties["text"])
    earlier = replace(lead, start=0, end=3, evidence=text[0:3])
    records.edges.append(earlier)
    load(store, [records])
    cypher = "MATCH (:Department {id: $d})-[r:LEADS]->(:Task {id: $t}) RETURN r.start"
    assert store.read(cypher, {"d": lead.source[1], "t": lead.target[1]}) == [{"r.start": 0}]


def test_the_same_fact_of_two_documents_is_two_edges(store: Store) -> None:
    load(store, [county_plan(), city_opinion()])
    cypher = "MATCH (:Region {name: '清河市'})-[r:WITHIN]->(:Region {name: '云岭省'}) RETURN r.document AS d ORDER BY d"
    assert [row["d"] for row in store.read(cypher)] == sorted([county_plan().document, city_opinion().document])


def test_two_spellings_of_a_department_stay_findable(store: Store) -> None:
    load(store, [county_plan()])
    w = Writer("县农委负责。", "另一份", "/c.txt")
    key = next(node for node in county_plan().nodes if node.properties.get("function") == "农业农村")
    w.node("Department", key.id, "县农委", full_name="柳溪县农业农村局", kind="unit", aliases=[])
    load(store, [w.records])
    [row] = store.read("MATCH (d:Department {id: $id}) RETURN d.name AS name, d.aliases AS aliases", {"id": key.id})
    assert row == {"name": "县农业农村局", "aliases": ["县农业局", "县农委"]}


def test_wrong_records_change_nothing(store: Store) -> None:
    load(store, [city_opinion()])
    before = dump_graph(store)
    wrong = county_plan()
    wrong.edges.append(Edge("LEADS", ("Department", "x"), ("Task", "y")))
    with pytest.raises(PolicyGraphError):
        load(store, [city_opinion("/other.txt"), wrong])
    assert dump_graph(store) == before


# how a document is named
NAMES: list[Callable[[Records], str]] = [
    lambda records: records.document,
    lambda records: str(records.nodes[0].properties["uri"]),
    lambda records: str(records.nodes[0].properties["name"]),
    lambda records: "county.txt",
    lambda records: "plans/county.txt",
    lambda records: r"plans\county.txt",
]


@pytest.mark.parametrize("name", NAMES)
def test_a_document_is_found_by(store: Store, name: Callable[[Records], str]) -> None:
    load(store, [county_plan(), city_opinion()])
    assert find_document(store, name(county_plan())) == county_plan().document


def test_no_such_document(store: Store) -> None:
    load(store, [county_plan()])
    with pytest.raises(PolicyGraphError, match="没有文档“别的”"):
        remove(store, "别的")


def test_an_ambiguous_title_lists_the_candidates(store: Store) -> None:
    documents = [Writer(text, "通知", f"/{text}.txt").records for text in ("甲", "乙")]
    load(store, documents)
    before = dump_graph(store)
    with pytest.raises(PolicyGraphError) as caught:
        remove(store, "通知")
    assert all(each.document in str(caught.value) for each in documents)
    assert "/甲.txt" in str(caught.value)
    assert dump_graph(store) == before


# --- any history of loading, loading again and removing ends in the graph of what is there now ------------------------

TITLES = ("甲规划", "乙意见", "丙方案")
UNITS = ("农业农村局", "水利局")
URIS = ("/1", "/2", "/3")


@st.composite
def documents(draw: st.DrawFn, number: int) -> Callable[[str], Records]:
    """A small document about shared policies and departments, to be read from any place."""
    statuses = draw(st.lists(st.sampled_from(["issued", "draft", "cited", None]), min_size=3, max_size=3))
    numbers = draw(st.lists(st.sampled_from([None, "1号", "2号"]), min_size=3, max_size=3))
    units = draw(st.lists(st.tuples(st.sampled_from(UNITS), st.sampled_from("区县"), st.booleans()), max_size=3))
    derives = draw(st.lists(st.tuples(st.integers(0, 2), st.integers(0, 2)), max_size=3))
    text = f"第{number}份。任务：农业农村局牵头，水利局配合，目标3家。"

    def write(uri: str) -> Records:
        w = Writer(text, f"文件{number}", uri)
        keys = [
            w.policy(title, "county", "x", status, number=no) if status else None
            for title, status, no in zip(TITLES, statuses, numbers, strict=True)
        ]
        task = w.task("1", "任务", "任务：农业农村局牵头", [], 1)
        for name, prefix, leads in units:
            key = w.node(
                "Department", r.department_id(name, "x"), prefix + name, full_name=name, kind="unit", aliases=[prefix]
            )
            w.edge("LEADS" if leads else "SUPPORTS", key, task, name)
        if (first := keys[0]) is not None:
            w.edge("PART_OF", task, first, "任务")
            w.edge("STATES", w.document, first, "第", role="text")
        for lower, upper in derives:
            if (a := keys[lower]) is not None and (b := keys[upper]) is not None and a != b:
                w.edge("DERIVES_FROM", a, b, "份", basis="cited")
        w.target(task, "目标3家", "目标", 3, "家")
        return w.records

    return write


steps = st.lists(
    st.one_of(
        st.tuples(
            st.just("load"), st.lists(st.tuples(st.integers(0, 2), st.sampled_from(URIS)), min_size=1, max_size=3)
        ),
        st.tuples(st.just("remove"), st.integers(0, 2)),
    ),
    min_size=1,
    max_size=6,
)


@pytest.mark.slow("ten histories of documents, each written step by step")
@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.tuples(documents(0), documents(1), documents(2)), steps)
def test_history_does_not_matter(write: tuple[Callable[[str], Records], ...], history: list[tuple[str, Any]]) -> None:
    with tempfile.TemporaryDirectory() as folder:
        same_after(folder, write, history)


@pytest.mark.slow("ten histories of documents, each written to the server step by step")
@settings(max_examples=10, suppress_health_check=[HealthCheck.too_slow, HealthCheck.function_scoped_fixture])
@given(st.tuples(documents(0), documents(1), documents(2)), steps)
def test_history_does_not_matter_on_a_server(
    neo4j_place: str, write: tuple[Callable[[str], Records], ...], history: list[tuple[str, Any]]
) -> None:
    wipe(neo4j_place)
    same_after(neo4j_place, write, history)


def same_after(place: str, write: tuple[Callable[[str], Records], ...], history: list[tuple[str, Any]]) -> None:
    """After the history, the graph at `place` is that of what its documents hold in the end."""
    held: dict[str, int] = {}  # what each place of a document holds
    with open_store(place, write=True) as store:
        for what, argument in history:
            if what == "load":
                load(store, [write[number](uri) for number, uri in argument])
                held.update({uri: number for number, uri in argument})
            elif argument in held.values():
                remove(store, write[argument]("").document)
                held = {uri: number for uri, number in held.items() if number != argument}
        result = dump_graph(store)
    assert result == loaded([write[number](uri) for uri, number in sorted(held.items())])


# --- a crash ----------------------------------------------------------------------------------------------------------

LOADER = """
import sys
sys.path.insert(0, sys.argv[2])
from policygraph.graph.loading.load import load
from policygraph.graph.stores.opening import open_store
from tests.graph.loading.test_load import many
store = open_store(sys.argv[1], write=True)
for number in range(1000):
    load(store, many(number))
    print(number, flush=True)
"""


def many(number: int) -> list[Records]:
    """A batch of documents that differ in their text and share all they speak of."""
    batch = []
    for i in range(3):
        records = Writer(f"{number} {i} 农业农村局牵头", f"文件{number}-{i}", f"/{number}/{i}")
        task = records.task("1", "任务", "农业农村局牵头", [], 1)
        unit = records.node("Department", "d", "农业农村局", full_name="农业农村局", kind="unit")
        records.edge("LEADS", unit, task, "农业农村局牵头")
        batch.append(records.records)
    return batch


def test_a_kill_in_the_middle_loses_nothing_and_the_next_run_goes_on(tmp_path: Path) -> None:
    place, root = tmp_path / "graph", paths.ROOT
    with subprocess.Popen(
        [sys.executable, "-c", LOADER, str(place), str(root)], stdout=subprocess.PIPE, text=True
    ) as process:
        assert process.stdout is not None
        committed = next(int(line) for line in process.stdout if int(line) >= 20)
        process.kill()
    with open_store(place) as reader:
        found = one(reader, "MATCH (d:Document) RETURN count(d)")
        claims = one(reader, "MATCH (d:Department) RETURN size(d.documents)")
    assert found >= 3 * (committed + 1)
    assert found % 3 == 0
    assert claims == found, "what documents share is in step with them"
    with open_store(place, write=True) as store:
        for number in range(30 + found // 3):
            load(store, many(number))
        after = dump_graph(store)
    assert after == loaded(*(many(number) for number in range(30 + found // 3)))
