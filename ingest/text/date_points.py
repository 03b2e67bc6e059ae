"""A date of any precision, and the days it stands for."""

from __future__ import annotations

import calendar
import re
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
    """The last day that a date means: of its month, its quarter or its year; None without a year, and where the
    calendar has no such day (2月30日)."""
    if point.year is None or not is_there(point.year, point.month, point.day):
        return None
    month = _months(point)[1]
    days = calendar.monthrange(point.year, month)[1]
    return date(
        point.year, month, point.day or {"上旬": 10, "中旬": 20, "初": 10}.get(point.part if point.month else "", days)
    )


def first_day(point: Point) -> date | None:
    """The first day that a date means; None as for the last."""
    if not point.year or not is_there(point.year, point.month, point.day):
        return None
    return date(point.year, _months(point)[0], point.day or 1)


def is_there(year: int | None, month: int | None, day: int | None) -> bool:
    """Has the calendar such a day? Without a year 29 February may be one.

    >>> is_there(2026, 2, 29), is_there(None, 2, 29), is_there(2026, 6, 31)
    (False, True, False)
    """
    if month is None or day is None:
        return True
    return 1 <= month <= 12 and 1 <= day <= calendar.monthrange(year or _LEAP, month)[1]


_LEAP = 2024


_MONTH = r"(1[0-2]|0?[1-9])(?!\d)"
_DAY = r"(3[01]|[12]\d|0?[1-9])(?!\d)"
PART = r"(?:年?[底末初]|[上中下]旬|(?:上|下)半年|第?[一二三四1-4]季度末?)"
_ISO = re.compile(rf"((?:19|20)\d\d)[-./]{_MONTH}[-./]{_DAY}")
_WITH_YEAR = re.compile(rf"((?:19|20)\d\d)\s?年度?(?:\s?{_MONTH}\s?月份?(?:\s?{_DAY}\s?日)?)?({PART})?")
# Years of the Republic of China, 1912 the first: 民国115年3月; without the word only where no length of time reads so.
REPUBLIC_YEAR = re.compile(
    rf"(?:民[国國]\s?(\d{{2,3}})\s?年度?|(1[01]\d)年(?:度|(?=[底末]|\s?\d{{1,2}}\s?月)))"
    rf"(?:\s?{_MONTH}\s?月份?(?:\s?{_DAY}\s?日)?)?({PART})?"
)
REPUBLIC = 1911
"""The year before its first."""
_SHORT_YEAR = re.compile(r"(\d\d)年([底末])")
_NO_YEAR = re.compile(rf"{_MONTH}\s?月份?(?:\s?{_DAY}\s?日)?({PART})?")
MONTHS = re.compile(rf"{_MONTH}\s?(?:[—–~～－-]+|至|到)\s?{_MONTH}\s?月")  # 1-6月
_LONE_YEAR = re.compile(r"((?:19|20)\d\d)(?!\d)")
_LONE_DAY = re.compile(rf"{_DAY}\s?日")


def point(text: str, at: int) -> Point | None:
    """The date in figures that begins `at`, with its year or its month; None where none does."""
    if found := _ISO.match(text, at):
        return Point(found.end(), int(found[1]), int(found[2]), int(found[3]))
    if found := _WITH_YEAR.match(text, at):
        return Point(found.end(), int(found[1]), _int(found[2]), _int(found[3]), found[4] or "")
    if found := REPUBLIC_YEAR.match(text, at):
        return Point(found.end(), REPUBLIC + int(found[1] or found[2]), _int(found[3]), _int(found[4]), found[5] or "")
    if found := _SHORT_YEAR.match(text, at):
        return Point(found.end(), 2000 + int(found[1]), part=found[2])
    if found := MONTHS.match(text, at):
        return Point(found.end(), None, int(found[2]))
    if found := _NO_YEAR.match(text, at):
        return Point(found.end(), None, int(found[1]), _int(found[2]), found[3] or "")
    return None


def lone_year(text: str, at: int) -> Point | None:
    """2026, without 年."""
    found = _LONE_YEAR.match(text, at)
    return Point(found.end(), int(found[1])) if found else None


def lone_day(text: str, at: int, first: Point) -> Point | None:
    """The 22日 of 3月11日—22日, which `first` begins."""
    found = _LONE_DAY.match(text, at)
    return Point(found.end(), first.year, first.month, int(found[1])) if found and first.day else None


def _int(digits: str | None) -> int | None:
    return int(digits) if digits else None


_NUMBER = re.compile(r"(?:^|(?<=[\s。;；:：)）]))\d{1,2}[.．]$")  # of an item


def goes_on(text: str, at: int) -> bool:
    """Are the digits at a place the rest of a figure or of a name (S208), and no year behind its item's number?"""
    before = text[at - 1 : at]
    if not (before.isdigit() or before in (".", "．") or (before.isascii() and before.isalpha())):
        return False
    return not (_LONE_YEAR.match(text, at) and _NUMBER.search(text, max(0, at - 5), at))
