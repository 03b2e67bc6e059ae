"""The check that every document's records pass before they are loaded: a reader's mistake never reaches the graph."""

from __future__ import annotations

import math
from collections.abc import Mapping
from datetime import date
from typing import Any

from policygraph.errors import PolicyGraphError
from policygraph.graph.ontology import Property, ontology
from policygraph.graph.records import Edge, Node, Records

# Set by the loader, so that a reader must not.
LOADERS = frozenset({"id", "documents", "document", "sources"})


def check(records: Records) -> None:
    """Raise PolicyGraphError at the first thing in `records` that the ontology does not allow."""
    try:
        text = _check_document(records)
        for node in records.nodes:
            _check_node(node, len(text))
        ends = _check_ids(records)
        stated = set()
        for edge in records.edges:
            _check_edge(edge, ends, text)
            if edge.type == "STATED_IN" and edge.target == ("Document", records.document):
                stated.add(edge.source)
        for label, id_ in ends:
            if label in ontology().exclusive and (label, id_) not in stated:
                raise _Wrong(f"{label} {id_} 没有 STATED_IN 关系指向本文档")
    except _Wrong as wrong:
        raise PolicyGraphError(f"文档 {records.document} 的抽取结果不合图模型：{wrong}") from wrong


class _Wrong(Exception):
    """What is wrong, without the document."""


def _check_document(records: Records) -> str:
    first = records.nodes[0] if records.nodes else None
    if first is None or (first.label, first.id) != ("Document", records.document):
        raise _Wrong("第一个节点应是文档本身")
    if sum(node.label == "Document" for node in records.nodes) != 1:
        raise _Wrong("只能有一个 Document 节点")
    if not first.properties.get("uri"):
        raise _Wrong("Document 缺少属性 uri")
    text = first.properties.get("text")
    if not isinstance(text, str):
        raise _Wrong("Document 缺少属性 text")
    return text


def _check_ids(records: Records) -> set[tuple[str, str]]:
    """The nodes that edges may join. A shared node may be spoken of twice in one document, others may not."""
    seen: set[tuple[str, str]] = set()
    for node in records.nodes:
        key = (node.label, node.id)
        if key in seen and not ontology().nodes[node.label].shared:
            raise _Wrong(f"{node.label} {node.id} 出现了两次")
        seen.add(key)
    return seen


def _check_node(node: Node, length: int) -> None:
    kind = ontology().nodes.get(node.label)
    if kind is None:
        raise _Wrong(f"没有节点类型 {node.label}")
    where = f"{node.label} {node.id}（{node.properties.get('name')}）"
    if not node.id:
        raise _Wrong(f"{where} 缺少 id")
    _check_properties(node.properties, kind.properties, where)
    if "start" in kind.properties:
        _check_span(node.properties["start"], node.properties["end"], length, where)


def _check_edge(edge: Edge, ends: set[tuple[str, str]], text: str) -> None:
    kind = ontology().edges.get(edge.type)
    if kind is None:
        raise _Wrong(f"没有关系类型 {edge.type}")
    where = f"{edge.type} {edge.source[0]} {edge.source[1]} → {edge.target[0]} {edge.target[1]}"
    source, target = edge.source[0], edge.target[0]
    if source not in kind.sources or target not in kind.targets or (kind.alike and source != target):
        raise _Wrong(f"{where} 两端的类型不对")
    for end in (edge.source, edge.target):
        if end not in ends:
            raise _Wrong(f"{where} 的一端 {end[0]} {end[1]} 不在同一文档的节点里")
    _check_properties(edge.properties | {"confidence": edge.confidence}, kind.properties, where)
    if not 0 <= edge.confidence <= 1:
        raise _Wrong(f"{where} 的 confidence 应在 0 与 1 之间")
    if edge.evidence is None:
        if edge.start is not None or edge.end is not None or not edge.properties.get("basis"):
            raise _Wrong(f"{where} 没有原文依据，须以 basis 说明出处，且不带 start、end")
        return
    _check_span(edge.start, edge.end, len(text), where)
    if text[edge.start : edge.end] != edge.evidence:
        raise _Wrong(f"{where} 的依据与原文 {edge.start}–{edge.end} 不符：{edge.evidence!r}")


def _check_span(start: Any, end: Any, length: int, where: str) -> None:
    if not (isinstance(start, int) and isinstance(end, int) and 0 <= start <= end <= length):
        raise _Wrong(f"{where} 的起止位置 {start}–{end} 不在原文（共 {length} 字）之内")


def _check_properties(properties: Mapping[str, Any], allowed: Mapping[str, Property], where: str) -> None:
    for name, value in properties.items():
        prop = allowed.get(name)
        if prop is None:
            raise _Wrong(f"{where} 没有属性 {name}")
        if prop.internal or name in LOADERS:
            raise _Wrong(f"{where} 的属性 {name} 由装载程序填写")
        if value is not None:
            _check_value(value, prop, where)
    for name, prop in allowed.items():
        if prop.required and name not in LOADERS and properties.get(name) is None:
            raise _Wrong(f"{where} 缺少属性 {name}")


def _check_value(value: Any, prop: Property, where: str) -> None:
    if not _fits(value, prop.type):
        raise _Wrong(f"{where} 的属性 {prop.name} 应为 {prop.type}，得到 {value!r}")
    if prop.values and value not in prop.values:
        raise _Wrong(f"{where} 的属性 {prop.name} 不能是 {value!r}，只能是 {'、'.join(prop.values)}")


def _fits(value: Any, type_: str) -> bool:
    match type_:
        case "string" | "text":
            return isinstance(value, str)
        case "integer":
            return isinstance(value, int) and not isinstance(value, bool)
        case "float":
            return isinstance(value, int | float) and not isinstance(value, bool) and math.isfinite(value)
        case "boolean":
            return isinstance(value, bool)
        case "date":
            return isinstance(value, str) and _is_date(value)
        case "strings":
            return isinstance(value, list) and all(isinstance(item, str) for item in value)
    raise AssertionError(f"ontology.yaml: unknown type {type_}")


def _is_date(value: str) -> bool:
    try:
        return date.fromisoformat(value).isoformat() == value
    except ValueError:
        return False
