"""How tasks stand, as running text tells: 新建高标准农田已完成7600亩，占年度目标的95%; 护岸建设进度滞后.

A passage tells of one task: an item whose title names it, whole; below a title that names several (进展较快的任务) each
sentence, and each part between semicolons, that says how something stands. What counts tasks (5项滞后), what tells of
several places apart, and what is to be done tell of none. A passage is no task: whose it is is found beside the plan.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date
from itertools import zip_longest

from policygraph.ingest.figures.targets import TargetSpan
from policygraph.ingest.outline.outline import Item
from policygraph.ingest.progress import dated, labelled, standing, telling
from policygraph.ingest.progress.standing import Judged
from policygraph.ingest.progress.telling import Report
from policygraph.ingest.roles import clauses, roles
from policygraph.ingest.roles.clauses import Clause
from policygraph.ingest.roles.roles import Assignment
from policygraph.ingest.roles.subjects import named_units
from policygraph.ingest.text.characters import for_matching

NAME = 40
"""Characters of what a passage calls its task, at most."""
ONE_TASK = 500
"""Characters of an item that tells of one task, at most; a longer one is read sentence by sentence."""
_SENTENCE = re.compile(r"[^。!?\n]+[。!?]?")
_PART = re.compile(r"[^;；]+")
_NUMBERED = re.compile(r"[ \d一二三四五六七八九十、.()是]*")
_WHEN = re.compile(r"(?:截[至止][^,。;]{2,16}|目前|近期|今年以来|全年|上半年|前?[一二三四]季度),?")
_POINT = re.compile(r"[一二三四五六七八九十]是$")
_WITHIN = re.compile("(?<=项目|任务|工作)中$")
_CUT = re.compile(
    r"[,。;:(]|已|仅|目前|逾期|超期|累计|共|全部|均|正在|尚未|还未|未|(?<=..)(?:建成|完成|完工|竣工|开工|占|达|为|导致|由于|因)|\d|(?:进度|进展|推进)"
)


@dataclass(frozen=True, slots=True)
class Passage:
    """`task` is what the passage calls the task, `assigned` whom it names as those who do it."""

    task: str
    report: Report
    assigned: tuple[Assignment, ...] = ()


@dataclass(frozen=True, slots=True)
class Said:
    """When a document tells: `until` which day, and the `year` that it counts from. `surely`: it tells much else, as
    reports do, so that a passage must say by a figure what was done."""

    until: date | None
    year: int | None
    surely: bool


def tells_of_tasks(genre: str, titles: Sequence[str]) -> bool:
    """Does a document of that genre and of these titles (folded) tell how far tasks have come?"""
    rules = standing.words()
    if genre in ("bulletin", "ledger"):
        return True
    named = [title for title in titles if title]
    told = any(rules.reports.search(title) for title in named)
    return genre == "report" and told and not any(rules.no_reports.search(title) for title in named)


def find_passages(text: str, folded: str, root: Item, said: Said) -> tuple[Passage, ...]:
    """The passages of a document's running text, in order."""
    items = root.children[0].start if root.children else 0
    found = _Reader(text, folded, clauses.find_clauses(folded), said, items)
    return tuple(found.visit(root, ()))


@dataclass(frozen=True, slots=True)
class _Reader:
    """One document's walk."""

    text: str
    folded: str
    clauses: Sequence[Clause]
    said: Said
    items: int
    """Where the first item begins."""

    def visit(self, item: Item, above: tuple[str, ...]) -> Iterator[Passage]:
        """The passages of an item and of those in it; `above` are the titles that it stands under."""
        rules, title = standing.words(), self.folded[item.title_start : item.title_end]
        if item.kind != "root" and rules.ahead.search(title):
            return
        own_end = item.children[0].start if item.children else item.end
        if held := labelled.find_labelled(self.folded, item):
            yield from self.labelled(item, held, above)
            return
        if item.kind == "root" or item.children or rules.group.search(title):
            begin = item.start if item.kind == "root" else item.title_end
            yield from self.several(begin, own_end, (*above, title))
        else:
            yield from self.single(item, above)
        for child in item.children:
            yield from self.visit(child, (*above, title) if item.kind != "root" else above)

    def labelled(self, item: Item, held: dict[str, tuple[int, int]], above: tuple[str, ...]) -> Iterator[Passage]:
        """An item whose paragraphs say what they are: 进展情况：…; 存在问题：…."""
        said, judged = self.said, Judged.by(above)
        report = labelled.report_of(self.text, self.folded, held, judged, said.until, said.year)
        title = self.text[item.title_start : item.title_end].strip(" 。:")
        if report and title:
            yield Passage(title[:NAME], report, self.assigned(report.start, item.end, None))

    def single(self, item: Item, above: tuple[str, ...]) -> Iterator[Passage]:
        """An item that names its task: all that it says but what is to be done."""
        spans = list(self.sentences(item.title_start, item.end))
        if named := [each for span in spans for each in self.alike(*span, above)]:
            yield from named
            return
        last = next((i for i, (a, b) in enumerate(spans) if standing.is_order(self.folded[a:b])), len(spans))
        if not last or sum(standing.whose(self.folded[a:b]) is not None for a, b in spans) > 1:
            yield from self.several(item.title_start, item.end, above)
            return
        start, end = spans[0][0], spans[last - 1][1]
        if end - start > ONE_TASK:
            yield from self.several(item.title_start, item.end, above)
        elif self.tells(start, end):
            title = self.folded[item.title_start : item.title_end]
            own = () if standing.tells(title) else (title,)
            yield self.passage(start, end, above, own[0] if own else "")

    def several(self, start: int, end: int, above: tuple[str, ...]) -> Iterator[Passage]:
        """Sentences of which each may tell of another task; one that goes on belongs to the one before."""
        held: list[tuple[int, int]] = []
        for a, b in self.sentences(start, end):
            sentence = self.folded[a:b]
            if standing.is_order(sentence) or "。" not in self.folded[a : b + 1] or self.is_opening(a, b):
                continue
            if named := list(self.alike(a, b, above)):
                yield from self.told(held, above)
                held = []
                yield from named
                continue
            goes_on = held and self.goes_on(held[-1], a, b)
            for first, stop in self.parts(a, b):
                if goes_on or (held and first > a and not self.tells(first, stop)):
                    held[-1] = (held[-1][0], stop)
                else:
                    held.append((first, stop))
                goes_on = False
        yield from self.told(held, above)

    def goes_on(self, last: tuple[int, int], start: int, end: int) -> bool:
        """Does a sentence go on about the one before: by its words, or as all do up to the next 二是?"""
        if "\n" in self.folded[last[1] : start]:
            return False
        before, here = (_POINT.match(self.folded[max(0, at - 2) : at]) for at in (last[0], start))
        point = before is not None and here is None
        return bool(point or standing.words().goes_on.search(self.folded[start:end]))

    def told(self, spans: Sequence[tuple[int, int]], above: tuple[str, ...]) -> Iterator[Passage]:
        for start, end in spans:
            if self.tells(start, end):
                yield self.passage(start, end, above)

    def tells(self, start: int, end: int) -> bool:
        return standing.tells(self.folded[start:end], surely=self.said.surely)

    def is_opening(self, start: int, end: int) -> bool:
        """Does a sentence stand before the first item, and say of no task how it stands?"""
        return end <= self.items and not standing.judges(self.folded[start:end])

    def sentences(self, start: int, end: int) -> Iterator[tuple[int, int]]:
        """The sentences between, without the clauses that say who does the work."""
        gaps = [(c.start, c.end) for c in self.clauses if c.form != "prose" and start <= c.start < end]
        floors, ceilings = [start, *(b for _, b in gaps)], [*(a for a, _ in gaps), end]
        for floor, ceiling in zip(floors, ceilings, strict=True):
            for m in _SENTENCE.finditer(self.folded, floor, max(floor, ceiling)):
                a, b = self.trimmed(*m.span())
                if b - a > 3:
                    yield a, b

    def trimmed(self, start: int, end: int) -> tuple[int, int]:
        """Without blanks, marks and the number of a point at the ends."""
        number = _NUMBERED.match(self.folded, start, end)
        first = number.end() if number and "是" in number[0] else start
        while first < end and self.folded[first] in " \n。;,、:)(":
            first += 1
        while end > first and self.folded[end - 1] in " \n。;,(":
            end -= 1
        return first, end

    def parts(self, start: int, end: int) -> Iterator[tuple[int, int]]:
        """What stands between the semicolons of a sentence."""
        for m in _PART.finditer(self.folded, start, end):
            a, b = self.trimmed(*m.span())
            if a < b:
                yield a, b

    def alike(self, start: int, end: int, above: tuple[str, ...]) -> Iterator[Passage]:
        """Several tasks of which a sentence says one thing."""
        for m in standing.words().several.finditer(self.folded, start, end):
            state = telling.state_of([m["state"]])
            at = m.start("names")
            if state in (None, "on-track", "done"):
                continue
            for name in m["names"].split("、"):
                report = Report(state, None, self.said.until, None, at, m.end())
                yield Passage(_quoted(self.text[at : at + len(name)].removesuffix("等")), report)
                at += len(name) + 1

    def passage(self, start: int, end: int, above: tuple[str, ...], title: str = "") -> Passage:
        """What `folded[start:end]` tells; `title`: what names the task, else its own first words."""
        words = self.folded[start:end]
        as_of = dated.own_day(words, self.said.year) or self.said.until
        when = _WHEN.match(words)
        begin = start + when.end() if when else start
        led = standing.actor(self.folded[begin:end])
        at = begin + (led[1] if led else 0)
        task = standing.without_lateness(title)[:NAME] or self.subject(at, end)
        shares = self.share(start, at, end, task)
        judged = Judged.by(above)
        problem = standing.problem(words, named=bool(judged.problems))
        state = standing.state(words, shares, judged)
        kept = problem if state in ("behind", "stopped", "not-started") or judged.problems else None
        return Passage(
            task=task,
            report=Report(
                state=state,
                share=shares,
                as_of=as_of,
                problem=self.text[start + kept[0] : start + kept[1]] if kept else None,
                start=start,
                end=end,
                reached=self.reached(at, end, as_of, shares),
            ),
            assigned=self.assigned(start, end, led or self.led_below(start, end)),
        )

    def share(self, start: int, at: int, end: int, task: str) -> float | None:
        """The share that the words name, or those behind the task's name do: 护岸建设仅完成55%."""
        found = telling.share_in(self.folded[start:end])
        if found is not None:
            return found
        name = for_matching(task)
        rest = self.folded[at:end].removeprefix(name)
        if len(rest) < end - at and (found := telling.share_in(rest)) is not None:
            return found
        return next((share for a, b in self.sentences(start, end) if (share := self.share_of_it(a, b, name))), None)

    def share_of_it(self, start: int, end: int, name: str) -> float | None:
        """The share that a sentence names behind a subject of its own that is the task, by two characters of its name:
        新建充电桩进度滞后。县发改局牵头的充电桩建设仅完成28%."""
        led = standing.actor(self.folded[start:end])
        start += led[1] if led else 0
        subject = for_matching(self.subject(start, end))
        alike = any(subject[i : i + 2] in name for i in range(len(subject) - 1))
        rest = self.folded[start:end].removeprefix(subject)
        return telling.share_in(rest) if alike and len(rest) < end - start else None

    def reached(self, start: int, end: int, as_of: date | None, share: float | None) -> tuple[TargetSpan, ...]:
        """The figures of what was done, but the shares."""
        found = [
            t
            for t in telling.reached(self.text, start, end, as_of, self.said.year)
            if not standing.words().not_reached.search(self.folded[t.start : t.end])
            and (t.unit != "%" or telling.share_in(self.folded[t.start : t.end]) is None)
            and not (t.unit == "%" and share is not None and t.value == round(share * 100, 2))
        ]
        return tuple(t for t, after in zip_longest(found, found[1:]) if not _is_whole(t, after))

    def subject(self, start: int, end: int) -> str:
        """The words before what is told of it; the whole first clause where it begins with that."""
        brought = standing.words().brings.search(self.folded, start, end)
        start = brought.end() if brought and brought.end() < end else start
        first = re.split(r"[,。;]", self.folded[start:end])[0]
        cut = next(
            (m.start() for m in _CUT.finditer(first) if m.start() > 2 and first[m.start() - 1] not in "的于"),
            len(first),
        )
        name = _WITHIN.sub("", _quoted(self.text[start : start + cut]))
        return standing.without_lateness(name)[:NAME] or first[:NAME]

    def led_below(self, start: int, end: int) -> tuple[str, int] | None:
        """Whom a later sentence names as those who lead what it tells of."""
        return next((led for a, b in self.sentences(start, end) if (led := standing.whose(self.folded[a:b]))), None)

    def assigned(self, start: int, end: int, led: tuple[str, int] | None) -> tuple[Assignment, ...]:
        """Whom the words name as those who lead it, else the clause behind, up to which no other stands."""
        units = named_units(led[0]) if led else None
        if led and units:
            at = start + self.folded[start:end].find(led[0])
            here = [replace(unit, start=at + unit.start, end=at + unit.end) for unit in units]
            return tuple(roles.assign_roles([("lead", here)]))
        behind = next((c for c in self.clauses if c.assignments and c.start >= end), None)
        if (
            behind is None
            or "\n\n" in self.folded[end : behind.start]
            or "\n" in self.folded[end : behind.start].strip()
        ):
            return ()
        return behind.assignments


def _is_whole(figure: TargetSpan, after: TargetSpan | None) -> bool:
    """Is it the whole of which the next one in its clause is done (18个村仅完工8个)?"""
    if after is None or (figure.end, figure.unit) != (after.end, after.unit):
        return False
    return figure.value is not None and after.value is not None and figure.value > after.value


def _quoted(name: str) -> str:
    """A name without blanks, and without a quotation mark that has no other."""
    name = name.strip()
    return name if name.count("“") == name.count("”") else name.strip("“”")
