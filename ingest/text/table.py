"""A table of a document, as every reader of a format gives it; and a table of tasks, as it is recognised."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace


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

    def moved(self, by: int) -> Table:
        """The same table, `by` characters further on."""
        cells = tuple(replace(cell, start=cell.start + by, end=cell.end + by) for cell in self.cells)
        return replace(self, start=self.start + by, end=self.end + by, cells=cells)


Row = Mapping[int, Cell]
"""The cells of a row by column, a merged one at every column that it covers."""


@dataclass(frozen=True, slots=True)
class Column:
    """`kind` as in data/columns.yaml; `role` of the units in it (lead, responsible, support); `year` of its figures and
    their `unit` of measure, where the heading says them (2025年目标值（万亩）); `counts`: what its numbers are of,
    where the heading says that (总投资); `stands`: they tell how things stand (反馈问题)."""

    kind: str
    role: str | None = None
    year: int | None = None
    unit: str = ""
    counts: str = ""
    stands: bool = False


@dataclass(frozen=True, slots=True)
class Headings:
    """The columns of a table of tasks, and its rows from the first heading to the first behind them."""

    columns: Mapping[int, Column]
    first: int
    after: int


@dataclass(frozen=True, slots=True)
class Grid:
    """One table of tasks, over all pages that it goes on."""

    rows: tuple[Row, ...]
    head: Headings
    tables: tuple[Table, ...]

    @property
    def start(self) -> int:
        return self.tables[0].start

    @property
    def end(self) -> int:
        return self.tables[-1].end
