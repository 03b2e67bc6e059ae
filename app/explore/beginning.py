"""Where one begins in the graph: a search for nodes, and those from which there is much to see."""

from __future__ import annotations

from collections.abc import Sequence

import streamlit as st

from policygraph.app.explore import state
from policygraph.app.frame import data
from policygraph.app.frame.plain import plain
from policygraph.app.parts import pieces, titles
from policygraph.app.parts.graph_view import node_key
from policygraph.app.parts.picture import Picture, opened
from policygraph.graph.stores.store import Row
from policygraph.model.ontology import ontology

FIND, HITS, ADD = "explore-find", "explore-hits", "explore-add"  # keys of the widgets of the search
HINT = "点击节点查看属性与原文；双击展开邻居"
BEGINNINGS, FOUND = 8, 30  # suggestions of a kind, hits of a search


def search(picture: Picture) -> None:
    text = st.text_input("查找节点", key=FIND, placeholder="输入名称，如 农业农村局、高标准农田，按回车").strip()
    if not text:
        return
    rows = data.ask("search", {"text": text, "limit": FOUND})
    if not rows:
        pieces.empty(f"没有名称里有“{text}”的节点。", "换一个更短的词试试。")
        return
    names = {node_key(row): row for row in rows}
    called = {row["id"]: row["name"] for row in rows} | _called(rows, "name")
    if picture.roots:
        st.checkbox("加到现在的图里，不另起一张", key=ADD)

    def choose() -> None:
        chosen = st.session_state[HITS]
        if chosen is not None:
            st.session_state[FIND] = ""
            roots = picture.roots if st.session_state.get(ADD) else ()
            steps = picture.steps if roots else ()
            added = opened(chosen)
            state.show(
                Picture(tuple(dict.fromkeys(roots + added.roots)), tuple(dict.fromkeys(steps + added.steps))), chosen
            )

    def word(key: str) -> str:
        return f"**{plain(ontology().word('labels', names[key]['label']))}**　{plain(called[names[key]['id']])}"

    st.radio(
        f"找到 {len(rows)} 个" if len(rows) < FOUND else f"前 {FOUND} 个，输入更多的字可缩小范围",
        list(names), index=None, key=HITS, format_func=word, on_change=choose,
        captions=[plain(_told_apart(row)) for row in rows],
    )  # fmt: skip


def _called(rows: Sequence[Row], name: str, label: str = "") -> dict[str, str]:
    """Names of policies and documents by id, in which no two are alike; `label`: of all of the rows."""
    of: dict[str, dict[str, str]] = {"Policy": {}, "Document": {}}
    for row in rows:
        of.setdefault(label or row["label"], {})[row["id"]] = row[name]
    return titles.policies(of["Policy"]) | titles.documents(of["Document"])


def _told_apart(row: Row) -> str:
    """What tells a hit from others of its name: where it is written, or the full name."""
    if row["label"] in ("Task", "Target"):
        around = data.ask("neighbours", {"id": row["id"]})
        return next((f"《{each['name']}》" for each in around if each["label"] == "Document"), "")
    shown = row["label"] != "Document" and row["detail"] not in (None, row["name"])
    return str(row["detail"]) if shown else ""


def beginnings() -> None:
    """Nodes from which there is much to see."""
    policies = sorted((row for row in data.ask("policies") if row["tasks"]), key=lambda row: -row["tasks"])
    departments = [row for row in data.ask("departments") if row["leads"] or row["supports"]]
    kinds = (
        ("任务最多的政策", "Policy", "title", [(row, f"{row['tasks']} 项任务") for row in policies]),
        ("任务最多的部门", "Department", "department",
         [(row, f"牵头 {row['leads']}　配合 {row['supports']}") for row in departments]),
        ("任务最多的产业", "Industry", "industry",
         [(row, f"{row['tasks']} 项任务") for row in data.ask("industries") if row["tasks"]]),
    )  # fmt: skip
    st.caption(f"输入名称查找，或从下面任意一个开始。{HINT}。")
    with st.container(key="explore-start"):
        for column, (title, label, name, rows) in zip(st.columns([4, 4, 3], gap="medium"), kinds, strict=True):
            with column:
                if rows:
                    st.subheader(plain(title))
                called = _called([row for row, _ in rows[:BEGINNINGS]], name, label)
                for row, what in rows[:BEGINNINGS]:
                    key = f"{label}:{row['id']}"
                    words = f"{plain(called.get(row['id'], row[name]))}　:gray[{plain(what)}]"
                    st.button(words, key=f"begin-{key}", on_click=state.only, args=(key,), width="stretch")
