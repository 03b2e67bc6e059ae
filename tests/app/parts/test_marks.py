"""A text cut where marks begin and end, in a table: overlapping, touching, outside."""

from __future__ import annotations

import pytest

from policygraph.app.parts.marks import Mark, pieces

TEXT = "甲乙丙丁戊"
CASES = [
    ([], [("甲乙丙丁戊", "")]),
    ([(1, 3, "a")], [("甲", ""), ("乙丙", "a"), ("丁戊", "")]),
    ([(0, 5, "a")], [("甲乙丙丁戊", "a")]),
    ([(0, 3, "a"), (2, 5, "b")], [("甲乙", "a"), ("丙", "a b"), ("丁戊", "b")]),
    ([(0, 5, "a"), (1, 2, "b")], [("甲", "a"), ("乙", "a b"), ("丙丁戊", "a")]),
    ([(0, 2, "a"), (2, 5, "b")], [("甲乙", "a"), ("丙丁戊", "b")]),
    ([(1, 2, "a"), (1, 2, "a")], [("甲", ""), ("乙", "a"), ("丙丁戊", "")]),
    ([(-4, 1, "a"), (4, 99, "b"), (7, 9, "c"), (3, 3, "d")], [("甲", "a"), ("乙丙丁", ""), ("戊", "b")]),
]


@pytest.mark.parametrize(("marks", "expected"), CASES)
def test_a_text_is_cut_at_its_marks(marks: list[tuple[int, int, str]], expected: list[tuple[str, str]]) -> None:
    found = pieces(TEXT, [Mark(*mark) for mark in marks])
    assert [(piece.text, " ".join(piece.kinds)) for piece in found] == expected
    assert "".join(piece.text for piece in found) == TEXT


def test_what_is_said_of_a_place_is_said_once() -> None:
    marks = [
        Mark(0, 2, "unit", "县农业农村局 牵头"),
        Mark(0, 2, "unit", "县农业农村局 牵头"),
        Mark(1, 3, "target", "三家"),
    ]
    assert [piece.notes for piece in pieces("甲乙丙", marks)] == [
        ["县农业农村局 牵头"], ["县农业农村局 牵头", "三家"], ["三家"]
    ]  # fmt: skip


def test_a_long_text_with_many_marks_takes_no_time() -> None:
    text = "县" * 100_000
    found = pieces(text, [Mark(i * 10, i * 10 + 15, "unit", str(i)) for i in range(9_000)])
    assert len(found) > 9_000 and "".join(piece.text for piece in found) == text
