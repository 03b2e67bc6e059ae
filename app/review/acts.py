"""What a person does on the page 核对: who it is, what they decide, and the line that says what was done."""

from __future__ import annotations

from collections.abc import Callable, Iterable

import streamlit as st

from policygraph.app.frame import data
from policygraph.app.frame.plain import plain
from policygraph.app.parts import pieces, who
from policygraph.graph.decisions.decision import Decision
from policygraph.graph.stores.store import Read
from policygraph.model.errors import PolicyGraphError
from policygraph.services import deciding

CALLED = "判断人"
DONE = "review-done"  # of this session: what was done last (words, ids that can be taken back)


def person() -> None:
    """The field that asks who decides, where nobody has signed in."""
    who.person(CALLED, "每条判断")


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
            gone = deciding.undo(store, ids, _by())
        return f"已撤销：{'；'.join(each.sentence for each in gone)}", []

    do(work, "正在撤销……")


def done() -> None:
    """What was done last, with the way back."""
    pieces.done_line("review", undo)


def just_done() -> list[str]:
    """Ids of the decisions that the line tells of."""
    return list(st.session_state.get(DONE, ("", []))[1])


def _by() -> str:
    return who.name(CALLED)


def do(work: Callable[[], tuple[str, list[str]]], meanwhile: str) -> None:
    """Do `work`, which gives what to say of it and the ids of the decisions that it made; then run the page again."""
    try:
        with st.spinner(plain(meanwhile)):
            st.session_state[DONE] = work()
    except PolicyGraphError as error:
        st.error(plain(error))
        return
    st.rerun()
