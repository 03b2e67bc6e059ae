"""Figures: the cases of cases/quantities.yaml, and what holds for any text."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from policygraph.ingest.figures.quantities import find_blanks, find_quantities
from tests.paths import cases

CASES = cases("quantities")
WORDS = [*"0123456789.%,，、。（）万亿千余多个家名亩元小时年月日不低于以上由从到至X三十百—", "达到", "面积", " "]
PIECES = st.lists(st.sampled_from(WORDS))


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["text"])
def test_figures(case: dict[str, Any]) -> None:
    found = find_quantities(case["text"])
    got = [[[q.value, q.value_high] if q.value_high is not None else q.value, q.unit, q.comparator] for q in found]
    assert got == case["found"]
    if "words" in case:
        assert found[0].raw == case["words"]


@pytest.mark.parametrize("case", [c for c in CASES if "blanks" in c], ids=lambda case: case["text"])
def test_blanks(case: dict[str, Any]) -> None:
    assert [blank.unit for blank in find_blanks(case["text"])] == case["blanks"]


@given(PIECES.map("".join))
def test_offsets_cut_out_the_words_and_figures_stand_apart(text: str) -> None:
    end = 0
    for q in find_quantities(text):
        assert q.raw == text[q.start : q.end]
        assert end <= q.start <= q.at < q.stop <= q.end
        end = q.end
    for blank in find_blanks(text):
        assert blank.start < blank.end <= len(text)
