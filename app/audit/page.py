"""审计: who did what and when; chosen by person, act and day, and taken out as a table."""

from __future__ import annotations

from collections import Counter
from datetime import date, datetime, time

import streamlit as st

from policygraph.app.frame import address, data
from policygraph.app.frame.plain import plain
from policygraph.app.gate import here
from policygraph.app.gate.rights import Right
from policygraph.app.parts import pieces
from policygraph.graph.stores.store import Row
from policygraph.services import audit

SHOWN = 2_000  # lines, the latest
HEIGHT = 620  # pixels


def page() -> None:
    st.title("审计")
    with pieces.errors():
        here.require(Right.audit)
        deeds = audit.deeds(data.place())
        if not deeds:
            pieces.empty("还没有记录。", "导入、移除、判断、下载和登录都会记在这里。")
            return
        _table(_chosen(deeds))


def _chosen(deeds: list[audit.Deed]) -> list[audit.Deed]:
    who, act, since = st.columns([3, 3, 2], vertical_alignment="bottom")
    with who:
        people = address.several("人员", "who", sorted({deed.who for deed in deeds}), lambda name: name or "未登录")
    with act:
        acts = address.several("操作", "act", [act for act in audit.ACTS if any(d.act == act for d in deeds)],
                               audit.ACTS.__getitem__)  # fmt: skip
    with since:
        day = st.date_input("从哪天起", value=None, key="audit-since", format="YYYY-MM-DD")
    first = audit.moment(datetime.combine(day, time())) if isinstance(day, date) else ""
    return [
        deed for deed in deeds
        if (not people or deed.who in people) and (not acts or deed.act in acts) and deed.at >= first
    ]  # fmt: skip


def _table(deeds: list[audit.Deed]) -> None:
    if not deeds:
        pieces.empty("没有这样的记录。", "换一个人、一种操作或日期试试。")
        return
    counts = Counter(deed.outcome for deed in deeds)
    ways = "，".join(
        f"{counts[way]:d} 条{zh}" for way, zh in audit.OUTCOMES.items() if way != audit.DONE and counts[way]
    )
    more = f"；只列最近 {SHOWN} 条" * (len(deeds) > SHOWN)
    st.caption(plain(f"{len(deeds)} 条{f'，其中 {ways}' if ways else ''}{more}"))
    rows: list[Row] = [audit.in_words(deed) for deed in deeds[:SHOWN]]
    pieces.table(rows, audit.COLUMNS, "audit-table", file="审计记录", height=HEIGHT)
