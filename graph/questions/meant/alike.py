"""Figures that can be held beside each other: one of each side, of one name, one kind, one unit, one year."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any

from policygraph.graph.questions.conditions import years_of
from policygraph.graph.stores.store import Row
from policygraph.ingest.figures.comparable import amount

Sides = list[list[Row]]


def comparable(
    of_sides: Sequence[Sequence[Row]], issued: Mapping[str, Row], *, over_years: bool
) -> list[Row] | None:  # fmt: skip
    """One row of each side, or None. Aims before what was reached; of several years the latest that all have.
    `over_years`: the sides are years. `issued`: policies by id."""
    sides: Sides = [[row for row in rows if _is_one_number(row)] for rows in of_sides]
    sides = _only(sides, lambda row: row["kind"], lambda common: "planned" if "planned" in common else None)
    sides = _only(sides, lambda row: row["indicator"], lambda common: next(iter(common)) if len(common) == 1 else None)
    if not over_years:
        sides = _only(sides, lambda row: year_of(row, issued), lambda common: max(common - {None}, default=None))
    one = [{(amount(row["value"], row["unit"]), row["indicator"]): row for row in rows} for rows in sides]
    if any(len(each) != 1 for each in one):
        return None
    chosen = [next(iter(each.values())) for each in one]
    unlike = {(row["indicator"], amount(1, row["unit"]).unit) for row in chosen}
    years = {None if over_years else year_of(row, issued) for row in chosen}
    return chosen if len(unlike) == len(years) == 1 else None


def year_of(row: Row, issued: Mapping[str, Row]) -> int | None:
    """That of a figure, or the last of its policy's."""
    policy = issued.get(row["policy_id"] or "")
    years = years_of(policy) if policy else ()
    found: int | None = row["year"] or (years[-1] if years else None)
    return found


def _is_one_number(row: Row) -> bool:
    return row["value"] is not None and row["value_high"] is None


def _only(sides: Sides, of: Callable[[Row], Any], choose: Callable[[set[Any]], Any]) -> Sides:
    """Of all sides what has the value that is chosen of those that all have; all where none is."""
    chosen = choose(set.intersection(*({of(row) for row in rows} for rows in sides)))
    return sides if chosen is None else [[row for row in rows if of(row) == chosen] for rows in sides]
