"""What is handed to the drawing of a graph."""

from __future__ import annotations

from typing import Any

import pytest

from policygraph.app.parts import graph_view as view
from policygraph.app.parts.graph_view import Dot, dots, graph_view
from policygraph.model.ontology import ontology


def row(subject: str, relation: str, object_: str) -> dict[str, Any]:
    ends = {"subject": subject, "object": object_}
    return {
        "relation": relation,
        **{f"{end}_label": key.split(":")[0] for end, key in ends.items()},
        **{f"{end}_id": key.split(":")[1] for end, key in ends.items()},
        **{end: f"名称{key}" for end, key in ends.items()},
    }


ROWS = [
    row("Department:d", "LEADS", "Task:t"),
    row("Department:d", "LEADS", "Task:t"),
    row("Task:t", "PART_OF", "Policy:p"),
]


@pytest.fixture
def mounted(monkeypatch: pytest.MonkeyPatch) -> list[dict[str, Any]]:
    """What the component was given each time."""
    seen: list[dict[str, Any]] = []
    monkeypatch.setattr(view, "component", lambda name: lambda **given: seen.append(given))
    return seen


def test_nodes_of_an_answer_in_its_order() -> None:
    assert dots(ROWS) == [
        Dot("Department:d", "名称Department:d"),
        Dot("Task:t", "名称Task:t"),
        Dot("Policy:p", "名称Policy:p"),
    ]


def test_rows_of_several_documents_are_one_line(mounted: list[dict[str, Any]]) -> None:
    graph_view(dots(ROWS), ROWS, "test")
    assert mounted[0]["data"]["edges"] == [
        {"id": "Department:d|LEADS|Task:t", "count": 2}, {"id": "Task:t|PART_OF|Policy:p", "count": 1},
    ]  # fmt: skip
    assert mounted[0]["data"]["expands"] is False


def test_a_relationship_with_an_end_that_is_not_drawn_is_left_out(mounted: list[dict[str, Any]]) -> None:
    graph_view(dots(ROWS)[:2], ROWS, "test")
    assert [edge["id"] for edge in mounted[0]["data"]["edges"]] == ["Department:d|LEADS|Task:t"]


@pytest.mark.parametrize(
    ("selected", "chosen"),
    [("Task:t", "Task:t"), ("Task:t|PART_OF|Policy:p", "Task:t|PART_OF|Policy:p"), ("Task:gone", ""), ("", "")],
)
def test_only_what_is_drawn_is_selected(mounted: list[dict[str, Any]], selected: str, chosen: str) -> None:
    assert graph_view(dots(ROWS), ROWS, "test", selected=selected) == chosen == mounted[0]["data"]["selected"]


def test_every_kind_has_a_look_of_its_own(mounted: list[dict[str, Any]]) -> None:
    graph_view([], [], "test")
    kinds = mounted[0]["data"]["kinds"]
    assert set(kinds) == set(ontology().nodes)
    assert (
        len({kind["shape"] for kind in kinds.values()})
        == len({kind["colour"] for kind in kinds.values()})
        == len(kinds)
    )


@pytest.mark.parametrize("told", [True, False])
def test_what_a_person_did_is_remembered_unless_the_page_does(
    mounted: list[dict[str, Any]], monkeypatch: pytest.MonkeyPatch, told: bool
) -> None:
    state: dict[str, Any] = {}
    monkeypatch.setattr(view.st, "session_state", state)
    events: list[view.Event] = []
    act = events.append if told else None
    graph_view(dots(ROWS), ROWS, "own", act=act)
    done = [{"do": "view", "layout": "layered", "hidden": ["Task"]}, {"do": "select", "key": "Task:t"}]
    for event in done:
        state["own"] = {"act": event}
        mounted[0]["on_act_change"]()
    assert graph_view(dots(ROWS), ROWS, "own", act=act) == "Task:t"
    expected = ("force", []) if told else ("layered", ["Task"])
    assert (mounted[1]["data"]["layout"], mounted[1]["data"]["hidden"]) == expected
    assert events == (done if told else [])
