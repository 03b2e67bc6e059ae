"""本单位: what a bureau leads and supports, how that stands on a day, its figures, partners, forms, the year."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date

import streamlit as st

from policygraph.app.bureau import forms, trend
from policygraph.app.frame import address, context, data, ledger_lines, sitemap
from policygraph.app.frame.plain import plain
from policygraph.app.parts import pieces
from policygraph.app.parts.downloads import XLSX, download, papers
from policygraph.app.parts.things import aims, tasks, ways
from policygraph.graph.asking.catalog import Column
from policygraph.graph.figures import reached
from policygraph.graph.figures.reached import Found
from policygraph.graph.ledgers import bureau
from policygraph.graph.ledgers.bureau import Own
from policygraph.graph.ledgers.standing import ahead_in_words, completion, there
from policygraph.graph.stores.store import Row
from policygraph.graph.transfer import tables
from policygraph.graph.transfer.forms import file_name
from policygraph.model.words import whole_percent
from policygraph.services.ledgers import entering

TASKS = [
    Column("role", "角色"), Column("standing", "状态"), Column("task", "任务"), Column("policy", "政策"),
    Column("due_on", "到期日或时限"), Column("due_basis", "时限依据", of="Task.due_basis"),
    Column("share", "完成比例"), Column("as_of", "进展截至"),
    Column("problem", "存在问题"), Column("ground", "依据"), Column("leads", "牵头"), Column("supports", "配合"),
    Column("above", "从上级哪里来"),
]  # fmt: skip
PARTNERS = [
    Column("name", "单位"), Column("tasks", "共同的任务"), Column("mine", "本单位牵头、它配合"),
    Column("theirs", "它牵头、本单位配合"), Column("both", "共同牵头"), Column("beside", "都是配合"),
]  # fmt: skip


def page() -> None:
    st.title("本单位")
    if pieces.without_graph():
        return
    with pieces.errors():
        known = ways.bureaus()
        if not known:
            pieces.empty("图里还没有写明由谁做的任务。", "请到“导入”页放入写有牵头单位的方案、清单或分工表。")
            return
        on, department = _chosen(known)
        if department is None:
            st.caption("选一个单位，看它牵头和配合的任务、到期和逾期的、指标、协作单位和全年进展；地址可以收藏、转发")
            return
        rules = entering.rules(data.place())
        name = f"{department} on {on} by {rules}"
        found: list[Own] = data.made(name, lambda it: bureau.own_tasks(it.read, department, on, rules)) or []
        _whole(found, department, on)


def _chosen(known: Mapping[str, int]) -> tuple[date, str | None]:
    """The day and the bureau, as the address names them and the controls change them."""
    left, right = st.columns([4, 1], vertical_alignment="bottom")
    given, day = st.query_params.get("department"), address.day("on")
    given = given or next(iter(context.begin("bureau", known)), None)
    if given is not None and given not in known:
        st.warning(plain(address.not_here("单位")))
        given = None
    names = list(known)
    with left:
        chosen = st.selectbox(
            "单位", names, names.index(given) if given else None, lambda name: f"{name}（{known[name]} 项）",
            key=f"bureau-{given or ''}", placeholder="选一个单位，可输入几个字查找",
        )  # fmt: skip
    with right:
        on = st.date_input("到哪一天", day or date.today(), key=f"bureau-on-{day or ''}", format="YYYY-MM-DD")
    address.put("department", [chosen] if chosen else [])
    address.put("on", [] if on == date.today() or not isinstance(on, date) else [on.isoformat()])
    return on if isinstance(on, date) else date.today(), chosen


def _whole(own: Sequence[Own], department: str, on: date) -> None:
    with st.container(horizontal=True, key="bureau-sums"):
        for name, number in bureau.sums(own, on).items():
            st.metric(plain(name), number, width=110)
    if own:
        by_tasks = completion(each.standing for each in own)
        by_figures = reached.completion(reach(own, department), (each.line for each in own), on)
        st.caption(plain(f"按任务完成 {whole_percent(by_tasks.share or 0)}；{by_figures.in_words}"))
    every = (line for line in ledger_lines.every_line() if department in (*line.leads, *line.supports))
    if later := ahead_in_words(there(every, on), on):
        st.caption(plain(f"{later}；要看，请到台账选定这份方案"))
    tasks, figures, partners, form, year = st.tabs(["任务", "指标", "协作单位", "填报表", "全年进展"])
    with tasks:
        _tasks(own, department, on)
    with figures:
        _figures(own, department, on)
    with partners:
        found = bureau.partners(own, department)
        if not found:
            pieces.empty("它的任务都没有写别的单位。", "")
        pieces.table(found, PARTNERS, "bureau-partners", file=f"{department}的协作单位")
    with form:
        forms.forms(own, department, on)
    with year:
        trend.year(own, department, on)


def rows(own: Sequence[Own]) -> list[Row]:
    """Tasks as tables show them, under `TASKS`."""
    return [
        {
            **tasks.standing_row(each.line, each.standing),
            "role": each.role, "due_basis": each.line.due_basis, "above": each.above,
        }
        for each in own
    ]  # fmt: skip


@st.fragment  # a row that is chosen does not build the rest anew
def _tasks(own: Sequence[Own], department: str, on: date) -> None:
    with pieces.errors():
        listed = rows(own)
        with st.container(horizontal=True, key="bureau-downloads"), st.popover("下载任务清单"):
            name = file_name(f"{department}任务清单（截至{on}）", ".xlsx")
            download("所列的表 .xlsx", lambda: tables.to_xlsx(tables.of_rows(listed, TASKS)), name, XLSX, "bureau-xlsx",
                     width="stretch")  # fmt: skip
            _papers(department, on)
        file = f"{department}的任务"
        if pieces.table(listed, TASKS, "bureau-tasks", file=file, height=520, beside=_of_task) is None:
            st.caption("点选一行，看它所依据的原文、从上级哪里来")


def _of_task(row: Row) -> None:
    st.markdown(f"**{plain(row['task'])}**　{plain(row['standing'])}：{plain(row['ground'])}")
    pieces.evidence(row, "bureau-evidence")
    if st.button("看它从上级哪里来", key="bureau-trace"):
        sitemap.go("trace", task=row["task_id"])


def _papers(department: str, on: date) -> None:
    from policygraph.services.paper import making, responsibilities  # python-docx takes its time to load

    papers(responsibilities.DUTIES, f"{department}{responsibilities.LIST}",
           lambda store: making.duties_of(store, department, None, on), "bureau-duties")  # fmt: skip


def reach(own: Sequence[Own], department: str) -> Found:
    """What of their figures was reached, kept until the graph changes."""
    lines = [each.line for each in own]
    found: Found = data.made(f"reached of {department}", lambda store: reached.find(store.read, lines))
    return found


@st.fragment
def _figures(own: Sequence[Own], department: str, on: date) -> None:
    with pieces.errors():
        found = aims.rows(reach(own, department), on)
        if not found:
            pieces.empty("它的任务没有写指标。", "")
            return
        beside = pieces.told_of("bureau-figure")
        pieces.table(found, aims.FIGURES, "bureau-figures", file=f"{department}的指标", beside=beside)
