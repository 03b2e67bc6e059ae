"""What is told of a task together: several offices for one day, one after the other, problems that stand."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date
from itertools import takewhile
from typing import NamedTuple

SOLVED = ("无", "没有", "已解决")
"""With which a person says that what stood in the way does no more."""
ENDED = ("done", "stopped", "not-started")  # with these a share that was told before says nothing more
# Of what several offices tell for one day, what counts: a task is done when all have done their part.
_WORST = ("stopped", "behind", "not-started", "on-track", "done")


class Told(NamedTuple):
    """One Progress of a task. `at`, `by`: when and by whom it was entered (`at` ISO with time zone), none where it was
    read; `document`, `start`, `end`: where it stands, none where it was entered. `confirmed`: a person says that it is
    done and can be closed; `part`: it tells of a part of the task; `ahead`: what is to be done next; `unhindered`: it
    says that nothing stands in the way, where another that names no problem leaves the one of before; `charge`: it
    says nothing but what is ahead, as orders do, so that how the task stands does not follow from it."""

    id: str
    state: str | None
    share: float | None
    as_of: date | None
    problem: str | None
    words: str
    document: str | None = None
    source: str | None = None
    start: int | None = None
    end: int | None = None
    by: str | None = None
    at: str | None = None
    confirmed: bool = False
    part: bool = False
    ahead: str | None = None
    unhindered: bool = False
    charge: bool = False


def day_of(told: Told) -> date:
    return told.as_of or date.min


def of_all(known: list[Told]) -> list[Told]:
    """Without what is told of parts, where the last that was told of all of the task is that it is done."""
    whole = next((each for each in known if not each.part), None)
    return [each for each in known if not each.part] if whole and is_done(whole) else known


def share_of(last: Told | None, known: Sequence[Told]) -> tuple[float | None, date | None]:
    """The share last told, and for which day: that of before, where the last names none and the task went on."""
    while last and last.share is None and not (last.state in ENDED or last.confirmed):
        known = known[1:] if last.at else [each for each in known if day_of(each) < day_of(last)]
        last = last_of(known)
        if last and is_done(last):
            return None, None
    return (last.share, last.as_of) if last else (None, None)


def last_of(known: Sequence[Told]) -> Told | None:
    """What counts of what is told, the last first: what a person entered for the last day, else what all tell for that
    day together."""
    if not known:
        return None
    if known[0].at:
        return _carried(known)
    together = _of_one_day(known)
    joined = together[0] if len(together) == 1 else _joined(together)
    if all(map(hinders_only, together)) and (before := last_of(known[len(together) :])):
        joined = joined._replace(state=before.state, share=before.share)
    return joined._replace(problem=_problem(known))


def hinders_only(told: Told) -> bool:
    """Does it tell of a problem, and of nothing that was done?"""
    if told.state or told.share is not None or told.confirmed:
        return False
    return bool(told.problem) and told.words in ("", told.problem)


def _of_one_day(known: Sequence[Told]) -> list[Told]:
    return list(takewhile(lambda each: day_of(each) == day_of(known[0]), known))


def _carried(known: Sequence[Told]) -> Told:
    """What a person entered last: who writes down a problem alone leaves state and share as they were, and who says
    nothing of a problem leaves that."""
    said = next((each for each in known if each.state or each.share is not None or each.confirmed), known[0])
    carried = known[0]._replace(state=said.state, share=said.share, confirmed=said.confirmed)
    return carried._replace(problem=None if is_done(carried) and not known[0].problem else _problem(known))


def _problem(known: Sequence[Told]) -> str | None:
    """The problem last told: until a person says that there is none, or a ledger that says so of each, or the task is
    done. Who says nothing of problems, and a ledger without such a column, leaves the one of before."""
    while known:
        together = list(known[:1]) if known[0].at else _of_one_day(known)
        said = list(dict.fromkeys(each.problem for each in together if each.problem))
        if said or all(map(is_done, together)) or any(each.unhindered for each in together):
            return "；".join(each for each in said if each not in SOLVED) or None
        known = known[len(together) :]
    return None


def confirmed_by(known: Iterable[Told]) -> str | None:
    """Who confirmed that a task is done, where nothing else was told since."""
    for each in known:
        if each.confirmed:
            return each.by
        if not is_done(each) and (each.state or each.share is not None):
            return None
    return None


def is_done(told: Told) -> bool:
    return told.state == "done" or told.share == 1 or told.confirmed


def _joined(told: Sequence[Told]) -> Told:
    """What several offices tell of one task for one day, as one: the worst state, the middle share."""
    shares = [each.share for each in told if each.share is not None]
    states = [each.state for each in told if each.state]
    finished = len(states) == len(told) or not {"done"}.issuperset(states)
    return told[0]._replace(
        state=next((each for each in _WORST if each in states), None) if finished else "on-track",
        share=round(sum(shares) / len(shares), 4) if len(shares) == len(told) else None,
    )
