"""A graph that an earlier program wrote, brought to the present form (`model/versions.py`), step by step.

A step may be interrupted: the graph keeps its old version until all is done, and the step goes on when run again.
"""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from itertools import product
from pathlib import Path
from typing import NamedTuple

from policygraph.graph.cypher import made
from policygraph.graph.cypher.files import fixed
from policygraph.graph.loading.claims import decode, present
from policygraph.graph.loading.gist import gist_of, pack_gist
from policygraph.graph.loading.packing import pack, unpack
from policygraph.graph.loading.statements import ROWS, batches, stored
from policygraph.graph.stores.plain import said
from policygraph.graph.stores.schema import check, schema_of
from policygraph.graph.stores.store import Read, Row, Statement, Store
from policygraph.model.ontology import FIELDS, EdgeKind, ontology
from policygraph.model.records import Edge, Node, Properties, Records
from policygraph.model.versions import SCHEMA

BATCH = 50  # documents a transaction

Progress = Callable[[int, int], None]  # documents done, documents in all

NOT_KEPT = fixed(__package__, "documents-not-kept")
KEEP = fixed(__package__, "keep-extracted")
OWN = fixed(__package__, "items")
# Links that follow from all documents together: no document says them.
FOLLOWING = {
    ("DERIVES_FROM", "aligned"), ("DRAFT_OF", "title"), ("SUCCEEDED_BY", "reform"), ("SUCCEEDED_BY", "decided"),
    ("CORRESPONDS_TO", "passed-down"), ("CORRESPONDS_TO", "reported"),
}  # fmt: skip


class Upgraded(NamedTuple):
    """Schema versions `before` and `after`; `documents` whose readings were added; `copy`: what was there before."""

    before: int
    after: int
    documents: int = 0
    copy: Path | None = None


def upgrade(store: Store, on_progress: Progress | None = None) -> Upgraded:
    """Bring the graph to the present form; first a copy is kept, where the store can. PolicyGraphError: it is newer."""
    before = schema_of(store.schema, store.read)
    if before > SCHEMA:
        check(before, store.read, store.place)
    if before == SCHEMA:
        store.mark_schema(SCHEMA)
        return Upgraded(before, SCHEMA)
    copy = store.keep_copy()
    documents = sum(step(store, on_progress) for step in STEPS[before:])
    store.mark_schema(SCHEMA)
    return Upgraded(before, SCHEMA, documents, copy)


# --- from 0 to 1: documents keep what was read of them ----------------------------------------------------------------


def _keep_what_was_read(store: Store, on_progress: Progress | None) -> int:
    """What the graph says of each document is what was read of it, for nobody could decide otherwise yet."""
    mentions = {row["id"]: list(row["mentions"]) for row in store.read(NOT_KEPT)}
    ids = list(mentions)
    for first in range(0, len(ids), BATCH):
        some = {id_: mentions[id_] for id_ in ids[first : first + BATCH]}

        def work(read: Read, some: dict[str, list[str]] = some) -> Iterator[Statement]:
            rows = [{"id": each.document, "extracted": pack(each)} for each in _as_read(read, some)]
            yield from batches(KEEP, rows)

        store.write(work)
        if on_progress is not None:
            on_progress(first + len(some), len(ids))
    return len(ids)


def _as_read(read: Read, mentions: dict[str, list[str]]) -> Iterator[Records]:
    """The records of documents (id → mentions), from the graph; the Document's node is not filled in."""
    found = {id_: Records(id_, [Node("Document", id_, {"name": ""})]) for id_ in mentions}
    for node, document in (*_own(read, list(found)), *_shared(read, mentions)):
        found[document].nodes.append(node)
    edges: dict[str, list[tuple[bool, int, int, Edge]]] = defaultdict(list)  # by place in the text, then by position
    for row, edge in _related(read, found.values()):
        edges[row["document"]].append((edge.start is None, edge.start or 0, row["properties"].get("position", 0), edge))
    for id_, records in found.items():
        records.edges = [edge for *_, edge in sorted(edges[id_], key=lambda each: each[:3])]
        yield records


def _related(read: Read, found: Iterable[Records]) -> Iterator[tuple[Row, Edge]]:
    """The relationships that documents say between their nodes."""
    at: dict[str, list[Properties]] = defaultdict(list)
    for records in found:
        for label, id_ in sorted({(node.label, node.id) for node in records.nodes}):
            at[label].append({"id": id_, "document": records.document})
    shared = ontology().shared
    for kind in ontology().edges.values():
        for source, target in product(kind.sources, kind.targets):
            if kind.alike and source != target:
                continue
            # From the end that belongs to one document: of a department that all speak of few relationships are its.
            known, label = ("b", target) if source in shared and target not in shared else ("a", source)
            rows = at[label]
            cypher = made.edges_of_documents(kind.type, source, target, known)
            for row in read(cypher, {"rows": rows}) if rows else ():
                if (kind.type, row["properties"].get("basis")) not in FOLLOWING:
                    yield row, _edge(kind, source, target, row)


def _own(read: Read, documents: Sequence[str]) -> Iterator[tuple[Node, str]]:
    """What belongs to one document only, with it."""
    for row in read(OWN, {"ids": documents}):
        properties = {
            name: row["properties"].get(name)
            for name, prop in ontology().nodes[row["label"]].properties.items()
            if not prop.internal and name not in ("id", "documents")
        }
        yield Node(row["label"], row["properties"]["id"], said(present(properties))), row["document"]


def _shared(read: Read, mentions: dict[str, list[str]]) -> Iterator[tuple[Node, str]]:
    """What documents say of nodes of which others speak too, with each document."""
    ids: dict[str, set[str]] = defaultdict(set)
    for each in {each for own in mentions.values() for each in own}:
        label, _, id_ = each.partition(":")
        ids[label].add(id_)
    for label in sorted(ids):
        for row in read(made.by_id(label, ("id", "claims")), {"ids": sorted(ids[label])}):
            for claim, documents in decode(row["claims"]).items():
                for document in sorted(documents & mentions.keys()):
                    yield Node(label, row["id"], json.loads(claim)), document


def _edge(kind: EdgeKind, source: str, target: str, row: Row) -> Edge:
    """As it was read: `position` is the loader's, which counts anew."""
    kept = said(row["properties"])
    own: Properties = {name: kept[name] for name in kind.properties if name in kept}
    own = {name: value for name, value in present(own).items() if name not in (*FIELDS, "position")}
    return Edge(
        kind.type, (source, row["source"]), (target, row["target"]), kept.get("evidence"), kept.get("start"),
        kept.get("end"), kept["confidence"], own,
    )  # fmt: skip


# --- from 1 to 2: dates are dates, no longer texts --------------------------------------------------------------------


def _make_dates(store: Store, on_progress: Progress | None) -> int:
    """Of nodes; no relationship had any. Done twice, it changes nothing."""
    for label, kind in ontology().nodes.items():
        found = store.read(made.by_label(label, ["id", *kind.dates])) if kind.dates else ()
        rows = [stored(row, kind) for row in found if any(row[name] is not None for name in kind.dates)]
        for first in range(0, len(rows), ROWS):
            some = rows[first : first + ROWS]
            store.write(lambda _, label=label, some=some: batches(made.set_properties(label), some))  # type: ignore[misc]
    return 0


# --- from 2 to 3: documents tell in short what they hold --------------------------------------------------------------


def _keep_gists(store: Store, on_progress: Progress | None) -> int:
    """Of what was read of each document. Done twice, it changes nothing."""
    ids = [row["id"] for row in store.read(made.by_label("Document", ["id"]))]
    for first in range(0, len(ids), BATCH):

        def work(read: Read, some: list[str] = ids[first : first + BATCH]) -> Iterator[Statement]:
            rows = read(made.by_id("Document", ("id", "text", "extracted")), {"ids": some})
            yield from batches(made.set_properties("Document"), [_with_gist(row) for row in rows])

        store.write(work)
        if on_progress is not None:
            on_progress(min(first + BATCH, len(ids)), len(ids))
    return 0


def _with_gist(row: Row) -> Properties:
    gist = gist_of(unpack(row["extracted"], Node("Document", row["id"], {"text": row["text"]})))
    return present({"id": row["id"], "gist": pack_gist(gist), "text_of": gist and gist.policy})


STEPS: tuple[Callable[[Store, Progress | None], int], ...] = (_keep_what_was_read, _make_dates, _keep_gists)
"""The step at place n brings a graph of version n to n + 1 and returns how many documents' readings it added."""
