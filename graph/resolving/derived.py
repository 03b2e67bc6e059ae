"""Links that follow from all documents together: a draft of what was issued, a department after a reform.

No document says them, so each belongs to a document that speaks of what it starts from, and goes and comes with it.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from functools import partial
from typing import NamedTuple

from policygraph.graph.cypher import made
from policygraph.graph.cypher.files import fixed
from policygraph.graph.decisions.decision import Decision
from policygraph.graph.decisions.decisions import all_decisions, standing
from policygraph.graph.identity import offices
from policygraph.graph.identity.same_departments import SURE_SUCCESSION
from policygraph.graph.identity.successions import Succession, reformed, successions
from policygraph.graph.identity.versions import Versions
from policygraph.graph.loading.statements import batches, merge_edges
from policygraph.graph.loading.touched import Scope
from policygraph.graph.stores.store import Read, Row, Statement, Store
from policygraph.model.records import Properties

DRAFTS = fixed(__package__, "drafts")
OF_KEYS = fixed(__package__, "policies-of-keys")
# What is written here; the same relationships may also have been read (`stated`) or come from a table.
WRITTEN = (
    ("DRAFT_OF", "Policy", ["title"]),
    ("VERSION_OF", "Document", ["identical", "revised", "draft", "decided"]),
    ("SUCCEEDED_BY", "Department", ["reform", "decided"]),
    ("SUCCEEDED_BY", "Region", ["decided"]),
)
PROPERTIES = ("basis", "confidence", "document", "year", "ground")


class Link(NamedTuple):
    """Between two nodes of one label."""

    type: str
    label: str
    source: str
    target: str
    document: str


def write_derived(
    store: Store, versions: Versions, scope: Scope = None, documents: Collection[str] | None = None
) -> int:
    """Write what is missing, remove what no longer follows; returns how many links that were.

    What became of departments is asked only where something was touched (`scope`), `versions` are of these documents;
    the rest is a matter of a few nodes.
    """
    changed = 0

    def change(read: Read) -> Iterator[Statement]:
        nonlocal changed
        gone, new = _differing(read, versions, scope, documents)
        changed = len(gone) + len(new)
        for type_, label, bases in WRITTEN:
            ends = [
                {"source": link.source, "target": link.target, "document": link.document, "bases": bases}
                for link in gone
                if (link.type, link.label) == (type_, label)
            ]
            yield from batches(made.delete_edges_on_bases(type_, label), ends)
            edges = [
                {"source": link.source, "target": link.target, "properties": properties}
                for link, properties in new.items()
                if (link.type, link.label) == (type_, label)
            ]
            yield from merge_edges(type_, label, label, edges)

    store.write(change)
    return changed


def _differing(
    read: Read, versions: Versions, scope: Scope, documents: Collection[str] | None
) -> tuple[list[Link], dict[Link, Properties]]:
    """The links that are there and should not be, and those that should and are not, or are otherwise."""
    rows = offices.beside(read, reformed()) if scope is None else offices.around(read, scope)
    held = _held(read, None if scope is None else {row["id"] for row in rows})
    kept = {link for link in held if link.type == "VERSION_OF" and not _is_of(link.source, documents)}
    counts = {link.source: link.target for link in kept} | {id_: v.counts.id for id_, v in versions.lesser.items()}
    found = {**_wanted(read, counts, rows), **_versions(versions)}
    wanted = {link: {"document": link.document, **rest} for link, rest in found.items()}
    gone = [link for link in held if link not in wanted and link not in kept]
    return gone, {link: properties for link, properties in wanted.items() if held.get(link) != properties}


def _held(read: Read, departments: Collection[str] | None) -> dict[Link, Properties]:
    """What is written; of what became of departments by a reform only that of these, if given."""
    held = {}
    for type_, label, bases in WRITTEN:
        for row in read(made.edges_on_bases(type_, label), {"bases": bases}):
            own = {name: row["properties"][name] for name in PROPERTIES if row["properties"].get(name) is not None}
            if own["basis"] != "reform" or _is_of(row["source"], departments):
                held[Link(type_, label, row["source"], row["target"], own["document"])] = own
    return held


def _is_of(id_: str, some: Collection[str] | None) -> bool:
    return some is None or id_ in some


def _wanted(read: Read, counts: Mapping[str, str], rows: Sequence[Row]) -> dict[Link, Properties]:
    """All but versions; `counts`: by document that which counts instead."""
    decisions = standing(all_decisions(read))
    decided = {each.subject for each in decisions}
    return {**_drafts(read, counts), **_reformed(read, rows, decided), **_decided(read, decisions)}


def _versions(versions: Versions) -> dict[Link, Properties]:
    """A text of a policy and the one that counts."""
    return {
        Link("VERSION_OF", "Document", id_, each.counts.id, id_): {
            "basis": each.basis,
            "confidence": each.confidence,
            "ground": each.ground,
        }
        for id_, each in versions.lesser.items()
    }


def _reformed(read: Read, rows: Sequence[Row], decided: Collection[tuple[str, ...]]) -> dict[Link, Properties]:
    found = [
        each
        for each in successions(offices.offices(read, rows))
        if ("Department", *sorted((each.first, each.second))) not in decided
    ]
    return reforms(found, partial(offices.documents_of, read))


def reforms(found: Iterable[Succession], documents_of: offices.DocumentsOf) -> dict[Link, Properties]:
    """What became of departments by the reforms of government, where that is sure."""
    sure = [each for each in found if each.confidence >= SURE_SUCCESSION]
    documents = documents_of({each.first for each in sure})
    return {
        Link("SUCCEEDED_BY", "Department", each.first, each.second, min(documents[each.first])): {
            "basis": "reform",
            "confidence": each.confidence,
            "year": each.year,
            "ground": each.source,
        }
        for each in sure
    }


def _drafts(read: Read, counts: Mapping[str, str]) -> dict[Link, Properties]:
    some = list(read(DRAFTS))
    return drafts(some, read(OF_KEYS, {"keys": sorted({draft["key"] for draft in some})}) if some else (), counts)


def drafts(some: Iterable[Row], others: Iterable[Row], counts: Mapping[str, str]) -> dict[Link, Properties]:
    """A draft and what, of others, has its title, level and region; of several editions that of which its text is a
    version. `counts`: by document that which counts instead."""
    issued: dict[tuple[str | None, ...], list[Row]] = defaultdict(list)
    for row in others:
        issued[_same(row)].append(row)
    return {
        Link("DRAFT_OF", "Policy", draft["id"], final["id"], min(draft["documents"])): {
            "basis": "title",
            "confidence": 0.9,
        }
        for draft in some
        for final in _editions_of(draft, issued.get(_same(draft), []), counts)
    }


def _same(row: Row) -> tuple[str | None, ...]:
    return row["key"], row["level"], row["region"]


def _editions_of(draft: Row, issued: Sequence[Row], counts: Mapping[str, str]) -> Sequence[Row]:
    if len(issued) < 2:
        return issued
    own = {counts[each] for each in draft["documents"] if each in counts}
    return [final for final in issued if not own.isdisjoint(final["documents"])]


def _decided(read: Read, decisions: Sequence[Decision]) -> dict[Link, Properties]:
    """What a person said was renamed."""
    about: dict[str, list[Decision]] = defaultdict(list)
    for each in decisions:
        if each.kind == "renamed" and ("SUCCEEDED_BY", each.of) in {(type_, label) for type_, label, _ in WRITTEN}:
            about[each.of].append(each)
    found: dict[Link, Properties] = {}
    for label, some in about.items():
        now = _now(read, label, sorted({id_ for each in some for id_ in (each.first, each.second)}))
        for each in some:
            first, second = now.get(each.first), now.get(each.second)
            if first and second and first["id"] != second["id"]:
                link = Link("SUCCEEDED_BY", label, first["id"], second["id"], min(first["documents"]))
                found[link] = {"basis": "decided", "confidence": 1.0, "ground": f"{each.by} {each.at[:10]}"}
    return found


def _now(read: Read, label: str, ids: Sequence[str]) -> dict[str, Row]:
    """The nodes that now are what was read under these ids."""
    rows = read(made.read_under(label, ("id", "stands_for", "documents")), {"ids": ids})
    return {id_: row for row in rows for id_ in (row["id"], *(row["stands_for"] or ()))}
