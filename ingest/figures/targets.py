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
from typing import Literal

from policygraph.ingest.figures import counted, indicators
from policygraph.ingest.figures.figure_dates import REACH, FigureDates, figure_dates
from policygraph.ingest.figures.indicator_words import vocabulary
from policygraph.ingest.figures.non_targets import Passed, sort_out_non_targets
from policygraph.ingest.figures.quantities import Blank, Quantity, find_blanks, find_quantities
from policygraph.ingest.figures.relative import base_of, compared_with, find_relative
from policygraph.ingest.figures.sentences import Figure, FigureClause, figure_clauses, sentences
from policygraph.ingest.figures.shared_figures import of_each_year, pair_listed, with_bare
from policygraph.ingest.figures.tense import Around, Frame, Kind, kind_of
from policygraph.ingest.figures.unit_grammar import Comparator, Mode, unit_words
from policygraph.ingest.text.dates import DateSpan

_OF_A_BILL = re.compile(r"[*¥￥]|\d\.\d\d(?!\d)")  # *餐饮服务*100.00 6%: goods and prices of a bill, no indicator
UnreadKind = Literal["figure-without-indicator", "figure-blank", "table-row"]


@dataclass(frozen=True, slots=True)
class TargetSpan:
    """A target. `text[start:end]` of the text it was found in is `text`, the words that are its evidence.

    `value` is None where the words give only the `base`, what it is compared with. `due` is the deadline as written,
    and `firm` whether it must be reached, of planned ones only; `year` is the year that the words name.
    """

    indicator: str
    value: float | None
    value_high: float | None
    unit: str
    comparator: Comparator
    mode: Mode
    base: str | None
    firm: bool | None
    kind: Kind
    year: int | None
    due: str | None
    start: int
    end: int
    text: str


@dataclass(frozen=True, slots=True)
class UnreadFigure:
    """A figure that looks like a target but of which nothing says what it counts, or a blank in a figure's place."""

    kind: UnreadKind
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
    headed: tuple[str, int] = ("", -1),
) -> TargetsFound:
    """All targets of `text` (one task's cleaned text), and the figures that could not be read.

    `achieved` is true for reports, where what is stated was reached unless the words say otherwise; `frame`, where
    given, says it instead, with the years of figures without one. `default_year` is the document's own: it dates what
    has no year (年底前), and what is dated before it was reached already. `about`: what a figure counts of
    which the words say nothing, as in a cell below 目标值. `headed`: what the title before says of the sentence that
    begins there (高标准农田。2026年建成3万亩).
    """
    figures: list[Figure] = _figures(text)
    if not figures:
        return TargetsFound()
    search = _Search(text, figure_dates(text, default_year), frame or Frame(achieved, achieved), default_year)
    for start, end, inside in sentences(text, figures):
        topic = about or (headed[0] if text[headed[1] : start].strip() == "" and 0 < headed[1] <= start else "")
        topic = topic or search.gone_on(start, inside[0])
        search.read_sentence(range(start, end), inside, _Subject(topic, start) if topic else None)
    return search.found


@dataclass(slots=True)
class _Search:
    """A text that is read for targets, sentence by sentence. `today`: the document's own year."""

    text: str
    dates: FigureDates
    frame: Frame
    today: int | None
    found: TargetsFound = field(default_factory=TargetsFound)

    def gone_on(self, start: int, figure: Figure) -> str:
        """What the sentence before counts, where this one only tells another year (…达到8本；到2030年，达到12本)."""
        last = self.found.targets[-1] if self.found.targets else None
        alone = last is not None and isinstance(figure, Quantity) and last.unit == figure.unit
        bare = alone and _YEAR_ALONE.fullmatch(self.text, start, figure.start)
        return last.indicator if last and bare and _next_to(self.text, last.end, start) else ""

    def read_sentence(self, sentence: range, figures: list[Figure], subject: _Subject | None) -> None:
        """The targets of a sentence, clause by clause, each of which may be about the `subject` of one before it."""
        hidden = [(d.start, d.end) for d in self.dates.between(sentence.start, sentence.stop)]
        words = self.text[sentence.start : sentence.stop]
        hidden += [(sentence.start + start, sentence.start + end) for start, end in compared_with(words)]
        for clause in figure_clauses(self.text, sentence.start, sentence.stop, figures, hidden):
            if clause.figures:
                subject = self.read_clause(sentence, clause, subject)
            elif clause.depth == 0 and (noun := indicators.object_of(clause.masked)):
                subject = _Subject(noun, clause.start)

    def read_clause(self, sentence: range, clause: FigureClause, subject: _Subject | None) -> _Subject | None:
        """The targets of a clause with figures; returns what was spoken of last."""
        readings = list(self.readings(sentence, clause, subject))
        listed = self.dates.listed(sentence.start, clause, [(r.indicator, r.quantity) for r in readings])
        for index, reading in enumerate(readings):
            when = listed[index] if listed else self.dates.of_figure(sentence.start, clause, reading.quantity)
            target = self.target(sentence, clause, reading, when)
            if target.value is not None or target.kind == "planned":  # a report tells nothing by 高于全国平均水平
                self.found.targets.append(target)
            subject = _Subject(reading.indicator, reading.start)
        return subject

    def readings(self, sentence: range, clause: FigureClause, subject: _Subject | None) -> Iterator[_Reading]:
        """The figures of a clause that are targets, in order; the others are noted as passed or unread."""
        ahead = self.text[sentence.start : clause.start if clause.depth == 0 else sentence.stop]
        figures, passed = sort_out_non_targets(clause, ahead, self.frame.achieved)
        self.found.passed += passed
        for blank in (f for f in figures if isinstance(f, Blank)):
            self.leave_unread("figure-blank", blank.start, blank.end)
        of_years = of_each_year(clause, figures, subject.noun if subject else "")
        if of_years and self.dates.listed(sentence.start, clause, of_years):
            yield from (_Reading(name, quantity, clause.start) for name, quantity in of_years)
            return
        if (pairs := pair_listed(clause, figures, subject.noun if subject else "")) is not None:
            yield from (_Reading(name, quantity, clause.start) for name, quantity in pairs)
            return
        for reading in _each(clause, figures, subject):
            if len(reading.indicator) > 1 and not _OF_A_BILL.search(reading.indicator):
                yield reading
            elif reading.quantity.value is not None:
                self.leave_unread("figure-without-indicator", clause.start, clause.end)

    def leave_unread(self, kind: UnreadKind, start: int, end: int) -> None:
        self.found.unread.append(UnreadFigure(kind, start, end, self.text[start:end]))

    def target(self, sentence: range, clause: FigureClause, reading: _Reading, when: DateSpan | None) -> TargetSpan:
        """A figure of which it is known what it counts, dated by `when`."""
        q = reading.quantity
        around = Around(
            own=self.text[clause.start : clause.end],
            ahead=self.text[sentence.start : q.start],
            behind=self.text[q.end : clause.end],
            above=self.text[max(0, clause.start - REACH) : clause.start].rpartition("\n")[2],
            after=self.text[clause.end : sentence.stop],
        )
        past, due = when is not None and self.is_past(when), when is not None and when.due
        kind = kind_of(q, around, self.frame, past=past, due=due)
        year = when.year if when else None
        if kind == "achieved" and when and when.raw in _YEAR_END:  # not this one's, which is not over
            year = self.frame.reached_in
        if year is None and not vocabulary().spell.search(self.text, sentence.start, clause.end):
            year = self.frame.planned_for if kind == "planned" else self.frame.reached_in
        base = base_of(self.text, clause.start, q)
        return TargetSpan(
            indicator=reading.indicator,
            value=q.value,
            value_high=q.value_high,
            unit=q.unit,
            comparator=q.comparator,
            mode=_mode(reading, base, clause.cut(clause.start, q.start)),
            base=base,
            firm=not self.is_hoped(sentence, around.ahead, when) if kind == "planned" else None,
            kind=kind,
            year=year,
            due=when.raw if when and when.due and kind == "planned" else None,
            start=reading.start,
            end=clause.end,
            text=self.text[reading.start : clause.end],
        )

    def is_hoped(self, sentence: range, ahead: str, when: DateSpan | None) -> bool:
        """Is a figure only hoped for, by its sentence or by the one that dates it (力争到2025年，…；…)?"""
        hopes = vocabulary().hoped
        opened = when is not None and when.start < sentence.start and hopes.match(when.raw)
        return bool(opened or hopes.search(ahead))

    def is_past(self, when: DateSpan) -> bool:
        return when.moved < 0 or bool(self.today and when.year and when.year < self.today)


_YEAR_ALONE = re.compile(r"\s*(?:力争)?[到至](?:“[^”]{2,6}”末|20\d\d年(?:底|末)?)[，,]?(?:力争|再|进一步|全部)*\s*")


def _next_to(text: str, end: int, start: int) -> bool:
    """Is nothing but a stop between what ends and what begins?"""
    return not text[end:start].strip("；;。 ")


_YEAR_END = ("年末", "年底")
_JOINS = ("、", "和", "及", "与", "以及")


def _figures(text: str) -> list[Figure]:
    """All that may stand in a figure's place, in order and apart."""
    plain: list[Figure] = [*with_bare(text, find_quantities(text)), *find_blanks(text)]
    taken = sorted(plain, key=lambda f: f.start)
    starts = [f.start for f in taken]
    free = [f for f in find_relative(text) if _is_free(taken, bisect_left(starts, f.end), f.start)]
    return sorted([*taken, *free], key=lambda f: f.start)


def _is_free(taken: list[Figure], after: int, start: int) -> bool:
    """Does the last of `taken` that begins before a stretch, the one before `after`, end before its `start`?"""
    return after == 0 or taken[after - 1].end <= start


_RATES = ("个百分点", "百分点", "个基点")


def _mode(reading: _Reading, base: str | None, left: str) -> Mode:
    """How a figure is told: as it is, by its change, by what it is multiplied; `left`: its clause before it."""
    q = reading.quantity
    if q.mode != "absolute" or q.value is None:
        return q.mode
    if q.unit in _RATES:
        return "change"
    if q.unit == "倍":
        return "multiple"
    change = vocabulary().change_tail
    if q.group == "share" and change.search(reading.indicator):
        return "change"
    if q.base:  # a share of a whole
        return "absolute"
    reaches = q.raw.startswith(unit_words().changes)  # 提高到35%
    return "change" if not reaches and (base or change.search(indicators.bare_words(left))) else "absolute"


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
        figure, left = counted.with_whole(figure, left)
        what = counted.what_is_counted(figure, left, right, subject.noun if subject else "")
        start = clause.start if what.own or subject is None else min(clause.start, subject.start)
        yield _Reading(what.noun, figure, start)
        if what.noun:
            subject = _Subject(what.noun, start)
        if what.follows:
            floor = ceiling
