"""How tasks stand, as running text tells: 新建高标准农田已完成7600亩，占年度目标的95%; 护岸建设进度滞后.

A passage tells of one task: an item whose title names it, whole; below a title that names several (进展较快的任务) each
sentence, and each part between semicolons, that says how something stands. What counts tasks (5项滞后), what tells of
several places apart, and what is to be done tell of none, but that a meeting puts off a deadline. A passage is no task:
whose it is is found beside the plan.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from policygraph.ingest.measures.parts import Part
from policygraph.ingest.outline.outline import Item
from policygraph.ingest.progress import labelled, lines, naming, standing, telling, together
from policygraph.ingest.progress.naming import NAME
from policygraph.ingest.progress.saying import Passage, Said, Teller
from policygraph.ingest.progress.sentences import Sentences
from policygraph.ingest.progress.standing import Judged
from policygraph.ingest.progress.telling import Report
from policygraph.ingest.roles.clauses import find_clauses

ONE_TASK = 500
"""Characters of an item that tells of one task, at most; a longer one is read sentence by sentence."""
FEW = 30
"""Characters behind the title of an item that can say nothing but how its task stands."""
UNDER = 16
"""Characters of the title of an item that stand before what a part of it tells of."""
_BESIDES = re.compile("同时|此外|另外")
_GOES_ON = re.compile(  # a sentence without a subject of its own: it is said of the task of the title
    r"(?:总体|整体|合计|累计|全年(?:任务|计划)|年度|计划|目前|现|已|共|全部|均|完成|占|任务|其中|其余|剩余|截[至止]|前?\d月|上半年|今年以来|较|比)"
)
_COUNTED = re.compile(r"\(?(?:共)?\d+[项个件]\)?$")  # behind a title that names several: 已完成事项(3项)
_SIGNATURE = re.compile(r"\d{4}年\d{1,2}月\d{1,2}日|[^,。;:\d]{2,40}(?:[局委办室部组院]|政府|中心|公司|委员会)")
_POINT = re.compile(r"[一二三四五六七八九十]是$")


def tells_of_tasks(genre: str, titles: Sequence[str]) -> bool:
    """Does a document of that genre and of these titles (folded) tell how far tasks have come?"""
    rules = standing.words()
    if genre in ("bulletin", "ledger", "minutes"):
        return True
    named = [title for title in titles if title]
    told = any(rules.reports.search(title) for title in named)
    return genre == "report" and told and not any(rules.no_reports.search(title) for title in named)


def find_passages(text: str, folded: str, root: Item, said: Said) -> tuple[Passage, ...]:
    """The passages of a document's running text, in order."""
    items = root.children[0].start if root.children else 0
    found = _Reader(text, folded, Sentences(folded, find_clauses(folded)), said, items)
    return tuple(found.visit(root, ()))


def of_items(
    found: Sequence[Passage], parts: Sequence[Part]
) -> tuple[tuple[tuple[int, Report], ...], tuple[Passage, ...]]:
    """Of a ledger that is typed without a table: what is told of each of its items, by index of part; and the rest."""
    own: list[tuple[int, Report]] = []
    rest: list[Passage] = []
    for passage in found:
        at = passage.report.start
        holding = [i for i, p in enumerate(parts) if p.kind == "task" and not p.in_table and p.start <= at < p.end]
        if holding:
            own.append((holding[-1], passage.report))
        else:
            rest.append(passage)
    return tuple(own), tuple(rest)


@dataclass(frozen=True, slots=True)
class _Reader(Teller):
    """One document's walk."""

    items: int
    """Where the first item begins."""

    def visit(self, item: Item, above: tuple[str, ...]) -> Iterator[Passage]:
        """The passages of an item and of those in it; `above` are the titles that it stands under."""
        rules, title = standing.words(), _COUNTED.sub("", self.folded[item.title_start : item.title_end])
        if item.kind != "root" and rules.ahead.search(title):
            return
        own_end = item.children[0].start if item.children else item.end
        if held := labelled.find_labelled(self.folded, item):
            yield from self.labelled(item, held, above)
            return
        if item.kind == "root" or item.children or rules.group.search(title):
            begin = item.start if item.kind == "root" else item.title_end
            least = 1 if rules.group.search(title) and Judged.by((title,)).state else lines.TOGETHER
            yield from self.listed(begin, own_end, least, (*above, title))
        else:
            yield from self.single(item, above)
        for child in item.children:
            yield from self.visit(child, (*above, title) if item.kind != "root" else above)

    def listed(self, start: int, end: int, least: int, above: tuple[str, ...]) -> Iterator[Passage]:
        """Rows of one form, `least` of them at least, and what is told before, between and behind them."""
        rows = lines.find_rows(self.folded, start, end, least)
        yield from (self.row(row, above) for row in rows)
        begins, ends = [start, *(row.end for row in rows)], [*(row.start for row in rows), end]
        for a, b in zip(begins, ends, strict=True):
            yield from self.several(a, b, above)

    def labelled(self, item: Item, held: dict[str, tuple[int, int]], above: tuple[str, ...]) -> Iterator[Passage]:
        """An item whose paragraphs say what they are: 进展情况：…; 存在问题：…."""
        said, judged = self.said, Judged.by(above)
        report = labelled.report_of(self.text, self.folded, held, judged, said.until, said.year)
        title = self.text[item.title_start : item.title_end].strip(" 。:")
        if report and title:
            yield Passage(title[:NAME], report, self.clause_behind(report.start, item.end))

    def row(self, row: lines.Row, above: tuple[str, ...]) -> Passage:
        """A line that names the task, who does it, and how it stands."""
        named = self.named_between(*row.units)
        return replace(self.passage(*row.told, above, self.text[slice(*row.task)]), assigned=named)

    def single(self, item: Item, above: tuple[str, ...]) -> Iterator[Passage]:
        """An item that names its task: all that it says but what is to be done."""
        spans = self.without_signature(list(self.within.between(item.title_start, item.end)))
        if any(together.find_together(self.folded, *span) for span in spans) or self.are_paragraphs(item):
            yield from self.several(item.title_start, item.end, above)
            return
        if self.holds_others(item, spans):
            yield from self.apart(item, spans, above)
            return
        orders = [standing.is_order(self.folded[a:b]) for a, b in spans]
        last = next((i for i, order in enumerate(orders) if order), len(spans))
        if not last or sum(standing.whose(self.folded[a:b]) is not None for a, b in spans) > 1:
            yield from self.several(item.title_start, item.end, above)
            return
        start, end = spans[0][0], spans[last - 1][1]
        if end - start > ONE_TASK:
            yield from self.several(item.title_start, item.end, above)
            return
        title = self.folded[item.title_start : item.title_end]
        name = "" if standing.tells(title) else naming.of_title(title)
        if self.tells(start, end) or self.says_only(name, item.title_end, end):
            yield self.titled(item, start, end, above, name)
        elif self.only_hinders(start, end, above):
            yield self.passage(start, end, above)
        yield from self.put_off(spans, above, name)

    def says_only(self, name: str, start: int, end: int) -> bool:
        """Do the few words behind a title that names a task say no more than how it stands, though by no figure:
        器材尚在采购?"""
        return bool(name) and 0 < end - start <= FEW and standing.tells(self.folded[start:end])

    def only_hinders(self, start: int, end: int, above: tuple[str, ...]) -> bool:
        """Does an item of a bulletin, or one of the problems, say nothing but what stands in its task's way?"""
        return (Judged.by(above).problems or not self.said.surely) and self.hinders(start, end)

    def without_signature(self, spans: list[tuple[int, int]]) -> list[tuple[int, int]]:
        """Sentences of the last item, without who gave it out and when, below it."""
        while len(spans) > 1 and _SIGNATURE.fullmatch(self.folded[slice(*spans[-1])]):
            spans = spans[:-1]
        return spans

    def holds_others(self, item: Item, spans: Sequence[tuple[int, int]]) -> bool:
        """Does an item tell of several things, of some of which its title, a slogan, says nothing?"""
        title = self.folded[item.title_start : item.title_end]
        if standing.tells(title):
            return False
        parts = [each for a, b in spans if a >= item.title_end for each in self.parts(a, b)]
        told = [self.folded[a:b] for a, b in parts if standing.tells(self.folded[a:b], surely=True)]
        return len(told) > 1 and any(_is_strange(said, title) for said in told)

    def are_paragraphs(self, item: Item) -> bool:
        """Do two paragraphs of an item each tell by themselves (区民政局：…⏎区城管局：…)?"""
        lines_ = self.folded[item.title_end : item.end].split("\n")
        return sum(standing.tells(line, surely=True) for line in lines_) > 1

    def apart(self, item: Item, spans: Sequence[tuple[int, int]], above: tuple[str, ...]) -> Iterator[Passage]:
        """An item that tells of several things: each under the item's title, but what has no subject of its own, which
        is all told of the title's task."""
        title = self.folded[item.title_start : item.title_end]
        name = naming.of_title(title)
        own: list[tuple[int, int]] = []
        for a, b in (each for span in spans for each in self.parts(*span)):
            said = self.folded[a:b]
            if standing.is_order(said) or standing.counts(said):
                yield from self.put_off([(a, b)], above, "")
                continue
            if not _is_strange(said, title):
                own.append((a, b))
            elif self.tells(a, b):
                yield self.under(name, self.passage(a, b, above))
        yield from self.of_title(item, own, above, name)

    def of_title(
        self, item: Item, own: Sequence[tuple[int, int]], above: tuple[str, ...], name: str
    ) -> Iterator[Passage]:
        """What the parts of an item tell of the title's task: together, but where several judge, or another stands
        between them."""
        judged = [each for each in own if standing.judges(self.folded[slice(*each)])]
        title = self.folded[item.title_start : item.title_end]
        if len(judged) > 1:
            yield from (self.under(name, self.passage(a, b, above)) for a, b in own if self.tells(a, b))
        elif own and self.tells(own[0][0], own[-1][1]) and not self.holds_strange(own, title):
            yield self.titled(item, own[0][0], own[-1][1], above, name)
        else:
            yield from (self.titled(item, a, b, above, name) for a, b in own if self.tells(a, b))

    def under(self, name: str, told: Passage) -> Passage:
        """What a part of an item tells, called by the item's name too."""
        return replace(told, task=f"{name[:UNDER]}：{told.task}"[:NAME])

    def holds_strange(self, own: Sequence[tuple[int, int]], title: str) -> bool:
        """Does something with a subject of its own stand between these parts?"""
        between = [self.folded[b:a] for (_, b), (a, _) in pairwise(own)]
        return any(len(said.strip(" 。;,、\n")) > 1 for said in between)

    def titled(self, item: Item, start: int, end: int, above: tuple[str, ...], name: str) -> Passage:
        """What an item tells of its task; who does it may stand in a bracket of its title."""
        told = self.passage(start, end, above, name)
        found = naming.units_of_title(self.folded[item.title_start : item.title_end])
        if not found or told.assigned:
            return told
        begin = item.title_start + found[1]
        return replace(told, assigned=self.named_between(begin, begin + len(found[0])))

    def put_off(self, spans: Sequence[tuple[int, int]], above: tuple[str, ...], name: str) -> Iterator[Passage]:
        """Sentences that set a task another deadline: nothing of how it stands, but of what is ahead."""
        for a, b in spans:
            if m := standing.words().puts_off.search(self.folded, a, b):
                begin = a + standing.said_by(self.folded[a:b])
                due = self.text[slice(*m.span("due"))]
                told = Report(None, None, self.said.until, None, a, b, ahead=self.text[a:b], charge=True, new_due=due)
                yield Passage(name or naming.subject(self.text, self.folded, begin, b), told)

    def several(self, start: int, end: int, above: tuple[str, ...]) -> Iterator[Passage]:
        """Sentences of which each may tell of another task; one that goes on belongs to the one before."""
        held: list[tuple[int, int]] = []
        for a, b in self.within.between(start, end):
            sentence = self.folded[a:b]
            if standing.words().puts_off.search(sentence):
                yield from self.put_off([(a, b)], above, "")
                continue
            if standing.counts(sentence):
                yield from self.told(held, above)
                held = []
                continue
            if standing.is_order(sentence) or "。" not in self.folded[a : b + 1] or self.is_opening(a, b):
                continue
            if named := list(self.alike(a, b)):
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

    def parts(self, start: int, end: int) -> Iterator[tuple[int, int]]:
        """The parts of a sentence between semicolons, and in them the pieces that each have a share of their own."""
        for a, b in self.within.parts(start, end):
            yield from together.bracketed(self.folded, a, b) or [(a, b)]

    def goes_on(self, last: tuple[int, int], start: int, end: int) -> bool:
        """Does a sentence go on about the one before: by its words, or as all do up to the next 二是?"""
        said = self.folded[start:end]
        if "\n" in self.folded[last[1] : start]:
            return False
        if standing.judges(said) and (_BESIDES.match(said) or telling.share_in(self.folded[slice(*last)]) is not None):
            return False  # it judges another task by itself
        before, here = (_POINT.match(self.folded[max(0, at - 2) : at]) for at in (last[0], start))
        point = before is not None and here is None
        return bool(point or standing.words().goes_on.search(said))

    def told(self, spans: Sequence[tuple[int, int]], above: tuple[str, ...]) -> Iterator[Passage]:
        hinders = Judged.by(above).problems
        for start, end in spans:
            if self.tells(start, end) or (hinders and self.hinders(start, end)):
                yield self.passage(start, end, above)

    def hinders(self, start: int, end: int) -> bool:
        """Does a sentence of the problems say what stands in a task's way, though not how it stands?"""
        said = self.folded[start:end]
        return standing.problem(said, named=True) is not None and not standing.counts(said)

    def tells(self, start: int, end: int) -> bool:
        return standing.tells(self.folded[start:end], surely=self.said.surely)

    def is_opening(self, start: int, end: int) -> bool:
        """Does a sentence stand before the first item, and say of no task how it stands?"""
        return end <= self.items and not standing.judges(self.folded[start:end])

    def alike(self, start: int, end: int) -> Iterator[Passage]:
        """Several tasks of which a sentence tells at once."""
        for one in together.find_together(self.folded, start, end):
            report = Report(one.state, one.share, self.until(start, end), None, one.name[0], one.end)
            yield Passage(naming.quoted(self.text[slice(*one.name)]), report)


def _is_strange(said: str, title: str) -> bool:
    """Has it a subject of its own, of which the title says nothing?"""
    pairs = (title[i : i + 2] for i in range(len(title) - 1))
    return not (_GOES_ON.match(said) or any(pair in said for pair in pairs))
