"""A bureau's form: out, and what comes back looked at before it is taken in."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

import streamlit as st
from streamlit.runtime.uploaded_file_manager import UploadedFile

from policygraph.app.frame import data
from policygraph.app.frame.plain import plain
from policygraph.app.gate import here
from policygraph.app.gate.rights import Right
from policygraph.app.parts import pieces
from policygraph.app.parts.downloads import XLSX, download
from policygraph.graph.asking.catalog import Column
from policygraph.graph.ledgers.bureau import LEADS, Own
from policygraph.services.ledgers import entering
from policygraph.services.ledgers.form import Form, to_xlsx
from policygraph.services.ledgers.returned import Change, Returned, read_form

ROUND, DONE = "bureau-form-round", "bureau-form-done"
CHANGES = [Column("cell", "哪一格"), Column("task", "任务"), Column("said", "填了什么"), Column("since", "要看")]


def forms(own: Sequence[Own], department: str, on: date) -> None:
    st.caption("填报表是 Excel：只有黄色的格能填，填好了交回这里，或用 policygraph ledger import 收回")
    supports = st.checkbox("配合的任务也列上", key="bureau-form-supports")
    lines = [each.line for each in own if supports or each.role == LEADS]
    if lines:
        rules = entering.rules(data.place())
        form = Form(department, on, lines)
        download(f"下载填报表（{len(lines)} 项）", lambda: to_xlsx(form, rules), form.file_name, XLSX, "bureau-form")
    else:
        pieces.empty("它没有牵头的任务。", "要列配合的任务，请勾选上面一项。")
    if here.may(Right.enter):
        _back()


@st.fragment
def _back() -> None:
    """Where a form that was filled in is given back."""
    if words := st.session_state.pop(DONE, ""):
        st.success(plain(words))
    turn = st.session_state.setdefault(ROUND, 0)
    file = st.file_uploader("交回填好的表", ["xlsx"], key=f"bureau-back-{turn}")
    if file is None:
        return
    with pieces.errors():
        reader = data.store()
        if reader is None:
            return
        who = here.require(Right.enter).name
        form = read_form(reader.read, file.getvalue(), file.name, by=who or None, today=date.today())
        _look(form, file)


def _look(form: Returned, file: UploadedFile) -> None:
    """What the form would change, and the button that takes it in."""
    st.markdown(plain(f"{form.department}：{form.in_words}"))
    for words in form.ignored:
        st.warning(plain(words))
    if not form.new:
        pieces.empty("没有新的进展。", "")
        return
    st.dataframe(pieces.words([_row(each) for each in form.new], CHANGES), hide_index=True, width="stretch")
    warning = f"有 {len(form.conflicts)} 项在导出以后又有别的进展，或比上次报的低，请看过再定"
    if kept := pieces.to_take(form.new, form.conflicts, warning, _asked, "bureau", "项"):
        _take(form, kept, file)


def _asked(change: Change) -> tuple[str, str]:
    return change.report.of, f"“{change.line.title}”以表为准（{change.since}）"


def _row(change: Change) -> dict[str, str]:
    return {
        "cell": change.cell, "task": change.line.title, "said": change.report.sentence, "since": change.since or "",
    }  # fmt: skip


def _take(form: Returned, kept: Sequence[Change], file: UploadedFile) -> None:
    with data.writing("enter", file.name) as store:
        entering.enter(store, [each.report for each in kept])
    st.session_state[ROUND] += 1
    st.session_state[DONE] = f"已收下 {form.department} 的 {len(kept)} 项进展"
    st.rerun()
