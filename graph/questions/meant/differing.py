"""What one of two plans has that the other has not, and in what two differ: years, places, or the tasks of a unit.

Plans are held together task by task as the page 方案对比 does (`lineage.changes`), one of each side; where a side has
several, the one with most tasks, and which it was is said.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any

from policygraph.graph.lineage.changes import Changed, changes, read_plan
from policygraph.graph.questions import saying
from policygraph.graph.questions.answer import Answer, AskedBack, Asking
from policygraph.graph.questions.conditions import TASKS, NotThereError, conditions, years_of
from policygraph.graph.questions.slots import Slots
from policygraph.graph.stores.store import Row

FEWER, GONE, ADDED = re.compile("少|缺"), re.compile("取消|去掉|删|砍|减少"), re.compile("新增|增加")
SHOWN = 6  # tasks of a side that a sentence names


@dataclass(frozen=True)
class Side:
    """`plan`: a row of `policies`; `tasks`: rows of the tasks of it that are asked of, by id; `tops`: their outermost
    tasks, by which plans are held together."""

    name: str
    plan: Row
    tasks: dict[str, Row]
    tops: dict[str, str]


Plans = list[Side]
"""What one side may be of: a plan each."""


def on_differing(sides: Sequence[tuple[str, Slots]], cue: str, asking: Asking) -> Answer | AskedBack:
    """`sides`: what each is called, and what is asked of it; `cue`: the words that ask. Raises NotThereError."""
    first, second = _in_one_year([_side(name, slots, asking) for name, slots in sides])
    if first.plan["id"] == second.plan["id"]:
        return AskedBack(f"两边是同一份方案：《{first.plan['title']}》，没有可比的。")
    old, new = read_plan(asking.rows, second.plan["id"]), read_plan(asking.rows, first.plan["id"])
    found = changes(old, new, asking.rows("successions", {}))
    pairs = [each for each in found if each.old_id and each.new_id]
    alone = (_alone(first, second, {str(each.new_id): str(each.old_id) for each in pairs}),
             _alone(second, first, {str(each.old_id): str(each.new_id) for each in pairs}))  # fmt: skip
    wanted = _wanted(cue, first, second)
    rows = [row for at in wanted for row in alone[at]]
    both = [each for each in pairs if each.new_id in first.tops.values() and each.old_id in second.tops.values()]
    sentence = _sentence((first, second), alone, wanted, both)
    asking.notes.append(f"比的是《{first.plan['title']}》和《{second.plan['title']}》；逐项对照见“方案对比”。")
    values = {"ids": [row["task_id"] for row in rows]} if rows else {"policies": [first.plan["id"], second.plan["id"]]}
    return Answer(sentence, TASKS, values, rows, asking.columns(TASKS))


def _side(name: str, slots: Slots, asking: Asking) -> Plans:
    """What a side may be of; drafts where nothing else is there."""
    rows = asking.rows(TASKS, conditions(slots, asking))
    issued = {row["id"]: row for row in asking.lexicon.policies}
    found = [issued[id_] for id_ in dict.fromkeys(row["policy_id"] for row in rows) if id_ in issued]
    found = [row for row in found if row["status"] != "draft"] or found
    if not found:
        raise NotThereError(AskedBack(f"{name}没有可比的方案。"))
    return [_of_plan(name, plan, rows, asking) for plan in found]


def _of_plan(name: str, plan: Row, rows: Sequence[Row], asking: Asking) -> Side:
    tasks = {row["task_id"]: row for row in rows if row["policy_id"] == plan["id"]}
    parents = {row["task_id"]: row["parent_id"] for row in read_plan(asking.rows, plan["id"]).tasks}
    return Side(name, plan, tasks, {id_: _top(id_, parents) for id_ in tasks})


def _in_one_year(sides: Sequence[Plans]) -> list[Side]:
    """One plan of each: of the latest year of which both have some, where there is one, and with most tasks."""
    years = [{year for side in plans for year in years_of(side.plan)} for plans in sides]
    common = max(set.intersection(*years), default=None)
    return [max(plans, key=lambda side: (common in years_of(side.plan), side.plan["tasks"], _last(side)))
            for plans in sides]  # fmt: skip


def _last(side: Side) -> int:
    return max(years_of(side.plan), default=0)


def _top(id_: str, parents: dict[str, Any], steps: int = 9) -> str:
    above = parents.get(id_)
    return _top(above, parents, steps - 1) if above and above in parents and steps else id_


def _alone(side: Side, other: Side, partner: dict[str, str]) -> list[Row]:
    """The tasks of a side of which the other has none."""
    there = set(other.tops.values())
    return [row for id_, row in side.tasks.items() if partner.get(side.tops[id_]) not in there]


def _wanted(cue: str, first: Side, second: Side) -> tuple[int, ...]:
    """Whose tasks are asked for: 0 the first side's, 1 the second's."""
    later = 0 if _last(first) >= _last(second) else 1
    if FEWER.search(cue):
        return (1,)
    if GONE.search(cue):
        return (1 - later,)
    if ADDED.search(cue):
        return (later,)
    return (0,) if "多" in cue else (0, 1)


def _sentence(
    sides: tuple[Side, Side], alone: tuple[list[Row], list[Row]], wanted: Sequence[int], both: Sequence[Changed]
) -> str:
    parts = []
    for at in wanted:
        titles = list(dict.fromkeys(row["task"] for row in alone[at]))
        named = f"：{saying.listed(titles, SHOWN)}" if titles else ""
        parts.append(f"{sides[at].name}有、{sides[1 - at].name}没有的任务 {len(alone[at])} 项{named}")
    if len(wanted) > 1:
        moved = sum(bool(each.figures or each.units) for each in both)
        parts.append(f"两边都有的 {len(both)} 项，其中指标或单位有变化的 {moved} 项")
    return f"{'；'.join(parts)}。"


def without_asking(slots: Slots) -> Slots:
    """What is asked of a side: its tasks."""
    return replace(slots, asks=frozenset({"tasks"}))
