"""A cleaned text, with the way back from every character to the original."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterable
from dataclasses import dataclass, field

from policygraph.ingest.text.edits import Edit
from policygraph.ingest.text.table import Table


@dataclass(frozen=True, slots=True)
class Removed:
    """Words of the original that were set aside, and why. `start` and `end` count in the original text."""

    start: int
    end: int
    kind: str
    text: str


@dataclass(slots=True)
class Cleaned:
    """A text and the way back to the original.

    `starts[i]` and `origins[i]`: from character `starts[i]` of `text` on, characters stand one by one
    at `origins[i]` of the original.
    """

    text: str
    starts: list[int] = field(default_factory=lambda: [0])
    origins: list[int] = field(default_factory=lambda: [0])
    removed: list[Removed] = field(default_factory=list)
    tables: tuple[Table, ...] = ()
    """Tables of data, whose words no pass has touched; their cells count in `text`."""

    def position(self, original: int) -> int:
        """Where the character at `original` of the original stands now; it must be one that was kept."""
        i = bisect_right(self.origins, original) - 1
        return self.starts[i] + original - self.origins[i]

    def original(self, position: int) -> int:
        """Offset in the original of the character at `position`."""
        i = bisect_right(self.starts, position) - 1
        return self.origins[i] + position - self.starts[i]

    def original_span(self, start: int, end: int) -> tuple[int, int]:
        """The original's span from the first to the last character of `text[start:end]`."""
        return self.original(start), (self.original(end - 1) + 1 if end > start else self.original(start))

    def edit(self, edits: list[Edit]) -> Cleaned:
        """A new text with `edits` (spans of this text, in any order, not overlapping) carried out."""
        if not edits:
            return self
        pieces: list[str] = []
        starts, origins = [], []
        removed = list(self.removed)
        length = done = 0

        def keep(start: int, end: int) -> None:
            nonlocal length
            while start < end:  # one piece of the new map for each piece of the old one
                i = bisect_right(self.starts, start)
                stop = min(end, self.starts[i]) if i < len(self.starts) else end
                starts.append(length)
                origins.append(self.original(start))
                length += stop - start
                start = stop

        for e in sorted(edits, key=lambda e: e.start):
            if e.start < done:
                continue
            pieces.append(self.text[done : e.start])
            keep(done, e.start)
            if e.put:
                pieces.append(e.put)
                starts.append(length)
                origins.append(self.original(e.start))
                length += len(e.put)
            if e.kind and e.end > e.start:
                a, b = self.original_span(e.start, e.end)
                removed.append(Removed(a, b, e.kind, self.text[e.start : e.end].strip()))
            done = e.end
        pieces.append(self.text[done:])
        keep(done, len(self.text))
        return Cleaned("".join(pieces), starts or [0], origins or [0], removed)


def blanked(text: str, spans: Iterable[tuple[int, int]], by: str = " ") -> str:
    """`text` with the characters of the spans, which are in order, put out; line breaks and the length stay."""
    pieces, done = [], 0
    for start, end in spans:
        pieces += [text[done:start], re.sub(r"[^\n]", by, text[start:end])]
        done = end
    return "".join([*pieces, text[done:]])
