"""Spans of time as people name them."""

from __future__ import annotations

from datetime import date

import pytest

from policygraph.graph.asking.periods import period

TODAY = date(2026, 11, 22)


@pytest.mark.parametrize(
    ("text", "since", "until"),
    [
        ("今年年底前", None, "2026-12-31"),
        ("年底前", None, "2026-12-31"),
        ("2025年底前", None, "2025-12-31"),
        ("2025年", "2025-01-01", "2025-12-31"),
        ("明年", "2027-01-01", "2027-12-31"),
        ("10月底前", None, "2026-10-31"),
        ("2027年10月前", None, "2027-09-30"),
        ("2月份", "2026-02-01", "2026-02-28"),
        ("十二月", "2026-12-01", "2026-12-31"),
        ("6月30日前", None, "2026-06-30"),
        ("2026-06-30", None, "2026-06-30"),
        ("本月", "2026-11-01", "2026-11-30"),
        ("下个月", "2026-12-01", "2026-12-31"),
        ("上半年", "2026-01-01", "2026-06-30"),
        ("明年第一季度", "2027-01-01", "2027-03-31"),
        ("下季度", "2027-01-01", "2027-03-31"),
        ("三个月内", "2026-11-22", "2027-02-22"),
        ("未来两周", "2026-11-22", "2026-12-06"),
        ("半年内", "2026-11-22", "2027-05-22"),
        ("已经逾期", None, "2026-11-21"),
        ("即将", "2026-11-22", "2027-02-20"),
    ],
)
def test_periods(text: str, since: str | None, until: str) -> None:
    span = period(text, TODAY)
    assert span is not None
    assert tuple(str(day) if day else None for day in span) == (since, until)


@pytest.mark.parametrize("text", ["", "13月", "2月31日前", "牵头", "粮食", "前天晚上"])
def test_no_periods(text: str) -> None:
    assert period(text, TODAY) is None
