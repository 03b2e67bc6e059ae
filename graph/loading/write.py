"""A change of documents as the statements of one transaction, the same on every store.

What a document says comes when nothing of it is there: it is new, or was taken out before in the same transaction. So
it is created, not merged, but for what it says between nodes that others speak of too.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from policygraph.graph.cypher import made
from policygraph.graph.cypher.files import fixed
from policygraph.graph.loading.claims import Claims, canonical, decode, encode, merge, present, withdraw
from policygraph.graph.loading.statements import batches, create_edges, create_nodes, merge_edges, merge_nodes, stored
from policygraph.graph.stores.store import Read, Statement
from policygraph.model.ontology import ontology
from policygraph.model.records import Edge, Properties, Records

ITEMS_GO = fixed(__package__, "delete-items")  # it sets something first: so it waits for who writes a document out
DOCUMENTS_GO = fixed(__package__, "delete-documents")
HOLD = fixed(__package__, "hold-unwritten")
WAITING = fixed(__package__, "unwritten")
WRITTEN = fixed(__package__, "mark-written")

UNWRITTEN = "unwritten"
"""Instead of what a document is resolved with. Resolving takes it for a document that is to be written again, from what
was read of it: so what a crash cut short is made good with what follows from it."""

KEPT = ("blocks", "unsure")  # of shared nodes: as they were when the graph was settled

Key = tuple[str, str]  # label, id
Rows = dict[tuple[str, str, str], list[dict[str, Any]]]  # of relationships, by type and the labels of their ends


@dataclass(frozen=True, slots=True)
class Change:
    """`removed`: document → its mentions; its facts go. `added`: whose facts come. `documents`: nodes to write."""

    removed: dict[str, list[str]]
    added: list[Records]
    documents: dict[str, Properties]


def changing(read: Read, change: Change, *, later: bool = False) -> Iterator[Statement]:
    """The statements that make the change; none where nothing changes. `later`: without what only the documents that
    come say, each of which is marked as not written out until `writing_out` says it."""
    before, kept = _claims(read, change)
    after = _changed(before, change)
    yield from _removals(change)
    yield from _documents(change, UNWRITTEN if later else None)
    yield from _shared(before, after, kept)
    own, between = _edges(change.added)
    for kind in sorted(between):
        yield from merge_edges(*kind, between[kind])
    if not later:
        yield from _said(change.added, own)


def writing_out(read: Read, added: Sequence[Records]) -> Iterator[Statement]:
    """The statements by which documents say what they alone say, of those that still wait for it.

    Whoever takes one out or writes it again waits meanwhile, and has it whole.
    """
    rows = {"rows": [{"id": id_} for id_ in sorted(records.document for records in added)], "mark": UNWRITTEN}
    yield Statement(HOLD, rows)
    waiting = {row["id"] for row in read(WAITING, rows)}
    some = [records for records in added if records.document in waiting]
    yield from _said(some, _edges(some)[0])
    yield Statement(WRITTEN, rows)


def _said(added: Sequence[Records], edges: Rows) -> Iterator[Statement]:
    yield from _items(added)
    for kind in sorted(edges):
        yield from create_edges(*kind, edges[kind])


def _key(mention: str) -> Key:
    label, _, id_ = mention.partition(":")
    return label, id_


def _claims(read: Read, change: Change) -> tuple[dict[Key, Claims], dict[Key, Properties]]:
    """What is claimed now of every shared node that the change touches; nothing of those that are new. And what it
    keeps of how it was when the graph was settled."""
    kinds = ontology().nodes
    ids: dict[str, set[str]] = defaultdict(set)
    for mentions in change.removed.values():
        for label, id_ in map(_key, mentions):
            ids[label].add(id_)
    for records in change.added:
        for node in records.nodes:
            if kinds[node.label].shared:
                ids[node.label].add(node.id)
    claims: dict[Key, Claims] = {(label, id_): {} for label in ids for id_ in ids[label]}
    kept: dict[Key, Properties] = {}
    for label in ids:
        own = [name for name in KEPT if name in kinds[label].properties]
        for row in read(made.by_id(label, ("id", "claims", *own)), {"ids": sorted(ids[label])}):
            claims[label, row["id"]] = decode(row["claims"])
            kept[label, row["id"]] = {name: row[name] for name in own}
    return claims, kept


def _changed(before: dict[Key, Claims], change: Change) -> dict[Key, Claims]:
    after = {key: {claim: set(documents) for claim, documents in claims.items()} for key, claims in before.items()}
    for document, mentions in change.removed.items():
        for mention in mentions:
            withdraw(after[_key(mention)], document)
    for records in change.added:
        for node in records.nodes:
            if (claims := after.get((node.label, node.id))) is not None:
                claims.setdefault(canonical(present(node.properties)), set()).add(records.document)
    return after


def _removals(change: Change) -> Iterator[Statement]:
    """Take away what the removed documents said, all but the shared nodes. Only their own surroundings are searched."""
    documents = sorted(change.removed)
    yield from batches(ITEMS_GO, [{"id": document} for document in documents])
    between: dict[str, list[str]] = defaultdict(list)
    shared = ontology().shared
    for kind in ontology().edges.values():
        for label in kind.sources:
            if label in shared and any(target in shared for target in kind.targets):
                between[label].append(kind.type)
    for label, types in between.items():
        rows = [
            {"id": id_, "document": document}
            for document in documents
            for source, id_ in map(_key, change.removed[document])
            if source == label
        ]
        yield from batches(made.delete_edges(types, label), rows)
    yield from batches(DOCUMENTS_GO, [{"id": document} for document in documents])


def _documents(change: Change, mark: str | None) -> Iterator[Statement]:
    """The documents themselves; `mark`: of those that come, instead of what they are resolved with."""
    new = {records.document for records in change.added}
    there = [change.documents[document] for document in sorted(change.documents.keys() - new)]
    come = [change.documents[document] for document in sorted(change.documents.keys() & new)]
    marked = [{**each, "resolved": mark} for each in come] if mark else come
    yield from merge_nodes("Document", _stored("Document", there))
    yield from create_nodes("Document", _stored("Document", marked))


def _items(added: Iterable[Records]) -> Iterator[Statement]:
    """What belongs to one document only."""
    kinds = ontology().nodes
    rows: dict[str, list[Properties]] = defaultdict(list)
    for records in sorted(added, key=lambda records: records.document):
        for node in records.nodes[1:]:
            if not kinds[node.label].shared:
                rows[node.label].append({**node.properties, "id": node.id, "documents": [records.document]})
    for label in sorted(rows):
        yield from create_nodes(label, _stored(label, rows[label]))


def _shared(before: dict[Key, Claims], after: dict[Key, Claims], kept: dict[Key, Properties]) -> Iterator[Statement]:
    """Nodes that several documents speak of, as their claims now have them; gone with the last claim."""
    new: dict[str, list[Properties]] = defaultdict(list)
    rows: dict[str, list[Properties]] = defaultdict(list)
    gone: dict[str, list[Any]] = defaultdict(list)
    for key in sorted(after):
        label, id_ = key
        claims = after[key]
        if claims == before[key]:
            continue
        if claims:
            documents = sorted(set().union(*claims.values()))
            own = {"id": id_, "documents": documents, "claims": encode(claims), **kept.get(key, {})}
            (rows if before[key] else new)[label].append({**merge(claims), **own})
        else:
            gone[label].append({"id": id_})
    for label in sorted(new):
        yield from create_nodes(label, _stored(label, new[label]))
    for label in sorted(rows):
        yield from merge_nodes(label, _stored(label, rows[label]))
    for label in sorted(gone):
        yield from batches(made.delete_nodes(label), gone[label])


def _stored(label: str, nodes: list[Properties]) -> list[Properties]:
    kind = ontology().nodes[label]
    return [stored(properties, kind) for properties in nodes]


def _edges(added: Iterable[Records]) -> tuple[Rows, Rows]:
    """Relationships of what is the documents' own, and those between nodes that others speak of too."""
    own: Rows = defaultdict(list)
    between: Rows = defaultdict(list)
    shared = ontology().shared
    for records in sorted(added, key=lambda records: records.document):
        new = {(node.label, node.id) for node in records.nodes if node.label not in shared}
        edges = _first_of_each(records.edges)
        for edge, position in zip(edges, _positions(edges), strict=True):
            kind = ontology().edges[edge.type]
            properties = {
                "position": position if "position" in kind.properties else None,
                **edge.properties,
                "document": records.document,
                "evidence": edge.evidence,
                "start": edge.start,
                "end": edge.end,
                "confidence": edge.confidence,
            }
            row = {"source": edge.source[1], "target": edge.target[1], "properties": stored(properties, kind)}
            rows = own if edge.source in new or edge.target in new else between
            rows[edge.type, edge.source[0], edge.target[0]].append(row)
    return own, between


def _first_of_each(edges: list[Edge]) -> list[Edge]:
    """Of a document's edges of one type between the same two nodes, the one that is written first.

    All in the order of the text and, within one clause, in the order in which the reader gives them.
    """
    first: dict[tuple[str, Key, Key], Edge] = {}
    for edge in sorted(edges, key=_place):
        first.setdefault((edge.type, edge.source, edge.target), edge)
    return list(first.values())


def _place(edge: Edge) -> tuple[bool, int]:
    """Order in the text; an edge without evidence last."""
    return edge.start is None, edge.start or 0


def _positions(edges: list[Edge]) -> Iterator[int]:
    """For each edge, which one it is of its type at its target, from 1."""
    seen: Counter[tuple[str, Key]] = Counter()
    for edge in edges:
        seen[edge.type, edge.target] += 1
        yield seen[edge.type, edge.target]
