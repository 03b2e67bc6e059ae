"""Lines of a table copied out of a PDF, cut into what may be cells.

Copying gives the cells of a row one after the other, with a break where the width of a cell broke it and a blank, or a
break, from one cell to the next; so a blank may part cells or words. `flat_rows` decides which.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

PAGE = re.compile(r"[-—–－·•]+ ?\d{1,4} ?[-—–－·•]+|第? ?\d{1,4} ?(?:页|/ ?\d{1,4})(?: ?,?/?共 ?\d{1,4} ?页)?")
"""A page's number on a line."""
OFTEN = 3
"""Times that two characters stand beside each other where they are of a word."""
PAGES = 3
"""Numbers of pages that count on, at least."""
PAGE_LINES = 15
"""Lines of a page, at least."""
CUT = 15
"""Characters at least of a line of running text that goes on below."""
ENDED = "。;:!?"
_NUMBER = re.compile(r"\d{1,3}")
Span = tuple[int, int]
_PIECE = re.compile(r"[^ \u3000\t]*[^\x00-\x7f \u3000\t](?: [^\x00-\x7f \u3000\t](?![^ \u3000\t])){2,}|[^ \u3000\t]+")
_DATE = re.compile(r"\d ?年(?: ?\d{1,2} ?月)?(?: ?\d{1,2} ?日|[底末])?|\d ?月(?: ?\d{1,2} ?日)?")
_BEGINS_WITH_PAGE = re.compile(r"\s*([-—–－] ?\d{1,4} ?[-—–－])(?=\s|$)")
_SPREAD = re.compile(r"(?<=[^\x00-\x7f]) (?=[^\x00-\x7f])|(?<=\d) (?=[年月日])|(?<=[年月]) (?=\d)")


@dataclass(frozen=True, slots=True)
class Piece:
    """`folded[start:end]`; `opens`: it is the first of its line, which is the `line`-th."""

    start: int
    end: int
    opens: bool
    line: int


def whole(folded: str, lines: Sequence[Span]) -> list[Piece]:
    """Each line as one piece, blanks at its ends left out."""
    return [Piece(*trimmed(folded, *line), True, n) for n, line in enumerate(lines)]


def cut(folded: str, lines: Sequence[Span]) -> list[Piece]:
    """The pieces of the lines between blanks; 市 人 力 社 保, spread to fill its line, is one."""
    return [piece for n, line in enumerate(lines) for piece in _of_line(folded, *trimmed(folded, *line), n)]


def trimmed(folded: str, start: int, end: int) -> Span:
    """A span without blanks at its ends."""
    words = folded[start:end]
    start += len(words) - len(words.lstrip())
    return start, start + len(words.strip())


def _of_line(folded: str, start: int, end: int, n: int) -> Iterator[Piece]:
    if PAGE.fullmatch(folded, start, end):
        yield Piece(start, end, True, n)
        return
    if numbered := _BEGINS_WITH_PAGE.match(folded, start, end):
        yield Piece(*numbered.span(1), True, n)
        start = numbered.end()
    opens = True
    for m in re.finditer(_PIECE, _DATE.sub(_glued, folded[start:end])):
        yield Piece(start + m.start(), start + m.end(), opens, n)
        opens = False


def _glued(date: re.Match[str]) -> str:
    """A date without its blanks, as long as it was."""
    return re.sub(r"\s", "_", date[0])


def page_numbers(folded: str, lines: Sequence[Span]) -> list[Span]:
    """The lines that are a page's number alone: three or more that count on, a page's lines apart, and of which most
    cut a sentence, for rows of a table count on as well."""
    runs: dict[int, list[tuple[int, Span]]] = {}
    for n, line in enumerate(lines):
        start, end = trimmed(folded, *line)
        if not _NUMBER.fullmatch(folded, start, end):
            continue
        number = int(folded[start:end])
        run = runs.get(number - 1, [])
        if run and n - run[-1][0] < PAGE_LINES:
            continue
        if len(run) + 1 > len(runs.get(number, ())):
            runs[number] = [*run, (n, (start, end))]
    longest = max(runs.values(), key=len, default=[])
    above = [folded[slice(*trimmed(folded, *lines[n - 1]))] for n, _ in longest if n]
    cut = [line for line in above if len(line) > CUT and line[-1] not in ENDED]
    return [span for _, span in longest] if len(longest) >= PAGES and len(cut) * 2 >= len(longest) else []


def words_of(folded: str, piece: Piece) -> str:
    """The words of a piece as they were before they were spread."""
    return _SPREAD.sub("", folded[piece.start : piece.end])


def is_often(pairs: Mapping[str, int], before: str, following: str) -> bool:
    """Does the document often have the last character of one piece before the first of the other? Then a word is broken
    between them. `pairs`: how often it has two characters beside each other."""
    return pairs.get(before[-1] + following[0], 0) >= OFTEN
