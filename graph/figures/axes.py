"""Figures on one axis: those whose units convert into each other, in the unit that most of them have."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from typing import NamedTuple

from policygraph.graph.stores.store import Row
from policygraph.ingest.figures.comparable import amount


class Axis(NamedTuple):
    """`unit`: of its numbers. `rows`: as they came, with `drawn` and `drawn_high`, their numbers in that unit."""

    unit: str
    rows: Sequence[Row]


def axes(rows: Iterable[Row]) -> list[Axis]:
    """Axes for rows with value, value_high and unit, that with most rows first; rows without a number are left out.

    What counts things (家, 座, 个) is counted in one unit for all; an axis is then called by the word that most use.
    """
    of: dict[str, list[Row]] = defaultdict(list)
    for row in rows:
        if row["value"] is not None:
            of[amount(1, row["unit"]).unit].append(row)
    return sorted(map(_axis, of.values()), key=lambda axis: -len(axis.rows))


def _axis(rows: Sequence[Row]) -> Axis:
    counted = Counter(row["unit"] or "" for row in rows)
    # Of units that are used alike often the larger: its numbers are the shorter ones.
    unit = max(counted, key=lambda each: (counted[each], amount(1, each).value, each))
    one = amount(1, unit).value

    def converted(value: float | None, row: Row) -> float | None:
        return None if value is None else float(f"{amount(value, row['unit']).value / one:.12g}")

    return Axis(
        unit,
        [
            {**row, "drawn": converted(row["value"], row), "drawn_high": converted(row["value_high"], row)}
            for row in rows
        ],
    )
