"""Titles, deadlines and roles in bulk: a sheet of the tasks that are listed, and what comes back looked at before it is
taken in."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

import streamlit as st
from streamlit.runtime.uploaded_file_manager import UploadedFile

from policygraph.app.frame import data
from policygraph.app.frame.plain import plain
from policygraph.app.gate import here
from policygraph.app.gate.rights import Right
from policygraph.app.ledger import acts
from policygraph.app.ledger.items import Item
from policygraph.app.parts import pieces, who
from policygraph.app.parts.downloads import XLSX, download
from policygraph.graph.asking.catalog import Column
from policygraph.graph.decisions.corrections import WHAT
from policygraph.graph.decisions.subjects import subjects
from policygraph.model.errors import PolicyGraphError
from policygraph.services import deciding
from policygraph.services.ledgers import correcting
from policygraph.services.ledgers.correcting import Change, Corrected, Sheet

ROOM = "corrections"
ROUND = "corrections-round"  # of this session: how many sheets were taken in
CHANGES = [
    Column("cell", "哪一格"), Column("task", "任务"), Column("what", "改什么"), Column("before", "改前"),
    Column("after", "改后"), Column("since", "导出以后"),
]  # fmt: skip


def show(some: Sequence[Item]) -> None:
    """For those who may decide."""
    if not here.may(Right.enter):
        return
    pieces.done_line(ROOM, _undo)
    with st.expander("成批更正标题、单位、时限（Excel）"):
        st.caption(
            "下载所列任务的更正表，在 Excel 里只改黄色的格，交回这里先看改前改后，再收下。每一处记成一条判断，"
            "在“核对”的“已有的判断”里可以撤销；文档的原话不改。"
        )
        if some:
            out = _named(some)
            download(f"下载更正表（{len(some)} 项）", lambda: _sheet(out, some), f"{out}任务更正表.xlsx", XLSX,
                     "corrections-out")  # fmt: skip
        _back()


def _named(some: Sequence[Item]) -> str:
    """What the tasks are called together."""
    for name in ("policy", "place"):
        if len(of := {getattr(each.line, name) for each in some}) == 1 and (one := of.pop()):
            return str(one)
    return "所列"


def _sheet(of: str, some: Sequence[Item]) -> bytes:
    reader = data.store()
    tasks = subjects(reader.read, [each.line.id for each in some]) if reader else []
    return correcting.to_xlsx(Sheet(of, date.today(), tasks))


@st.fragment
def _back() -> None:
    """Where a sheet that was mended is given back."""
    turn = st.session_state.setdefault(ROUND, 0)
    file = st.file_uploader("交回改好的更正表", ["xlsx"], key=f"corrections-back-{turn}")
    if file is None:
        return
    with pieces.errors():
        reader = data.store()
        if reader is not None:
            by = who.name(acts.CALLED)
            _look(correcting.read_sheet(reader.read, file.getvalue(), file.name, by=by), file)


def _look(found: Corrected, file: UploadedFile) -> None:
    """What the sheet would change, and the button that takes it in."""
    st.markdown(plain(found.in_words))
    for words in found.ignored:
        st.warning(plain(words))
    if not found.new:
        pieces.empty("没有新的改动。", "")
        return
    st.dataframe(pieces.words([_row(each) for each in found.new], CHANGES), hide_index=True, width="stretch")
    warning = f"有 {len(found.conflicts)} 处在导出以后别人也改过，请看过再定"
    if kept := pieces.to_take(found.new, found.conflicts, warning, _asked, "corrections", "处"):
        _take(kept, file)


def _asked(change: Change) -> tuple[str, str]:
    return change.cell, f"{change.cell} “{change.subject.title}”的{WHAT[change.what]}以表为准（{change.since}）"


def _row(change: Change) -> dict[str, str]:
    number = f"{change.subject.number}." if change.subject.number else ""
    return {
        "cell": change.cell, "task": f"{number}{change.subject.title}", "what": WHAT[change.what],
        "before": change.before, "after": change.after, "since": change.since or "",
    }  # fmt: skip


def _take(kept: Sequence[Change], file: UploadedFile) -> None:
    with st.spinner("正在按更正改图……"), data.writing("decide", file.name) as store:
        new = correcting.take_in(store, kept)
    st.session_state[ROUND] += 1
    st.session_state[f"{ROOM}-done"] = f"已记下 {len(new)} 处更正", [each.id for each in new]
    st.rerun()


def _undo(*ids: str) -> None:
    """Take back what was taken in last."""
    try:
        with data.writing("undo") as store:
            gone = deciding.undo(store, ids, who.name(acts.CALLED))
    except PolicyGraphError as error:
        st.error(plain(error))
        return
    st.session_state[f"{ROOM}-done"] = f"已撤销 {len(gone)} 处更正", []
    st.rerun()
