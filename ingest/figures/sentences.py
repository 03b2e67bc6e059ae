"""Sentences with figures, and the clauses that the figures stand in."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from operator import attrgetter, itemgetter
from typing import TypeVar

from policygraph.ingest.figures.quantities import Blank, Quantity

T = TypeVar("T")

Figure = Quantity | Blank
HIDDEN = "\0"  # stands for a character of a bracket or a date, which is no part of what a figure counts


@dataclass(slots=True)
class FigureClause:
    """A piece of a sentence between commas. `masked` is its text with every bracket and date in it HIDDEN.

    `depth` is 0 outside brackets.
    """

    start: int
    end: int
    masked: str
    figures: list[Figure]
    depth: int

    def cut(self, start: int, end: int) -> str:
        """The masked words between two offsets of the whole text."""
        return self.masked[start - self.start : end - self.start]


_INNER = r"[（(][^（()）\n]{0,200}[)）]"
_SENTENCE_END = re.compile(rf"[（(](?:[^（()）\n]|{_INNER}){{0,400}}[)）]|[。；;！!？?\n]")  # a bracket's ； ends none
_COMMA = re.compile(r"[，：\t]| {2,}|(?<!\d),|,(?!\d)|(?<!\d):|:(?!\d)")
LONGEST_SENTENCE = 1000
"""Characters; all that is asked of a figure's sentence is asked for each of its figures."""
DEEPEST = 8
"""Brackets in brackets; those further in are read as plain words."""
_LONGEST = 500  # characters of a clause; a table without punctuation is cut there, so that reading stays linear
_OUTLINE = re.compile(
    r"\s*(?:\d{1,3}\s?[．.、﹒]\s?(?!\d)|[①-⑳]|[一二三四五六七八九十]{1,3}、(?![一二三四五六七八九十]{1,3}[、产]))?\s*"
)
_OPEN, _CLOSE, _TITLE = "（(【[《〔", "）)】]》〕", "《"
_ROLES = re.compile("牵头|责任单位|配合|负责")  # a bracket that says who does it holds no target


_PART = re.compile(r"(?:^|[，,；;、（(\0\s])其中")
_OF_ITS_OWN = re.compile("[到至将要拟再新年]|力争|确保|计划|完成|建成")


def whole_of(said: str) -> str:
    """The clause of whose figure 其中 tells a part, "" where none does; `said`: a sentence up to the part's figure.

    >>> whole_of("现有企业30家，其中国家级3家，省级"), whole_of("现有企业30家，其中国家级3家，到2027年新增")
    ('现有企业30家', '')
    """
    parts = list(_PART.finditer(said))
    if not parts or _OF_ITS_OWN.search(said, parts[-1].end()):
        return ""
    whole = said[: parts[-1].start()].rstrip(" \0，,（(")
    last = whole[max(whole.rfind(mark) for mark in "，,；;：:") + 1 :]
    return whole_of(whole) if last.startswith("其中") else last


def sentences(text: str, figures: list[Figure]) -> Iterator[tuple[int, int, list[Figure]]]:
    """The sentences that hold figures: start, end, figures. `figures` is in order."""
    index = 0
    for start, end in _cut_up(text):
        first = index
        while index < len(figures) and figures[index].start < end:
            index += 1
        if index > first:
            yield start, end, figures[first:index]


def _cut_up(text: str) -> Iterator[tuple[int, int]]:
    """The sentences; one that is longer than any that is written, in pieces, at commas where it has some."""
    start = 0
    for end in [m.start() for m in _SENTENCE_END.finditer(text) if len(m[0]) == 1] + [len(text)]:
        while end - start > LONGEST_SENTENCE:
            comma = text.rfind("，", start + 1, start + LONGEST_SENTENCE)
            stop = comma + 1 if comma >= 0 else start + LONGEST_SENTENCE
            yield start, stop
            start = stop
        yield start, end
        start = end + 1


def figure_clauses(
    text: str, start: int, end: int, figures: list[Figure], hidden: Iterable[tuple[int, int]] = (), depth: int = 0
) -> Iterator[FigureClause]:
    """The clauses of a sentence in reading order: those inside a bracket after the clause that the bracket stands in.

    `hidden` are further stretches to mask (dates). Figures in 《titles》 belong to a name and are dropped.
    """
    groups = _brackets(text, start, end) if depth < DEEPEST else []
    masked = _mask(text[start:end], start, [*groups, *hidden])
    begin = 0
    for cut in _cuts(masked):
        low, high = start + begin, start + cut
        within = _between(groups, low, high, itemgetter(0))
        own = [f for f in _between(figures, low, high, attrgetter("start")) if not _in_any(within, f.start)]
        lead = _OUTLINE.match(masked, begin, cut)
        low = start + lead.end() if lead else low
        yield FigureClause(low, high, masked[low - start : cut], own, depth)
        for left, right in within:
            held = _between(figures, left, right, attrgetter("start"))
            none = text[left] == _TITLE or _ROLES.search(text, left, right) or text.startswith("相比", right)
            if held and not none:
                yield from figure_clauses(text, left + 1, right - 1, held, hidden, depth + 1)
        begin = cut + 1


def _between(ordered: list[T], low: int, high: int, key: Callable[[T], int]) -> list[T]:
    """Those of `ordered` whose place is `low` or more and less than `high`."""
    return ordered[bisect_left(ordered, low, key=key) : bisect_left(ordered, high, key=key)]


def _in_any(groups: list[tuple[int, int]], at: int) -> bool:
    """Is `at` in one of the groups, which are in order and apart?"""
    last = bisect_right(groups, at, key=itemgetter(0)) - 1
    return last >= 0 and at < groups[last][1]


def _cuts(masked: str) -> Iterator[int]:
    """Where the clauses of a sentence end."""
    last = 0
    for cut in [m.end() - 1 for m in _COMMA.finditer(masked)] + [len(masked)]:
        yield from range(last + _LONGEST, cut, _LONGEST)
        yield cut
        last = cut


def _brackets(text: str, start: int, end: int) -> list[tuple[int, int]]:
    """Outermost brackets between start and end, as (position of the opening one, position after the closing one)."""
    groups, depth, opened = [], 0, start
    for at in range(start, end):
        if text[at] in _OPEN:
            opened = at if depth == 0 else opened
            depth += 1
        elif text[at] in _CLOSE and depth:
            depth -= 1
            if depth == 0:
                groups.append((opened, at + 1))
    return groups


def _mask(sentence: str, start: int, stretches: list[tuple[int, int]]) -> str:
    """`sentence` with the stretches, given in offsets of the whole text, HIDDEN; its length is kept."""
    chars = list(sentence)
    for left, right in stretches:
        low, high = max(0, left - start), min(len(chars), right - start)
        if low < high:
            chars[low:high] = HIDDEN * (high - low)
    return "".join(chars)
