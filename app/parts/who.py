"""Who decides and reports, where nobody has signed in: asked for once, and kept on all pages."""

from __future__ import annotations

import streamlit as st

from policygraph.app.frame.plain import plain
from policygraph.app.gate import here
from policygraph.app.gate.rights import Right
from policygraph.model.errors import PolicyGraphError

BY = "by"  # of this session; kept on pages too where the field is not
FIELD = "by-field"


def person(called: str, where: str) -> None:
    """The field that asks for whoever acts here, `called` so; `where` his name is written down."""
    if here.require(Right.enter).name:
        return

    def keep() -> None:
        st.session_state[BY] = st.session_state[FIELD].strip()

    if FIELD not in st.session_state:
        st.session_state[FIELD] = st.session_state.get(BY, "")
    st.text_input(
        plain(called), key=FIELD, on_change=keep, placeholder=f"{called}：您的姓名，记在{where}上", max_chars=40,
        label_visibility="collapsed",
    )  # fmt: skip


def name(called: str) -> str:
    """PolicyGraphError for who has not said it."""
    if who := known():
        return who
    raise PolicyGraphError(f"请先在右上方写下{called}的姓名")


def known() -> str:
    """Empty as long as it is not known."""
    return here.require(Right.enter).name or str(st.session_state.get(BY, ""))
