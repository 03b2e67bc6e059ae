"""The spaCy pipeline: from a cleaned text to a Doc with everything that was understood of it.

A token is a character, so that offsets in the Doc are offsets in the text and a hit of any pattern is a span at once:
measured, this is the fastest tokenizer for patterns over Chinese (benchmarks/extract.py prints it beside another). Each
component says what it needs and what it sets; `nlp.analyze_pipes()` checks that. Spans are for people and for other
components to look at; the objects behind them are in `doc._`, in the same order.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache
from typing import TypeVar

import spacy
from spacy.language import Language
from spacy.tokens import Doc, Span
from spacy.vocab import Vocab

from policygraph.ingest import citations, head, industries, outline, regions, targets, tasks, tense, titles, villages
from policygraph.ingest.characters import for_matching
from policygraph.ingest.clean import Cleaned
from policygraph.ingest.industries import Mention
from policygraph.ingest.targets import TargetSpan
from policygraph.ingest.tasks import Part
from policygraph.ingest.village_names import Place

COMPONENTS = ("outline", "head", "responsibilities", "figures", "places", "industries", "citations")

for _name in (
    "folded",
    "cleaned",
    "file_name",
    "outline",
    "head",
    "jurisdiction",
    "parts",
    "targets",
    "places",
    "industries",
    "citations",
):
    Doc.set_extension(_name, default=None, force=True)
Doc.set_extension("unread", default=None, force=True)


@dataclass(frozen=True, slots=True)
class UnreadSpan:
    """Something that was not understood; kinds as in the ontology."""

    kind: str
    start: int
    end: int


class CharacterTokenizer:
    """One token a character, blanks included."""

    def __init__(self, vocab: Vocab) -> None:
        self.vocab = vocab

    def __call__(self, text: str) -> Doc:
        return Doc(self.vocab, words=list(text), spaces=[False] * len(text))

    def to_bytes(self, **_: object) -> bytes:
        return b""

    def from_bytes(self, _: bytes, **__: object) -> CharacterTokenizer:
        return self


def _mark(doc: Doc, name: str, spans: Iterable[tuple[int, int, str]]) -> None:
    """Put spans (start, end, label) under `name`; an empty one marks nothing."""
    doc.spans[name] = [Span(doc, start, end, label) for start, end, label in spans if start < end]


@Language.component("outline", assigns=["doc._.outline", "doc._.unread", "doc.spans"])
def _outline(doc: Doc) -> Doc:
    """Numbered items, nested."""
    doc._.unread = []
    doc._.outline = outline.cut(doc._.cleaned.text, doc._.folded)
    _mark(doc, "items", ((i.start, i.end, i.kind) for i in doc._.outline.walk() if i.kind != "root"))
    return doc


@Language.component("head", requires=["doc._.outline"], assigns=["doc._.head", "doc._.jurisdiction", "doc.spans"])
def _head(doc: Doc) -> Doc:
    """Title, number, issuer, date, genre, region; the policies that the document states."""
    root = doc._.outline
    first = root.children[0].start if root.children else len(doc)
    doc._.head = head.read(doc._.cleaned.text, doc._.folded, first, doc._.cleaned.removed, doc._.file_name)
    heads = [doc._.head.issuer or "", doc._.head.title, *(p.title for p in doc._.head.policies)]
    doc._.jurisdiction = regions.find([for_matching(h) for h in heads if h], doc._.folded)
    _mark(doc, "policies", ((p.start, p.end, p.role) for p in doc._.head.policies))
    return doc


@Language.component(
    "responsibilities",
    requires=["doc._.outline", "doc._.head", "doc._.unread"],
    assigns=["doc._.parts", "doc.spans"],
)
def _responsibilities(doc: Doc) -> Doc:
    """Tasks and sections, with who leads and who supports."""
    doc._.parts, unread = tasks.assemble(doc._.cleaned.text, doc._.folded, doc._.outline, doc._.head.genre)
    for clause in unread:
        kind = "clause-without-task" if clause.assignments else "clause-without-units"
        doc._.unread.append(UnreadSpan(kind, clause.start, clause.end))
    seen = set()
    for part in doc._.parts:
        for assignment, start, end, _ in part.assigned:
            seen.add((start, end, assignment.role))
            if not assignment.unit.known:
                doc._.unread.append(UnreadSpan("unknown-unit", assignment.unit.start, assignment.unit.end))
    _mark(doc, "parts", ((p.start, p.end, p.kind) for p in doc._.parts))
    _mark(doc, "clauses", sorted(seen))
    return doc


def _own_words(parts: list[Part]) -> list[tuple[int, int]]:
    """The span of each part's words that no smaller part holds. Parts are in order, a larger one before those in it."""
    following = [p.start for p in parts[1:]] + [parts[-1].end] if parts else []
    return [(p.start, max(p.start, min(p.end, after))) for p, after in zip(parts, following, strict=True)]


def _task_words(doc: Doc) -> Iterable[tuple[int, int, int]]:
    """Index and span of the own words of each task, its closing clause left out: a bureau's name is no industry."""
    parts: list[Part] = doc._.parts
    for i, (start, end) in enumerate(_own_words(parts)):
        if parts[i].kind == "task":
            clauses = [a for _, a, b, confidence in parts[i].assigned if confidence > 0.9 and start < a < end <= b + 2]
            yield i, start, min(clauses, default=end)


T = TypeVar("T", Place, Mention)


def _by_task(doc: Doc, hits: list[T]) -> list[tuple[int, T]]:
    """The hits that stand in a task's own words, each with the index of the task."""
    spans = list(_task_words(doc))
    starts = [start for _, start, _ in spans]
    found = []
    for hit in hits:
        at = bisect_right(starts, hit.start) - 1
        if at >= 0 and hit.end <= spans[at][2]:
            found.append((spans[at][0], hit))
    return found


def _clause_around(text: str, start: int, end: int) -> tuple[int, int]:
    """The words between the commas around a figure, at most thirty characters on either side."""
    before = re.split(r"[，。；：、\n]", text[max(0, start - 30) : start])[-1]
    after = re.split(r"[，。；：、\n]", text[end : end + 30])[0]
    return start - len(before), end + len(after)


@Language.component(
    "figures",
    requires=["doc._.parts", "doc._.head", "doc._.unread"],
    assigns=["doc._.targets", "doc.spans"],
)
def _figures(doc: Doc) -> Doc:
    """Figures to be reached or reached, by part: those of sections above the tasks are the policy's own.

    Figures that are no targets are marked under "passed" with the reason, and noted with the clause they stand in, so
    that a person can look them through.
    """
    text, parts, unread, head = doc._.cleaned.text, doc._.parts, doc._.unread, doc._.head
    own = [p for p in head.policies if p.role == "text"]
    names = [*(p.title for p in own), head.title]
    year = tense.document_year((head.issued_on, head.published_on), names, head.genre)
    norms = any(titles.sets_norms(for_matching(p.title)) for p in own)
    found: list[tuple[int, int, TargetSpan]] = []
    passed: list[tuple[int, int, str]] = []
    for i, (start, end) in enumerate(_own_words(parts)):
        if parts[i].kind not in ("task", "objective", "heading"):
            continue
        frame = tense.frame(head.genre, parts[i].section, names, year)
        read = targets.find_targets(text[start:end], default_year=year, frame=frame)
        if norms:
            unread += [UnreadSpan("figure-of-a-norm", start + t.start, start + t.end) for t in read.targets]
        else:
            found += [(i, start, t) for t in read.targets]
        unread += [UnreadSpan(u.kind, start + u.start, start + u.end) for u in read.unread]
        passed += [(start + p.figure.start, start + p.figure.end, p.reason) for p in read.passed]
    unread += [UnreadSpan(f"figure-{reason}", *_clause_around(text, a, b)) for a, b, reason in passed]
    doc._.targets = found
    _mark(doc, "passed", passed)
    _mark(doc, "targets", ((start + t.start, start + t.end, t.kind) for _, start, t in found))
    return doc


@Language.component("places", requires=["doc._.parts", "doc._.jurisdiction"], assigns=["doc._.places", "doc.spans"])
def _places(doc: Doc) -> Doc:
    """Villages, towns and regions that tasks name."""
    place = doc._.jurisdiction.place
    division = regions.division_of(place) if place else None
    found = _by_task(doc, villages.find_places(doc._.cleaned.text, division))
    doc._.places = found
    _mark(doc, "places", ((p.start, p.end, p.kind) for _, p in found))
    return doc


@Language.component("industries", requires=["doc._.parts"], assigns=["doc._.industries", "doc.spans"])
def _industries(doc: Doc) -> Doc:
    """Industries and produce that tasks are about."""
    found = _by_task(doc, industries.find_industries(doc._.cleaned.text))
    doc._.industries = found
    _mark(doc, "industries", ((m.start, m.end, m.name) for _, m in found))
    return doc


@Language.component(
    "citations",
    requires=["doc._.head", "doc._.jurisdiction", "doc._.parts"],
    assigns=["doc._.citations", "doc.spans"],
)
def _citations(doc: Doc) -> Doc:
    """Other policies that the text names."""
    tasks_begin = min((p.start for p in doc._.parts if p.kind == "task"), default=len(doc))
    doc._.citations = citations.find(
        doc._.cleaned.text, doc._.folded, doc._.head.policies, doc._.jurisdiction, tasks_begin
    )
    _mark(doc, "citations", ((c.start, c.end, c.level or "") for c in doc._.citations))
    return doc


@cache
def pipeline() -> Language:
    """The pipeline, one a process. No model is loaded and nothing is downloaded."""
    nlp = spacy.blank("zh", config={"nlp": {"tokenizer": {"segmenter": "char"}}})
    nlp.tokenizer = CharacterTokenizer(nlp.vocab)
    nlp.max_length = 100_000_000
    for name in COMPONENTS:
        nlp.add_pipe(name)
    return nlp


def annotate(cleaned: Cleaned, file_name: str) -> Doc:
    """`cleaned` as a Doc that every component has read."""
    nlp = pipeline()
    doc = nlp.make_doc(cleaned.text)
    doc._.cleaned = cleaned
    doc._.folded = for_matching(cleaned.text)
    doc._.file_name = file_name
    return nlp(doc)


__all__ = ["COMPONENTS", "UnreadSpan", "annotate", "pipeline"]
