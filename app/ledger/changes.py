"""Below the grid: what is changed and not entered, cell by cell, what is wrong with it, and the way to enter it."""

from __future__ import annotations

import html
from collections.abc import Mapping, Sequence
from datetime import date, datetime
from typing import NamedTuple

import streamlit as st

from policygraph.app.frame.plain import plain
from policygraph.app.ledger import acts, drafts
from policygraph.app.ledger.drafts import FIELDS, Draft, Said, Wrong
from policygraph.app.ledger.items import Item
from policygraph.app.parts import who
from policygraph.app.parts.lights import standing
from policygraph.graph.ledgers.standing import Rules
from policygraph.graph.ledgers.told import Told
from policygraph.model.words import clock, percent
from policygraph.services.ledgers import returned

LISTED = 50  # of what is changed
UNLISTED = "没有列出"
HEAD = "".join(f"<th>{word}</th>" for word in ("行", "任务", "改了什么", "截至", "状态", "填报人"))


class Change(NamedTuple):
    """`row`: its number in the grid, None where it is not shown now; `news`: what others told since it was seen."""

    item: Item
    draft: Draft
    row: int | None
    said: Said
    wrong: Wrong | None
    news: list[Told]


def found(everything: Mapping[str, Item], some: Sequence[Item], today: date) -> list[Change]:
    """Of all that is kept, also in rows that are not shown now."""
    if not acts.held():
        return []
    rows = {each.line.id: number for number, each in enumerate(some, start=1)}
    changes = []
    for id_, draft in acts.held().items():
        if item := everything.get(id_):
            said = drafts.report_of(item, draft)
            wrong = drafts.wrong(item, draft, said, today)
            changes.append(Change(item, draft, rows.get(id_), said, wrong, drafts.news(item, draft)))
    return changes


def show(changes: Sequence[Change], on: date, today: date, rules: Rules) -> None:
    """`changes`: as `found` gives them."""
    if not changes:
        st.caption(plain(f"在格子里直接改{'、'.join(FIELDS.values())}，改完在这里一次填报；原来的都留着。"))
        return
    st.subheader(f"改了还没有填报的（{len(changes):d}）")
    _table(changes[:LISTED], on, rules)
    if len(changes) > LISTED:
        st.caption(f"只列前 {LISTED} 项，会一起填报。")
    for each in changes:
        if each.wrong:
            st.error(plain(f"{_row(each)}“{each.item.line.title}”的“{FIELDS[each.wrong.column]}”：{each.wrong.words}"))
        elif not each.news and (less := returned.lower(each.said["share"], each.said["as_of"], each.item.line)):
            st.warning(plain(f"{_row(each)}“{each.item.line.title}”：{less}。确实低了，照样可以填报"))
        if each.news:
            _ask(each)
    with st.container(horizontal=True):
        stopped = any(each.wrong or each.news for each in changes)
        if st.button(f"填报这 {len(changes):d} 项", type="primary", key="ledger-enter", disabled=stopped):
            acts.enter({each.item.line.id: (each.item, each.draft) for each in changes}, today)
        st.button("都不要了", key="ledger-drop", on_click=acts.drop)


def _row(change: Change) -> str:
    return f"第 {change.row} 行" if change.row else f"{UNLISTED}的"


def _table(changes: Sequence[Change], on: date, rules: Rules) -> None:
    by, at = who.known(), datetime.now().astimezone().isoformat()
    lines = []
    for each in changes:
        now = each.item.standing
        then = now if each.wrong else drafts.after(each.item, each.said, by, at, on, rules)
        way = f"{standing(now.light, now.state)} → {standing(then.light, then.state)}"
        cells = drafts.changes(each.item, each.draft)
        changed = "<br>".join(
            f"{html.escape(column)}：<del>{html.escape(before)}</del> → <ins>{html.escape(after)}</ins>"
            for column, before, after in cells
        )
        lines.append(
            f"<tr><td>{html.escape(str(each.row or UNLISTED))}</td><td>{html.escape(each.item.line.title)}</td>"
            f"<td>{changed}</td><td>{html.escape(str(each.said['as_of']))}</td><td>{html.escape(way)}</td>"
            f"<td>{html.escape(by or '还没有写')}</td></tr>"
        )
    st.html(f'<div class="pg-changes"><table><tr>{HEAD}</tr>{"".join(lines)}</table></div>')


def _ask(change: Change) -> None:
    """Somebody else told of the task since the page was opened."""
    told = "；".join(_told(each) for each in change.news)
    with st.container(border=True, key=f"ledger-news-{change.item.line.id}"):
        st.warning(plain(f"{_row(change)}“{change.item.line.title}”：您打开页面以后，{told}。您的还要填报吗？"))
        with st.container(horizontal=True):
            st.button("看过了，仍按我的填报", key=f"ledger-heed-{change.item.line.id}", on_click=acts.heed,
                      args=(change.item,))  # fmt: skip
            st.button("不填这一项", key=f"ledger-drop-{change.item.line.id}", on_click=acts.drop,
                      args=(change.item.line.id,))  # fmt: skip


def _told(told: Told) -> str:
    """Who told what, and when."""
    who_ = f"{told.by} 于 {clock(told.at)} 填报" if told.by and told.at else f"又读到《{told.source}》"
    state = drafts.in_words("reported", told.state) if told.state else ""
    share = f"完成 {percent(told.share)}" if told.share is not None else ""
    closed = "确认销号" if told.confirmed else ""
    return f"{who_}：{'，'.join(filter(None, (state, share, closed, told.problem, told.words)))}"
