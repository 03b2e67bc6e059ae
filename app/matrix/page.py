"""责任矩阵: who leads and who supports which task, of one policy or several."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator, Sequence
from datetime import date
from typing import Any

import streamlit as st

from policygraph.app.frame import address, context, data, ledger_lines, sitemap
from policygraph.app.frame.component import component
from policygraph.app.frame.plain import plain
from policygraph.app.matrix import grid, sentences
from policygraph.app.parts import pieces, titles
from policygraph.app.parts.downloads import download, papers
from policygraph.graph.asking import catalog
from policygraph.graph.stores.store import Row, Store
from policygraph.graph.transfer.matrix import Matrix, compose, documents, without_silent
from policygraph.services.paper import making, responsibilities
from policygraph.services.paper.paper import Paper

KEY = "matrix-grid"
POLICIES = 12  # at once: more do not stay readable
BUSIEST, TEXT = "按牵头多少", "按原文次序"


def page() -> None:
    st.title("责任矩阵")
    if pieces.without_graph():
        return
    with pieces.errors():
        found = {row["id"]: row for row in data.ask("responsibilities")}
        if not found:
            pieces.empty("图里还没有任何任务。", "请到“导入”页放入实施方案、实施意见一类的文件。")
            return
        _matrix(found)


@st.fragment
def _matrix(found: dict[str, Row]) -> None:
    """All of it is one fragment: a click asks for the sentence, and nothing else of the page is run again."""
    with pieces.errors():
        which, under, whose, order, away = st.columns([5, 3, 3, 2.2, 1.2], vertical_alignment="bottom")
        with which:
            policies = _policies(found)
        if not policies:
            pieces.empty("还没有选政策。", "请在上面选一项或几项政策。")
            return
        asked = {id_: data.ask("responsibility-matrix", {"policy": id_}) for id_ in policies}
        kept = {id_: without_silent(rows) for id_, rows in asked.items()}
        everything = [row for rows in kept.values() for row in rows]
        with under:
            headings = address.several("章节", "section", grid.sections(everything), _indented)
        with whose:
            names = grid.departments(everything)
            own = [id_ for id_, name in names.items() if context.begin("bureau", [name])]
            units = address.several("部门", "department", list(names), lambda id_: names[id_], begin=own)
        with order:
            busiest = _busiest()
        called = titles.policies({id_: found[id_]["title"] for id_ in kept})
        tables = [
            compose(called[id_], rows, data.ask("targets-of-policy", {"policy": id_}), _headings(rows))
            for id_, all_ in kept.items()
            if (rows := grid.narrowed(all_, headings, units))
        ]
        across = grid.columns(tables, busiest=busiest, units=units)
        if not tables:
            pieces.empty("没有符合条件的任务。", "请减少所选的章节或部门。")
            return
        with away:
            _downloads(tables, across, units)
        st.caption(plain(_summary(tables, across, asked, kept)))
        if not across:
            st.info("所选的文件没有写明由谁负责，所以没有部门的列；可在上面另选政策。")
        _grid(tables, across)


def _headings(rows: Sequence[Row]) -> list[Row]:
    return [row for document in sorted(documents(rows)) for row in data.ask("sections", {"document": document})]


def _policies(found: dict[str, Row]) -> list[str]:
    names = {
        id_: f"{row['title']}（{row['region'] or '地区不详'}，{row['tasks']} 项任务）" for id_, row in found.items()
    }
    # The first gives the most work; who comes with a policy in the address sees that one.
    begin = [*ledger_lines.in_context(found), *_of_place(found), next(iter(found))]
    return address.compared(
        "政策", "policy", list(found), titles.policies(names).__getitem__, begin=begin, most=POLICIES
    )


def _of_place(found: dict[str, Row]) -> list[str]:
    return [id_ for id_, row in found.items() if context.begin("place", [row["region"]])]


def _indented(path: str) -> str:
    *above, last = path.split(grid.WITHIN)
    return "　" * len(above) + last


def _busiest() -> bool:
    given = TEXT if st.query_params.get("order") == "text" else BUSIEST
    chosen = st.selectbox("部门次序", [BUSIEST, TEXT], index=[BUSIEST, TEXT].index(given), key="matrix-order")
    address.put("order", ["text"] if chosen == TEXT else [])
    return chosen == BUSIEST


def _downloads(tables: Sequence[Matrix], across: Sequence[grid.Column], units: Sequence[str]) -> None:
    name = tables[0].title if len(tables) == 1 else "责任分工表"
    with st.popover("下载", width="stretch"):
        # Made when they are asked for: a workbook takes its time.
        papers(responsibilities.MATRIX, name, lambda store: _whole(tables, store), "matrix")
        if len(units) == 1:
            whose = next(row["department"] for row in _rows(tables) if row["department_id"] == units[0])
            papers(responsibilities.DUTIES, f"{whose}{responsibilities.LIST}",
                   lambda store: _own(whose, units, tables, store), "matrix-duties")  # fmt: skip
        download("矩阵 .csv（一行一项任务）", lambda: grid.as_csv(tables, across), f"{name}（矩阵）.csv",
                 "text/csv", "matrix-csv", width="stretch")  # fmt: skip
        download("清单 .csv（一行一项职责，附原文）", lambda: long_list(tables), f"{name}（清单）.csv",
                 "text/csv", "matrix-list", width="stretch")  # fmt: skip
        st.caption("只含当前所选的任务；分工表里列出这些任务的全部单位。选一个部门，可下载它的任务清单。")


def _whole(tables: Sequence[Matrix], store: Store) -> Paper:
    on = date.today()
    return responsibilities.of_policies(tables, making.told(store, tables, on), on)


def _own(whose: str, units: Sequence[str], tables: Sequence[Matrix], store: Store) -> Paper:
    on = date.today()
    return responsibilities.of_department(whose, units, tables, making.told(store, tables, on), on)


def _rows(tables: Sequence[Matrix]) -> Iterator[Row]:
    return (row for line in grid.tasks(tables) for row in line.rows)


def long_list(tables: Sequence[Matrix]) -> bytes:
    """A line a responsibility, with its sentence."""
    return pieces.as_csv(list(_rows(tables)), catalog.find_query("responsibility-matrix").columns)


def _summary(
    tables: Sequence[Matrix], across: Sequence[grid.Column], asked: dict[str, Any], kept: dict[str, list[Row]]
) -> str:
    lines = list(grid.tasks(tables))
    without = sum(not line.leads for line in lines)
    words = [
        f"{len(lines)} 项任务，{len(across)} 个部门：牵头 {sum(each.leads for each in across)}，"
        f"配合 {sum(each.supports for each in across)}"
    ]
    if without:
        words.append(f"{without} 项没有写明牵头单位")
    listed = {row["source"] for rows in kept.values() for row in rows}
    silent = {row["source"] for rows in asked.values() for row in rows} - listed
    if silent:
        words.append(f"另有 {len(silent)} 份没有写责任单位的解读、报告未列入")
    words.append("点选格子看原文，方向键可移动")
    return "　·　".join(words)


@st.fragment  # within the other, so that a click does not build the choices above anew
def _grid(tables: Sequence[Matrix], across: Sequence[grid.Column]) -> None:
    shape = {"columns": [column._asdict() for column in across], "rows": grid.drawn(tables, across)}
    version = hashlib.sha256(json.dumps(shape).encode()).hexdigest()
    panel = sentences.panel(tables, across, st.query_params.get("cell", ""))
    links = panel.pop("links", [])
    shown = {
        **shape, "version": version, "cell": st.query_params.get("cell", ""),
        "panel": {**panel, "links": [link._asdict() for link in links]} if panel else None,
    }  # fmt: skip
    result = component("matrix")(key=KEY, data=shown, on_cell_change=_remember, on_leave_change=lambda: None)
    if result.leave is not None and 0 <= result.leave < len(links):
        link = links[result.leave]
        sitemap.go(link.page, **link.parameters)


def _remember() -> None:
    """The cell that was clicked stands in the address."""
    address.put("cell", [cell] if (cell := st.session_state[KEY]["cell"]) else [])
