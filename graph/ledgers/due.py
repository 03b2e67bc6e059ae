"""What falls due: every day on which a task, or a step of one, is to be done, with how the task stands.

A task of its own day and each of its steps (`Milestone`) is one `Due`. Only a task can be overdue: of a step nobody
tells whether it was done, so that its day is listed with the state of its task. A larger task is left out on a day that
one of its parts names too, and is finished when all of them are.
"""

from __future__ import annotations

import difflib
from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import date
from typing import NamedTuple

from policygraph.graph.asking import catalog
from policygraph.graph.asking.catalog import Column
from policygraph.graph.ledgers.lines import LEDGER
from policygraph.graph.ledgers.lines import lines as read_lines
from policygraph.graph.ledgers.standing import FINISHED, STATES, Light, Line, Rules, Standing, State, stand
from policygraph.graph.stores.store import Row, Store
from policygraph.model.errors import PolicyGraphError
from policygraph.model.words import perhaps

OVER = (*FINISHED, "stopped")
"""States in which nothing is due any more."""
EVERY: Mapping[str, bool] = {"every": True}
"""Of the query `deadlines`: each step by itself."""
NOBODY = "没有写明牵头单位"
NEAR = (7, 30)
"""Days of which one asks what falls due in them."""


class Due(NamedTuple):
    """A day on which something is to be done.

    `id`: the step's, or the task's on its own day: the same in every run. `day`: ISO. `left`: days until then, below 0
    where it is over. `due`: as written; `step`: what is to be done then, empty where it is the task itself.
    `last`: whether it is the day of the task. `share`, `as_of`, `problem`, `ground`: of its standing. `due_basis`: of
    the task's own day, where that does not stand in its own clause or column.
    """

    id: str
    task_id: str
    task: str
    number: str | None
    day: str
    left: int
    due: str
    step: str
    last: bool
    state: State
    light: Light
    share: float | None
    as_of: str | None
    problem: str | None
    ground: str
    leads: tuple[str, ...]
    supports: tuple[str, ...]
    policy: str | None
    policy_id: str | None
    place: str | None
    document: str
    source: str
    evidence: str
    start: int
    end: int
    due_basis: str | None = None


def title(due: Due) -> str:
    """What it is called where there is one line: the task, and which step of it where it is one before the last."""
    return due.task if due.last or not due.step else f"{due.task}：{due.step}"


class Of(NamedTuple):
    """What falls due as a bureau has it: `role` is 牵头 or 配合."""

    bureau: str
    role: str
    due: Due


class Only(NamedTuple):
    """Which tasks are asked for; none given: all. `department`: who leads or supports; `policy`: words of its title, or
    its id; `place`: whose policy it is."""

    department: str | None = None
    policy: str | None = None
    place: str | None = None


ALL = Only()


def find_due(store: Store, on: date, only: Only = ALL, rules: Rules | None = None) -> list[Due]:
    """All that falls due, before that day and after it. PolicyGraphError where nobody, or nothing, is called so."""
    rows = catalog.run_query(store, "deadlines", EVERY)
    lines = read_lines(store.read)
    asked_for(lines, only)
    return [due for due in falls_due(rows, lines, on, rules) if is_asked_for(due, only)]


def is_asked_for(due: Due | Line, only: Only) -> bool:
    return (
        (only.department is None or any(is_called(name, only.department) for name in (*due.leads, *due.supports)))
        and (only.policy is None or only.policy in (due.policy or "") or only.policy == due.policy_id)
        and (only.place is None or is_called(due.place or "", only.place))
    )


def is_called(name: str, asked: str) -> bool:
    """Whether that name, or its end, is what was asked for.

    >>> is_called("柳溪县农业农村局", "县农业农村局"), is_called("柳溪县", "溪")
    (True, False)
    """
    return name.endswith(asked)


def asked_for(lines: Sequence[Line], only: Only) -> list[Line]:
    """Those of the tasks that are asked for. PolicyGraphError where nobody, or nothing, is called so: a name that is
    spelled wrong must not look as if there were none."""
    asked: list[tuple[str, str | None, Only, Callable[[Line], Iterable[str | None]]]] = [
        ("单位", only.department, Only(department=only.department), lambda line: (*line.leads, *line.supports)),
        ("政策", only.policy, Only(policy=only.policy), lambda line: (line.policy,)),
        ("地方", only.place, Only(place=only.place), lambda line: (line.place,)),
    ]
    for what, name, alone, names in asked:
        if name is not None and not any(is_asked_for(line, alone) for line in lines):
            known = {each for line in lines for each in names(line) if each}
            near = difflib.get_close_matches(name, known, n=3, cutoff=0.4)
            raise PolicyGraphError(f"图中没有任务的{what}叫“{name}”{perhaps(near)}")
    return [line for line in lines if is_asked_for(line, only)]


def falls_due(rows: Iterable[Row], lines: Sequence[Line], on: date, rules: Rules | None = None) -> list[Due]:
    """`rows`: of the query `deadlines` with every step; of tasks that are not among `lines` nothing is told. By day."""
    of = {line.id: line for line in lines}
    if of_ledgers := [_of_ledger(line) for line in lines if line.due_basis == LEDGER]:
        rows = sorted([*rows, *of_ledgers], key=lambda row: str(row["due_on"]))
    stands = standings(lines, on, rules)
    known = [row for row in rows if row["task_id"] in of]
    told_by_parts = {(of[row["task_id"]].within, row["due_on"]) for row in known}
    return [
        _due(row, of[row["task_id"]], stands[row["task_id"]], on)
        for row in known
        if (row["task_id"], row["due_on"]) not in told_by_parts
    ]


def standings(lines: Sequence[Line], on: date, rules: Rules | None = None) -> dict[str, Standing]:
    """How each task stands, by id; a larger one of which nothing is told is finished when all its parts are."""
    found = {line.id: stand(line, on, rules) for line in lines}
    parts: dict[str, list[Standing]] = {}
    for line in lines:
        if line.within in found:
            parts.setdefault(line.within, []).append(found[line.id])
    for line in lines:
        of = parts.get(line.id, [])
        if of and not line.told and all(each.state in FINISHED for each in of):
            found[line.id] = of[0]._replace(state="done", ground=f"所含 {len(of)} 项都已办结")
    return found


def _of_ledger(line: Line) -> Row:
    """As a row of the query, the day that a ledger alone gives a task."""
    return {
        "task_id": line.id, "step_id": "", "due_on": str(line.due_on), "due": line.due or "", "step": "",
        "document": line.document, "source": line.source, "evidence": line.text, "start": line.start, "end": line.end,
    }  # fmt: skip


def _due(row: Row, line: Line, standing: Standing, on: date) -> Due:
    day = date.fromisoformat(row["due_on"])
    return Due(
        row["step_id"] or line.id, line.id, line.title, line.number, row["due_on"], (day - on).days, row["due"],
        row["step"], day == line.due_on, standing.state, standing.light, standing.share,
        standing.as_of.isoformat() if standing.as_of else None, standing.problem, standing.ground, line.leads,
        line.supports, line.policy, line.policy_id, line.place, row["document"], row["source"], row["evidence"],
        row["start"], row["end"], line.due_basis if day == line.due_on else None,
    )  # fmt: skip


def late(dues: Iterable[Due]) -> list[Due]:
    """The tasks that are overdue, by their own days, the longest ago first."""
    return sorted((due for due in dues if due.last and due.state == "overdue"), key=lambda due: due.day)


def soon(dues: Iterable[Due], days: int) -> list[Due]:
    """What is still to be done from the day asked of on, within so many days."""
    return [due for due in dues if 0 <= due.left <= days and due.state not in OVER]


def finished(dues: Iterable[Due]) -> list[Due]:
    """The tasks that are done, on their own days."""
    return [due for due in dues if due.last and due.state in FINISHED]


def of_bureaus(dues: Iterable[Due], *, supports: bool = False) -> list[Of]:
    """By bureau, those with most that is late first; what has no lead comes last. Of supporting ones where asked."""
    found: dict[str, list[Of]] = {}
    for due in dues:
        for name in due.leads or (NOBODY,):
            found.setdefault(name, []).append(Of(name, "牵头", due))
        for name in due.supports if supports else ():
            found.setdefault(name, []).append(Of(name, "配合", due))

    def rank(name: str) -> tuple[bool, int, int, str]:
        of = [each.due for each in found[name]]
        return name == NOBODY, -len(late(of)), -len(of), name

    return [each for name in sorted(found, key=rank) for each in found[name]]


def counts(dues: Sequence[Due]) -> Mapping[str, int]:
    """How many are late, fall due soon and are done, by what they are called."""
    return {
        STATES["overdue"]: len(late(dues)),
        **{f"{days} 天内到期": len(soon(dues, days)) for days in NEAR},
        "到期任务中已办结": len(finished(dues)),
    }


COLUMNS = [
    Column("bureau", "单位"), Column("role", "职责"), Column("task", "任务"), Column("day", "到期日"),
    Column("left", "还有几天"), Column("state_word", "状态"), Column("share", "完成比例"),
    Column("problem", "存在问题"), Column("due", "时限原文"), Column("due_basis", "时限依据", of="Task.due_basis"),
    Column("step", "到时完成什么"),
    Column("policy", "政策"), Column("place", "地方"), Column("evidence", "原文依据"), Column("source", "出处"),
    *(Column(name, name, hidden=True) for name in (
        "state", "light", "as_of", "ground", "number", "leads", "supports", "last", "id", "task_id", "policy_id",
        "document", "start", "end",
    )),
]  # fmt: skip
"""Of a table of rows `in_words`."""


def in_words(of: Of) -> Row:
    """A line of a table, and for programs."""
    return {"bureau": of.bureau, "role": of.role, **of.due._asdict(), "state_word": STATES[of.due.state],
            "leads": list(of.due.leads), "supports": list(of.due.supports)}  # fmt: skip
