"""The drawing of a graph: nodes and relationships as rows of queries, drawn by `app/frontend/graph.js`."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from typing import Any, NamedTuple

import streamlit as st

from policygraph.app.frame import style
from policygraph.app.frame.component import component
from policygraph.graph.stores.store import Row
from policygraph.model.ontology import ontology

Event = dict[str, Any]  # `do`: select, expand, collapse, undo, view, group, open, page; and what it is about


class Dot(NamedTuple):
    """A node. `key`: LABEL:ID; `more`: how many of its neighbours are not drawn, where that is known; `members`: names
    of those of which it is the one that is drawn."""

    key: str
    name: str
    more: int = 0
    opened: bool = False
    members: tuple[str, ...] = ()


def node_key(row: Row, end: str = "") -> str:
    """LABEL:ID of a row that is a node, or of one `end` of a relationship: subject or object.

    >>> node_key({"label": "Task", "id": "1"}), node_key({"subject_label": "Task", "subject_id": "1"}, "subject")
    ('Task:1', 'Task:1')
    """
    before = f"{end}_" if end else ""
    return f"{row[f'{before}label']}:{row[f'{before}id']}"


def edge_key(row: Row) -> str:
    """One for all rows that say the same of the same two nodes, whichever document they come from.

    >>> row = {"subject_label": "Task", "subject_id": "1", "object_label": "Policy", "object_id": "2"}
    >>> edge_key({**row, "relation": "PART_OF"})
    'Task:1|PART_OF|Policy:2'
    """
    return f"{node_key(row, 'subject')}|{row['relation']}|{node_key(row, 'object')}"


def dots(rows: Iterable[Row]) -> list[Dot]:
    """The nodes that rows with subject and object speak of, in that order."""
    found = {}
    for row in rows:
        for end in ("subject", "object"):
            key = node_key(row, end)
            found[key] = Dot(key, row[end] or "")
    return list(found.values())


def graph_view(
    nodes: Sequence[Dot],
    relations: Sequence[Row],
    key: str,
    *,
    act: Callable[[Event], None] | None = None,
    selected: str | None = None,
    layout: str = "force",
    hidden: Sequence[str] = (),
    note: str = "",
    file: str = "图谱",
    undo: bool = False,
    more: Mapping[str, Any] | None = None,
) -> str:
    """Draw it; the key of the node or relationship that is selected, or nothing.

    With `act` nodes can be expanded and collapsed, and it is told of all that a person does; without it, the layout and
    the kinds that a person hid are remembered here. Without `selected`, so is what was clicked.
    `more`: what only the page of the graph tells the drawing: `grouped`, whether nodes alike are drawn as one; `view`,
    what is drawn, to be kept under a name; `page`, what is written into a file.
    `relations`: rows with subject_label, subject_id, relation, object_label, object_id.
    """
    memory, view = f"{key}-selected", f"{key}-view"
    there = {node.key for node in nodes}
    edges = _edges_between(there, relations)

    def happened() -> None:
        event = st.session_state[key]["act"]
        if event is None:
            return
        if event["do"] == "select":
            st.session_state[memory] = event["key"]
        if event["do"] == "view":
            st.session_state[view] = (event["layout"], event["hidden"])
        if act is not None:
            act(event)

    if act is None:
        layout, hidden = st.session_state.get(view, (layout, hidden))
    chosen: str = st.session_state.get(memory, "") if selected is None else selected
    chosen = chosen if chosen in there or chosen in edges else ""
    component("graph")(
        key=key,
        data={
            **_legend(),
            "nodes": [
                {"id": node.key, "label": node.key.partition(":")[0], "name": node.name, "more": node.more,
                 "opened": node.opened, "members": list(node.members)}
                for node in nodes
            ],
            "edges": [{"id": name, "count": count} for name, count in edges.items()],
            "fonts": style.FONTS, "accent": style.PRIMARY, "selected": chosen, "layout": layout,
            "hidden": list(hidden), "note": note, "file": file, "expands": act is not None, "undo": undo,
            **(more or {}),
        },
        on_act_change=happened,
    )  # fmt: skip
    return chosen


def _edges_between(there: Collection[str], relations: Iterable[Row]) -> dict[str, int]:
    """How often each relationship between the nodes that are `there` is stated, by its key."""
    edges: dict[str, int] = {}
    for name in map(edge_key, relations):
        source, _, target = name.split("|")
        if source in there and target in there:
            edges[name] = edges.get(name, 0) + 1
    return edges


def _legend() -> dict[str, Any]:
    """What the kinds of nodes and relationships are called, and how nodes look."""
    kinds = {
        label: {"zh": kind.zh, "colour": kind.look.colour, "shape": kind.look.shape}
        for label, kind in ontology().nodes.items()
    }
    return {"kinds": kinds, "relations": {type_: kind.zh for type_, kind in ontology().edges.items()}}
