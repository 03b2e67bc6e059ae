"""On the page of a task: a person tells how it stands."""

from __future__ import annotations

from datetime import date

import streamlit as st

from policygraph.app.frame.ledger_lines import take_back, telling
from policygraph.app.gate import here
from policygraph.app.gate.rights import Right
from policygraph.app.parts import pieces, who
from policygraph.graph.ledgers import reports
from policygraph.graph.ledgers.standing import Line
from policygraph.model.errors import PolicyGraphError
from policygraph.model.ontology import ontology
from policygraph.services.ledgers import entering
from policygraph.services.ledgers.cells import share_of

CALLED = "填报人"
ROOM = "task"
DONE = f"{ROOM}-done"  # of this session: what was entered last (words, ids that can be taken back)


def form(line: Line) -> None:
    """For who may enter."""
    if not here.may(Right.enter):
        return
    pieces.done_line(ROOM, _undo)
    with st.expander("填报进展", key="screen-task-entry"), pieces.errors():
        who.person(CALLED, "每条填报")
        with st.form("task-entry", border=False, clear_on_submit=True):
            left, middle, right = st.columns(3)
            as_of = left.date_input("截至", date.today(), max_value="today", format="YYYY-MM-DD")
            state = middle.selectbox("状态", [None, *reports.STATES], format_func=_state)
            share = right.text_input("完成比例", placeholder="60、60% 或 0.6")
            text = st.text_area("进展情况", height=80)
            problem = st.text_input("存在问题", placeholder="已解决的写“无”")
            confirmed = st.checkbox("确认办结，予以销号")
            if st.form_submit_button("填报", type="primary") and isinstance(as_of, date):
                _enter(line, as_of=as_of, state=state, share=_share(share), text=text, problem=problem,
                       confirmed=confirmed)  # fmt: skip


def _state(state: str | None) -> str:
    return ontology().word("Progress.state", state) if state else "不写"


def _share(typed: str) -> float | None:
    try:
        return share_of(typed.strip()) if typed.strip() else None
    except ValueError as error:
        raise PolicyGraphError(f"完成比例“{typed}”不对：{error}") from error


def _enter(
    line: Line, *, as_of: date, state: str | None, share: float | None, text: str, problem: str, confirmed: bool
) -> None:
    by = who.name(CALLED)
    with telling("enter", line.title) as (store, tasks):
        made = reports.report(
            store.read, line.id, by=by, as_of=as_of, today=date.today(), state=state, share=share,
            problem=problem.strip() or None, text=text.strip() or None, confirmed=confirmed,
        )  # fmt: skip
        entering.enter(store, [made])
        tasks.append(line.id)
    st.session_state[DONE] = f"已填报：{made.sentence}", [made.id]
    st.rerun()


def _undo(*ids: str) -> None:
    with pieces.errors():
        st.session_state[DONE] = f"已撤销：{'；'.join(take_back(who.name(CALLED), *ids))}", []
        st.rerun()
