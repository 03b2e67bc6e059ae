"""图谱探索: any node and what is around it; click for properties and the source, double-click for more; what connects
two nodes, and why."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import streamlit as st

from policygraph.app.explore import beginning, connecting, grouping, members, page_file, state
from policygraph.app.explore.grouping import Groups
from policygraph.app.frame import address, data
from policygraph.app.frame.plain import plain
from policygraph.app.parts import node_panel, pieces
from policygraph.app.parts.graph_view import Dot, Event, edge_key, graph_view, node_key
from policygraph.app.parts.picture import (
    CAP,
    LEAVE_ROOM,
    Picture,
    collapse,
    drawn,
    expand,
    is_key,
    node_ids,
    picture_parameters,
    tasks_of_plan,
    whole_plan,
)
from policygraph.graph.asking import catalog
from policygraph.graph.stores.store import Row

GRAPH = "explore-graph"
CSS = """
<style>
[class*="st-key-explore-panel"] { max-height: calc(100vh - 9.5rem); overflow-y: auto; padding-right: .4rem; }
.st-key-explore-start button, .st-key-explore-start button > div { justify-content: flex-start; text-align: left; }
.st-key-explore-start button p { white-space: normal; }
[class*="st-key-explore-panel"] [data-testid="stBaseButton-tertiary"] { min-height: 0; padding: 0; text-align: left; }
[class*="st-key-explore-panel"] [data-testid="stBaseButton-tertiary"] p { color: var(--pg-accent); }
</style>
"""


def page() -> None:
    st.title("图谱探索")
    if pieces.without_graph():
        return
    st.html(CSS)
    _body()


@st.fragment
def _body() -> None:
    with pieces.errors():
        picture = state.picture()
        keys = drawn(picture, state.neighbours)
        rows = data.ask("neighbour-totals", {"nodes": node_ids(keys[:CAP])}) if keys else ()
        totals = {node_key(row): row for row in rows}
        named = [key for key in st.query_params.get("node", "").split(",") if key]
        if any(key not in totals for key in named):
            st.warning(plain(address.not_here("节点")))
        if st.query_params.get("way") and not state.ends():
            st.warning(plain(address.not_here("两个节点")))
        if not totals:
            beginning.search(Picture())
            beginning.beginnings()
            return
        _explored(picture, [key for key in keys[:CAP] if key in totals], len(keys), totals)


def _explored(picture: Picture, shown: Sequence[str], wanted: int, totals: dict[str, Row]) -> None:
    relations = data.ask("relations-among", {"nodes": node_ids(shown)})
    groups = _groups(picture, shown, relations)
    dots = _dots(picture, shown, totals, relations, groups)
    rows = groups.rows(relations)
    with_page = st.session_state.pop(page_file.ASKED, "")
    more = {
        "grouped": bool(groups.of), "groups": True, "view": state.view(),
        "page": page_file.content(with_page, rows) if with_page else None,
    }  # fmt: skip
    wide, narrow = st.columns([7, 3], gap="medium")
    with wide:
        selected = graph_view(
            dots, rows, GRAPH, act=_act, selected=_selected(picture, groups), hidden=state.hidden(),
            layout=state.layout(len(shown)), note=_note(picture, len(shown), wanted, groups),
            file=f"图谱-{totals[shown[0]]['name'][:30]}", undo=bool(state.past()), more=more,
        )  # fmt: skip
        if st.toggle("以表格列出图中的关系", key="explore-table"):
            columns = [column for column in catalog.find_query("relations-among").columns if column.name != "basis"]
            beside = pieces.told_of("explore-row")
            pieces.table(relations, columns, "explore-relations", file="关系", beside=beside)
    with narrow, st.container(key=f"explore-panel{'-way' if state.ends() else ''}"):
        _beside(picture, selected, groups, {key: row["name"] for key, row in totals.items()}, relations)


def _beside(
    picture: Picture, selected: str, groups: Groups, names: Mapping[str, str], relations: Sequence[Row]
) -> None:
    beginning.search(picture)
    if ends := state.ends():
        connecting.show(connecting.find(*ends), ends, relations, names, lambda key: state.put(at=key), _leave)
    if selected in groups.members:
        members.show(selected, groups, names, relations, _apart, state.only)
    elif is_key(selected):
        node_panel.node(selected, state.neighbours(selected), _expand, state.only)
        connecting.begin(selected, state.connect)
        if selected.startswith("Policy:"):
            st.button("连同全部任务和牵头单位", key="explore-plan", on_click=_plan, args=(selected,))
    elif selected:
        rows = [
            row for row, drawn_ in zip(relations, groups.rows(relations), strict=True) if edge_key(drawn_) == selected
        ]
        one = len({edge_key(row) for row in rows}) == 1
        (node_panel.relationship if one else members.line)(rows)
    elif not ends:
        st.info(beginning.HINT)


def _note(picture: Picture, shown: int, wanted: int, groups: Groups) -> str:
    note: str = st.session_state.pop(state.NOTE, "")
    if wanted > CAP:
        return f"只画出 {CAP}/{wanted} 个节点。请收起一些，或从某个节点重新开始"
    if tasks := tasks_of_plan(picture, state.neighbours):
        return f"这份方案有 {tasks} 项任务，画到 {LEAVE_ROOM} 项为止；其余的展开一个单位可见，全部在“责任矩阵”里"
    if groups.of and not note:
        return f"{shown} 个节点，其中 {len(groups.of)} 个归成 {len(groups.members)} 组；双击一组逐个画出"
    return note


def _selected(picture: Picture, groups: Groups) -> str:
    """What is lit: of a node that stands in a group, its group."""
    chosen = state.selected(picture)
    return groups.of.get(chosen, chosen)


def _groups(picture: Picture, shown: Sequence[str], relations: Sequence[Row]) -> Groups:
    if not state.groups(len(shown)):
        return grouping.NONE
    alone = {*picture.roots, *(step.key for step in picture.steps)}
    return grouping.grouped(shown, grouping.edges(relations), alone, state.apart())


def _dots(
    picture: Picture, keys: Sequence[str], totals: dict[str, Row], relations: Sequence[Row], groups: Groups
) -> list[Dot]:
    beside: dict[str, set[str]] = {key: set() for key in keys}
    for source, _, target in grouping.edges(relations):
        if source in beside and target in beside:
            beside[source].add(target)
            beside[target].add(source)
    expanded = {step.key for step in picture.steps}
    found = []
    for key in groups.drawn(keys):
        if key in groups.members:
            inside = tuple(str(totals[each]["name"]) for each in groups.members[key])
            leads = members.leads(groups.members[key], relations)
            found.append(Dot(key, members.name(key.partition(":")[0], inside, leads), members=inside))
        else:
            left = max(0, totals[key]["neighbours"] - len(beside[key]))
            found.append(Dot(key, totals[key]["name"], left, key in expanded))
    return found


# --- what a person does -----------------------------------------------------------------------------------------------


def _act(event: Event) -> None:
    with pieces.errors():
        match event:
            case {"do": "select", "key": str(key)}:
                state.put(at=key or state.NOTHING)
            case {"do": "expand", "key": str(key)} if grouping.is_group(key):
                _apart(key)
            case {"do": "expand", "key": str(key), "relation": str(relation)}:
                _expand(key, relation)
            case {"do": "collapse", "key": str(key)}:
                _collapse(key)
            case {"do": "undo"} if state.past():
                state.put(**picture_parameters(state.past().pop()))
            case {"do": "view", "layout": str(layout), "hidden": list(hidden), "turned": bool(turned)}:
                state.put(hide=",".join(hidden), **({"layout": layout} if turned else {}))
            case {"do": "group", "on": bool(on)}:
                state.put(group=state.ON if on else state.OFF, apart="")
            case {"do": "open", "view": str(view)}:
                state.put(**state.unpacked(view))
            case {"do": "page", "token": str(token)}:
                page_file.ask(token)


def _expand(key: str, relation: str = "") -> None:
    picture = state.picture()
    before = drawn(picture, state.neighbours)
    if len(before) >= CAP:
        st.session_state[state.NOTE] = f"图中已有 {CAP} 个节点，不能再展开。请先收起一些"
        return
    after = expand(picture, key, relation, state.neighbours)
    all_of = {each.key for each in state.neighbours(key)}
    there = len(all_of.intersection(drawn(after, state.neighbours)))
    if after == picture:
        st.session_state[state.NOTE] = f"{len(all_of)} 个邻居都已在图中"
    elif there < len(all_of):
        st.session_state[state.NOTE] = f"仅展开 {there}/{len(all_of)} 个邻居，再次双击展开后面的"
    else:
        st.session_state[state.NOTE] = f"已展开全部 {there} 个邻居"
    if after != picture:
        state.show(after, key)


def _collapse(key: str) -> None:
    picture = state.picture()
    before, after = len(drawn(picture, state.neighbours)), collapse(picture, key, state.neighbours)
    gone = before - len(drawn(after, state.neighbours))
    st.session_state[state.NOTE] = f"已收起 {gone} 个节点" if gone else "这个节点没有可收起的邻居"
    if after != picture:
        state.show(after, key)


def _apart(key: str) -> None:
    """The members of a group one by one, from now on."""
    own = key.partition(":")[2]
    state.put(apart=",".join(dict.fromkeys([*state.apart(), own])), at=state.NOTHING)
    st.session_state[state.NOTE] = "已逐个画出；点“归组”合回去"


def _plan(key: str) -> None:
    state.show(whole_plan(key), state.NOTHING)


def _leave() -> None:
    state.put(way="")
