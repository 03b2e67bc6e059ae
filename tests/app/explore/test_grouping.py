"""Which nodes are drawn as one, and that their lines are kept; what a view in the address holds."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import pytest

from policygraph.app.explore import members, state
from policygraph.app.explore.grouping import Edge, grouped
from policygraph.app.parts.picture import ALL, Neighbour, Picture, Step, drawn, read_picture, whole_plan

PLAN, WATER, WOODS, FILE = "Policy:0", "Department:a", "Department:b", "Document:d"
TASKS = [f"Task:{i}" for i in range(7)]
LINES: list[Edge] = [
    *((task, "PART_OF", PLAN) for task in TASKS),
    *((task, "STATED_IN", FILE) for task in TASKS[:2]),
    *((WATER, "LEADS", task) for task in TASKS[:4]),
    *((WOODS, "LEADS", task) for task in TASKS[4:]),
    (WOODS, "SUPPORTS", TASKS[0]),
    *((TASKS[0], "HAS_TARGET", f"Target:{i}") for i in range(3)),
]
KEYS = [PLAN, WATER, WOODS, FILE, *TASKS, *(f"Target:{i}" for i in range(3))]


@pytest.mark.parametrize(
    ("alone", "apart", "sizes"),
    [((), (), {"Task": [4, 3], "Target": [3]}),  # by who leads them; a supporter and a document part nothing
     ((TASKS[1],), (), {"Task": [3, 3], "Target": [3]}),  # what a person chose stays
     ((TASKS[1], TASKS[2]), (), {"Task": [3], "Target": [3]}),  # two are no group
     ((), ("first",), {"Task": [3], "Target": [3]})],  # what a person has opened stays open
)  # fmt: skip
def test_alike_are_one(alone: Sequence[str], apart: Sequence[str], sizes: dict[str, list[int]]) -> None:
    opened = [grouped(KEYS, LINES, ()).of[TASKS[0]].partition(":")[2] for _ in apart]
    groups = grouped(KEYS, LINES, alone, opened)
    found: dict[str, list[int]] = {}
    for key, inside in groups.members.items():
        found.setdefault(key.partition(":")[0], []).append(len(inside))
    assert found == sizes
    assert {key for inside in groups.members.values() for key in inside} | set(groups.drawn(KEYS)) >= set(KEYS)
    assert len(groups.drawn(KEYS)) == len(KEYS) - len(groups.of) + len(groups.members), "nothing is left out"


def test_a_larger_task_is_no_leaf() -> None:
    parts: list[Edge] = [(f"Task:{i}", "PART_OF", "Task:0") for i in range(1, 5)]
    groups = grouped([f"Task:{i}" for i in range(5)], parts, ())
    assert "Task:0" not in groups.of and len(groups.of) == 4


def row(one: str, relation: str, other: str, **more: Any) -> dict[str, Any]:
    ends = {"subject": one, "object": other}
    split = {f"{end}_{part}": value for end, key in ends.items()
             for part, value in zip(("label", "id"), key.split(":"), strict=True)}  # fmt: skip
    return {**ends, **split, "relation": relation, **more}


def test_the_lines_of_a_group_are_those_of_its_members() -> None:
    groups = grouped(KEYS, LINES, ())
    group = groups.of[TASKS[0]]
    relations = [row(*line) for line in LINES]
    drawn_rows = groups.rows(relations)
    leads = [
        each for each in drawn_rows if each["relation"] == "LEADS" and each["object_id"] == group.partition(":")[2]
    ]
    assert len(leads) == 4 and {each["subject"] for each in leads} == {WATER}
    said = members.common(group, groups, relations)
    assert set(said[:2]) == {f"都：属于 “{PLAN}”", f"都：“{WATER}” 牵头"} and f"其中 1 项：“{WOODS}” 配合" in said
    assert members.leads(groups.members[group], relations) == [WATER]


def test_a_whole_plan_is_its_tasks_their_parts_and_who_leads_them() -> None:
    around = {
        PLAN: [Neighbour("Task:1", ["PART_OF"]), Neighbour("Document:d", ["STATES"])],
        "Task:1": [Neighbour(PLAN, ["PART_OF"]), Neighbour("Task:2", ["PART_OF"]), Neighbour(WATER, ["LEADS"])],
        "Task:2": [Neighbour("Task:1", ["PART_OF"]), Neighbour(WOODS, ["LEADS"]), Neighbour(WATER, ["SUPPORTS"])],
    }
    found = drawn(whole_plan(PLAN), lambda key: around.get(key, []))
    assert found == [PLAN, "Task:1", "Task:2", WATER, WOODS]
    assert read_picture(PLAN, "*~25~LEADS") == Picture((PLAN,), (Step(ALL, "LEADS"),))


@pytest.mark.parametrize(
    ("kept", "found"),
    [("node=Task%3A1&layout=layered", {"node": "Task:1", "layout": "layered"}),
     ("node=Task%3A1&in=x&evil=%3Cscript%3E", {"node": "Task:1"}), ("%%%", {}), ("", {})],
)  # fmt: skip
def test_a_view_that_was_kept(kept: str, found: dict[str, str]) -> None:
    there = state.unpacked(kept)
    assert {name: value for name, value in there.items() if value} == found
    assert set(there) == set(state.OWN), "what it does not say is not left from before"
