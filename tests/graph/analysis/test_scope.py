"""Which part of a graph is analysed; all analyses on the samples, against the catalogue's queries."""

import os
import subprocess
import sys
from collections.abc import Callable, Iterator, Sequence
from importlib.resources import files
from pathlib import Path
from typing import Any

import pytest

from policygraph.graph.analysis.departments import burden, centrality, collaboration, communities
from policygraph.graph.analysis.descent import descent
from policygraph.graph.analysis.network import to_networkx
from policygraph.graph.analysis.orphans import Reason, orphans
from policygraph.graph.analysis.scope import read_for_analysis, restrict_to
from policygraph.graph.asking import catalog
from policygraph.graph.loading.load import load
from policygraph.graph.stores.opening import open_store
from policygraph.graph.stores.store import Store
from policygraph.model.errors import PolicyGraphError
from policygraph.services.ingestion import ingest
from policygraph.services.settle import settle
from tests.graphs import COUNTY_TEXT, city_opinion, county_plan
from tests.networks import Graph, made, shuffled

SAMPLES = Path(str(files("policygraph.data").joinpath("samples")))
ALL: list[Callable[[Any], Sequence[Any]]] = [collaboration, burden, centrality, communities, descent, orphans]
every_analysis = pytest.mark.parametrize("analyse", ALL, ids=lambda each: each.__name__)


@pytest.fixture(scope="module")
def store(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Store]:
    """The samples."""
    with open_store(tmp_path_factory.mktemp("samples"), write=True) as opened:
        ingest([SAMPLES], opened, jobs=1)
        settle(opened)
        yield opened


@pytest.fixture(scope="module")
def graph(store: Store) -> "Graph[str]":
    return read_for_analysis(store)


@pytest.fixture(scope="module")
def small(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Store]:
    with open_store(tmp_path_factory.mktemp("small"), write=True) as opened:
        load(opened, [county_plan(), city_opinion()])
        yield opened


# --- what is read of a store ------------------------------------------------------------------------------------------


def test_some_labels_and_types(small: Store) -> None:
    graph = to_networkx(small, ["Task", "Policy"], ["PART_OF", "DERIVES_FROM", "LEADS"])
    assert {label for _, label in graph.nodes(data="label")} == {"Task", "Policy"}
    assert {type_ for *_, type_ in graph.edges(data="type")} == {"PART_OF", "DERIVES_FROM"}, "both ends must be there"
    whole = to_networkx(small)
    assert all(graph.nodes[id_] == whole.nodes[id_] for id_ in graph)
    assert all(whole.edges[edge] == graph.edges[edge] for edge in graph.edges)


def test_without_texts(small: Store) -> None:
    whole, lean = to_networkx(small), to_networkx(small, texts=False)
    assert list(lean) == list(whole) and list(lean.edges) == list(whole.edges)
    assert whole.nodes[county_plan().document]["text"] == COUNTY_TEXT
    for id_, properties in whole.nodes(data=True):
        assert lean.nodes[id_] == {name: value for name, value in properties.items() if name != "text"}
    for edge in whole.edges:
        gone = whole.edges[edge].keys() - lean.edges[edge].keys()
        assert gone <= {"evidence", "start", "end"} and not {"evidence", "start", "end"} & lean.edges[edge].keys()


@every_analysis
def test_what_is_left_out_matters_to_none(store: Store, graph: "Graph[str]", analyse: Callable[[Any], Any]) -> None:
    assert analyse(to_networkx(store)) == analyse(graph)


# --- one policy, one region -------------------------------------------------------------------------------------------


def districts() -> "Graph[str]":
    """A city's plan gives work to a district, whose own plan has an item with a part."""
    return made(
        {
            "市": ("Region", {"name": "清河市", "full_name": "云岭省清河市"}),
            "县": ("Region", {"name": "柳溪县", "full_name": "云岭省清河市柳溪县"}),
            "市方案": ("Policy", {"title": "清河市蔬菜方案"}),
            "县方案": ("Policy", {"title": "柳溪县蔬菜方案", "number": "柳政发〔2024〕8号"}),
            "市局": "Department", "县局": "Department", "县办": "Department", "闲": "Department",
            "t1": "Task", "t2": "Task", "t3": "Task", "t4": "Task",
            "d1": "Document", "d2": "Document", "亩": "Target", "村": "Village", "节": "Section",
        },
        [
            "县 WITHIN 市", "村 WITHIN 县", "市局 WITHIN 市", "县局 WITHIN 县", "县办 WITHIN 县", "闲 WITHIN 县",
            "市方案 APPLIES_TO 市", "县方案 APPLIES_TO 县", "县方案 DERIVES_FROM 市方案",
            "t1 PART_OF 市方案", "t2 PART_OF 市方案", "t3 PART_OF 县方案", "t4 PART_OF t3", "节 PART_OF 县方案",
            "t1 STATED_IN d1", "t2 STATED_IN d1", "t3 STATED_IN d2", "t4 STATED_IN d2", "t4 HAS_TARGET 亩",
            "t4 LOCATED_IN 村", "市局 LEADS t1", "市局 LEADS t2", "县局 SUPPORTS t2", "市局 LEADS t3", "县办 LEADS t4",
        ],
    )  # fmt: skip


@pytest.mark.parametrize(
    ("policy", "region", "kept"),
    [
        ("柳溪县", None, "县方案 t3 t4 市局 县办 d2 亩 村 节"),
        ("柳政发〔2024〕8号", None, "县方案 t3 t4 市局 县办 d2 亩 村 节"),
        ("市方案", None, "市方案 t1 t2 市局 县局 d1"),
        ("蔬菜", None, "市方案 县方案 t1 t2 t3 t4 市局 县局 县办 d1 d2 亩 村 节"),
        (None, "柳溪县", "县方案 t2 t3 t4 县局 县办 d1 d2 亩 村 节"),
        (None, "清河市柳溪县", "县方案 t2 t3 t4 县局 县办 d1 d2 亩 村 节"),
        (None, "清河市", "市方案 县方案 t1 t2 t3 t4 市局 县局 县办 d1 d2 亩 村 节"),
        ("清河市", "柳溪县", "t2 县局 d1"),
        ("柳溪县", "柳溪县", "县方案 t3 t4 县办 d2 亩 村 节"),
    ],
)
def test_only(policy: str | None, region: str | None, kept: str) -> None:
    graph = districts()
    part = restrict_to(graph, policy=policy, region=region)
    assert set(part) == {*kept.split(), "市", "县"}
    assert set(part.edges) == set(graph.subgraph(part).edges)


def test_neither_is_the_whole() -> None:
    graph = districts()
    assert restrict_to(graph) is graph


def test_the_whole_tells_who_leads() -> None:
    graph = districts()
    part = restrict_to(graph, region="柳溪县")
    assert [row.task_id for row in orphans(part)] != []
    assert orphans(graph, part) == []
    assert [(row.policy_id, row.above) for row in descent(graph, part)] == [("县方案", 1)]


@pytest.mark.parametrize(
    ("asked", "words"),
    [
        ({"policy": "水稻"}, "没有名称含“水稻”的政策"),
        ({"region": "柳"}, "没有名为“柳”的地区"),
        ({"policy": "蔬菜", "region": "水稻县"}, "没有名为“水稻县”的地区"),
    ],
)
def test_what_is_not_there(asked: dict[str, str], words: str) -> None:
    with pytest.raises(PolicyGraphError, match=words):
        restrict_to(districts(), **asked)


# --- the samples ------------------------------------------------------------------------------------------------------


@every_analysis
def test_nothing_to_analyse(analyse: Callable[[Any], Any]) -> None:
    assert analyse(Graph()) == []
    assert analyse(made({"局": "Department"}, [])) == []


@every_analysis
@pytest.mark.parametrize("seed", range(3))
def test_the_order_of_the_graph_does_not_matter(graph: "Graph[str]", analyse: Callable[[Any], Any], seed: int) -> None:
    assert analyse(graph) != []
    assert analyse(shuffled(graph, seed)) == analyse(graph)


SCRIPT = """
import sys
from policygraph.graph.analysis.departments import centrality, communities
from policygraph.graph.analysis.scope import read_for_analysis
from policygraph.graph.stores.opening import open_store
with open_store(sys.argv[1]) as store:
    graph = read_for_analysis(store)
print(communities(graph), centrality(graph))
"""


def test_another_process_finds_the_same(store: Store) -> None:
    """Sets of strings come in another order in each process."""
    said = {
        subprocess.run(
            [sys.executable, "-c", SCRIPT, store.place],
            env={**os.environ, "PYTHONHASHSEED": seed, "PYTHONIOENCODING": "utf-8"}, capture_output=True, check=True,
        ).stdout
        for seed in ("1", "2")
    }  # fmt: skip
    assert len(said) == 1 and b"Community" in said.pop()


def test_collaboration_is_that_of_the_query(store: Store, graph: "Graph[str]") -> None:
    rows = catalog.run_query(store, "departments-working-together", {"limit": 100_000})
    want = {frozenset({(r["department_id"], r["led"]), (r["partner_id"], r["partner_led"])}): r["tasks"] for r in rows}
    found = collaboration(graph, collectives=True)
    assert {frozenset({(r.department_id, r.led), (r.partner_id, r.partner_led)}): r.tasks for r in found} == want
    assert len(collaboration(graph)) < len(found), "各镇（街道） is left out"


def test_burden_is_that_of_the_query(store: Store, graph: "Graph[str]") -> None:
    rows = catalog.run_query(store, "departments")
    want = {r["id"]: (r["leads"], r["supports"]) for r in rows if r["leads"] or r["supports"]}
    assert {r.department_id: (r.led, r.supported) for r in burden(graph, collectives=True)} == want


def test_orphans_are_among_those_of_the_query(store: Store, graph: "Graph[str]") -> None:
    without = {row["task_id"]: row["task"] for row in catalog.run_query(store, "tasks-without-lead")}
    found = {row.task_id for row in orphans(graph) if row.reasons != (Reason.no_policy,)}
    assert found <= without.keys()
    [gap] = [row for row in orphans(graph, restrict_to(graph, region="青穗县")) if row.reasons == (Reason.nobody,)]
    assert (gap.task, gap.due) == ("发展林下经济", "2025年12月底前")


def test_descent_of_the_samples(store: Store, graph: "Graph[str]") -> None:
    [city] = descent(graph, restrict_to(graph, policy="云泽市实施"))
    assert (city.above, city.below, city.levels) == (2, 1, ("county",))
    below = catalog.run_query(store, "policy-descendants", {"policy": city.policy_id})
    above = catalog.run_query(store, "policy-ancestors", {"policy": city.policy_id})
    assert (city.descendants, city.ancestors) == (
        len({r["policy_id"] for r in below}),
        len({r["above_id"] for r in above}),
    )


def test_a_county_by_itself(graph: "Graph[str]") -> None:
    part = restrict_to(graph, region="临澜区")
    assert {r.department[:3] for r in burden(part)} == {"临澜区"}
    first = burden(part)[0]
    assert (first.department, first.led) == ("临澜区农业农村局", 10)
