"""Targets: what a task's text says is to be reached, or was reached, with its figure.

For each figure the clause it stands in is read for what is counted: before it (粮食播种面积稳定在402万亩以上), after it
(打造50个典型应用场景), or in the clause before (推进高标准农田建设，年内建成1.45万亩). Figures that are facts, conditions,
terms of payment or counts of a list's members are no targets.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Literal

from policygraph.ingest import indicators
from policygraph.ingest.quantities import Blank, Comparator, Quantity, find_blanks, find_quantities

Figure = Quantity | Blank
Kind = Literal["planned", "achieved"]


@dataclass(frozen=True, slots=True)
class TargetSpan:
    """A target. `text[start:end]` of the text it was found in is `text`, the words that are its evidence."""

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
    """A figure that looks like a target but says of nothing what it counts, or a blank in a figure's place."""

    kind: Literal["figure-without-indicator", "figure-blank"]
    start: int
    end: int
    text: str


@dataclass(slots=True)
class TargetsFound:
    targets: list[TargetSpan] = field(default_factory=list)
    unread: list[UnreadFigure] = field(default_factory=list)


@dataclass(slots=True)
class Clause:
    """A piece of a sentence between commas. `masked` is its text with every bracket in it replaced by NULs."""

    start: int
    end: int
    masked: str
    figures: list[Figure]
    depth: int


@dataclass(slots=True)
class Subject:
    """What was last spoken of in the sentence, and where its clause began."""

    noun: str
    start: int


@dataclass(frozen=True, slots=True)
class Reading:
    """What a figure counts, and where the words that say so begin."""

    indicator: str
    quantity: Quantity
    start: int
    end: int


_SENTENCE_END = re.compile(r"[。；;！!？?\n]")
_COMMA = re.compile(r"[，：]|(?<!\d),|,(?!\d)|(?<!\d):|:(?!\d)")
_OPEN, _CLOSE = "（(【[《", "）)】]》"
_LEAD = re.compile(r"\s*(?:\d{1,3}\s?[．.、﹒]\s?(?!\d)|\0(?=.))?\s*")  # an outline number before the first clause
_LIST_JOIN = re.compile(r"[\0\s]*(?:[、，,]|和|及|与|以及|或)?[\0\s]*")


def find_targets(text: str, *, default_year: int | None = None, achieved: bool = False) -> TargetsFound:
    """All targets of `text` (one task's cleaned text), and the figures that could not be read.

    `achieved` is true for reports, where what is stated was reached unless the words say otherwise.
    """
    found = TargetsFound()
    figures: list[Figure] = sorted([*find_quantities(text), *find_blanks(text)], key=lambda f: f.start)
    if not figures:
        return found
    for start, end, inside in _sentences(text, figures):
        _read_sentence(text, start, end, inside, found, default_year, achieved)
    return found


def _sentences(text: str, figures: list[Figure]) -> Iterator[tuple[int, int, list[Figure]]]:
    """The sentences that hold figures: start, end, figures."""
    ends = [m.start() for m in _SENTENCE_END.finditer(text)] + [len(text)]
    start, index = 0, 0
    for end in ends:
        inside: list[Figure] = []
        while index < len(figures) and figures[index].start < end:
            inside.append(figures[index])
            index += 1
        if inside:
            yield start, end, inside
        start = end + 1


def _brackets(text: str, start: int, end: int) -> list[tuple[int, int]]:
    """Outermost brackets between start and end, as (position of the opening one, position after the closing one)."""
    groups, depth, opened = [], 0, start
    for at in range(start, end):
        if text[at] in _OPEN:
            opened = at if depth == 0 else opened
            depth += 1
        elif text[at] in _CLOSE and depth:
            depth -= 1
            if depth == 0:
                groups.append((opened, at + 1))
    return groups


def _clauses(text: str, start: int, end: int, figures: list[Figure], depth: int = 0) -> Iterator[Clause]:
    """The clauses of a sentence in the order they are read: a bracket's own clauses after the clause it stands in."""
    masked = list(text[start:end])
    inner: list[tuple[int, int]] = []
    for left, right in _brackets(text, start, end):
        masked[left - start : right - start] = "\0" * (right - left)
        inner.append((left, right))
    joined = "".join(masked)
    cuts = [m.start() for m in _COMMA.finditer(joined)] + [len(joined)]
    begin = 0
    for cut in cuts:
        low, high = start + begin, start + cut
        within = [group for group in inner if low <= group[0] < high]
        own = [f for f in figures if low <= f.start < high and not any(a <= f.start < b for a, b in within)]
        lead = _LEAD.match(joined, begin, cut)
        skip = lead.end() - begin if lead else 0
        yield Clause(low + skip, high, joined[begin + skip : cut], own, depth)
        for left, right in within:
            held = [f for f in figures if left <= f.start < right]
            if held and text[left] != "《":  # a figure in a title is part of a name
                yield from _clauses(text, left + 1, right - 1, held, depth + 1)
        begin = cut + 1


def _read_sentence(
    text: str, start: int, end: int, figures: list[Figure], found: TargetsFound, default_year: int | None, achieved: bool
) -> None:
    subject: Subject | None = None
    when = _When(default_year)
    for clause in _clauses(text, start, end, figures):
        when = when.after(clause.masked)
        if not clause.figures:
            noun = indicators.object_of(clause.masked)
            if noun and clause.depth == 0:
                subject = Subject(noun, clause.start)
            continue
        if _is_background_clause(clause, text, achieved):
            continue
        for reading in _read_clause(clause, text, subject, found):
            subject = Subject(reading.indicator, reading.start)
            kind = _kind(clause.masked, achieved)
            q = reading.quantity
            found.targets.append(
                TargetSpan(
                    reading.indicator, q.value, q.value_high, q.unit, q.comparator, kind, when.year, when.due,
                    reading.start, reading.end, text[reading.start : reading.end],
                )
            )  # fmt: skip


@dataclass(frozen=True, slots=True)
class _When:
    year: int | None
    due: str | None = None

    def after(self, clause: str) -> _When:
        hit = re.search(r"(?:到|至)?(20\d\d)年(?:度|年?底|年?末)?(?:前)?", clause)
        return _When(int(hit[1]), hit[0]) if hit else self


def _kind(clause: str, achieved: bool) -> Kind:
    words = indicators.vocabulary()
    if achieved:
        planned = words.planned.search(clause) and not words.estimate.search(clause)
        return "planned" if planned else "achieved"
    return "achieved" if words.achieved.search(clause) else "planned"


def _is_background_clause(clause: Clause, text: str, achieved: bool) -> bool:
    words = indicators.vocabulary()
    return bool(words.background_right.search(clause.masked) or words.procedure.search(clause.masked))


def _read_clause(clause: Clause, text: str, subject: Subject | None, found: TargetsFound) -> Iterator[Reading]:
    """The figures of one clause, in order, with what they count."""
    kept = [f for f in clause.figures if not _is_attribute(clause, f)]
    shared = _shared(clause, kept, subject)
    if shared is not None:
        yield from shared
        return
    floor = clause.start
    for index, figure in enumerate(kept):
        ceiling = kept[index + 1].start if index + 1 < len(kept) else clause.end
        left = _cut(clause, floor, figure.start)
        right = _cut(clause, figure.end, ceiling)
        floor = figure.end
        if isinstance(figure, Blank):
            found.unread.append(UnreadFigure("figure-blank", figure.start, figure.end, text[figure.start : figure.end]))
            continue
        if _is_fact(clause, figure, left, right):
            continue
        noun, after = _indicator(figure, left, right, subject)
        if after:
            floor = ceiling
        if noun is None:
            continue
        if not noun:
            found.unread.append(
                UnreadFigure("figure-without-indicator", figure.start, figure.end, text[clause.start : clause.end])
            )
            continue
        start = clause.start
        if subject and (noun.startswith(subject.noun[:4]) and not left.lstrip().startswith(noun[:2]) or not after and not indicators.noun_before(left)):
            start = min(start, subject.start)
        yield Reading(noun, figure, start, clause.end)
        subject = Subject(noun, start)


def _cut(clause: Clause, start: int, end: int) -> str:
    return clause.masked[start - clause.start : end - clause.start]


def _is_attribute(clause: Clause, figure: Figure) -> bool:
    """True where a figure describes a noun: 年销售额1000万元以上的网商, 融资需求300万元以下的新型主体."""
    if isinstance(figure, Blank):
        return False
    right = re.sub(r"[\0\s]", "", _cut(clause, figure.end, clause.end))
    of = right.startswith("的") and not right.startswith(("的目标", "的任务", "的要求"))
    bounded = figure.end > figure.stop or figure.comparator != "="
    if figure.group in ("money", "time", "none", "weight", "energy"):
        return of or bounded and figure.end > figure.stop and bool(right) and right[0] not in "、和及与，" and figure.group == "money"
    if figure.group == "share":
        return of and figure.end > figure.stop
    left = clause.masked[: figure.start - clause.start]
    return of and figure.end > figure.stop and not indicators.vocabulary().verb_tail.search(indicators.clean(left))


def _is_fact(clause: Clause, figure: Quantity, left: str, right: str) -> bool:
    """True for figures that nobody has to reach: conditions, terms, lengths of time, members of a list."""
    words = indicators.vocabulary()
    if figure.group in ("money", "share") and words.terms.search(clause.masked):
        return True
    if figure.group == "time":
        return not _is_service_time(figure, left, right)
    if figure.han and figure.value < 10 and figure.comparator == "=" and figure.group != "share":
        return True
    if words.background.search(clause.masked[: figure.start - clause.start]):
        return True
    head = indicators.clean(left)
    if head.endswith("等") and figure.group in ("count", "place") and not _is_listed_work(head, right):
        return True
    if figure.group == "count":
        noun = indicators.noun_after(right, "count")
        if words.counted.search(noun) or not noun and words.counted.search(indicators.clean(right)):
            return True
        if figure.unit in ("次", "场") and ("会议" in head or "常委会" in head):
            return True
    return False


def _is_listed_work(head: str, right: str) -> bool:
    """探索实施…等40个项目 is work done; …等39个部门 and 圣水头村等7个镇 only count the list."""
    words = indicators.vocabulary()
    noun = indicators.noun_after(right, "count")
    return bool(len(noun) > 1 and words.verb.match(indicators.strip_front(head)))


def _is_service_time(figure: Quantity, left: str, right: str) -> bool:
    words = indicators.vocabulary()
    if figure.unit in ("年", "周年", "周", "个季度"):
        return False
    if words.shorten.search(left) or words.shorten.search(figure.raw):
        return True
    return figure.comparator == "<=" and bool(words.within.match(indicators.clean(right)))


def _indicator(figure: Quantity, left: str, right: str, subject: Subject | None) -> tuple[str | None, bool]:
    """What is counted and whether it stood after the figure; "" where nothing says it, None for no target."""
    words = indicators.vocabulary()
    before, tail = indicators.noun_before(left), indicators.clean(left)
    after = "" if _begins_with_join(right) else indicators.noun_after(right, figure.group)
    verb = words.verb_tail.search(tail)
    change = words.change_tail.search(tail)
    if figure.group == "time":
        return (before or (subject.noun if subject else "")) + after, bool(after)
    if figure.group == "share" and after:
        return indicators.finish(indicators.strip_front(tail) + after), True
    if after and subject:
        after = indicators.qualify(after, subject.noun)
    if after and (not before or verb or not words.verb.match(after) and figure.group in ("count", "area", "length", "place")):
        return _with_verb(tail, after, verb), True
    if before:
        if subject and indicators.is_bare_head(before):
            return indicators.modifier(subject.noun) + before, False
        if subject and before.startswith("比"):
            return subject.noun + before, False
        return before, False
    if subject and change:
        return subject.noun + change.group(), False
    return (subject.noun if subject else ""), False


def _begins_with_join(right: str) -> bool:
    text = re.sub(r"[\0\s]", "", right)
    return bool(re.match(r"[、，,]|和(?![美谐睦平])|及(?!时)|与|以及|的(?:目标|任务|要求)|等$|$", text))


_EACH = re.compile(r"每个?[^，。]{1,30}$")


def _with_verb(left: str, noun: str, verb: re.Match[str] | None) -> str:
    """The noun with the verb before it where the verb makes it another thing (改造危桥), and for each of what (每个乡镇)."""
    each = _EACH.search(left)
    if each and not left.startswith(("每年", "每月")):
        return indicators.finish(each.group() + noun)
    kept = indicators.vocabulary().kept_tail.search(left) if verb else None
    if left.endswith(("个", "的")):
        kept = None
    return (kept.group() if kept else "") + noun


def _shared(clause: Clause, figures: list[Figure], subject: Subject | None) -> list[Reading] | None:
    """货物贸易、对外投资分别占比达30%、20%: each thing of the list with its own figure; None where there is no 分别."""
    mark = clause.masked.find("分别")
    if mark < 0 or not figures or all(f.end <= clause.start + mark for f in figures):
        return None
    run = _run(clause, [f for f in figures if f.end > clause.start + mark])
    names = _names(clause.masked[:mark], len(run), clause.masked[mark + 2 : max(mark + 2, run[0].start - clause.start)])
    if names is None:
        return None
    numbers = run if len(run) == len(names) else run * len(names)
    return [
        Reading(name, q, clause.start, clause.end) for name, q in zip(names, numbers, strict=True) if isinstance(q, Quantity)
    ]


def _run(clause: Clause, figures: list[Figure]) -> list[Figure]:
    """The first of `figures` and those joined to it by nothing but 、 or 和."""
    run = figures[:1]
    for figure in figures[1:]:
        if not _LIST_JOIN.fullmatch(_cut(clause, run[-1].end, figure.start)):
            break
        run.append(figure)
    return run


def _names(left: str, count: int, between: str) -> list[str] | None:
    """The list before 分别 as full names: 县、乡、村道日常养护资金 → 县道日常养护资金, 乡道…, 村道…."""
    parts = [indicators.clean(part) for part in re.split(r"、|以及|[和与及](?![美谐睦平时])", indicators.clean(left))]
    parts = [part for part in parts if part]
    if len(parts) < 2 or count not in (1, len(parts)):
        if count < 2 or len(parts) < count:
            return None
        parts = parts[-count:]
    first, last = indicators.strip_front(parts[0]), parts[-1]
    measure = indicators.strip_back(indicators.clean(between))
    if measure:
        return [indicators.finish(indicators.strip_verbs(p) + measure) for p in (first, *parts[1:])]
    size = min((len(p) for p in parts[1:-1]), default=0)
    head = indicators.vocabulary().head_tail.search(last)
    ending = last[size:] if 0 < size <= 2 else head.group() if head else ""
    opening = first[:-size] if 0 < size <= 2 else ""
    names = [first if first.endswith(ending) else first + ending]
    names += [opening + (p if p.endswith(ending) else p + ending) for p in parts[1:]]
    return [indicators.finish(indicators.strip_verbs(indicators.strip_front(name))) for name in names]
