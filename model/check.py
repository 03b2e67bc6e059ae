"""The check that every document's records pass before they are loaded: a reader's mistake never reaches the graph."""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping
from datetime import date
from typing import Any

from policygraph.model.errors import PolicyGraphError
from policygraph.model.ontology import EdgeKind, NodeKind, Property, ontology
from policygraph.model.records import Edge, Node, Records

# Set by the loader, so that a reader must not.
LOADERS = frozenset({"id", "documents", "document", "sources"})
# Fields of Edge, which are no properties there.
FIELDS = frozenset({"evidence", "start", "end", "confidence"})


class _Wrong(Exception):
    """What is wrong, without where."""


def check(records: Records) -> None:
    """Raise PolicyGraphError at the first thing in `records` that the ontology does not allow."""
    thing: Node | Edge | None = None
    try:
        text = _check_document(records)
        ends: set[tuple[str, str]] = set()
        for thing in records.nodes:
            _check_node(thing, len(text), ends)
        stated = set()
        for thing in records.edges:
            _check_edge(thing, ends, text)
            if thing.type == "STATED_IN":
                stated.add(thing.source)
        thing = None
        for label, id_ in sorted(ends - stated):
            if label in ontology().exclusive:
                raise _Wrong(f"{label} {id_} 没有 STATED_IN 关系指向本文档")
    except _Wrong as wrong:
        where = f"{_where(thing)}：" if thing is not None else ""
        raise PolicyGraphError(f"文档 {records.document} 的抽取结果不合图模型：{where}{wrong}") from wrong


def _where(thing: Node | Edge) -> str:
    if isinstance(thing, Node):
        return f"{thing.label} {thing.id}（{thing.properties.get('name')}）"
    return f"{' '.join(thing.source)} -{thing.type}→ {' '.join(thing.target)}"


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
    try:
        text.encode()
    except UnicodeEncodeError as error:
        raise _Wrong(f"Document 的 text 第 {error.start} 字不是字符，而是半个代理对") from error
    return text


def _check_node(node: Node, length: int, ends: set[tuple[str, str]]) -> None:
    """`ends` gains the node. A shared node may be spoken of twice in one document, others may not."""
    kind = ontology().nodes.get(node.label)
    if kind is None:
        raise _Wrong("没有这种节点")
    if not node.id:
        raise _Wrong("缺少 id")
    key = (node.label, node.id)
    if key in ends and not kind.shared:
        raise _Wrong("出现了两次")
    ends.add(key)
    _check_properties(node.properties, kind)
    if "start" in kind.properties:
        _check_span(node.properties["start"], node.properties["end"], length)


def _check_edge(edge: Edge, ends: set[tuple[str, str]], text: str) -> None:
    kind = ontology().edges.get(edge.type)
    if kind is None:
        raise _Wrong("没有这种关系")
    source, target = edge.source[0], edge.target[0]
    if source not in kind.sources or target not in kind.targets or (kind.alike and source != target):
        raise _Wrong("两端的类型不对")
    if edge.source not in ends or edge.target not in ends:
        raise _Wrong("有一端不在同一文档的节点里")
    _check_properties(edge.properties, kind)
    if not 0 <= edge.confidence <= 1:
        raise _Wrong("confidence 应在 0 与 1 之间")
    if edge.evidence is None:
        if edge.start is not None or edge.end is not None or not edge.properties.get("basis"):
            raise _Wrong("没有原文依据，须以 basis 说明出处，且不带 start、end")
        return
    _check_span(edge.start, edge.end, len(text))
    if text[edge.start : edge.end] != edge.evidence:
        raise _Wrong(f"依据与原文 {edge.start}–{edge.end} 不符：{edge.evidence!r}")


def _check_span(start: Any, end: Any, length: int) -> None:
    if not (isinstance(start, int) and isinstance(end, int) and 0 <= start <= end <= length):
        raise _Wrong(f"起止位置 {start}–{end} 不在原文（共 {length} 字）之内")


def _check_properties(properties: Mapping[str, Any], kind: NodeKind | EdgeKind) -> None:
    for name, value in properties.items():
        prop = kind.properties.get(name)
        if prop is None:
            raise _Wrong(f"没有属性 {name}")
        if prop.internal or name in LOADERS or (isinstance(kind, EdgeKind) and name in FIELDS):
            raise _Wrong(f"属性 {name} 不由读取程序填写")
        if value is not None:
            _check_value(value, prop)
    for name in kind.required:
        if properties.get(name) is None and name not in LOADERS and name not in FIELDS:
            raise _Wrong(f"缺少属性 {name}")


def _check_value(value: Any, prop: Property) -> None:
    if not FITS[prop.type](value):
        raise _Wrong(f"属性 {prop.name} 应为 {prop.type}，得到 {value!r}")
    if prop.values and value not in prop.values:
        raise _Wrong(f"属性 {prop.name} 不能是 {value!r}，只能是 {'、'.join(prop.values)}")


def _is_integer(value: Any) -> bool:
    return isinstance(value, int) and not isinstance(value, bool)


def _is_date(value: Any) -> bool:
    try:
        return isinstance(value, str) and date.fromisoformat(value).isoformat() == value
    except ValueError:
        return False


FITS: Mapping[str, Callable[[Any], bool]] = {
    "string": lambda value: isinstance(value, str),
    "text": lambda value: isinstance(value, str),
    "integer": _is_integer,
    "float": lambda value: _is_integer(value) or (isinstance(value, float) and math.isfinite(value)),
    "boolean": lambda value: isinstance(value, bool),
    "date": _is_date,
    "strings": lambda value: isinstance(value, list) and all(isinstance(item, str) for item in value),
    "integers": lambda value: isinstance(value, list) and all(map(_is_integer, value)),
}
