"""On top of every page: in what it is looked at, and the box of the search."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from contextlib import suppress

import streamlit as st

from policygraph.app.frame import context, data, ledger_lines, sitemap
from policygraph.app.frame.component import component
from policygraph.app.frame.context import Context
from policygraph.app.frame.plain import plain
from policygraph.app.gate import here
from policygraph.app.gate.rights import Right
from policygraph.graph.ledgers.bureau import bureaus
from policygraph.graph.ledgers.standing import Line
from policygraph.model.errors import PolicyGraphError

KEY = "header"
GONE = "已不在图里的政策"
NAME = 22  # characters of a policy's name


def show() -> None:
    """Before the page, which may then ask for the context."""
    if not here.may(Right.see):
        return
    context.take()
    now = context.now()
    result = component("header")(
        key=KEY,
        data={"words": in_words(now), "kept": now.kept, "known": context.is_known(), "q": st.query_params.get("q", "")},
        on_search_change=lambda: None, on_choose_change=lambda: None, on_clear_change=_clear,
        on_remembered_change=_remember,
    )  # fmt: skip
    for what in _unknown(now):
        st.warning(plain(f"图里没有“{what}”。请点左上角另选，或不限范围。"))
    if result.search:
        sitemap.go("search", q=str(result.search[0])[:200])
    if result.choose:
        _choose()


def _unknown(now: Context) -> list[str]:
    """The place and the unit of an address that the graph does not have; an empty graph says so by itself."""
    given = [(now.place, "Region"), (now.bureau, "Department")]
    with suppress(PolicyGraphError):  # the page says what is wrong
        if not any(value for value, _ in given) or not data.ask("node-counts"):
            return []
        return [value for value, label in given if value and not _is_there(value, label)]
    return []


def _is_there(value: str, label: str) -> bool:
    rows = data.ask("names", {"label": label})
    return any(value in (row["name"], row["full_name"]) for row in rows) or any(
        line.place == value for line in ledger_lines.every_line()
    )


def in_words(now: Context) -> str:
    """
    >>> in_words(Context(place="临澜区", bureau="临澜区水利局", year="2026"))
    '临澜区 · 临澜区水利局 · 2026年'
    """
    year = f"{now.year}年" if now.year else ""
    return " · ".join(filter(None, [now.place, now.bureau, year, _policy(now.policy)]))


def _policy(id_: str) -> str:
    if not id_:
        return ""
    try:
        found = next((row["name"] for row in data.ask("node", {"id": id_}) if row["label"] == "Policy"), None)
    except PolicyGraphError:  # the page says what is wrong
        return ""
    return f"《{found if len(found) <= NAME else found[: NAME - 1] + '…'}》" if found else GONE


def _clear() -> None:
    context.put(context.NOWHERE)


def _remember() -> None:
    """What the browser has kept, told once in a session that knows of nothing else."""
    kept = st.session_state[KEY].get("remembered")
    if not context.is_known() and kept:
        context.remember(str(kept))


# --- choosing


@st.dialog("在什么范围里看")
def _choose() -> None:
    """Each choice narrows those below it. Nothing changes until it is said that this is all."""
    now = context.now()
    lines = ledger_lines.every_line()
    st.caption("责任矩阵、台账、日历、本单位、目标指标、溯源和查询都从这里选定的开始，换一页、下次再来还在。")
    place = _one("地方", _places(lines), now.place)
    within = [line for line in lines if not place or line.place == place]
    bureau = _one("单位", list(bureaus(within)), now.bureau)
    years = sorted({str(ledger_lines.year_of(line)) for line in within if ledger_lines.year_of(line)}, reverse=True)
    year = _one("年份", years, now.year)
    named = {
        line.policy_id: line.policy for line in within
        if line.policy_id and line.policy and (not year or str(ledger_lines.year_of(line)) == year)
    }  # fmt: skip
    policy = _one("政策", list(named), now.policy, named)
    with st.container(horizontal=True):
        if st.button("确定", type="primary", key="context-done"):
            context.put(Context(place, bureau, year, policy))
            st.rerun()
        if now and st.button("不限范围", key="context-clear"):
            _clear()
            st.rerun()


def _one(label: str, options: Sequence[str], given: str, words: dict[str, str] | None = None) -> str:
    chosen = st.selectbox(
        plain(label), options, options.index(given) if given in options else None,
        lambda each: plain((words or {}).get(each, each)), key=f"context-{label}", placeholder="不限，可输入几个字查找",
    )  # fmt: skip
    return chosen or ""


def _places(lines: Sequence[Line]) -> list[str]:
    """Those with most tasks first."""
    return [place for place, _ in Counter(line.place for line in lines if line.place).most_common()]
