"""What a person does on the page 核对: who it is, what they decide, and the line that says what was done."""

from __future__ import annotations

from collections.abc import Callable, Iterable

import streamlit as st

from policygraph.app.frame import data
from policygraph.app.frame.plain import plain
from policygraph.app.gate import here
from policygraph.app.gate.rights import Right
from policygraph.graph.identity.decisions import Decision
from policygraph.graph.stores.store import Read
from policygraph.model.errors import PolicyGraphError
from policygraph.services import deciding

BY = "review-by"  # of this session: who decides; kept on other pages too, where the field is not there
DONE = "review-done"  # of this session: what was done last (words, ids that can be taken back)
FIELD = "review-by-field"


def person() -> None:
    """The field that asks who decides, where nobody has signed in."""
    if here.require(Right.enter).name:
        return

    def keep() -> None:
        st.session_state[BY] = st.session_state[FIELD].strip()

    if FIELD not in st.session_state:
        st.session_state[FIELD] = st.session_state.get(BY, "")
    st.text_input(
        "判断人", key=FIELD, on_change=keep, placeholder="判断人：您的姓名，记在每条判断上", max_chars=40,
        label_visibility="collapsed",
    )  # fmt: skip


def decide(make: Callable[[Read, str], Iterable[Decision]], then: Callable[[], None] = lambda: None) -> None:
    """Keep what `make` gives, of the graph and who decides, and all that follows; `then` what the address is to say.

    What goes wrong is said, and nothing has changed.
    """

    def work() -> tuple[str, list[str]]:
        with data.writing("decide") as store:
            made = list(make(store.read, _by()))
            decided = deciding.decide(store, made)
        then()
        return deciding.decided_in_words(decided), [each.id for each in decided.new]

    do(work, "正在按这条判断改图……")


def undo(*ids: str) -> None:
    """Take decisions back, and all that followed from them."""

    def work() -> tuple[str, list[str]]:
        with data.writing("undo") as store:
            gone = [deciding.undo(store, each, _by()) for each in ids]
        return f"已撤销：{'；'.join(each.sentence for each in gone)}", []

    do(work, "正在撤销……")


def done() -> None:
    """What was done last, with the way back."""
    words, ids = st.session_state.get(DONE, ("", []))
    if not words:
        return
    with st.container(horizontal=True, vertical_alignment="center", key="review-done-line"):
        st.success(plain(words))
        if ids and st.button("撤销", key="review-undo-last"):
            undo(*ids)


def just_done() -> list[str]:
    """Ids of the decisions that the line tells of."""
    return list(st.session_state.get(DONE, ("", []))[1])


def _by() -> str:
    signed_in = here.require(Right.enter).name
    who = signed_in or str(st.session_state.get(BY, ""))
    if not who:
        raise PolicyGraphError("请先在右上方写下判断人的姓名")
    return who


def do(work: Callable[[], tuple[str, list[str]]], meanwhile: str) -> None:
    """Do `work`, which gives what to say of it and the ids of the decisions that it made; then run the page again."""
    try:
        with st.spinner(plain(meanwhile)):
            st.session_state[DONE] = work()
    except PolicyGraphError as error:
        st.error(plain(error))
        return
    st.rerun()
