"""词表: an office's own words, edited and tried on the graph before they are taken."""

from __future__ import annotations

import streamlit as st

from policygraph.app.frame import address, data
from policygraph.app.frame.plain import plain
from policygraph.app.gate import here
from policygraph.app.gate.rights import Right
from policygraph.app.parts import pieces
from policygraph.app.vocabulary import drafts, taking
from policygraph.app.vocabulary.placing import UNKNOWN, WHERE
from policygraph.graph.asking import catalog
from policygraph.graph.asking.catalog import Column
from policygraph.model.overlay import FILES, QUERY
from policygraph.model.own import hooks
from policygraph.services.vocabulary import laying
from policygraph.services.vocabulary.adding import with_word

HEIGHT = 340  # pixels of the text
LISTED = 380  # of the table of unknown words
MOST = 200  # words
COLUMNS = [Column("text", "原文"), Column("items", "次数"), Column("documents", "文件")]


def page() -> None:
    st.title("词表")
    with pieces.errors():
        here.require(Right.words)
        _content()


@st.fragment
def _content() -> None:
    with pieces.errors():
        pieces.empty(
            "本单位自己的说法写在这里，",
            f"叠在程序的词上面；先看会怎样，再保存。存在 {laying.folder(data.place())}，怎样写见文档“本单位的词”。",
        )
        for line in (*hooks.failures(), *catalog.others()[1]):
            st.warning(plain(line))
        left, right = st.columns([6, 5], gap="medium")
        with right:
            _unknown()
        with left:
            _editor()
        taking.show()


def _editor() -> None:
    st.subheader("自己的词")
    names = drafts.names()
    chosen = st.selectbox(
        "哪一种", names, format_func=_called, key="vocabulary-file",
    )  # fmt: skip
    key = f"vocabulary-text-{chosen}-{st.session_state.get('vocabulary-turn', 0)}"
    text = st.text_area("文字（YAML；查询是 Cypher）", drafts.text_of(chosen), height=HEIGHT, key=key)
    drafts.change(chosen, text)
    with st.popover("添加查询"):
        name = st.text_input("名字（小写字母、数字和连字符）", placeholder="my-query", key="vocabulary-query")
        if st.button("添加", key="vocabulary-add-query", disabled=not catalog.NAME.fullmatch(name)):
            drafts.change(f"{name}{QUERY}", drafts.new_query())
            address.again()


def _called(name: str) -> str:
    return f"{FILES.get(name, '查询')}　{name}"


def _unknown() -> None:
    st.subheader("程序不认识的")
    kind = st.segmented_control(
        "哪一类", list(UNKNOWN), format_func=UNKNOWN.__getitem__, default=next(iter(UNKNOWN)), key="vocabulary-kind",
        label_visibility="collapsed", required=True,
    )  # fmt: skip
    rows = data.ask("unread-words", {"kind": kind})[:MOST] if data.store() is not None else []
    chosen = None
    if rows:
        chosen = pieces.table(rows, COLUMNS, f"vocabulary-unknown-{kind}", file="程序不认识的", height=LISTED)
    else:
        st.caption("图里没有这样的：都认得，或还没有导入文件。")
    _add(str(chosen["text"]) if chosen else "")


def _add(text: str) -> None:
    """A word into the draft, for who writes no YAML."""
    with st.container(border=True):
        where = st.selectbox("算作什么", WHERE, format_func=lambda each: each.zh, key="vocabulary-where")
        word = st.text_input("词", where.word(text), key=f"vocabulary-word-{text}-{where.zh}")
        name = st.text_input(plain(where.asks), key="vocabulary-name") if where.asks else ""
        ready = bool(word.strip()) and (bool(name.strip()) or not where.asks)
        if st.button("写进词表", key="vocabulary-write", disabled=not ready):
            _write(where.file, where.keys_of(name.strip()), word.strip())


def _write(file: str, keys: list[str], word: str) -> None:
    there = drafts.changed().get(file, drafts.kept().get(file, ""))
    drafts.change(file, with_word(file, there, keys, word))
    st.session_state["vocabulary-turn"] = st.session_state.get("vocabulary-turn", 0) + 1
    st.session_state["vocabulary-file"] = file
    address.again()
