"""The outline: the cases of cases/outline.yaml, and what holds for any text."""

from __future__ import annotations

from itertools import pairwise
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from policygraph.ingest.cleaning.clean import clean
from policygraph.ingest.outline.headings import TITLE_LENGTH
from policygraph.ingest.outline.outline import Item, cut
from policygraph.ingest.text.characters import for_matching
from tests.paths import cases

CASES = cases("outline")["cases"]
WORDS = [
    *["一、", "二、", "（一）", "(二)", "1.", "2 .", "3、", "10", "（1）", "①", "②", "一是", "二要"],
    *["第一章 ", "第二条 ", "第一部分：", "附件：", "3个", "2025年", "1.5", "推进改厕", "总体要求"],
    *["\n", "。", "，", "：", "；", " ", "《", "》", "（", "）"],
]


def lines(item: Item, depth: int = 0) -> list[str]:
    return [
        line
        for child in item.children
        for line in ("  " * depth + f"{child.number} {child.title}", *lines(child, depth + 1))
    ]


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["name"])
def test_outline(case: dict[str, Any]) -> None:
    text = clean(case["text"]).text
    assert lines(cut(text, for_matching(text))) == case.get("outline", "").splitlines()


@given(st.lists(st.sampled_from(WORDS), max_size=40).map("".join))
def test_items_lie_in_their_parents_one_after_the_other(text: str) -> None:
    root = cut(text, for_matching(text))
    assert (root.start, root.end) == (0, len(text))
    for item in root.walk():
        assert item.start <= item.title_start <= item.title_end <= len(text)
        assert item.title == text[item.title_start : item.title_end]
        assert len(item.title) <= TITLE_LENGTH and "\n" not in item.title
        assert all(item.title_end <= child.start < child.end <= item.end for child in item.children)
        for child in item.children:
            assert child.path == ((*item.path, item.title) if item.kind != "root" else ())
            assert item.start <= child.start < child.end <= item.end
        for left, right in pairwise(item.children):
            assert left.end <= right.start


def test_path_is_the_titles_from_the_outside_in() -> None:
    text = "一、产业发展\n（一）种植业\n1.猕猴桃\n"
    (*_, last) = cut(text, for_matching(text)).walk()
    assert (last.title, last.path) == ("猕猴桃", ("产业发展", "种植业"))


def test_an_item_covers_its_children_and_own_words_end_before_them() -> None:
    text = "一、产业发展\n全面发展。\n1.猕猴桃。建园。\n2.肉牛。\n二、改厕\n"
    first, second = cut(text, for_matching(text)).children
    assert text[first.start : first.end] == "一、产业发展\n全面发展。\n1.猕猴桃。建园。\n2.肉牛。"
    assert text[first.start : first.children[0].start] == "一、产业发展\n全面发展。\n"
    assert text[second.start : second.end] == "二、改厕"
