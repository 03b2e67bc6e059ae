"""The shortest ways between two nodes: which are found, over what, and when it is said that nothing is known."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from pathlib import Path
from typing import Any

import pytest

from policygraph.graph.analysis import paths
from policygraph.graph.asking import catalog
from policygraph.graph.loading.load import load
from policygraph.graph.stores.opening import open_store
from tests.graphs import city_opinion, county_plan

LABELS = {"p": "Policy", "t": "Task", "d": "Department", "r": "Region", "f": "Document"}
EDGES = [
    "d1 LEADS t1", "d2 SUPPORTS t1", "d2 LEADS t2", "t1 PART_OF p1", "t2 PART_OF p2", "p2 DERIVES_FROM p1",
    "d1 WITHIN r1", "d2 WITHIN r1", "d9 WITHIN r1", "t8 STATED_IN f1", "t7 STATED_IN f1",
]  # fmt: skip


def key(name: str) -> str:
    return f"{LABELS[name[0]]}:{name}"


def links(ids: Sequence[str], without: Sequence[str]) -> Collection[dict[str, Any]]:
    found = []
    for one, relation, other in map(str.split, EDGES):
        for here, there in ((one, other), (other, one)):
            if here in ids and relation not in without:
                found.append({"label": LABELS[here[0]], "id": here, "other_label": LABELS[there[0]], "other_id": there,
                              "relation": relation})  # fmt: skip
    return found


@pytest.mark.parametrize(
    ("start", "end", "found", "plain"),
    [("d1", "t1", ["d1 t1"], False), ("d1", "d2", ["d1 t1 d2"], False),  # not over the place that both are in
     ("d1", "t2", ["d1 t1 d2 t2"], False), ("p1", "t2", ["p1 p2 t2"], False), ("t1", "p2", ["t1 p1 p2"], False),
     ("d1", "d9", ["d1 r1 d9"], True), ("t7", "t8", ["t7 f1 t8"], True),
     ("d1", "t7", [], True), ("d1", "d1", [], True)],
)  # fmt: skip
def test_shortest_ways(start: str, end: str, found: list[str], plain: bool) -> None:
    ways = paths.ways(key(start), key(end), links)
    assert ["".join(f"{node.partition(':')[2]} " for node in way).strip() for way in ways.found] == found
    assert ways.plain == plain and not ways.given_up


def test_what_is_too_far_is_not_said_to_be_unconnected(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(paths, "READ", 2)
    assert paths.ways(key("d1"), key("t2"), links) == paths.Ways(given_up=True)


def test_of_equal_ways_those_over_measures_come_first(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(
        f"{__name__}.EDGES", [*EDGES, "d1 ISSUED p9", "d2 CONSULTED_ON p9", "d1 LEADS t3", "d2 LEADS t3"]
    )
    middle = [way[1] for way in paths.ways(key("d1"), key("d2"), links).found]
    assert middle == ["Task:t1", "Task:t3", "Policy:p9"]


def test_in_a_graph(tmp_path: Path) -> None:
    with open_store(tmp_path / "graph", write=True) as store:
        load(store, [county_plan(), city_opinion()])

        def read(ids: Sequence[str], without: Sequence[str]) -> Collection[dict[str, Any]]:
            return catalog.run_query(store, "links-of-nodes", {"nodes": list(ids), "without": list(without) or None})

        names = {node.properties["name"]: f"{node.label}:{node.id}" for node in county_plan().nodes}
        ways = paths.ways(names["番茄大棚面积"], names["县农业农村局"], read)
        assert [[each.partition(":")[0] for each in way] for way in ways.found] == [["Target", "Task", "Department"]]
