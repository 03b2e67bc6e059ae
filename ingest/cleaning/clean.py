"""Cleaning: what is not the document's own words goes, and every character left knows where it stood.

Each pass looks at a text and names edits; :meth:`Cleaned.edit` applies them and keeps the map to the original.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Callable, Sequence
from dataclasses import replace

from policygraph.ingest.cleaning import furniture, line_ends, lines
from policygraph.ingest.tables import flat_tables, task_grids
from policygraph.ingest.tables.columns import rows_of
from policygraph.ingest.tables.task_grids import Recognised
from policygraph.ingest.text.characters import for_display, for_matching
from policygraph.ingest.text.cleaned import Cleaned, Removed, blanked
from policygraph.ingest.text.edits import Edit
from policygraph.ingest.text.table import Cell, Table
from policygraph.ingest.text.traditional import is_traditional, simplified


def clean(text: str, tables: Sequence[Table] = ()) -> Cleaned:
    """`text` without site furniture, page markers, repeated copies and hard line breaks, one form a character, and
    simplified.

    `tables` are those that the format gives; those that stand flattened among the lines are found here. Tables of data
    stay as they are: their lines are no sentences.
    """
    if traditional := is_traditional(text):
        text = simplified(text)
    folded = for_matching(text)
    cleaned = Cleaned(for_display(text), for_display(folded), traditional=traditional)
    everywhere = sorted([*tables, *flat_tables.find_flat_tables(folded, tables)], key=lambda t: t.start)
    held = task_grids.data_tables(cleaned.folded, task_grids.recognise(cleaned.folded, everywhere))
    cleaned = cleaned.edit([e for t in held for e in task_grids.broken_words(cleaned.folded, t.table)])
    for find_edits in (
        lines.page_numbers,
        lines.bare_page_numbers,
        lines.page_markers,
        furniture.find_furniture,
        lines.menu_lines,
        lines.repeated_lines,
        lines.repeated_run,
        lines.spread_words,
        lines.scattered_blanks,
        lines.paragraph_blanks,
        line_ends.hard_breaks,
        lines.stray_blanks,
    ):
        if not held:
            cleaned = cleaned.edit(find_edits(cleaned.text))
            continue
        spans = [(cleaned.position(t.table.start), cleaned.position(t.table.end - 1) + 1) for t in held]
        cleaned = cleaned.edit(_outside(find_edits, cleaned.text, spans))
    if not held:
        return cleaned
    grids, others = task_grids.join_grids(cleaned.folded, [_moved(each, cleaned) for each in held])
    return replace(cleaned, grids=grids, tables=others)


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


def _moved(each: Recognised, cleaned: Cleaned) -> Recognised:
    """A table of the original as it stands in the cleaned text."""

    def end(cell: Table | Cell) -> int:
        return cleaned.position(cell.end - 1) + 1 if cell.end > cell.start else cleaned.position(cell.start)

    table = each.table
    cells = tuple(replace(c, start=cleaned.position(c.start), end=end(c)) for c in table.cells)
    table = replace(table, start=cleaned.position(table.start), end=end(table), cells=cells)
    return replace(each, table=table, rows=rows_of(table))


__all__ = ["Cleaned", "Edit", "Removed", "blanked", "clean", "for_matching"]
