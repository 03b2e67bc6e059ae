"""Whether words of running text tell how a task stands, and how: state, problem, whose it is (`data/passages.yaml`)."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache

from policygraph.ingest.progress import telling
from policygraph.ingest.progress.telling import State
from policygraph.ingest.roles.subjects import named_units
from policygraph.model.vocabulary import Expression, read

_CLAUSE = re.compile(r"[^,。;\n]+")
_OF_A_TOWN = re.compile(
    r"[一-鿿]{1,5}(?:街道|[镇乡])(?:已|累计|共|现|目前)"
)  # what one town has done is not the task's
_A_PART_DONE = re.compile(
    r"(?:土建|主体|基础|地基|前期|设计|招标|征地|选址|路基|桩基)(?:工程|工作|施工)?(?:已|基本|全部)*完[成工]"
)
_ONLY = re.compile(r"(?:仅|只|才|刚)(?=[^,。;]{0,6}\d)")
_LACKS = re.compile("缺口|短缺|尚缺|还差")  # what its figure counts is not there
_PART_OF = re.compile(
    r"(?:^|[一-鿿])\d+(?:个(?!月)|处|座|条|户|村|镇|家|项|名|栋|口|所)[^,\"]{0,8}?(?:尚未|还未|未|没有?)"
)


@dataclass(frozen=True, slots=True)
class PassageWords:
    """`data/passages.yaml`."""

    reports: Expression
    no_reports: Expression
    ahead: Expression
    group: Expression
    problems: Expression
    judges: Expression
    acts: Expression
    going: Expression
    finished: Expression
    whole: Expression
    unfinished: Expression
    short: Expression
    effects: Expression
    open: Expression
    of_all: Expression
    counted: Expression
    orders: Expression
    plans: Expression
    comes_to: Expression
    goes_on: Expression
    hinders: Expression
    reason: Expression
    late_tail: Expression
    not_reached: Expression
    brings: Expression
    several: Expression
    whose: Expression
    acts_itself: Expression
    of_places: Expression
    puts_off: Expression
    meeting: Expression


@cache
def words() -> PassageWords:
    """The vocabulary, read once."""
    return read("passages.yaml", PassageWords)


@dataclass(frozen=True, slots=True)
class Judged:
    """What the titles above say of all that stands under them: its state, and that it tells of problems."""

    state: State | None
    problems: bool

    @classmethod
    def by(cls, titles: Sequence[str]) -> Judged:
        state = next((found for title in reversed(titles) if (found := _of_title(title))), None)
        return cls(state, any(words().problems.search(title) for title in titles))


def _of_title(title: str) -> State | None:
    if m := words().judges.search(title):
        return "done" if m["done"] else "on-track"
    state = telling.state_of([title])
    return state if state in ("behind", "not-started", "stopped") else None


def is_order(said: str) -> bool:
    """Do the words begin what is to be done, and is it not told behind that how far it has come (计划…，目前已…)?"""
    said = said.lstrip('" ')
    said = said[said_by(said) :]
    if words().orders.search(said) is None:
        return False
    planned = words().plans.match(said)
    behind = [clause for clause in telling.clauses(said)[1:] if words().orders.search(clause) is None]
    return not (planned and any(words().comes_to.search(clause) for clause in behind))


def said_by(said: str) -> int:
    """Where the words of a meeting begin that only found how things stand: behind 会议指出，."""
    m = words().meeting.match(said)
    return m.end() if m else 0


def tells(said: str, *, surely: bool = False) -> bool:
    """Do the words tell how one task stands? `surely`: by a share or a word for it, or of what was done by a figure."""
    rules = words()
    if counts(said) or rules.of_places.search(said):
        return False
    return any(_is_cue(clause, surely=surely) for clause in telling.clauses(said))


def counts(said: str) -> bool:
    """Do the words count tasks, and tell of none of them?"""
    return words().of_all.search(said) is not None or words().counted.search(said) is not None


def judges(said: str) -> bool:
    """Do the words say how a task stands by a share, or a word for it?"""
    if words().of_all.search(said) or words().of_places.search(said):
        return False
    return any(_is_judged(clause) for clause in telling.clauses(said))


def _is_judged(clause: str) -> bool:
    if is_order(clause):
        return False
    late = telling.state_of([clause]) in ("behind", "stopped", "not-started")
    whole = telling.state_of([clause]) == "done" and words().whole.search(clause) is not None
    return late or whole or telling.words().share.search(clause) is not None


def _is_cue(clause: str, *, surely: bool) -> bool:
    if is_order(clause) or _OF_A_TOWN.match(clause):
        return False
    figure, own = re.search(r"\d", clause), words()
    if _is_judged(clause) or (figure and own.acts.search(clause)):
        return True
    said = (own.going, own.short, own.finished, own.unfinished)
    done = any(rule.search(clause) for rule in said) or telling.state_of([clause]) == "done"
    return bool(done and (figure or not surely))


def state(said: str, share: float | None, judged: Judged) -> State | None:
    """As the words tell, and the titles above them."""
    if share == 1:
        return "done"
    clauses = [clause for clause in telling.clauses(said) if not is_order(clause)]
    whole = [clause for clause in clauses if not _PART_OF.search(clause)]
    own = telling.state_of(whole)
    if hindered := _hindered(own, clauses, judged):
        return hindered
    if _is_done(clauses, share) or (judged.state == "done" and share is None):
        return "done"
    if len(whole) < len(clauses) and judged.problems:
        return "behind"
    return "on-track" if _goes_on(own, clauses) else judged.state


def _hindered(own: State | None, clauses: Sequence[str], judged: Judged) -> State | None:
    """Late, stopped or not begun, as its `own` words say, else the titles."""
    if own in ("behind", "stopped"):
        return own
    if own == "not-started" and judged.state != "stopped" and not any(map(_did_something, clauses)):
        return own
    if judged.problems and any(map(_fell_short, clauses)):
        return "behind"
    return judged.state if judged.state in ("behind", "not-started", "stopped") else None


def _did_something(clause: str) -> bool:
    """Was something of it done: a figure, or a part that is finished (变电站土建完成)?"""
    part = _A_PART_DONE.search(clause) is not None
    figure = re.search(r"\d", clause) is not None and _LACKS.search(clause) is None
    return part or (figure and words().acts.search(clause) is not None)


def did_something(said: str) -> bool:
    """Do the words say that something of it was done?"""
    return any(map(_did_something, telling.clauses(said)))


def _fell_short(clause: str) -> bool:
    """Was only so much done, as the problems tell: 目前仅建成310个?"""
    return _ONLY.search(clause) is not None and _did_something(clause)


def _goes_on(own: State | None, clauses: Sequence[str]) -> bool:
    if any(map(words().short.search, clauses)):
        return False
    return own is not None or any(map(words().going.search, clauses)) or any(map(words().unfinished.search, clauses))


def _is_done(clauses: Sequence[str], share: float | None) -> bool:
    """Is all of it done, not a part that a clause of its own names?"""
    if share is not None or any(words().open.search(clause) for clause in clauses):
        return False
    done = [i for i, c in enumerate(clauses) if words().finished.search(c) or telling.state_of([c]) == "done"]
    if not done or any(_names_all(clauses[i]) for i in done):
        return bool(done)
    covers = re.match(
        "已|全部|均|全面|超额|圆满|.*(?:已|均|现)(?:经)?全部", clauses[done[0]]
    )  # says it of what stands before
    others = [c for i, c in enumerate(clauses) if i not in done and (i > done[0] or not covers)]
    return not any(re.search(r"\d", clause) and not words().effects.search(clause) for clause in others)


def _names_all(clause: str) -> bool:
    """Does it say so of the task that it names, and not of a step on the way?"""
    return words().whole.search(clause) is not None and not telling.words().step.search(clause)


def problem(said: str, *, named: bool) -> tuple[int, int] | None:
    """Where the words say what stands in the way."""
    found = [m for m in _CLAUSE.finditer(said) if words().hinders.search(m[0])]
    if not found:
        return None
    first = last = found[0]
    for m in found[1:]:
        if m.start() - last.end() > 2:
            break
        last = m
    reason = words().reason.search(first[0])
    return first.start() + (reason.end() if reason else 0), last.end()


def whose(said: str) -> tuple[str, int] | None:
    """The unit before what it leads (区水利局牵头的…), and where that begins."""
    m = words().whose.search(said)
    return (m["unit"], m.end()) if m else None


def actor(said: str) -> tuple[str, int] | None:
    """The unit with which words begin that tell what it has done, or leads, and where its task begins."""
    if led := whose(said):
        return led
    m = words().acts_itself.match(said)
    unit = (m["named"] or m["unit"] or m["other"]) if m else ""
    return (unit, m.end()) if m and named_units(unit) else None


def without_lateness(title: str) -> str:
    """What a title names, without how it stands: 护岸建设 of 护岸建设进度滞后."""
    cut = words().late_tail.sub("", title)
    return cut if len(cut) > 1 else title
