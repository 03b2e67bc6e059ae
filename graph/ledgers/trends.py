"""How far tasks were at the end of each month: together, by bureau, policy, place, or what they are about."""

from __future__ import annotations

import calendar
from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import date

from policygraph.graph.cypher.files import fixed
from policygraph.graph.ledgers.due import NOBODY
from policygraph.graph.ledgers.standing import Line, Rules, Standing, completion, counted, stand
from policygraph.graph.stores.store import Read, Row

INDUSTRIES = fixed(__package__, "industries-of")
MOST = 24  # months
ALL, NO_POLICY, NO_PLACE, NO_INDUSTRY, NO_TOPIC = "全部", "没有写明政策", "地方不详", "没有写到产业", "方案没有分节"

Names = Callable[[Line], Iterable[str]]
"""Under which names a task counts: of two leads for both."""
Share = Callable[[Line, date], float | None]
"""How much of a task's figures was reached on a day; None where none can be judged."""

BY: Mapping[str, str] = {
    "all": "合计",
    "bureau": "牵头单位",
    "policy": "政策",
    "place": "地方",
    "topic": "主题（方案的章节）",
    "industry": "产业",
}
"""By what tasks are put together, and what that is called."""


def month_ends(first: date, last: date) -> list[date]:
    """The last days of the months from `first` to `last`, and `last` itself; the last two years at most.

    >>> [str(day) for day in month_ends(date(2030, 1, 1), date(2030, 3, 15))]
    ['2030-01-31', '2030-02-28', '2030-03-15']
    """
    year, month, found = first.year, first.month, []
    while (day := _month_end(year, month)) < last:
        found.append(day)
        year, month = (year + 1, 1) if month == 12 else (year, month + 1)
    return [*found, last][-MOST:]


def month(day: date) -> str:
    """What a day of `month_ends` is called: the month that it ends, or itself.

    >>> month(date(2030, 2, 28)), month(date(2030, 3, 15))
    ('2030年2月', '2030年3月15日')
    """
    called = f"{day.year}年{day.month}月"
    return called if day == _month_end(day.year, day.month) else f"{called}{day.day}日"


def _month_end(year: int, month: int) -> date:
    return date(year, month, calendar.monthrange(year, month)[1])


def beginning(lines: Iterable[Line], last: date) -> date:
    """From when on there is something to be seen: the first term that begins before `last`, within the last year of
    which anything is told."""
    told = [each.as_of for line in lines for each in line.told if each.as_of and each.as_of <= last]
    return date(min(told).year, 1, 1) if told else date(last.year, 1, 1)


def driven(lines: Sequence[Line], every: Iterable[Line] | None = None) -> list[Line]:
    """Each task once, of the policies of which anything is told: of the others nobody knows how they went. `every`: all
    lines of these policies, where `lines` are some of them."""
    told = {line.policy_id for line in (lines if every is None else every) if line.told}
    return [line for line in counted(lines) if line.policy_id in told]


def names_by(read: Read, by: str, lines: Sequence[Line], policies: Mapping[str, str] | None = None) -> Names:
    """`by`: of `BY`. `policies`: what they are called, by id, where not by their titles."""
    industries: dict[str, list[str]] = defaultdict(list)
    if by == "industry":
        for row in read(INDUSTRIES, {"ids": [line.id for line in lines]}):
            industries[row["task"]].append(row["industry"])
    called = policies or {}
    ways: Mapping[str, Names] = {
        "all": lambda _: (ALL,),
        "bureau": lambda line: line.leads or (NOBODY,),
        "topic": lambda line: line.section[-1:] or (NO_TOPIC,),
        "policy": lambda line: (called.get(line.policy_id or "") or line.policy or NO_POLICY,),
        "place": lambda line: (line.place or NO_PLACE,),
        "industry": lambda line: industries.get(line.id) or (NO_INDUSTRY,),
    }
    return ways[by]


def trend(
    lines: Sequence[Line],
    days: Iterable[date],
    names: Names = lambda _: (ALL,),
    rules: Rules | None = None,
    reached: Share | None = None,
) -> list[Row]:
    """For each of the days and each of the names under which lines are counted: how many `tasks` whose term had begun,
    how many `finished`, `overdue`, `behind`, and the `share` that was done (0 to 1). Where `reached` is given, of how
    many the figures can be `judged`, and how much of theirs is `reached`, each of these tasks counting alike."""
    of: dict[str, list[Line]] = defaultdict(list)
    for line in lines:
        for name in names(line):
            of[name].append(line)
    untold = {line.id: stand(line, date.min, rules) for line in lines if not line.told}
    rows: list[Row] = []
    for day in days:
        stands = {line.id: _on(day, line, untold.get(line.id), rules) for line in lines}
        for name, some in of.items():
            if begun := _of_the_year(some, day):
                done = completion(stands[line.id] for line in begun)
                row: Row = {
                    "day": day.isoformat(), "month": month(day), "name": name, "tasks": done.tasks,
                    "finished": done.finished, "overdue": done.states["overdue"], "behind": done.states["behind"],
                    "share": done.share,
                }  # fmt: skip
                rows.append(row | (_judged(begun, day, reached) if reached else {}))
    return rows


def _of_the_year(lines: Iterable[Line], day: date) -> list[Line]:
    """The lines whose term had begun; where there are some of that year, those of years that are over count no more:
    last year's plan is not this year's work."""
    begun = [line for line in lines if line.begins is None or line.begins <= day]
    over = [line for line in begun if line.begins and max(line.begins, line.due_on or line.begins).year < day.year]
    dated = any(line.begins for line in begun if line not in over) if over else False
    return [line for line in begun if line not in over] if dated else begun


def _on(day: date, line: Line, untold: Standing | None, rules: Rules | None) -> Standing:
    """How a task stands; `untold`: one of which nothing is told, without its light, which takes most of the time."""
    if untold is None:
        return stand(line, day, rules)
    return untold._replace(state="overdue" if line.due_on and line.due_on < day else "not-started")


def _judged(lines: Iterable[Line], day: date, reached: Share) -> Row:
    shares = [share for line in lines if (share := reached(line, day)) is not None]
    return {"judged": len(shares), "reached": round(sum(shares) / len(shares), 4) if shares else None}


def largest_first(rows: Sequence[Row]) -> list[Row]:
    """The names with most tasks on the last of the days first, and each by day."""
    last: dict[str, int] = {row["name"]: row["tasks"] for row in rows}
    return sorted(rows, key=lambda row: (-last[row["name"]], row["name"], row["day"]))
