"""A pattern run only around its anchors finds what it finds in the whole text."""

from __future__ import annotations

import random
import re

import pytest

from policygraph.ingest.head import document_numbers
from policygraph.ingest.text.windows import matches_around

_PIECES = [
    "某省",
    "人民政府",
    "令",
    "第",
    "5",
    "八十八",
    "号",
    "[2023]",
    "(2019年)",
    "2024",
    "年",
    " ",
    "。",
    "某政发",
    "\n",
]


@pytest.mark.parametrize("seed", range(60))
def test_numbers_and_orders_are_those_of_the_whole_text(seed: int) -> None:
    chance = random.Random(seed)
    for _ in range(30):
        text = "".join(chance.choices(_PIECES, k=chance.randint(5, 60)))
        for pattern, found in (
            (document_numbers.NUMBER, document_numbers.numbers_in(text)),
            (document_numbers.ORDER, document_numbers.orders_in(text)),
        ):
            assert [m.span() for m in found] == [m.span() for m in pattern.finditer(text)], text


def test_anchors_near_each_other_are_one_stretch() -> None:
    pattern, anchor = re.compile(r"a{1,3}1"), re.compile("1")
    text = "aaa1aa1 a 1 aaaa1"
    spans = [m.span() for m in matches_around(pattern, anchor, 3, 1, text)]
    assert spans == [m.span() for m in pattern.finditer(text)]
