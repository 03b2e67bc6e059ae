"""Spans of time as people name them in a question: 今年年底前, 下个月, 2025年, 三个月内, 已经过期."""

from __future__ import annotations

import calendar
import re
from datetime import date, timedelta

from policygraph.ingest.text.numerals import parse_number

Span = tuple[date | None, date | None]  # first and last day; None: open
SOON = timedelta(days=90)

OVERDUE = re.compile(r"(?:都?已经?|早已)?(?:过期|逾期|超期|超时)了?|都?已经?|早就")
NEAR = re.compile(r"最近|近期|很?快要?|马上要?|即将|将要|就要")
YEAR = re.compile(r"(?P<year>\d{4}年|今年|本年度?|明年|去年)?(?P<end>年?[底末])?(?P<before>以?之?前)?")
MONTH = re.compile(
    r"(?P<year>\d{4}年|今年|本年|明年|去年)?"
    r"(?:(?P<month>[\d一二三四五六七八九十]{1,2})月份?|(?P<near>本月|这个?月|当月|下个?月|上个?月))"
    r"(?:(?P<day>[\d一二三四五六七八九十]{1,3})[日号])?(?P<end>[底末])?(?P<before>以?之?前)?"
)
PART = re.compile(
    r"(?P<year>\d{4}年|今年|本年|明年|去年)?(?:(?P<half>[上下])半年|"
    r"第?(?P<quarter>[1234一二三四])季度|(?P<near>[本下上])个?季度)(?P<end>[底末])?(?P<before>以?之?前)?"
)
AHEAD = re.compile(
    r"(?:未来|今后|接下来|最近|近)?(?P<count>[\d一二两三四五六七八九十]{1,3}|半)个?(?P<unit>天|日|周|星期|月|年)(?:之?以?内)?"
)
ISO = re.compile(r"(\d{4})[-/.年]?(\d{1,2})[-/.月]?(\d{1,2})日?(?:以?之?前)?")
QUARTERS = {"1": 1, "2": 2, "3": 3, "4": 4, "一": 1, "二": 2, "三": 3, "四": 4}
MONTHS = {"天": 0, "日": 0, "周": 0, "星期": 0, "月": 1, "年": 12}


def period(text: str, today: date) -> Span | None:
    """The span that `text` names, None if it names none. Before a time is from ever to its end.

    >>> period("今年年底前", date(2026, 11, 22)), period("下个月", date(2026, 11, 22))
    ((None, datetime.date(2026, 12, 31)), (datetime.date(2026, 12, 1), datetime.date(2026, 12, 31)))
    """
    if not text:
        return None
    if is_overdue(text):
        return None, today - timedelta(days=1)
    if NEAR.fullmatch(text):
        return today, today + SOON
    if text in ("今天", "今日"):
        return today, today
    try:
        if found := ISO.fullmatch(text):
            return None, date(*map(int, found.groups()))
        if found := MONTH.fullmatch(text):
            return _month(found, today)
    except ValueError:  # the 31st of February
        return None
    if found := PART.fullmatch(text):
        return _part(found, today)
    if found := YEAR.fullmatch(text):
        year = _year(found["year"], today)
        return (None if found["end"] or found["before"] else date(year, 1, 1)), date(year, 12, 31)
    if found := AHEAD.fullmatch(text):
        return today, _ahead(found["count"], found["unit"], today)
    return None


def is_overdue(text: str) -> bool:
    """Whether `text` means all that should have been done by now."""
    return OVERDUE.fullmatch(text) is not None


def _year(word: str | None, today: date) -> int:
    if word and word[0].isdigit():
        return int(word[:4])
    return today.year + {"明年": 1, "去年": -1}.get(word or "", 0)


def _month(found: re.Match[str], today: date) -> Span | None:
    if found["month"]:
        year, month = _year(found["year"], today), _count(found["month"])
    else:
        step = {"下": 1, "上": -1}.get(found["near"][0], 0)
        year, month = divmod(today.year * 12 + today.month - 1 + step, 12)
        month += 1
    if not 1 <= month <= 12:
        return None
    if found["day"]:
        day = date(year, month, _count(found["day"]))
        return (None if found["before"] else day), day
    if found["before"] and not found["end"]:  # 10月前 ends with September
        return None, date(year, month, 1) - timedelta(days=1)
    return (None if found["before"] or found["end"] else date(year, month, 1)), _last(year, month)


def _part(found: re.Match[str], today: date) -> Span:
    year = _year(found["year"], today)
    if found["half"]:
        first, last = (1, 6) if found["half"] == "上" else (7, 12)
    else:
        if found["quarter"]:
            quarter = QUARTERS[found["quarter"]]
        else:
            quarter = (today.month + 2) // 3 + {"下": 1, "上": -1}.get(found["near"], 0)
            year, quarter = year + (quarter - 1) // 4, (quarter - 1) % 4 + 1
        first, last = quarter * 3 - 2, quarter * 3
    return (None if found["before"] or found["end"] else date(year, first, 1)), _last(year, last)


def _ahead(count: str, unit: str, today: date) -> date:
    if count == "半":
        months = MONTHS[unit] // 2
        days = 15 if unit == "月" else 0
    else:
        months = MONTHS[unit] * _count(count)
        days = _count(count) * {"天": 1, "日": 1, "周": 7, "星期": 7}.get(unit, 0)
    year, month = divmod(today.year * 12 + today.month - 1 + months, 12)
    day = min(today.day, calendar.monthrange(year, month + 1)[1])
    return date(year, month + 1, day) + timedelta(days=days)


def _last(year: int, month: int) -> date:
    return date(year, month, calendar.monthrange(year, month)[1])


def _count(text: str) -> int:
    return int(parse_number(text) or 0)
