"""What rules or people put together, on the page 核对: each with its names, the reason, and the way apart."""

from __future__ import annotations

import streamlit as st

from policygraph.app.frame import data
from policygraph.app.parts import pieces
from policygraph.app.review import sides
from policygraph.graph.asking import catalog
from policygraph.services import deciding


def show() -> None:
    rows = data.ask("merged")
    if not rows:
        pieces.empty(
            "没有归并的：每个政策、部门都只有一种叫法，或叫法的不同不影响认定。",
            "例如一份文件写“2024年中央一号文件”，另一份写它的全称，两者会归并成一个，列在这里。",
        )
        return
    st.caption("不同文件里叫法不同、被认定为同一个的。点一行看由哪些叫法合成、为什么；不对的可以分出来。")
    chosen = pieces.table(
        rows, catalog.find_query("merged").columns, f"merged-{data.version()}", file="归并", height=360
    )
    reader = data.store()
    if chosen is not None and reader is not None:
        names = deciding.readings(reader.read, chosen["label"], chosen["id"])
        sides.readings(chosen["label"], chosen["id"], names)
