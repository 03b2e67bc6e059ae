"""Whether a part's figures are to be reached or were reached, and for which year, by its headings and the titles."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache

from policygraph.ingest.dates import find_dates
from policygraph.ingest.indicators import vocabulary

_TELLING = frozenset(("interpretation", "drafting-note", "notice", "speech", "report"))
_LONGEST = 40  # characters of a heading; a longer one is a sentence, whose dates are its own
_STATE_OF_A_YEAR = re.compile("政府工作报告|计划(?:草案)?的?报告|预算(?:草案)?的?报告")  # they look back and ahead


@dataclass(frozen=True, slots=True)
class Frame:
    """What a part says of figures without words of their own.

    `achieved`: they were reached; `back`: a heading says so, whatever their verbs. `told`: the genre tells how things
    are, so that 同比 and 共有 speak of what is. `planned_for` and `reached_in`: the year of planned and of reached ones
    that name none.
    """

    achieved: bool
    told: bool
    planned_for: int | None = None
    reached_in: int | None = None
    back: bool = False


@lru_cache(maxsize=256)
def _years(title: str, today: int | None) -> tuple[int, ...]:
    """The years that a heading names, in order: a period gives its first and its last one."""
    found: list[int] = []
    for span in find_dates(title, today):
        found += [span.from_.year] if span.from_ else []
        found += [span.year] if span.year else []
    return tuple(sorted(set(found)))


def document_year(dates: Iterable[str | None], titles: Sequence[str], genre: str) -> int | None:
    """The year a document counts from: of the first known of its `dates` (ISO), else the one of its titles.

    What is issued in December for the next year (2024年工作要点) counts from that year.
    """
    said = next((int(day[:4]) for day in dates if day), None)
    named = next((y[0] for t in titles if len(y := _years(t, None)) == 1), None)
    if said is None:
        return named
    return named if named == said + 1 and genre in ("plan", "notice", "opinion") else said


def year_ahead(headings: Iterable[str], titles: Sequence[str]) -> int | None:
    """The year that a government's yearly report plans, where neither a date nor the title says it: the latest one of
    its headings (2023年工作回顾, 2024年工作任务)."""
    if not any(_STATE_OF_A_YEAR.search(title) for title in titles):
        return None
    named = [years[0] for h in headings if len(h) <= _LONGEST and len(years := _years(h, None)) == 1]
    return max(named, default=None)


def frame(genre: str, headings: Sequence[str], titles: Sequence[str], today: int | None) -> Frame:
    """The frame of a part under `headings` (outermost first) in a document of that genre, title and year."""
    words = vocabulary()
    report = genre == "report"
    short = [h for h in headings if len(h) <= _LONGEST]
    achieved, back = report, False
    for heading in reversed(short):
        years = _years(heading, today)
        looks_back = (words.looks_back if report else words.results).search(heading)
        if looks_back or (report and today and years and years[-1] < today):
            achieved = back = True
            break
        if report and words.looks_ahead.search(heading):
            achieved = False
            break
    near = next((y for h in reversed(short) if (y := _years(h, today))), ())
    named = next((y for t in titles if (y := _years(t, None))), ())
    past = named if report and not any(_STATE_OF_A_YEAR.search(t) for t in titles) else ()
    yearly = (today,) if report and today and any(_STATE_OF_A_YEAR.search(t) for t in titles) else ()
    ahead, behind = near or (() if past else named) or yearly, near or past
    return Frame(
        achieved,
        genre in _TELLING,
        ahead[-1] if ahead else None,
        behind[0] if len(behind) == 1 else None,
        back,
    )
