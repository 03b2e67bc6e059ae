"""Tables as the page shows them: Arrow, which has one type a column, takes whatever a query answers."""

from __future__ import annotations

from typing import Any

import pandas
import pyarrow
import pytest

from policygraph.app.parts import pieces
from policygraph.graph.asking.catalog import Column


@pytest.mark.parametrize(
    ("values", "shown"),
    [
        ([2025, None], [2025, None]),
        ([None, 0.5, 3], [None, 0.5, 3]),
        ([2025, "不详", 8.0, None], ["2025", "不详", "8", ""]),
        (["甲", None], ["甲", ""]),
        ([None, None], ["", ""]),
        ([1, True, ["甲", "乙"]], ["1", "是", "甲、乙"]),
    ],
)
def test_a_column_has_one_type(values: list[Any], shown: list[Any]) -> None:
    lines = pieces.words([{"x": value} for value in values], [Column("x", "列")])
    assert [line["列"] for line in lines] == shown
    pyarrow.Table.from_pandas(pandas.DataFrame(lines))  # or it says why not
