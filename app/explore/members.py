"""Beside the graph: what is drawn as one, and what a line that stands for several says."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Mapping, Sequence

import streamlit as st

from policygraph.app.explore.grouping import BEHIND, Groups
from policygraph.app.frame.plain import plain
from policygraph.app.parts import node_panel, pieces
from policygraph.app.parts.graph_view import edge_key, node_key
from policygraph.graph.asking import catalog
from policygraph.graph.stores.store import Row
from policygraph.model.ontology import ontology

COUNTED = {"Task": "项", "Department": "家", "Policy": "份", "Document": "份"}  # else 个
LINES = 8  # of what a group has to do with others
HEIGHT = 280  # pixels of a table
NAME = 14  # characters of the first one's name


def counted(label: str, number: int) -> str:
    """
    >>> counted("Task", 24), counted("Village", 3)
    ('24 项任务', '3 个村庄')
    """
    return f"{number} {COUNTED.get(label, '个')}{ontology().nodes[label].zh}"


def name(label: str, members: Sequence[str], leads: Sequence[str] = ()) -> str:
    """What a group is called: by those who lead all of it, else by the first of its members.

    >>> name("Task", ["修路", "修桥", "修渠"]), name("Task", ["修路", "修桥"], ["区水利局", "区林业局"])
    ('修路等 3 项任务', '区水利局、区林业局牵头的 2 项任务')
    """
    if leads:
        return f"{'、'.join(leads)}牵头的 {counted(label, len(members))}"
    first = members[0] if len(members[0]) <= NAME else f"{members[0][: NAME - 1]}…"
    return f"{first}等 {counted(label, len(members))}"


def leads(keys: Sequence[str], relations: Sequence[Row]) -> list[str]:
    """The names of those who lead the first of these tasks: in a group, all of them."""
    found = (row["subject"] for row in relations if row["relation"] == "LEADS" and node_key(row, "object") == keys[0])
    return list(dict.fromkeys(found))


def show(
    key: str, groups: Groups, names: Mapping[str, str], relations: Sequence[Row], apart: Callable[[str], None],
    begin: Callable[[str], None],
) -> None:  # fmt: skip
    """A group: what its members have in common, and which they are; `apart`: draws them one by one."""
    label, members = key.partition(":")[0], groups.members[key]
    node_panel.title(key, counted(label, len(members)))
    for line in common(key, groups, relations):
        st.caption(plain(line))
    with st.container(horizontal=True):
        st.button("逐个画出", key="group-apart", on_click=apart, args=(key,))
    rows = [{"name": names[each], "label": label, "id": each.partition(":")[2]} for each in members]
    columns = [column for column in catalog.find_query("search").columns if column.name == "name"]
    chosen = pieces.table(rows, columns, "group-members", file=counted(label, len(members)), height=HEIGHT)
    if chosen:
        st.button("以此为中心", key="group-begin", on_click=begin, args=(f"{label}:{chosen['id']}",))


def common(key: str, groups: Groups, relations: Sequence[Row]) -> list[str]:
    """What a group has to do with others, and how many of it: sentences, those of all of its members first."""
    members = set(groups.members[key])
    told: dict[str, set[str]] = {}
    for row in relations:
        one, relation, other = edge_key(row).split("|")
        if relation == BEHIND:
            continue
        zh = ontology().word("types", relation)
        if one in members:
            told.setdefault(f"{zh} “{row['object']}”", set()).add(one)
        if other in members:
            told.setdefault(f"“{row['subject']}” {zh}", set()).add(other)
    order = sorted(told.items(), key=lambda each: (-len(each[1]), each[0]))
    unit = COUNTED.get(key.partition(":")[0], "个")
    lines = [
        f"{'都' if len(own) == len(members) else f'其中 {len(own)} {unit}'}：{words}" for words, own in order[:LINES]
    ]
    return [*lines, f"还和 {len(order) - LINES} 个节点有关系，逐个画出可看到"] if len(order) > LINES else lines


def line(rows: Sequence[Row]) -> None:
    """A line that stands for several relationships: which, and the sentence of the one that is chosen."""
    word = ontology().word("types", rows[0]["relation"])
    ends = Counter(row["subject"] for row in rows), Counter(row["object"] for row in rows)
    node = [next(iter(end)) if len(end) == 1 else f"{len(end)} 个" for end in ends]
    st.markdown(plain(f"{node[0]} —{word}→ {node[1]}，共 {len(rows)} 处"))
    columns = [
        each for each in catalog.find_query("relations-among").columns if each.name in ("subject", "object", "evidence")
    ]
    chosen = pieces.table(rows, columns, "group-line", file=word, height=HEIGHT)
    pieces.evidence(chosen, "group-line-row")
