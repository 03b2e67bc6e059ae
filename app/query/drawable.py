"""What of a query's rows can be drawn: nodes with relationships, or tasks by departments."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import permutations
from typing import Any

from policygraph.app.parts.graph_view import Dot, dots, edge_key
from policygraph.graph.asking.known_names import Ask
from policygraph.graph.stores.store import Row
from policygraph.model.ontology import ontology

ENDS = ("subject_id", "object_id", "subject_label", "object_label", "relation")
DRAWN = 300  # nodes of a graph: more are slow and nobody reads them
MATRIX = ("task", "task_id", "department", "role", "number")
LISTED = ("task", "task_id", "leads", "supports", "number")
"""Rows that have a task's departments in lists."""


def graph(rows: Sequence[Row], ask: Ask) -> tuple[list[Dot], list[Row]]:
    """Nodes and relationships of the rows; none of either where they tell of none.

    Rows may say subject, relation and object, or which policy rests on which (above_id), or hold nodes, relationships
    and paths whole, as Cypher gives them. Those do not say between which nodes a relationship is, so the graph is
    asked for the relationships of such types between nodes of one row.
    """
    if all(name in rows[0] for name in ENDS):
        return dots(rows), list(rows)
    if "above_id" in rows[0] and "policy_id" in rows[0]:
        relations = [_descent(row) for row in rows]
        return dots(relations), relations
    single = {dot.key: dot for row in rows for dot in _nodes(row)}
    shown = list(single.values())[:DRAWN]
    if not any(_types(row) for row in rows):
        return shown, []
    together = {(a, type_, b) for row in rows for type_ in _types(row) for a, b in permutations(_keys(row), 2)}
    found = ask("relations-among", {"nodes": [dot.key.partition(":")[2] for dot in shown]})
    return shown, [row for row in found if tuple(edge_key(row).split("|")) in together]


def has_nodes(row: Row) -> bool:
    return bool(_keys(row))


def is_matrix(rows: Sequence[Row]) -> bool:
    return any(all(name in rows[0] for name in names) for names in (MATRIX, LISTED)) and "state" not in rows[0]


def matrix(rows: Sequence[Row]) -> list[dict[str, str]]:
    """A line a task, a column a department."""
    if "department" not in rows[0]:
        rows = [each for row in rows for each in _by_department(row)]
    names = list(dict.fromkeys(row["department"] for row in rows if row["department"]))
    lines: dict[str, dict[str, str]] = {}
    for row in rows:
        line = lines.setdefault(
            row["task_id"], {"序号": row["number"] or "", "任务": row["task"]} | dict.fromkeys(names, "")
        )
        if row["department"] and line[row["department"]] != "牵头":
            line[row["department"]] = row["role"]
    return list(lines.values())


def _by_department(row: Row) -> Iterator[Row]:
    """A row a department; one without any where there is none."""
    of: list[tuple[str | None, str | None]] = [(name, "牵头") for name in row["leads"]]
    of += [(name, "配合") for name in row["supports"]]
    yield from ({**row, "department": name, "role": role} for name, role in of or [(None, None)])


def _descent(row: Row) -> Row:
    return {
        **row,
        "subject": row["policy"], "subject_label": "Policy", "subject_id": row["policy_id"],
        "relation": "DERIVES_FROM",
        "object": row["above"], "object_label": "Policy", "object_id": row["above_id"],
    }  # fmt: skip


def _is_node(value: Any) -> bool:
    return isinstance(value, dict) and bool(value.get("labels")) and "id" in value.get("properties", {})


def _is_path(value: Any) -> bool:
    return isinstance(value, dict) and "nodes" in value and "relationships" in value


def _is_relation(value: Any) -> bool:
    return isinstance(value, dict) and value.get("type") in ontology().edges and "properties" in value


def _flat(value: Any) -> Iterator[Any]:
    """The values of lists and paths one by one."""
    if isinstance(value, list):
        for each in value:
            yield from _flat(each)
    elif _is_path(value):
        yield from value["nodes"]
    else:
        yield value


def _keys(row: Row) -> set[str]:
    return {dot.key for dot in _nodes(row)}


def _nodes(row: Row) -> Iterator[Dot]:
    for value in row.values():
        for each in _flat(value):
            if _is_node(each):
                yield Dot(_key(each), each["properties"].get("name") or "")


def _types(row: Row) -> set[str]:
    """Of the relationships in a row, also within lists and paths."""
    values = [value for each in row.values() for value in _flat(each)]
    paths = [each["relationships"] for each in row.values() if _is_path(each)]
    return {value["type"] for value in [*values, *(one for path in paths for one in path)] if _is_relation(value)}


def _key(node: Row) -> str:
    return f"{node['labels'][0]}:{node['properties']['id']}"
