"""The sentences of running text that may tell how tasks stand, and the parts between their semicolons."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from policygraph.ingest.roles.clauses import Clause

_SENTENCE = re.compile(r"[^。!?\n]+[。!?]?")
_PART = re.compile(r"[^;；]+")
_NUMBERED = re.compile(r"[ \d一二三四五六七八九十、.()是]*")

Span = tuple[int, int]


@dataclass(frozen=True, slots=True)
class Sentences:
    """Of one document: its folded words, and the clauses that say who does the work."""

    folded: str
    clauses: Sequence[Clause]

    def between(self, start: int, end: int) -> Iterator[Span]:
        """The sentences, without those clauses."""
        gaps = [(c.start, c.end) for c in self.clauses if c.form != "prose" and start <= c.start < end]
        floors, ceilings = [start, *(b for _, b in gaps)], [*(a for a, _ in gaps), end]
        for floor, ceiling in zip(floors, ceilings, strict=True):
            for m in _SENTENCE.finditer(self.folded, floor, max(floor, ceiling)):
                a, b = self.trimmed(*m.span())
                if b - a > 3:
                    yield a, b

    def trimmed(self, start: int, end: int) -> Span:
        """Without blanks, marks and the number of a point at the ends."""
        number = _NUMBERED.match(self.folded, start, end)
        first = number.end() if number and "是" in number[0] else start
        while first < end and self.folded[first] in " \n。;,、:)(":
            first += 1
        while end > first and self.folded[end - 1] in " \n。;,(":
            end -= 1
        return first, end

    def parts(self, start: int, end: int) -> Iterator[Span]:
        """What stands between the semicolons of a sentence."""
        for m in _PART.finditer(self.folded, start, end):
            a, b = self.trimmed(*m.span())
            if a < b:
                yield a, b
