"""Which task a row of a ledger tells of, on the page 核对: its words, the tasks it may be of, what a person says."""

from __future__ import annotations

import html
from collections.abc import Sequence

import streamlit as st

from policygraph.app.frame import address, data
from policygraph.app.frame.plain import plain
from policygraph.app.parts import pieces, titles
from policygraph.app.review import acts
from policygraph.graph.decisions.decision import Decision
from policygraph.graph.decisions.decisions import about_edge, about_row
from policygraph.graph.ledgers.asked import UNMATCHED, Asked, asked, plans_told_of
from policygraph.graph.ledgers.standing import Line
from policygraph.graph.stores.store import Read, Row
from policygraph.model.ontology import ontology
from policygraph.model.words import percent, text

ROW = "row"  # the parameter of the address: id of a Progress
LATER = "review-later-rows"  # of this session: rows that a person put off
SHOWN, HEIGHT, WORDS = 60, 640, 200  # rows listed, pixels, characters of a task


@st.cache_data(show_spinner=False, max_entries=2, ttl=1800)
def _found(where: str | None, seen: str) -> list[Asked]:
    """`where`, `seen`: which graph, and its version."""
    reader = data.store()
    return asked(reader.read) if reader else []


def found() -> list[Asked]:
    """The rows on which people should decide, those put off last."""
    later = st.session_state.get(LATER, [])
    return sorted(_found(data.place(), data.version()), key=lambda each: each.id in later)


def show() -> None:
    st.markdown("**台账的哪一行是哪一项任务**　:gray[台账的写法和方案不同，程序拿不准的，请对照原文判断]")
    everything = found()
    given = st.query_params.get(ROW, "")
    if not everything:
        pieces.empty("没有要核对的台账行：每一行说的是哪一项任务，都已对上或判断过。", "")
        return
    left, right = st.columns([3, 8], gap="medium")
    with left:
        some = _list(everything)
    with right:
        chosen = next((each for each in everything if each.id == given), None if given else next(iter(some), None))
        if given and chosen is None:
            raise address.not_here("一行")
        if chosen is None:
            pieces.empty("没有符合条件的。", "请换几个字。")
        else:
            _row(chosen, some)


def _list(everything: Sequence[Asked]) -> list[Asked]:
    """The rows in which the words are that were asked for; the first of them are listed."""
    words = st.text_input("查找", key="review-row-words", placeholder="台账或任务里的几个字").strip()
    some = [each for each in everything if any(words in said for said in (each.row, each.words, each.source))]
    chosen = st.query_params.get(ROW) or (some[0].id if some else "")
    later = st.session_state.get(LATER, [])
    with st.container(height=HEIGHT, border=False, key="review-list"):
        for each in some[:SHOWN]:
            many = f"可能是 {len(each.tasks)} 项" if each.matched else UNMATCHED
            st.button(
                f"**{plain(each.row)}**  \n{plain(each.source)}　{'以后再说' if each.id in later else many}",
                key=f"review-row-{each.id}",
                type="primary" if each.id == chosen else "tertiary",
                on_click=address.put,
                args=(ROW, [each.id]),
                width="stretch",
            )
        if len(some) > SHOWN:
            st.caption(f"共 {len(some)} 行，只列前 {SHOWN} 行")
    return some


def _next(chosen: Asked, some: Sequence[Asked]) -> list[str]:
    """What stands in the address once `chosen` has been dealt with: the row below it in the list, or above."""
    ids = [each.id for each in some]
    at = ids.index(chosen.id) if chosen.id in ids else 0
    return [*ids[at + 1 :], *ids[:at]][:1]


# --- one row


def _row(row: Asked, some: Sequence[Asked]) -> None:
    st.markdown(f"**{plain(row.row)}**　:gray[{plain(_stands(row))}]")
    pieces.evidence({"document": row.document, "start": row.start, "end": row.end}, f"review-row-evidence-{row.id}")
    if not row.matched:
        pieces.empty(
            "这一行和方案的哪一项任务都对不上，所以没有算进台账。",
            "是方案里的任务的，在下面选；不是的，按“不是方案里的任务”；方案还没有读入的，先到“导入”页读入。",
        )
    right: list[str] | None = None
    for number, task in enumerate(row.tasks):
        with st.container(border=True, key=f"review-task-{task.id}"):
            what, button = st.columns([9, 2], vertical_alignment="center")
            what.html(_task(task))
            if button.button("是这一项", key=f"review-row-is-{number}", type="primary", width="stretch"):
                right = [task.id]
    none = False
    with st.container(horizontal=True, vertical_alignment="center", key="review-buttons"):
        if len(row.tasks) > 1 and st.button(f"这 {len(row.tasks)} 项都是", key="review-row-all"):
            right = [task.id for task in row.tasks]
        none = st.button("都不是" if row.matched else "不是方案里的任务", key="review-row-none")
        if st.button("以后再说", key="review-row-later"):
            st.session_state[LATER] = [*(id_ for id_ in st.session_state.get(LATER, []) if id_ != row.id), row.id]
            address.put(ROW, _next(row, some))
            st.rerun()
        note = st.text_input(
            "说明", key=f"review-row-note-{row.id}", placeholder="说明（可不写）", label_visibility="collapsed"
        )
    others = _others(row)
    if right or none or others:
        _decide(row, right or others, note, _next(row, some))


def _stands(row: Asked) -> str:
    state = ontology().word("Progress.state", row.state) if row.state else ""
    share = f"完成 {percent(row.share)}" if row.share is not None else ""
    problem = f"存在问题：{row.problem}" if row.problem else ""
    return "　".join(filter(None, [state, share, f"截至 {row.as_of}" if row.as_of else "", problem]))


def _task(task: Line) -> str:
    """HTML of a task: its title and words, its plan, and who leads it by when."""
    number = f"{task.number} " if task.number else ""
    facts = [task.policy or task.source, f"牵头：{'、'.join(task.leads) or '没有写明'}"]
    facts += [f"时限：{task.due or task.due_on}"] if task.due or task.due_on else []
    words = task.text if len(task.text) <= WORDS else f"{task.text[:WORDS]}…"
    return (
        f"<b>{html.escape(number + task.title)}</b>"
        f'<div class="pg-said">{html.escape(words)}'
        f'<span class="where">{html.escape("　".join(facts))}</span></div>'
    )


def _others(row: Asked) -> list[str]:
    """Other tasks of the plans, where a person says that it is these."""
    reader = data.store()
    ledgers = plans_told_of(reader.read, row.document) if reader else []
    plans = list(dict.fromkeys([*(task.document for task in row.tasks), *ledgers]))
    named = tasks_of(plans, but=[task.id for task in row.tasks])
    pick, say = st.columns([9, 2], vertical_alignment="bottom")
    chosen = pick.multiselect(
        "另选：方案里的其他任务（可选几项）", list(named), key=f"review-row-others-{row.id}",
        format_func=named.__getitem__, placeholder="写几个字查找",
    )  # fmt: skip
    pressed = say.button("是所选的", key="review-row-other", disabled=not chosen, width="stretch")
    return list(chosen) if pressed else []


def tasks_of(documents: Sequence[str], *, but: Sequence[str] = ()) -> dict[str, str]:
    """The tasks of documents by id, as one tells them apart."""
    rows: dict[str, Row] = {}
    for document in documents:
        rows |= {row["task_id"]: row for row in data.ask("tasks-of-document", {"document": document})}
    kept = {id_: row for id_, row in rows.items() if id_ not in but}
    numbers, plans = ({id_: text(row[name]) for id_, row in kept.items()} for name in ("number", "source"))
    return titles.told_apart({id_: row["task"] for id_, row in kept.items()},
                             [plans.__getitem__, numbers.__getitem__])  # fmt: skip


def _decide(row: Asked, right: Sequence[str], note: str, following: list[str]) -> None:
    """That the row tells of these tasks, or, where these are none, of none of those that it may be."""
    kind = "right" if right else "wrong"
    tasks = right or [task.id for task in row.tasks]

    def make(read: Read, by: str) -> list[Decision]:
        ends = ("Progress", row.id)
        if not tasks:
            return [about_row(read, row.id, by=by, note=note)]
        return [
            about_edge(read, kind, "HAS_PROGRESS", ("Task", id_), ends, row.document, by=by, note=note) for id_ in tasks
        ]

    acts.decide(make, lambda: address.put(ROW, following))
