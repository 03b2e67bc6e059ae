"""Tables of a PDF: the words of their cells, and rows that no line parts."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import takewhile

from policygraph.ingest.formats.builder import GridCell
from policygraph.ingest.formats.pdf.lines import Line, RuledTable

FULL = 1.7
"""Characters: a line that ends so close to its cell's edge goes on in the next."""


def cells(table: RuledTable) -> tuple[list[GridCell], int]:
    """Its cells with their words, and how many rows it has, those that only their numbers part counted too."""
    grid = table.grid
    parts = {row: _numbers(table, row) for row in range(len(grid.ys) - 1)}
    begins = [0]
    for row in parts:
        begins.append(begins[-1] + max(1, len(parts[row])))
    found: list[GridCell] = []
    for i, (row, column, rows, columns) in enumerate(grid.cells):
        within = grid.xs[column], grid.xs[column + columns]
        lines = table.cells.get(i, [])
        if parts[row] and rows == 1:
            for n, part in enumerate(_by_number(lines, parts[row])):
                found.append(GridCell(begins[row] + n, column, _words(part, *within), 1, columns))
        else:
            covered = begins[row + rows] - begins[row]
            found.append(GridCell(begins[row], column, _words(lines, *within), covered, columns))
    return found, begins[-1]


def _numbers(table: RuledTable, row: int) -> list[Line]:
    """The lines of the first cell of a row where they count up: rows without rules, and sums below them."""
    firsts = (i for i, (top, column, rows, _) in enumerate(table.grid.cells) if (top, column, rows) == (row, 0, 1))
    lines = in_reading_order(table.cells.get(next(firsts, -1), []))
    said = [line.text.strip() for line in lines]
    counted = [int(text) for text in takewhile(str.isdecimal, said)]
    counts = len(counted) > 2 and counted == list(range(counted[0], counted[0] + len(counted)))
    return lines if counts else []


def _by_number(lines: list[Line], numbers: list[Line]) -> Iterator[list[Line]]:
    """The lines of a cell beside each of the numbers, or below it and above the next."""
    lines = in_reading_order(lines)
    for n, number in enumerate(numbers):
        top = number.middle + 0.5 * number.size if n else float("inf")
        bottom = numbers[n + 1].middle + 0.5 * number.size if n + 1 < len(numbers) else -float("inf")
        yield [line for line in lines if bottom < line.middle <= top]


def _words(lines: list[Line], left: float, right: float) -> str:
    """The lines of a cell; those that reach its edge are joined, others stay lines.

    Cells are set with a margin, so the edge is where its longest line ends, unless all lines are short.
    """
    if not lines:
        return ""
    lines = in_reading_order(lines)
    edge = max(line.right for line in lines)
    narrow = right - edge > 3 * max(line.size for line in lines)
    text, before = "", None
    for line in lines:
        if before is None:
            text = line.text.strip()
        elif abs(before.middle - line.middle) < line.size * 0.5:
            text += " " + line.text.strip()
        else:
            full = not narrow and before.right > edge - FULL * before.size
            text += ("" if full else "\n") + line.text.strip()
        before = line
    return text


def in_reading_order(lines: list[Line]) -> list[Line]:
    """From top to bottom; those on about one baseline, which fonts put a little higher or lower, from left to right."""
    rows: list[list[Line]] = []
    for line in sorted(lines, key=lambda line: -line.middle):
        if rows and rows[-1][0].middle - line.middle < 0.5 * min(rows[-1][0].size, line.size):
            rows[-1].append(line)
        else:
            rows.append([line])
    return [line for row in rows for line in sorted(row, key=lambda line: line.left)]
