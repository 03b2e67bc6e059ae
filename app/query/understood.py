"""What a question was understood as: each condition to be changed or taken out; what came from the page's header."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import streamlit as st

from policygraph.app.frame import address, context, data
from policygraph.app.frame.plain import plain
from policygraph.graph.questions.answer import Understood
from policygraph.graph.questions.lexicon import Lexicon
from policygraph.graph.questions.meant.edited import SLOTS
from policygraph.graph.questions.meant.within import Within

SLOT, FREE = "slot", "free"  # parameters of the address: `year=2025`; without what the header says
NONE = "（选一个）"


def within() -> Within:
    """Where the page is looked at, unless the address says to ask without."""
    now = Within() if st.query_params.get(FREE) else context.now()
    return Within(now.place, now.bureau, now.year, now.policy, called="按页眉所选", strict=False)


def changes() -> dict[str, str]:
    """What the address says of slots; what is no slot is passed over, for somebody else may have written it.

    >>> as_changes(["year=2025", "place=", "x=1"])
    {'year': '2025', 'place': ''}
    """
    return as_changes(st.query_params.get_all(SLOT))


def as_changes(written: Sequence[str]) -> dict[str, str]:
    parts = (each.partition("=") for each in written)
    return {name: value for name, _, value in parts if name in SLOTS}


def show(understood: Sequence[Understood], by_page: Sequence[str], notes: Sequence[str]) -> None:
    """One line, and below it what may be changed of it."""
    if understood:
        st.caption("理解为：" + "；".join(f"{plain(each.slot)} **{plain(each.value)}**" for each in understood))
        _chips(understood)
    if by_page or st.query_params.get(FREE):
        with st.container(horizontal=True, vertical_alignment="center"):
            if by_page:
                st.caption(f"按页眉所选：**{plain('、'.join(by_page))}**", width="content")
                st.button("不按页眉所选再问", key="question-free", type="tertiary", on_click=_ask, args=({}, True))
            elif context.now():
                st.caption("没有按页眉所选", width="content")
                st.button("按页眉所选再问", key="question-bound", type="tertiary", on_click=_ask, args=({}, False))
    for note in notes:
        st.caption(f"⚠ {plain(note)}")


def _chips(understood: Sequence[Understood]) -> None:
    lexicon = Lexicon(data.ask)
    seen: set[str] = set()
    with st.container(horizontal=True, key="question-slots"):
        for each in understood:
            if each.name in seen or each.name not in SLOTS:  # of a pattern, which has its own form below
                continue
            seen.add(each.name)
            with st.popover(f"{plain(each.slot)} ✎", help=plain(each.value)):
                _edit(each, SLOTS[each.name].offered(lexicon))


def _edit(each: Understood, offered: Mapping[str, str]) -> None:
    key = f"slot-{each.name}-{each.value}"
    if offered:
        st.selectbox(
            f"{plain(each.slot)}改为", list(offered), index=None, key=key, placeholder=NONE,
            format_func=lambda value: plain(offered[value]), on_change=_change, args=(each.name, key),
        )  # fmt: skip
    else:
        st.text_input(
            f"{plain(each.slot)}改为", key=key, placeholder=plain(each.value), on_change=_change, args=(each.name, key)
        )
    st.button(f"去掉“{plain(each.value)}”", key=f"{key}-out", on_click=_ask, args=({each.name: ""}, None))


def _change(name: str, key: str) -> None:
    if value := str(st.session_state[key] or "").strip():
        _ask({name: value}, None)


def _ask(changed: Mapping[str, str], free: bool | None) -> None:
    """The same question with this changed; `free`: whether without what the header says, None: as now."""
    kept = st.query_params.to_dict()
    now = {**changes(), **changed}
    without = bool(kept.get(FREE)) if free is None else free
    asked: dict[str, str | Sequence[str]] = {
        name: st.query_params.get_all(name) for name in ("question", "after") if name in kept
    }
    address.only(
        {**asked, SLOT: [f"{name}={value}" for name, value in now.items()], **({FREE: "1"} if without else {})}
    )
