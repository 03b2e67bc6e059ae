"""Measures as they are compared: of what was read of a document, and of the rows of tests/cases/align.yaml."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from policygraph.graph.lineage.measure import Measure
from policygraph.model.records import Node, Records


def outermost(records: Records) -> list[Node]:
    """Its tasks that are part of no other."""
    inner = {edge.source[1] for edge in records.edges if edge.type == "PART_OF" and edge.target[0] == "Task"}
    return [node for node in records.nodes if node.label == "Task" and node.id not in inner]


def measure_of(task: Node) -> Measure:
    return Measure(task.id, str(task.properties.get("title") or ""), str(task.properties["text"]))


def of_rows(rows: Iterable[Mapping[str, str]]) -> list[Measure]:
    """Rows with a title and, mostly, a text behind it; their ids are their numbers."""
    return [
        Measure(str(number), row["title"], f"{row['title']}。{row.get('text', '')}") for number, row in enumerate(rows)
    ]
