"""Whether figures are to be reached or were reached, and for which year.

The genre, the titles and the headings give a part its frame; the words beside a figure may say otherwise.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from policygraph.ingest.figures.indicator_words import vocabulary
from policygraph.ingest.figures.quantities import Quantity
from policygraph.ingest.figures.sentences import whole_of
from policygraph.ingest.text.years import LONGEST_HEADING, tells_state_of_year, years_named

Kind = Literal["planned", "achieved"]
Years = tuple[int, ...]

_TELLING = frozenset(("interpretation", "drafting-note", "notice", "letter", "speech", "report"))


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
    report = genre == "report"
    inmost = [h for h in reversed(headings) if len(h) <= LONGEST_HEADING]
    back = _look_back(inmost, report, today)
    near = next((_of_its_work(h) or years for h in inmost if (years := years_named(h, today))), ())
    planned, reached = _years_of_titles(titles, report, today)
    ahead, behind = near or planned, near or reached
    return Frame(
        report if back is None else back,
        genre in _TELLING,
        ahead[-1] if ahead else None,
        behind[0] if len(behind) == 1 else None,
        back is True,
    )


_ITS_WORK = re.compile(r"(20\d\d)年度?(?:重点|主要)?(?:工作|任务)(?!回顾|总结|情况)")


def _of_its_work(heading: str) -> Years:
    """The one year whose work a heading is about, though it names a longer time, too: “十五五”时期目标和2026年工作安排.

    Figures of the longer time say so themselves (到2030年).
    """
    found = {int(year) for year in _ITS_WORK.findall(heading)}
    return tuple(found) if len(found) == 1 else ()


def _look_back(headings: Sequence[str], report: bool, today: int | None) -> bool | None:
    """Do the headings, the inmost first, say that they tell of what was reached (True), or of plans (False)?

    None where they say neither. A plan has headings only for results; a report may also head what it tells with a year
    that is over.
    """
    words = vocabulary()
    for heading in headings:
        if not report:
            if words.results.search(heading):
                return True
            continue
        years = years_named(heading, today)
        if words.looks_back.search(heading) or (today and years and years[-1] < today):
            return True
        if words.looks_ahead.search(heading):
            return False
    return None


def _years_of_titles(titles: Sequence[str], report: bool, today: int | None) -> tuple[Years, Years]:
    """The years that the titles give to what is planned and to what was reached, where no heading gives one."""
    named = next((years for title in titles if (years := years_named(title, None))), ())
    if not report:
        return named, ()
    if not tells_state_of_year(titles):
        return (), named
    return named or ((today,) if today else ()), ()


@dataclass(frozen=True, slots=True)
class Around:
    """The words beside a figure: `own`, its clause; `ahead`, its sentence before it; `behind`, its clause after it;
    `above`, its paragraph before the clause; `after`, its sentence behind the clause.
    """

    own: str
    ahead: str
    behind: str
    above: str
    after: str = ""


def kind_of(figure: Quantity, around: Around, frame: Frame, *, past: bool, due: bool) -> Kind:
    """Whether a figure is to be reached or was. `past`: its date is over; `due`: its date is a deadline."""
    own, ahead, above = around.own, around.ahead, around.above
    if whole := whole_of(ahead):  # 现有…36万吨，其中…12万吨
        own = f"{whole}，{own}"
    if vocabulary().aimed_at.match(around.behind) or vocabulary().aimed.search(ahead):
        return "planned"
    if frame.achieved or past:
        return "planned" if _is_unfinished(around) or _is_intended(own, ahead, above, frame) else "achieved"
    over = frame.told and vocabulary().years_over.search(above)
    return "achieved" if _was_reached(figure, own, ahead, frame, due) or (over and not due) else "planned"


def _is_unfinished(around: Around) -> bool:
    """Do the words beside a figure tell that it is being done, or by when it is to be finished?"""
    words = vocabulary()
    if words.finished.search(around.own):
        return False
    return words.under_way.search(around.own) is not None or words.to_finish.match(around.after) is not None


_LAST_YEAR = re.compile(r"\s*(?:去年|上年度?)(?:为|是|约|达)?\d")  # 4.2万人（去年4万人）


def _was_reached(figure: Quantity, own: str, ahead: str, frame: Frame, due: bool) -> bool:
    """Do the words beside a figure tell, among plans, that it was reached?"""
    words = vocabulary()
    if words.achieved.search(own) or _LAST_YEAR.match(own):
        return True
    if due or words.planned.search(own) or words.turns.search(own):
        return False
    done = [m.end() for m in words.done.finditer(ahead)]
    if done and not words.planned.search(ahead, done[-1]) and not words.turns.search(ahead, done[-1]):
        return True
    return frame.told and figure.comparator == "=" and words.told.search(ahead) is not None


def _is_intended(own: str, ahead: str, above: str, frame: Frame) -> bool:
    """Do the words beside a figure tell, among what was reached, that it is planned?"""
    words = vocabulary()
    if words.estimate.search(own):
        return False
    if frame.back:
        return words.intended.search(own) is not None
    if words.planned.search(own) or (words.intended.search(ahead) and not words.done.search(ahead)):
        return True
    return words.objective.search(above) is not None
