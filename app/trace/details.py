"""What the trace page tells of the card or the link that was clicked, with the sentences it rests on."""

from __future__ import annotations

import html

import streamlit as st

from policygraph.app.frame import sitemap
from policygraph.app.frame.plain import plain
from policygraph.app.parts import pieces, review_link
from policygraph.app.parts.things.tasks import measures
from policygraph.app.trace import annulled, choice, drawn_chain
from policygraph.graph.asking.catalog import Column
from policygraph.graph.lineage import chain, shared_words
from policygraph.graph.lineage.chain import Chain, Link
from policygraph.graph.stores.store import Row
from policygraph.model import degrees
from policygraph.model.ontology import ontology
from policygraph.model.words import text

TASKS = (
    Column("number", "序号"),
    Column("task", "任务"),
    Column("due", "时限"),
    Column("source", "出处"),
)

PAGES = {"Task": "任务页", "Policy": "政策页"}  # by label, what the way to the page of a card is called
TEXT = "white-space: pre-wrap; overflow-wrap: anywhere; line-height: 1.8"
MARK = "background: var(--pg-mark); color: inherit"


def show(key: str, found: Chain) -> bool:
    """`key`: of a card or of a link. Whether there is one of that key."""
    link = next((each for each in found.links if each.key == key), None)
    policy = drawn_chain.policies().get(key.removeprefix("Policy:"))
    task = drawn_chain.tasks([key.removeprefix("Task:")]).get(key.removeprefix("Task:"))
    if link is not None:
        _link(link)
    elif policy is not None:
        _policy(policy, found)
    elif task is not None:
        _task(task, found)
    return bool(link or policy or task)


def _task(task: Row, found: Chain) -> None:
    st.subheader(plain(task["task"]), anchor=False)
    facts = [task["policy"], f"第 {task['number']} 项" if task["number"] else None, task["due"]]
    st.caption(plain("　".join(fact for fact in facts if fact)))
    _ways(f"Task:{task['task_id']}", task["policy_id"], found)
    review_link.show_corrections(task["task_id"])
    pieces.evidence(task)


def _policy(policy: Row, found: Chain) -> None:
    st.subheader(plain(policy["title"]), anchor=False)
    facts = {
        "文号": policy["number"],
        "印发日期": policy["issued_on"],
        "印发机关": policy["issuer"],
        "地区": policy["region"],
        "废止日期": policy["repealed_on"],
        "状态": ontology().word("Policy.status", policy["status"]),
    }
    st.caption(plain("　".join(f"{name}：{text(fact)}" for name, fact in facts.items() if fact)))
    annulled.show(policy, "card")
    _ways(f"Policy:{policy['id']}", policy["id"], found)
    tasks = measures(policy["id"])
    if tasks:
        key = f"trace-tasks-{policy['id']}"
        pieces.table(tasks, TASKS, key, file=f"{policy['title']}的任务", beside=pieces.evidence)
    else:
        pieces.empty("图里没有它的任务。", "收录它的原文（“导入”页）后，就能逐项比对。")


def _ways(key: str, policy: str | None, found: Chain) -> None:
    """Buttons to where else this is seen."""
    with st.container(horizontal=True):
        if key != found.start:
            st.button("以此为起点", key="trace-from", type="primary", on_click=choice.start_at, args=(key,))
        label, _, id_ = key.partition(":")
        if st.button(plain(PAGES[label]), key="trace-thing"):
            sitemap.go(label.lower(), **{label.lower(): id_})
        if policy and st.button("在责任矩阵中打开", key="trace-matrix"):
            sitemap.go("matrix", policy=policy)
        if st.button("在图谱中打开", key="trace-explore"):
            sitemap.go("explore", node=key)


def _link(link: Link) -> None:
    heading, verb = {
        "cited": ("原文写明的依据", "依据"),
        "forwards": ("原文写明的转发", "转发"),
        "aligned": ("图中记下的对应", "对应"),
        "guess": ("推测的对应（未入图）", "可能对应"),
    }[link.kind]
    st.subheader(plain(heading), anchor=False)
    st.caption(f"{plain(name(link.lower))}　**{plain(verb)}**　{plain(name(link.upper))}{plain(how_like(link))}")
    if link.kind == "guess":
        st.warning(f"未入图，按文字相近推测。两边都有：{plain('、'.join(link.words))}。是否真有对应，请看两边的原文。")
    for ground in link.grounds:
        pieces.evidence(ground)
    if link.kind not in ("cited", "forwards"):
        _side_by_side(link)


def how_like(link: Link) -> str:
    """Of two tasks, in words: how like they are, and how sure it is that one answers the other."""
    if link.score is None:
        return ""
    sure = degrees.in_words(link.sure, "confidence")
    return f"（{degrees.in_words(link.score, 'likeness')}{f'，{sure}' if sure else ''}）"


def _side_by_side(link: Link) -> None:
    """Both texts, with the words that agree marked."""
    keys = (link.lower, link.upper)
    found = drawn_chain.tasks([key.partition(":")[2] for key in keys])
    rows = [found[key.partition(":")[2]] for key in keys]
    words = link.words or tuple(shared_words.agreeing(*chain.compared(rows)))
    for column, row in zip(st.columns(2), rows, strict=True):
        with column:
            st.caption(plain(row["policy"] or row["source"]))
            st.html(f'<div style="{TEXT}">{agreeing(row["text"], words)}</div>')


def agreeing(whole: str, words: tuple[str, ...]) -> str:
    """HTML of a text in which the words are marked.

    >>> agreeing("抓好粮食生产", ("粮食",))
    '抓好<mark style="background: var(--pg-mark); color: inherit">粮食</mark>生产'
    """
    marked = [False] * len(whole)
    for word in words:
        at = whole.find(word)
        while word and at >= 0:
            marked[at : at + len(word)] = [True] * len(word)
            at = whole.find(word, at + 1)
    out = ""
    start = 0
    for i in range(1, len(whole) + 1):
        if i == len(whole) or marked[i] != marked[start]:
            piece = html.escape(whole[start:i])
            out += f'<mark style="{MARK}">{piece}</mark>' if marked[start] else piece
            start = i
    return out


def name(key: str) -> str:
    """The title of a card."""
    label, _, id_ = key.partition(":")
    if label == "Policy":
        return str(drawn_chain.policies().get(id_, {}).get("title", id_))
    return str(drawn_chain.tasks([id_]).get(id_, {}).get("task", id_))
