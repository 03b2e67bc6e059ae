"""How the trace page is told where to start: a search over all measures, or a policy and one of its measures."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping

import streamlit as st

from policygraph.app.frame import address, data
from policygraph.app.frame.plain import plain
from policygraph.app.parts import pieces, titles
from policygraph.app.parts.things.tasks import measures
from policygraph.app.trace import drawn_chain
from policygraph.graph.lineage import chain
from policygraph.graph.stores.store import Row

FOUND = 8  # measures that a search shows
SEARCHED = 200  # at most
WORDS = "trace-words"  # of the search
SHOW = "show"  # the parameter of the address that says which card or link is told of


def start_at(key: str) -> None:
    """Give the page's address another start, of which it tells at once where it is a measure; the search is over."""
    st.session_state[WORDS] = ""
    label, _, id_ = key.partition(":")
    address.only({label.lower(): id_} | ({SHOW: key} if label == "Task" else {}))


def choose(policies: Mapping[str, Row], policy: Row | None, task: Row | None) -> None:
    """The controls, showing `policy` and `task` as chosen."""
    search, left, right = st.columns([2, 3, 3])
    with search:
        words = st.text_input("搜任务", placeholder="标题或正文里的字，如：粮食", key=WORDS).strip()
    with left:
        _policies(policies, policy)
    with right:
        _measures(policy, task)
    if words:
        _search(words, policies)


def _policies(policies: Mapping[str, Row], chosen: Row | None) -> None:
    order = {level: i for i, level in enumerate(chain.LEVELS)}
    names = titles.policies({id_: policy_label(policy) for id_, policy in policies.items()})
    ids = sorted(names, key=lambda i: (order.get(policies[i]["level"], 9), not policies[i]["tasks"], names[i], i))
    # Another key for each choice, so that the control shows what the address says. A browser that is slow to forget
    # the control before this one sends its value once more, which Streamlit takes for a change: none was made.
    key = f"trace-policy-{chosen['id'] if chosen else ''}"

    def changed() -> None:
        if not (chosen and st.session_state[key] == chosen["id"]):
            start_at(f"Policy:{st.session_state[key]}")

    st.selectbox(
        "政策",
        ids,
        ids.index(chosen["id"]) if chosen else None,
        names.__getitem__,
        key=key,
        on_change=changed,
        placeholder="选一项政策",
    )


def _measures(policy: Row | None, task: Row | None) -> None:
    own = measures(policy["id"]) if policy else []
    if task is not None and task["task_id"] not in {row["task_id"] for row in own}:
        own = [*own, task]
    names = {row["task_id"]: f"{row['number'] or ''} {row['task']}".strip() for row in own}
    names = titles.tasks(names, {row["task_id"]: row for row in own})
    key = f"trace-task-{policy['id'] if policy else ''}-{task['task_id'] if task else ''}"

    def changed() -> None:
        chosen = st.session_state[key]
        if chosen == (task["task_id"] if task else None):
            return
        if chosen:
            start_at(f"Task:{chosen}")
        elif policy:
            start_at(f"Policy:{policy['id']}")

    st.selectbox(
        "任务",
        list(names),
        list(names).index(task["task_id"]) if task else None,
        names.__getitem__,
        key=key,
        on_change=changed,
        placeholder="整项政策；点这里选其中一项任务" if names else "图里没有它的任务",
        disabled=not names,
    )


def policy_label(policy: Row) -> str:
    """A policy in a list of many: its level, its place where the title does not begin with it, its title."""
    place = policy["region"] or ""
    before = "" if policy["title"].startswith(place) else f"{place} "
    known = {"cited": "（仅见引用）", "repealed": "（已废止）"}.get(policy["status"], "")
    return f"{drawn_chain.level_word(policy['level'] or '')}｜{before}{policy['title']}{known}"


def _search(words: str, policies: Mapping[str, Row]) -> None:
    rows = data.ask("tasks-mentioning", {"words": words, "limit": SEARCHED})
    if not rows:
        pieces.empty(f"没有任务写到“{words}”。", "换几个字，或在右边按政策挑选。")
        return
    first = sorted(rows, key=lambda row: words not in row["task"])[:FOUND]
    number = f"{SEARCHED} 项以上" if len(rows) == SEARCHED else f"{len(rows)} 项"
    more = f"，下面是前 {FOUND} 项，再写几个字可缩小范围" if len(rows) > FOUND else ""
    st.caption(f"找到 {number}任务{more}")
    of = drawn_chain.tasks([row["task_id"] for row in first])
    owners = {id_: policies.get(task["policy_id"] or "", {}) for id_, task in of.items()}
    places = {row["task_id"]: owners[row["task_id"]].get("region") or row["source"] for row in first}
    often = Counter((row["task"], places[row["task_id"]]) for row in first)
    with st.container(horizontal=True):
        for row in first:
            id_, place = row["task_id"], places[row["task_id"]]
            if often[row["task"], place] > 1:  # two years of one county
                place = owners[id_].get("title") or row["source"]
            st.button(
                plain(f"{row['task']}（{place}）"),
                key=f"trace-found-{id_}",
                help=plain(row["source"]),
                on_click=start_at,
                args=(f"Task:{id_}",),
            )
