"""Ledgers that do not say until which day they tell: a person gives the day, and their rows count as of it."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from datetime import date

import streamlit as st

from policygraph.app.frame import data
from policygraph.app.frame.ledger_lines import telling
from policygraph.app.frame.plain import plain
from policygraph.app.parts import pieces, who
from policygraph.graph.stores.store import Row
from policygraph.model.errors import PolicyGraphError
from policygraph.services.ledgers import dating, entering

DONE = "undated-done"  # of this session: what was entered last
CALLED = "填报人"


def show(documents: Collection[str], *, asked: bool) -> None:
    """A form for each of some documents (ids) that needs a day; what was entered last. `asked`: the page asks for the
    person's name already."""
    if said := st.session_state.pop(DONE, ""):
        st.success(plain(said))
    reader = data.store()
    found = dating.undated(reader.read, documents) if reader else {}
    if found and not asked:
        who.person(CALLED, "每条填报")
    for document, rows in found.items():
        with pieces.errors():
            _form(document, rows)


def _form(document: str, rows: Sequence[Row]) -> None:
    with st.form(f"undated-{document}"):  # which takes a day that is typed and not yet left
        st.markdown(plain(f"《{rows[0]['name']}》没有写截至哪一天，对上任务的 {len(rows)} 行还没有算进台账。"))
        st.caption("看一看原件是哪一天的情况，填在这里；记为您的填报，文件重新读入也在，可以在台账里撤销。")
        with st.container(horizontal=True, vertical_alignment="bottom"):
            day = st.date_input("截至", value=None, max_value=date.today(), format="YYYY-MM-DD", key=f"day-{document}")
            given = st.form_submit_button("按这一天算进台账", key=f"dated-{document}", type="primary")
        if given and day:
            _enter(rows, day)
        elif given:
            st.error("请先填截至哪一天")


def _enter(rows: Sequence[Row], day: date) -> None:
    try:
        with telling("enter", rows[0]["name"]) as (store, tasks):
            made = dating.dated(store.read, rows, by=who.name(CALLED), as_of=day, today=date.today())
            entering.enter(store, made)
            tasks += [each.of for each in made]
    except PolicyGraphError as error:
        st.error(plain(error))
        return
    st.session_state[DONE] = f"《{rows[0]['name']}》的 {len(made)} 行按截至 {day} 算进了台账"
    st.rerun()
