"""The answer of a query shown: as a table always, and as graph, chart or matrix where its rows are fit for it."""

from __future__ import annotations

import json
from collections.abc import Sequence
from datetime import date
from typing import Any

import streamlit as st

from policygraph.app.frame import address, data, sitemap
from policygraph.app.frame.turns import ROWS
from policygraph.app.parts import pieces
from policygraph.app.parts.downloads import download
from policygraph.app.parts.graph_view import Dot, edge_key, graph_view
from policygraph.app.query import charts, drawable
from policygraph.app.query.drawable import DRAWN
from policygraph.graph.asking.catalog import Column
from policygraph.graph.stores.store import Row, Rows

VIEW = "view"  # the parameter of the address
VIEWS = {"table": "表格", "graph": "图谱", "chart": "图表", "matrix": "矩阵"}
HEIGHT = 420  # pixels of a table
# Columns that hold the id of a node, in the order in which a row is about it, and its label.
IDS = {
    "task_id": "Task", "target_id": "Target", "policy_id": "Policy", "department_id": "Department",
    "village_id": "Village", "owner_id": "Task", "document": "Document",
}  # fmt: skip


def show(
    rows: Rows, columns: Sequence[Column], key: str, *, title: str, first: str = "table", seconds: float | None = None
) -> None:
    """`first`: how it is shown where the address does not say; `title` names the files of the downloads."""
    if not rows:
        pieces.empty("没有查到。", "可以换一个说法、少填几项条件，或到“图谱探索”按名称查找。")
        return
    dots, relations = drawable.graph(rows, data.ask)
    there = {"table": True, "graph": bool(dots), "chart": charts.fit(rows, columns), "matrix": drawable.is_matrix(rows)}
    options = [name for name in VIEWS if there[name]]
    with st.container(horizontal=True, vertical_alignment="center"):
        view = _view(options, first, key)
        st.caption(_summary(rows, columns, view) + ("" if seconds is None else f"　用时 {seconds:.2f} 秒"))
        download("下载 JSON", lambda: as_json(rows), f"{title}.json", "application/json", f"{key}-json")
        if view != "table":  # which has its own below
            download("下载 CSV", lambda: pieces.as_csv(rows, columns), f"{title}.csv", "text/csv", f"{key}-csv")
    match view:
        case "graph":
            _graph(dots, relations, key, title)
        case "chart":
            charts.draw(rows, columns, key)
        case "matrix":
            _matrix(rows, key)
        case _:
            _table(rows, columns, key, title)


def as_rows(rows: Sequence[Row]) -> Rows:
    """Rows that a page has put together, as `show` takes them."""
    return rows if isinstance(rows, Rows) else Rows(rows, columns=tuple(rows[0]) if rows else ())


def _summary(rows: Rows, columns: Sequence[Column], view: str) -> str:
    words = f"共 {len(rows)} 行"
    if rows.truncated:
        words += f"，只取了前 {ROWS:,} 行，还有更多"
    if view == "table" and "evidence" in (column.name for column in columns):
        words += "　点选一行，看它所依据的原文"
    return words


def as_json(rows: Sequence[Row]) -> bytes:
    """A list of objects, one a line, with the names of the columns as the query has them."""
    lines = (json.dumps(row, ensure_ascii=False, default=_iso) for row in rows)
    return ("[" + ",\n ".join(lines) + "]\n").encode()


def _iso(value: Any) -> str:
    return value.isoformat() if isinstance(value, date) else str(value)


def _view(options: Sequence[str], first: str, key: str) -> str:
    default = first if first in options else "table"
    given = st.query_params.get(VIEW, default)
    given = given if given in options else default
    if len(options) == 1:
        return given
    chosen = st.segmented_control(
        "看法", options, default=given, format_func=VIEWS.__getitem__, key=f"{key}-view-{given}",
        label_visibility="collapsed", required=True,
    )  # fmt: skip
    address.put(VIEW, [] if chosen in (None, default) else [chosen])
    return chosen or given


def _table(rows: Rows, columns: Sequence[Column], key: str, title: str) -> None:
    _about(pieces.table(rows, columns, f"{key}-table", file=title, height=HEIGHT), key)


def _graph(dots: Sequence[Dot], relations: Sequence[Row], key: str, title: str) -> None:
    note = f"只画出前 {DRAWN} 个节点，可在表格里看全" if len(dots) >= DRAWN else ""
    dots = dots[:DRAWN]
    # What rests on what is read in layers.
    layout = "layered" if all(row["relation"] in ("DERIVES_FROM", "FORWARDS") for row in relations) else "force"
    chosen = graph_view(dots, relations, f"{key}-graph", layout=layout, note=note, file=title)
    row = next((each for each in relations if edge_key(each) == chosen), None)
    if row is not None:
        pieces.evidence(row, f"{key}-evidence")
    elif chosen and st.button("在图谱探索中打开这个节点", key=f"{key}-explore"):
        sitemap.go("explore", node=chosen)
    else:
        st.caption("点选一条关系看原文，点选一个节点可到图谱探索中继续看")


def _matrix(rows: Rows, key: str) -> None:
    st.dataframe(
        drawable.matrix(rows),
        hide_index=True,
        width="stretch",
        height="content",
        key=f"{key}-matrix",
        column_config={"任务": st.column_config.TextColumn(pinned=True)},
    )
    pieces.on_paper(drawable.matrix(rows), f"{key}-matrix")
    # A department's work may be of several policies, or its rows do not say of which.
    policies = {row.get("policy_id") for row in rows}
    policy = policies.pop() if len(policies) == 1 else None
    if policy and st.button("在责任矩阵页打开（可看原文、下载 .xlsx）", key=f"{key}-open-matrix"):
        sitemap.go("matrix", policy=policy)


def _about(row: Row | None, key: str) -> None:
    """What is known of a row that was chosen: its sentence, and the way to its node in the graph."""
    if row is None:
        return
    pieces.evidence(row, f"{key}-evidence")
    label = row.get("label")
    node = f"{label}:{row['id']}" if label and row.get("id") else None
    node = node or next((f"{kind}:{row[name]}" for name, kind in IDS.items() if row.get(name)), None)
    if node and st.button("在图谱探索中打开", key=f"{key}-node"):
        sitemap.go("explore", node=node)
