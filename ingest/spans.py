"""What was read, as spans of a spaCy Doc, with the labels of the graph's nodes.

`doc.spans["sc"]`, the group that displaCy's style "span" shows, holds everything with one of LABELS; spans may lie over
one another. `doc.ents` holds the most of them that fit without: first names, then targets, then tasks, the longer
before the shorter. The other groups, GROUPS, have labels of their own.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

from policygraph.ingest.reading import Reading
from policygraph.ingest.shell import Doc, Span

Labelled = tuple[int, int, str]
"""Start, end and label; characters of the Doc, which are its tokens."""

COLOURS: Mapping[str, str] = {
    "DEPARTMENT": "#a6cee3",
    "TASK": "#d9d9d9",
    "TARGET": "#fdbf6f",
    "POLICY": "#cab2d6",
    "REGION": "#b2df8a",
    "VILLAGE": "#8dd3c7",
    "INDUSTRY": "#fb9a99",
}
"""A colour for each label. displaCy knows them by the entry point `spacy_displacy_colors`."""
LABELS = tuple(COLOURS)
GROUPS = (
    "tables",
    "items",
    "policies",
    "parts",
    "clauses",
    "targets",
    "passed",
    "milestones",
    "progress",
    "places",
    "industries",
    "citations",
)
"""Groups of spans beside "sc": tables of tasks; numbered items by kind of number; the document's own policies by role;
tasks and sections whole, by kind; clauses by role; planned and achieved targets; figures that are no targets by reason;
places by kind; industries by name; citations by level."""
_LEAST = ("TARGET", "TASK")
"""Labels that give way to names in `doc.ents`, the first before the second."""


def put(doc: Doc, reading: Reading) -> None:
    """Put what was read on `doc`: its entities and its groups of spans."""
    found = sorted(set(labelled(reading)))
    doc.spans["sc"] = [Span(doc, *each) for each in found]
    doc.set_ents([Span(doc, *each) for each in apart(found)])
    for name, spans in _groups(reading):
        doc.spans[name] = [Span(doc, start, end, label) for start, end, label in spans if start < end]


def labelled(r: Reading) -> Iterator[Labelled]:
    """Everything with one of LABELS. A task is marked where its title stands, a department where a clause or the
    signature names it, a policy where the document states or cites it."""
    text = r.cleaned.text
    found: list[Labelled] = [(p.start, p.end, "POLICY") for p in r.head.policies]
    found += [(c.start, c.end, "POLICY") for c in r.citations]
    found += [(t.start, t.end, "TARGET") for _, t in r.targets]
    found += [(p.start, p.end, "VILLAGE" if p.kind == "village" else "REGION") for _, p in r.places]
    found += [(m.start, m.end, "INDUSTRY") for _, m in r.industries]
    if r.head.issuer_span:
        found.append((*r.head.issuer_span, "DEPARTMENT"))
    for part in r.parts:
        found += [(a.unit.start, a.unit.end, "DEPARTMENT") for a, *_ in part.assigned]
        if part.kind == "task":
            start = max(part.start, text.find(part.title, part.start, part.end))
            found.append((start, part.title_span(text)[1], "TASK"))
    yield from (each for each in found if each[0] < each[1])


def apart(found: Iterable[Labelled]) -> list[Labelled]:
    """The most important of `found` that do not lie over one another, in the order of the text."""

    def rank(each: Labelled) -> tuple[int, int, int]:
        start, end, label = each
        return _LEAST.index(label) if label in _LEAST else -1, start - end, start

    kept: list[Labelled] = []
    taken: set[int] = set()
    for start, end, label in sorted(found, key=rank):
        if taken.isdisjoint(range(start, end)):
            taken.update(range(start, end))
            kept.append((start, end, label))
    return sorted(kept)


def _groups(r: Reading) -> Iterator[tuple[str, Iterable[Labelled]]]:
    clauses = {(start, end, a.role) for part in r.parts for a, start, end, _ in part.assigned}
    yield "tables", ((grid.start, grid.end, "tasks") for grid in r.cleaned.grids)
    yield "items", ((i.start, i.end, i.kind) for i in r.outline.walk() if i.kind != "root")
    yield "policies", ((p.start, p.end, p.role) for p in r.head.policies)
    yield "citations", ((c.start, c.end, c.level or "") for c in r.citations)
    yield "clauses", sorted(clauses)
    yield from _groups_of_parts(r)


def _groups_of_parts(r: Reading) -> Iterator[tuple[str, Iterable[Labelled]]]:
    """Parts, and what is said in them."""
    yield "parts", ((p.start, p.end, p.kind) for p in r.parts)
    yield "targets", ((t.start, t.end, t.kind) for _, t in r.targets)
    yield "passed", ((p.start, p.end, p.reason) for p in r.passed)
    yield "places", ((p.start, p.end, p.kind) for _, p in r.places)
    yield "milestones", ((m.start, m.end, m.on.isoformat()) for _, m in r.milestones)
    told = [*(p for _, p in r.progress), *(p.report for p in r.passages)]
    yield "progress", ((p.start, p.end, p.state or "") for p in told)
    yield "industries", ((m.start, m.end, m.name) for _, m in r.industries)
