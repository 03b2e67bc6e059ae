"""图谱探索: any node and what is around it; click for properties and the source, double-click for more."""

from __future__ import annotations

from collections.abc import Sequence

import streamlit as st

from policygraph.app.frame import address, data
from policygraph.app.frame.plain import plain
from policygraph.app.parts import node_panel, pieces, titles
from policygraph.app.parts.graph_view import Dot, Event, edge_key, graph_view
from policygraph.app.parts.picture import (
    CAP,
    Neighbour,
    Picture,
    collapse,
    drawn,
    expand,
    is_key,
    node_ids,
    opened,
    picture_parameters,
    read_picture,
)
from policygraph.graph.asking import catalog
from policygraph.graph.stores.store import Row
from policygraph.model.ontology import ontology

HINT = "点击节点查看属性与原文；双击展开邻居"
FIND, HITS, ADD = "explore-find", "explore-hits", "explore-add"  # keys of the widgets of the search
NOTE, PAST, GRAPH = "explore-note", "explore-past", "explore-graph"
NOTHING = "-"  # in the address: nothing is selected
BEGINNINGS, FOUND, BACK = 8, 30, 50  # suggestions of a kind, hits of a search, pictures one can go back to
CSS = """
<style>
.st-key-explore-panel { max-height: calc(100vh - 9.5rem); overflow-y: auto; padding-right: .4rem; }
.st-key-explore-start button, .st-key-explore-start button > div { justify-content: flex-start; text-align: left; }
.st-key-explore-start button p { white-space: normal; }
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
        picture = _picture()
        keys = drawn(picture, _neighbours)
        rows = data.ask("neighbour-totals", {"nodes": node_ids(keys[:CAP])}) if keys else ()
        totals = {f"{row['label']}:{row['id']}": row for row in rows}
        named = [key for key in st.query_params.get("node", "").split(",") if key]
        if any(key not in totals for key in named):
            st.warning(plain(address.not_here("节点")))
        if not totals:
            _search(Picture())
            _beginnings()
            return
        _explored(picture, [key for key in keys[:CAP] if key in totals], len(keys), totals)


def _explored(picture: Picture, shown: Sequence[str], wanted: int, totals: dict[str, Row]) -> None:
    relations = data.ask("relations-among", {"nodes": node_ids(shown)})
    dots = _dots(picture, shown, totals, relations)
    note = st.session_state.pop(NOTE, "")
    if wanted > CAP:
        note = f"只画出 {CAP}/{wanted} 个节点。请收起一些，或从某个节点重新开始"
    wide, narrow = st.columns([7, 3], gap="medium")
    with wide:
        selected = graph_view(
            dots, relations, GRAPH, act=_act, selected=_selected(picture), hidden=_hidden(),
            layout=st.query_params.get("layout", "force"), note=note, file=f"图谱-{totals[shown[0]]['name'][:30]}",
            undo=bool(_past()),
        )  # fmt: skip
        if st.toggle("以表格列出图中的关系", key="explore-table"):
            columns = [column for column in catalog.find_query("relations-among").columns if column.name != "basis"]
            beside = pieces.told_of("explore-row")
            pieces.table(relations, columns, "explore-relations", file="关系", beside=beside)
    with narrow, st.container(key="explore-panel"):
        _search(picture)
        if is_key(selected):
            node_panel.node(selected, _neighbours(selected), _expand, _only)
        elif selected:
            node_panel.relationship([row for row in relations if edge_key(row) == selected])
        else:
            st.info(HINT)


def _dots(picture: Picture, keys: Sequence[str], totals: dict[str, Row], relations: Sequence[Row]) -> list[Dot]:
    beside: dict[str, set[str]] = {key: set() for key in keys}
    for row in relations:
        source, _, target = edge_key(row).split("|")
        if source in beside and target in beside:
            beside[source].add(target)
            beside[target].add(source)
    expanded = {step.key for step in picture.steps}
    return [
        Dot(key, totals[key]["name"], max(0, totals[key]["neighbours"] - len(beside[key])), key in expanded)
        for key in keys
    ]


# --- what is drawn, in the address ------------------------------------------------------------------------------------


def _picture() -> Picture:
    return read_picture(st.query_params.get("node", ""), st.query_params.get("open", ""))


def _selected(picture: Picture) -> str:
    chosen = st.query_params.get("at") or picture.roots[0]
    return "" if chosen == NOTHING else chosen


def _hidden() -> list[str]:
    return [label for label in st.query_params.get("hide", "").split(",") if label in ontology().nodes]


def _past() -> list[Picture]:
    past: list[Picture] = st.session_state.setdefault(PAST, [])
    return past


def _show(picture: Picture, at: str | None = None) -> None:
    """Draw this from now on; the one before can be gone back to."""
    before = _picture()
    if before.roots:
        _past().append(before)
        del _past()[:-BACK]
    _put(**picture_parameters(picture), **({} if at is None else {"at": at}))


def _put(**parameters: str) -> None:
    for name, value in parameters.items():
        if value:
            st.query_params[name] = value
        elif name in st.query_params:
            del st.query_params[name]


def _neighbours(key: str) -> list[Neighbour]:
    rows = data.ask("neighbours", {"id": key.partition(":")[2]})
    return [Neighbour(f"{row['label']}:{row['id']}", row["relations"]) for row in rows]


# --- what a person does -----------------------------------------------------------------------------------------------


def _act(event: Event) -> None:
    with pieces.errors():
        match event:
            case {"do": "select", "key": str(key)}:
                _put(at=key or NOTHING)
            case {"do": "expand", "key": str(key), "relation": str(relation)}:
                _expand(key, relation)
            case {"do": "collapse", "key": str(key)}:
                _collapse(key)
            case {"do": "undo"} if _past():
                _put(**picture_parameters(_past().pop()))
            case {"do": "view", "layout": str(layout), "hidden": list(hidden)}:
                _put(layout="" if layout == "force" else layout, hide=",".join(hidden))


def _expand(key: str, relation: str = "") -> None:
    picture = _picture()
    before = drawn(picture, _neighbours)
    if len(before) >= CAP:
        st.session_state[NOTE] = f"图中已有 {CAP} 个节点，不能再展开。请先收起一些"
        return
    after = expand(picture, key, relation, _neighbours)
    all_of = {each.key for each in _neighbours(key)}
    there = len(all_of.intersection(drawn(after, _neighbours)))
    if after == picture:
        st.session_state[NOTE] = f"{len(all_of)} 个邻居都已在图中"
    elif there < len(all_of):
        st.session_state[NOTE] = f"仅展开 {there}/{len(all_of)} 个邻居，再次双击展开后面的"
    else:
        st.session_state[NOTE] = f"已展开全部 {there} 个邻居"
    if after != picture:
        _show(after, key)


def _collapse(key: str) -> None:
    picture = _picture()
    before, after = len(drawn(picture, _neighbours)), collapse(picture, key, _neighbours)
    gone = before - len(drawn(after, _neighbours))
    st.session_state[NOTE] = f"已收起 {gone} 个节点" if gone else "这个节点没有可收起的邻居"
    if after != picture:
        _show(after, key)


def _only(key: str) -> None:
    _show(opened(key), key)


# --- where to begin ---------------------------------------------------------------------------------------------------


def _search(picture: Picture) -> None:
    text = st.text_input("查找节点", key=FIND, placeholder="输入名称，如 农业农村局、高标准农田，按回车").strip()
    if not text:
        return
    rows = data.ask("search", {"text": text, "limit": FOUND})
    if not rows:
        pieces.empty(f"没有名称里有“{text}”的节点。", "换一个更短的词试试。")
        return
    names = {f"{row['label']}:{row['id']}": row for row in rows}
    called = {row["id"]: row["name"] for row in rows} | _called(rows, "name")
    if picture.roots:
        st.checkbox("加到现在的图里，不另起一张", key=ADD)

    def choose() -> None:
        chosen = st.session_state[HITS]
        if chosen is not None:
            st.session_state[FIND] = ""
            roots = picture.roots if st.session_state.get(ADD) else ()
            steps = picture.steps if roots else ()
            added = opened(chosen)
            _show(Picture(tuple(dict.fromkeys(roots + added.roots)), tuple(dict.fromkeys(steps + added.steps))), chosen)

    def word(key: str) -> str:
        return f"**{plain(ontology().word('labels', names[key]['label']))}**　{plain(called[names[key]['id']])}"

    st.radio(
        f"找到 {len(rows)} 个" if len(rows) < FOUND else f"前 {FOUND} 个，输入更多的字可缩小范围",
        list(names), index=None, key=HITS, format_func=word, on_change=choose,
        captions=[plain(_told_apart(row)) for row in rows],
    )  # fmt: skip


def _called(rows: Sequence[Row], name: str, label: str = "") -> dict[str, str]:
    """Names of policies and documents by id, in which no two are alike; `label`: of all of the rows."""
    of: dict[str, dict[str, str]] = {"Policy": {}, "Document": {}}
    for row in rows:
        of.setdefault(label or row["label"], {})[row["id"]] = row[name]
    return titles.policies(of["Policy"]) | titles.documents(of["Document"])


def _told_apart(row: Row) -> str:
    """What tells a hit from others of its name: where it is written, or the full name."""
    if row["label"] in ("Task", "Target"):
        around = data.ask("neighbours", {"id": row["id"]})
        return next((f"《{each['name']}》" for each in around if each["label"] == "Document"), "")
    shown = row["label"] != "Document" and row["detail"] not in (None, row["name"])
    return str(row["detail"]) if shown else ""


def _beginnings() -> None:
    """Nodes from which there is much to see."""
    policies = sorted((row for row in data.ask("policies") if row["tasks"]), key=lambda row: -row["tasks"])
    departments = [row for row in data.ask("departments") if row["leads"] or row["supports"]]
    kinds = (
        ("任务最多的政策", "Policy", "title", [(row, f"{row['tasks']} 项任务") for row in policies]),
        ("任务最多的部门", "Department", "department",
         [(row, f"牵头 {row['leads']}　配合 {row['supports']}") for row in departments]),
        ("任务最多的产业", "Industry", "industry",
         [(row, f"{row['tasks']} 项任务") for row in data.ask("industries") if row["tasks"]]),
    )  # fmt: skip
    st.caption(f"输入名称查找，或从下面任意一个开始。{HINT}。")
    with st.container(key="explore-start"):
        for column, (title, label, name, rows) in zip(st.columns([4, 4, 3], gap="medium"), kinds, strict=True):
            with column:
                if rows:
                    st.subheader(plain(title))
                called = _called([row for row, _ in rows[:BEGINNINGS]], name, label)
                for row, what in rows[:BEGINNINGS]:
                    key = f"{label}:{row['id']}"
                    words = f"{plain(called.get(row['id'], row[name]))}　:gray[{plain(what)}]"
                    st.button(words, key=f"begin-{key}", on_click=_only, args=(key,), width="stretch")
