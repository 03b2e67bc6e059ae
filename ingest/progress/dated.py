"""Until when a ledger or a bulletin tells: 截至2026年9月30日, （2026.09）, 第三季度, 填报时间, a sheet called 9月."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from policygraph.ingest.text.dates import DateSpan, find_dates
from policygraph.ingest.text.table import Grid
from policygraph.ingest.text.years import in_full, years_named

OPENING = 600
"""Characters before a table in which a ledger says until when it tells."""
LABEL = 80
"""Characters; a longer line above a table is a sentence, whose months are not the table's."""

UNTIL = re.compile(r"截[至止](?:到|时间|日期|日)?:?")
_OF_ALL = re.compile(
    rf"(?:(?<![^\n。])|(?<=[项件作务],)){UNTIL.pattern}(?P<day>[^,。;\n]{{2,16}}),(?:[^,。;\n]{{0,20}}\d+[项件](?:重点|主要|年度|目标|民生|督查)*"
    r"(?:任务|工作|事项|实事)|[^,。;\n]{0,6}共|(?:已|达到?|符合)[^,。;\n]{2,10}\d+[项件])"
)
_FILLED = re.compile(r"(?:填报|填表|填写|制表|报送|上报|统计|更新|数据)(?:时间|日期)(?:截[至止])? ?[:：]? ?")
_PERIOD = re.compile("月|季度|半年|旬")
_AHEAD = re.compile("(?:及|和|暨|与)[^及和暨与]{0,20}(?:打算|安排|计划|思路|谋划)$")  # …及下半年工作打算
_BEFORE = re.compile("(?:之前|以前|前|底前)$")


@dataclass(frozen=True, slots=True)
class Told:
    """Until when the whole document tells, and each of its tables where they say so themselves, with its beginning."""

    until: date | None
    tables: tuple[tuple[int, date | None], ...] = ()

    def table(self, offset: int) -> int:
        """Where the table begins in which `offset` stands."""
        return max((start for start, _ in self.tables if start <= offset), default=0)

    def at(self, offset: int) -> date | None:
        """Until when the table tells in which `offset` stands."""
        own = [day for start, day in self.tables if start <= offset]
        return (own[-1] if own else None) or self.until


def find_told(
    folded: str, grids: Sequence[Grid], names: Sequence[str], issued: Sequence[str | None], year: int | None
) -> Told:
    """Until when the tables of a document tell. `names`: its titles, then its file's name, folded; `issued`: its own
    dates (ISO), the surest first. A workbook has a sheet for each month: what stands above each counts for it alone."""
    above = list(_above(folded, grids))
    own = [until([words], [words], None, year) for _, words in above]
    several = len({day for day in own if day}) > 1
    opening = [] if several else [words for _, words in above[:1]]
    *titles, file = names
    tables = tuple((start, day if several else None) for (start, _), day in zip(above, own, strict=True))
    heads = [*titles, *opening, file]
    return Told(until(heads, heads, day_of(issued), year), tables)


def lines_above(opening: str) -> Iterator[str]:
    """The lines of an opening that are no sentences: titles, numbers of issues, who gives it out."""
    yield from (line for line in opening.split("\n") if len(line) <= LABEL and "。" not in line)


def beside(folded: str, number: str | None, file: str) -> Iterator[str]:
    """What may name the year of a document whose title and dates do not: its number, the lines that it opens with which
    are no sentences, the name of its file."""
    yield re.sub(r"[〔〕]", "年", number or "")
    yield from lines_above(folded[:OPENING])
    yield file


def day_of(issued: Sequence[str | None]) -> date | None:
    """The first known of a document's own dates."""
    return next((date.fromisoformat(day) for day in issued if day), None)


def _above(folded: str, grids: Sequence[Grid]) -> Iterator[tuple[int, str]]:
    """Where each table begins, and what stands above its headings, but behind the table before it."""
    before = 0
    for grid in grids:
        head = min(cell.start for cell in grid.rows[grid.head.first].values())
        yield grid.start, folded[max(before, head - OPENING) : head]
        before = grid.end


def until(said: Sequence[str], titles: Sequence[str], issued: date | None, year: int | None) -> date | None:
    """Until when `said`, the surest first, tells: 截至 a day, else to the end of the month, quarter or half year that
    `titles` are of, of which no more is told than was there when it was filled in or `issued`; else that day."""
    for words in said:
        for m in UNTIL.finditer(words):
            if on := first_day(words[m.end() : m.end() + 20], year):
                return on
    filled = next(filter(None, (_filled(words, year) for words in said)), None) or issued
    period = next(filter(None, (_period(words, year) for words in titles)), None) or _year_before(titles, filled)
    if period and filled and (filled.year, filled.month) == (period.year, period.month):
        return min(period, filled)
    return period or filled


def day_of_all(folded: str, year: int | None) -> date | None:
    """Until when the first sentence tells that counts all tasks: 截至8月25日，42项重点工作中，…."""
    m = _OF_ALL.search(folded)
    return first_day(m["day"], year) if m else None


def own_day(said: str, year: int | None) -> date | None:
    """Until when the words themselves say that they tell."""
    m = UNTIL.search(said)
    return first_day(said[m.end() :], year) if m else None


def month_of(heading: str, year: int | None) -> date | None:
    """The last day of the month or quarter of which a column tells: 9月进展, 第三季度完成情况."""
    return _period(heading, year)


def first_day(said: str, year: int | None) -> date | None:
    """The date with which words begin."""
    found = find_dates(in_full(said), year)
    return found[0].on if found and found[0].start <= 1 else None


def _filled(said: str, year: int | None) -> date | None:
    m = _FILLED.search(said)
    return first_day(said[m.end() : m.end() + 20].lstrip(), year) if m else None


def _period(said: str, year: int | None) -> date | None:
    """The last day of the month, the quarter or the half year that a title is of, else the day; of the lines of `said`
    the last that names one is the nearest to the table."""
    days: list[date] = []
    for line in reversed(said.split("\n")):
        label = _AHEAD.sub("", re.sub(r"\s+", "", _FILLED.split(line)[0]))
        if len(label) > LABEL or re.search("[。;]", label):
            continue
        named = [(span.on, span.raw) for span in find_dates(in_full(label), year) if span.on and _is_period(span)]
        if months := [on for on, raw in named if "日" not in raw]:
            return months[-1]
        days += [on for on, _ in named[-1:]]
    return days[0] if days else None


def _year_before(titles: Sequence[str], day: date | None) -> date | None:
    """The last day of the one year that a title names, where that is over."""
    named = next((years for words in titles if "\n" not in words and (years := years_named(words, None))), ())
    return date(named[0], 12, 31) if day and named == (day.year - 1,) else None


def _is_period(span: DateSpan) -> bool:
    return _PERIOD.search(span.raw) is not None and not _BEFORE.search(span.raw)
