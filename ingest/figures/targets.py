"""Targets: what a task's text says is to be reached, or was reached, with its figure.

For each figure the clause it stands in is read for what is counted: before it (粮食播种面积稳定在402万亩以上), after it
(打造50个典型应用场景), or in the clause before (推进高标准农田建设，年内建成1.45万亩).
What is passed over: `non_targets`.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from itertools import pairwise
from typing import Literal

from policygraph.ingest.figures import counted, indicators
from policygraph.ingest.figures.non_targets import Passed, sort_out_non_targets
from policygraph.ingest.figures.quantities import Blank, Quantity, find_blanks, find_quantities
from policygraph.ingest.figures.sentences import Figure, FigureClause, figure_clauses, sentences
from policygraph.ingest.figures.shared_figures import pair_listed
from policygraph.ingest.figures.tense import Frame
from policygraph.ingest.figures.unit_grammar import Comparator
from policygraph.ingest.text.dates import DateSpan, find_dates

Kind = Literal["planned", "achieved"]


@dataclass(frozen=True, slots=True)
class TargetSpan:
    """A target. `text[start:end]` of the text it was found in is `text`, the words that are its evidence.

    `due` is the deadline as written, of planned ones only; `year` is the year that the words name.
    """

    indicator: str
    value: float
    value_high: float | None
    unit: str
    comparator: Comparator
    kind: Kind
    year: int | None
    due: str | None
    start: int
    end: int
    text: str


@dataclass(frozen=True, slots=True)
class UnreadFigure:
    """A figure that looks like a target but of which nothing says what it counts, or a blank in a figure's place."""

    kind: Literal["figure-without-indicator", "figure-blank"]
    start: int
    end: int
    text: str


@dataclass(slots=True)
class TargetsFound:
    """`passed` are figures that were read and are no targets, each with the reason."""

    targets: list[TargetSpan] = field(default_factory=list)
    unread: list[UnreadFigure] = field(default_factory=list)
    passed: list[Passed] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class _Subject:
    """What was last spoken of in the sentence, and where its clause begins."""

    noun: str
    start: int


@dataclass(frozen=True, slots=True)
class _Reading:
    """A figure with what it counts ("" where nothing says it), and where the words that say so begin."""

    indicator: str
    quantity: Quantity
    start: int


def find_targets(
    text: str,
    *,
    default_year: int | None = None,
    achieved: bool = False,
    frame: Frame | None = None,
    about: str = "",
) -> TargetsFound:
    """All targets of `text` (one task's cleaned text), and the figures that could not be read.

    `achieved` is true for reports, where what is stated was reached unless the words say otherwise; `frame`, where
    given, says it instead, with the years of figures without one. `default_year` is the document's own: it dates what
    has no year (年底前), and what is dated before it was reached already. `about`: what a figure counts of
    which the words say nothing, as in a cell below 目标值.
    """
    frame = frame or Frame(achieved, achieved)
    found = TargetsFound()
    figures: list[Figure] = sorted([*find_quantities(text), *find_blanks(text)], key=lambda f: f.start)
    if not figures:
        return found
    dates = [d for d in find_dates(text, default_year) if (d.on or d.due or d.moved) and not _is_base(text, d)]
    for start, end, inside in sentences(text, figures):
        subject = _Subject(about, start) if about else None
        hidden = [(d.start, d.end) for d in _between(dates, start, end)]
        for clause in figure_clauses(text, start, end, inside, hidden):
            if not clause.figures:
                noun = indicators.object_of(clause.masked) if clause.depth == 0 else ""
                subject = _Subject(noun, clause.start) if noun else subject
                continue
            readings = list(_read(clause, subject, found, text, range(start, end), frame.achieved))
            listed = _listed(dates, text, start, clause, readings)
            for index, reading in enumerate(readings):
                when = listed[index] if listed else _when(dates, text, start, clause, reading.quantity)
                found.targets.append(_target(text, start, clause, reading, when, frame, default_year))
                subject = _Subject(reading.indicator, reading.start)
    return found


def _target(
    text: str, sentence: int, clause: FigureClause, reading: _Reading, when: DateSpan | None, frame: Frame,
    today: int | None,
) -> TargetSpan:  # fmt: skip
    q = reading.quantity
    past = bool(when and (when.moved < 0 or (today and when.year and when.year < today)))
    kind = _kind(text, sentence, clause, q, frame, past, bool(when and when.due))
    year = when.year if when else None
    if year is None and not indicators.vocabulary().spell.search(text, sentence, clause.end):
        year = frame.planned_for if kind == "planned" else frame.reached_in
    return TargetSpan(
        indicator=reading.indicator,
        value=q.value,
        value_high=q.value_high,
        unit=q.unit,
        comparator=q.comparator,
        kind=kind,
        year=year,
        due=when.raw if when and when.due and kind == "planned" else None,
        start=reading.start,
        end=clause.end,
        text=text[reading.start : clause.end],
    )


_REACH = 400  # characters that a date or the head of a list of objectives reaches over, within its paragraph
_NEW_ITEM = re.compile(r"\n|[。；;\s][（(]?[一二三四五六七八九十\d]{1,3}[)）、.．]")
_BASE = re.compile(r"(?:比|较|同比|相比|以|自|从)\s?$")


def _is_base(text: str, span: DateSpan) -> bool:
    """比2020年提高 names the year that is compared with, not the one it is for."""
    return not span.due and bool(_BASE.search(text[max(0, span.start - 3) : span.start]))


def _between(dates: list[DateSpan], start: int, end: int) -> list[DateSpan]:
    """The dates that begin at `start` or after it and before `end`."""
    return dates[bisect_left(dates, start, key=_begin) : bisect_left(dates, end, key=_begin)]


def _begin(span: DateSpan) -> int:
    return span.start


def _when(dates: list[DateSpan], text: str, sentence: int, clause: FigureClause, figure: Quantity) -> DateSpan | None:
    """The date a figure is for: the last one before it in its sentence, else one after it in its clause, else the
    到2025年 that an earlier sentence of its paragraph opened with."""
    if before := _between(dates, sentence, figure.start):
        return before[-1]
    if after := _between(dates, figure.end, clause.end):
        return after[0]
    earlier = _between(dates, max(0, sentence - _REACH), sentence)[-1:]
    for span in earlier:
        if span.raw.startswith(("到", "力争到", "至")) and not _NEW_ITEM.search(text, span.end, figure.start):
            return span
    return None


_LIST = re.compile(r"[、，,和及与\s]{1,2}")


def _listed(
    dates: list[DateSpan], text: str, sentence: int, clause: FigureClause, readings: list[_Reading]
) -> list[DateSpan]:
    """The dates of 到2024年、2025年，普及率分别达到92%、95%, one a figure; none where they do not pair off."""
    if len(readings) < 2 or "分别" not in clause.masked or len({r.indicator for r in readings}) > 1:
        return []
    named = _between(dates, sentence, readings[0].quantity.start)[-len(readings) :]
    joins = all(_LIST.fullmatch(text, a.end, b.start) for a, b in pairwise(named))
    if len(named) < len(readings) or not joins:
        return []
    return [replace(d, due=named[0].due) for d in named]


def _kind(
    text: str, sentence: int, clause: FigureClause, figure: Quantity, frame: Frame, past: bool, due: bool
) -> Kind:  # fmt: skip
    words = indicators.vocabulary()
    own, ahead = text[clause.start : clause.end], text[sentence : figure.start]
    if not frame.achieved and not past:
        if words.achieved.search(own):
            return "achieved"
        told = [m.end() for m in words.done.finditer(ahead)][-1:]
        if told and not due and not words.planned.search(ahead, told[0]) and not words.planned.search(own):
            return "achieved"
        states = frame.told and figure.comparator == "=" and not due and words.told.search(ahead)
        return "achieved" if states and not words.planned.search(own) else "planned"
    if words.estimate.search(own):
        return "achieved"
    if frame.back:
        return "planned" if words.intended.search(own) else "achieved"
    if words.planned.search(own) or (words.intended.search(ahead) and not words.done.search(ahead)):
        return "planned"
    paragraph = text[max(0, clause.start - _REACH) : clause.start].rpartition("\n")[2]
    return "planned" if words.objective.search(paragraph) else "achieved"


def _read(
    clause: FigureClause, subject: _Subject | None, found: TargetsFound, text: str, sentence: range, achieved: bool
) -> Iterator[_Reading]:
    """The figures of one clause that are targets, in order; the rest goes to `found.unread`."""
    ahead = text[sentence.start : clause.start if clause.depth == 0 else sentence.stop]
    figures, passed = sort_out_non_targets(clause, ahead, achieved)
    found.passed += passed
    for figure in figures:
        if isinstance(figure, Blank):
            found.unread.append(UnreadFigure("figure-blank", figure.start, figure.end, text[figure.start : figure.end]))
    pairs = pair_listed(clause, figures)
    if pairs is not None:
        yield from (_Reading(name, quantity, clause.start) for name, quantity in pairs)
        return
    for reading in _each(clause, figures, subject):
        if len(reading.indicator) > 1:
            yield reading
            continue
        words = text[clause.start : clause.end]
        found.unread.append(UnreadFigure("figure-without-indicator", clause.start, clause.end, words))


_JOINS = ("、", "和", "及", "与", "以及")


def _each(clause: FigureClause, figures: list[Figure], subject: _Subject | None) -> Iterator[_Reading]:
    """Each figure with the words between it and its neighbours."""
    floor = clause.start
    for index, figure in enumerate(figures):
        ceiling = figures[index + 1].start if index + 1 < len(figures) else clause.end
        left, right = clause.cut(floor, figure.start), clause.cut(figure.end, ceiling)
        if index and "、" in left and not left.startswith(_JOINS):  # 4%左右安排、比上年提高1个百分点
            left = left[left.index("、") :]
        floor = figure.end
        if isinstance(figure, Blank):
            continue
        if figure.comparator == "=" and counted.is_at_least(left):
            figure = replace(figure, comparator=">=")
        what = counted.what_is_counted(figure, left, right, subject.noun if subject else "")
        start = clause.start if what.own or subject is None else min(clause.start, subject.start)
        yield _Reading(what.noun, figure, start)
        if what.noun:
            subject = _Subject(what.noun, start)
        if what.follows:
            floor = ceiling
