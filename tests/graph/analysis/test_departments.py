"""Departments: on small graphs whose answers a person worked out."""

from dataclasses import astuple
from itertools import combinations
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from policygraph.graph.analysis import departments
from policygraph.graph.analysis.departments import (
    burden,
    centrality,
    collaboration,
    communities,
    projection,
    sample_size,
)
from tests.networks import made, shuffled, work


@pytest.mark.parametrize(
    ("tasks", "rows"),
    [
        ((), []),
        (("A",), []),
        (("Ab",), [("A", "B", 1, 1, 0, ("t1",))]),
        (("Ba",), [("B", "A", 1, 1, 0, ("t1",))]),  # who leads more comes first
        (("ba",), [("A", "B", 1, 0, 0, ("t1",))]),  # and of equals the first by name
        (("Ab", "AB", "aB", "A"), [("A", "B", 3, 2, 2, ("t1", "t2", "t3"))]),
        (("Aa",), []),  # leading and supporting one task is not working with oneself
        (
            ("Abc", "bC"),
            [("C", "B", 2, 1, 0, ("t1", "t2")), ("A", "B", 1, 1, 0, ("t1",)), ("A", "C", 1, 1, 0, ("t1",))],
        ),
        (("A众",), []),
    ],
)
def test_collaboration(tasks: tuple[str, ...], rows: list[tuple[Any, ...]]) -> None:
    found = collaboration(work(*tasks))
    assert [(r.department_id, r.partner_id, r.tasks, r.led, r.partner_led, r.task_ids) for r in found] == rows


def test_burden() -> None:
    graph = made(
        {
            "农": ("Department", {"full_name": "县农业局"}), "水": "Department",
            "镇": ("Department", {"kind": "collective"}),
            "t1": ("Task", {"due": "2025年底前"}), "t2": "Task", "t3": ("Task", {"due": "每年"}), "t4": "Task",
            "亩": "Target", "家": "Target", "旧": ("Target", {"kind": "achieved"}),
        },
        [
            "农 LEADS t1 stated", "农 LEADS t2 first-listed", "农 SUPPORTS t2", "农 SUPPORTS t3", "水 LEADS t3 stated",
            "水 SUPPORTS t1", "镇 LEADS t4 stated", "t1 HAS_TARGET 亩", "t1 HAS_TARGET 旧", "t2 HAS_TARGET 家",
        ],
    )  # fmt: skip
    graph.add_edge("水", "t3", key="again", type="LEADS", document="解读", basis="stated")
    assert [astuple(r) for r in burden(graph)] == [
        ("县农业局", 2, 1, 1, 1, 2, 1, 0.75, "农"),
        ("水", 1, 1, 0, 1, 0, 2, 0.5, "水"),
    ]
    assert [r.department for r in burden(graph, collectives=True)] == ["县农业局", "水", "镇"]


def test_centrality() -> None:
    """A – B – C, where A and B have two tasks, and D by itself."""
    rows = centrality(work("Ab", "aB", "bC", "D"))
    assert [(r.department, r.partners, r.weight, r.betweenness, r.exact) for r in rows] == [
        ("B", 2, 3, 1 / 3, True),  # on the one chain among the three pairs of the others
        ("A", 1, 2, 0, True),
        ("C", 1, 1, 0, True),
        ("D", 0, 0, 0, True),
    ]


TRIANGLES = ("Ab", "Ac", "Bc", "Ab", "De", "Df", "Ef", "Cd")


def test_communities() -> None:
    graph = work(*TRIANGLES)
    rows = [("A", "农业", "甲县"), ("B", "水利", "甲县"), ("D", "财政", "甲县"), ("E", "财政", "乙县")]
    for id_, function, region in rows:
        graph.nodes[id_]["function"] = function
        graph.add_node(region, label="Region", name=region)
        graph.add_edge(id_, region, type="WITHIN", document="方案")
    assert [astuple(c) for c in communities(graph)] == [
        (1, 3, ("A", "B", "C"), 4, 1, "农业", "甲县", ("A", "B", "C")),
        (2, 3, ("D", "E", "F"), 3, 1, "财政", None, ("D", "E", "F")),
    ]
    found = {r.department: r for r in centrality(graph)}
    assert (found["C"].community, found["D"].community) == (1, 2)
    assert (found["A"].participation, found["C"].participation) == (0, pytest.approx(1 - (2 / 3) ** 2 - (1 / 3) ** 2))


def test_who_has_most_in_common_is_before_who_is_between() -> None:
    first, second = centrality(work("Ac", "Ac", "Ac", "Ac", "Ab", "Be", "Bf"))[:2]
    assert (first.department, first.weight, second.department) == ("A", 5, "C")
    between = {r.department: r.betweenness for r in centrality(work("Ac", "Ac", "Ac", "Ac", "Ab", "Be", "Bf"))}
    assert max(between, key=between.__getitem__) == "B"


@pytest.mark.parametrize(
    ("tasks", "groups"),
    [
        (("Ab", "Ab", "Ab", "Bc", "Cd", "Cd", "Cd", "Da"), [("A", "B"), ("C", "D")]),
        (("Ab", "Bc", "Bc", "Bc", "Cd", "Da", "Da", "Da"), [("A", "D"), ("B", "C")]),
    ],
)
def test_communities_go_by_weight(tasks: tuple[str, ...], groups: list[tuple[str, ...]]) -> None:
    """A square: whose sides have most tasks makes the groups."""
    assert [c.members for c in communities(work(*tasks))] == groups


def test_the_function_that_works_most() -> None:
    graph = work("Ab", "Ab", "Ab", "Ac", "Bc")
    graph.nodes["A"]["function"], graph.nodes["C"]["function"] = "财政", "农业"
    assert [(c.members, c.function) for c in communities(graph)] == [(("A", "B", "C"), "财政")]


@pytest.mark.parametrize(
    ("nodes", "edges", "size"), [(300, 20_000, 300), (3000, 50_000, 1000), (3000, 10**9, 50), (1, 0, 1), (0, 0, 0)]
)
def test_how_large_the_sample_is(nodes: int, edges: int, size: int) -> None:
    assert sample_size(nodes, edges) == size


def test_a_sample_is_said_to_be_one(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(departments, "EXACT_STEPS", 0)
    monkeypatch.setattr(departments, "LEAST_SAMPLE", 2)
    graph = work(*TRIANGLES)
    assert {r.exact for r in centrality(graph)} == {False}
    assert centrality(graph) == centrality(shuffled(graph, 1))


def test_collectives_are_left_out_unless_asked_for() -> None:
    graph = work("A众", "b众")
    assert [r.department for r in centrality(graph)] == ["A", "B"]
    assert [c.members for c in communities(graph)] == [("A",), ("B",)]
    assert [(r.department, r.partner) for r in collaboration(graph, collectives=True)] == [("A", "众"), ("B", "众")]
    assert [c.members for c in communities(graph, collectives=True)] == [("众", "A", "B")]
    assert [r.department for r in centrality(graph, collectives=True)] == ["众", "A", "B"]


def test_one_department() -> None:
    graph = work("A")
    assert collaboration(graph) == []
    assert [astuple(r) for r in burden(graph)] == [("A", 1, 0, 0, 0, 0, 1, 1.0, "A")]
    assert [astuple(r) for r in centrality(graph)] == [("A", 0, 0, 0.0, 0.0, 1, True, "A")]
    assert [(c.members, c.inner, c.outer) for c in communities(graph)] == [(("A",), 0, 0)]


letters = st.text("ABCDEFabcdef众", max_size=5)


@given(st.lists(letters, max_size=12))
def test_the_projection_counts_common_tasks(tasks: list[str]) -> None:
    who = [{letter.upper() for letter in task} - {"众"} for task in tasks]
    everybody = sorted(set().union(*who))
    net = projection(work(*tasks))
    assert sorted(net) == everybody
    for one, other in combinations(everybody, 2):
        weight = sum({one, other} <= each for each in who)
        assert net.get_edge_data(one, other, {"weight": 0})["weight"] == weight


@given(st.lists(letters, max_size=12), st.booleans(), st.integers())
def test_each_department_is_in_one_community(tasks: list[str], collectives: bool, seed: int) -> None:
    graph = work(*tasks)
    found = communities(graph, collectives=collectives)
    members = [id_ for community in found for id_ in community.member_ids]
    assert sorted(members) == sorted(r.department_id for r in burden(graph, collectives=collectives))
    assert [c.size for c in found] == sorted((len(c.members) for c in found), reverse=True)
    whole = sum(r.tasks for r in collaboration(graph, collectives=collectives))
    assert sum(c.inner for c in found) + sum(c.outer for c in found) / 2 == whole
    assert communities(shuffled(graph, seed), collectives=collectives) == found
