"""Tables flattened into plain text: the cases of cases/flat_tables.yaml."""

from __future__ import annotations

from typing import Any

import pytest

from policygraph.ingest.tables import flat_tables
from policygraph.ingest.text.characters import for_matching
from policygraph.ingest.text.table import Cell, Table
from tests.paths import cases

CASES = cases("flat_tables")["cases"]


def rows(text: str, table: Table) -> list[list[str]]:
    by_row: dict[int, list[str]] = {}
    for cell in table.cells:
        by_row.setdefault(cell.row, []).append(text[cell.start : cell.end])
    return [by_row[row] for row in sorted(by_row)]


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["name"])
def test_cells(case: dict[str, Any]) -> None:
    text = case["text"].replace("⇥", "\t")
    found = flat_tables.find_flat_tables(for_matching(text), ())
    assert [rows(text, table) for table in found] == case["cells"]
    for table in found:
        assert [(c.start, c.end) for c in table.cells] == sorted((c.start, c.end) for c in table.cells)
        assert table.start == table.cells[0].start and table.end == max(c.end for c in table.cells)
        assert len({(c.row, c.column) for c in table.cells}) == len(table.cells)


def test_an_empty_column_is_passed_over() -> None:
    """2 推广滴灌 县水利局 9月底: the deadline stands in its column though a unit's is missing."""
    case = next(c for c in CASES if c["name"] == "a-cell-a-line-broken-and-left-empty")
    (table,) = flat_tables.find_flat_tables(for_matching(case["text"]), ())
    assert [cell.column for cell in table.cells if cell.row == 2] == [0, 1, 2, 4]
    case = next(c for c in CASES if c["name"] == "a-task-that-ends-like-the-name-of-a-unit")
    (table,) = flat_tables.find_flat_tables(for_matching(case["text"]), ())
    assert [cell.column for cell in table.cells if cell.row == 1] == [0, 1, 2, 4]


def test_what_the_format_gives_is_not_found_again() -> None:
    text = "序号\t任务\t责任单位\n1\t推广良种\t县农业农村局\n"
    given = Table(0, len(text) - 1, (Cell(0, 2, 0, 0), Cell(3, 5, 0, 1)))
    assert len(flat_tables.find_flat_tables(text, ())) == 1
    assert flat_tables.find_flat_tables(text, (given,)) == []
