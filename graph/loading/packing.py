"""What was read of a document as one short text, so that a graph can keep it beside what became of it."""

from __future__ import annotations

import base64
import json
import zlib
from typing import Any

from policygraph.graph.loading.claims import canonical
from policygraph.model.records import Edge, Node, Records


def pack(records: Records) -> str:
    """All but the document's own node, which the graph keeps as it is."""
    nodes = [[node.label, node.id, node.properties] for node in records.nodes[1:]]
    edges = [[e.type, *e.source, *e.target, e.start, e.end, e.confidence, e.properties] for e in records.edges]
    plain = canonical([nodes, edges]).encode()
    return base64.b85encode(zlib.compress(plain, 6)).decode()


def unpack(packed: str, document: Node) -> Records:
    """The records that `pack` was given, from the document's node, whose text holds all evidence."""
    nodes, edges = json.loads(zlib.decompress(base64.b85decode(packed)))
    text = str(document.properties["text"])
    return Records(document.id, [document, *(Node(*node) for node in nodes)], [_edge(edge, text) for edge in edges])


def _edge(edge: list[Any], text: str) -> Edge:
    type_, source_label, source, target_label, target, start, end, confidence, properties = edge
    evidence = None if start is None else text[start:end]
    return Edge(type_, (source_label, source), (target_label, target), evidence, start, end, confidence, properties)
