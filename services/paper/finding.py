"""What a person means by a name: which policy, which department; and a policy's matrix."""

from __future__ import annotations

from collections.abc import Sequence

from policygraph.graph.asking.known_names import likely
from policygraph.graph.stores.store import Row
from policygraph.graph.transfer.matrix import Matrix, compose, documents, narrowed, without_silent
from policygraph.model.errors import PolicyGraphError
from policygraph.model.records import fold
from policygraph.services.paper.paper import Ask

SHOWN = 5  # names that are listed where several are meant


def matrix_of(ask: Ask, policy: Row, units: set[str] | None = None) -> Matrix:
    """The matrix of a policy, or of those of its tasks in which some departments take part."""
    id_ = policy["id"]
    rows = [row for row in ask("responsibility-matrix", {"policy": id_}) if row["policy_id"] == id_]
    kept = narrowed(without_silent(rows), sorted(units or ()))
    return compose(policy["title"], kept, ask("targets-of-policy", {"policy": id_}), headings(ask, kept))


def headings(ask: Ask, rows: Sequence[Row]) -> list[Row]:
    """Of the documents in which tasks stand."""
    return [row for document in sorted(documents(rows)) for row in ask("sections", {"document": document})]


def find_policy(ask: Ask, name: str) -> Row:
    """The one policy of that title, number or id, else the one with tasks whose title holds those words."""
    rows = ask("policies", {})
    found = _one(
        name,
        "政策",
        [row for row in rows if name in (row["id"], row["number"], row["title"])],
        [row for row in rows if fold(name) in fold(row["title"]) and row["tasks"]],
        "title",
    )
    if found is None:
        raise PolicyGraphError(f"图中没有政策“{name}”{likely('Policy', name, ask)}")
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
