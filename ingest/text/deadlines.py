"""Deadlines where they stand alone, as in a cell: 6月底前完成, 全年, 2026.11, 12.31."""

from __future__ import annotations

import re
from datetime import date

from policygraph.ingest.text.date_points import Point, last_day
from policygraph.ingest.text.dates import date_words, find_dates

# Figures that are a month, a day or a year only where nothing stands beside them; 11.3 may be a number's 11.30.
_MONTH = re.compile(r"((?:19|20)\d\d)\s?[-./]\s?(1[0-2]|0?[1-9])")
_DAY = re.compile(r"(1[0-2]|0?[1-9])\.(3[01]|[12]\d|0[1-9])")
_YEAR = re.compile(r"((?:19|20)\d\d)")


def parse_deadline(raw: str, default_year: int | None = None) -> date | None:
    """The last day of a deadline as written; None where it names none (持续推进).

    >>> parse_deadline("6月底前完成", 2024)
    datetime.date(2024, 6, 30)
    """
    days = [span.on for span in find_dates(raw, default_year) if span.on]
    if days:
        return days[-1]
    words = raw.strip()
    if default_year and words in date_words().whole_year:
        return date(default_year, 12, 31)
    if month := _MONTH.fullmatch(words):
        return last_day(Point(month.end(), int(month[1]), int(month[2])))
    if year := _YEAR.fullmatch(words):
        return date(int(year[1]), 12, 31)
    day = _DAY.fullmatch(words) if default_year else None
    return last_day(Point(day.end(), default_year, int(day[1]), int(day[2]))) if day else None


def is_deadline(raw: str) -> bool:
    """Do the words where a deadline stands name one, or that there is none: a day, 全年, 每月, 长期坚持?"""
    some_year = 2000
    return parse_deadline(raw, some_year) is not None or bool(find_dates(raw, some_year))
