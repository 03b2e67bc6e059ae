"""What a person means by a name: which policy, which department, or what to write instead."""

from __future__ import annotations

from collections.abc import Sequence

from policygraph.graph.asking.known_names import Ask, likely
from policygraph.graph.stores.store import Row
from policygraph.model.errors import PolicyGraphError
from policygraph.model.records import fold

SHOWN = 5  # names that are listed where several are meant


def find_policy(ask: Ask, name: str, *, with_tasks: bool = False) -> Row:
    """The one policy of that title, number or id, else the one with tasks whose title holds those words. `with_tasks`:
    of those alone that have any. PolicyGraphError if there is none, or several are."""
    rows = [row for row in ask("policies", {}) if row["tasks"] or not with_tasks]
    found = _one(
        name,
        "政策",
        [row for row in rows if name in (row["id"], row["number"], row["title"])],
        [row for row in rows if fold(name) in fold(row["title"]) and row["tasks"]],
        "title",
    )
    if found is None:
        none = f"没有名称含“{name}”且有任务的政策" if with_tasks else f"图中没有政策“{name}”"
        raise PolicyGraphError(f"{none}{likely('Policy', name, ask)}")
    return found


def find_department(ask: Ask, name: str) -> Row:
    """The one department of that name or id, else the one whose full name ends so, or that is called so too."""
    rows = ask("departments", {})
    found = _one(
        name,
        "部门",
        [row for row in rows if name in (row["id"], row["department"])],
        [row for row in rows if row["department"].endswith(name) or name in (row["name"], *(row["aliases"] or ()))],
        "department",
    )
    if found is None:
        raise PolicyGraphError(f"图中没有部门“{name}”{likely('Department', name, ask)}")
    return found


def _one(name: str, what: str, exact: Sequence[Row], near: Sequence[Row], title: str) -> Row | None:
    for found in (exact, near):
        if len(found) == 1:
            return found[0]
        if found:
            more = "……" if len(found) > SHOWN else ""
            listed = "；".join(f"{row['id']} {row[title]}" for row in found[:SHOWN])
            raise PolicyGraphError(
                f"“{name}”不止一{'项' if what == '政策' else '个'}{what}，请用编号指明：{listed}{more}"
            )
    return None
