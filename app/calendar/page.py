"""日历: what falls due, by month, week and list; what is late on top. All that is chosen stands in the address."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date
from functools import partial

import streamlit as st

from policygraph.app.calendar import grid, look
from policygraph.app.frame import address, context, ledger_lines, sitemap
from policygraph.app.frame.component import component
from policygraph.app.frame.plain import plain
from policygraph.app.parts import dues as parts
from policygraph.app.parts import pieces, titles
from policygraph.app.parts.downloads import XLSX, download
from policygraph.graph.ledgers import due as ledger
from policygraph.graph.ledgers.due import Due
from policygraph.graph.stores.store import Row
from policygraph.graph.transfer import tables
from policygraph.graph.transfer.ics import to_ics

KEY = "calendar-days"
VIEWS = {"month": "月", "week": "周", "list": "列表"}
LATE, IN_CELL, IN_WEEK = 100, 3, 40  # lines of the list of what is late, of a day in the month, in the week
SPANS = {7: "7 天", 30: "30 天", 90: "90 天", 365: "一年"}  # of the list
USUAL = 30
WAYS = {"‹": ("before", -1), "今天": ("today", 0), "›": ("after", 1)}  # months or weeks from the one that is shown


def page() -> None:
    st.title("日历")
    if pieces.without_graph():
        return
    st.html(look.CSS)
    _calendar()


@st.fragment
def _calendar() -> None:
    with pieces.errors():
        on = address.day("on") or date.today()
        dues = parts.on_day(on)
        if not dues:
            pieces.empty("图里还没有写明时限的任务。", "请到“导入”页放入写有时限的方案、清单或会议纪要。")
            return
        chosen = _narrowed(dues)
        if not chosen:
            pieces.empty("没有符合条件的任务。", "请减少所选的地方、单位或政策。")
            return
        st.caption(plain(_summary(chosen, on)))
        _late(chosen)
        view, at = _view(), grid.within(address.day("at") or on)
        shown = _shown(chosen, view, at)
        _bar(view, at, on, shown, chosen)
        if view == "list":
            _list(shown)
        else:
            _days(view, at, on, grid.by_day(shown))
            _opened(chosen)


def _narrowed(dues: Sequence[Due]) -> Sequence[Due]:
    places, bureaus, policies = st.columns([2, 4, 5], vertical_alignment="bottom")
    with places:
        dues = _of("地方", "place", dues, lambda due: [due.place] if due.place else [], "place")
    with bureaus:
        dues = _of("牵头或配合单位", "department", dues, lambda due: [*due.leads, *due.supports], "bureau")
    with policies:
        called = titles.policies({due.policy_id: due.policy for due in dues if due.policy_id and due.policy})
        chosen = address.several(
            "政策", "policy", list(called), called.__getitem__, begin=ledger_lines.in_context(called)
        )
        return [due for due in dues if not chosen or due.policy_id in chosen]


def _of(label: str, name: str, dues: Sequence[Due], names: Callable[[Due], list[str]], field: str) -> Sequence[Due]:
    """Those of the names that are chosen, first that of a `field` of the context; what is chosen of narrows what can be
    chosen next."""
    options = sorted({each for due in dues for each in names(due)})
    chosen = address.several(label, name, options, begin=context.begin(field, options))
    return [due for due in dues if not set(names(due)).isdisjoint(chosen)] if chosen else dues


def _summary(dues: Sequence[Due], on: date) -> str:
    told = "　·　".join(f"{name} {number} 项" for name, number in ledger.counts(dues).items())
    return f"以{grid.day_called(on)}为准：{told}"


def _late(dues: Sequence[Due]) -> None:
    late = ledger.late(dues)
    if not late:
        return
    with st.expander(f"**逾期 {len(late)} 项**，最久的在前", expanded="day" not in st.query_params):
        _table(late[:LATE], "calendar-late", "逾期的任务", 215)
        if len(late) > LATE:
            st.caption(f"只列最久的 {LATE} 项；选定单位可缩小范围，“下载”里有全部")


def _view() -> str:
    given = st.query_params.get("view", "month")
    if given not in VIEWS:
        raise address.not_here("看法")
    return given


def _shown(dues: Sequence[Due], view: str, at: date) -> list[Due]:
    """What falls due on the days that are shown."""
    if view == "list":
        return [due for due in dues if 0 <= due.left <= _span()]
    days = grid.week(at) if view == "week" else [day for week in grid.month(at) for day in week]
    first, last = str(days[0]), str(days[-1])
    return [due for due in dues if first <= due.day <= last]


def _span() -> int:
    given = st.query_params.get("within", str(USUAL))
    if not given.isdecimal() or int(given) not in SPANS:
        raise address.not_here("天数")
    return int(given)


# --- which days are shown


def _bar(view: str, at: date, on: date, shown: Sequence[Due], dues: Sequence[Due]) -> None:
    with st.container(horizontal=True, vertical_alignment="center", key="calendar-bar"):
        chosen = st.segmented_control(
            "看法", list(VIEWS), default=view, key=f"calendar-view-{view}", required=True,
            format_func=VIEWS.__getitem__, label_visibility="collapsed",
        )  # fmt: skip
        if chosen and chosen != view:
            address.put("view", [] if chosen == "month" else [chosen])
            address.again()
        if view == "list":
            _spans()
        else:
            for way, (key, by) in WAYS.items():
                to = grid.turned(view, at, by) if by else on
                st.button(plain(way), key=f"calendar-{key}", on_click=_go, args=(to, on))
            st.markdown(f"**{plain(grid.called(view, at))}**", width="content")
        _downloads(shown, dues, on)


def _spans() -> None:
    span = _span()
    chosen = st.segmented_control(
        "几天内", list(SPANS), default=span, key=f"calendar-span-{span}", required=True,
        format_func=SPANS.__getitem__, label_visibility="collapsed",
    )  # fmt: skip
    if chosen and chosen != span:
        address.put("within", [] if chosen == USUAL else [str(chosen)])
        address.again()


def _go(to: date, on: date) -> None:
    address.put("at", [] if to == on else [str(to)])
    address.put("day", [])


def _downloads(shown: Sequence[Due], dues: Sequence[Due], on: date) -> None:
    """`shown`: what is seen, as a table; of all that is chosen, what is still to be done, for another calendar."""
    ahead = [*ledger.late(dues), *ledger.soon(dues, (date.max - on).days)]
    file = f"到期任务（截至{on}）"
    with st.popover("下载"):
        for kind, made, of in (
            (".xlsx", tables.to_xlsx, XLSX),
            (".csv", tables.to_csv, "text/csv"),
        ):
            download(f"所列的表 {kind}", lambda made=made: made(_as_table(shown)), f"{file}{kind}", of,  # type: ignore[misc]
                     f"calendar{kind}", width="stretch")  # fmt: skip
        download("逾期的和今后的表 .xlsx", lambda: tables.to_xlsx(_as_table(ahead)), f"逾期和今后{file}.xlsx", XLSX,
                 "calendar-ahead", width="stretch")  # fmt: skip
        download("逾期的和今后的日历 .ics", lambda: to_ics(ahead, on), f"{file}.ics", "text/calendar",
                 "calendar-ics", width="stretch")  # fmt: skip
        st.caption("只含所选的地方、单位和政策。日历可导入手机、Outlook，提前 7 天提醒；再次导入不会重复。")


def _as_table(dues: Sequence[Due]) -> tables.Table:
    return tables.of_rows(parts.rows(dues), parts.COLUMNS)


# --- the days


def _days(view: str, at: date, on: date, found: dict[date, list[Due]]) -> None:
    weeks = grid.month(at) if view == "month" else [grid.week(at)]
    opened = st.query_params.get("day")
    shown = {
        "view": view, "weekdays": list(grid.DAYS),
        "weeks": [[_day(view, day, at, on, found.get(day, []), opened) for day in week] for week in weeks],
    }  # fmt: skip
    component("days")(key=KEY, data=shown, on_day_change=_open)
    st.html(look.LEGEND)


def _day(view: str, day: date, at: date, on: date, dues: Sequence[Due], opened: str | None) -> Row:
    outside = view == "month" and day.month != at.month
    return {
        "day": str(day), "where": "outside" if outside else "today" if day == on else "inside",
        "name": f"{day.day}" if view == "month" else f"{day.month}月{day.day}日 周{grid.DAYS[day.weekday()]}",
        "opened": opened == str(day), **look.listed(dues, IN_CELL if view == "month" else IN_WEEK),
    }  # fmt: skip


def _open() -> None:
    """The day that was pressed opens, or closes where it is open."""
    if isinstance(day := st.session_state[KEY]["day"], str):
        address.put("day", [] if st.query_params.get("day") == day else [day])


def _opened(dues: Sequence[Due]) -> None:
    """What falls due on the day that the address names, with the sentences."""
    if (day := address.day("day")) is None:
        st.caption("点一天，看那天到期的任务和原文")
        return
    found = grid.by_day(due for due in dues if due.day == str(day)).get(day, [])
    st.subheader(f"{plain(grid.day_called(day))} 周{plain(grid.DAYS[day.weekday()])}")
    if not found:
        pieces.empty("这一天没有到期的任务。", "")
        return
    _table(found, "calendar-day", f"{day}到期的任务", 400, "day", "left")


def _list(dues: Sequence[Due]) -> None:
    if not dues:
        pieces.empty("这段时间没有到期的任务。", "请选更长的时间，或减少所选的地方、单位或政策。")
        return
    _table(dues, "calendar-list", "到期的任务", 520)


@st.fragment  # a row that is chosen does not build the days anew
def _table(dues: Sequence[Due], key: str, file: str, height: int, *but: str) -> None:
    with pieces.errors():
        rows = parts.rows(dues)
        beside = partial(_told, key)
        columns = parts.columns(rows, "evidence", *but)
        if pieces.table(rows, columns, key, file=file, height=height, beside=beside) is None:
            st.caption("点选一行，看它所依据的原文")


def _told(key: str, chosen: Row) -> None:
    st.markdown(f"**{plain(chosen['task'])}**　{plain(chosen['standing'])}：{plain(chosen['ground'])}")
    pieces.evidence(chosen, f"{key}-evidence")
    with st.container(horizontal=True):
        if st.button("看它从上级哪里来", key=f"{key}-trace"):
            sitemap.go("trace", task=chosen["task_id"])
        if chosen["policy_id"] and st.button("看这份政策的责任矩阵", key=f"{key}-matrix"):
            sitemap.go("matrix", policy=chosen["policy_id"])
