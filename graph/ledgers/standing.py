"""How a task stands on a day: from what was last told of it, its deadline and the day.

The state is the first that fits: done (told so, or all of it), and closed where a person has confirmed it; stopped;
overdue, from the day after the deadline; not started, told so, or nothing told but what stands in the way; behind,
told so or less done than the elapsed part of its term asks; on track. What was told for a later day than that asked of
does not count.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any, Literal, NamedTuple, cast, get_args

from policygraph.graph.ledgers.told import Told, confirmed_by, day_of, hinders_only, is_done, last_of, of_all, share_of
from policygraph.model.errors import PolicyGraphError
from policygraph.model.vocabulary import read, read_own
from policygraph.model.words import percent, whole_percent

State = Literal["closed", "done", "stopped", "overdue", "not-started", "behind", "on-track"]
Light = Literal["red", "yellow", "blue", "green", "grey"]
FINISHED = ("closed", "done")

STATES: dict[State, str] = {
    "closed": "销号", "done": "办结", "stopped": "中止", "overdue": "逾期", "not-started": "未开始", "behind": "滞后",
    "on-track": "正常",
}  # fmt: skip
LIGHTS: dict[Light, str] = {"red": "红", "yellow": "黄", "blue": "蓝", "green": "绿", "grey": "灰"}


@dataclass(frozen=True, slots=True)
class Line:
    """A task as a line of the ledger. `within`: id of the larger task that it is a part of; `parts`: whether it has
    parts of its own; `begins`: when its term begins, none where its plan names no year; `told`: all that is told of it,
    the earliest first; `due_basis`: of `due_on`, where that does not stand in its own clause or column; `since`: from
    when on there is the task, where that is known: its plan was issued, or its term had begun."""

    id: str
    number: str | None
    title: str
    text: str
    section: tuple[str, ...]
    policy: str | None
    policy_id: str | None
    place: str | None
    level: str | None
    leads: tuple[str, ...]
    supports: tuple[str, ...]
    due: str | None
    due_on: date | None
    begins: date | None
    document: str
    source: str
    start: int
    end: int
    position: int
    within: str | None = None
    parts: bool = False
    told: tuple[Told, ...] = ()
    due_basis: str | None = None
    since: date | None = None


class Standing(NamedTuple):
    """`share`, `as_of` and `problem` as last told; `ground`: why it is in that state, for people."""

    state: State
    light: Light
    share: float | None
    as_of: date | None
    problem: str | None
    ground: str


@dataclass(frozen=True, slots=True)
class Rule:
    light: str
    states: tuple[str, ...]
    due_within: int | None = None
    behind_by: float | None = None


@dataclass(frozen=True, slots=True)
class Rules:
    """`data/lights.yaml`."""

    tolerance: float
    lights: tuple[Rule, ...]


@cache
def rules_of(file: Path | None = None) -> Rules:
    """The rules of an office's file, or ours. PolicyGraphError names what is wrong in it."""
    rules = read("lights.yaml", Rules) if file is None else read_own(file.resolve(), Rules)
    if not 0 <= rules.tolerance < 1:
        raise PolicyGraphError(f"{file}：tolerance 应在 0 和 1 之间，得到 {rules.tolerance}")
    for rule in rules.lights:
        unknown = [each for each in rule.states if each not in STATES]
        if unknown or rule.light not in get_args(Light):
            raise PolicyGraphError(
                f"{file}：没有“{(unknown or [rule.light])[0]}”这种状态或灯色；"
                f"状态可以是 {_listed(STATES)}，灯色可以是 {_listed(LIGHTS)}"
            )
    if missing := [words for state, words in STATES.items() if not any(state in rule.states for rule in rules.lights)]:
        raise PolicyGraphError(f"{file}：没有说 {'、'.join(missing)} 亮什么灯")
    return rules


def _listed(names: Mapping[Any, str]) -> str:
    return "、".join(f"{name}（{words}）" for name, words in names.items())


def stand(line: Line, on: date, rules: Rules | None = None) -> Standing:
    """How a task stands on a day.

    >>> from datetime import date
    >>> bare = ("", (), None, None, None, None, (), (), None)
    >>> line = Line("1", None, "修路", *bare, date(2030, 10, 31), date(2030, 1, 1), "d", "d", 0, 1, 1)
    >>> stand(line, date(2030, 10, 31)).state, stand(line, date(2030, 11, 1)).ground
    ('not-started', '2030-10-31到期，尚未办结')
    """
    rules = rules or rules_of()
    told = of_all(
        sorted(
            (each for each in known(line, on).told if not each.charge),
            key=lambda each: (day_of(each), each.at or ""),
            reverse=True,
        )
    )
    last = last_of(told)
    share, shared_on = share_of(last, told)
    before = last._replace(share=share, as_of=shared_on) if last and last.share != share else None
    judged = before if before and before.state is None else last
    state, ground = _state(line, judged, on, rules)
    if before and state == "on-track" and (fell := _fell_behind(line, before, told, rules)):
        judged, state, ground = before, "behind", fell
    if state == "done" and (by := confirmed_by(told)):
        state, ground = "closed", f"{by}已确认办结"
    return Standing(
        state,
        _light(state, line, judged, on, rules),
        share,
        last.as_of if last else None,
        last.problem if last else None,
        ground,
    )


def _fell_behind(line: Line, before: Told, told: Sequence[Told], rules: Rules) -> str:
    """Why a task is behind of which a share was told `before`, too little for its day, and since was only read that it
    goes on; empty where it is not: a share that was enough then is not too little for want of a newer one, and who
    enters a state knows better."""
    day, last = before.as_of, max(map(day_of, told))
    newest = [each for each in told if day_of(each) == last]
    if day is None or any(each.at or each.share is not None for each in newest):
        return ""
    state, ground = _under_way(line, before._replace(state=None), day, rules)
    return f"{ground}，后来的报告没有说完成多少" if state == "behind" else ""


def there(lines: Iterable[Line], on: date) -> list[Line]:
    """The tasks that there were on that day: next year's plan is no part of what was said of this year's before it."""
    return [line for line in lines if line.since is None or line.since <= on]


def begun(lines: Iterable[Line], on: date) -> list[Line]:
    """Without the tasks of plans for next year, of which nothing is told: issued before it, they are not what the year
    of that day is driven by."""
    return [line for line in lines if not _is_ahead(line, on)]


def _is_ahead(line: Line, on: date) -> bool:
    return line.begins is not None and line.begins.year == on.year + 1 and not known(line, on).told


def ahead_in_words(lines: Iterable[Line], on: date) -> str:
    """How many of the tasks are left out because their plans are for next year, for people; empty where none is."""
    ahead = counted([line for line in lines if _is_ahead(line, on)])
    plans = list(dict.fromkeys(f"《{line.policy}》" for line in ahead if line.policy))
    named = f"（{'、'.join(plans[:3])}{'等' if len(plans) > 3 else ''}）" if plans else ""
    return f"明年的方案{named}里的 {len(ahead)} 项任务还没有开始，没有列" if ahead else ""


def known(line: Line, on: date) -> Line:
    """A line with what is told until that day."""
    told = tuple(each for each in line.told if each.as_of is None or each.as_of <= on)
    return line if told == line.told else replace(line, told=told)


def _state(line: Line, last: Told | None, on: date, rules: Rules) -> tuple[State, str]:
    """The first that fits, and why."""
    if last and is_done(last):
        return "done", f"{_until(last)}{'完成 100%' if last.share == 1 else '办结'}"
    if last and last.state == "stopped":
        return "stopped", f"{_until(last)}中止"
    if line.due_on and line.due_on < on:
        return "overdue", f"{line.due_on}到期，尚未办结"
    if last is None:
        return "not-started", "没有报告过进展"
    if hinders_only(last):
        return "not-started", f"{_until(last)}存在问题，没有报告过进展"
    return _under_way(line, last, on, rules)


def _under_way(line: Line, last: Told, on: date, rules: Rules) -> tuple[State, str]:
    """Of a task that is neither finished nor late."""
    told = _until(last)
    if last.state == "not-started":
        return "not-started", f"{told}未开始"
    if last.state == "behind":
        return "behind", f"{told}滞后"
    if last.share is None:
        return "on-track", f"{told}{'正常' if last.state else '了进展，没有说快慢'}"
    elapsed = _elapsed(line, on)
    if elapsed is not None and elapsed - last.share > rules.tolerance:
        return "behind", f"{told}完成 {percent(last.share)}，期限已过 {whole_percent(elapsed)}"
    return "on-track", f"{told}完成 {percent(last.share)}"


def _until(told: Told) -> str:
    return f"截至{told.as_of}报告" if told.as_of else "报告"


def _elapsed(line: Line, on: date) -> float | None:
    """The part of a task's term that is over, 0 to 1; None where its beginning or its end is not known."""
    if line.begins is None or line.due_on is None or line.due_on < line.begins:
        return None
    days = (line.due_on - line.begins).days + 1
    return min(1.0, max(0.0, ((on - line.begins).days + 1) / days))


def _light(state: State, line: Line, last: Told | None, on: date, rules: Rules) -> Light:
    fitting = (rule.light for rule in rules.lights if _fits(rule, state, line, last, on))
    return cast(Light, next(fitting, "grey"))


def _fits(rule: Rule, state: State, line: Line, last: Told | None, on: date) -> bool:
    if state not in rule.states:
        return False
    if rule.due_within is not None and (line.due_on is None or (line.due_on - on).days > rule.due_within):
        return False
    if rule.behind_by is None:
        return True
    elapsed = _elapsed(line, on)
    share = last.share if last else None
    return elapsed is not None and share is not None and elapsed - share >= rule.behind_by


# --- of several


class Completion(NamedTuple):
    """Of several tasks: how many there are, how many stand how, how many are finished, and how much is done (0 to 1),
    each task counting alike; one of which no share is told counts by its state alone: done 1, else 0."""

    tasks: int
    states: dict[State, int]
    finished: int
    share: float | None


def counted(lines: Sequence[Line]) -> list[Line]:
    """Each task once: a larger one where it alone is told of, else its parts."""
    told = {line.within for line in lines if line.told and line.within}
    alone = {line.id for line in lines if line.parts and line.told and line.id not in told}
    return [line for line in lines if (line.id in alone if line.parts else line.within not in alone)]


def completion(stands: Iterable[Standing]) -> Completion:
    """How far several tasks are together."""
    stands = list(stands)
    states = {state: sum(each.state == state for each in stands) for state in STATES}
    shares = [1.0 if each.state in FINISHED else each.share or 0.0 for each in stands]
    share = round(sum(shares) / len(shares), 4) if shares else None
    return Completion(len(stands), states, states["closed"] + states["done"], share)
