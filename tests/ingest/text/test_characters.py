"""One character for one: what is folded for people and for rules, and that nothing moves."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from policygraph.ingest.text.characters import for_display, for_matching

# as read, as shown, as rules see it
CASES = [
    ("２０２７年", "2027年", "2027年"),
    ("ＡＢｃ", "ABc", "ABc"),
    ("６５％", "65%", "65%"),
    ("１．５亿元", "1.5亿元", "1.5亿元"),
    ("⼈⼯智能⽔利局", "人工智能水利局", "人工智能水利局"),  # Kangxi radicals
    ("⻓期⻅效", "长期见效", "长期见效"),  # the supplement, which NFKC leaves alone
    ("（责任单位：甲、乙）", "（责任单位：甲、乙）", "(责任单位:甲、乙)"),
    ("【牵头】", "【牵头】", "[牵头]"),
    ("〔2024〕", "〔2024〕", "[2024]"),
    ("“双碳”‘三长’", "“双碳”‘三长’", "\"双碳\"'三长'"),
    ("2025—2027、5～10", "2025—2027、5～10", "2025-2027、5~10"),
    ("甲，乙；丙。", "甲，乙；丙。", "甲,乙;丙。"),
    ("一\u00a0二\t三\u200b四\ufeff五", "一 二 三 四 五", "一 二 三 四 五"),
    ("一\u3000二", "一\u3000二", "一\u3000二"),  # tells of a lost paragraph, so it stays
    ("二○二五年", "二〇二五年", "二〇二五年"),
    ("①②", "①②", "①②"),
    ("《某法》", "《某法》", "《某法》"),
    ("𬒈河", "𬒈河", "𬒈河"),
    ("", "", ""),
]


@pytest.mark.parametrize(("read", "shown", "_"), CASES)
def test_display(read: str, shown: str, _: str) -> None:
    assert for_display(read) == shown


@pytest.mark.parametrize(("read", "_", "seen"), CASES)
def test_matching_after_display(read: str, _: str, seen: str) -> None:
    assert for_matching(for_display(read)) == seen


@given(st.text())
def test_lengths_stay_and_folding_twice_is_folding_once(text: str) -> None:
    for fold in (for_display, for_matching):
        assert len(fold(text)) == len(text)
        assert fold(fold(text)) == fold(text)
