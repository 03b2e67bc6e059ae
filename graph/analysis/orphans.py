"""Tasks that nobody leads, that nobody has at all, or that belong to no policy."""

from __future__ import annotations

from collections.abc import Container
from dataclasses import dataclass
from enum import StrEnum

import networkx as nx

from policygraph.graph.analysis.scope import ROLES, edge_ends, ids_of_label, reachable


class Reason(StrEnum):
    """Why a task is an orphan; the first three exclude each other."""

    no_lead = "no-lead"  # departments support it, none leads
    nobody = "nobody"  # no department at all, though its document gives others work
    nobody_in_document = "nobody-in-document"  # its document names no department for any task
    no_policy = "no-policy"


@dataclass(frozen=True, slots=True)
class Orphan:
    task: str
    number: str | None
    section: tuple[str, ...]
    due: str | None
    source: str | None  # the document's name
    genre: str | None
    reasons: tuple[Reason, ...]
    task_id: str
    document_id: str | None


def orphans(graph: nx.MultiDiGraph[str], among: Container[str] | None = None) -> list[Orphan]:
    """The orphans of the graph, or those whose id is `among` others; by reason, document and place in it.

    An item some part of which has a lead is led, and so is a part of an item with a lead: who leads it answers for its
    parts. The same holds of having anybody at all. Collectives count: somebody is named.
    """
    tasks = ids_of_label(graph, "Task")
    led = {task for _, task in edge_ends(graph, "LEADS")}
    held = {task for _, task in edge_ends(graph, *ROLES)}
    home = dict(edge_ends(graph, "STATED_IN"))
    assigning = {home.get(task) for task in held}
    answered_for, shared_out = _family(graph, led), _family(graph, held)
    of_policies = reachable(graph, ids_of_label(graph, "Policy"), "PART_OF", back=True)

    def reasons(task: str) -> tuple[Reason, ...]:
        found = [] if task in of_policies else [Reason.no_policy]
        if task in answered_for:
            return tuple(found)
        if task in shared_out:
            return (Reason.no_lead, *found)
        return (Reason.nobody if home.get(task) in assigning else Reason.nobody_in_document, *found)

    rows = [_row(graph, t, home.get(t), why) for t in tasks if (among is None or t in among) and (why := reasons(t))]
    order = list(Reason)
    rows.sort(key=lambda r: ([order.index(why) for why in r.reasons], r.source or "", r.document_id or "",
                             graph.nodes[r.task_id].get("position", 0), r.task_id))  # fmt: skip
    return rows


def _family(graph: nx.MultiDiGraph[str], tasks: set[str]) -> set[str]:
    """`tasks`, all items that they are part of, and all parts of them; not the other parts of such an item."""
    return reachable(graph, tasks, "PART_OF") | reachable(graph, tasks, "PART_OF", back=True)


def _row(graph: nx.MultiDiGraph[str], id_: str, document: str | None, reasons: tuple[Reason, ...]) -> Orphan:
    task = graph.nodes[id_]
    stated = graph.nodes[document] if document else {}
    return Orphan(
        task=task["title"],
        number=task.get("number"),
        section=tuple(task.get("section", ())),
        due=task.get("due"),
        source=stated.get("name"),
        genre=stated.get("genre"),
        reasons=reasons,
        task_id=id_,
        document_id=document,
    )
