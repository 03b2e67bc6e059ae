"""Where on a page words stand that its text was read from. Points, y upwards, as `pdf.lines` has them."""

from __future__ import annotations

from typing import NamedTuple

from policygraph.ingest.formats.pdf.lines import Line, Page
from policygraph.ingest.text.characters import for_matching

SHORTEST = 6  # characters of a sentence that goes on from the page before, or on the next


class Box(NamedTuple):
    left: float
    bottom: float
    width: float
    height: float


def lit(page: Page, words: str, nth: int = 0) -> list[Box]:
    """A box a line over the words, or over what of them stands on this page; nothing where none does. `nth`: which of
    several places of the page is meant, from 0."""
    lines = list(page.lines())
    letters = [(line, at) for line in lines for at, c in enumerate(line.text) if not c.isspace()]
    whole = for_matching("".join(line.text[at] for line, at in letters))
    found = _place(whole, for_matching("".join(words.split())), nth)
    if found is None:
        return []
    ends: dict[int, tuple[Line, int, int]] = {}
    for line, at in letters[found[0] : found[1]]:
        _, first, _ = ends.get(id(line), (line, at, at))
        ends[id(line)] = line, first, at + 1
    return [_box(*each) for each in ends.values()]


def _place(whole: str, words: str, nth: int) -> tuple[int, int] | None:
    """Of the words, of their beginning at the foot of the page, or of their end at its head."""
    if not words:
        return None
    at = whole.find(words)
    for _ in range(nth):
        further = whole.find(words, at + 1)
        at = further if further >= 0 else at
    if at >= 0:
        return at, at + len(words)
    for long in range(len(words) - 1, SHORTEST - 1, -1):
        if (at := whole.rfind(words[:long])) >= 0 and not whole[at + long :].strip("—-·0123456789"):
            return at, at + long
        if (at := whole.find(words[-long:])) >= 0 and not whole[:at].strip("—-·0123456789"):
            return at, at + long
    return None


def _box(line: Line, first: int, last: int) -> Box:
    """Characters of one line are about as wide as each other, an ASCII one half as wide."""
    widths = [0.5 if c.isascii() else 1.0 for c in line.text]
    one = (line.right - line.left) / max(sum(widths), 0.5)
    left = line.left + one * sum(widths[:first])
    return Box(left, line.middle - line.size * 0.6, one * sum(widths[first:last]), line.size * 1.2)
