"""The dates that figures are for: 到2025年, in their sentence, their clause or the sentences before."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from policygraph.ingest.figures.quantities import Quantity
from policygraph.ingest.figures.sentences import FigureClause
from policygraph.ingest.text.dates import DateSpan, find_dates

REACH = 400
"""Characters that a date or the head of a list of objectives reaches over, within its paragraph."""
_NEW_ITEM = re.compile(r"\n|[。；;\s][（(]?[一二三四五六七八九十\d]{1,3}[)）、.．]")
_BASE = re.compile(
    r"(?:比|较|同比|相比|与|以|自|从|(?:不[低少小高多]|[高低快慢多少])于|不?超过|达到|恢复到|保持|稳定在)\s?$"
)
_TIMES_OF = re.compile(r"的\s?(?:\d[\d.]*|[两三四五])\s?倍")
_SINCE = ("后", "以后", "之后")
_OPENED = re.compile(r"[（(][^（()）]*$")
_FIGURE_IN_BRACKET = re.compile(r"[^（()）\d\n]{0,20}\d")
_TOLD_IN_BRACKET = re.compile(r"[^（()）\d\n]{0,20}\d[^（()）\n]{0,40}[)）]")
_LIST = re.compile(r"[、，,和及与\s]{1,2}")


def figure_dates(text: str, default_year: int | None) -> FigureDates:
    """The dates of `text` that a figure may be for; what has no year counts from `default_year`."""
    dated = (d for d in find_dates(text, default_year) if d.on or d.due or d.moved)
    return FigureDates(text, [d for d in dated if not _is_base(text, d)])


def _is_base(text: str, span: DateSpan) -> bool:
    """比2020年提高 names the year that is compared with, 2021年6月后签发的 which are meant; it is for neither."""
    if span.due:
        return False
    times = _TIMES_OF.match(text, span.end)  # 是2025年的3倍
    return (
        bool(times)
        or text.startswith(_SINCE, span.end)
        or bool(_BASE.search(text[max(0, span.start - 4) : span.start]))
    )


@dataclass(frozen=True, slots=True)
class FigureDates:
    """The dates of a text, in order."""

    text: str
    dates: list[DateSpan]

    def between(self, start: int, end: int) -> list[DateSpan]:
        """The dates that begin at `start` or after it and before `end`."""
        return self.dates[bisect_left(self.dates, start, key=_begin) : bisect_left(self.dates, end, key=_begin)]

    def of_figure(self, sentence: int, clause: FigureClause, figure: Quantity) -> DateSpan | None:
        """The date a figure is for: the last one before it in its sentence, which begins at `sentence`, else one after
        it in its clause, else the 到2025年 that an earlier sentence of its paragraph opened with."""
        if before := [d for d in self.between(sentence, figure.start) if not self.told_of_other(d, figure.start)]:
            return before[-1]
        if after := [d for d in self.between(figure.end, clause.end) if not self.tells_other(figure.end, d)]:
            return after[0]
        for span in self.between(max(0, sentence - REACH), sentence)[-1:]:
            opens = span.raw.startswith(("到", "力争到", "至"))
            return span if opens and not _NEW_ITEM.search(self.text, span.end, figure.start) else None
        return None

    def tells_other(self, since: int, span: DateSpan) -> bool:
        """Whether a date behind `since` stands in a bracket with a figure of its own: 58%（2024年为51.3%）."""
        inside = _OPENED.search(self.text, since, span.start)
        return inside is not None and _FIGURE_IN_BRACKET.match(self.text, span.end) is not None

    def told_of_other(self, span: DateSpan, until: int) -> bool:
        """Is a date in a bracket with a figure of its own that is closed before `until`: 65%（2025年：60%），420家?"""
        return _TOLD_IN_BRACKET.match(self.text, span.end, until) is not None

    def listed(self, sentence: int, clause: FigureClause, pairs: Sequence[tuple[str, Quantity]]) -> list[DateSpan]:
        """The dates of 到2024年、2025年，普及率分别达到92%、95%, one for each of a clause's indicators and figures.

        None where they do not pair off.
        """
        if len(pairs) < 2 or "分别" not in clause.masked or len({indicator for indicator, _ in pairs}) > 1:
            return []
        named = self.between(sentence, pairs[0][1].start)[-len(pairs) :]
        if named and len(years := _each_year(named[-1])) == len(pairs):  # 2026—2028年分别新建3座、4座、5座
            return [replace(named[-1], year=year) for year in years]
        joined = all(_LIST.fullmatch(self.text, a.end, b.start) for a, b in pairwise(named))
        return [replace(d, due=named[0].due) for d in named] if joined and len(named) == len(pairs) else []


_YEARS = re.compile(r"(\d{4})年?\s?[—–~～至到-]{1,2}\s?(\d{4})年")


def _each_year(span: DateSpan) -> range:
    """The years of a period written by its first and its last."""
    found = _YEARS.search(span.raw)
    return range(int(found[1]), int(found[2]) + 1) if found else range(0)


def _begin(span: DateSpan) -> int:
    return span.start
