"""Numerals: the cases of cases/numerals.yaml."""

from __future__ import annotations

import pytest

from policygraph.ingest.text.numerals import HAN, magnitude, parse_han, parse_number
from tests.paths import cases

CASES = cases("numerals")


@pytest.mark.parametrize(("text", "value"), CASES.items())
def test_number(text: str, value: float | None) -> None:
    assert parse_number(text) == (None if value is None else pytest.approx(value))


def test_magnitudes_multiply() -> None:
    assert [magnitude(word) for word in ("", "百", "千万", "万亿")] == [1, 100, 10**7, 10**12]


def test_every_han_digit_has_a_value() -> None:
    assert all(parse_han(char) is not None for char in HAN if char not in "百千万亿")
