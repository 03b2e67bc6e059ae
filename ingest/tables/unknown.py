"""Columns of ledgers that no rule knows: what they hold is told to people, not passed over."""

from __future__ import annotations

from collections.abc import Iterator

from policygraph.ingest.tables.columns import TOLD
from policygraph.ingest.tables.shares import is_share
from policygraph.ingest.text.table import Grid


def unknown_columns(folded: str, grid: Grid, *, ledger: bool) -> Iterator[tuple[int, int]]:
    """Of a table that tells how tasks stand, the headings of columns that no rule knows and that hold words; of another
    one in what may be a `ledger`, of those that hold shares."""
    head = grid.head
    tells = any(column.kind in TOLD for column in head.columns.values())
    if not tells and not ledger:
        return
    above, below = grid.rows[head.first : head.after], grid.rows[head.after :]
    for n, column in sorted(head.columns.items()):
        said = [words for row in below if n in row and (words := folded[row[n].start : row[n].end].strip())]
        if column.kind == "unknown" and said and (tells or sum(map(is_share, said)) * 2 > len(said)):
            cell = next(row[n] for row in reversed(above) if n in row and row[n].end > row[n].start)
            yield cell.start, cell.end
