"""A date of any precision, and the days it stands for."""

from __future__ import annotations

import calendar
from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True, slots=True)
class Point:
    """A date of any precision, ending before `end`. `part` is 底, 初, 上旬, 上半年, 三季度 or empty."""

    end: int
    year: int | None = None
    month: int | None = None
    day: int | None = None
    part: str = ""


_QUARTERS = {"一": 1, "二": 2, "三": 3, "四": 4, "1": 1, "2": 2, "3": 3, "4": 4}


def _months(point: Point) -> tuple[int, int]:
    """First and last month of a date."""
    if point.month:
        return point.month, point.month
    quarter = next((n for c, n in _QUARTERS.items() if "季度" in point.part and c in point.part), 0)
    if quarter:
        return 3 * quarter - 2, 3 * quarter
    if "半年" in point.part:
        return (1, 6) if "上" in point.part else (7, 12)
    return (1, 1) if "初" in point.part else (1, 12)


def last_day(point: Point) -> date | None:
    """The last day that a date means: of its month, its quarter or its year; None without a year."""
    if point.year is None:
        return None
    month = _months(point)[1]
    days = calendar.monthrange(point.year, month)[1]
    day = point.day or {"上旬": 10, "中旬": 20, "初": 10}.get(point.part if point.month else "", days)
    return date(point.year, month, min(day, days))


def first_day(point: Point) -> date | None:
    """The first day that a date means; None without a year."""
    return date(point.year, _months(point)[0], point.day or 1) if point.year else None
