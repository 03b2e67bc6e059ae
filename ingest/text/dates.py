"""Dates and deadlines in Chinese policy text: 3月底前, 2024年3月11日-3月22日, 到2025年, “十四五”末, 每季度, 长期坚持.

A length of time (30年, 3个月) is no date. What has no year takes the year of the date before it in its sentence, else
`default_year`.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from datetime import date
from functools import cache

from policygraph.ingest.text.date_points import (
    MONTHS,
    PART,
    REPUBLIC_YEAR,
    Point,
    first_day,
    goes_on,
    last_day,
    lone_day,
    lone_year,
    point,
)
from policygraph.ingest.text.numerals import parse_han
from policygraph.model.vocabulary import Expression, Words, alternatives, read

UNTIL = 6
"""Characters of a word before a date that makes it the last day of something (最迟不超过), at most, with a blank."""


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
class _Here:
    """A place `at` which a date may begin; the words before it, from `floor` on, belong to no other. `year` is the one
    last named, `today` the document's own."""

    text: str
    at: int
    floor: int
    year: int | None
    today: int | None


@dataclass(frozen=True, slots=True)
class DateWords:
    """`data/dates.yaml`: words before and after dates, those that stand for one, years by their distance."""

    until: Words
    before: Words
    done: Words
    and_on: Expression
    whole_year: Words
    recurring: Words
    lasting: Words
    relative: dict[str, int]
    told_years: Words
    holidays: dict[str, str]


@cache
def date_words() -> DateWords:
    """The vocabulary, read once."""
    return read("dates.yaml", DateWords)


@dataclass(frozen=True, slots=True)
class _Words:
    until: re.Pattern[str]
    tail: re.Pattern[str]
    relative: re.Pattern[str]
    start: re.Pattern[str]
    endless: re.Pattern[str]
    years: dict[str, int]
    told: frozenset[str]
    holiday: re.Pattern[str]


@cache
def _vocabulary() -> _Words:
    data = date_words()
    named = [*data.relative, *data.recurring, *data.lasting, *(f"{q}{name}" for name in data.holidays for q in _QUOTES)]
    return _Words(
        until=re.compile(rf"(?:{alternatives(data.until)})\s?$"),
        tail=re.compile(
            rf"(?:{_CLOCK}({alternatives(data.before)}))?(?:({alternatives(data.done)})({data.and_on.pattern})?(?=[，,。；;、）)\\s]|$))?"
        ),
        relative=re.compile(rf"({alternatives(data.relative)})({PART}|内)?"),
        start=re.compile(f"[{_FIRST}{''.join(w[0] for w in named)}](?=[{_SECOND}{''.join(w[1] for w in named)}])"),
        endless=re.compile(alternatives(data.recurring + data.lasting)),
        years=data.relative,
        told=frozenset(data.told_years),
        holiday=re.compile(rf"[“\"]?({alternatives(data.holidays)})[”\"]?{_HOLIDAY}(?:之|以)?前"),
    )


_QUOTES = ("", "“", '"')
# The hour of a day, before 前: 4月3日(星期五)下午17:00前, 3日下班前.
_CLOCK = (
    r"(?:(?<=日)\s?(?:[(（][^()（）\d]{1,6}[)）])?\s?(?:上午|下午|中午|早上?|晚上?)?\s?"
    r"(?:\d{1,2}\s?(?:[:：]\s?\d\d|[时点](?:整|半|\d{1,2}分)?)|下班|上班)?)?"
)
_HOLIDAY = "(?:国际)?(?:劳动|儿童|建[党军])?(?:节|小?长假|假期)*"
_TO = re.compile(r"\s?(?:[—–~～－-]+|起?[至到])\s?")
_HAN = re.compile(
    r"([一二][〇○零九][〇○零一二三四五六七八九]{2})年(?:([一二三四五六七八九十]+)月(?:([一二三四五六七八九十]+)日)?)?"
    rf"({PART})?"
)
_HAN_MONTH = re.compile(
    r"(十[一二]?|[一二三四五六七八九])月份?(?:([一二三四五六七八九十]{1,3})日|([底末初]|[上中下]旬))"
)
_PLAN = re.compile(r'[“"]?(十[一二三四五六七八九]?)五[”"]?(?:(时期|期间)|(末|期末))?(?![个年月分省市县大亿万千百点])')
_COUNTED = re.compile(r"[\d每半一二两三四五六七八九十百几数多]")  # 三年内 is a length of time
_BARE = re.compile(rf"(?![底末初]|.旬)({PART})|年(内)")  # 底 and 上旬 need their month

_MORE_YEARS = re.compile(r"、(?:20\d\d、)*20\d\d年")  # 2026、2027、2028年分别完成…
_DIGITS = re.compile(rf"(?<!\d)\d++(?=\s?[年月/.—–~～－至到-]|{_MORE_YEARS.pattern})")
# The first and the second characters of other dates in words: 上半年, 年底, 第三季度, 二〇二四年, “十五五”, 民国.
_FIRST, _SECOND = '上下年第一二三四五六七八九十“"民', "半底末初内一二三四五六七八九十1234季〇○零月国國"
_UP_TO = re.compile(r"\s?[至到—–~～-]+\s?\d")
_STOP = re.compile(r"[。；;！!？?\n]")


def find_dates(text: str, default_year: int | None = None) -> list[DateSpan]:
    """All dates of `text` in order, apart from each other."""
    found: list[DateSpan] = []
    stop = -1  # where the sentence of the last date ends
    for match in sorted([*_DIGITS.finditer(text), *_vocabulary().start.finditer(text)], key=lambda m: m.start()):
        at = match.start()
        last = found[-1] if found else None
        if last and at < last.end:
            continue
        year = last.year if last and last.year and at <= stop else default_year
        here = _Here(text, at, last.end if last else 0, year, default_year or year)
        if span := _figures(here) if match.group()[0].isdigit() else _worded(here):
            found.append(span)
            if stop < span.end:
                end = _STOP.search(text, span.end)
                stop = end.start() if end else len(text)
    return found


def _figures(here: _Here) -> DateSpan | None:
    """The date whose digits begin `here`; None for digits that are none."""
    if goes_on(here.text, here.at):
        return None
    begin = point(here.text, here.at) or lone_year(here.text, here.at)
    if begin is None:
        return None
    first, second = _ends(here.text, begin)
    alone = _is_number_alone(here.text, first) and not (second and second.year)
    if alone and not _MORE_YEARS.match(here.text, first.end):
        return None
    if not first.year:
        first = replace(first, year=(second and second.year) or _near_year(here))
    if second and not second.year:
        second = replace(second, year=first.year)
    return _span(here, first, second)


def _ends(text: str, begin: Point) -> tuple[Point, Point | None]:
    """The first and the last date of a range that begins so: 2024年1-6月, 3月11日-22日; no last one of a date alone."""
    if begin.year and not begin.month and not begin.part and (months := MONTHS.match(text, begin.end)):
        return replace(begin, month=int(months[1])), Point(months.end(), begin.year, int(months[2]))
    to = _TO.match(text, begin.end)
    return begin, (point(text, to.end()) or lone_day(text, to.end(), begin)) if to else None


def _is_number_alone(text: str, point: Point) -> bool:
    """2024, without 年 or a month."""
    return point.month is None and not point.part and text[point.end - 1].isdigit()


def _near_year(here: _Here) -> int | None:
    """今年6月: the word just before the month says the year."""
    word = next((word for word in _vocabulary().years if here.text.endswith(word, 0, here.at)), None)
    return here.year if word is None else _moved(word, here)


def _moved(word: str, here: _Here) -> int | None:
    """The year that a word means: 去年 is the one before this one, 次年 the one after the year last named."""
    words = _vocabulary()
    base = here.year if word in words.told else here.today
    return None if base is None else base + words.years[word]


def _span(here: _Here, first: Point, second: Point | None = None) -> DateSpan:
    """The span of one date or a range, with 到 before it and 前完成 after it."""
    words, text = _vocabulary(), here.text
    last = second or first
    until = words.until.search(text, max(here.floor, here.at - UNTIL), here.at)
    tail = words.tail.match(text, last.end)
    end = tail.end() if tail and (tail[1] or (tail[2] and (last.part or last.month)) or until) else last.end
    ends = last.part in ("底", "末", "年底", "年末") and not second
    due = bool(until or ends or (second and second.day) or (tail and end > last.end))
    start = until.start() if until else here.at
    on = last_day(last)
    return DateSpan(start, end, text[start:end], due, on, first_day(first) if second else None, last.year)


def _worded(here: _Here) -> DateSpan | None:
    """The date in words that begins `here`."""
    return next((span for notation in _NOTATIONS if (span := notation(here))), None)


def _endless(here: _Here) -> DateSpan | None:
    """每季度, 长期坚持."""
    found = _vocabulary().endless.match(here.text, here.at)
    if found and _UP_TO.match(here.text, found.end()):
        return None  # 即日起至6月底 ends
    return DateSpan(here.at, found.end(), found.group(), False, None, None, None) if found else None


def _in_han(here: _Here) -> DateSpan | None:
    """二〇二四年三月."""
    if not (found := _HAN.match(here.text, here.at)):
        return None
    year, month, day = (_han_int(part) for part in found.groups()[:3])
    return _span(here, Point(found.end(), year, month, day, found[4] or ""))


def _month_in_han(here: _Here) -> DateSpan | None:
    """三月底, 十二月一日; 三月 alone may be three months."""
    found = _HAN_MONTH.match(here.text, here.at)
    if not found or (here.at and _COUNTED.match(here.text, here.at - 1)):
        return None
    month, day = _han_int(found[1]), _han_int(found[2])
    if day and day > 31:
        return None
    return _span(here, Point(found.end(), _near_year(here), month, day, found[3] or ""))


def _by_this_year(here: _Here) -> DateSpan | None:
    """今年底, 次年; 今年6月 is read at the month."""
    found = _vocabulary().relative.match(here.text, here.at)
    if not found or (found[2] is None and _month_follows(here.text, found.end())):
        return None
    point = Point(found.end(), _moved(found[1], here), part=(found[2] or "").replace("内", "底"))
    return replace(_span(here, point), moved=_vocabulary().years[found[1]])


def _month_follows(text: str, at: int) -> bool:
    return text[at : at + 1].isdigit() or _HAN_MONTH.match(text, at) is not None


def _plan_period(here: _Here) -> DateSpan | None:
    """“十四五”期间, “十四五”末."""
    found = _PLAN.match(here.text, here.at)
    if not found or (here.at and here.text[here.at - 1] in "一二三四五六七八九百千第"):
        return None
    begin = 2021 + 5 * (int(parse_han(found[1]) or 0) - 14)
    span = _span(here, Point(found.end(), begin), Point(found.end(), begin + 4))
    return replace(span, due=bool(found[3]) or span.due)


def _part_of_year(here: _Here) -> DateSpan | None:
    """年底, 上半年, 三季度, 年内: of the year last named."""
    found = _BARE.match(here.text, here.at)
    if not found or (here.at and _COUNTED.match(here.text, here.at - 1)):
        return None
    return _span(here, Point(found.end(), here.year, part=found[1] or "底"))


def _before_holiday(here: _Here) -> DateSpan | None:
    """国庆节前, “五一”前: the day before a holiday that the calendar of the year fixes; 春节 moves with the moon."""
    found = _vocabulary().holiday.match(here.text, here.at)
    if not found or here.year is None or (here.at and _COUNTED.match(here.text, here.at - 1)):
        return None
    on = date.fromisoformat(f"{here.year}-{date_words().holidays[found[1]]}")
    return DateSpan(here.at, found.end(), found[0], True, on, None, here.year)


def _of_republic(here: _Here) -> DateSpan | None:
    """民国115年: the same as 2026年."""
    begin = point(here.text, here.at) if REPUBLIC_YEAR.match(here.text, here.at) else None
    return _span(here, *_ends(here.text, begin)) if begin else None


_NOTATIONS = (
    _of_republic, _before_holiday, _endless, _in_han, _month_in_han, _by_this_year, _plan_period, _part_of_year,
)  # fmt: skip


def _han_int(numeral: str | None) -> int | None:
    value = parse_han(numeral) if numeral else None
    return None if value is None else int(value)
