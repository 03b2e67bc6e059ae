"""What follows from the links of measures, below the trace page's picture: tables that open when asked for."""

from __future__ import annotations

import streamlit as st

from policygraph.app.frame import data
from policygraph.app.frame.plain import plain
from policygraph.app.parts import pieces
from policygraph.app.trace import changes_view
from policygraph.graph.asking import catalog
from policygraph.graph.stores.store import Row

OF_POLICY = ("demands-not-taken-up", "measures-without-ground", "figures-down-the-levels", "achieved-against-planned")
LONG = ("policy", "text", "above_task")  # columns that the page says elsewhere, or that are long


def show(policy: Row | None, task: Row | None) -> None:
    """Of a measure, how places carry it out; of a policy, what it leaves out and adds, what becomes of its figures, and
    what changed since last year's.
    """
    if task is not None:
        _table("answers-to-demand", {"demand": task["task_id"]}, keep=("policy",))
    elif policy is not None and policy["tasks"]:
        for name in OF_POLICY:
            _table(name, {"policy": policy["id"]})
        changes_view.show(policy)


def _table(name: str, values: dict[str, str], keep: tuple[str, ...] = ()) -> None:
    rows = data.ask(name, values)
    if not rows:
        return
    query = catalog.find_query(name)
    columns = [column for column in query.columns if column.name in keep or column.name not in LONG]
    with st.expander(f"{plain(query.title)}（{len(rows)}）"):
        st.caption(plain(query.answers))
        key = f"follows-{name}-{'-'.join(values.values())}"
        pieces.evidence(pieces.table(rows, columns, key, file=query.title), f"{key}-evidence")
