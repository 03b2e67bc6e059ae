"""The stages of a plan (实施步骤), and by when it is all done: its tasks that name no day of their own are due then.

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
_STAGE = re.compile(r"^.{2,12}阶段")
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
    found = [s for s in _all(root, text, folded, year) if issued is None or s.ends[-1][2].on >= issued]
    if any(_overlap(one, two) for one, two in combinations(found, 2)):
        return ()
    return tuple(
        (i, step)
        for i, part in enumerate(parts)
        if part.kind == "task" and not part.due and i not in dated and (step := _end_of(part, found))
    )


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
    steps = headings.kind_of(folded[item.title_start : item.title_end]) == "step"
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
        before = folded[child.title_start : at].rstrip()
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
