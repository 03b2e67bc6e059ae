"""Tables without any line: columns that gaps part, below headings of which the first is that of the rows' numbers."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from policygraph.ingest.formats.pdf.grids import Grid
from policygraph.ingest.formats.pdf.lines import Line, Page, RuledTable
from policygraph.ingest.formats.pdf.ruled_tables import in_reading_order

COLUMNS = 3
"""At least: two may be names and what the persons are."""
APART = 4.0
"""Lines of print: what stands farther below belongs to the table no more."""
_SERIAL = re.compile(r"序\s*号|编\s*号")
_NUMBER = re.compile(r"\d{1,3}[.、]?")


def found(page: Page) -> Page:
    """The page with such a table among its items instead of the lines of its cells."""
    lines = [item for item in page.items if isinstance(item, Line)]
    first = next((line for line in lines if _SERIAL.fullmatch(line.text.strip())), None)
    table = None if first is None or page.columns else _below(first, lines)
    if table is None:
        return page
    held = {id(line) for cell in table.cells.values() for line in cell}
    at = next(i for i, item in enumerate(page.items) if id(item) in held)
    items: list[Line | RuledTable] = [item for item in page.items if id(item) not in held]
    items.insert(at, table)
    return replace(page, items=items)


def _below(first: Line, lines: Sequence[Line]) -> RuledTable | None:
    """The table whose first heading that is; None where columns or rows are not sure."""
    heads = [line for line in lines if _is_level(line, first)]
    below = [line for line in in_reading_order(list(lines)) if line.middle < min(head.middle for head in heads)]
    within, spans = _within(heads, below)
    numbers = [line for line in within if line.right <= spans[0][1]]
    if len(spans) < COLUMNS or len(numbers) < 2 or not all(_NUMBER.fullmatch(n.text.strip()) for n in numbers):
        return None
    centred = within[0].middle > numbers[0].middle + 0.5 * numbers[0].size  # cells are higher than their numbers
    return None if centred else _table(heads, within, numbers, spans)


def _is_level(line: Line, with_: Line) -> bool:
    return abs(line.middle - with_.middle) < 0.5 * min(line.size, with_.size)


def _within(heads: Sequence[Line], below: Sequence[Line]) -> tuple[list[Line], list[tuple[float, float]]]:
    """The lines below the headings that leave the gaps between the columns free, and from where to where these go."""
    spans = _spans(heads)
    within: list[Line] = []
    last = heads[0]
    for line in below:
        wider = _spans([*heads, *within, line])
        if len(wider) != len(heads) or last.middle - line.middle > APART * line.size:
            break
        within.append(line)
        spans, last = wider, line
    return within, spans


def _spans(lines: Sequence[Line]) -> list[tuple[float, float]]:
    """Where there are words, from left to right."""
    spans: list[tuple[float, float]] = []
    for left, right in sorted((line.left, line.right) for line in lines):
        if spans and left < spans[-1][1] + 3:
            spans[-1] = spans[-1][0], max(spans[-1][1], right)
        else:
            spans.append((left, right))
    return spans


def _table(heads: list[Line], within: list[Line], numbers: list[Line], spans: list[tuple[float, float]]) -> RuledTable:
    """A row for the headings and one from each number to the next."""
    xs = (spans[0][0] - 1, *(right + 1 for _, right in spans))
    tops = [n.middle + 0.5 * n.size for n in numbers]
    ys = (heads[0].middle + heads[0].size, *tops, within[-1].middle - within[-1].size)
    width = len(spans)
    cells = tuple((row, column, 1, 1) for row in range(len(ys) - 1) for column in range(width))
    owner = tuple(tuple(range(row * width, (row + 1) * width)) for row in range(len(ys) - 1))
    table = RuledTable(Grid(xs, ys, cells, owner))
    for line in (*heads, *within):
        cell = table.grid.cell_at((line.left + line.right) / 2, line.middle)
        if cell is not None:
            table.cells.setdefault(cell, []).append(line)
    return table
