"""The spaCy pipeline: from a cleaned text to a Doc with everything that was understood of it.

A token is a character, so that offsets in the Doc are offsets in the text and a hit of any pattern is a span at once:
measured, this is the fastest tokenizer for patterns over Chinese (benchmarks/extract.py prints it beside another). Each
component says what it needs and what it sets; `nlp.analyze_pipes()` checks that. Spans are for people and for other
components to look at; the objects behind them are in `doc._`, in the same order.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, replace
from functools import cache, partial

import spacy
from spacy.language import Language
from spacy.tokens import Doc, Span
from spacy.vocab import Vocab

from policygraph.ingest.citations import find_citations
from policygraph.ingest.figures import targets, tense
from policygraph.ingest.figures.targets import TargetsFound, TargetSpan
from policygraph.ingest.figures.tense import Frame
from policygraph.ingest.head import head, jurisdiction, titles
from policygraph.ingest.head.head import Named
from policygraph.ingest.measures import industries, norms, own_words, table_merge, table_rows, tasks
from policygraph.ingest.measures.parts import CellWords
from policygraph.ingest.outline import outline
from policygraph.ingest.places import villages
from policygraph.ingest.places.region_names import division_of
from policygraph.ingest.roles import prose
from policygraph.ingest.tables import task_grids
from policygraph.ingest.text import years
from policygraph.ingest.text.characters import for_matching
from policygraph.ingest.text.cleaned import Cleaned, blanked

TABLE_ALONE = 0.3
"""A document with so small a share of words outside its tables, or no sentence, and no items among them, is a table."""
COMPONENTS = ("tables", "outline", "head", "responsibilities", "figures", "places", "industries", "citations")

for _name in (
    "prose",
    "folded",
    "grids",
    "cleaned",
    "named",
    "outline",
    "head",
    "jurisdiction",
    "parts",
    "year",
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
    choices: tuple[str, ...] = ()  # full names of the places that an unsure region may be


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


@Language.component("tables", assigns=["doc._.grids", "doc._.prose", "doc._.folded", "doc._.unread", "doc.spans"])
def _tables(doc: Doc) -> Doc:
    """Tables of tasks. The components behind read `prose`, the text in which tables are blank, and `folded`, the same
    as rules look at it. A table of which nothing tells what it is counts as unread.
    """
    cleaned = doc._.cleaned
    folded = for_matching(cleaned.text)
    doc._.grids, others = task_grids.find_grids(folded, cleaned.tables)
    held = [span for grid in doc._.grids for span in task_grids.row_spans(folded, grid)] + [
        (t.start, t.end) for t in others
    ]
    doc._.prose = blanked(cleaned.text, sorted(held)) if held else cleaned.text
    doc._.folded = for_matching(doc._.prose) if held else folded
    doc._.unread = [UnreadSpan("table", t.start, t.end) for t in others if not task_grids.is_elsewhere(folded, t)]
    _mark(doc, "tables", ((grid.start, grid.end, "tasks") for grid in doc._.grids))
    return doc


@Language.component("outline", requires=["doc._.prose"], assigns=["doc._.outline", "doc.spans"])
def _outline(doc: Doc) -> Doc:
    """Numbered items, nested."""
    doc._.outline = outline.cut(doc._.prose, doc._.folded)
    _mark(doc, "items", ((i.start, i.end, i.kind) for i in doc._.outline.walk() if i.kind != "root"))
    return doc


@Language.component("head", requires=["doc._.outline"], assigns=["doc._.head", "doc._.jurisdiction", "doc.spans"])
def _head(doc: Doc) -> Doc:
    """Title, number, issuer, date, genre, region; the policies that the document states."""
    root = doc._.outline
    first = root.children[0].start if root.children else len(doc)
    doc._.head = head.read_head(doc._.prose, doc._.folded, first, doc._.cleaned.removed, doc._.named)
    words = "".join(doc._.prose.split())
    few = len(words) < len("".join(doc._.cleaned.text.split())) * TABLE_ALONE or "。" not in words
    if doc._.grids and not root.children and few:
        doc._.head.genre = "table"
    where = doc._.jurisdiction = jurisdiction.jurisdiction_of(doc._.head, doc._.named, doc._.folded)
    doc._.unread += [
        UnreadSpan("region-unsure", *found) for found in jurisdiction.unsure_regions(where, doc._.head, doc._.folded)
    ]
    _mark(doc, "policies", ((p.start, p.end, p.role) for p in doc._.head.policies))
    return doc


def _said_in_passing(doc: Doc) -> Iterable[UnreadSpan]:
    """Duties that are told in parts which are no measures: those of a norm, and of safeguards and steps of a plan."""
    given = {(start, end) for part in doc._.parts for _, start, end, _ in part.assigned}
    for i, start, end in own_words.in_prose(doc._.parts):
        if doc._.parts[i].kind == "task":
            continue
        if doc._.head.genre == "regulation":
            yield from (UnreadSpan("duty-of-a-norm", *span) for span in norms.duties(doc._.folded, start, end))
        elif doc._.head.genre in ("plan", "notice", "opinion"):
            said = ((c.start, c.end) for c in prose.find_prose_clauses(doc._.folded, start, end))
            yield from (UnreadSpan("role-in-prose", *span) for span in said if span not in given)


@Language.component(
    "responsibilities",
    requires=["doc._.outline", "doc._.head", "doc._.unread"],
    assigns=["doc._.parts", "doc.spans"],
)
def _responsibilities(doc: Doc) -> Doc:
    """Tasks and sections, with who leads and who supports."""
    doc._.parts, unread = tasks.assemble(doc._.prose, doc._.folded, doc._.outline, doc._.head.genre)
    if doc._.grids:
        text = doc._.cleaned.text
        rows, unplaced = table_rows.read(text, for_matching(text), doc._.grids, doc._.folded)
        doc._.parts = table_merge.merge(doc._.parts, rows, doc._.prose)
        doc._.unread += [UnreadSpan("table-row", *span) for span in unplaced]
    for clause in unread:
        kind = "clause-without-task" if clause.assignments else "clause-without-units"
        doc._.unread.append(UnreadSpan(kind, clause.start, clause.end))
    doc._.unread += _said_in_passing(doc)
    seen = set()
    for part in doc._.parts:
        for assignment, start, end, _ in part.assigned:
            seen.add((start, end, assignment.role))
            if not assignment.unit.known:
                doc._.unread.append(UnreadSpan("unknown-unit", assignment.unit.start, assignment.unit.end))
    _mark(doc, "parts", ((p.start, p.end, p.kind) for p in doc._.parts))
    _mark(doc, "clauses", sorted(seen))
    return doc


def _clause_around(text: str, start: int, end: int) -> tuple[int, int]:
    """The words between the commas around a figure, at most thirty characters on either side."""
    before = re.split(r"[，。；：、\n]", text[max(0, start - 30) : start])[-1]
    after = re.split(r"[，。；：、\n]", text[end : end + 30])[0]
    return start - len(before), end + len(after)


def _in_cell(words: str, cell: CellWords, title: str, frame: Frame, year: int | None) -> TargetsFound:
    """The figures of a cell: a bare one is of what the task is called, in the unit that the table says elsewhere."""
    frame = replace(frame, planned_for=cell.year) if cell.year else frame
    about = title if cell.kind == "target" else ""
    read = targets.find_targets(words + cell.unit, default_year=year, frame=frame, about=about)
    read.targets = [replace(t, end=min(t.end, len(words)), text=t.text.removesuffix(cell.unit)) for t in read.targets]
    return read


@Language.component(
    "figures",
    requires=["doc._.parts", "doc._.head", "doc._.unread"],
    assigns=["doc._.targets", "doc._.year", "doc.spans"],
)
def _figures(doc: Doc) -> Doc:
    """Figures to be reached or reached, by part: those of sections above the tasks are the policy's own.

    Figures that are no targets are marked under "passed" with the reason, and noted with the clause they stand in, so
    that a person can look them through. What a table repeats of its task's figures is said once.
    """
    text, parts, unread, head = doc._.cleaned.text, doc._.parts, doc._.unread, doc._.head
    own = [p for p in head.policies if p.role in ("text", "issues")]
    names = [*(p.title for p in own), head.title]
    year = years.document_year((head.issued_on, head.published_on), names, head.genre)
    year = doc._.year = year or years.year_ahead((p.title for p in parts), names)
    of_norms = any(titles.sets_norms(for_matching(p.title)) for p in own)
    found: list[tuple[int, int, TargetSpan]] = []
    passed: list[tuple[int, int, str]] = []
    stretches: list[tuple[int, int, int, CellWords | None]]
    stretches = [(i, start, end, None) for i, start, end in own_words.in_prose(parts)]
    stretches += [(i, c.start, c.end, c) for i, p in enumerate(parts) for c in p.cells]
    said: set[tuple[int, float, str]] = set()
    for i, start, end, cell in stretches:
        if parts[i].kind not in ("task", "objective", "heading"):
            continue
        frame = tense.frame_of(head.genre, parts[i].section, names, year)
        if cell is None:
            read = targets.find_targets(doc._.prose[start:end], default_year=year, frame=frame)
        else:
            read = _in_cell(text[start:end], cell, parts[i].title, frame, year)
        if of_norms:
            unread += [UnreadSpan("figure-of-a-norm", start + t.start, start + t.end) for t in read.targets]
        else:
            new = [t for t in read.targets if cell is None or (i, t.value, t.unit) not in said]
            said |= {(i, t.value, t.unit) for t in new}
            found += [(i, start, t) for t in new]
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
    division = division_of(place) if place else None
    read = partial(villages.find_places, region=division)
    found = own_words.by_task(doc._.parts, doc._.prose, doc._.cleaned.text, read)
    doc._.places = found
    _mark(doc, "places", ((p.start, p.end, p.kind) for _, p in found))
    return doc


@Language.component("industries", requires=["doc._.parts"], assigns=["doc._.industries", "doc.spans"])
def _industries(doc: Doc) -> Doc:
    """Industries and produce that tasks are about."""
    found = own_words.by_task(doc._.parts, doc._.prose, doc._.cleaned.text, industries.find_industries)
    doc._.industries = found
    _mark(doc, "industries", ((m.start, m.end, m.name) for _, m in found))
    return doc


@Language.component(
    "citations",
    requires=["doc._.head", "doc._.jurisdiction", "doc._.parts", "doc._.year", "doc._.unread"],
    assigns=["doc._.citations", "doc.spans"],
)
def _citations(doc: Doc) -> Doc:
    """Other policies that the text names."""
    tasks_begin = min((p.start for p in doc._.parts if p.kind == "task"), default=len(doc))
    head, year = doc._.head, doc._.year
    sure = year if not head.issued_on or head.issued_on.startswith(str(year)) else None  # not of December for the next
    doc._.citations = find_citations.find(doc._.prose, doc._.folded, head, doc._.jurisdiction, tasks_begin, sure)
    unnamed = find_citations.unnamed(doc._.folded, head, tasks_begin)
    doc._.unread += [UnreadSpan("unnamed-policy", start, end) for start, end in unnamed]
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


def annotate(cleaned: Cleaned, file_name: str, title: str | None = None, published_on: str | None = None) -> Doc:
    """`cleaned` as a Doc that every component has read. `title`, `published_on`: what its format says beside the text,
    which counts where the text says nothing."""
    nlp = pipeline()
    doc = nlp.make_doc(cleaned.text)
    doc._.cleaned = cleaned
    doc._.named = Named(file_name, title, published_on)
    return nlp(doc)


__all__ = ["COMPONENTS", "UnreadSpan", "annotate", "pipeline"]
