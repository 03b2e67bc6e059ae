"""Below the words: what the changed ones would do to the graph; only what was shown can be taken."""

from __future__ import annotations

from pathlib import Path

import streamlit as st

from policygraph.app.frame import address, data
from policygraph.app.frame.plain import plain
from policygraph.app.gate.rights import Right
from policygraph.app.parts import pieces
from policygraph.app.vocabulary import drafts
from policygraph.model import overlay
from policygraph.model.overlay import Overlay
from policygraph.services.vocabulary import checking, laying, passing
from policygraph.services.vocabulary.differing import COLUMNS, Difference, difference, rows_of, told
from policygraph.services.vocabulary.rereading import reread

SHOWN, TAKEN = "vocabulary-shown", "vocabulary-taken"
NAMED = 8  # files of many


def show() -> None:
    changed = drafts.changed()
    if not changed:
        _taken()
        return
    where = str(laying.folder(data.place()))
    words = laying.of_files(drafts.all_(), where)
    st.divider()
    with st.container(horizontal=True, vertical_alignment="center"):
        wanted = st.button("看会怎样", type="primary", key="vocabulary-try")
        if st.button("放弃修改", key="vocabulary-drop"):
            drafts.forget()
            _again()
        st.caption(plain(f"改了还没有保存：{'、'.join(changed)}"))
    if wanted:
        _try(words)
    key, faults, found = st.session_state.get(SHOWN, ("", [], None))
    if key != _key(words):
        return
    for line in faults:
        st.error(plain(line))
    if found is not None:
        _show(found)
        if st.button("保存并使用", type="primary", key="vocabulary-take"):
            _take(found)


def _key(words: Overlay) -> str:
    """What was tried: the words as they are written, on the graph as it is."""
    return f"{data.version()}-{hash(words.layers)}"


def _try(words: Overlay) -> None:
    faults = [each.said for each in checking.faults(words)]
    found: Difference | None = None
    store = data.store()
    if not faults:
        bar = st.progress(0.0, "正在试读…")
        if store is None:
            found = Difference()
        else:

            def advance(done: int, total: int, name: str) -> None:
                bar.progress(done / total, plain(f"试读 {name}"))

            found = difference(store, overlay.present(), words, advance)
        bar.empty()
    st.session_state[SHOWN] = (_key(words), faults, found)


def _show(found: Difference) -> None:
    if found.words or found.queries:
        st.markdown("\n".join(f"- {plain(line)}" for line in told(found)))
    else:
        st.markdown("词没有变化。" if data.store() is not None else "没有错误；图里还没有内容，没有可比的文件。")
    with st.expander(f"改了哪些词（{len(found.words)}）"):
        st.markdown("\n".join(f"- {plain(each.in_words)}" for each in found.words) or "没有")
    pieces.table(rows_of(found), COLUMNS, "vocabulary-changes", file="词表的改动会怎样")


def _take(found: Difference) -> None:
    with data.deed("vocabulary", "、".join(drafts.changed()), right=Right.words):
        passing.take(data.place(), drafts.all_())
    drafts.forget()
    st.session_state.pop(SHOWN, None)
    st.session_state[TAKEN] = sorted(found.changed | set(found.holding)) if found.words else []
    _again()


def _again() -> None:
    st.session_state["vocabulary-turn"] = st.session_state.get("vocabulary-turn", 0) + 1
    address.again()


def _taken() -> None:
    """What was taken, and the documents to be read again by it."""
    if TAKEN not in st.session_state:
        return
    ids: list[str] = st.session_state[TAKEN]
    st.success("已保存，从现在起用这些词。")
    if not ids:
        return
    if st.button(f"按新的词重读有这些词的 {len(ids)} 份文件", type="primary", key="vocabulary-reread"):
        bar = st.progress(0.0, "正在重读…")

        def advance(done: int, total: int, file: Path) -> None:
            bar.progress(done / max(total, 1), plain(file.name))

        with data.writing("import", f"按新的词重读 {len(ids)} 份文件", right=Right.words) as store:
            done = reread(store, ids, advance)
        bar.empty()
        st.session_state[TAKEN] = []
        st.success(plain(f"重读了 {done.done} 份，{done.changed} 份有变化"))
        if done.gone:
            named = f"{'、'.join(done.gone[:NAMED])}{' 等' if len(done.gone) > NAMED else ''}"
            st.info(plain(f"{len(done.gone)} 份的原文件已不在原处（{named}），请再导入一次"))
        for line in done.failures:
            st.warning(plain(line))
