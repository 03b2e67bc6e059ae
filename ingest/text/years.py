"""The year that a document is for, by its dates and titles."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from functools import lru_cache

from policygraph.ingest.text.dates import find_dates

LONGEST_HEADING = 40
"""Characters; a longer heading is a sentence, whose dates are its own."""
# In titles and names of files months and days stand in figures alone: （2026.09）, 台账20260930.
_MONTH_ALONE = re.compile(r"(?<![\d.])(20\d\d)[./-](0?[1-9]|1[0-2])(?![\d./年月日号期%-])")
_RUN_TOGETHER = re.compile(r"(?<![\dA-Za-z])(20\d\d)(0[1-9]|1[0-2])(0[1-9]|[12]\d|3[01])?(?!\d)")
_STATE_OF_A_YEAR = re.compile("政府工作报告|计划(?:草案)?的?报告|预算(?:草案)?的?报告")


def in_full(title: str) -> str:
    """A title, or the name of a file, with its months and days as sentences write them.

    >>> in_full("台账(2026.09)"), in_full("台账20260930")
    ('台账(2026年9月)', '台账2026年9月30日')
    """
    said = _MONTH_ALONE.sub(lambda m: f"{m[1]}年{int(m[2])}月", title)
    return _RUN_TOGETHER.sub(lambda m: f"{m[1]}年{int(m[2])}月" + (f"{int(m[3])}日" if m[3] else ""), said)


@lru_cache(maxsize=256)
def years_named(title: str, today: int | None) -> tuple[int, ...]:
    """The years that a heading names, in order: a period gives its first and its last one."""
    found: list[int] = []
    for span in find_dates(in_full(title), today):
        found += [span.from_.year] if span.from_ else []
        found += [span.year] if span.year else []
    return tuple(sorted(set(found)))


def tells_state_of_year(titles: Iterable[str]) -> bool:
    """Is it a report that a government makes every year, which looks back and ahead?"""
    return any(_STATE_OF_A_YEAR.search(title) for title in titles)


def document_year(dates: Iterable[str | None], titles: Sequence[str], genre: str) -> int | None:
    """The year a document counts from: of the first known of its `dates` (ISO), else the one of its titles.

    What is issued in December for the next year (2024年工作要点) counts from that year.
    """
    said = next((int(day[:4]) for day in dates if day), None)
    named = next((y[0] for t in titles if len(y := years_named(t, None)) == 1), None)
    if said is None:
        return named
    return named if named == said + 1 and genre in ("plan", "notice", "opinion") else said


def year_ahead(headings: Iterable[str], titles: Sequence[str]) -> int | None:
    """The year that a government's yearly report plans, where neither a date nor the title says it: the latest one of
    its headings (2023年工作回顾, 2024年工作任务)."""
    if not tells_state_of_year(titles):
        return None
    named = [years[0] for h in headings if len(h) <= LONGEST_HEADING and len(years := years_named(h, None)) == 1]
    return max(named, default=None)


def year_beside(words: Iterable[str]) -> int | None:
    """The year of what tells how things stand, where its title and its dates are silent: the one that the first of
    `words` names which names one (its number, lines above its tables, the name of its file)."""
    return next((years[0] for said in words if len(years := years_named(said, None)) == 1), None)
