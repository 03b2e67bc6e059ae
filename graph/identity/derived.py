"""Links that follow from all documents together: a draft of what was issued, a department after a reform.

No document says them, so each belongs to a document that speaks of what it starts from, and goes and comes with it.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from policygraph.graph.cypher import made
from policygraph.graph.cypher.files import fixed
from policygraph.graph.decisions.decision import Decision
from policygraph.graph.decisions.decisions import all_decisions, standing
from policygraph.graph.identity import offices
from policygraph.graph.identity.same_departments import SURE_SUCCESSION
from policygraph.graph.identity.successions import reformed, successions
from policygraph.graph.identity.versions import Versions
from policygraph.graph.loading.statements import batches, merge_edges
from policygraph.graph.stores.store import Read, Row, Statement, Store
from policygraph.model.records import Properties

POLICIES = fixed(__package__, "policies-with-keys")
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


def write_derived(store: Store, versions: Versions) -> int:
    """Write what is missing, remove what no longer follows; returns how many links that were."""
    changed = 0

    def change(read: Read) -> Iterator[Statement]:
        nonlocal changed
        wanted = {link: {"document": link.document, **rest} for link, rest in _wanted(read, versions).items()}
        held = _held(read)
        gone = [link for link in held if link not in wanted]
        new = {link: properties for link, properties in wanted.items() if held.get(link) != properties}
        changed = len(gone) + len(new)
        for type_, label, bases in WRITTEN:
            rows = [
                {"source": link.source, "target": link.target, "document": link.document, "bases": bases}
                for link in gone
                if (link.type, link.label) == (type_, label)
            ]
            yield from batches(made.delete_edges_on_bases(type_, label), rows)
            edges = [
                {"source": link.source, "target": link.target, "properties": properties}
                for link, properties in new.items()
                if (link.type, link.label) == (type_, label)
            ]
            yield from merge_edges(type_, label, label, edges)

    store.write(change)
    return changed


def _held(read: Read) -> dict[Link, Properties]:
    held = {}
    for type_, label, bases in WRITTEN:
        for row in read(made.edges_on_bases(type_, label), {"bases": bases}):
            own = {name: row["properties"][name] for name in PROPERTIES if row["properties"].get(name) is not None}
            held[Link(type_, label, row["source"], row["target"], own["document"])] = own
    return held


def _wanted(read: Read, versions: Versions) -> dict[Link, Properties]:
    decisions = standing(all_decisions(read))
    return {**_drafts(read, versions), **_reformed(read, decisions), **_decided(read, decisions), **_versions(versions)}


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


def _reformed(read: Read, decisions: Sequence[Decision]) -> dict[Link, Properties]:
    """What became of departments by the reforms of government, where that is sure and nobody decided otherwise."""
    rows = {row["id"]: row for row in offices.beside(read, reformed())}
    decided = {each.subject for each in decisions}
    found: dict[Link, Properties] = {}
    for each in successions(offices.offices(read, rows.values())):
        pair = ("Department", *sorted((each.first, each.second)))
        if each.confidence >= SURE_SUCCESSION and pair not in decided:
            link = Link("SUCCEEDED_BY", "Department", each.first, each.second, min(rows[each.first]["documents"]))
            found[link] = {
                "basis": "reform",
                "confidence": each.confidence,
                "year": each.year,
                "ground": each.source,
            }
    return found


def _drafts(read: Read, versions: Versions) -> dict[Link, Properties]:
    """A draft and what has its title, level and region; of several editions that of which its text is a version."""
    drafts: dict[tuple[str | None, ...], list[Row]] = defaultdict(list)
    issued: dict[tuple[str | None, ...], list[Row]] = defaultdict(list)
    for row in read(POLICIES):
        same = (row["key"], row["level"], row["region"])
        (drafts if row["status"] == "draft" else issued)[same].append(row)
    return {
        Link("DRAFT_OF", "Policy", draft["id"], final["id"], min(draft["documents"])): {
            "basis": "title",
            "confidence": 0.9,
        }
        for same, rows in drafts.items()
        for draft in rows
        for final in _editions_of(draft, issued.get(same, []), versions)
    }


def _editions_of(draft: Row, issued: Sequence[Row], versions: Versions) -> Sequence[Row]:
    if len(issued) < 2:
        return issued
    counts = {versions.lesser[each].counts.id for each in draft["documents"] if each in versions.lesser}
    return [final for final in issued if not counts.isdisjoint(final["documents"])]


def _decided(read: Read, decisions: Sequence[Decision]) -> dict[Link, Properties]:
    """What a person said was renamed."""
    found: dict[Link, Properties] = {}
    for each in decisions:
        if each.kind != "renamed" or ("SUCCEEDED_BY", each.of) not in {(type_, label) for type_, label, _ in WRITTEN}:
            continue
        rows = read(made.read_under(each.of, ("id", "stands_for", "documents")), {"ids": [each.first, each.second]})
        now = {id_: row for row in rows for id_ in (row["id"], *(row["stands_for"] or ()))}
        first, second = now.get(each.first), now.get(each.second)
        if first and second and first["id"] != second["id"]:
            link = Link("SUCCEEDED_BY", each.of, first["id"], second["id"], min(first["documents"]))
            found[link] = {"basis": "decided", "confidence": 1.0, "ground": f"{each.by} {each.at[:10]}"}
    return found
