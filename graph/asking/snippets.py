"""The part of a text that says most of what was looked for, with the words told from what is between them."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import NamedTuple

WIDTH, BEFORE = 72, 16  # characters: of a snippet; before the first word in it
PLACES = 400  # places of words that are looked at: a long text may have thousands
BLANKS = re.compile(r"\s+")
CUT = "…"


class Piece(NamedTuple):
    """Some words, and whether they are those that were looked for."""

    text: str
    found: bool


def marked(text: str, words: Sequence[str]) -> tuple[Piece, ...]:
    """
    >>> [(each.text, each.found) for each in marked("建设高标准农田", ["农田", "标准农"])]
    [('建设高', False), ('标准农田', True)]
    """
    pieces, at = [], 0
    for start, end in _runs(text, words):
        pieces += [Piece(text[at:start], False), Piece(text[start:end], True)]
        at = end
    return tuple(each for each in (*pieces, Piece(text[at:], False)) if each.text)


def snippet(text: str, words: Sequence[str], width: int = WIDTH) -> tuple[Piece, ...]:
    """The window of a text that has most of the words, the first of these; its beginning where it has none. Line ends
    are blanks.

    >>> "".join(each.text for each in snippet("一" * 50 + "农田" + "二" * 90, ["农田"], 30))
    '…一一一一一一一一一一一一一一一一农田二二二二二二二二二二二二…'
    """
    places = sorted((start, word) for word in words for start in _places(text, word))[:PLACES]
    start = max(0, max(places, key=lambda place: _held(places, place[0], width))[0] - BEFORE) if places else 0
    start = max(0, min(start, len(text) - width))
    part = BLANKS.sub(" ", text[start : start + width]).strip()
    cut = f"{CUT * (start > 0)}{part}{CUT * (start + width < len(text))}"
    return marked(cut, words)


def _held(places: Sequence[tuple[int, str]], start: int, width: int) -> int:
    """How many of the words stand in the window that begins with one of them."""
    return len({word for at, word in places if start <= at and at + len(word) <= start - BEFORE + width})


def _places(text: str, word: str) -> Iterator[int]:
    at = text.find(word)
    for _ in range(PLACES):
        if at < 0:
            return
        yield at
        at = text.find(word, at + len(word))


def _runs(text: str, words: Sequence[str]) -> list[tuple[int, int]]:
    """Where the words stand; those that overlap or touch as one."""
    runs: list[tuple[int, int]] = []
    for start, end in sorted((at, at + len(word)) for word in words for at in _places(text, word)):
        if runs and start <= runs[-1][1]:
            runs[-1] = runs[-1][0], max(runs[-1][1], end)
        else:
            runs.append((start, end))
    return runs
