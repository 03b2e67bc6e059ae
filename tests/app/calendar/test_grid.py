"""The days of a month and a week, also over the end of a year, and what falls due on each."""

from __future__ import annotations

from datetime import date

import pytest

from policygraph.app.calendar import grid
from tests.graph.transfer.test_ics import due


@pytest.mark.parametrize(
    ("at", "first", "last", "weeks"),
    [
        ("2031-06-15", "2031-05-26", "2031-07-06", 6),
        ("2027-02-28", "2027-02-01", "2027-02-28", 4),
        ("2028-02-29", "2028-01-31", "2028-03-05", 5),
        ("2030-12-31", "2030-11-25", "2031-01-05", 6),
        ("2031-01-01", "2030-12-30", "2031-02-02", 5),
        ("1949-01-01", "1948-12-27", "1949-02-06", 6),
        ("2199-12-31", "2199-11-25", "2200-01-05", 6),
    ],
)
def test_a_month(at: str, first: str, last: str, weeks: int) -> None:
    found = grid.month(date.fromisoformat(at))
    assert (str(found[0][0]), str(found[-1][-1]), len(found)) == (first, last, weeks)
    assert all(len(week) == 7 and week[0].weekday() == 0 for week in found)


@pytest.mark.parametrize(
    ("at", "first", "called"),
    [
        ("2026-12-31", "2026-12-28", "2026年第53周（2026年12月28日—2027年1月3日）"),
        ("2027-01-03", "2026-12-28", "2026年第53周（2026年12月28日—2027年1月3日）"),
        ("2027-01-04", "2027-01-04", "2027年第1周（2027年1月4日—1月10日）"),
        ("2029-12-31", "2029-12-31", "2030年第1周（2029年12月31日—2030年1月6日）"),
    ],
)
def test_a_week(at: str, first: str, called: str) -> None:
    day = date.fromisoformat(at)
    assert str(grid.week(day)[0]) == first and grid.called("week", day) == called


@pytest.mark.parametrize(
    ("view", "at", "by", "to"),
    [
        ("month", "2030-12-31", 1, "2031-01-01"), ("month", "2031-01-31", -1, "2030-12-01"),
        ("month", "2031-03-31", -1, "2031-02-01"), ("week", "2030-12-30", 1, "2031-01-06"),
        ("month", "1949-01-15", -1, "1949-01-01"), ("month", "2199-12-01", 1, "2199-12-31"),
        ("week", "2199-12-31", 1, "2199-12-31"),
    ],
)  # fmt: skip
def test_turned(view: str, at: str, by: int, to: str) -> None:
    assert str(grid.turned(view, date.fromisoformat(at), by)) == to


def test_by_day_what_needs_a_look_first() -> None:
    dues = [due(light=light, task=light) for light in ("green", "grey", "red", "blue", "yellow")]
    found = grid.by_day([*dues, due(day="2031-11-01")])
    assert [[each.task for each in found[day]] for day in sorted(found)] == [
        ["red", "yellow", "blue", "grey", "green"], ["修剪茶园"],
    ]  # fmt: skip
