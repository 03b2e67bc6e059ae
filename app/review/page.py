"""核对: what may be the same, what a ledger tells of and what is wrong, decided by people; all can be taken back."""

from __future__ import annotations

import streamlit as st

from policygraph.app.frame import address, data
from policygraph.app.frame.plain import plain
from policygraph.app.parts import pieces
from policygraph.app.review import acts, changed, decided, merged, pairs, relationship, rows

VIEW = "view"  # the parameter of the address
OPEN, ROWS, CHANGED, MERGED, DECIDED = "待核对", "台账", "更正", "已归并", "已判断"
VIEWS = {
    OPEN: "",
    ROWS: "ledgers",
    CHANGED: "corrections",
    MERGED: "merged",
    DECIDED: "decided",
}  # as the address has them
CSS = """
<style>
.st-key-review-list button, .st-key-review-list button > div { justify-content: flex-start; text-align: left; }
.st-key-review-list button p, .st-key-review-hits label p { white-space: normal; }
.st-key-review-list [data-testid="stVerticalBlock"] { gap: .2rem; }
.st-key-review-done-line [data-testid="stAlertContainer"] { padding: .5rem .9rem; }
.pg-said { margin: .1rem 0 .7rem; line-height: 1.8; overflow-wrap: anywhere; font-size: .94rem; }
.pg-said mark { background: var(--pg-mark); padding: 0 .1em; border-radius: 2px; }
.pg-said .where { display: block; color: var(--pg-muted); font-size: .85rem; line-height: 1.5; }
.pg-properties dd.other { font-weight: 600; color: var(--pg-warn); }
.pg-way { font-size: 1.08rem; line-height: 1.6; }
</style>
"""


def page() -> None:
    title, which, who = st.columns([1, 6, 3], vertical_alignment="bottom")
    title.title("核对")
    if pieces.without_graph():
        return
    st.html(CSS)
    with pieces.errors():
        with who:
            acts.person()
        with which:
            view = _view()
        acts.done()
        if view == DECIDED:
            decided.show()
        elif view == MERGED:
            merged.show()
        elif view == ROWS:
            rows.show()
        elif view == CHANGED:
            changed.show()
        elif edge := st.query_params.get(relationship.EDGE):
            relationship.show(edge)
        else:
            pairs.show()


def _view() -> str:
    """What is to be seen: what is to be decided, what was put together, or what people decided."""
    named = st.query_params.get(VIEW, "")
    given = next((view for view, name in VIEWS.items() if name == named), OPEN)
    counts = {
        OPEN: len(pairs.found()),
        ROWS: len(rows.found()),
        CHANGED: len(changed.found()),
        MERGED: len(data.ask("merged")),
        DECIDED: len(data.ask("decisions", {"standing": True})),
    }
    chosen = st.segmented_control(
        "看什么", list(VIEWS), default=given, format_func=lambda each: f"{plain(each)} {counts[each]:d}",
        key=f"review-view-{given}", label_visibility="collapsed", required=True,
    )  # fmt: skip
    address.put(VIEW, [VIEWS[chosen]] if VIEWS[chosen] else [])
    return str(chosen)
