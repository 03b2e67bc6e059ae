"""A table of a document, as every reader of a format gives it."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Cell:
    """`text[start:end]` of the document, at the `row` and `column` (from 0) where the cell begins.

    A merged cell stands once, with the rows and columns that it covers.
    """

    start: int
    end: int
    row: int
    column: int
    rows: int = 1
    columns: int = 1


@dataclass(frozen=True, slots=True)
class Table:
    """`text[start:end]` of the document holds the table and nothing else: a row a line, cells parted by tabs.

    In `cells` they stand row by row from the left. `header`: rows at the top that the format itself calls headings;
    0 where it does not say. A table that goes on over pages is one table, its repeated headings left out.
    """

    start: int
    end: int
    cells: tuple[Cell, ...]
    header: int = 0
