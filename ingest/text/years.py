"""The year that a document is for, by its dates and titles."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from functools import lru_cache

from policygraph.ingest.text.dates import find_dates

LONGEST_HEADING = 40
"""Characters; a longer heading is a sentence, whose dates are its own."""
_STATE_OF_A_YEAR = re.compile("政府工作报告|计划(?:草案)?的?报告|预算(?:草案)?的?报告")


@lru_cache(maxsize=256)
def years_named(title: str, today: int | None) -> tuple[int, ...]:
    """The years that a heading names, in order: a period gives its first and its last one."""
    found: list[int] = []
    for span in find_dates(title, today):
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
