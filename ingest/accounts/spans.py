"""Spans of a text, to be asked what they hold."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable

Span = tuple[int, int]


class Spans:
    """Spans joined where they touch."""

    def __init__(self, spans: Iterable[Span]) -> None:
        self._starts: list[int] = []
        self._ends: list[int] = []
        for start, end in sorted(spans):
            if self._ends and start <= self._ends[-1]:
                self._ends[-1] = max(self._ends[-1], end)
            elif start < end:
                self._starts.append(start)
                self._ends.append(end)

    def touch(self, start: int, end: int) -> bool:
        """Does any character of `start` to `end` lie in one?"""
        at = bisect_left(self._ends, start + 1)
        return at < len(self._starts) and self._starts[at] < end
