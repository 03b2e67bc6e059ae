"""Dates and deadlines in Chinese policy text: 3月底前, 2024年3月11日-3月22日, 到2025年, “十四五”末, 每季度, 长期坚持.

A length of time (30年, 3个月) is no date. What has no year takes the year of the date before it in its sentence, else
`default_year`.
"""

from __future__ import annotations

import calendar
import re
from dataclasses import dataclass, replace
from datetime import date
from functools import cache
from typing import Any

from policygraph.ingest.text.numerals import parse_han
from policygraph.model.vocabulary import read_yaml


@dataclass(frozen=True, slots=True)
class DateSpan:
    """A date as written: `text[start:end] == raw`.

    `on` is its last day (None where it has none: 每季度, or no year is known), `from_` its first day where it is a
    period of its own (a range, a plan period). `due` says that the words make it a deadline. `moved`: by how many years
    a word moves it (去年: -1), whether or not the year is known.
    """

    start: int
    end: int
    raw: str
    due: bool
    on: date | None
    from_: date | None
    year: int | None
    moved: int = 0


@dataclass(frozen=True, slots=True)
class _Point:
    """A date of any precision, ending before `end`. `part` is 底, 初, 上旬, 上半年, 三季度 or empty."""

    end: int
    year: int | None = None
    month: int | None = None
    day: int | None = None
    part: str = ""


@dataclass(frozen=True, slots=True)
class _Words:
    until: re.Pattern[str]
    tail: re.Pattern[str]
    relative: re.Pattern[str]
    start: re.Pattern[str]
    endless: re.Pattern[str]
    years: dict[str, int]
    told: frozenset[str]


def _any(words: list[str]) -> str:
    return "|".join(map(re.escape, sorted(words, key=len, reverse=True)))


@cache
def _vocabulary() -> _Words:
    data: dict[str, Any] = read_yaml("dates.yaml")
    named = [*data["relative"], *data["recurring"], *data["lasting"]]
    return _Words(
        until=re.compile(rf"(?:{_any(data['until'])})\s?$"),
        tail=re.compile(
            rf"({_any(data['before'])})?(?:({_any(data['done'])})({_any(data['and_on'])})?(?=[，,。；;、）)\\s]|$))?"
        ),
        relative=re.compile(rf"({_any(list(data['relative']))})({_PART}|内)?"),
        start=re.compile(f"[{_FIRST}{''.join(w[0] for w in named)}](?=[{_SECOND}{''.join(w[1] for w in named)}])"),
        endless=re.compile(_any(data["recurring"] + data["lasting"])),
        years=data["relative"],
        told=frozenset(data["told_years"]),
    )


_MONTH = r"(1[0-2]|0?[1-9])(?!\d)"
_DAY = r"(3[01]|[12]\d|0?[1-9])(?!\d)"
_PART = r"(?:年?[底末初]|[上中下]旬|(?:上|下)半年|第?[一二三四1-4]季度末?)"
_TO = re.compile(r"\s?(?:[—–~～－-]+|至|到)\s?")
_ISO = re.compile(rf"((?:19|20)\d\d)[-./]{_MONTH}[-./]{_DAY}")
_WITH_YEAR = re.compile(rf"((?:19|20)\d\d)\s?年度?(?:\s?{_MONTH}\s?月份?(?:\s?{_DAY}\s?日)?)?({_PART})?")
_SHORT_YEAR = re.compile(r"(\d\d)年([底末])")
_NO_YEAR = re.compile(rf"{_MONTH}\s?月份?(?:\s?{_DAY}\s?日)?({_PART})?")
_MONTHS = re.compile(rf"{_MONTH}\s?(?:[—–~～－-]+|至|到)\s?{_MONTH}\s?月")  # 1-6月
_LONE_YEAR = re.compile(r"((?:19|20)\d\d)(?!\d)")
_LONE_DAY = re.compile(rf"{_DAY}\s?日")
_HAN = re.compile(
    r"([一二][〇○零九][〇○零一二三四五六七八九]{2})年(?:([一二三四五六七八九十]+)月(?:([一二三四五六七八九十]+)日)?)?"
)
_PLAN = re.compile(r"“?(十[一二三四五六七八九]?)五”?(?:(时期|期间)|(末|期末))?(?![个年月分省市县大亿万千百点])")
_COUNTED = re.compile(r"[\d每半一二两三四五六七八九十百几数多]")  # 三年内 is a length of time
_BARE = re.compile(rf"({_PART})|年(内)")

_DIGITS = re.compile(r"\d+(?=\s?[年月/.—–~～－至到-])")
# The first and the second characters of other dates in words: 上半年, 年底, 第三季度, 三季度, 二〇二四年, “十五五”.
_FIRST, _SECOND = "上下年第一二三四十“", "半底末初内一二三四五六七八九十1234季〇○零"
_STOP = re.compile(r"[。；;！!？?\n]")


def find_dates(text: str, default_year: int | None = None) -> list[DateSpan]:
    """All dates of `text` in order, apart from each other."""
    found: list[DateSpan] = []
    for match in sorted([*_DIGITS.finditer(text), *_vocabulary().start.finditer(text)], key=lambda m: m.start()):
        at = match.start()
        last = found[-1] if found else None
        if last and at < last.end:
            continue
        year = last.year if last and last.year and not _STOP.search(text, last.end, at) else default_year
        floor = last.end if last else 0
        if match.group()[0].isdigit():
            span = _figures(text, at, floor, year, default_year or year)
        else:
            span = _worded(text, at, floor, year, default_year or year)
        if span:
            found.append(span)
    return found


def parse_deadline(raw: str, default_year: int | None = None) -> date | None:
    """The last day of a deadline as written; None where it names none (持续推进).

    >>> parse_deadline("6月底前完成", 2024)
    datetime.date(2024, 6, 30)
    """
    days = [span.on for span in find_dates(raw, default_year) if span.on]
    return days[-1] if days else None


def _figures(text: str, at: int, floor: int, year: int | None, today: int | None) -> DateSpan | None:
    """The date whose digits begin at `at`; None for digits that are none. `year`: the one last named, `today`: now."""
    if at and (text[at - 1].isdigit() or text[at - 1] in ".．" or (text[at - 1].isascii() and text[at - 1].isalpha())):
        return None
    first, second = _point(text, at), None
    if first is None and not (first := _lone_year(text, at)):
        return None
    months = _MONTHS.match(text, first.end) if first.year and not first.month and not first.part else None
    to = _TO.match(text, first.end)
    if months:
        second = _Point(months.end(), first.year, int(months[2]))
        first = replace(first, month=int(months[1]))
    elif to:
        second = _point(text, to.end()) or _lone_day(text, to.end(), first)
    if first.month is None and not first.part and text[first.end - 1].isdigit() and (second is None or not second.year):
        return None  # 2024 alone
    first = first if first.year else replace(first, year=(second and second.year) or _near_year(text, at, year, today))
    if second and not second.year:
        second = replace(second, year=first.year)
    return _span(text, at, floor, first, second)


def _point(text: str, at: int) -> _Point | None:
    if found := _ISO.match(text, at):
        return _Point(found.end(), int(found[1]), int(found[2]), int(found[3]))
    if found := _WITH_YEAR.match(text, at):
        return _Point(found.end(), int(found[1]), _int(found[2]), _int(found[3]), found[4] or "")
    if found := _SHORT_YEAR.match(text, at):
        return _Point(found.end(), 2000 + int(found[1]), part=found[2])
    if found := _MONTHS.match(text, at):
        return _Point(found.end(), None, int(found[2]))
    if found := _NO_YEAR.match(text, at):
        return _Point(found.end(), None, int(found[1]), _int(found[2]), found[3] or "")
    return None


def _lone_year(text: str, at: int) -> _Point | None:
    found = _LONE_YEAR.match(text, at)
    return _Point(found.end(), int(found[1])) if found else None


def _lone_day(text: str, at: int, first: _Point) -> _Point | None:
    found = _LONE_DAY.match(text, at)
    return _Point(found.end(), first.year, first.month, int(found[1])) if found and first.day else None


def _int(digits: str | None) -> int | None:
    return int(digits) if digits else None


def _near_year(text: str, at: int, year: int | None, today: int | None) -> int | None:
    """今年6月: the word just before the month says the year."""
    word = next((word for word in _vocabulary().years if text.endswith(word, 0, at)), None)
    return year if word is None else _moved(word, year, today)


def _moved(word: str, year: int | None, today: int | None) -> int | None:
    """The year that a word means: 去年 is the one before `today`, 次年 the one after the `year` last named."""
    words = _vocabulary()
    base = year if word in words.told else today
    return None if base is None else base + words.years[word]


def _span(text: str, at: int, floor: int, first: _Point, second: _Point | None = None) -> DateSpan:
    """The span of one date or a range, with 到 before it and 前完成 after it."""
    words = _vocabulary()
    last = second or first
    until = words.until.search(text, max(floor, at - 4), at)
    tail = words.tail.match(text, last.end)
    end = tail.end() if tail and (tail[1] or (tail[2] and (last.part or last.month)) or until) else last.end
    ends = last.part in ("底", "末", "年底", "年末") and not second
    due = bool(until or ends or (second and second.day) or (tail and end > last.end))
    start = until.start() if until else at
    on = _last_day(last)
    return DateSpan(start, end, text[start:end], due, on, _first_day(first) if second else None, last.year)


def _worded(text: str, at: int, floor: int, year: int | None, today: int | None) -> DateSpan | None:
    """The date in words that begins at `at`."""
    words = _vocabulary()
    if found := words.endless.match(text, at):
        return DateSpan(at, found.end(), found.group(), False, None, None, None)
    if found := _HAN.match(text, at):
        written, month, day = (_han_int(part) for part in found.groups())
        return _span(text, at, floor, _Point(found.end(), written, month, day))
    if found := words.relative.match(text, at):
        moved = _moved(found[1], year, today)
        if found[2] is None and text[found.end() : found.end() + 1].isdigit():
            return None  # 今年6月: read at the month
        span = _span(text, at, floor, _Point(found.end(), moved, part=(found[2] or "").replace("内", "底")))
        return replace(span, moved=words.years[found[1]])
    if (found := _PLAN.match(text, at)) and (at == 0 or text[at - 1] not in "一二三四五六七八九百千第"):
        begin = 2021 + 5 * (int(parse_han(found[1]) or 0) - 14)
        span = _span(text, at, floor, _Point(found.end(), begin), _Point(found.end(), begin + 4))
        return replace(span, due=bool(found[3]) or span.due)
    if (found := _BARE.match(text, at)) and (at == 0 or not _COUNTED.match(text, at - 1)):
        if found[0][0] in "底末初上中下" and "半年" not in found[0]:
            return None  # 旬 and 底 need their month
        return _span(text, at, floor, _Point(found.end(), year, part=found[1] or "底"))
    return None


def _han_int(numeral: str | None) -> int | None:
    value = parse_han(numeral) if numeral else None
    return None if value is None else int(value)


_QUARTERS = {"一": 1, "二": 2, "三": 3, "四": 4, "1": 1, "2": 2, "3": 3, "4": 4}


def _months(point: _Point) -> tuple[int, int]:
    """First and last month of a date."""
    if point.month:
        return point.month, point.month
    quarter = next((n for c, n in _QUARTERS.items() if "季度" in point.part and c in point.part), 0)
    if quarter:
        return 3 * quarter - 2, 3 * quarter
    if "半年" in point.part:
        return (1, 6) if "上" in point.part else (7, 12)
    return (1, 1) if "初" in point.part else (1, 12)


def _last_day(point: _Point) -> date | None:
    if point.year is None:
        return None
    month = _months(point)[1]
    days = calendar.monthrange(point.year, month)[1]
    day = point.day or {"上旬": 10, "中旬": 20, "初": 10}.get(point.part if point.month else "", days)
    return date(point.year, month, min(day, days))


def _first_day(point: _Point) -> date | None:
    return date(point.year, _months(point)[0], point.day or 1) if point.year else None
