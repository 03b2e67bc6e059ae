"""总览: what is in the graph; each number and each bar leads to its list."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Sequence
from datetime import date
from functools import partial
from typing import Any, Literal, NamedTuple

import streamlit as st

from policygraph.app.frame import address, context, data, sitemap, style
from policygraph.app.frame.plain import plain
from policygraph.app.overview import beginning, work
from policygraph.app.parts import dues, pieces
from policygraph.app.parts.things import aims
from policygraph.graph.asking import catalog
from policygraph.graph.asking.catalog import Column
from policygraph.graph.ledgers import due as ledger
from policygraph.graph.ledgers.due import Due
from policygraph.graph.stores.store import Row, Rows
from policygraph.graph.transfer.tables import word

SOON = 90  # days
WIDTH = 150  # pixels of a number
TOP = 10  # bars in a chart
LIST = "list"  # the parameter of the address that says which list is open; the others are its query's


class Listed(NamedTuple):
    """A list that a number leads to: a query of the catalogue and its parameters, or rows that are made of several."""

    title: str
    query: str
    values: dict[str, Any]
    # How many there are, where counting is quicker than listing.
    number: Callable[[], int] | None = None
    dues: Callable[[], list[Due]] | None = None
    rows: Callable[[], Sequence[Row]] | None = None
    columns: Sequence[Column] = ()


def contents() -> dict[str, Listed]:
    """What there is, by the name that stands in the address."""
    return {
        "documents": Listed("文档", "documents", {}, _nodes("Document")),
        "policies": Listed("政策", "policies", {}, _nodes("Policy")),
        "tasks": Listed("任务", "tasks", {}, _nodes("Task")),
        "departments": Listed("部门", "departments", {}, _nodes("Department")),
        "figures": Listed("指标数值", "figures", {}, _nodes("Target")),
        "places": Listed("村镇", "places", {}),
        "industries": Listed("产业", "industries", {}, _nodes("Industry")),
    }


def to_do() -> dict[str, Listed]:
    """What there is to do in the context: of a bureau with its figures."""
    today = date.today()
    found = work.of_context(today)
    listed = {name: _work(each) for name, each in found.items()}
    if context.now().bureau:
        rows = partial(work.figures, list(found.values()), today)
        listed["aims"] = Listed("指标", "", {}, lambda: len(rows()), rows=rows, columns=aims.FIGURES)
    return listed


def _work(each: work.Work) -> Listed:
    rows = partial(work.rows, each)
    return Listed(each.title, "", {}, lambda: len(each.tasks), rows=rows, columns=work.TASKS)


def concerns() -> dict[str, Listed]:
    """What somebody should look at."""
    today = date.today()
    return {
        "without-lead": Listed("原文没写牵头单位", "tasks-without-lead", {}),
        "due": _due(f"{SOON} 天内到期", lambda: ledger.soon(dues.on_day(today), SOON)),
        "overdue": _due("逾期", lambda: ledger.late(dues.on_day(today))),
        "done": _due("有时限的已办结", lambda: ledger.finished(dues.on_day(today))),
        "this-year": Listed("今年的目标", "figures", {"year": today.year, "kind": "planned"}, _planned(today.year)),
        "unread": Listed("没有读懂", "unread", {}),
        "to-check": Listed("没有读全的文档", "documents-to-check", {}),
        "cited": Listed("只见引用的政策", "policies", {"status": "cited"}),
        "repealed": Listed("已废止的政策", "policies", {"status": "repealed"}),
    }


def _due(title: str, made: Callable[[], list[Due]]) -> Listed:
    """Of what falls due, by how its tasks stand."""
    return Listed(title, "deadlines", {}, lambda: len(made()), made)


def _nodes(label: str) -> Callable[[], int]:
    return lambda: sum(row["nodes"] for row in data.ask("node-counts") if row["label"] == label)


def _planned(year: int) -> Callable[[], int]:
    counted = (year, "planned")
    return lambda: sum(row["figures"] for row in data.ask("figures-by-year") if (row["year"], row["kind"]) == counted)


def page() -> None:
    st.title("总览")
    with pieces.errors():
        if data.store() is None or not data.ask("node-counts"):
            beginning.show()
            return
        doing = _to_do()
        _numbers(contents())
        # What falls due is counted above, by tasks; these lists, by days, are still there for who keeps their address.
        _numbers({name: listed for name, listed in concerns().items() if not listed.dues})
        if st.query_params.get(LIST) not in doing:
            _open_list()
        left, right = st.columns(2, gap="large")
        with left:
            _departments()
        with right:
            _documents()


def _to_do() -> dict[str, Listed]:
    """What one comes for, first; its list right below."""
    now = context.now()
    whose = now.bureau or now.place
    st.subheader(plain(f"{whose}要办的" if whose else "要办的"))
    if not whose:
        st.caption("在左上角选定地方、单位，这里就只列它的。")
    found = to_do()
    _numbers(found)
    if st.query_params.get(LIST) in found:
        _open_list()
    if now.bureau and st.button("到“本单位”看全部", key="to-bureau", type="tertiary"):
        sitemap.go("bureau", department=now.bureau)
    st.subheader("整个图")
    return found


def _numbers(found: dict[str, Listed]) -> None:
    chosen = st.query_params.get(LIST)
    # Beside each other as many as there is room for: on a telephone two.
    with st.container(horizontal=True, gap="small"):
        for name, listed in found.items():
            number = str(listed.number()) if listed.number else _count(data.ask(listed.query, listed.values))
            kind: Literal["primary", "secondary"] = "primary" if name == chosen else "secondary"
            words = f"**{plain(number)}**  \n{plain(listed.title)}"
            if st.button(words, key=f"open-{name}", type=kind, width=WIDTH):
                _open(None if name == chosen else name)


def _count(rows: Rows) -> str:
    return f"{len(rows)}+" if rows.truncated else str(len(rows))


def _open(name: str | None, **values: str) -> None:
    """Open a list by its address, or close the one that is open."""
    address.only({LIST: name, **values} if name else {})
    st.rerun()


def _open_list() -> None:
    name = st.query_params.get(LIST)
    if name is None:
        st.caption("点一个数字或一条柱，看它是由哪些条目组成的")
        return
    if (listed := _named(name)) is None:
        pieces.empty("没有叫这个名字的列表。", "请点上面的数字。")
        return
    heading, close = st.columns([9, 1], vertical_alignment="center")
    heading.subheader(plain(listed.title))
    if close.button("收起", key="close", width="stretch"):
        _open(None)
    _rows(listed, name)


def _named(name: str) -> Listed | None:
    """The list of the address, with the parameters that stand there too."""
    listed = (to_do() | contents() | concerns()).get(name)
    if name == "department":
        listed = Listed("部门的全部工作", "department-workload", {})
    if listed is None:
        return None
    if listed.rows:
        return listed
    known = {parameter.name for parameter in catalog.find_query(listed.query).parameters}
    given = {key: value for key, value in st.query_params.items() if key in known}
    title = "　".join([listed.title, *given.values()]) if name == "department" else listed.title
    return listed._replace(title=title, values=listed.values | given)


@st.fragment
def _rows(listed: Listed, name: str) -> None:
    with pieces.errors():
        rows, columns = _listed(listed)
        if not rows:
            pieces.empty("没有这样的条目。", "")
            return
        chosen = pieces.table(rows, columns, f"list-{name}", file=listed.title, height=400, beside=pieces.evidence)
        if chosen is None and any(column.name == "evidence" for column in columns):
            st.caption("点选一行，看它所依据的原文")


def _listed(listed: Listed) -> tuple[Sequence[Row], Sequence[Column]]:
    if listed.rows:
        return listed.rows(), listed.columns
    if listed.dues:
        return dues.rows(listed.dues()), dues.COLUMNS
    return data.ask(listed.query, listed.values), catalog.find_query(listed.query).columns


def _departments() -> None:
    st.subheader("任务最多的部门")
    rows = [row for row in data.ask("departments") if row["leads"] or row["supports"]][:TOP]
    if not rows:
        pieces.empty("还没有读到任何部门的任务。", "")
        return
    bars = [
        {"部门": row["department"], "职责": role, "任务": row[name]}
        for row in rows
        for role, name in (("牵头", "leads"), ("配合", "supports"))
    ]
    colour = {
        "field": "职责",
        "type": "nominal",
        "scale": {"domain": ["牵头", "配合"], "range": [style.LEAD[0], style.SUPPORT_BAR]},
        "legend": {"orient": "top", "title": None},
    }
    picked = _bars(bars, "部门", "任务", "departments", {"color": colour, "order": {"field": "职责"}})
    if picked:
        _open("department", department=picked)


def _documents() -> None:
    st.subheader("文档")
    columns = {column.zh: column for column in catalog.find_query("documents-by-place").columns}
    by = st.segmented_control("按", ["层级", "地区", "年份"], default="层级", label_visibility="collapsed") or "层级"
    total: Counter[str | None] = Counter()
    for row in data.ask("documents-by-place"):
        total[row[columns[by].name]] += row["documents"]
    words = {word(value, columns[by]) or "不详": value for value in total}
    bars = [{by: word, "文档": total[value]} for word, value in words.items()]
    bars.sort(key=lambda bar: int(bar["文档"]), reverse=True)
    picked = _bars(bars[:TOP], by, "文档", f"documents-{by}", {"color": {"value": style.PRIMARY}})
    if picked and words.get(picked):
        _open("documents", **{columns[by].name: str(words[picked])})


def _bars(rows: list[dict[str, Any]], name: str, number: str, key: str, more: dict[str, Any]) -> str | None:
    """Bars from the left; the name of the one that was clicked in this run, or None."""
    axis = {"tickMinStep": 1, "tickCount": 6}
    spec = {
        "mark": {"type": "bar", "height": 16, "cursor": "pointer"},
        "params": [{"name": "pick", "select": {"type": "point", "fields": [name]}}],
        "encoding": {
            "y": {"field": name, "type": "nominal", "sort": None, "title": None, "axis": {"labelLimit": 260}},
            "x": {"field": number, "type": "quantitative", "title": f"{number}数", "axis": axis},
            **more,
        },
        "height": {"step": 24},
    }
    # The key tells the address apart, so that a list that was closed does not open again by itself.
    address = "-".join(st.query_params.values())
    event = st.vega_lite_chart(rows, spec, width="stretch", on_select="rerun", key=f"bars-{key}-{address}")
    picked = event["selection"].get("pick")
    return str(picked[0][name]) if picked else None
