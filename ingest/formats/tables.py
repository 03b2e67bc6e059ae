"""What is a table and what only looks like one: pages and documents use tables to place text too."""

from __future__ import annotations

from collections.abc import Sequence

from policygraph.ingest.formats.builder import GridCell

LINES = 4
"""A cell with more paragraphs than this holds running text if it also is most of its table."""
WORDS = 300
"""Characters; a task table's longest cells have about that."""


def is_layout(cells: Sequence[GridCell]) -> bool:
    """Whether a table only places text: one column, one filled cell, or one with most of its words."""
    filled = [c for c in cells if c.text.strip()]
    if len(filled) < 2 or len({c.column for c in filled}) == 1:
        return True
    longest = max(filled, key=lambda c: len(c.text))
    most = len(longest.text) * 2 > sum(len(c.text) for c in filled)
    return most and len(longest.text) > WORDS and longest.text.count("\n") + 1 > LINES
