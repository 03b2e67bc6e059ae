"""A cleaned text, with the way back from every character to the original."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

from policygraph.ingest.text.characters import for_display, for_matching
from policygraph.ingest.text.edits import Edit
from policygraph.ingest.text.table import Grid, Table
from policygraph.ingest.text.traditional import simplified


@dataclass(frozen=True, slots=True)
class Removed:
    """Words of the original that were set aside, and why. `start` and `end` count in the original text."""

    start: int
    end: int
    kind: str
    text: str


@dataclass(frozen=True, slots=True)
class Cleaned:
    """A text and the way back to the original.

    `folded` is the text as rules look at it (`characters.for_matching`), as long as the text: it is folded once and
    goes through every edit beside it. `starts[i]` and `origins[i]`: from character `starts[i]` of `text` on, characters
    stand one by one at `origins[i]` of the original.

    `grids` are the tables of tasks, `tables` the other tables of data; no pass has touched their words, and all count
    in `text`.

    `traditional`: the original is written in traditional characters, which stand here simplified.
    """

    text: str
    folded: str
    starts: tuple[int, ...] = (0,)
    origins: tuple[int, ...] = (0,)
    removed: tuple[Removed, ...] = ()
    grids: tuple[Grid, ...] = ()
    tables: tuple[Table, ...] = ()
    traditional: bool = False

    @classmethod
    def of(cls, text: str) -> Cleaned:
        """`text` as it stands, nothing cleaned."""
        return cls(text, for_matching(text))

    def moved(self, by: int) -> Cleaned:
        """The same, where what was cleaned begins at `by` of the original: a paper among others."""
        removed = tuple(replace(each, start=each.start + by, end=each.end + by) for each in self.removed)
        return replace(self, origins=tuple(at + by for at in self.origins), removed=removed)

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

    def written(self, start: int, end: int, original: str) -> str:
        """`text[start:end]` in the characters in which the original has it."""
        if not self.traditional:
            return self.text[start:end]
        found = []
        for first, stop, origin in self._pieces(start, end):
            as_read, as_written = self.text[first:stop], for_display(original[origin : origin + stop - first])
            held = for_display(simplified(as_written)) == as_read  # else it was put there
            found.append(as_written if held else as_read)
        return "".join(found)

    def _pieces(self, start: int, end: int) -> Iterator[tuple[int, int, int]]:
        """`text[start:end]` in pieces that stand sign by sign in the original: start, end, and where there."""
        while start < end:
            i = bisect_right(self.starts, start)
            stop = min(end, self.starts[i]) if i < len(self.starts) else end
            yield start, stop, self.original(start)
            start = stop

    def _set_aside(self, start: int, end: int, kind: str) -> Iterator[Removed]:
        """`text[start:end]` as it stood in the original: in parts where something in its midst has gone before."""
        parts: list[tuple[int, int, int]] = []
        for first, stop, origin in self._pieces(start, end):
            if parts and origin == parts[-1][2] + parts[-1][1] - parts[-1][0]:
                first, _, origin = parts.pop()
            parts.append((first, stop, origin))
        for first, stop, origin in parts:
            words = self.text[first:stop].strip()
            if words or len(parts) == 1:
                yield Removed(origin, origin + stop - first, kind, words)

    def edit(self, edits: Sequence[Edit]) -> Cleaned:
        """A new text with `edits` (spans of this text, in any order, not overlapping) carried out."""
        if not edits:
            return self
        pieces: list[str] = []
        folded: list[str] = []
        starts: list[int] = []
        origins: list[int] = []
        removed = list(self.removed)
        length = done = 0

        def keep(start: int, end: int) -> None:
            nonlocal length
            for first, stop, origin in self._pieces(start, end):
                starts.append(length)
                origins.append(origin)
                length += stop - first

        for e in sorted(edits, key=lambda e: e.start):
            if e.start < done:
                continue
            pieces.append(self.text[done : e.start])
            folded.append(self.folded[done : e.start])
            keep(done, e.start)
            if e.put:
                pieces.append(e.put)
                folded.append(for_matching(e.put))
                starts.append(length)
                origins.append(self.original(e.start))
                length += len(e.put)
            if e.kind and e.end > e.start:
                removed += self._set_aside(e.start, e.end, e.kind)
            done = e.end
        pieces.append(self.text[done:])
        folded.append(self.folded[done:])
        keep(done, len(self.text))
        way = tuple(starts) or (0,), tuple(origins) or (0,)
        return Cleaned("".join(pieces), "".join(folded), *way, tuple(removed), traditional=self.traditional)


def blanked(text: str, spans: Iterable[tuple[int, int]], by: str = " ") -> str:
    """`text` with the characters of the spans, which are in order, put out; line breaks and the length stay."""
    pieces, done = [], 0
    for start, end in spans:
        pieces += [text[done:start], re.sub(r"[^\n]", by, text[start:end])]
        done = end
    return "".join([*pieces, text[done:]])
