"""How tasks stand, as the rows of a ledger tell: 已完成1.2万亩，完成年度目标的60%; 资金未到位; 未达序时进度.

What is told is kept as told. The state is none where no word says it: whether a task is late follows from its deadline
and the day on which somebody asks, and is not for a reader to say.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from functools import cache
from typing import Literal

from policygraph.ingest.figures.targets import TargetSpan, find_targets
from policygraph.ingest.figures.tense import Frame
from policygraph.ingest.measures.parts import CellWords, Part
from policygraph.ingest.text.characters import for_matching
from policygraph.ingest.text.dates import find_dates
from policygraph.model.vocabulary import Expression, read

State = Literal["not-started", "on-track", "behind", "done", "stopped"]

OPENING = 600
"""Characters before the first table in which a ledger says until when it tells."""
_UNTIL = re.compile(r"截[至止]到?")
_CLAUSE = re.compile(r"[,。;\n]\s*")
_PARTS = re.compile(r"\s*(\d+(?:\.\d+)?)\s*/\s*(0*[1-9]\d*)\s*")
_NUMBER = re.compile(r"\s*(\d+(?:\.\d+)?)\s*(%?)\s*")


@dataclass(frozen=True, slots=True)
class Report:
    """`text[start:end]` are the words that tell it, `share` (0 to 1) how much is done, `reached` the figures in them,
    which count in the same text."""

    state: State | None
    share: float | None
    as_of: date | None
    problem: str | None
    start: int
    end: int
    reached: tuple[TargetSpan, ...] = ()


@dataclass(frozen=True, slots=True)
class ProgressWords:
    """`data/progress.yaml`."""

    done: Expression
    stopped: Expression
    not_started: Expression
    behind: Expression
    going_on: Expression
    yes: Expression
    no: Expression
    none: Expression
    share: Expression


@cache
def _words() -> ProgressWords:
    return read("progress.yaml", ProgressWords)


def find_progress(
    parts: Sequence[Part],
    text: str,
    head: Sequence[str],
    dated: Sequence[str | None],
    year: int | None,
    aims: Mapping[int, str],
) -> Iterator[tuple[int, Report]]:
    """What is told of each task, with its index in `parts`. `head` are the title and the words above the tables,
    `dated` the document's own dates (ISO), the surest first; `year` is the one that it counts from; `aims` says of a
    task what its planned figure counts, which what was done need not repeat."""
    told = [(i, part) for i, part in enumerate(parts) if part.told and part.kind == "task"]
    if not told:
        return
    until = _until(head, year) or next((date.fromisoformat(day) for day in dated if day), None)
    for i, part in told:
        yield i, _report(part, text, until, year, aims.get(i, ""))


def _until(head: Sequence[str], year: int | None) -> date | None:
    """Until when a ledger tells: 截至2025年6月30日, else the month that it is of."""
    for words in head:
        for m in _UNTIL.finditer(words):
            if on := _first_day(words[m.end() : m.end() + 20], year):
                return on
    return next((on for words in head if (on := _month_of(words, year))), None)


def _first_day(words: str, year: int | None) -> date | None:
    """The date with which words begin."""
    found = find_dates(words, year)
    return found[0].on if found and found[0].start <= 1 else None


def _month_of(title: str, year: int | None) -> date | None:
    """Of 2025年6月工作进展情况: the month's last day."""
    found = [span for span in find_dates(title, year) if "月" in span.raw and span.on]
    return found[-1].on if found else None


def _report(part: Part, text: str, until: date | None, year: int | None, aim: str) -> Report:
    cells = {cell.kind: cell for cell in reversed(part.told)}
    words = {kind: for_matching(text[cell.start : cell.end]).strip() for kind, cell in cells.items()}
    said = words.get("report", "")
    share = _share_of_cell(words.get("share", ""))
    share = _share_in(said) if share is None else share
    own = _UNTIL.search(said)
    as_of = (_first_day(said[own.end() :], year) if own else None) or until
    main = cells.get("report") or part.told[0]
    problem = cells.get("obstacle")
    return Report(
        state=_state(words, cells, share),
        share=share,
        as_of=as_of,
        problem=text[problem.start : problem.end].strip() if problem and not _is_none(words["obstacle"]) else None,
        start=main.start,
        end=main.end,
        reached=_reached(text, cells["report"], as_of, year, aim) if "report" in cells else (),
    )


def _is_none(words: str) -> bool:
    return not words or _words().none.fullmatch(words.strip("。.")) is not None


def _share_of_cell(words: str) -> float | None:
    """60%, 60, 0.6 and 9/15 are one; more than the whole is the whole."""
    if parts := _PARTS.fullmatch(words):
        return _share(float(parts[1]) / float(parts[2]))
    if not (m := _NUMBER.fullmatch(words)):
        return None
    value = float(m[1])
    return _share(value if value <= 1 and not m[2] else value / 100)


def _share(value: float) -> float:
    return min(round(value, 4), 1.0)


def _share_in(words: str) -> float | None:
    """The one share of the whole task that words name; none where they name several."""
    named = {next(filter(None, m.groups())) for clause in _clauses(words) for m in _words().share.finditer(clause)}
    return _share(float(named.pop()) / 100) if len(named) == 1 else None


def _clauses(words: str) -> list[str]:
    return [clause.strip() for clause in _CLAUSE.split(words) if clause.strip()]


def _state(words: dict[str, str], cells: dict[str, CellWords], share: float | None) -> State | None:
    """As a column says in a word, else as a share and the words tell."""
    if share == 1:
        return "done"
    if state := _of_a_word(words.get("pace", ""), cells["pace"].counts if "pace" in cells else ""):
        return state
    said = _clauses(words.get("report", ""))
    state = _of_words(said)
    return "on-track" if state == "done" and share is not None else state


def _of_a_word(word: str, heading: str) -> State | None:
    """What 是, 否 or a word says below 是否达到序时进度, 是否滞后, 是否完成 or 状态."""
    rules, word = _words(), word.strip("。. ")
    yes, no = rules.yes.fullmatch(word), rules.no.fullmatch(word)
    if not (yes or no):
        return _of_words(_clauses(word))
    if "滞后" in heading:
        return "behind" if yes else "on-track"
    if re.search("完成|办结|销号", heading):
        return "done" if yes else None  # what is not done yet need not be late
    return "on-track" if yes else "behind"


def _of_words(clauses: Sequence[str]) -> State | None:
    """The first that fits: what hinders a task is said beside what was done of it."""
    rules = _words()
    states: tuple[tuple[State, Expression], ...] = (
        ("stopped", rules.stopped),
        ("behind", rules.behind),
        ("done", rules.done),
        ("not-started", rules.not_started),
        ("on-track", rules.going_on),
    )
    return next((state for state, rule in states if any(rule.search(clause) for clause in clauses)), None)


def _reached(text: str, cell: CellWords, as_of: date | None, year: int | None, aim: str) -> tuple[TargetSpan, ...]:
    """The figures of what was done; one that is counted by a part of the aim's name (修剪 of 修剪茶园) is the aim's."""
    frame = Frame(achieved=True, told=True, reached_in=as_of.year if as_of else year)
    read = find_targets(text[cell.start : cell.end], default_year=year, frame=frame, about=aim)
    return tuple(
        replace(
            t,
            indicator=aim if t.indicator in aim else t.indicator,
            start=cell.start + t.start,
            end=cell.start + t.end,
        )
        for t in read.targets
        if t.kind == "achieved"
    )
