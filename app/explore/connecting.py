"""Two nodes, and why they are connected: the shortest ways between them, each step with its sentence."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from itertools import pairwise

import streamlit as st

from policygraph.app.frame import address, data
from policygraph.app.frame.plain import plain
from policygraph.app.parts import titles
from policygraph.app.parts.graph_view import edge_key, node_key
from policygraph.graph.analysis import paths
from policygraph.graph.stores.store import Row
from policygraph.model.ontology import ontology

SHOWN = 6  # ways that are drawn and told
QUOTED = 80  # characters of a sentence
HITS = 12  # of a search for the other node

Names = Mapping[str, str]  # by key LABEL:ID


def find(start: str, end: str) -> paths.Ways:
    found: paths.Ways = data.made(f"ways {start} {end}", lambda _: paths.ways(start, end, _links))
    return found


def _links(ids: Sequence[str], without: Sequence[str]) -> Sequence[Row]:
    return data.ask("links-of-nodes", {"nodes": list(ids), "without": list(without) or None})


def drawn(found: paths.Ways, start: str, end: str) -> list[str]:
    """The nodes of the ways that are told, the two ends first."""
    return list(dict.fromkeys([start, end, *(key for way in found.found[:SHOWN] for key in way)]))


def summary(found: paths.Ways, one: str, other: str) -> str:
    """In a sentence, how two nodes of those names are connected.

    >>> summary(paths.Ways((("Task:1", "Policy:2"),)), "修渠", "方案")
    '“修渠”和“方案”直接相连。'
    """
    both = f"“{one}”和“{other}”"
    if not found.found:
        limit = f"看了 {paths.FARTHEST} 步以内、{paths.READ} 条以内的关系，没有找到；更远的没有看。"
        return f"{both}：{limit if found.given_up else '图里没有路把它们连起来。'}"
    steps, number = len(found.found[0]) - 1, len(found.found)
    least = "最少" if found.found and steps > 1 else ""
    far = "直接相连" if steps == 1 else f"{least}隔 {steps - 1} 个节点相连"
    ways_ = f"，这样的路有 {number}{' 条以上' if number == paths.MOST else ' 条'}" if number > 1 else ""
    which = f"，下面是前 {SHOWN} 条" if number > SHOWN else ""
    only = "只因同在一地或同载于一份文件：" if found.plain else ""
    return f"{only}{both}{far}{ways_}{which}。"


def steps(way: Sequence[str], relations: Sequence[Row], names: Names) -> list[tuple[str, str, Row]]:
    """Each step of a way: its relationship's key, in words, and the first row that states it."""
    told = []
    for one, other in pairwise(way):
        rows = [row for row in relations if {one, other} == set(edge_key(row).split("|")[::2])]
        # What says most first: a sentence of the text before what is only derived.
        rows.sort(key=lambda row: (row["relation"] in paths.PLAIN, not row["evidence"]))
        if rows:
            key = edge_key(rows[0])
            first, relation, second = key.split("|")
            told.append((key, f"{names[first]} —{ontology().word('types', relation)}→ {names[second]}", rows[0]))
    return told


def show(
    found: paths.Ways, ends: tuple[str, str], relations: Sequence[Row], names: Names, choose: Callable[[str], None],
    leave: Callable[[], None],
) -> None:  # fmt: skip
    """`choose`: lights a relationship, whose sentence is then shown; `leave`: back to the graph by hand."""
    st.subheader("为什么相连")
    st.markdown(plain(summary(found, *(names.get(end, "已不在图里的节点") for end in ends))))
    names_of_documents = titles.of_rows(relations) if found.found else {}
    for i, way in enumerate(found.found[:SHOWN]):
        if len(found.found) > 1:
            st.caption(f"第 {i + 1:d} 条")
        for key, words, row in steps(way, relations, names):
            st.button(plain(words), key=f"way-{i}-{key}", type="tertiary", on_click=choose, args=(key,))
            st.caption(plain(said(row, names_of_documents)))
    st.button("不看这条路了", key="way-leave", on_click=leave)


def said(row: Row, documents: dict[str, str]) -> str:
    """The words from which a relationship was read, and whose they are."""
    if not row["evidence"]:
        basis = row["basis"] and ontology().word(f"{row['relation']}.basis", row["basis"])
        return f"不是从一句话读出的（{basis}）" if basis else "没有原句"
    words = row["evidence"] if len(row["evidence"]) <= QUOTED else f"{row['evidence'][: QUOTED - 1]}…"
    return f"“{words}”——《{documents.get(row['document'], '文档')}》"


def begin(key: str, connect: Callable[[str, str, list[str]], None]) -> None:
    """Choose the other node; `connect`: draws the ways to it."""
    with st.expander("它和另一个节点为什么相连"):
        words = st.text_input("另一个节点", key=f"way-to-{key}", placeholder="输入名称，按回车").strip()
        if not words:
            return
        rows = [row for row in data.ask("search", {"text": words, "limit": HITS}) if node_key(row) != key]
        if not rows:
            st.info(plain(f"没有名称里有“{words}”的另一个节点。换一个更短的词试试。"))
        for row in rows:
            other = node_key(row)
            kind = ontology().word("labels", row["label"])
            if st.button(plain(f"{kind}　{row['name']}"), key=f"way-with-{other}", type="tertiary"):
                connect(key, other, drawn(find(key, other), key, other))
                address.again()
