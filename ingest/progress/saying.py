"""What a piece of running text tells of one task: its name, state, share, problem, figures reached, and who does it."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from datetime import date
from itertools import zip_longest

from policygraph.ingest.figures.targets import TargetSpan
from policygraph.ingest.progress import dated, naming, standing, telling
from policygraph.ingest.progress.naming import NAME
from policygraph.ingest.progress.sentences import Sentences
from policygraph.ingest.progress.standing import Judged
from policygraph.ingest.progress.telling import Report
from policygraph.ingest.roles import roles
from policygraph.ingest.roles.roles import Assignment
from policygraph.ingest.roles.subjects import named_units
from policygraph.ingest.text.characters import for_matching

_WHEN = re.compile(r"(?:截[至止][^,。;]{2,16}|目前|近期|今年以来|全年|上半年|前?[一二三四]季度),?")
_LABEL = re.compile(r"[【\[][^】\]]{1,12}[】\]]\s*")  # 【产业发展】 at the front of a paragraph

Led = tuple[str, int]
"""Who leads or has done it, in words, and where in what is told these end."""


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


@dataclass(frozen=True, slots=True)
class Teller:
    """One document's running text, and when it tells."""

    text: str
    folded: str
    within: Sentences
    said: Said

    def until(self, start: int, end: int) -> date | None:
        return dated.own_day(self.folded[start:end], self.said.year) or self.said.until

    def passage(self, start: int, end: int, above: tuple[str, ...], title: str = "") -> Passage:
        """What `folded[start:end]` tells; `title`: what names the task, else its own first words."""
        words = self.folded[start:end]
        as_of = self.until(start, end)
        begin = start + standing.said_by(words)
        if label := _LABEL.match(self.folded, begin, end):
            begin = label.end()
        when = _WHEN.match(self.folded, begin, end)
        begin = when.end() if when else begin
        led = standing.actor(self.folded[begin:end])
        at = begin + (led[1] if led else 0)
        task = standing.without_lateness(title)[:NAME] or naming.subject(self.text, self.folded, at, end)
        shares = self.share(start, at, end, task)
        judged = Judged.by(above)
        problem = standing.problem(words, named=bool(judged.problems))
        state = standing.state(words, shares, judged)
        aside = state is None and shares is None and not standing.did_something(words)
        kept = problem if state in ("behind", "stopped", "not-started") or judged.problems or aside else None
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
        sentences = self.within.between(start, end)
        return next((share for a, b in sentences if (share := self.share_of_it(a, b, name))), None)

    def share_of_it(self, start: int, end: int, name: str) -> float | None:
        """The share that a sentence names behind a subject of its own that is the task, by two characters of its name:
        新建充电桩进度滞后。县发改局牵头的充电桩建设仅完成28%."""
        led = standing.actor(self.folded[start:end])
        start += led[1] if led else 0
        subject = for_matching(naming.subject(self.text, self.folded, start, end))
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

    def led_below(self, start: int, end: int) -> Led | None:
        """Whom a later sentence names as those who lead what it tells of."""
        sentences = self.within.between(start, end)
        return next((led for a, b in sentences if (led := standing.whose(self.folded[a:b]))), None)

    def assigned(self, start: int, end: int, led: Led | None) -> tuple[Assignment, ...]:
        """Whom the words name as those who lead it, else the clause behind."""
        if led is None or not named_units(led[0]):
            return self.clause_behind(start, end)
        at = start + self.folded[start:end].find(led[0])
        return self.named_between(at, at + len(led[0]))

    def named_between(self, start: int, end: int) -> tuple[Assignment, ...]:
        """The units that these words are, as those who lead."""
        units = named_units(self.folded[start:end]) or ()
        here = [replace(unit, start=start + unit.start, end=start + unit.end) for unit in units]
        return tuple(roles.assign_roles([("lead", here)])) if here else ()

    def clause_behind(self, start: int, end: int) -> tuple[Assignment, ...]:
        """The clause behind, up to which no other paragraph stands."""
        behind = next((c for c in self.within.clauses if c.assignments and c.start >= end), None)
        if behind is None:
            return ()
        between = self.folded[end : behind.start]
        return () if "\n\n" in between or "\n" in between.strip() else behind.assignments


def _is_whole(figure: TargetSpan, after: TargetSpan | None) -> bool:
    """Is it the whole of which the next one in its clause is done (18个村仅完工8个)?"""
    if after is None or (figure.end, figure.unit) != (after.end, after.unit):
        return False
    return figure.value is not None and after.value is not None and figure.value > after.value
