"""Two plans side by side: what each has of tasks, deadlines, figures and units. Pure: rows of queries in, rows out."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from typing import Any

from policygraph.graph.asking.catalog import Column
from policygraph.graph.identity.became import later, merged
from policygraph.graph.lineage import changes
from policygraph.graph.lineage.changes import KINDS, Changed, Plan
from policygraph.graph.stores.store import Row

ROLES = ("牵头", "配合")
LEFT, RIGHT = "只在左边有", "只在右边有"
TASKS = (
    Column("change", "变化"), Column("old", "左边的任务"), Column("new", "右边的任务"), Column("dues", "时限"),
    Column("figures", "指标"), Column("units", "单位"), Column("old_id", "左边任务编号", hidden=True),
    Column("new_id", "右边任务编号", hidden=True),
)  # fmt: skip
FIGURES = (
    Column("indicator", "指标"), Column("old", "左边"), Column("new", "右边"), Column("change", "变化"),
)  # fmt: skip
UNITS = (Column("unit", "单位"), Column("old", "左边"), Column("new", "右边"), Column("change", "变化"))
NO_DEADLINE, STAGE = "没有写", "stage"


def tasks(found: Iterable[Changed], old: Plan, new: Plan) -> list[Row]:
    """Under `TASKS`, in the order of the new plan and then of the old: what is in one of the two alone, what changed,
    and what did not (`same`)."""
    # A day that is not the task's own, but that of a stage of the plan, is no deadline that it was given.
    before, after = (
        {row["task_id"]: row["due"] for row in plan.tasks if row["due_basis"] != STAGE} for plan in (old, new)
    )
    years = _year(old), _year(new)
    rows: list[Row] = []
    for each in found:
        dues = _moved(before.get(each.old_id or ""), after.get(each.new_id or ""), years) if _both(each) else ""
        units = [*each.units, *each.renamed]
        same = each.kind == "kept" and not (dues or each.figures or units)
        rows.append({
            "change": "没有变化" if same else "有变化" if each.kind == "kept" else KINDS[each.kind], "kind": each.kind,
            "old": each.old, "new": each.new, "dues": dues, "figures": list(each.figures), "units": units,
            "old_id": each.old_id, "new_id": each.new_id, "same": same,
        })  # fmt: skip
    return rows


def _both(each: Changed) -> bool:
    return each.old_id is not None and each.new_id is not None


def _moved(old: str | None, new: str | None, years: tuple[str, str]) -> str:
    """A deadline that is another, in words; that the same day of the plans' own years is meant is no change.

    >>> _moved("2029年6月底前", "2030年6月底前", ("2029", "2030")), _moved("6月底", None, ("", ""))
    ('', '6月底 → 没有写')
    """
    if _in_its_year(old, years[0]) == _in_its_year(new, years[1]):
        return ""
    return f"{old or NO_DEADLINE} → {new or NO_DEADLINE}"


def _in_its_year(due: str | None, year: str) -> str:
    return re.sub(rf"{year}(年|-)", "", due or "") if year else due or ""


def _year(plan: Plan) -> str:
    """The year that a plan is for, by its title; "" where that names none."""
    named = changes.YEAR.search(plan.tasks[0]["policy"]) if plan.tasks else None
    return named[0] if named else ""


def figures(old: Plan, new: Plan) -> list[Row]:
    """Under `FIGURES`: what both plan of an indicator."""
    sides = [_by_indicator(plan) for plan in (old, new)]
    rows = []
    for name in dict.fromkeys([*sides[1], *sides[0]]):
        before, after = (side.get(name, {}) for side in sides)
        rows.append({
            "indicator": next(iter([*after.values(), *before.values()]))["indicator"],
            "old": _amounts(before), "new": _amounts(after), "change": _change(before, after),
        })  # fmt: skip
    return rows


def _by_indicator(plan: Plan) -> dict[str, dict[tuple[Any, ...], Row]]:
    """The planned figures by the name under which they are compared; one that is given twice counts once."""
    found: dict[str, dict[tuple[Any, ...], Row]] = defaultdict(dict)
    for row in plan.figures:
        if row["kind"] == "planned":
            key = row["measure"], row["amount"], row["comparator"], row["value_high"], row["base"], row["year"]
            found[row["family"]].setdefault(key, row)
    return found


def _amounts(rows: Mapping[Any, Row]) -> list[str]:
    return list(dict.fromkeys(changes.amount(row) for row in rows.values()))


def _change(before: Mapping[Any, Row], after: Mapping[Any, Row]) -> str:
    """Nothing is said where one of the plans has several figures of the indicator, or another unit: which answers
    which is not known."""
    if not before or not after:
        return LEFT if before else RIGHT
    if len(before) > 1 or len(after) > 1:
        return "" if _amounts(before) != _amounts(after) else "相同"
    (was,), (row,) = before.values(), after.values()
    if was["measure"] != row["measure"]:
        return "单位不同"
    return changes.what_changed(was, row) or "相同"


def units(old: Plan, new: Plan, successions: Sequence[Row] = ()) -> list[Row]:
    """Under `UNITS`: how much both plans give to a unit; one that became another since stands beside it."""
    sides = [_by_unit(plan) for plan in (old, new)]
    names = {row["department_id"]: row["department"] for plan in (old, new) for row in plan.roles if row["department"]}
    partner = dict(_partners(sides, later(successions, [*old.roles, *new.roles])))
    into = merged(successions)
    rows = []
    for id_ in [*sides[1], *(each for each in sides[0] if each not in sides[1] and each not in partner.values())]:
        was = id_ if id_ in sides[0] else partner.get(id_, "")
        before, after = sides[0].get(was, Counter()), sides[1].get(id_, Counter())
        duties = id_ in into.get(was, ())
        renamed = "" if was in ("", id_) else f"并入{names[was]}的职责" if duties else f"原为{names[was]}"
        moved = "" if before == after else "有变化"
        rows.append({
            "unit": names[id_], "old": _counted(before), "new": _counted(after),
            "change": renamed or (LEFT if not after else RIGHT if not before else moved), "unit_id": id_,
        })  # fmt: skip
    return sorted(rows, key=lambda row: (not row["change"], row["unit"]))


def _by_unit(plan: Plan) -> dict[str, Counter[str]]:
    found: dict[str, Counter[str]] = defaultdict(Counter)
    for role, unit, _ in {(row["role"], row["department_id"], row["task_id"]) for row in plan.roles if row["role"]}:
        found[unit][role] += 1
    return dict(sorted(found.items()))


def _partners(sides: Sequence[Mapping[str, Any]], later: Mapping[str, Collection[str]]) -> Iterator[tuple[str, str]]:
    """Of units of the new plan that the old one has not, those that they were there."""
    taken: set[str] = set()
    for id_ in sides[0]:
        became = [each for each in sides[1] if each in later.get(id_, ()) and each not in sides[0]]
        if id_ not in sides[1] and became and became[0] not in taken:
            taken.add(became[0])
            yield became[0], id_


def _counted(roles: Counter[str]) -> str:
    return " ".join(f"{role}{roles[role]}" for role in ROLES if roles[role])
