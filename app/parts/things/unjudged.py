"""Where a policy and those above it are hardly comparable nothing is concluded: the page says so, with the figure."""

from __future__ import annotations

from collections.abc import Sequence

from policygraph.graph.stores.store import Row

NOT_JUDGED = "未判断"
"""How the finding of a query begins that sees too few measures linked to conclude from one that is not."""


def share(rows: Sequence[Row]) -> float | None:
    """Of rows with finding and comparability (0 to 1), where none of them is judged: the highest of these; else
    nothing."""
    if not rows or not all(str(row.get("finding") or "").startswith(NOT_JUDGED) for row in rows):
        return None
    return max(float(row["comparable"]) for row in rows)


def told(rows: Sequence[Row]) -> str:
    """Behind a heading with the number of rows: that it is no conclusion, where it is none."""
    found = share(rows)
    return "" if found is None else f"：未判断，可比程度低（{found:.0%}）"
