"""The days of a calendar: months and weeks that begin on Monday, and what falls due on each day."""

from __future__ import annotations

import calendar
from collections.abc import Iterable
from datetime import date, timedelta

from policygraph.graph.ledgers.due import Due

FIRST, LAST = date(1949, 1, 1), date(2199, 12, 31)
"""Days that are shown: no policy's are before or after, and each has a month and a week around it."""
DAYS = "一二三四五六日"


def month(at: date) -> list[list[date]]:
    """The weeks that have a day of the month."""
    return calendar.Calendar().monthdatescalendar(at.year, at.month)


def week(at: date) -> list[date]:
    monday = at - timedelta(days=at.weekday())
    return [monday + timedelta(days=n) for n in range(7)]


def turned(view: str, at: date, by: int) -> date:
    """A day of the month or week `by` after that of `at`, within what is shown.

    >>> turned("month", date(2031, 1, 31), -1), turned("week", date(2031, 1, 1), 1)
    (datetime.date(2030, 12, 1), datetime.date(2031, 1, 8))
    """
    if view == "week":
        return within(at + timedelta(weeks=by))
    year, number = divmod(at.year * 12 + at.month - 1 + by, 12)
    return within(date(year, number + 1, 1))


def within(day: date) -> date:
    return min(max(day, FIRST), LAST)


def called(view: str, at: date) -> str:
    """What a month or week is called.

    >>> called("month", date(2031, 3, 5)), called("week", date(2026, 12, 30))
    ('2031年3月', '2026年第53周（2026年12月28日—2027年1月3日）')
    """
    if view == "month":
        return f"{at.year}年{at.month}月"
    year, number, _ = at.isocalendar()
    first, *_, last = week(at)
    return f"{year}年第{number}周（{day_called(first)}—{day_called(last, first)}）"


def day_called(day: date, beside: date | None = None) -> str:
    """A day in words, without the year where it is that of the day beside it."""
    year = "" if beside and beside.year == day.year else f"{day.year}年"
    return f"{year}{day.month}月{day.day}日"


def by_day(dues: Iterable[Due]) -> dict[date, list[Due]]:
    """What falls due on each day; what needs a look first."""
    found: dict[date, list[Due]] = {}
    for due in sorted(dues, key=_rank):
        found.setdefault(date.fromisoformat(due.day), []).append(due)
    return found


_LIGHTS = ("red", "yellow", "blue", "grey", "green")


def _rank(due: Due) -> tuple[int, str, str]:
    return _LIGHTS.index(due.light), due.place or "", due.task
