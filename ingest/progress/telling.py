"""What words tell of how a task stands: its state, the share that is done, until when they tell, what was reached.

What is told is kept as told. The state is none where no word says it: whether a task is late follows from its deadline
and the day on which somebody asks, and is not for a reader to say.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from functools import cache
from typing import Literal

from policygraph.ingest.figures.targets import TargetSpan, find_targets
from policygraph.ingest.figures.tense import Frame
from policygraph.ingest.tables.shares import in_words
from policygraph.model.vocabulary import Expression, read

State = Literal["not-started", "on-track", "behind", "done", "stopped"]

_CLAUSE = re.compile(r"[,。;\n]\s*")


@dataclass(frozen=True, slots=True)
class Report:
    """`text[start:end]` are the words that tell it, `share` (0 to 1) how much is done, `reached` the figures in them,
    which count in the same text, `ahead` what is to be done next; `unhindered`: they say that nothing stands in the
    way, or leave it empty; `charge`: nothing is said but what is ahead; `new_due`: the deadline to which it was put
    off."""

    state: State | None
    share: float | None
    as_of: date | None
    problem: str | None
    start: int
    end: int
    reached: tuple[TargetSpan, ...] = ()
    ahead: str | None = None
    unhindered: bool = False
    charge: bool = False
    new_due: str | None = None


@dataclass(frozen=True, slots=True)
class ProgressWords:
    """`data/progress.yaml`."""

    done: Expression
    step: Expression
    part: Expression
    stopped: Expression
    not_started: Expression
    behind: Expression
    going_on: Expression
    yes: Expression
    no: Expression
    none: Expression
    share: Expression


@cache
def words() -> ProgressWords:
    """The vocabulary, read once."""
    return read("progress.yaml", ProgressWords)


def clauses(said: str) -> list[str]:
    """The clauses of folded words."""
    return [clause.strip() for clause in _CLAUSE.split(said) if clause.strip()]


def is_none(said: str) -> bool:
    """Do the words say that there is nothing: 无, 暂无问题?"""
    return not said or words().none.fullmatch(said.strip("。.")) is not None


def as_share(value: float) -> float:
    """More than the whole is the whole."""
    return min(round(value, 4), 1.0)


def share_in(said: str) -> float | None:
    """The one share of the whole task that words name; none where they name several."""
    whole = [clause for clause in clauses(said) if not (words().part.search(clause) or "分别" in clause)]
    named = {_value(m) for clause in whole for m in words().share.finditer(clause)}
    return as_share(named.pop()) if len(named) == 1 else None


def _value(share: re.Match[str]) -> float:
    said = next(filter(None, share.groups()))
    if "半" in said and "成" not in said:
        return 0.5  # 过半: at least so much
    return float(said) / 100 if said[0].isdigit() else in_words(said) or 0.0


def state_of(said: Sequence[str]) -> State | None:
    """What clauses tell, the first that fits: what hinders a task is said beside what was done of it."""
    rules = words()
    states: tuple[tuple[State, Expression], ...] = (
        ("stopped", rules.stopped),
        ("behind", rules.behind),
        ("done", rules.done),
        ("not-started", rules.not_started),
        ("on-track", rules.going_on),
    )
    return next((state for state, rule in states if any(_tells(state, rule, clause) for clause in said)), None)


def _tells(state: State, rule: Expression, clause: str) -> bool:
    return rule.search(clause) is not None and not (
        state == "done" and (words().step.search(clause) or words().part.search(clause))
    )


def reached(
    text: str, start: int, end: int, as_of: date | None, year: int | None, aim: str = ""
) -> tuple[TargetSpan, ...]:
    """The figures of what was done; one that is counted by a part of the aim's name (修剪 of 修剪茶园) is the aim's."""
    frame = Frame(achieved=True, told=True, reached_in=as_of.year if as_of else year)
    read = find_targets(text[start:end], default_year=year, frame=frame, about=aim)
    return tuple(
        replace(t, indicator=aim if t.indicator in aim else t.indicator, start=start + t.start, end=start + t.end)
        for t in read.targets
        if t.kind == "achieved"
    )
