"""Descent of measures: the tasks of a policy, and those above that they carry out, as links in the graph.

A function of the graph: links follow from the documents that are in it, whatever came first. Each belongs to the lower
task's document, as evidence the words of that document in which both agree; only what differs is written.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from itertools import chain
from typing import NamedTuple

from policygraph.graph.cypher.files import fixed
from policygraph.graph.decisions.decision import Decision
from policygraph.graph.decisions.decisions import all_decisions, keeping, standing, touching, with_new
from policygraph.graph.lineage import learning, pairing, shared_words, subparts
from policygraph.graph.lineage.descent_lines import Source, Work, comparisons_due, may_be_due, noted
from policygraph.graph.lineage.evidence import Weights
from policygraph.graph.lineage.likeness import Index, Shelf, index_measures, likeness, shelve
from policygraph.graph.lineage.measure import Measure, measures_of
from policygraph.graph.lineage.pairing import Pair
from policygraph.graph.loading.claims import present
from policygraph.graph.loading.left import COMPARED
from policygraph.graph.loading.statements import batches, merge_edges
from policygraph.graph.loading.touched import Scope, both, noting, of_mentions
from policygraph.graph.stores.store import Read, Row, Statement, Store
from policygraph.model.records import Properties

BATCH = 100  # documents a transaction
UPPER = 500  # policies above that are kept ready

Progress = Callable[[int, int], None]  # documents done, documents in all

MEASURES = fixed(__package__, "measures")
PARTS = fixed(__package__, "parts-of-measures")
TEXTS = fixed(__package__, "texts")
LINKS = fixed(__package__, "links")
UNLINK = fixed(__package__, "unlink")
NOTE = fixed(__package__, "note-aligned")
TASK = fixed(__package__, "task")

PROPERTIES = ("basis", "score", "document", "evidence", "start", "end", "confidence", "decision")
ENDS = ("source", "target", "document")

Key = tuple[str, str, str]  # of a link: lower task, upper task, document


class Upper(NamedTuple):
    """Of a policy: ids of its measures, and their index."""

    ids: list[str]
    words: Index


class Aligned(NamedTuple):
    """`documents`: whose measures were compared. `written`, `removed`: links; `added`: those written that are new."""

    documents: int
    written: int
    removed: int
    added: int = 0


def align(
    store: Store, on_progress: Progress | None = None, new: Collection[Decision] = (), scope: Scope = None
) -> Aligned:
    """Link the measures of all documents that are new, or whose own or upper measures have changed; only those that
    `scope` can have changed are looked at.

    `new` decisions, of measures, are kept in one transaction with the first links that they change.
    """
    decided = standing(with_new(all_decisions(store.read), new))
    todo, by = comparisons_due(store.read, decided, may_be_due(store.read, scope)), learning.in_force(decided)
    documents = list(todo.lines)
    ready: dict[str, Upper] = {}
    written = removed = added = 0
    for first in range(0, max(len(documents), bool(new)), BATCH):
        some = documents[first : first + BATCH]
        changed: dict[Key, Properties] = {}
        gone: list[Key] = []
        fresh: list[Key] = []

        def change(
            read: Read, some: Sequence[str] = some, kept: Collection[Decision] = () if first else new
        ) -> Iterator[Statement]:
            nonlocal changed, gone, fresh
            before, after = _stored(read, some), _computed(read, some, todo, ready, by)
            yield from keeping(read, kept)
            changed = {key: link for key, link in after.items() if before.get(key) != link}
            gone = [key for key in before if key not in after]
            fresh = [key for key in after if key not in before]
            yield from batches(UNLINK, [dict(zip(ENDS, key, strict=True)) for key in gone])
            rows = [{"source": key[0], "target": key[1], "properties": link} for key, link in changed.items()]
            yield from merge_edges("DERIVES_FROM", "Task", "Task", rows)
            links = Counter(document for _, _, document in after)
            yield from batches(NOTE, [{"id": each, "aligned": noted(todo.marks[each], links[each])} for each in some])
            yield noting(read, both(touching(kept), of_mentions(f"{COMPARED}:{each}" for each in some)))

        store.write(change)
        written, removed, added = written + len(changed), removed + len(gone), added + len(fresh)
        if on_progress is not None and some:
            on_progress(first + len(some), len(documents))
    return Aligned(len(documents), written, removed, added)


def _prepare(read: Read, policies: set[str], sources: Mapping[str, Source], ready: dict[str, Upper]) -> None:
    """Index those that are not `ready`; what was is kept, for the next documents are likely to need it."""
    if len(ready) > UPPER:
        ready.clear()
    for policy in sorted(policies - ready.keys()):
        rows = read(MEASURES, {"ids": [policy], "documents": list(sources[policy].documents)})
        ready[policy] = Upper([row["id"] for row in rows], index_measures(measures_of(rows)))


def _stored(read: Read, documents: Sequence[str]) -> dict[Key, Properties]:
    """The links that the documents have now."""
    return {
        (row["source"], row["target"], row["document"]): present({n: row["properties"].get(n) for n in PROPERTIES})
        for row in read(LINKS, {"ids": list(documents)})
    }


def _computed(
    read: Read, documents: Sequence[str], todo: Work, ready: dict[str, Upper], by: Weights | None
) -> dict[Key, Properties]:
    """The links that they should have."""
    lines = {document: todo.lines[document] for document in documents}
    wanted = {"ids": sorted({policy for line in lines.values() for policy in line}), "documents": list(documents)}
    own, parts = (_by_policy(read(query, wanted)) for query in (MEASURES, PARTS))
    above = set(chain.from_iterable(uppers for line in lines.values() for uppers in line.values()))
    _prepare(read, above, todo.sources, ready)
    texts = {row["id"]: row["text"] for row in read(TEXTS, {"ids": list(documents)})}
    shelves: dict[tuple[str, ...], Shelf] = {}  # many documents have the same above them
    found: dict[Key, Properties] = {}
    for document, line in lines.items():
        rows = {policy: (own[document, policy], parts[document, policy]) for policy in line}
        for policy, uppers in line.items():
            higher = [ready[upper] for upper in uppers]
            if uppers not in shelves:
                shelves[uppers] = shelve([each.words for each in higher])
            for row, pair, upper in _pairs(*rows[policy], higher, shelves[uppers], by):
                found[row["id"], upper.ids[pair.upper], document] = _link(row, texts[document], pair, upper)
        decided, there = todo.decided.get(document, {}).values(), [ready[each] for each in sorted(above)]
        _decide(read, decided, found, rows.values(), there, texts[document])
    return found


def _decide(
    read: Read,
    decided: Iterable[Decision],
    found: dict[Key, Properties],
    rows: Iterable[tuple[list[Row], list[Row]]],
    uppers: Sequence[Upper],
    text: str,
) -> None:
    """Put what people decided about a document's links in the place of what was computed."""
    measures = {row["id"]: row for wholes, parts in rows for row in (*wholes, *parts)}
    for each in decided:
        _apply(read, each, found, measures, uppers, text)


def _apply(
    read: Read,
    decision: Decision,
    found: dict[Key, Properties],
    measures: Mapping[str, Row],
    above: Sequence[Upper],
    text: str,
) -> None:
    """What is right is there, whatever the comparison says; what is wrong is not."""
    document, ends = decision.document or "", (decision.first, decision.second)
    link = found.pop((*ends, document), None)
    if decision.kind == "wrong":
        return
    if decision.kind == "moved":
        ends = (decision.to or "", decision.second) if decision.end == "first" else (decision.first, decision.to or "")
        own = found.get((*ends, document)) or _between(ends, measures, above, text)
        link = own or (link if read(TASK, {"id": decision.to}) else None)
    if made := link or _between(ends, measures, above, text):
        found[(*ends, document)] = {**made, "confidence": 1.0, "decision": decision.id}


def _between(
    ends: tuple[str, str], measures: Mapping[str, Row], above: Iterable[Upper], text: str
) -> Properties | None:
    """The link of two measures, with as much likeness as there is; None where one of them is not there."""
    row = measures.get(ends[0])
    upper = next((each for each in above if ends[1] in each.ids), None)
    if row is None or upper is None:
        return None
    column = upper.ids.index(ends[1])
    alike = likeness(index_measures(measures_of([row])), upper.words)
    return _link(row, text, Pair(0, column, round(float(alike[0, column]), 4), 1.0), upper)


def _by_policy(rows: Iterable[Row]) -> dict[tuple[str, str], list[Row]]:
    """Rows by the document and the policy that they are of."""
    found: dict[tuple[str, str], list[Row]] = defaultdict(list)
    for row in rows:
        found[row["document"], row["policy"]].append(row)
    return found


def _pairs(
    rows: Sequence[Row], parts: Sequence[Row], uppers: Sequence[Upper], shelf: Shelf, by: Weights | None
) -> Iterator[tuple[Row, Pair, Upper]]:
    """Measures of one policy, and parts of them, with what they carry out of each of those above (`shelf`)."""
    finer = subparts.spelled_out(rows, parts)
    of_wholes = pairing.pair_with_all(index_measures(measures_of(rows)), shelf, by)
    of_parts = pairing.pair_with_all(index_measures(measures_of(finer)), shelf, by)
    for upper, found, more in zip(uppers, of_wholes, of_parts, strict=True):
        yield from ((rows[pair.lower], pair, upper) for pair in found)
        linked = {(rows[pair.lower]["id"], pair.upper) for pair in found}
        yield from ((finer[pair.lower], pair, upper) for pair in subparts.not_linked(more, finer, linked))


def _link(row: Row, text: str, pair: Pair, above: Upper) -> Properties:
    words = shared_words.agreeing(Measure(row["id"], row["title"], row["text"]), above.words.measures[pair.upper])
    start, end = shared_words.place(words, text, row["start"], row["end"])
    return {
        "basis": "aligned",
        "score": pair.score,
        "document": row["document"],
        "evidence": text[start:end],
        "start": start,
        "end": end,
        "confidence": pair.confidence,
    }
