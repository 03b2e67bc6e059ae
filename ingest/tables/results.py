"""Tables of what is to come of it all (标志性成果清单): a result a row in words, of nobody's work.

Nothing here looks outside the table. The headings are in data/columns.yaml.
"""

from __future__ import annotations

from policygraph.ingest.tables.columns import HEADING, bare_heading, filled, patterns, rows_of
from policygraph.ingest.text.table import Cell, Table

TOP = 3
"""Rows among which the headings are looked for."""


def cells_of_results(folded: str, table: Table) -> list[Cell]:
    """The cells that tell the results, in order; none where no heading says so."""
    rows = rows_of(table)
    for first, row in enumerate(rows[:TOP]):
        headed = [n for n, c in row.items() if c.end - c.start <= HEADING * 2 and _heads(folded[c.start : c.end])]
        if headed and len(filled(row)) > 1:
            below = (row[n] for row in rows[first + 1 :] for n in headed if n in row and row[n].end > row[n].start)
            return list(dict.fromkeys(below))
    return []


def _heads(heading: str) -> bool:
    return patterns().results.fullmatch(bare_heading(heading)) is not None
