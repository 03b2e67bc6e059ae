"""Figures on one axis: units that convert into each other, in the unit of most."""

from __future__ import annotations

import pytest

from policygraph.graph.figures.axes import axes


@pytest.mark.parametrize(
    ("figures", "expected"),
    [
        ([(3.2, "万亩"), (5600.0, "亩"), (200.0, "公顷"), (1.0, "万亩")], [("万亩", [3.2, 0.56, 0.3, 1.0])]),
        ([(5.0, "家"), (3.0, "家"), (2.0, "个")], [("家", [5.0, 3.0, 2.0])]),
        ([(90.0, "%"), (3.0, "个百分点"), (95.0, "%")], [("%", [90.0, 95.0]), ("个百分点", [3.0])]),
        ([(None, "亩"), (7.0, None)], [("", [7.0])]),
    ],
)
def test_units_are_converted(
    figures: list[tuple[float | None, str | None]], expected: list[tuple[str, list[float]]]
) -> None:
    rows = [{"value": value, "value_high": None, "unit": unit} for value, unit in figures]
    assert [(axis.unit, [row["drawn"] for row in axis.rows]) for axis in axes(rows)] == expected
