"""Tables over pages, rows that no line parts, and tables that are open at their sides."""

from __future__ import annotations

import pytest

from tests.set_pages import XS, Rows, cells, page, read, table

HEAD = ["序号", "重点任务", "责任单位", "时限"]
ONE = ["1", "清淤疏浚", "县水利局", "6月"]

# The rows on the first page and on the next, below their headings, and what is read of them.
CUT: list[tuple[Rows, Rows, list[list[str]]]] = [
    # more of the row above, which its number names
    (
        [ONE, ["2", "建设生态护岸", "县水利局（县", "2026年"]],
        [["", "10公里", "河道中心）", "底前"], ["3", "改水", "县财政局", ""]],
        [ONE, ["2", "建设生态护岸10公里", "县水利局（县河道中心）", "2026年底前"], ["3", "改水", "县财政局", ""]],
    ),
    # a row of its own, though its first column is empty: its number stands in the second
    (
        [["水利", "1", "清淤", "县水利局"], ["", "2", "护岸", "县水利局"]],
        [["", "3", "改水", "县财政局"]],
        [["水利", "1", "清淤", "县水利局"], ["", "2", "护岸", "县水利局"], ["", "3", "改水", "县财政局"]],
    ),
    # the sum of all
    ([ONE, ["2", "护岸", "县水利局", "8月"]], [["", "合计", "", "2项"]],
     [ONE, ["2", "护岸", "县水利局", "8月"], ["", "合计", "", "2项"]]),
    # every cell is cut: a bracket that one opens the next closes
    ([["清淤工", "治理河", "县自然资源（规", "2026年"]], [["程", "道", "划）局", "底前"]],
     [["清淤工程", "治理河道", "县自然资源（规划）局", "2026年底前"]]),
]  # fmt: skip


@pytest.mark.parametrize(("first", "then", "said"), CUT)
def test_rows_that_the_end_of_a_page_cuts(first: Rows, then: Rows, said: list[list[str]]) -> None:
    raw = read(table([HEAD, *first]), table([HEAD, *then]))
    assert cells(raw) == [HEAD, *said]
    assert all(raw.text[page - 1 : page] in ("", "\n") for page in raw.pages)


@pytest.mark.parametrize("numbers", [(), ("1", "2", "3", "4", "5")])
def test_a_cell_over_rows_goes_on_over_the_page(numbers: tuple[str, ...]) -> None:
    first: Rows = [["水利", "清淤", "县水利局", "6月"], [None, "护岸", "县水利局", "8月"]]
    then: Rows = [
        ["", "改水", "县财政局", "9月"],
        [None, "打井", "县财政局", "9月"],
        ["农业", "育种", "县农业局", "9月"],
    ]
    xs, head = XS, HEAD
    if numbers:  # before it
        first, then = (
            [[n, *row] for n, row in zip(numbers[i:], rows, strict=False)] for i, rows in ((0, first), (2, then))
        )
        xs, head = (30.0, *XS), ["序号", "领域", *HEAD[1:]]
    raw = read(table([head, *first], xs), table([head, *then], xs))
    (grid,) = raw.tables
    water = next(c for c in grid.cells if raw.text[c.start : c.end] == "水利")
    assert (water.row, water.rows, len({c.row for c in grid.cells})) == (1, 4, 6)


def test_a_page_that_has_fewer_columns() -> None:
    xs = (60.0, 110.0, 400.0, 535.0)
    raw = read(table([HEAD, ONE]), table([["2", "护岸和改水", "8月"]], xs))
    (grid,) = raw.tables
    assert [(c.column, c.columns) for c in grid.cells if c.row == 2] == [(0, 1), (1, 2), (3, 1)]


def test_rows_that_only_their_numbers_part() -> None:
    rows = [HEAD, ["1|2|3|合计", "清淤|护岸|改水|3项", "县水利局|县水利局|县财政局", "6月||9月"]]
    assert cells(read(table(rows, parted=False))) == [
        HEAD, ["1", "清淤", "县水利局", "6月"], ["2", "护岸", "县水利局", ""], ["3", "改水", "县财政局", "9月"],
        ["合计", "3项", "", ""],
    ]  # fmt: skip


def test_a_table_that_is_open_at_its_sides() -> None:
    """A row of one cell has no upright line: what stands above and below it is still one table."""
    (grid,) = (
        raw := read(table([HEAD, ["一、水利"], ONE, ["二、农业"], ["2", "育种", "县农业农村局", "8月"]], sides=False))
    ).tables
    assert cells(raw) == [HEAD, ["一、水利"], ONE, ["二、农业"], ["2", "育种", "县农业农村局", "8月"]]
    assert [c.columns for c in grid.cells if c.row == 1] == [4]


def test_a_row_of_one_cell_at_the_end_of_a_page() -> None:
    raw = read(
        table([HEAD, ONE, ["二、农业"]], sides=False), table([HEAD, ["2", "育种", "县农业局", "8月"]], sides=False)
    )
    assert cells(raw) == [HEAD, ONE, ["二、农业"], ["2", "育种", "县农业局", "8月"]]


def test_two_tables_of_a_page_stay_two() -> None:
    above, below = table([HEAD, ONE]), table([HEAD, ONE], top=640.0)
    both = page([], [])
    both.items = [*above.items, *below.items]
    assert len(read(both).tables) == 2
