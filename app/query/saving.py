"""A statement that was run, kept as a query of one's own: in the catalogue for all, or as a file to pass on."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import streamlit as st

from policygraph.app.frame import address, data
from policygraph.app.frame.plain import plain
from policygraph.app.gate import here
from policygraph.app.gate.rights import Right
from policygraph.app.parts.downloads import download
from policygraph.model.errors import PolicyGraphError
from policygraph.model.overlay import QUERY
from policygraph.services.vocabulary import laying, passing
from policygraph.services.vocabulary.saving import as_query

SAVED = "query-saved"


def show(cypher: str, values: Mapping[str, Any], columns: Sequence[str]) -> None:
    """Below an answer. Who may not change the words has the file alone."""
    if st.session_state.pop(SAVED, None):
        st.success("已存入“现成的查询”的“自己的”一组，`policygraph query` 也能用。")
    with st.expander("存为自己的查询"):
        st.caption("语句里的 $名字 成为要填的条件，这一次的值作例子。地址本身也可以发给别人：里面有语句和参数。")
        left, right = st.columns(2)
        name = left.text_input("名字（小写字母、数字和连字符）", key="save-name", placeholder="my-query")
        title = right.text_input("标题", key="save-title", placeholder="例如 本月要报的任务")
        if not name.strip() or not title.strip():
            return
        try:
            text = as_query(name.strip(), title, cypher, values, columns)
        except PolicyGraphError as error:
            st.error(plain(error))
            return
        with st.container(horizontal=True):
            if here.may(Right.words) and st.button("存入", type="primary", key="save-take"):
                _take(f"{name.strip()}{QUERY}", text)
            download("下载 .cypher", lambda: text.encode(), f"{name.strip()}{QUERY}", "text/plain", "save-file")


def _take(called: str, text: str) -> None:
    """Beside the graph, where nothing of that name is yet. Raises PolicyGraphError."""
    where = laying.folder(data.place())
    there = laying.read_files(where) if where.exists() else {}
    if there.get(called, text) != text:
        st.error(plain(f"已经有 {called}，内容不同；请换一个名字，或到“词表”里改"))
        return
    with data.deed("vocabulary", called, right=Right.words):
        passing.take(data.place(), {**there, called: text})
    st.session_state[SAVED] = True
    address.again()
