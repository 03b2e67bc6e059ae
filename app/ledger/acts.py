"""What a person does on the page 台账: changes are kept until they are entered, all or none, and can be taken back."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from datetime import date

import streamlit as st

from policygraph.app.frame.ledger_lines import take_back, telling
from policygraph.app.frame.plain import plain
from policygraph.app.ledger import drafts
from policygraph.app.ledger.drafts import Draft
from policygraph.app.ledger.items import Item
from policygraph.app.parts import pieces, who
from policygraph.graph.ledgers import reports
from policygraph.graph.ledgers.lines import lines_of
from policygraph.model.errors import PolicyGraphError
from policygraph.services.ledgers import entering

CALLED = "填报人"
DRAFTS = "ledger-drafts"  # of this session: what is changed and not entered, by id of the task
ROUND = "ledger-round"  # of this session: how often the grid began anew
DONE = "ledger-done"  # of this session: what was done last (words, ids that can be taken back)
FAILED = "ledger-failed"  # of this session: why it was not done, said once


def person() -> None:
    """The field that asks who reports, where nobody has signed in."""
    who.person(CALLED, "每条填报")


def held() -> dict[str, Draft]:
    found: dict[str, Draft] = st.session_state.setdefault(DRAFTS, {})
    return found


def turn() -> int:
    return int(st.session_state.get(ROUND, 0))


def begin_anew() -> None:
    """The grid forgets what is written in its cells; what is kept of it here stands in them again."""
    st.session_state[ROUND] = turn() + 1


def drop(*tasks: str) -> None:
    """Let changes go: of these tasks, or all."""
    for each in tasks or list(held()):
        held().pop(each, None)
    begin_anew()


def heed(item: Item) -> None:
    """The person has seen what others told meanwhile, and stays with the change."""
    held()[item.line.id] = replace(held()[item.line.id], seen=drafts.seen(item))


def enter(some: Mapping[str, tuple[Item, Draft]], today: date) -> None:
    """Enter all of them. Where somebody else told of one of the tasks meanwhile, nothing is entered."""

    def work() -> tuple[str, list[str]]:
        by = who.name(CALLED)
        with telling("enter", *(item.line.title for item, _ in some.values())) as (store, tasks):
            told = {line.id: {each.id for each in line.told} for line in lines_of(store.read, list(some))}
            new = [item.line.title for id_, (item, draft) in some.items() if told.get(id_, set()) - draft.seen]
            if new:
                raise PolicyGraphError(f"页面打开以后又有人报了“{'”“'.join(new)}”的进展，所以都没有填；请看下面再定")
            made = [
                reports.report(store.read, id_, by=by, today=today, **drafts.report_of(item, draft))
                for id_, (item, draft) in some.items()
            ]
            entering.enter(store, made)
            tasks += some
        drop(*some)
        return f"已填报 {len(made)} 项：{_listed([each.sentence for each in made])}", [each.id for each in made]

    _do(work, "正在填报……")


def undo(*ids: str) -> None:
    """Take back what was entered."""

    def work() -> tuple[str, list[str]]:
        gone = take_back(who.name(CALLED), *ids)
        begin_anew()
        return f"已撤销：{_listed(gone)}", []

    _do(work, "正在撤销……")


def done() -> None:
    """What was done last, with the way back, or why it was not."""
    if failed := st.session_state.pop(FAILED, ""):
        st.error(plain(failed))
    pieces.done_line("ledger", undo)


def _listed(sentences: Sequence[str], most: int = 3) -> str:
    more = f"；等 {len(sentences)} 条" if len(sentences) > most else ""
    return "；".join(sentences[:most]) + more


def _do(work: Callable[[], tuple[str, list[str]]], meanwhile: str) -> None:
    """Do `work`, which gives what to say of it and what can be taken back; then run the page again."""
    try:
        with st.spinner(plain(meanwhile)):
            st.session_state[DONE] = work()
    except PolicyGraphError as error:
        st.session_state[DONE] = "", []
        st.session_state[FAILED] = str(error)
    st.rerun()
