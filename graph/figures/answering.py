"""Figures that answer figures, as links in the graph: what a report, or a lower policy, says of what was planned.

A function of the graph: links follow from the documents and the links of measures that are in it. Each belongs to the
document of the answer, as evidence the words that it was read from; only what differs is written.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence

from policygraph.graph.cypher.files import fixed
from policygraph.graph.figures.pairing import Answer, Basis, Figure, Within, answers, figure
from policygraph.graph.figures.sources import Due, comparisons_due, may_be_due, noted, of_documents
from policygraph.graph.figures.verdicts import judge
from policygraph.graph.loading.claims import present
from policygraph.graph.loading.statements import batches, merge_edges
from policygraph.graph.loading.touched import Scope
from policygraph.graph.stores.store import Read, Row, Statement, Store
from policygraph.model.records import Properties

BATCH = 100  # documents a transaction
OFTEN = 3  # figures of a year, for others of the document to be taken for that year's

Progress = Callable[[int, int], None]  # documents done, documents in all

FIGURES = fixed(__package__, "figures")
LARGER = fixed(__package__, "larger-tasks")
DESCENTS = fixed(__package__, "descents")
LINKS = fixed(__package__, "links")
UNLINK = fixed(__package__, "unlink")
NOTE = fixed(__package__, "note-answered")

PROPERTIES = ("basis", "score", "result", "reason", "share", "document", "evidence", "start", "end", "confidence")
ENDS = ("source", "target", "document")

Key = tuple[str, str, str]  # of a link: answer, figure that is answered, document of the answer


def answer_figures(store: Store, on_progress: Progress | None = None, scope: Scope = None) -> int:
    """Link the figures of all documents that are new, or are compared with what has changed; only those that `scope`
    can have changed are looked at. Returns how many links were written or removed.
    """
    due = comparisons_due(store.read, may_be_due(store.read, scope))
    documents = list(due)
    changed = 0
    for first in range(0, len(documents), BATCH):
        some = {document: due[document] for document in documents[first : first + BATCH]}
        count = 0

        def change(read: Read, some: Mapping[str, Due] = some) -> Iterator[Statement]:
            nonlocal count
            before, after = _stored(read, list(some)), _computed(read, some)
            new = {key: link for key, link in after.items() if before.get(key) != link}
            gone = [key for key in before if key not in after]
            count = len(new) + len(gone)
            yield from batches(UNLINK, [dict(zip(ENDS, key, strict=True)) for key in gone])
            rows = [{"source": key[0], "target": key[1], "properties": link} for key, link in new.items()]
            yield from merge_edges("CORRESPONDS_TO", "Target", "Target", rows)
            links: dict[str, int] = defaultdict(int)
            for _, _, document in after:
                links[document] += 1
            yield from batches(NOTE, [{"id": d, "answered": noted(one.mark, links[d])} for d, one in some.items()])

        store.write(change)
        changed += count
        if on_progress is not None:
            on_progress(first + len(some), len(documents))
    return changed


def _stored(read: Read, documents: Sequence[str]) -> dict[Key, Properties]:
    return {
        (row["source"], row["target"], row["properties"]["document"]): present(
            {name: row["properties"].get(name) for name in PROPERTIES}
        )
        for row in read(LINKS, {"ids": documents})
    }


def _computed(read: Read, due: Mapping[str, Due]) -> dict[Key, Properties]:
    ids = sorted({*due, *of_documents(due.values())})
    rows = _by_document(read(FIGURES, {"ids": ids}))
    larger: dict[str, list[str]] = defaultdict(list)
    for row in read(LARGER, {"ids": ids}):
        larger[row["task"]].append(row["larger"])
    carried = {(row["lower"], row["upper"]) for row in read(DESCENTS, {"ids": list(due)})}
    found: dict[Key, Properties] = {}
    for document, one in due.items():
        sides: tuple[tuple[Basis, Collection[str], str], ...] = (
            ("passed-down", one.above, "planned"),
            ("reported", one.plans, "achieved"),
        )
        for basis, others, kind in sides:
            lower = _figures(rows[document], larger, kind, one.places)
            for other in others if lower else ():
                upper = _figures(rows[other], larger, "planned", one.places)
                found |= _links(upper, lower, basis, carried, named=other in one.named)
    return found


def _by_document(rows: Iterable[Row]) -> dict[str, list[Row]]:
    """Each figure once, with its first owner."""
    found: dict[str, dict[str, Row]] = defaultdict(dict)
    for row in rows:
        found[row["document"]].setdefault(row["id"], row)
    return defaultdict(list, {document: list(own.values()) for document, own in found.items()})


def _figures(
    rows: Sequence[Row], larger: Mapping[str, Sequence[str]], kind: str, places: Collection[str]
) -> list[Figure]:
    within = Within(max((row["end"] for row in rows), default=1), _years(rows, kind), places)
    return [figure(row, _owners(row["owner"], larger), within) for row in rows if row["kind"] == kind]


def _years(rows: Sequence[Row], kind: str) -> tuple[int, int] | None:
    """The years that a document's figures without one may be for: of planned ones those that it plans for; what was
    achieved was so before, and where nothing is planned in the year of most.
    """
    planned = [row["year"] for row in rows if row["year"] and row["kind"] == "planned"]
    if kind == "planned":
        return (min(planned), max(planned)) if planned else None
    achieved = Counter(row["year"] for row in rows if row["year"] and row["kind"] == "achieved")
    year, often = achieved.most_common(1)[0] if achieved else (0, 0)
    if planned:
        return min(planned) - 1, min(planned) - 1
    return (year, year) if often >= OFTEN else None


def _owners(task: str | None, larger: Mapping[str, Sequence[str]]) -> tuple[str, ...]:
    """A task and all that it is part of; nothing for a figure of the policy as a whole."""
    found: list[str] = []
    edge = [task] if task else []
    while edge:
        found += edge
        edge = sorted({each for task in edge for each in larger.get(task, ())} - set(found))
    return tuple(found)


def _links(
    upper: Sequence[Figure],
    lower: Sequence[Figure],
    basis: Basis,
    carried: Collection[tuple[str, str]],
    *,
    named: bool,
) -> dict[Key, Properties]:
    def together(above: Figure, below: Figure) -> bool:
        if basis == "reported" or not (above.owners or below.owners):
            return True
        return any((low, high) in carried for low in below.owners for high in above.owners)

    pairs = answers(upper, lower, basis, together, named=named)
    return dict(_link(upper[each.upper], lower[each.lower], each, basis) for each in pairs)


def _link(above: Figure, below: Figure, answer: Answer, basis: Basis) -> tuple[Key, Properties]:
    verdict = judge(above, below, basis)
    score = min(1.0, answer.score)
    return (below.id, above.id, below.document), present({
        "basis": basis,
        "score": score,
        "result": verdict.result,
        "reason": verdict.reason,
        "share": verdict.share,
        "document": below.document,
        "evidence": below.text,
        "start": below.start,
        "end": below.end,
        "confidence": score,
    })  # fmt: skip
