"""查询: by a question, by a form of the catalogue, or by Cypher. What is asked stands in the address."""

from __future__ import annotations

from collections.abc import Mapping

import streamlit as st

from policygraph.app.frame import address, context
from policygraph.app.parts import pieces
from policygraph.app.query import answers, asked, catalogue, console

# How one may ask, and what of the address belongs to which; the first is opened where nothing stands there.
WAYS = {"ask": "提问", "catalogue": "现成的查询", "cypher": "Cypher"}
FIRST: Mapping[str, Mapping[str, str]] = {"ask": {}, "catalogue": {"name": ""}, "cypher": {"cypher": ""}}
LEFT = "query-left"  # for each way, the address at which it was left


def page() -> None:
    st.title("查询")
    if not pieces.without_graph():
        _content()


@st.fragment
def _content() -> None:
    with pieces.errors():
        now = way(st.query_params)
        st.session_state["query-way"] = now
        st.segmented_control(
            "怎样查询", list(WAYS), format_func=WAYS.__getitem__, key="query-way", on_change=_change, args=(now,),
            label_visibility="collapsed", required=True,
        )  # fmt: skip
        {"ask": asked.show, "catalogue": catalogue.show, "cypher": console.show}[now]()


def way(given: Mapping[str, str]) -> str:
    """Which way of asking an address is about.

    >>> way({"name": "policies"}), way({"question": "谁？", "name": "policies"}), way({})
    ('catalogue', 'ask', 'ask')
    """
    if "cypher" in given:
        return "cypher"
    return "catalogue" if "name" in given and "question" not in given else "ask"


def _change(before: str) -> None:
    """Each way goes on where it was left."""
    left = st.session_state.setdefault(LEFT, {})
    left[before] = context.own(st.query_params.to_dict())
    after = st.session_state["query-way"]
    address.only(left.get(after, FIRST[after]))
    st.query_params.pop(answers.VIEW, None)
