"""Printed lines that were taken out in pieces: where a line of print is justified, a PDF's text has a break behind each
mark (…法规和制度⏎文件，⏎通过…). Pieces that fill a printed line together belong to one sentence, or to one paragraph.
"""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Iterator, Sequence
from functools import lru_cache

from policygraph.ingest.text.marks import HEADING

LONG = 12
"""Characters of a line that may have been cut because it was full."""
ALIKE = 5
"""So many cut lines of one width are a column of print."""
SLACK = 2.0
"""Columns by which a full line may be short or too long: marks and digits are set narrower or hang over."""
INDENT = 2.0
"""Columns that the first line of a paragraph is set in."""
CLAUSE = 200
"""Characters of a clause in brackets at the end of a line; it may have begun above."""

_FINAL = "。；;：:！!？?"
_IN_BRACKETS = re.compile(r"(?:^|(?P<before>.))[（(\[［〔【](?:[^（()）]|[（(][^（()）]*[)）])*[)）\]］〕】]$")
# Inside a printed line a text breaks at marks only: behind one, or before one that opens.
_MARK_ENDS = "，。、；：！？”’》）】〕］」,.;:!?)]…—"
_MARK_BEGINS = "“‘《（【〔［「([—"
_OF_A_SENTENCE = re.compile("[，。、；：！？”》,;]")
# What stands alone and is no part of a sentence.
_ALONE = re.compile(r"附件|抄送|(?:19|20)\d\d ?年 ?\d{1,2} ?月 ?\d{1,2} ?日$|[一二〇零○]{4}年")


def columns(words: str) -> float:
    """How wide `words` are printed, in Han characters."""
    return sum(map(_column, words))


@lru_cache(maxsize=4096)
def _column(character: str) -> float:
    return 1 if unicodedata.east_asian_width(character) in "WFA" else 0.5


def _width(lines: Sequence[str], widths: Sequence[float]) -> float:
    """The width of the column of print; 0 where few lines are cut at one width."""
    cut = Counter(round(w) for i, w in enumerate(widths) if len(lines[i]) >= LONG and not _is_closed(lines, i))
    width, seen = max(cut.items(), key=lambda each: (each[1], each[0]), default=(0, 0))
    return width if seen >= ALIKE else 0


def inner_breaks(lines: Sequence[str]) -> set[int]:
    """The lines of a wrapped text behind which a sentence goes on: inside a printed line, or behind a full one."""
    widths = [columns(s) for s in lines]
    width = _width(lines, widths)
    inner: set[int] = set()
    at, goes_on = 0, False
    while width and at < len(lines):
        last = at
        if goes_on or _begins_paragraph(lines, at):
            last = _full_line(lines, widths, at, (width,) if goes_on else (width, width - INDENT))
            if last < 0 and goes_on:  # the paragraph's last printed line
                last = _to_the_stop(lines, widths, at, width)
            elif last < 0:
                last = at
            inner.update(i for i in range(at, last) if lines[i][-1] not in _FINAL)
        full = sum(widths[at : last + 1]) >= width - INDENT - SLACK
        goes_on = full and _goes_on(lines, widths, last, width)
        if goes_on:
            inner.add(last)
        at = last + 1
    return inner


def _begins_paragraph(lines: Sequence[str], at: int) -> bool:
    """Does a paragraph's text begin here: behind a complete sentence or a heading, with a number, with a clause? Not a
    title."""
    if _ALONE.match(lines[at]):
        return False
    if "，" in lines[at]:
        return True
    above = lines[at - 1] if at else ""
    numbered = HEADING.match(above) is not None and not _ALONE.match(above)
    return numbered or HEADING.match(lines[at]) is not None or (bool(above) and above[-1] in _FINAL)


def _pieces(lines: Sequence[str], widths: Sequence[float], at: int, most: float) -> Iterator[tuple[int, float]]:
    """The lines from `at` on that one printed line may hold, each with the width up to its end."""
    sum_ = 0.0
    for i in range(at, len(lines)):
        if i > at and not _goes_on_within(lines, i):
            return
        sum_ += widths[i]
        if sum_ > most:
            return
        yield i, sum_


def _goes_on_within(lines: Sequence[str], i: int) -> bool:
    """May line `i` stand on the printed line of the one before?"""
    return _in_sentence(lines[i]) and _at_mark(lines[i - 1], lines[i])


def _at_mark(line: str, following: str) -> bool:
    """Does a break stand at a mark?"""
    return line[-1] in _MARK_ENDS or following[0] in _MARK_BEGINS + _MARK_ENDS


def _full_line(lines: Sequence[str], widths: Sequence[float], at: int, full: tuple[float, ...]) -> int:
    """The last piece of the printed line that begins at `at`: where a break stands at no mark, else by the width
    nearest to one of `full`; -1 where none fills it."""
    ends: list[tuple[float, int]] = []
    for i, width in _pieces(lines, widths, at, max(full) + SLACK + 1):
        if width >= min(full) - SLACK and _in_mid_word(lines, i):
            return i
        if min(full) - SLACK <= width <= max(full) + SLACK:
            ends.append((min(abs(width - f) for f in full), i))
    return min(ends)[1] if ends else -1


def _in_mid_word(lines: Sequence[str], i: int) -> bool:
    """Does the text break behind line `i` where only the end of a printed line can be?"""
    return i + 1 < len(lines) and _in_sentence(lines[i + 1]) and not _at_mark(lines[i], lines[i + 1])


def _in_sentence(line: str) -> bool:
    """May `line` go on with what is above it?"""
    return not HEADING.match(line) and not _ALONE.match(line)


def _to_the_stop(lines: Sequence[str], widths: Sequence[float], at: int, width: float) -> int:
    """The piece with which the sentence ends that began on the printed lines above `at`."""
    for i, _ in _pieces(lines, widths, at, width):
        if _is_closed(lines, i):
            return i
    return at


def _goes_on(lines: Sequence[str], widths: Sequence[float], last: int, width: float) -> bool:
    """Does the sentence go on behind a full printed line that ends with the piece `last`: is what follows as full, or
    has it the marks of a sentence? The names of those who sign, line by line, have none."""
    at = last + 1
    if at >= len(lines) or _is_closed(lines, last) or not _in_sentence(lines[at]):
        return False
    if _full_line(lines, widths, at, (width,)) >= 0 or _OF_A_SENTENCE.search(lines[at]):
        return True
    return _is_closed(lines, _to_the_stop(lines, widths, at, width))


def _is_closed(lines: Sequence[str], i: int) -> bool:
    """Does line `i` end its sentence: with a stop, or with a clause in brackets behind one?"""
    line = lines[i]
    if line[-1] in _FINAL + "…":
        return True
    if line[-1] not in "）)]］〕】" or HEADING.fullmatch(line):
        return False
    bracket = _IN_BRACKETS.search(line[-CLAUSE:])
    before = bracket and (bracket["before"] or (lines[i - 1][-1] if i else ""))
    return before is None or before in _FINAL
