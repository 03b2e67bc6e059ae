"""Tasks that nobody leads, nobody has, or that belong to no policy."""

from collections.abc import Sequence

import pytest

from policygraph.graph.analysis.orphans import Reason, orphans
from tests.networks import Graph, made, shuffled

ITEM = [
    "t PART_OF 政策",
    "t STATED_IN 方案",
    "u PART_OF 政策",
    "u STATED_IN 方案",
    "局 LEADS u",
]  # u is nobody's trouble
PARTS = [*ITEM, "a PART_OF t", "b PART_OF t", "a STATED_IN 方案", "b STATED_IN 方案"]


def plan(edges: Sequence[str]) -> "Graph[str]":
    nodes = {id_: "Task" for id_ in "tuab" if any(id_ in edge.split() for edge in edges)}
    departments = {"局": "Department", "镇": ("Department", {"kind": "collective"})}
    return made({**nodes, "政策": "Policy", "方案": ("Document", {"genre": "plan"}), **departments}, edges)


@pytest.mark.parametrize(
    ("edges", "reasons"),
    [
        ([*ITEM, "局 LEADS t"], {}),
        ([*ITEM, "镇 LEADS t"], {}),
        ([*ITEM, "局 SUPPORTS t"], {"t": [Reason.no_lead]}),
        (ITEM, {"t": [Reason.nobody]}),
        (ITEM[:4], {"t": [Reason.nobody_in_document], "u": [Reason.nobody_in_document]}),
        ([*ITEM[1:], "局 LEADS t"], {"t": [Reason.no_policy]}),
        ([*ITEM[1:], "局 SUPPORTS t"], {"t": [Reason.no_lead, Reason.no_policy]}),
        # What an item's parts have, it has; the other parts have not.
        ([*PARTS, "局 LEADS a", "局 LEADS b"], {}),
        ([*PARTS, "局 LEADS a"], {"b": [Reason.nobody]}),
        ([*PARTS, "局 LEADS a", "局 SUPPORTS b"], {"b": [Reason.no_lead]}),
        ([*PARTS, "局 SUPPORTS a"], {"t": [Reason.no_lead], "a": [Reason.no_lead], "b": [Reason.nobody]}),
        (PARTS, {"t": [Reason.nobody], "a": [Reason.nobody], "b": [Reason.nobody]}),
        # What an item has, its parts have, over any number of steps, and so does the item above it.
        ([*PARTS, "局 LEADS t"], {}),
        ([*PARTS, "局 LEADS t", "局 SUPPORTS a"], {}),
        ([*ITEM, "a PART_OF t", "b PART_OF a", "局 LEADS t"], {}),
        ([*ITEM, "a PART_OF t", "b PART_OF a", "局 LEADS b"], {}),
        # Two items that are part of each other are an error of reading, no endless work.
        ([*ITEM, "a PART_OF t", "t PART_OF a", "局 LEADS a"], {}),
        # A task without a document is like one whose document names nobody.
        (["t PART_OF 政策"], {"t": [Reason.nobody_in_document]}),
    ],
)
def test_orphans(edges: list[str], reasons: dict[str, list[Reason]]) -> None:
    assert {row.task_id: list(row.reasons) for row in orphans(plan(edges))} == reasons


def test_gaps_come_first_then_the_order_of_the_document() -> None:
    graph = made(
        {
            "t1": ("Task", {"position": 3}),
            "t2": ("Task", {"position": 1, "number": "一", "due": "年底前", "section": ["二、任务"]}),
            "t3": "Task", "t4": "Task", "t5": ("Task", {"position": 2}), "局": "Department", "政策": "Policy",
            "d1": ("Document", {"name": "乙方案", "genre": "plan"}), "d2": ("Document", {"name": "甲意见"}),
        },
        [*(f"t{i} PART_OF 政策" for i in range(1, 6)), "t1 STATED_IN d1", "t2 STATED_IN d1", "t3 STATED_IN d2",
         "t4 STATED_IN d1", "t5 STATED_IN d1", "局 LEADS t4", "局 SUPPORTS t5"],
    )  # fmt: skip
    rows = orphans(graph)
    assert [row.task_id for row in rows] == ["t5", "t2", "t1", "t3"]
    assert orphans(shuffled(graph, 3)) == rows
    assert [row.task_id for row in orphans(graph, {"t3", "t4"})] == ["t3"]
    second = rows[1]
    assert (second.task, second.number, second.section, second.due) == ("t2", "一", ("二、任务",), "年底前")
    assert (second.source, second.genre, second.document_id) == ("乙方案", "plan", "d1")
