"""Dates: the cases of cases/dates.yaml and cases/deadlines.yaml, and what holds for any text."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from policygraph.ingest.text.dates import find_dates
from policygraph.ingest.text.deadlines import parse_deadline
from tests import paths

FOLDER = paths.CASES
CASES = paths.load_yaml((FOLDER / "dates.yaml").read_text(encoding="utf-8"))
DEADLINES = paths.load_yaml((FOLDER / "deadlines.yaml").read_text(encoding="utf-8"))
WORDS = [*"0123456789年月日底前末初到至—-./十二三四五每季度旬半上下“”。，", "2024", "完成", "今年"]
PIECES = st.lists(st.sampled_from(WORDS))


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["text"])
def test_dates(case: dict[str, Any]) -> None:
    spans = find_dates(case["text"], 2022)
    assert [span.raw for span in spans] == [want["raw"] for want in case["found"]]
    for span, want in zip(spans, case["found"], strict=True):
        assert (span.on, span.due) == (want["day"], want["due"])
        assert span.from_ == want.get("from", span.from_)
        assert span.year == want.get("year", span.year)


@pytest.mark.parametrize(("raw", "on"), DEADLINES.items())
def test_deadline(raw: str, on: date | None) -> None:
    assert parse_deadline(raw, 2022) == on


def test_no_year_no_day() -> None:
    (span,) = find_dates("3月底前")
    assert (span.on, span.year, span.due) == (None, None, True)


@given(PIECES.map("".join))
def test_offsets_cut_out_the_words_and_dates_stand_apart(text: str) -> None:
    end = 0
    for span in find_dates(text, 2024):
        assert span.raw == text[span.start : span.end]
        assert end <= span.start < span.end
        end = span.end
