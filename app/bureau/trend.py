"""How a bureau's tasks went over the months, by policy."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from policygraph.app.parts import trends
from policygraph.graph.ledgers.bureau import Own


def year(own: Sequence[Own], department: str, on: date) -> None:
    """The share that was done at the end of each month, of each policy; nothing is told where nothing was reported."""
    lines = [each.line for each in own]
    by = trends.weigh("bureau")
    trends.show(lines, on, lambda line: [line.policy or line.source], "政策", by, "bureau-trend", of=department)
