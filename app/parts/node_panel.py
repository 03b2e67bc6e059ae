"""Beside the drawn graph: what is known of a node or a relationship, in words, and the text it was read from."""

from __future__ import annotations

import html
from collections import Counter
from collections.abc import Callable, Sequence
from typing import Any

import streamlit as st

from policygraph.app.frame import data, sitemap
from policygraph.app.frame.plain import plain
from policygraph.app.gate import here
from policygraph.app.gate.rights import Right
from policygraph.app.parts import pieces, review_link, texts_view
from policygraph.app.parts.picture import Neighbour
from policygraph.graph.asking import catalog
from policygraph.graph.decisions.corrections import ROLES
from policygraph.graph.stores.store import Row
from policygraph.model import degrees
from policygraph.model.ontology import ontology
from policygraph.model.words import figure, text
from policygraph.services import deciding

FIGURE = ("comparator", "value", "value_high", "unit", "base")  # one line together
USUAL = (("mode", "absolute"), ("firm", True))  # said only where it is otherwise
FEW = 5  # sources and sentences that are shown at once


def title(key: str, name: str) -> None:
    kind = ontology().nodes[key.partition(":")[0]]
    st.html(
        f'<span class="pg-kind" style="border-color:{html.escape(kind.look.colour)}">{html.escape(kind.zh)}</span>'
        f'<div class="pg-name">{html.escape(name)}</div>'
    )


def node(
    key: str, neighbours: Sequence[Neighbour], expand: Callable[[str, str], None], begin: Callable[[str], None]
) -> None:
    """`expand`: with the key and a relationship; `begin`: draws the node alone."""
    label, _, id_ = key.partition(":")
    found = next((row for row in data.ask("node", {"id": id_}) if row["label"] == label), None)
    if found is None:
        return
    title(key, found["name"])
    _lines(properties(found))
    _merged(label, id_)
    if label == "Task":
        review_link.show_corrections(id_)
    elif label == "Policy":
        texts_view.of_policy(id_)
    elif label == "Document":
        texts_view.show(id_)
    _ways(key, found, begin)
    _relations(key, neighbours, expand)
    if found["evidence"]:
        pieces.evidence(found, "panel-evidence")
    elif found["sources"]:
        more = f"，等 {len(found['sources'])} 份文档" if len(found["sources"]) > FEW else ""
        st.caption(f"见于 {plain('、'.join(f'《{name}》' for name in found['sources'][:FEW]))}{more}")


def _merged(label: str, id_: str) -> None:
    """What the node stands for, where several were judged to be one."""
    reader = data.store()
    if label not in ontology().shared or reader is None:
        return
    read_as = deciding.readings(reader.read, label, id_)
    if len(read_as) > 1:
        names = "、".join(f"“{each.name}”" for each in read_as)
        st.caption(plain(f"由 {len(read_as)} 个合成：{names}"))
        if here.may(Right.enter) and st.button("有不是同一个的？", key="panel-apart", type="tertiary"):
            sitemap.go("review", node=f"{label}:{id_}")


def properties(row: Row) -> list[tuple[str, str]]:
    """What people see of a row of the query `node`: names and values in Chinese.

    >>> properties({"label": "Policy", "name": "甲", "number": "〔2024〕8号", "level": "city"})
    [('文号', '〔2024〕8号'), ('层级', '市级')]
    >>> properties({"label": "Target", "name": "乙", "comparator": ">=", "value": 5.0, "unit": "亩"})
    [('数值', '不低于5亩')]
    >>> properties({"label": "Target", "name": "乙", "comparator": ">=", "value": None, "base": "上年"})
    [('数值', '不低于上年')]
    """
    label = row["label"]
    if label == "Target":
        row = {**row, "value": amount(row)}
    shown = []
    for column in catalog.find_query("node").columns:
        value = row.get(column.name)
        skip = column.hidden or column.name in ("label", "name", "evidence", "sources")
        if (column.name, value) in USUAL:
            continue
        if skip or value in (None, "", [], row["name"]) or (column.name in FIGURE and column.name != "value"):
            continue
        known = ontology().nodes[label].properties.get(column.name)
        shown.append((known.zh if known else column.zh, _word(label, column.name, value)))
    return shown


def _word(label: str, name: str, value: Any) -> str:
    if isinstance(value, list):
        return (" › " if name == "section" else "、").join(map(str, value))
    return ontology().word(f"{label}.{name}", value) if isinstance(value, str) else text(value)


def amount(row: Row) -> str:
    """The figure of a target in words."""
    comparator = "" if row["comparator"] == "=" else ontology().word("Target.comparator", row["comparator"])
    return figure(row, comparator)


def _lines(found: Sequence[tuple[str, str]]) -> None:
    if found:
        lines = "".join(f"<dt>{html.escape(name)}</dt><dd>{html.escape(value)}</dd>" for name, value in found)
        st.html(f'<dl class="pg-properties">{lines}</dl>')


def _ways(key: str, row: Row, begin: Callable[[str], None]) -> None:
    """Buttons to where else this node is shown."""
    label, id_ = row["label"], row["id"]
    ways = {
        "Policy": [("政策页", "policy", {"policy": id_}), ("责任矩阵", "matrix", {"policy": id_}),
                   ("溯源", "trace", {"policy": id_}), ("目标指标", "targets", {"policy": id_})],
        "Task": [("任务页", "task", {"task": id_}), ("溯源", "trace", {"task": id_})],
        "Target": [("同类指标", "targets", {"indicator": row["indicator"]})],
        "Document": [("文档页", "document", {"document": id_})],
        "Village": [("村镇页", "village", {"village": id_})],
        "Region": [("村镇页", "village", {"village": id_})],
    }  # fmt: skip
    if label in ontology().shared and here.may(Right.enter):
        ways.setdefault(label, []).append(("与另一个是同一个？", "review", {"node": key}))
    with st.container(horizontal=True, gap="small"):
        st.button("以此为中心", key="panel-begin", on_click=begin, args=(key,))
        for word, page, parameters in ways.get(label, []):
            if st.button(plain(word), key=f"panel-{page}"):
                sitemap.go(page, **parameters)


def _relations(key: str, neighbours: Sequence[Neighbour], expand: Callable[[str, str], None]) -> None:
    """Which relationships the node has, each of which can be expanded alone."""
    counts = Counter(relation for each in neighbours for relation in each.relations)
    if not counts:
        st.caption("这个节点没有邻居")
        return
    widget = f"panel-relations-{key}"

    def chosen() -> None:
        relation = st.session_state[widget]
        st.session_state[widget] = None
        if relation:
            expand(key, relation)

    st.pills(
        f"{len(neighbours)} 个邻居，点一种关系只展开这一种", list(counts), key=widget, on_change=chosen,
        format_func=lambda relation: f"{plain(ontology().word('types', relation))} {counts[relation]:d}",
    )  # fmt: skip


def relationship(rows: Sequence[Row]) -> None:
    """What one node has to do with another, and every sentence that says so."""
    first = rows[0]
    word = ontology().word("types", first["relation"])
    st.html(
        f'<div class="pg-muted">关系</div><div class="pg-name">{html.escape(first["subject"])} '
        f'<span style="color:var(--pg-accent)">—{html.escape(word)}→</span> {html.escape(first["object"])}</div>'
    )
    for i, row in enumerate(rows[:FEW]):
        basis = ontology().word(f"{row['relation']}.basis", row["basis"]) if row["basis"] else ""
        said = [("依据方式", basis)] if basis else []
        _lines([*said, ("可信度", degrees.in_words(row["confidence"], "confidence"))])
        if row["basis"] == "decided" and row["relation"] in ROLES:
            review_link.show_corrections(row["object_id"], [row["relation"]])
        elif row["evidence"] is None:
            st.caption("这条关系不是从原文读出的，没有原句")
        pieces.evidence(row, f"panel-evidence-{i}")
        if review_link.can_be_decided(row) and st.button(review_link.WORDS, key=f"panel-wrong-{i}"):
            sitemap.go("review", edge=review_link.parameter(row))
    if len(rows) > FEW:
        st.caption(f"还有 {len(rows) - FEW:d} 处这样说，见图下方的表格")
