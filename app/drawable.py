"""What of a query's rows can be drawn: nodes with relationships, or tasks by departments."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import pairwise
from typing import Any

from policygraph.app.graph_view import Dot, dots
from policygraph.graph.ontology import ontology
from policygraph.graph.store import Row

ENDS = ("subject_id", "object_id", "subject_label", "object_label", "relation")
MATRIX = ("task", "task_id", "department", "role", "number")


def graph(rows: Sequence[Row]) -> tuple[list[Dot], list[Row]]:
    """Nodes and relationships of the rows; none of either where they tell of none.

    Rows may say subject, relation and object, or which policy rests on which (above_id), or hold nodes, relationships
    and paths whole, as Cypher gives them. Of a relationship that is given without its nodes, nothing is known.
    """
    relations: list[Row] = []
    single: dict[str, Dot] = {}
    for row in rows:
        if all(name in row for name in ENDS):
            relations.append(row)
        elif "above_id" in row and "policy_id" in row:
            relations.append(_descent(row))
        else:
            found = list(_nodes(row))
            single |= {dot.key: dot for dot in found}
            relations += _relations(row)
    return list({dot.key: dot for dot in [*dots(relations), *single.values()]}.values()), relations


def is_matrix(rows: Sequence[Row]) -> bool:
    return all(name in rows[0] for name in MATRIX)


def matrix(rows: Sequence[Row]) -> list[dict[str, str]]:
    """A line a task, a column a department."""
    names = list(dict.fromkeys(row["department"] for row in rows if row["department"]))
    lines: dict[str, dict[str, str]] = {}
    for row in rows:
        line = lines.setdefault(
            row["task_id"], {"序号": row["number"] or "", "任务": row["task"]} | dict.fromkeys(names, "")
        )
        if row["department"] and line[row["department"]] != "牵头":
            line[row["department"]] = row["role"]
    return list(lines.values())


def _descent(row: Row) -> Row:
    return {
        **row,
        "subject": row["policy"], "subject_label": "Policy", "subject_id": row["policy_id"],
        "relation": "DERIVES_FROM",
        "object": row["above"], "object_label": "Policy", "object_id": row["above_id"],
    }  # fmt: skip


def _is_node(value: Any) -> bool:
    return isinstance(value, dict) and bool(value.get("labels")) and "id" in value.get("properties", {})


def _is_relation(value: Any) -> bool:
    return isinstance(value, dict) and value.get("type") in ontology().edges and "properties" in value


def _flat(value: Any) -> Iterator[Any]:
    """The values of lists and paths one by one."""
    if isinstance(value, list):
        for each in value:
            yield from _flat(each)
    elif isinstance(value, dict) and "nodes" in value and "relationships" in value:
        yield from value["nodes"]
    else:
        yield value


def _nodes(row: Row) -> Iterator[Dot]:
    for value in row.values():
        for each in _flat(value):
            if _is_node(each):
                yield Dot(_key(each), each["properties"].get("name") or "")


def _relations(row: Row) -> Iterator[Row]:
    """Those of paths, whose ends are known; and others that fit two nodes of the row and no two others."""
    values = list(row.values())
    for value in values:
        if isinstance(value, dict) and "relationships" in value and len(value["nodes"]) > len(value["relationships"]):
            for (a, b), relation in zip(pairwise(value["nodes"]), value["relationships"], strict=False):
                yield from (_relation(*ends, relation) for ends in _fitting([a, b], relation))
    nodes = [each for value in values for each in _flat(value) if _is_node(each)]
    for value in values:
        for relation in _flat(value):
            fitting = _fitting(nodes, relation) if _is_relation(relation) else []
            if len(fitting) == 1:
                yield _relation(*fitting[0], relation)


def _fitting(nodes: Sequence[Row], relation: Row) -> list[tuple[Row, Row]]:
    """The pairs between which the ontology lets such a relationship be."""
    kind = ontology().edges.get(relation.get("type", ""))
    if kind is None:
        return []
    return [
        (a, b)
        for a in nodes
        for b in nodes
        if a is not b
        and a["labels"][0] in kind.sources
        and b["labels"][0] in kind.targets
        and (not kind.alike or a["labels"] == b["labels"])
    ][:2]


def _relation(a: Row, b: Row, relation: Row) -> Row:
    said = {name: relation["properties"].get(name) for name in ("evidence", "document", "start", "end")}
    return {
        **said,
        "subject": a["properties"].get("name"), "subject_label": a["labels"][0], "subject_id": a["properties"]["id"],
        "relation": relation["type"],
        "object": b["properties"].get("name"), "object_label": b["labels"][0], "object_id": b["properties"]["id"],
    }  # fmt: skip


def _key(node: Row) -> str:
    return f"{node['labels'][0]}:{node['properties']['id']}"
