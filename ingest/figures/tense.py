"""Whether a part's figures are to be reached or were reached, and for which year, by its headings and the titles."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from policygraph.ingest.figures.indicators import vocabulary
from policygraph.ingest.text.years import _LONGEST, _STATE_OF_A_YEAR, _years

_TELLING = frozenset(("interpretation", "drafting-note", "notice", "speech", "report"))


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


def frame_of(genre: str, headings: Sequence[str], titles: Sequence[str], today: int | None) -> Frame:
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
