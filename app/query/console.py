"""The Cypher console: the editor, the statement it was asked to run, and its answer."""

from __future__ import annotations

import json
import time
from collections.abc import Iterable, Mapping
from typing import Any

import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from policygraph.app.frame import address, data
from policygraph.app.frame.component import component
from policygraph.app.frame.plain import plain
from policygraph.app.frame.turns import Asked
from policygraph.app.parts import pieces
from policygraph.app.query import answers, drawable, meant, saving
from policygraph.graph.asking import catalog
from policygraph.graph.asking.catalog import Column
from policygraph.graph.cypher import files, guard
from policygraph.graph.stores.store import Rows
from policygraph.model.errors import PolicyGraphError
from policygraph.model.ontology import EdgeKind, NodeKind, ontology

KEY = "query-editor"
CYPHER, VALUES = "cypher", "values"  # parameters of the address
OUTCOME = "query-outcome"  # in the session: what was asked last, and what came of it
ON_ITS_WAY = "query-on-its-way"  # there too: what is asked now
AT_ONCE, LOOK = 0.3, 0.5  # seconds in which an answer needs no words; between looks at one that does
FUNCTIONS = (  # that people are most likely to look for
    "collect", "count", "coalesce", "labels", "type", "size", "sum", "avg", "min", "max", "toLower", "substring",
    "startNode", "endNode", "properties", "keys", "nodes", "relationships",
)  # fmt: skip


def show() -> None:
    cypher, values = st.query_params.get(CYPHER, ""), st.query_params.get(VALUES, "")
    last = st.session_state.get(OUTCOME)
    answered = last if last and last["asked"] == [cypher, values, data.version()] else None
    is_meant = bool(cypher.strip()) and meant.is_meant(cypher, values)
    _editor(cypher, values, last, running=is_meant and answered is None)
    area = st.empty()  # one place for both, so that what is offered is gone while it runs
    if not cypher.strip():
        pieces.empty("还没有查询。", "写一条 Cypher 按“运行”，或在“示例”里选一条。只能读，最长 60 秒，最多 10,000 行。")
    elif not is_meant:
        with area.container():
            _offered(cypher, values)
    elif answered is not None:
        _answer(cypher, values, answered)
    else:
        st.session_state[OUTCOME] = _run(cypher, values, area)
        address.again()  # so that the editor hears of it


def _offered(cypher: str, values: str) -> None:
    """What stands in a link, which somebody else may have written, is run when the person says so."""
    st.info("这个链接里有一条 Cypher，还没有运行。请先看看它要查什么。")
    st.code(f"{cypher}\n// 参数：{values}" if values else cypher, language="cypher", wrap_lines=True)
    st.button("运行这条查询", key="query-run-link", type="primary", on_click=meant.mean, args=(cypher, values))


def _run(cypher: str, values: str, area: DeltaGenerator) -> dict[str, Any]:
    """What comes of a statement: rows, which are kept, or the sentence that says why not, and what the editor's history
    keeps. Until there is one, the page is run again and again, so that a click gets through."""
    key = [cypher, values, data.version()]
    way = st.session_state.get(ON_ITS_WAY)
    if way is None or way["asked"] != key:
        if way is not None:
            way["question"].stop()
        way = {"asked": key, "began": time.time(), "question": data.begin(cypher, lambda: read_values(values))}
        st.session_state[ON_ITS_WAY] = way
        way["question"].wait(AT_ONCE)
    question: Asked = way["question"]
    if not question.wait(0):
        with area.container(horizontal=True, vertical_alignment="center"):
            _progress(question, time.time() - way["began"])
        question.wait(LOOK)
        address.again()
    del st.session_state[ON_ITS_WAY]
    rows, error = _rows(question, _key(way["began"]))
    kept = {
        "cypher": cypher,
        "values": values,
        "at": int(way["began"] * 1000),
        "rows": len(rows),
        "failed": bool(error),
    }
    return {
        "asked": key, "began": way["began"], "error": error, "kept": kept, "seconds": time.time() - way["began"],
    }  # fmt: skip


def _rows(question: Asked, key: tuple[str, float]) -> tuple[Rows, str]:
    """The rows, which are kept, and what is to be said where there are none."""
    try:
        rows = question.result()
    except PolicyGraphError as error:
        return Rows(), str(error)
    if data.KEPT.put(key, rows):
        return rows, ""
    return Rows(), "结果太大，网页上放不下；请少取一些，或用命令行 policygraph query … --output 表.csv"


def _key(began: float) -> tuple[str, float]:
    return data.session(), began


def _progress(question: Asked, seconds: float) -> None:
    ahead = question.ahead
    words = f"前面还有 {ahead:d} 个查询，轮到时自动开始……" if ahead else f"正在查询…… {seconds:.0f} 秒"
    st.caption(words, width="content")
    st.button("停止", key="query-stop", on_click=question.stop)


def read_values(text: str) -> dict[str, Any]:
    try:
        found = json.loads(text or "{}")
    except ValueError as error:
        raise PolicyGraphError('参数要写成 JSON，例如 {"department": "区农业农村局"}') from error
    if not isinstance(found, dict):
        raise PolicyGraphError('参数要写成带名称的 JSON，例如 {"department": "区农业农村局"}')
    return found


def _answer(cypher: str, values: str, outcome: Mapping[str, Any]) -> None:
    _doubts(cypher)
    if outcome["error"]:
        st.error(plain(outcome["error"]))
        return
    rows: Rows | None = data.KEPT.get(_key(outcome["began"]))
    if rows is None:
        pieces.empty("这个结果没有留到现在。", "请再按一次“运行”。")
        return
    columns = [Column(name, name) for name in rows.columns]
    first = "graph" if _whole(rows) else "table"
    answers.show(rows, columns, "cypher", title="查询结果", first=first, seconds=outcome["seconds"])
    saving.show(cypher, read_values(values), rows.columns)


def _doubts(cypher: str) -> None:
    for name, near in guard.unknown_names(cypher).items():
        hint = f"，是否指 {plain(near)}？" if near else "；右边的“图的结构”里有全部名称。"
        st.warning(f"图里没有 {plain(name)} 这种节点或关系{hint}")


def _whole(rows: Rows) -> bool:
    """Whether the rows hold whole nodes and paths, which are better drawn than written out."""
    return bool(rows) and all(isinstance(value, dict) for value in rows[0].values()) and drawable.has_nodes(rows[0])


def _editor(cypher: str, values: str, last: Mapping[str, Any] | None, *, running: bool) -> None:
    component("editor")(
        key=KEY,
        data={
            "text": cypher,
            "values": values,
            "last": last["kept"] if last else None,
            "running": running,
            "schema": schema(),
            "keywords": sorted(guard.KEYWORDS),
            "functions": FUNCTIONS,
            "parameters": _parameters(),
            "examples": [{"title": title, "cypher": text} for title, text in examples()],
        },
        on_run_change=_asked,
    )  # fmt: skip


def examples() -> list[tuple[str, str]]:
    """Title and statement; queries of the catalogue, with names from the graph, are added to them."""
    return [(str(files.header(text)["answers"]), files.statement(text).strip()) for text in files.texts(__package__)]


def _asked() -> None:
    """The editor wants a statement to be run; also the same again."""
    event = st.session_state[KEY]["run"]
    if event:
        st.session_state.pop(OUTCOME, None)
        meant.mean(event["cypher"], event.get("values") or "")
        address.only({CYPHER: event["cypher"], **({VALUES: event["values"]} if event.get("values") else {})})


def schema() -> dict[str, Any]:
    """What there is to ask for, with Chinese words: nodes, relationships, and what their properties are called."""
    known = ontology()
    nodes = [{"name": label, "zh": kind.zh, "properties": _properties(kind)} for label, kind in known.nodes.items()]
    edges = [
        {
            "name": type_,
            "zh": kind.zh,
            "from": list(kind.sources),
            "ends": f"{_labels(kind.sources)} → {_labels(kind.targets)}",
            "to": list(kind.targets),
            "properties": _properties(kind),
        }
        for type_, kind in known.edges.items()
    ]
    kinds = (*known.edges.values(), *known.nodes.values())
    words = {prop.name: prop.zh for kind in kinds for prop in kind.properties.values()}
    return {"nodes": nodes, "edges": edges, "properties": words}


def _properties(kind: NodeKind | EdgeKind) -> list[str]:
    return [name for name, prop in kind.properties.items() if not prop.internal]


def _labels(labels: Iterable[str]) -> str:
    return "、".join(ontology().nodes[label].zh for label in labels)


def _parameters() -> list[dict[str, str]]:
    """Parameters of the catalogue's queries, to be completed after `$`."""
    found = {p.name: p.zh for query in catalog.catalog().values() for p in query.parameters}
    return [{"name": name, "zh": zh} for name, zh in found.items()]
