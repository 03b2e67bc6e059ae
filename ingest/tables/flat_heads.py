"""The headings of a flattened table: one a line, one over several lines, or several a line that blanks part."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

from policygraph.ingest.tables.columns import HEADING, kind_of, patterns
from policygraph.ingest.tables.flat_pieces import Piece, Span, is_often, words_of

NUMBERED = re.compile(r"[一二三四五六七八九十]{1,3}[、.]|\([一二三四五六七八九十]{1,3}\)")
HEADING_LINES = 3
"""Lines at most that a heading is broken over."""
WIDEST = 24
"""Columns at most; lines of headings without end are no table's."""
_FIRST_ROW = re.compile(r"1[.、]?|[一二三四五六七八九十]{1,3}|\([一二三四五六七八九十]{1,3}\)")


def span(pieces: Sequence[Piece], start: int, stop: int) -> Span:
    """From where the first of some pieces begins to where the last ends."""
    return pieces[start].start, pieces[stop - 1].end


def headings(folded: str, pieces: Sequence[Piece], at: int, pairs: Mapping[str, int]) -> tuple[list[Span], int] | None:
    """The headings from the piece `at` on, the first of them the serial number's, each over a piece or more, and the
    first piece behind them; None where there are none. `pairs`: how often two characters stand beside each other."""
    if kind_of(folded[slice(*span(pieces, at, at + 1))]) != "serial":
        return None
    cut = any(not piece.opens for piece in pieces[at : at + WIDEST])
    return _parted(folded, pieces, at, pairs) if cut else _one_a_line(folded, pieces, at)


def _one_a_line(folded: str, pieces: Sequence[Piece], at: int) -> tuple[list[Span], int]:
    heads: list[Span] = []
    while at < len(pieces) and len(heads) < WIDEST and not (heads and _kind(folded, pieces, at, at + 1) == "serial"):
        last = at + 1
        while last < min(at + HEADING_LINES, len(pieces)) and not _heads_alone(folded, pieces[last]):
            last += 1
        alone = [end for end in range(at + 1, last + 1) if _kind(folded, pieces, at, end)]
        if not alone and _is_between(folded, pieces, at):
            alone = [at + 1]
        if not alone:
            break
        heads.append(span(pieces, at, alone[-1]))
        at = alone[-1]
    return heads, at


def _is_between(folded: str, pieces: Sequence[Piece], at: int) -> bool:
    """Do words that no list knows stand right behind the serial number's heading and before another (审议事项)?"""
    words = words_of(folded, pieces[at])
    short = len(words) <= HEADING and not _FIRST_ROW.fullmatch(words) and not re.search("[。;,:]", words)
    if not short or at + 1 >= len(pieces) or _kind(folded, pieces, at - 1, at) != "serial":
        return False
    return _heads_alone(folded, pieces[at + 1])


def _heads_alone(folded: str, piece: Piece) -> bool:
    """Does a piece head a column by itself? 单位 and 号 are as well the end of what stands above."""
    words = folded[piece.start : piece.end]
    return kind_of(words) not in (None, "unit-or-measure") and len(words) > 1


def _kind(folded: str, pieces: Sequence[Piece], start: int, stop: int) -> str | None:
    return kind_of(folded[slice(*span(pieces, start, stop))])


def _parted(folded: str, pieces: Sequence[Piece], at: int, pairs: Mapping[str, int]) -> tuple[list[Span], int] | None:
    """All that stands before the first row is a heading, also what no list knows."""
    after = at + 1
    while after < len(pieces) and not _begins_rows(folded, pieces[after]):
        if after - at > WIDEST * 2 or pieces[after].end - pieces[after].start > HEADING:
            return None
        after += 1
    heads: list[Span] = []
    while at < after:
        stop = at + 1
        while stop < after and _goes_on(folded, pieces, at, stop + 1, pairs):
            stop += 1
        heads.append(span(pieces, at, stop))
        at = stop
    return heads, after


def _begins_rows(folded: str, piece: Piece) -> bool:
    words = words_of(folded, piece)
    first = _FIRST_ROW.fullmatch(words) or NUMBERED.match(words) or patterns().total.fullmatch(words)
    return piece.opens and first is not None


def _goes_on(folded: str, pieces: Sequence[Piece], start: int, stop: int, pairs: Mapping[str, int]) -> bool:
    """Is the last piece of one heading with those before it? A bracket goes on. What stands beside it does where Latin
    or a number is of both (2026 年投资); what stands over it where only both tell a kind, or a word is broken between
    them (截至目前项⏎目进展)."""
    first, last = folded[slice(*span(pieces, start, stop - 1))], folded[slice(*span(pieces, stop - 1, stop))]
    if first.count("(") > first.count(")") or last.startswith("("):
        return True
    if not pieces[stop - 1].opens:
        return first[-1].isascii() and first[-1].isalnum()
    kind, above, below = kind_of(f"{first}\n{last}"), kind_of(first), kind_of(last)
    if kind is None:
        return False
    if below in (None, "unit-or-measure"):
        return above is None or below is not None or kind == above
    if above is None:  # 建设⏎地点, 2026年计划⏎投资
        own = kind == below and (len(first) < HEADING_LINES or re.search(r"\d", first) is not None)
        return own or is_often(pairs, first, last)
    return kind == above and len(first) < HEADING_LINES
