"""Targets: what a task's text says is to be reached, or was reached, with its figure.

For each figure the clause it stands in is read for what is counted: before it (粮食播种面积稳定在402万亩以上), after it
(打造50个典型应用场景), or in the clause before (推进高标准农田建设，年内建成1.45万亩). What is passed over: `passing.py`.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Literal

from policygraph.ingest import indicators
from policygraph.ingest.dates import DateSpan, find_dates
from policygraph.ingest.passing import standing
from policygraph.ingest.quantities import Blank, Comparator, Quantity, find_blanks, find_quantities
from policygraph.ingest.sentences import Figure, FigureClause, figure_clauses, sentences
from policygraph.ingest.shared_figures import shared

Kind = Literal["planned", "achieved"]


@dataclass(frozen=True, slots=True)
class TargetSpan:
    """A target. `text[start:end]` of the text it was found in is `text`, the words that are its evidence.

    `due` is the deadline as written, `year` the year that the words name.
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
    targets: list[TargetSpan] = field(default_factory=list)
    unread: list[UnreadFigure] = field(default_factory=list)


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


def find_targets(text: str, *, default_year: int | None = None, achieved: bool = False) -> TargetsFound:
    """All targets of `text` (one task's cleaned text), and the figures that could not be read.

    `achieved` is true for reports, where what is stated was reached unless the words say otherwise. `default_year` dates
    what has no year of its own (年底前).
    """
    found = TargetsFound()
    figures: list[Figure] = sorted([*find_quantities(text), *find_blanks(text)], key=lambda f: f.start)
    if not figures:
        return found
    dates = [d for d in find_dates(text, default_year) if d.on and not _is_base(text, d)]
    for start, end, inside in sentences(text, figures):
        subject: _Subject | None = None
        for clause in figure_clauses(text, start, end, inside, [(d.start, d.end) for d in dates if start <= d.start < end]):
            if not clause.figures:
                noun = indicators.object_of(clause.masked) if clause.depth == 0 else ""
                subject = _Subject(noun, clause.start) if noun else subject
                continue
            for reading in _read(clause, subject, found, text, start):
                when = _when(dates, text, start, clause, reading.quantity)
                past = bool(default_year and when and when.year and when.year < default_year and not when.due)
                found.targets.append(_target(text, clause, reading, when, achieved or past))
                subject = _Subject(reading.indicator, reading.start)
    return found


def _target(text: str, clause: FigureClause, reading: _Reading, when: DateSpan | None, achieved: bool) -> TargetSpan:
    q = reading.quantity
    return TargetSpan(
        indicator=reading.indicator,
        value=q.value,
        value_high=q.value_high,
        unit=q.unit,
        comparator=q.comparator,
        kind=_kind(text, clause, achieved),
        year=when.year if when else None,
        due=when.raw if when and when.due else None,
        start=reading.start,
        end=clause.end,
        text=text[reading.start : clause.end],
    )


_NEW_ITEM = re.compile(r"[。；;\s][（(]?[一二三四五六七八九十\d]{1,3}[)）、.．]")
_BASE = re.compile(r"(?:比|较|同比|相比|以|自|从)\s?$")


def _is_base(text: str, span: DateSpan) -> bool:
    """比2020年提高 names the year that is compared with, not the one it is for."""
    return not span.due and bool(_BASE.search(text[max(0, span.start - 3) : span.start]))


def _when(dates: list[DateSpan], text: str, sentence: int, clause: FigureClause, figure: Quantity) -> DateSpan | None:
    """The date a figure is for: the last one before it in its sentence, else one after it in its clause, else the
    到2025年 of a sentence before it in its paragraph."""
    before = [d for d in dates if sentence <= d.start < figure.start]
    after = [d for d in dates if figure.end <= d.start < clause.end]
    if before or after:
        return before[-1] if before else after[0]
    paragraph = text.rfind("\n", 0, figure.start) + 1
    earlier = [d for d in dates if paragraph <= d.start < figure.start and not _NEW_ITEM.search(text, d.end, figure.start)]
    return earlier[-1] if earlier and earlier[-1].raw.startswith(("到", "力争到", "至")) else None


def _kind(text: str, clause: FigureClause, achieved: bool) -> Kind:
    words = indicators.vocabulary()
    own = text[clause.start : clause.end]
    if not achieved:
        return "achieved" if words.achieved.search(own) else "planned"
    if words.estimate.search(own):
        return "achieved"
    paragraph = text[text.rfind("\n", 0, clause.start) + 1 : clause.start]
    return "planned" if words.planned.search(own) or words.objective.search(paragraph) else "achieved"


def _read(clause: FigureClause, subject: _Subject | None, found: TargetsFound, text: str, sentence: int) -> Iterator[_Reading]:
    """The figures of one clause that are targets, in order; the rest goes to `found.unread`."""
    figures = standing(clause, text[sentence : clause.start])
    for figure in figures:
        if isinstance(figure, Blank):
            found.unread.append(UnreadFigure("figure-blank", figure.start, figure.end, text[figure.start : figure.end]))
    pairs = shared(clause, figures)
    if pairs is not None:
        yield from (_Reading(name, quantity, clause.start) for name, quantity in pairs)
        return
    for reading in _each(clause, figures, subject):
        if len(reading.indicator) > 1:
            yield reading
            continue
        words = text[clause.start : clause.end]
        found.unread.append(UnreadFigure("figure-without-indicator", clause.start, clause.end, words))


def _each(clause: FigureClause, figures: list[Figure], subject: _Subject | None) -> Iterator[_Reading]:
    """Each figure with the words between it and its neighbours."""
    floor = clause.start
    for index, figure in enumerate(figures):
        ceiling = figures[index + 1].start if index + 1 < len(figures) else clause.end
        left, right = clause.cut(floor, figure.start), clause.cut(figure.end, ceiling)
        if index and not left.startswith(_JOINS) and "、" in left:  # 4%左右安排、比上年提高1个百分点
            left = left[left.index("、") :]
        floor = figure.end
        if isinstance(figure, Blank):
            continue
        noun, own, follows = _indicator(figure, left, right, subject)
        start = clause.start if own or subject is None else min(clause.start, subject.start)
        yield _Reading(noun, figure, start)
        if noun:
            subject = _Subject(noun, start)
        if follows:
            floor = ceiling


_JOINS = ("、", "和", "及", "与", "以及", "，")


def _indicator(figure: Quantity, left: str, right: str, subject: _Subject | None) -> tuple[str, bool, bool]:
    """What a figure counts, whether its own clause says it in full, and whether it stands after the figure."""
    words = indicators.vocabulary()
    topic = subject.noun if subject else ""
    lead = indicators.clean(left).rstrip("了过")
    before = indicators.noun_before(lead)
    after = "" if _ends_here(right) else indicators.noun_after(right, figure.group)
    verb = words.verb_tail.search(lead)
    if figure.group == "time":
        return (before or topic) + after, bool(before), bool(after)
    if figure.group == "share":
        after = after.split("、")[0]
    if after and figure.group in ("share", "data") and not (before and words.verb.fullmatch(after)):
        return indicators.finish(indicators.strip_front(lead) + after), True, True
    counts = figure.group in ("count", "area", "length", "place", "none") and not words.verb.match(after)
    if after and (not before or verb or counts):
        noun = indicators.qualify(after, topic)
        return _with_verb(lead, noun, verb), noun == after, True
    level = _LEVEL.match(topic)
    if before and level and _LEVEL.fullmatch(before):
        return before + topic[level.end() :], False, False
    if before and topic and (before.startswith(("比", "较")) or words.change_tail.fullmatch(before)):
        return indicators.unchanged(topic) + before, False, False
    if before and topic and indicators.is_bare_head(before):
        return indicators.modifier(indicators.unchanged(topic)) + before, False, False
    if before:
        return before, True, False
    if topic and lead.endswith("累计"):
        return "累计" + re.sub("^新[增建]", "", topic), False, False
    if not topic and words.kept_tail.search(lead):
        return indicators.strip_front(lead), True, False
    change = words.change_tail.search(lead)
    return indicators.unchanged(topic) + change.group() if topic and change else topic, False, False


def _ends_here(right: str) -> bool:
    """True where nothing that a figure could count stands directly after it."""
    text = re.sub(r"[\0\s]", "", right)
    return bool(re.match(r"[、，,]|和(?![美谐睦平])|及(?!时)|与|以及|的(?:目标|任务|要求|标准|水平|速度)|等$|$", text))


_LEVEL = re.compile(r"(?:国家|自治区|省|市|县|区|乡镇|镇|村|部)+级")  # 省级事项可办率…, 市县级…
_EACH = re.compile(r"每个?[^，。]{1,30}$")


def _with_verb(lead: str, noun: str, verb: re.Match[str] | None) -> str:
    """The noun with the verb before it where the verb makes it another thing (改造危桥), or for each of what (每个乡镇)."""
    each = _EACH.search(lead)
    if each and not each.group().startswith(("每年", "每月")):
        return indicators.finish(each.group() + noun)
    if each and verb:  # 每年分批发布100个 → 每年发布
        return each.group()[:2] + verb.group() + noun
    kept = indicators.vocabulary().kept_tail.search(lead) if verb else None
    return (kept.group() if kept else "") + noun
