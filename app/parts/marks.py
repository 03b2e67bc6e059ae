"""A document's text cut where the marks on it begin and end."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from itertools import pairwise
from typing import NamedTuple


class Mark(NamedTuple):
    """A place in a text. `kind`: how it looks (reader.css); `note`: what is said of it to who points at it."""

    start: int
    end: int
    kind: str
    note: str = ""


class Piece(NamedTuple):
    """Text between two boundaries, with what lies over it: kinds and notes without repetition, in order."""

    text: str
    kinds: list[str]
    notes: list[str]


def pieces(text: str, marks: Iterable[Mark]) -> list[Piece]:
    """The whole text in pieces; marks may overlap, and what of them lies outside the text is left out.

    >>> pieces("甲乙丙", [Mark(0, 2, "task"), Mark(1, 3, "unit", "牵头")])
    [Piece(text='甲', kinds=['task'], notes=[]), Piece(text='乙', kinds=['task', 'unit'], notes=['牵头']), \
Piece(text='丙', kinds=['unit'], notes=['牵头'])]
    """
    inside = [mark for mark in marks if max(mark.start, 0) < min(mark.end, len(text))]
    starts = _by_place(inside, [mark.start for mark in inside])
    ends = _by_place(inside, [mark.end for mark in inside])
    boundaries = sorted({0, len(text)} | {place for place in (*starts, *ends) if 0 < place < len(text)})
    open_marks = dict.fromkeys(i for place, opened in starts.items() if place < 0 for i in opened)
    found = []
    for first, last in pairwise(boundaries):
        for i in ends.get(first, []):
            open_marks.pop(i, None)
        open_marks |= dict.fromkeys(starts.get(first, []))
        over = [inside[i] for i in open_marks]
        kinds, notes = dict.fromkeys(m.kind for m in over), dict.fromkeys(m.note for m in over if m.note)
        found.append(Piece(text[first:last], list(kinds), list(notes)))
    return found


def _by_place(marks: Sequence[Mark], places: Sequence[int]) -> dict[int, list[int]]:
    found: dict[int, list[int]] = {}
    for i in range(len(marks)):
        found.setdefault(places[i], []).append(i)
    return found
