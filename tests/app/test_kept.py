"""Answers are kept within bytes and time."""

from __future__ import annotations

from policygraph.app.frame.kept import Kept
from policygraph.graph.stores.store import Rows

ROW = {"x": "字" * 1000}  # 3,000 bytes


def test_no_more_than_so_many_bytes_and_the_oldest_goes_first() -> None:
    kept = Kept(40_000, 60)
    for number in range(100):
        assert kept.put(number, [ROW]) and kept.size <= 40_000
        assert kept.get(0), "what is asked for again stays"
    assert kept.get(1) is None and kept.get(99) == [ROW]


def test_no_longer_than_so_many_seconds() -> None:
    now = 0.0
    kept = Kept(40_000, 60, lambda: now)
    kept.put("a", 1)
    now = 59
    assert kept.get("a") == 1
    now = 61
    assert kept.get("a") is None and kept.size == 0


def test_what_is_too_large_is_not_kept() -> None:
    kept = Kept(40_000, 60)
    assert not kept.put("a", [f"{number}{ROW['x']}" for number in range(4)])
    assert kept.get("a") is None and kept.size == 0


def test_each_gets_its_own() -> None:
    kept = Kept(40_000, 60)
    kept.put("a", Rows([dict(ROW)], columns=("x",), truncated=True))
    kept.get("a")[0]["x"] = "changed"
    again = kept.get("a")
    assert again == [ROW] and again.columns == ("x",) and again.truncated
    kept.put("a", 2)
    assert kept.get("a") == 2
