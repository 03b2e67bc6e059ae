"""The figures of each part: those to be reached or reached, and those that are no targets, each with the reason."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from policygraph.ingest.figures import targets, tense
from policygraph.ingest.figures.targets import TargetsFound, TargetSpan
from policygraph.ingest.figures.tense import Frame
from policygraph.ingest.measures import own_words
from policygraph.ingest.measures.parts import CellWords, Part
from policygraph.ingest.outline import headings
from policygraph.ingest.text.cleaned import blanked
from policygraph.ingest.text.unread import UnreadSpan


@dataclass(frozen=True, slots=True)
class PassedFigure:
    """`text[start:end]` is a figure that is no target; `reason` as in the ontology, after "figure-"."""

    start: int
    end: int
    reason: str


@dataclass(frozen=True, slots=True)
class Figures:
    """Targets with the index of their part. Those of sections above the tasks are the policy's own."""

    targets: tuple[tuple[int, TargetSpan], ...]
    passed: tuple[PassedFigure, ...]
    unread: tuple[UnreadSpan, ...]


@dataclass(frozen=True, slots=True)
class About:
    """What a document says of all its figures: its genre, its titles, its year, and whether it sets norms, whose
    figures are no targets."""

    genre: str
    titles: Sequence[str]
    year: int | None
    sets_norms: bool


def find_figures(parts: Sequence[Part], text: str, prose: str, about: About) -> Figures:
    """The figures of `parts`. `prose` is `text` without the words of tables.

    Figures that are no targets are noted with the clause they stand in, so that a person can look them through. What a
    table repeats of its task's figures is said once.
    """
    found: list[tuple[int, TargetSpan]] = []
    passed: list[PassedFigure] = []
    unread: list[UnreadSpan] = []
    said: set[tuple[int, float | None, str]] = set()
    for i, start, end, cell in _stretches(parts):
        frame = tense.frame_of(about.genre, _headings(parts[i], about.genre), about.titles, about.year)
        if cell is None:
            read = targets.find_targets(_aims(prose[start:end], parts[i].number), default_year=about.year, frame=frame)
        else:
            read = _in_cell(text[start:end], cell, parts[i].title, frame, about.year)
        if about.sets_norms:
            unread += (UnreadSpan("figure-of-a-norm", start + t.start, start + t.end) for t in read.targets)
        else:
            again = cell is not None and not cell.counts
            new = [t for t in read.targets if not again or (i, t.value, t.unit) not in said]
            said |= {(i, t.value, t.unit) for t in new}
            found += ((i, replace(t, start=start + t.start, end=start + t.end)) for t in new)
        unread += (UnreadSpan(u.kind, start + u.start, start + u.end) for u in read.unread)
        passed += (PassedFigure(start + p.figure.start, start + p.figure.end, p.reason) for p in read.passed)
    unread += (UnreadSpan(f"figure-{p.reason}", *_clause_around(text, p.start, p.end)) for p in passed)
    return Figures(tuple(found), tuple(passed), tuple(unread))


def _aims(words: str, number: str) -> str:
    """The words without the lines that tell how things stand, and without the item's own number (35.5个地市…)."""
    told = [m.span() for m in headings.of_states().finditer(words)]
    if number and (own := re.match(rf"(?:第{number}条|{number}\.)", words)):
        told = [own.span(), *(span for span in told if span[0] >= own.end())]
    return blanked(words, told) if told else words


def _headings(part: Part, genre: str) -> tuple[str, ...]:
    """The headings that a part's figures stand under, the outermost first: in a report its own too (2026年重点工作)."""
    return (*part.section, part.title) if genre == "report" else part.section


def _stretches(parts: Sequence[Part]) -> Iterator[tuple[int, int, int, CellWords | None]]:
    """Where the parts that set something say it, with the index of each: its own words in prose, then its cells."""
    kinds = ("task", "objective", "heading")
    yield from ((i, start, end, None) for i, start, end in own_words.in_prose(parts) if parts[i].kind in kinds)
    yield from ((i, c.start, c.end, c) for i, p in enumerate(parts) if p.kind in kinds for c in p.cells if c.kind)


def _in_cell(words: str, cell: CellWords, title: str, frame: Frame, year: int | None) -> TargetsFound:
    """The figures of a cell: a bare one is of what the task is called, in the unit that the table says elsewhere."""
    frame = replace(frame, planned_for=cell.year) if cell.year or cell.counts else frame
    year = cell.year if cell.counts else year  # what a project costs in all is of no one year
    about = title if cell.kind == "target" else cell.counts
    read = targets.find_targets(words + cell.unit, default_year=year, frame=frame, about=about)
    cut = [replace(t, end=min(t.end, len(words)), text=t.text.removesuffix(cell.unit)) for t in read.targets]
    return replace(read, targets=cut)


def _clause_around(text: str, start: int, end: int) -> tuple[int, int]:
    """The words between the commas around a figure, at most thirty characters on either side."""
    before = re.split(r"[，。；：、\n]", text[max(0, start - 30) : start])[-1]
    after = re.split(r"[，。；：、\n]", text[end : end + 30])[0]
    return start - len(before), end + len(after)
