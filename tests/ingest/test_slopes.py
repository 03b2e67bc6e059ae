"""Texts that took the square of their length: each is read in the time that its length needs."""

from __future__ import annotations

import pytest

from benchmarks import slopes
from tests.patience import worked

SIZE = 12_000
SECONDS = 4.0
"""Of processor time on a slow machine; the least of these took 5 before, at that size, and takes a tenth now."""
# 省 and 市 as who issued what, digits as a date, masked figures, dates and numbers of items that nothing parts.
STEEP = (
    "市", "县", "省", "新增5万亩，（方案）", "数字（方案）", "星号", "星号（方案）", "2025年（方案）", "（）", "—",
    "各项（方案）", "各镇村（方案）", "行首空格", "表中空格", "只有序号", "只有表头",
    "牵头后单位和（方案）", "牵头后要（方案）",
)  # fmt: skip


@pytest.mark.parametrize("name", STEEP)
def test_time_goes_with_length(name: str) -> None:
    make = dict(slopes.patterns())[name]
    assert slopes.seconds(make(SIZE)[:SIZE]) < worked(SECONDS)


def test_every_pattern_makes_its_length() -> None:
    """At least the forty that the figures are given of, and none shorter than was asked for."""
    made = {name: make(2000) for name, make in slopes.patterns()}
    assert len(made) >= 40
    assert all(len(text) >= 1990 for text in made.values()), [n for n, t in made.items() if len(t) < 1990]
