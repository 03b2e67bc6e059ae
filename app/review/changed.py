"""Corrections of what a document has otherwise by now, on the page 核对: whether they hold all the same."""

from __future__ import annotations

import streamlit as st

from policygraph.app.frame import data
from policygraph.app.frame.plain import plain
from policygraph.app.parts import pieces
from policygraph.app.review import acts
from policygraph.graph.decisions.corrections import WHAT
from policygraph.graph.decisions.disputed import Disputed, disputed, kept
from policygraph.model.words import clock

SHOWN = 60


def found() -> list[Disputed]:
    return list(data.made("review-disputed", lambda store: disputed(store.read)) or ())


def show() -> None:
    st.markdown("**更正过、文档又改了的**　:gray[现在的文档写的不是更正时的，更正没有用上，请判断以哪个为准]")
    some = found()
    if not some:
        pieces.empty("没有要核对的更正：更正过的任务，文档都没有改写。", "")
        return
    for one in some[:SHOWN]:
        _one(one)
    if len(some) > SHOWN:
        st.caption(f"共 {len(some)} 处，只列前 {SHOWN} 处")


def _one(one: Disputed) -> None:
    made = one.decision
    with st.container(border=True, key=f"review-disputed-{made.id}"):
        number = f"{one.subject.number} " if one.subject.number else ""
        st.markdown(
            f"**{plain(number + one.subject.title)}**　{plain(WHAT[made.of])}　:gray[{plain(one.subject.source)}]"
        )
        st.markdown(
            f"更正：{plain(made.before or '无')} → **{plain(made.after or '无')}**　"
            f":gray[{plain(made.by)} {plain(clock(made.at))}　{plain(made.source or '')}]  \n"
            f"文档现在写：**{plain(one.now or '无')}**　:gray[{plain(one.subject.stated_of(made.of))}]"
        )
        with st.container(horizontal=True, vertical_alignment="center"):
            if st.button(plain(f"仍按更正：{made.after or '无'}"), key=f"review-keep-{made.id}", type="primary"):
                acts.decide(lambda _, by: [kept(one, by=by)])
            if st.button(plain(f"按文档：{one.now or '无'}"), key=f"review-drop-{made.id}"):
                acts.undo(made.id)
