"""The responsibility matrix as a grid: which rows and columns it has, and what stands where they meet."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import Any, NamedTuple

from policygraph.graph.stores.store import Row
from policygraph.graph.transfer import matrix
from policygraph.graph.transfer.matrix import Line, Matrix
from policygraph.graph.transfer.tables import Table, to_csv

WITHIN = " › "  # between the headings of a path
LEAD, SUPPORT = "牵头", "配合"


class Column(NamedTuple):
    """A department, and in how many tasks of the grid it leads and supports."""

    id: str
    name: str
    full_name: str
    leads: int
    supports: int


def sections(rows: Iterable[Row]) -> list[str]:
    """Every heading that tasks stand under, as a path from the outside in, in the order of the text."""
    paths = (row["section"] or [] for row in rows)
    return list(dict.fromkeys(WITHIN.join(path[:depth]) for path in paths for depth in range(1, len(path) + 1)))


def departments(rows: Iterable[Row]) -> dict[str, str]:
    """Full names by id, in the order of the text."""
    return {row["department_id"]: row["department"] for row in rows if row["department_id"] is not None}


def narrowed(rows: Sequence[Row], headings: Sequence[str], units: Sequence[str]) -> list[Row]:
    """The rows of the tasks under any of the headings in which any of the departments takes part; none given: all."""
    below = tuple(heading + WITHIN for heading in headings)
    kept = [row for row in rows if not below or (WITHIN.join(row["section"] or []) + WITHIN).startswith(below)]
    return matrix.narrowed(kept, units)


def tasks(tables: Iterable[Matrix]) -> Iterator[Line]:
    return (line for table in tables for line in table.lines if line.rows and not line.heading)


def columns(tables: Sequence[Matrix], *, busiest: bool, units: Sequence[str] = ()) -> list[Column]:
    """The departments, the busiest first or in the order of the text; only `units`, where there are any.

    Two places have a bureau of the same name: their columns show the full name.
    """
    names = {
        row["department_id"]: (row["department_name"], row["department"])
        for line in tasks(tables)
        for row in sorted(line.rows, key=lambda row: row["role"] != LEAD)
        if row["department_id"] is not None and (not units or row["department_id"] in units)
    }
    counts = {id_: [0, 0] for id_ in names}
    for line in tasks(tables):
        for id_, rows in cells(line).items():
            if id_ in counts:
                counts[id_][role(rows) != LEAD] += 1
    short = [name for name, _ in names.values()]
    found = [
        Column(id_, name if short.count(name) == 1 else full, full, *counts[id_]) for id_, (name, full) in names.items()
    ]
    return sorted(found, key=lambda each: (-each.leads, -each.supports)) if busiest else found


def cells(line: Line) -> dict[str, list[Row]]:
    """What the departments do in a task, by their ids; more than one row where several sentences say so."""
    found: dict[str, list[Row]] = {}
    for row in line.rows:
        if row["department_id"] is not None:
            found.setdefault(row["department_id"], []).append(row)
    return found


def role(rows: Iterable[Row]) -> str:
    """Of a cell: who leads in one sentence leads."""
    return LEAD if any(row["role"] == LEAD for row in rows) else SUPPORT


def inferred(rows: Iterable[Row]) -> bool:
    """Whether no sentence says who leads, and the department is only the first of a list."""
    return role(rows) == LEAD and all(row["basis"] == "first-listed" for row in rows if row["role"] == LEAD)


def drawn(tables: Sequence[Matrix], across: Sequence[Column]) -> list[dict[str, Any]]:
    """The rows as the component takes them; a cell is the number of its column, its role, whether that is inferred."""
    at = {column.id: number for number, column in enumerate(across)}
    rows: list[dict[str, Any]] = []
    for table in tables:
        if len(tables) > 1:
            rows.append({"heading": table.policy, "depth": -1})
        for line in table.lines:
            if line.heading:
                rows.append({"heading": line.task, "depth": line.depth})
                continue
            found = [(at[id_], role(each), inferred(each)) for id_, each in cells(line).items() if id_ in at]
            first = line.rows[0]
            row = {"id": first["task_id"], "title": line.task, "due": line.due, "cells": sorted(found)}
            # Counted over all departments, also those that are not shown.
            roles = [role(each) for each in cells(line).values()]
            counts = {"leads": roles.count(LEAD), "supports": roles.count(SUPPORT)}
            rows.append({**row, **counts, "part": first["parent_id"] is not None})
    return rows


def as_csv(tables: Sequence[Matrix], across: Sequence[Column]) -> bytes:
    """The grid: a line a task, a column a department."""
    lines = []
    for line in tasks(tables):
        found = cells(line)
        roles = [role(found[column.id]) if column.id in found else "" for column in across]
        first = line.rows[0]
        lines.append([first["policy"], WITHIN.join(first["section"] or []), line.task, line.due, *roles])
    return to_csv(Table(["政策", "章节", "工作任务", "时限", *(column.name for column in across)], lines))
