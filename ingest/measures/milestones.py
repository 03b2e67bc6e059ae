"""The dated steps of measures: 3月底前完成设计, 6月底前开工, 上半年建成投用.

Most dates of a plan are no deadlines: what was done by then, how long a policy holds, the date of a meeting or of a
signature. A date is taken where its own words make it a deadline (底前, 到2027年) or where, of a month, a quarter or a
year, what follows it is something to be done; behind a deadline the next date begins the next step (2027年全面消除).
The words around a date may forbid all of these.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date
from functools import cache
from itertools import pairwise

from policygraph.ingest.figures.tense import frame_of
from policygraph.ingest.measures import own_words
from policygraph.ingest.measures.part_figures import About
from policygraph.ingest.measures.parts import Part
from policygraph.ingest.text.characters import for_matching
from policygraph.ingest.text.cleaned import blanked
from policygraph.ingest.text.dates import DateSpan, find_dates
from policygraph.ingest.text.numerals import parse_han
from policygraph.model.vocabulary import Expression, Words, alternatives, read


@dataclass(frozen=True, slots=True)
class Step:
    """`text[start:end]` is what is to be done by `on`; `due` is the date as written."""

    due: str
    on: date
    start: int
    end: int
    text: str


@dataclass(frozen=True, slots=True)
class StepWords:
    """`data/steps.yaml`."""

    acts: Words
    over_months: Words
    results: Words
    wholly: Words
    not_before: Expression
    lasting: Words
    not_behind: Expression
    of_a_noun: Expression
    of_offices: Expression


@dataclass(frozen=True, slots=True)
class _Patterns:
    act: re.Pattern[str]
    act_near: re.Pattern[str]
    act_later: re.Pattern[str]
    result: re.Pattern[str]
    next: re.Pattern[str]
    lasting: re.Pattern[str]
    not_before: re.Pattern[str]
    not_behind: re.Pattern[str]
    of_a_noun: re.Pattern[str]


@cache
def _patterns() -> _Patterns:
    words = read("steps.yaml", StepWords)
    acts, results, wholly, lasting = map(alternatives, (words.acts, words.results, words.wholly, words.lasting))
    long = alternatives(words.acts + words.over_months)
    gap = r"[^,。;:、\n()的但不]"
    return _Patterns(
        act=re.compile(rf"{gap}{{0,6}}?(?:{acts})"),
        act_near=re.compile(rf",?{gap}{{0,16}}?(?:{acts})"),
        act_later=re.compile(rf"(?![^。;\n]{{0,60}}(?:给予|奖励|补贴|享受|可))[^。;\n]{{0,60}}?(?:{long})"),
        result=re.compile(rf"{gap}{{0,24}}?(?:{results})"),
        next=re.compile(rf",?(?:{gap}{{0,8}}?(?:{wholly})(?![的,。;、])|{gap}{{0,2}}?(?:{acts})|[一-鿿]{{2}}[到至])"),
        lasting=re.compile(rf"(?:{lasting})[^,。;:\n]{{0,4}}$"),
        not_before=re.compile(words.not_before.pattern),
        not_behind=re.compile(words.not_behind.pattern),
        of_a_noun=re.compile(words.of_a_noun.pattern),
    )


_TITLE = re.compile(r"《[^《》\n]{1,80}》")
_STOP = re.compile(r"[。;]|(?<![^\n]{25})\n|\n(?=\s|[-•·*●]|\(?[\d一二三四五六七八九十]{1,3}[.、)])")
"""The end of a sentence; the end of a long line may fall within one."""
_CLAUSE = re.compile(r"[,。;:(]\s*|(?<![^\n]{25})\n")
_CORE = re.compile(r"^.*(?:前后|[年月日底末前初止内旬度份五期])")
"""A date as written without the verb that belongs to it: 6月底前完成."""
_YEARS = re.compile(r"(20\d\d)年?\s?[-—–~～至到]+\s?(20\d\d)年?")
_LENGTH = re.compile(r"(?:力争|争取)?用?([一二两三四五])年(?:内|时间|左右时间)")
_OF_SEASON = re.compile(r"[^,。;:\d]{1,8}(?<![以之])前")
"""Behind a year alone, what comes in it at a day that nothing says (2026年汛期前, 暑期开学前)."""
_SAYS = re.compile(r",?(?![^,。;:\n]{0,12}的)[一-鿿]{2}(?![^。;\n]*(?:已|了|曾))[^。;\n]{2,}")
_NO_LATER = ("最迟", "最晚", "不超过", "不晚于", "不迟于", "不得晚于", "不得迟于")
_AIMED = ("确保", "力争", "争取", "计划", "预计", "要", "分别", "目标")
_QUOTE = '"'


def find_steps(
    text: str,
    today: int | None,
    issued: date | None = None,
    *,
    told: bool = False,
    term: tuple[int, int] | None = None,
) -> list[Step]:
    """The dated steps of a measure's words. `today` is the document's year, `issued` its day; `told`: its words tell
    what was done; `term`: the first and the last year that its title says it is for."""
    folded = for_matching(text)
    hidden = blanked(folded, [m.span() for m in _TITLE.finditer(folded)])
    dates = sorted([*find_dates(hidden, today), *_of_term(hidden, term)], key=lambda d: d.start)
    found: list[Step] = []
    within = {at for d in dates for at in range(d.start + 1, d.end + 1)}
    stops = [0, *(m.end() for m in _STOP.finditer(hidden) if m.end() not in within), len(hidden)] if dates else []
    after: date | None = None
    for start, end in pairwise(stops):
        here = _Sentence(hidden, start, end, today, issued, told)
        deadlines: list[DateSpan] = []
        for span in (d for d in dates if start <= d.start < end):
            if here.is_deadline(span, after):
                deadlines.append(span)
                after = max(filter(None, (after, span.on)))
        found += here.steps(text, deadlines)
        after = after if hidden.endswith((";", "；"), start, end) else None
    return found


@dataclass(frozen=True, slots=True)
class _Sentence:
    """A sentence of folded text, read for deadlines."""

    text: str
    start: int
    end: int
    today: int | None
    issued: date | None
    told: bool

    def steps(self, written: str, dates: Sequence[DateSpan]) -> Iterator[Step]:
        """Each date with the words from its clause on to the next one's."""
        begins = [self.clause(d.start) for d in dates]
        shared = [False, *(a == b for a, b in pairwise(begins))][: len(dates)]
        begins = [d.start if s else b for d, b, s in zip(dates, begins, shared, strict=True)]
        for d, begin, end in zip(dates, begins, [*begins[1:], self.end][: len(dates)], strict=True):
            last = max(d.end, begin + len(self.text[begin:end].rstrip(" \n,。;、:(")))
            if d.on:
                due = written[d.start : d.start + _core(d.raw)]
                yield Step(due, d.on, begin, last, written[begin:last])

    def clause(self, at: int) -> int:
        """Where the clause of a place begins."""
        before = [m.end() for m in _CLAUSE.finditer(self.text, self.start, at)]
        return before[-1] if before else at - len(self.text[self.start : at].lstrip())

    def is_deadline(self, span: DateSpan, after: date | None) -> bool:
        """Is something to be done by that date? `after`: the last deadline before it."""
        if span.on is None or (self.today and span.on.year < self.today) or self.is_forbidden(span):
            return False
        if self.told and not (self.today and span.on.year > self.today):
            return False
        if _is_bound(span) or (after and after < span.on and self.is_next(span)):
            return True
        return self.is_ahead(span.on) and (self.is_aimed(span) or self.is_followed(span))

    def is_ahead(self, day: date) -> bool:
        return self.today is not None and (self.issued is None or day >= self.issued)

    def is_forbidden(self, span: DateSpan) -> bool:
        """Do the words around a date say that it is none by which a thing is to be done?"""
        words, before = _patterns(), self.text[max(self.start, span.start - 20) : span.start]
        core = span.start + _core(span.raw)
        if span.from_ and "月" in span.raw:  # 自3月起至11月底: both its ends are said
            before = before.removesuffix("自").removesuffix("从")
        if span.raw.startswith(("截至", "截止")) or span.raw.endswith(("年度", "年以前", "年之前", "当年", "年初")):
            return True
        if span.raw.startswith(("至", "到")) and words.lasting.search(before):
            return True
        if span.raw.startswith("至") and self.clause(span.start) < span.start and not before.endswith(_AIMED):
            return True
        return bool(
            words.not_before.search(before)
            or words.not_behind.match(self.text, core, self.end)
            or words.of_a_noun.match(self.text, core, self.end + 1)
            or (self.text.count(_QUOTE, self.start, span.start) % 2 and _QUOTE not in span.raw)
        )

    def is_aimed(self, span: DateSpan) -> bool:
        """力争年内: a word that sets an aim stands before a part of a year."""
        core = span.raw[: _core(span.raw)]
        aimed = self.text.endswith(("力争", "力争在", "争取", "争取在", "确保", "确保在"), self.start, span.start)
        return aimed and core.endswith(("底", "末", "内", "月", "季度", "半年", "旬"))

    def is_next(self, span: DateSpan) -> bool:
        """Does a date that begins its clause date the next step: something to be done, or to be done wholly, or a verb
        that says up to what (扩大到)?"""
        at = span.start + _core(span.raw)
        return self.clause(span.start) == span.start and _patterns().next.match(self.text, at, self.end) is not None

    def opens(self, span: DateSpan, at: int) -> bool:
        """Does a month or a part of the year open its sentence, so that all of it tells what is done then, whichever
        its verb (4月上旬评选绿化能手)? `at`: where the date's own words end."""
        before = self.text[self.start : span.start].strip()
        return not before and _SAYS.match(self.text, at, self.end) is not None

    def is_followed(self, span: DateSpan) -> bool:
        """Is what follows a date without 前 something to be done then?"""
        words, at = _patterns(), span.start + _core(span.raw)
        core = self.text[span.start : at]
        if "五" in core:
            return "末" in core and words.act_near.match(self.text, at, self.end) is not None
        if span.from_ and "月" in core:
            return words.act_later.match(self.text, at, self.end) is not None
        if core.endswith(("底", "末", "内")):
            return words.act_near.match(self.text, at, self.end) is not None or self.is_next(span)
        if "日" in core:
            return "年" not in core and words.act.match(self.text, at, self.end) is not None
        if core.endswith(("月", "月份", "季度", "半年", "旬", "初")):
            return words.act.match(self.text, at, self.end) is not None or self.opens(span, at)
        if _OF_SEASON.match(self.text, at, self.end):
            return False
        return words.result.match(self.text, at + self.text.startswith(")", at), self.end) is not None


def _core(raw: str) -> int:
    found = _CORE.match(raw)
    return found.end() if found else len(raw)


def _is_bound(span: DateSpan) -> bool:
    """Do the words of a date make it a deadline by themselves: 6月底前, 到2027年, 3月底完成?"""
    core = span.raw[: _core(span.raw)]
    return (
        core.endswith(("前", "前后", "止"))
        or span.raw.startswith(_NO_LATER)
        or _LENGTH.fullmatch(span.raw) is not None
        or core.startswith(("到", "力争到", "最迟", "最晚", "至"))
    )


def _term(titles: Sequence[str]) -> tuple[int, int] | None:
    """The years of a plan by its title: 三年行动方案（2025—2027年）."""
    found = next((m for title in titles if (m := _YEARS.search(title))), None)
    return (int(found[1]), int(found[2])) if found else None


def _of_term(text: str, term: tuple[int, int] | None) -> Iterator[DateSpan]:
    """三年内, 用三年时间, in a plan for as many years: they end with it."""
    for m in _LENGTH.finditer(text) if term else ():
        years = parse_han(m[1])
        if term and years == term[1] - term[0] + 1:
            yield DateSpan(*m.span(), m[0], True, date(term[1], 12, 31), None, term[1])


def find_milestones(
    parts: Sequence[Part], text: str, prose: str, about: About, issued: date | None
) -> tuple[tuple[int, Step], ...]:
    """The dated steps of tasks, each with the index of its task. `prose` is `text` without the words of tables."""
    found: list[tuple[int, Step]] = []
    term = _term(about.titles)
    for i, start, end, words in () if about.instead else _stretches(parts, text, prose):
        told = frame_of(about.genre, parts[i].section, about.titles, about.year).achieved
        steps = find_steps(words[start:end], about.year, issued, told=told, term=term)
        found += ((i, replace(s, start=start + s.start, end=start + s.end)) for s in steps)
    return tuple(found)


def _stretches(parts: Sequence[Part], text: str, prose: str) -> Iterator[tuple[int, int, int, str]]:
    """Where tasks say what is to be done, without the clauses that say by whom."""
    clauses = {(a, b) for p in parts if not p.in_table for _, a, b, sure in p.assigned if sure > 0.9}
    words = blanked(prose, _apart(sorted(clauses)))
    yield from ((i, a, b, words) for i, a, b in own_words.in_prose(parts) if parts[i].kind == "task")
    yield from ((i, c.start, c.end, text) for i, p in enumerate(parts) if p.kind == "task" for c in p.cells if c.kind)


def _apart(spans: Iterable[tuple[int, int]]) -> Iterator[tuple[int, int]]:
    """Spans in order, what lies over the one before left out."""
    done = 0
    for start, end in spans:
        if max(start, done) < end:
            yield max(start, done), end
        done = max(done, end)
