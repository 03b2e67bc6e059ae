"""Sentences with figures, and the clauses that the figures stand in."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from policygraph.ingest.figures.quantities import Blank, Quantity

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
_LONGEST = 500  # characters of a clause; a table without punctuation is cut there, so that reading stays linear
_OUTLINE = re.compile(r"\s*(?:\d{1,3}\s?[．.、﹒]\s?(?!\d)|[①-⑳])?\s*")
_OPEN, _CLOSE, _TITLE = "（(【[《〔", "）)】]》〕", "《"
_ROLES = re.compile("牵头|责任单位|配合|负责")  # a bracket that says who does it holds no target


def sentences(text: str, figures: list[Figure]) -> Iterator[tuple[int, int, list[Figure]]]:
    """The sentences that hold figures: start, end, figures. `figures` is in order."""
    start = index = 0
    for end in [m.start() for m in _SENTENCE_END.finditer(text) if len(m[0]) == 1] + [len(text)]:
        first = index
        while index < len(figures) and figures[index].start < end:
            index += 1
        if index > first:
            yield start, end, figures[first:index]
        start = end + 1


def figure_clauses(
    text: str, start: int, end: int, figures: list[Figure], hidden: Iterable[tuple[int, int]] = (), depth: int = 0
) -> Iterator[FigureClause]:
    """The clauses of a sentence in reading order: those inside a bracket after the clause that the bracket stands in.

    `hidden` are further stretches to mask (dates). Figures in 《titles》 belong to a name and are dropped.
    """
    groups = _brackets(text, start, end)
    masked = _mask(text[start:end], start, [*groups, *hidden])
    begin = 0
    for cut in _cuts(masked):
        low, high = start + begin, start + cut
        within = [group for group in groups if low <= group[0] < high]
        own = [f for f in figures if low <= f.start < high and not any(a <= f.start < b for a, b in within)]
        lead = _OUTLINE.match(masked, begin, cut)
        low = start + lead.end() if lead else low
        yield FigureClause(low, high, masked[low - start : cut], own, depth)
        for left, right in within:
            held = [f for f in figures if left <= f.start < right]
            if held and text[left] != _TITLE and not _ROLES.search(text, left, right):
                yield from figure_clauses(text, left + 1, right - 1, held, hidden, depth + 1)
        begin = cut + 1


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
