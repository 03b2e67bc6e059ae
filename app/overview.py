"""总览: what is in the graph; each number leads to its list."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from datetime import date, timedelta
from typing import Any, Literal, NamedTuple

import streamlit as st

from policygraph.app import data, parts, style
from policygraph.graph import catalog
from policygraph.graph.ontology import ontology

SOON = timedelta(days=90)
TOP = 12  # departments in the chart
LIST = "list"  # the parameter of the address that says which list is open


class Listed(NamedTuple):
    """A list that a number leads to: a query of the catalogue and its parameters."""

    title: str
    query: str
    values: dict[str, Any]


def lists() -> dict[str, Listed]:
    """By the name that stands in the address."""
    today = date.today()
    return {
        "documents": Listed("文档", "documents", {}),
        "policies": Listed("政策", "policies", {}),
        "departments": Listed("部门", "departments", {}),
        "without-lead": Listed("没有牵头单位", "tasks-without-lead", {}),
        "due": Listed(f"{SOON.days} 天内到期", "deadlines", {"since": str(today), "until": str(today + SOON)}),
        "overdue": Listed("已到期", "deadlines", {"until": str(today - timedelta(days=1))}),
        "unread": Listed("没有读懂", "unread", {}),
        "cited": Listed("只见引用的政策", "policies", {"status": "cited"}),
    }


def page() -> None:
    st.title("总览")
    if parts.without_graph():
        return
    with parts.errors():
        counts = {row["label"]: row["nodes"] for row in data.ask("node-counts")}
        kinds = ontology().nodes
        st.caption("　".join(f"{style.LOOKS[label].mark} {kinds[label].zh} {n}" for label, n in counts.items()))
        _numbers()
        left, right = st.columns(2)
        with left:
            _departments()
        with right:
            _places()
        _open_list()


@st.fragment
def _numbers() -> None:
    found = lists()
    columns = st.columns(len(found))
    chosen = st.query_params.get(LIST)
    for column, (name, listed) in zip(columns, found.items(), strict=True):
        number = len(data.ask(listed.query, listed.values))
        with column:
            label = f"**{number}**  \n{listed.title}"
            type_: Literal["primary", "secondary"] = "primary" if name == chosen else "secondary"
            if st.button(label, key=f"open-{name}", type=type_, width="stretch"):
                st.query_params[LIST] = name
                st.rerun()


def _departments() -> None:
    st.subheader("任务最多的部门")
    rows = [row for row in data.ask("departments") if row["leads"] or row["supports"]][:TOP]
    if not rows:
        parts.empty("还没有读到任何部门的任务。", "")
        return
    chart = [
        {"部门": row["department"], "职责": role, "任务": row[name]}
        for row in rows
        for role, name in (("牵头", "leads"), ("配合", "supports"))
    ]
    order = [row["department"] for row in rows]
    st.vega_lite_chart(
        chart,
        {
            "mark": {"type": "bar", "height": 16},
            "encoding": {
                "y": {"field": "部门", "type": "nominal", "sort": order, "title": None, "axis": {"labelLimit": 260}},
                "x": {"field": "任务", "type": "quantitative", "title": "任务数", "axis": {"tickMinStep": 1}},
                "color": {
                    "field": "职责",
                    "type": "nominal",
                    "scale": {"domain": ["牵头", "配合"], "range": [style.LEAD[0], "#9CC9E3"]},
                    "legend": {"orient": "top", "title": None},
                },
                "order": {"field": "职责"},
            },
            "height": {"step": 26},
        },
        width="stretch",
    )


def _places() -> None:
    st.subheader("文档的层级、地区和年份")
    rows = data.ask("documents-by-place")
    by = st.segmented_control("按", ["层级", "地区", "年份"], default="层级", label_visibility="collapsed") or "层级"
    shown = parts.words(rows, catalog.find("documents-by-place").columns)
    total: Counter[str] = Counter()
    for row in shown:
        total[row[by] or "不详"] += row["文档"]
    _bars([{by: name, "文档": number} for name, number in total.most_common(TOP)], by)


def _bars(rows: Sequence[dict[str, Any]], name: str) -> None:
    st.vega_lite_chart(
        list(rows),
        {
            "mark": {"type": "bar", "height": 16, "color": style.PRIMARY},
            "encoding": {
                "y": {"field": name, "type": "nominal", "sort": None, "title": None, "axis": {"labelLimit": 260}},
                "x": {"field": "文档", "type": "quantitative", "title": "文档数", "axis": {"tickMinStep": 1}},
            },
            "height": {"step": 26},
        },
        width="stretch",
    )


def _open_list() -> None:
    found = lists()
    name = st.query_params.get(LIST, "documents")
    listed = found.get(name, found["documents"])
    st.subheader(listed.title)
    rows = data.ask(listed.query, listed.values)
    if not rows:
        parts.empty("没有这样的条目。", "")
        return
    columns = catalog.find(listed.query).columns
    chosen = parts.table(rows, columns, f"list-{name}", file=listed.title)
    if chosen is None and any(column.name == "evidence" for column in columns):
        st.caption("点选一行，看它所依据的原文")
    parts.evidence(chosen)
