"""Workbooks that come back, forms and sheets of corrections: told apart by what they hold, wherever they are given, and
looked at before anything is taken in."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date
from functools import partial
from typing import NamedTuple

import streamlit as st

from policygraph.app.frame import data
from policygraph.app.frame.plain import plain
from policygraph.app.parts import pieces, who
from policygraph.graph.asking.catalog import Column
from policygraph.graph.decisions.corrections import WHAT
from policygraph.model.errors import PolicyGraphError
from policygraph.services import deciding
from policygraph.services.ledgers import correcting, entering, form, returned, sheet
from policygraph.services.ledgers.correcting import Corrected
from policygraph.services.ledgers.returned import Returned

CALLED = "填报人"
FORM_CHANGES = [Column("cell", "哪一格"), Column("task", "任务"), Column("said", "填了什么"), Column("since", "要看")]
CORRECTIONS = [
    Column("cell", "哪一格"), Column("task", "任务"), Column("what", "改什么"), Column("before", "改前"),
    Column("after", "改后"), Column("since", "导出以后"),
]  # fmt: skip

Then = Callable[[], None]


class _Taken(NamedTuple):
    """Where it is said what was taken in, and what is to be done `then`."""

    room: str
    then: Then

    def say(self, words: str, ids: Sequence[str]) -> None:
        st.session_state[f"{self.room}-done"] = words, list(ids)
        self.then()
        st.rerun()


def done(key: str) -> None:
    """What was taken in last where it is called `key`, with the way back."""
    pieces.done_line(key, partial(_undo, key))


@st.fragment
def box(key: str, label: str, of: str | None = None) -> None:
    """Where a workbook is given back; `of`: the bureau whose form it should be."""
    turn = st.session_state.setdefault(f"{key}-round", 0)
    file = st.file_uploader(plain(label), ["xlsx"], key=f"{key}-back-{turn}")
    if file is None:
        return

    def then() -> None:
        st.session_state[f"{key}-round"] = turn + 1

    with pieces.errors():
        if not is_one(file.getvalue(), file.name):
            raise PolicyGraphError(
                f"{file.name}：既不是填报表，也不是更正表，没有工作表“填报表”“更正表”或标记；政策文件、台账请到“导入”页放入"
            )
        look(file.getvalue(), file.name, key, then, of=of)


def is_one(content: bytes, name: str) -> bool:
    """Whether it is a form or a sheet of corrections. PolicyGraphError where it cannot be opened."""
    return sheet.kind_of(content, name) in (form.LAYOUT.sheet, correcting.LAYOUT.sheet)


def look(content: bytes, name: str, key: str, then: Then, room: str = "", of: str | None = None) -> None:
    """What a workbook would change, and the button that takes it in, `then` to be forgotten; what was done is said in
    the `room`, where that is not called by the `key` too. `of`: the bureau whose form it should be."""
    if (reader := data.store()) is None:
        raise PolicyGraphError("图里还没有内容，收不回填报表和更正表；请先在“导入”页放入方案")
    if sheet.kind_of(content, name) == form.LAYOUT.sheet:
        by = who.known() or None
        found = returned.read_form(reader.read, content, name, by=by, today=date.today())
        if of and found.department != of:
            st.warning(plain(f"这是{found.department}的填报表，不是{of}的；收下的话，记在{found.department}名下"))
        _form(found, key, _Taken(room or key, then))
    else:
        _corrections(
            correcting.read_sheet(reader.read, content, name, by=who.name(CALLED)), key, _Taken(room or key, then)
        )


def _form(found: Returned, key: str, taken: _Taken) -> None:
    st.markdown(plain(f"{found.department}：{found.in_words}"))
    _ignored(found.ignored)
    if not found.new:
        pieces.empty("没有新的进展。", "")
        return
    rows = [
        {"cell": each.cell, "task": each.line.title, "said": each.report.sentence, "since": each.since or ""}
        for each in found.new
    ]
    st.dataframe(pieces.words(rows, FORM_CHANGES), hide_index=True, width="stretch")
    warning = f"有 {len(found.conflicts)} 项在导出以后又有别的进展，或比上次报的低，请看过再定"

    def asked(change: returned.Change) -> tuple[str, str]:
        return change.report.of, f"“{change.line.title}”以表为准（{change.since}）"

    if kept := pieces.to_take(found.new, found.conflicts, warning, asked, key, "项"):
        with data.writing("enter", found.name) as store:
            made = entering.enter(store, [each.report for each in kept])
        taken.say(f"已收下 {found.department} 的 {len(made)} 项进展", [each.id for each in made])


def _corrections(found: Corrected, key: str, taken: _Taken) -> None:
    st.markdown(plain(found.in_words))
    _ignored(found.ignored)
    if not found.new:
        pieces.empty("没有新的改动。", "")
        return
    rows = [
        {"cell": each.cell, "task": correcting.numbered(each.subject), "what": WHAT[each.what], "before": each.before,
         "after": each.after, "since": each.since or ""}
        for each in found.new
    ]  # fmt: skip
    st.dataframe(pieces.words(rows, CORRECTIONS), hide_index=True, width="stretch")
    warning = f"有 {len(found.conflicts)} 处在导出以后别人也改过，请看过再定"

    def asked(change: correcting.Change) -> tuple[str, str]:
        return change.cell, f"{change.cell} “{change.subject.title}”的{WHAT[change.what]}以表为准（{change.since}）"

    if kept := pieces.to_take(found.new, found.conflicts, warning, asked, key, "处"):
        with st.spinner("正在按更正改图……"), data.writing("decide", found.name) as store:
            new = correcting.take_in(store, kept)
        taken.say(f"已记下 {len(new)} 处更正", [each.id for each in new])


def _ignored(cells: Sequence[str]) -> None:
    for words in cells:
        st.warning(plain(words))


def _undo(key: str, *ids: str) -> None:
    """Take back what was taken in last."""
    try:
        with data.writing("undo") as store:
            by = who.name(CALLED)
            if ids[0] in entering.held(store.read):
                gone = [entering.undo(store, each, by).sentence for each in ids]
                words = f"已撤销 {len(gone)} 项进展"
            else:
                words = f"已撤销 {len(deciding.undo(store, ids, by))} 处更正"
    except PolicyGraphError as error:
        st.error(plain(error))
        return
    st.session_state[f"{key}-done"] = words, []
    st.rerun()
