"""This year's plan beside last year's: which tasks go on, are new, are dropped, how both went, which figures moved.

Plans of one place and level that have one name but for the year are a series; of others nobody can say that one follows
the other. Tasks of the two are held together as two plans anywhere are (changes.py), and it is said how sure that is.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import date
from itertools import pairwise
from typing import NamedTuple

from policygraph.graph.asking.catalog import Column
from policygraph.graph.ledgers.standing import FINISHED, STATES, Line, Rules, completion, counted, stand
from policygraph.graph.lineage.changes import HIGHER, KINDS, LOOSER, LOWER, TIGHTER, Changed, series_of, year_of
from policygraph.graph.stores.store import Row

Done = Callable[[Sequence[Line], date], float | None]
"""How far tasks were together on a day, 0 to 1; None where nobody can say."""


class Pair(NamedTuple):
    """Rows of the query `policies`."""

    old: Row
    new: Row


def pairs(policies: Iterable[Row]) -> list[Pair]:
    """Each plan with the one before it in its series, the latest first."""
    series: dict[tuple[str, str, str], list[Row]] = defaultdict(list)
    for row in policies:
        if row["tasks"] and year_of(row):
            series[row["region"] or "", row["level"] or "", series_of(row)].append(row)
    found: list[Pair] = []
    for same in series.values():
        by_year = {year_of(row): row for row in sorted(same, key=lambda row: (year_of(row), row["id"]), reverse=True)}
        found += [Pair(by_year[old], by_year[new]) for old, new in pairwise(sorted(by_year))]
    return sorted(found, key=lambda pair: (year_of(pair.new), pair.new["title"]), reverse=True)


PAIRS = [
    Column("new", "今年的方案"), Column("old", "上年的方案"), Column("new_tasks", "今年任务"),
    Column("old_tasks", "上年任务"), Column("new_done", "今年完成"), Column("then_done", "上年同期完成"),
    Column("old_done", "上年至今完成"), Column("new_id", "今年方案编号", hidden=True),
    Column("old_id", "上年方案编号", hidden=True),
]  # fmt: skip
TASKS = [
    Column("change", "变化"), Column("new", "今年的任务"), Column("old", "上年的任务"),
    Column("sure", "对应的把握", of="DERIVES_FROM.confidence"), Column("new_stands", "今年办得怎样"),
    Column("new_share", "今年完成"), Column("old_stands", "上年办得怎样"), Column("old_share", "上年完成"),
    Column("figures", "指标"), Column("units", "单位"), Column("new_id", "今年任务编号", hidden=True),
    Column("old_id", "上年任务编号", hidden=True),
]  # fmt: skip


def by_tasks(rules: Rules | None) -> Done:
    """Each task counting alike."""

    def done(lines: Sequence[Line], day: date) -> float | None:
        return completion(stand(line, day, rules) for line in lines).share

    return done


def before(day: date) -> date:
    """That day a year ago.

    >>> before(date(2032, 2, 29))
    datetime.date(2031, 2, 28)
    """
    return day.replace(year=day.year - 1, day=28 if (day.month, day.day) == (2, 29) else day.day)


def rows_of_pairs(found: Iterable[Pair], lines: Iterable[Line], day: date, done: Done) -> list[Row]:
    """Under `PAIRS`."""
    of: dict[str | None, list[Line]] = defaultdict(list)
    for line in counted(list(lines)):
        of[line.policy_id].append(line)
    return [
        {
            "new": pair.new["title"], "old": pair.old["title"], "new_id": pair.new["id"], "old_id": pair.old["id"],
            "new_tasks": len(of[pair.new["id"]]), "old_tasks": len(of[pair.old["id"]]),
            "new_done": done(of[pair.new["id"]], day), "old_done": done(of[pair.old["id"]], day),
            "then_done": done(of[pair.old["id"]], before(day)),
        }
        for pair in found
    ]  # fmt: skip


def rows_of_tasks(
    changed: Iterable[Changed], lines: Sequence[Line], day: date, done: Done, rules: Rules | None = None
) -> list[Row]:
    """Under `TASKS`: how the tasks of both plans stand on the day."""
    own = _outermost(lines)
    return [
        {
            "change": KINDS[each.kind], "new": each.new, "old": each.old, "sure": each.sure, "new_id": each.new_id,
            "old_id": each.old_id, "figures": list(each.figures), "units": [*each.units, *each.renamed],
            **_how("new", own.get(each.new_id, []), day, done, rules),
            **_how("old", own.get(each.old_id, []), day, done, rules),
        }
        for each in changed
    ]  # fmt: skip


def _outermost(lines: Sequence[Line]) -> Mapping[str | None, list[Line]]:
    """The lines that count, by the id of the largest task that each is a part of."""
    within = {line.id: line.within for line in lines}
    found: dict[str | None, list[Line]] = defaultdict(list)
    for line in counted(lines):
        top = line.id
        while (larger := within.get(top)) is not None:
            top = larger
        found[top].append(line)
    return found


def _how(side: str, lines: Sequence[Line], day: date, done: Done, rules: Rules | None) -> Row:
    states = [stand(line, day, rules).state for line in lines]
    words = STATES[states[0]] if len(states) == 1 else f"{len(states)} 项中办结 {sum(s in FINISHED for s in states)} 项"
    return {f"{side}_stands": words if states else None, f"{side}_share": done(lines, day) if lines else None}


def summary(changed: Sequence[Changed]) -> str:
    """How many tasks went on, came and went, and how many figures moved."""
    kinds = Counter(each.kind for each in changed)
    said = [what for each in changed for what in each.figures]
    told = [f"{word} {kinds[kind]} 项任务" for kind, word in KINDS.items()]
    counts = {word: sum(each.startswith(word) for each in said) for word in (HIGHER, LOWER, TIGHTER, LOOSER)}
    moved = [f"{word} {n} 个" for word, n in counts.items() if n or word in (HIGHER, LOWER)]
    return f"{'，'.join(told)}；指标{'，'.join(moved)}"
