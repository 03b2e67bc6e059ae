"""How far tasks were at the end of each month."""

from __future__ import annotations

import calendar
from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence
from datetime import date

from policygraph.graph.ledgers.standing import Line, Rules, completion, stand
from policygraph.graph.stores.store import Row

MOST = 24  # months


def month_ends(first: date, last: date) -> list[date]:
    """The last days of the months from `first` to `last`, and `last` itself; the last two years at most.

    >>> [str(day) for day in month_ends(date(2030, 1, 1), date(2030, 3, 15))]
    ['2030-01-31', '2030-02-28', '2030-03-15']
    """
    year, month, found = first.year, first.month, []
    while (day := date(year, month, calendar.monthrange(year, month)[1])) < last:
        found.append(day)
        year, month = (year + 1, 1) if month == 12 else (year, month + 1)
    return [*found, last][-MOST:]


def beginning(lines: Iterable[Line], last: date) -> date:
    """From when on there is something to be seen: the first term that begins before `last`, within the last year of
    which anything is told."""
    told = [each.as_of for line in lines for each in line.told if each.as_of and each.as_of <= last]
    return date(min(told).year, 1, 1) if told else date(last.year, 1, 1)


def trend(
    lines: Sequence[Line],
    days: Iterable[date],
    names: Callable[[Line], Iterable[str]] = lambda _: ("全部",),
    rules: Rules | None = None,
) -> list[Row]:
    """For each of the days and each of the names under which lines are counted: how many `tasks` whose term had begun,
    how many `finished`, `overdue`, `behind`, and the `share` that was done (0 to 1)."""
    of: dict[str, list[Line]] = defaultdict(list)
    for line in lines:
        for name in names(line):
            of[name].append(line)
    rows: list[Row] = []
    for day in days:
        for name, some in of.items():
            begun = [line for line in some if line.begins is None or line.begins <= day]
            if not begun:
                continue
            done = completion(stand(line, day, rules) for line in begun)
            rows.append({
                "day": day.isoformat(), "name": name, "tasks": done.tasks, "finished": done.finished,
                "overdue": done.states["overdue"], "behind": done.states["behind"], "share": done.share,
            })  # fmt: skip
    return rows
