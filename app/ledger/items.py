"""The lines of the ledger as the page has them: how each stands, narrowed, sorted, put in groups, as a table."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from types import MappingProxyType
from typing import Any, NamedTuple

from policygraph.app.parts.lights import FIRST, standing
from policygraph.graph.asking.catalog import Column
from policygraph.graph.figures import reached
from policygraph.graph.figures.reached import Found
from policygraph.graph.ledgers.due import NOBODY
from policygraph.graph.ledgers.standing import (
    FINISHED,
    STATES,
    Line,
    Rules,
    Standing,
    State,
    completion,
    counted,
    known,
    stand,
    there,
)
from policygraph.graph.ledgers.told import Told
from policygraph.graph.stores.store import Row
from policygraph.model.words import whole_percent

NO_POLICY, NO_PLACE = "没有写明政策", "地方不详"
COLUMNS = [
    Column("standing", "状态"), Column("task", "任务"), Column("leads", "牵头单位"), Column("due_on", "到期日"),
    Column("share", "完成比例"), Column("as_of", "截至"), Column("text", "进展情况"), Column("problem", "存在问题"),
    Column("ahead", "下一步"), Column("ground", "依据"),
    Column("supports", "配合单位"), Column("place", "地方"), Column("policy", "政策"),
    Column("number", "序号"), Column("due", "时限原文"),
    Column("due_basis", "时限依据", of="Task.due_basis"),
]  # fmt: skip
"""Of the files that people take away."""


class Item(NamedTuple):
    """A line and how it stands; `told`: what counts of what was told of its state, none where nothing was; `text`: the
    words of the last that has some; `ahead`: what is to be done next, as the last ledger has it."""

    line: Line
    standing: Standing
    told: Told | None
    text: str
    ahead: str = ""


def items(
    lines: Sequence[Line], on: date, rules: Rules, before: Mapping[str, Item] = MappingProxyType({})
) -> list[Item]:
    """Each task once. What stands in a speech or a report, with nobody to do it and nothing told of it, is no work that
    anybody drives. `before`: by id, what was found of lines on that day by these rules; of the same line it is so."""
    some = [line for line in counted(there(lines, on)) if line.policy_id or line.leads or line.told]
    return [each if (each := before.get(line.id)) and each.line is line else item(line, on, rules) for line in some]


def item(line: Line, on: date, rules: Rules) -> Item:
    told = sorted(known(line, on).told, key=lambda each: (each.as_of or date.min, each.at or ""))
    text = next((each.words for each in reversed(told) if each.words), "")
    said = (each for each in reversed(told) if each.state or each.share is not None or each.confirmed)
    now = stand(line, on, rules)
    ahead = next((each.ahead for each in reversed(told) if not each.at), None) if now.state not in FINISHED else None
    return Item(line, now, next(said, None), text, ahead or "")


# --- which, in what order


def bureaus(line: Line) -> tuple[str, ...]:
    return (*line.leads, *line.supports)


def holds(each: Item, words: str) -> bool:
    """Whether a person finds the item by these words; several, with blanks between, must all be there."""
    line = each.line
    text = "\n".join(filter(None, (line.title, line.text, line.number, each.text, each.standing.problem, each.ahead)))
    return all(word in text for word in words.split())


def _urgency(each: Item) -> tuple[Any, ...]:
    return FIRST.index(each.standing.light), each.line.due_on or date.max


SORTS: Mapping[str, tuple[str, Callable[[Item], Any]]] = {
    "urgent": ("要看的在前", _urgency),
    "due": ("到期日", lambda each: each.line.due_on or date.max),
    "share": ("完成比例", lambda each: -1.0 if each.standing.share is None else each.standing.share),
    "as-of": ("久未报告的在前", lambda each: each.standing.as_of or date.min),
    "text": ("政策和原文次序", lambda _: 0),
}
"""By what stands in the address: what it is called, and by what it sorts."""


# --- groups


@dataclass(frozen=True, slots=True)
class Group:
    """`id`: as the filter of that kind has it, none where it has nothing to choose."""

    name: str
    id: str | None
    items: tuple[Item, ...]


class Grouping(NamedTuple):
    """`zh`: what it is called; `column`: over the names of its groups; `filter`: the parameter of the address that
    narrows the ledger to one of them."""

    zh: str
    column: str
    filter: str


GROUPS: Mapping[str, Grouping] = {
    "bureau": Grouping("按牵头单位", "牵头单位", "department"),
    "policy": Grouping("按政策", "政策", "policy"),
    "place": Grouping("按地方", "地方", "place"),
}
"""By what stands in the address."""


def groups(some: Iterable[Item], by: str) -> list[Group]:
    """A task of two leads counts for both. What is overdue most comes first, then the largest."""
    found: dict[tuple[str | None, str], list[Item]] = {}
    for each in some:
        for key in _keys(each.line, by):
            found.setdefault(key, []).append(each)
    made = [Group(name, id_, tuple(of)) for (id_, name), of in found.items()]
    return sorted(made, key=lambda group: (-_overdue(group), -len(group.items), group.name))


def _keys(line: Line, by: str) -> Sequence[tuple[str | None, str]]:
    if by == "bureau":
        return [(name, name) for name in line.leads] or [(None, NOBODY)]
    if by == "policy":
        return [(line.policy_id, line.policy or NO_POLICY)]
    return [(line.place, line.place or NO_PLACE)]


def _overdue(group: Group) -> int:
    return sum(each.standing.state == "overdue" for each in group.items)


def group_columns(by: str, rows: Sequence[Row]) -> list[Column]:
    judged = [Column("judged", "有可比指标的任务")] if any(row["judged"] is not None for row in rows) else []
    return [
        Column("name", GROUPS[by].column), Column("tasks", "任务"), Column("share", "总体完成"),
        *judged,
        *(Column(state, word) for state, word in STATES.items()),
    ]  # fmt: skip


def group_rows(
    some: Sequence[Group], names: Mapping[str, str], found: Found | None = None, on: date = date.max
) -> list[Row]:
    """`names`: of policies, by id, told apart. `found`: where completion is counted by figures, that was reached until
    that day; `judged`: of how many tasks."""
    rows: list[Row] = []
    for group in some:
        done = completion(each.standing for each in group.items)
        by_figures = found and reached.completion(found, (each.line for each in group.items), on)
        told = by_figures.share if by_figures else done.share
        share = None if told is None else _in_hundredths(told)
        row: Row = {
            "name": names.get(group.id or "", group.name), "id": group.id, "tasks": done.tasks, "share": share,
            "judged": by_figures.judged if by_figures else None,
        }  # fmt: skip
        rows.append(row | {str(state): n for state, n in done.states.items()})
    return rows


def _in_hundredths(share: float) -> float:
    """As a bar shows it; all, or nothing, only where that is so.

    >>> _in_hundredths(0.996), _in_hundredths(1.0), _in_hundredths(0.333)
    (0.99, 1.0, 0.33)
    """
    return min(max(round(share, 2), 0.01), 0.99) if 0 < share < 1 else share


# --- in words


def summary(some: Sequence[Item], found: Found | None = None, on: date = date.max) -> str:
    """How far they are together; `found`: where that is counted by figures, what was reached."""
    done = completion(each.standing for each in some)
    told = f"总体完成 {whole_percent(done.share or 0)}"
    if found is not None:
        told = reached.completion(found, (each.line for each in some), on).in_words
    return f"共 {done.tasks} 项，办结（含销号）{done.finished} 项，{told}"


def states(some: Iterable[Item]) -> dict[State, int]:
    """How many stand how, without states in which none is."""
    return {state: n for state, n in completion(each.standing for each in some).states.items() if n}


def rows(some: Iterable[Item]) -> list[Row]:
    """As tables have them, under `COLUMNS`."""
    return [
        {
            "standing": standing(each.standing.light, each.standing.state), "task": each.line.title,
            "leads": list(each.line.leads), "supports": list(each.line.supports),
            "due_on": each.line.due_on and each.line.due_on.isoformat(), "share": each.standing.share,
            "as_of": each.standing.as_of and each.standing.as_of.isoformat(), "text": each.text,
            "problem": each.standing.problem, "ahead": each.ahead, "ground": each.standing.ground,
            "place": each.line.place,
            "policy": each.line.policy, "number": each.line.number, "due": each.line.due,
            "due_basis": each.line.due_basis, "id": each.line.id,
        }
        for each in some
    ]  # fmt: skip
