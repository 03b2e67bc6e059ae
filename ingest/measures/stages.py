"""The stages of a plan (实施步骤), and by when it is all done: its tasks that name no day of their own are due then.
So are those below a heading that ends with a day (新建公园(10月底前完成)), and those of a campaign whose opening says
from when to when it is held (定于4月1日至6月30日开展).

Only where each stage names its days, one after the other, the last with an end; and not where the stages are of
something that goes through offices (报名、评审、公示). A file may hold several plans: stages are of the chapters that
are numbered on from one to the next around them.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date
from functools import cache
from itertools import combinations, pairwise

from policygraph.ingest.measures.milestones import Step, StepWords
from policygraph.ingest.measures.parts import Part
from policygraph.ingest.outline import headings
from policygraph.ingest.outline.outline import Item
from policygraph.ingest.text.dates import DateSpan, find_dates
from policygraph.ingest.text.numerals import parse_han
from policygraph.model.vocabulary import read

HEADING = 60
"""Characters of a stage in which its days are looked for."""
_SCHEDULE = re.compile(r"(?:安排|步骤|进度|阶段)$")
_AT_ONCE = re.compile("(?:自)?即日起$")
_STAGE = re.compile(r"^.{2,12}阶段")
_BRACKET = re.compile(r"\(([^()\n]{2,24})\)\s*$")
_OF_ALL = re.compile(
    r"(?:以下|下列|如下|上述|各项|本(?:方案|清单|表)(?:所列)?)(?:各项|重点|主要|全部|\d+[项个])*(?:任务|工作|项目|事项|内容|措施)"
    r"[^,。;\n]{0,6}?(?=(?:\d|[年上下一二三四五六七八九十今本]))([^,。;\n]{2,20}?)(?:全部|全面|均|如期|逐项)*(?:完成|建成|落实|办结|到位)"
)
_CAMPAIGN = re.compile(
    r"(?:定于|决定[于自从在]?|拟于|将于)([^,。;\n]{6,40}?)(?:,?在[^,。;\n]{2,16})?(?:集中|组织|统一)?(?:开展|举行|实施|进行)"
)
_OPEN = re.compile(r"\s?(?:起|开始|以后|之后|以来)")


@dataclass(frozen=True, slots=True)
class Stages:
    """`ends`: of each stage where it begins and ends, and its last day. They are of the plan between `start` and
    `end`."""

    ends: tuple[tuple[int, int, Step], ...]
    start: int
    end: int


@cache
def _words() -> StepWords:
    return read("steps.yaml", StepWords)


def find_ends(
    parts: Sequence[Part], root: Item, text: str, folded: str, year: int | None, issued: date | None, dated: set[int]
) -> tuple[tuple[int, Step], ...]:
    """Of tasks (by index of part) that are not among the `dated` and name no day, by when their plan's stages end: a
    stage's own for what is to be done in it."""
    headed = list(_headed(root, text, folded, year))
    found = [s for s in _all(root, text, folded, year) if issued is None or s.ends[-1][2].on >= issued]
    if any(_overlap(one, two) for one, two in combinations(found, 2)):
        found = []
    held = None if found else _held(root, text, folded, year)
    return tuple(
        (i, step)
        for i, part in enumerate(parts)
        if part.kind == "task" and not part.due and i not in dated
        if (step := _below(part, headed) or _end_of(part, found) or held)
    )


def _below(part: Part, headed: Sequence[tuple[int, int, Step]]) -> Step | None:
    """The day with which the nearest heading ends that a task stands below."""
    return next((step for start, end, step in reversed(headed) if start < part.start < end), None)


def _headed(root: Item, text: str, folded: str, year: int | None) -> Iterator[tuple[int, int, Step]]:
    """The items with others below whose title ends with a deadline in brackets, from the outside in."""
    for chapter in root.children:
        for item in chapter.walk():
            line = folded[item.title_start : item.children[0].start].split("\n")[0] if item.children else ""
            m = _BRACKET.search(line)
            m = m or (_OF_ALL.search(folded, item.title_end, item.children[0].start) if item.children else None)
            for span in find_dates(m[1], year)[-1:] if m else ():
                if m and span.on and span.due:
                    start = item.title_start + m.start(1) + span.start
                    end = start + len(span.raw)
                    step = Step(text[start:end], span.on, item.title_start, item.title_end, item.title)
                    yield item.start, item.end, step


def _held(root: Item, text: str, folded: str, year: int | None) -> Step | None:
    """When a campaign ends of which the opening, above the first item, says when it is held; none where it says two."""
    end = root.children[0].start if root.children else root.start
    found = list(_CAMPAIGN.finditer(folded, root.start, end))
    spans = find_dates(found[0][1], year) if len(found) == 1 else []
    if len(spans) != 1 or spans[0].on is None or spans[0].from_ is None or "月" not in spans[0].raw:
        return None
    start, stop = found[0].start(1) + spans[0].start, found[0].start(1) + spans[0].end
    return Step(text[start:stop], spans[0].on, *found[0].span(), text[slice(*found[0].span())])


def _overlap(one: Stages, two: Stages) -> bool:
    return one.start < two.end and two.start < one.end


def _end_of(part: Part, found: Sequence[Stages]) -> Step | None:
    of = next((s for s in found if s.start <= part.start < s.end), None)
    if of is None:
        return None
    return next((step for start, end, step in of.ends if start <= part.start < end), of.ends[-1][2])


def _all(root: Item, text: str, folded: str, year: int | None) -> Iterator[Stages]:
    """The stages of each plan of the file."""
    for chapter in root.children:
        for item in chapter.walk():
            if ends := _stages(item, text, folded, year):
                run = _numbered_on(root.children, chapter)
                yield Stages(tuple(ends), run[0].start, run[-1].end)


def _stages(item: Item, text: str, folded: str, year: int | None) -> list[tuple[int, int, Step]]:
    """The stages below an item, each with its last day; none where one has none, or they are no stages of work."""
    titles = [folded[child.title_start : child.title_end] for child in item.children]
    heading = folded[item.title_start : item.title_end]
    steps = headings.kind_of(heading) == "step" or _SCHEDULE.search(heading) is not None
    if len(titles) < 2 or not (steps or all(map(_STAGE.match, titles))) or any(map(_words().of_offices.search, titles)):
        return []
    found = []
    for child in item.children:
        if (span := _days(folded, child, year)) is None or span.on is None:
            return []
        start, end = child.title_start, max(child.title_end, span.end + folded.startswith(")", span.end))
        step = Step(text[span.start : span.end], span.on, start, end, text[start:end])
        found.append((child.start, child.end, step))
    days = [step.on for _, _, step in found]
    return found if all(one <= two for one, two in pairwise(days)) and days[0] < days[-1] else []


def _days(folded: str, child: Item, year: int | None) -> DateSpan | None:
    """The days of a stage: in a bracket of its title, or with which its first sentence begins."""
    until = min(child.end, child.title_start + HEADING)
    for span in find_dates(folded[child.title_start : until], year):
        at = child.title_start + span.start
        before = _AT_ONCE.sub("", folded[child.title_start : at].rstrip())
        if before.endswith(("(", "。", ":", "\n")) or not before:
            ended = not _OPEN.match(folded, child.title_start + span.end)
            return replace(span, start=at, end=child.title_start + span.end) if ended else None
    return None


def _numbered_on(chapters: Sequence[Item], own: Item) -> list[Item]:
    """The chapters that are numbered on from one to the next, with `own` among them."""
    run: list[Item] = []
    for chapter in chapters:
        if run and not (chapter.kind == run[-1].kind and _number(chapter) == _number(run[-1]) + 1):
            if own in run:
                break
            run = []
        run.append(chapter)
    return run


def _number(item: Item) -> float:
    return float(item.number) if item.number.isdigit() else parse_han(item.number) or 0.0
