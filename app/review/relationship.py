"""One relationship on the page 核对: the sentence it was read from, and what a person may decide about it."""

from __future__ import annotations

import html
from typing import NamedTuple

import streamlit as st

from policygraph.app.frame import address, data
from policygraph.app.frame.plain import plain
from policygraph.app.parts import pieces, titles
from policygraph.app.parts.review_link import can_be_decided, parameter
from policygraph.app.review import acts
from policygraph.graph.decisions.decision import Decision
from policygraph.graph.decisions.decisions import about_edge, all_decisions, standing
from policygraph.graph.stores.store import Read, Row
from policygraph.model.ontology import ontology
from policygraph.model.words import text

EDGE = "edge"  # the parameter of the address: LABEL:ID|TYPE|LABEL:ID|DOCUMENT
WRONG, MOVED, RIGHT = "这条不对", "改挂到别处", "这条对"
ENDS = {"first": "subject", "second": "object"}  # of a decision, and what the rows of queries call them
HITS = 12


class What(NamedTuple):
    """What would be decided: the button's words, and the decision's kind, end and where to."""

    words: str
    kind: str
    end: str = "first"
    to: str | None = None


def show(edge: str) -> None:
    st.button("‹ 回到待核对", key="review-leave-edge", type="tertiary", on_click=address.put, args=(EDGE, []))
    source, type_, target, document = (*edge.split("|"), "", "", "", "")[:4]
    ids = [each.partition(":")[2] for each in (source, target)]
    rows = data.ask("relations-among", {"nodes": ids}) if all(ids) else []
    row = next((each for each in rows if parameter(each) == edge), None)
    if row is None:
        _gone(source, type_, target, document)
        return
    st.html(f'<div class="pg-way">{way(row["subject"], type_, row["object"])}</div>')
    left, right = st.columns([6, 5], gap="large")
    with left:
        pieces.evidence(row, "review-edge-evidence")
        if row["evidence"] is None:
            st.caption("这条关系不是从原文读出的，没有原句")
    with right:
        if decided := _decided_here(row):
            _decided(decided)
        elif can_be_decided(row):
            _choices(row)
        else:
            word = ontology().word("types", type_)
            pieces.empty(f"“{word}”把文档连在一起，不能逐条改。", "读错了的文档可以到“导入”页移除。")


def way(subject: str, type_: str, target: str) -> str:
    """HTML of what a relationship says."""
    word = ontology().word("types", type_)
    return (
        f"<b>{html.escape(subject)}</b> "
        f'<span style="color:var(--pg-accent)">—{html.escape(word)}→</span> <b>{html.escape(target)}</b>'
    )


def _gone(source: str, type_: str, target: str, document: str) -> None:
    """A relationship that is not in the graph: perhaps somebody decided so."""
    subject = (type_, source.partition(":")[2], target.partition(":")[2], document)
    decided = [each for each in _standing() if each.subject == subject]
    if not decided:
        pieces.empty("图里没有这条关系，它所在的文档可能已被移除或重读。", "请从责任矩阵或图谱探索重新进来。")
    elif decided[-1].id in acts.just_done():  # said above, with the way back
        st.caption("图已按这条判断改好。返回上一页，就能看到改过的样子")
    else:
        _decided(decided[-1])


def _standing() -> list[Decision]:
    reader = data.store()
    return standing(all_decisions(reader.read)) if reader else []


def _decided(decision: Decision) -> None:
    st.info(f"{plain(decision.by)} 已判断：{plain(decision.sentence)}")
    if st.button("撤销这条判断", key="review-edge-undo"):
        acts.undo(decision.id)


def _decided_here(row: Row) -> Decision | None:
    """Why a relationship is where no document has it, or stays where the comparison of measures has put it."""
    ids = (row["subject_id"], row["object_id"])
    here = [each for each in _standing() if (each.of, each.document) == (row["relation"], row["document"])]
    right = (each for each in here if each.kind == "right" and (each.first, each.second) == ids)
    moved = (each for each in here if each.kind == "moved" and each.to in ids and {each.first, each.second} & set(ids))
    return next(iter([*right, *moved]), None)


def _choices(row: Row) -> None:
    # What is not read, but compared, may be confirmed.
    compared = (row["relation"], row["subject_label"]) in (("DERIVES_FROM", "Task"), ("HAS_PROGRESS", "Task"))
    kinds = [WRONG, MOVED, RIGHT] if compared else [WRONG, MOVED]
    chosen = st.segmented_control("怎么样", kinds, default=WRONG, key="review-edge-kind", required=True)
    what = {WRONG: _wrong, MOVED: _moved, RIGHT: _right}[chosen or WRONG](row)
    if what is None:
        return
    words, kind, end, to = what
    with st.container(horizontal=True, vertical_alignment="center"):
        pressed = st.button(plain(words), key="review-edge-do", type="primary")
        note = st.text_input("说明", key="review-edge-note", placeholder="说明（可不写）", label_visibility="collapsed")
    if pressed:
        ends = ((row["subject_label"], row["subject_id"]), (row["object_label"], row["object_id"]))

        def make(read: Read, by: str) -> list[Decision]:
            type_, document = row["relation"], row["document"]
            return [about_edge(read, kind, type_, *ends, document, by=by, end=end, to=to, note=note)]

        acts.decide(make)


def _wrong(row: Row) -> What:
    _change(row)
    return What("去掉这条", "wrong")


def _right(row: Row) -> What:
    measures = "；重新校准时（policygraph align --calibrate）也算在内" if row["relation"] == "DERIVES_FROM" else ""
    st.html(f'<p class="pg-muted">这条对应会一直留在图里{measures}。</p>')
    return What("记为对的", "right")


def _change(row: Row, *ends: str) -> None:
    """What would change, before it does; `ends`: subject and object of what comes instead."""
    gone = f"<div>去掉：<s>{way(row['subject'], row['relation'], row['object'])}</s></div>"
    instead = f"<div>换成：{way(ends[0], row['relation'], ends[1])}</div>" if ends else ""
    st.html(gone + instead + '<p class="pg-muted">只改这份文档的这一条；原文不动，随时可以撤销。</p>')


def _moved(row: Row) -> What | None:
    ends = {end: name for end, name in ENDS.items() if _movable(row[f"{name}_label"])}
    if not ends:
        pieces.empty("这条关系的两端都不能改。", "可以选“这条不对”。")
        return None

    def word(end: str) -> str:
        name = ends[end]
        return f"{plain(ontology().word('labels', row[f'{name}_label']))}“{plain(row[name])}”"

    end = st.radio("改哪一端", list(ends), key="review-edge-end", format_func=word, horizontal=len(ends) > 1)
    name = ends[end]
    label = row[f"{name}_label"]
    to = _own_task(row, row[f"{name}_id"]) if label == "Task" else _search(label, row, name)
    if to is None:
        return None
    id_, called = to
    subject, target = (called, row["object"]) if end == "first" else (row["subject"], called)
    _change(row, subject, target)
    return What("改挂", "moved", end, id_)


def _movable(label: str) -> bool:
    return label in ontology().shared or label == "Task"


def _plan_of(row: Row) -> str:
    """The document whose tasks the relationship may be moved to: of a ledger's row the plan, not the ledger."""
    if row["relation"] != "HAS_PROGRESS":
        return str(row["document"])
    around = data.ask("neighbours", {"id": row["subject_id"]})
    return next((str(each["id"]) for each in around if each["label"] == "Document"), "")


def _own_task(row: Row, own: str) -> tuple[str, str] | None:
    """One of the other tasks of the document, or of the plan that a ledger tells of: what it says stays within it."""
    tasks = data.ask("tasks-of-document", {"document": _plan_of(row)})
    others = {each["task_id"]: each for each in tasks if each["task_id"] != own}
    numbers, sections = ({id_: text(each[name]) for id_, each in others.items()} for name in ("number", "section"))
    named = titles.told_apart({id_: each["task"] for id_, each in others.items()},
                              [numbers.__getitem__, sections.__getitem__])  # fmt: skip
    chosen = st.selectbox(
        "改挂到哪项任务", list(named), index=None, key="review-edge-task", format_func=named.__getitem__,
        placeholder="选一项任务",
    )  # fmt: skip
    return (chosen, named[chosen]) if chosen else None


def _search(label: str, row: Row, end: str) -> tuple[str, str] | None:
    """Another node of that label for the end of the relationship: what is searched for, or stands at its other end."""
    word = ontology().word("labels", label)
    words = st.text_input(
        f"改挂到哪个{plain(word)}", key="review-edge-words", placeholder="名称里的几个字，按回车"
    ).strip()
    other = next(name for name in ENDS.values() if name != end)
    if words:
        rows = data.ask("search", {"text": words, "limit": 200})
    else:
        rows = data.ask("neighbours", {"id": row[f"{other}_id"]})
    named = {each["id"]: each for each in rows if each["label"] == label and each["id"] != row[f"{end}_id"]}
    if not named:
        if words:
            pieces.empty(f"没有名称里有“{words}”的{word}。", "换一个更短的词试试。")
        return None
    ids = list(named)[:HITS]
    with st.container(key="review-hits"):
        chosen = st.radio(
            f"找到的{plain(word)}" if words else f"“{plain(row[other])}”那里的其他{plain(word)}", ids, index=None,
            key=f"review-edge-hits-{words}", format_func=lambda each: plain(named[each]["name"]),
            captions=[plain(str(named[each].get("detail") or "")) for each in ids] if words else None,
        )  # fmt: skip
    return (chosen, named[chosen]["name"]) if chosen else None
