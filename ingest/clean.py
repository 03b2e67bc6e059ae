"""Cleaning: what is not the document's own words goes, and every character left knows where it stood.

Each pass looks at a text and names edits; :meth:`Cleaned.edit` applies them and keeps the map to the original.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field, replace

from policygraph.ingest import flat_tables, furniture, lines, tabular
from policygraph.ingest.characters import for_display, for_matching
from policygraph.ingest.edits import Edit
from policygraph.ingest.table import Cell, Table


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


def clean(text: str, tables: Sequence[Table] = ()) -> Cleaned:
    """`text` without site furniture, page markers, repeated copies and hard line breaks, one form a character.

    `tables` are those that the format gives; those that stand flattened among the lines are found here. Tables of data
    stay as they are: their lines are no sentences.
    """
    cleaned = Cleaned(for_display(text))
    folded = for_matching(cleaned.text)
    found = flat_tables.find(for_matching(text), tables)
    grids = tabular.of_data(folded, sorted([*tables, *found], key=lambda t: t.start))
    cleaned = cleaned.edit([e for t in grids for e in tabular.broken_words(folded, t)])
    for find_edits in (
        lines.page_numbers,
        lines.page_markers,
        furniture.find,
        lines.menus,
        lines.repeated,
        lines.repeated_run,
        lines.spread_words,
        lines.paragraph_blanks,
        lines.hard_breaks,
        lines.stray_blanks,
    ):
        if not grids:
            cleaned = cleaned.edit(find_edits(cleaned.text))
            continue
        held = [(cleaned.position(t.start), cleaned.position(t.end - 1) + 1) for t in grids]
        cleaned = cleaned.edit(_outside(find_edits, cleaned.text, held))
    cleaned.tables = tuple(_moved(t, cleaned) for t in grids)
    return cleaned


def _outside(find_edits: Callable[[str], list[Edit]], text: str, held: list[tuple[int, int]]) -> list[Edit]:
    """The edits of a pass that sees a line break in the place of each span of `held`, and changes nothing there."""
    pieces: list[str] = []
    starts, shifts = [0], [0]  # from starts[i] on, characters stand shifts[i] further on in `text`
    done = 0
    for start, end in held:
        pieces += [text[done:start], "\n"]
        starts.append(starts[-1] + start - done + 1)
        shifts.append(end - starts[-1])
        done = end
    edits = []
    for e in find_edits("".join([*pieces, text[done:]])):
        i = bisect_right(starts, e.start) - 1
        if i + 1 == len(starts) or e.end < starts[i + 1]:
            edits.append(replace(e, start=e.start + shifts[i], end=e.end + shifts[i]))
    return edits


def blanked(text: str, spans: Iterable[tuple[int, int]], by: str = " ") -> str:
    """`text` with the characters of the spans, which are in order, put out; line breaks and the length stay."""
    pieces, done = [], 0
    for start, end in spans:
        pieces += [text[done:start], re.sub(r"[^\n]", by, text[start:end])]
        done = end
    return "".join([*pieces, text[done:]])


def _moved(table: Table, cleaned: Cleaned) -> Table:
    """A table of the original as it stands in the cleaned text."""

    def end(cell: Table | Cell) -> int:
        return cleaned.position(cell.end - 1) + 1 if cell.end > cell.start else cleaned.position(cell.start)

    cells = tuple(replace(c, start=cleaned.position(c.start), end=end(c)) for c in table.cells)
    return replace(table, start=cleaned.position(table.start), end=end(table), cells=cells)


__all__ = ["Cleaned", "Edit", "Removed", "blanked", "clean", "for_matching"]
