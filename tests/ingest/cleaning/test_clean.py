"""Cleaning: the cases of cases/cleaning.yaml, and the way back to the original for every character."""

from __future__ import annotations

from itertools import pairwise
from typing import Any

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from policygraph.ingest.cleaning.clean import clean
from policygraph.ingest.text.characters import for_display, for_matching
from policygraph.ingest.text.cleaned import Cleaned
from policygraph.ingest.text.edits import Edit
from tests.paths import cases

CASES = cases("cleaning")
PUT = set(" \n")  # all that cleaning ever puts in
FRAGMENTS = st.lists(
    st.sampled_from(
        [
            *["\n", "\n\n", "　　", "  ", " ", "\t", "。", "；", "（", "）", "《", "》", "“", "："],
            *["1、", "2、", "3、", "（一）", "1.", "2027", "%", "⽔利", "１５％", "A"],
            *["发布日期：", "来源：", "— 3 —", "首页", "牵头 单位：县水利局", "坚持节水优先"],
            "推进小流域综合治理和农村生活污水治理，保障粮食安全，发展特色产业，县里组织起草了本方案并征求意见",
        ]
    ),
    max_size=40,
).map("".join)


def assert_leads_back(original: str, cleaned: Cleaned) -> None:
    """Every character stands where the map says, in order; what was put in stands where something was left out."""
    shown = for_display(original)
    places = [cleaned.original(i) for i in range(len(cleaned.text))]
    assert places == sorted(places)
    for character, place in zip(cleaned.text, places, strict=True):
        assert 0 <= place < len(original)
        assert shown[place] == character or character in PUT
    for removed in cleaned.removed:
        assert for_display(original[removed.start : removed.end]).strip() == removed.text
    aside = sorted((removed.start, removed.end) for removed in cleaned.removed)
    assert all(before[1] <= behind[0] for before, behind in pairwise(aside))


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["name"])
def test_cases(case: dict[str, Any]) -> None:
    cleaned = clean(case["text"])
    assert cleaned.text == case["clean"]
    assert [r.kind for r in sorted(cleaned.removed, key=lambda r: r.start)] == case.get("kinds", [])
    assert_leads_back(case["text"], cleaned)


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["name"])
def test_what_is_not_set_aside_is_kept(case: dict[str, Any]) -> None:
    """All words but those set aside are in the clean text, in order."""
    cleaned = clean(case["text"])
    gone = {i for r in cleaned.removed for i in range(r.start, r.end)}
    kept = "".join(c for i, c in enumerate(for_display(case["text"])) if i not in gone)
    assert "".join(cleaned.text.split()) == "".join(kept.split())


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["name"])
def test_cleaning_twice_is_cleaning_once(case: dict[str, Any]) -> None:
    once = clean(case["text"]).text
    assert clean(once).text == once


@given(FRAGMENTS)
@example("发布日期：\n— 3 —\n。")  # a page number amid what goes
def test_any_text_leads_back(text: str) -> None:
    assert_leads_back(text, clean(text))


@given(FRAGMENTS)
def test_the_folded_text_goes_through_every_edit(text: str) -> None:
    cleaned = clean(text)
    assert cleaned.folded == for_matching(cleaned.text)


def test_edits_compose() -> None:
    """Edits of an edited text still lead back to the first one."""
    first = Cleaned.of("abcdefgh").edit([Edit(1, 3, "", "x"), Edit(5, 6, "--")])
    assert first.text == "ade--gh"
    second = first.edit([Edit(0, 1, "", "y"), Edit(4, 6)])
    assert (second.text, [second.original(i) for i in range(len(second.text))]) == ("de-h", [3, 4, 5, 7])
    assert [(r.start, r.end, r.kind, r.text) for r in second.removed] == [(1, 3, "x", "bc"), (0, 1, "y", "a")]
    assert second.original_span(0, 2) == (3, 5)
    assert second.original_span(1, 1) == (4, 4)


def test_edits_that_overlap_are_carried_out_once() -> None:
    assert Cleaned.of("abcdef").edit([Edit(1, 4), Edit(2, 5, "x")]).text == "aef"


def test_nothing_to_edit() -> None:
    cleaned = Cleaned.of("abc")
    assert cleaned.edit([]) is cleaned


def test_everything_goes() -> None:
    cleaned = Cleaned.of("abc").edit([Edit(0, 3, "", "x")])
    assert (cleaned.text, cleaned.original_span(0, 0)) == ("", (0, 0))
