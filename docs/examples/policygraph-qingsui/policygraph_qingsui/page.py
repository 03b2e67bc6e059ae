"""各单位牵头几项: a page. TITLE, `page` and RIGHT (see, enter, remove, words, audit) are all that is asked of it."""

from __future__ import annotations

import streamlit as st

from policygraph.app.frame import data
from policygraph.app.parts import pieces
from policygraph.graph.asking import catalog

TITLE = "牵头"
RIGHT = "see"


def page() -> None:
    st.title(TITLE)
    with pieces.errors():
        if pieces.without_graph():
            return
        rows = data.ask("qingsui-leads")
        if not rows:
            pieces.empty("还没有读到谁牵头。", "请到“导入”页放入方案。")
            return
        pieces.table(rows, catalog.find_query("qingsui-leads").columns, "qingsui-leads", file="各单位牵头几项")
