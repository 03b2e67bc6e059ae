"""What policies derive from and what derives from them: small families of policies, circles among them."""

from collections.abc import Sequence
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from policygraph.graph.analysis.descent import Descent, descent
from tests.networks import Graph, made, shuffled


def family(*lines: str) -> "Graph[str]":
    """Policies by a letter; `ba` says that b derives from a, `b` only that there is b."""
    return made(
        dict.fromkeys("".join(lines), "Policy"), [f"{line[0]} DERIVES_FROM {line[1]}" for line in lines if line[1:]]
    )


def counts(row: Descent) -> tuple[int, ...]:
    return (row.above, row.below, row.parents, row.children, row.ancestors, row.descendants)


@pytest.mark.parametrize(
    ("lines", "rows"),
    [
        # above, below, parents, children, ancestors, descendants, longest way, circle
        (["a"], {"a": (0, 0, 0, 0, 0, 0, "a", "")}),
        (["ba"], {"a": (0, 1, 0, 1, 0, 1, "ab", ""), "b": (1, 0, 1, 0, 1, 0, "ab", "")}),
        (
            ["ba", "cb", "ca"],  # c derives from a over b, and itself
            {
                "a": (0, 2, 0, 2, 0, 2, "abc", ""),
                "b": (1, 1, 1, 1, 1, 1, "abc", ""),
                "c": (2, 0, 2, 0, 2, 0, "abc", ""),
            },
        ),
        (
            ["ba", "ca", "db", "dc"],  # of two ways of one length the first by title
            {
                "a": (0, 2, 0, 2, 0, 3, "abd", ""),
                "b": (1, 1, 1, 1, 1, 1, "abd", ""),
                "c": (1, 1, 1, 1, 1, 1, "acd", ""),
                "d": (2, 0, 2, 0, 3, 0, "abd", ""),
            },
        ),
        (
            ["bc", "cb", "ba", "dc"],  # b and c derive from each other: one step between a and d
            {
                "a": (0, 2, 0, 1, 0, 3, "abd", ""),
                "b": (1, 1, 2, 1, 2, 2, "abd", "bc"),
                "c": (1, 1, 1, 2, 2, 2, "acd", "bc"),
                "d": (2, 0, 1, 0, 3, 0, "abd", ""),
            },
        ),
        (["aa", "ba"], {"a": (0, 1, 0, 1, 0, 1, "ab", "a"), "b": (1, 0, 1, 0, 1, 0, "ab", "")}),
        (["ab", "ba"], {"a": (0, 0, 1, 1, 1, 1, "a", "ab"), "b": (0, 0, 1, 1, 1, 1, "b", "ab")}),
    ],
)
def test_descent(lines: Sequence[str], rows: dict[str, tuple[Any, ...]]) -> None:
    found = {r.policy: (*counts(r), "".join(r.chain), "".join(r.circle)) for r in descent(family(*lines))}
    assert found == rows


def test_order_and_choice() -> None:
    graph = family("ba", "ca", "dc", "ed", "zz", "y")
    assert [r.policy for r in descent(graph)] == ["a", "c", "d", "e", "b", "y", "z"]
    assert descent(graph, {"d"}) == [r for r in descent(graph) if r.policy == "d"], "seen in the whole graph"
    assert descent(graph, set()) == []


def test_levels_and_regions_that_are_reached() -> None:
    graph = made(
        {
            "意见": ("Policy", {"level": "central", "region": "全国"}),
            "方案": ("Policy", {"level": "county"}),
            "规划": ("Policy", {"level": "province"}),
            "细则": ("Policy", {"level": "county"}),
            "附件": "Policy",
            "措施": "Task",
            "别的措施": "Task",
            "r1": ("Region", {"name": "河东区", "full_name": "甲市河东区"}),
            "r2": ("Region", {"name": "河东区", "full_name": "乙市河东区"}),
            "r3": ("Region", {"name": "甲省"}),
        },
        [
            "规划 DERIVES_FROM 意见", "方案 DERIVES_FROM 规划", "细则 DERIVES_FROM 规划", "附件 DERIVES_FROM 细则",
            "方案 APPLIES_TO r1", "细则 APPLIES_TO r2", "附件 APPLIES_TO r2", "规划 APPLIES_TO r3",
            "意见 APPLIES_TO r3", "措施 DERIVES_FROM 别的措施",
        ],
    )  # fmt: skip
    first, second = descent(graph)[:2]
    assert (first.policy, first.level, first.region) == ("意见", "central", "全国")
    assert (first.levels, first.regions) == (("province", "county"), ("乙市河东区", "甲市河东区", "甲省"))
    assert (second.policy, second.levels, second.regions) == ("规划", ("county",), ("乙市河东区", "甲市河东区"))
    assert first.chain_ids == ("意见", "规划", "细则", "附件")


@given(st.lists(st.sampled_from([a + b for a in "abcdef" for b in "abcdef"]), max_size=14), st.integers())
def test_any_family(lines: list[str], seed: int) -> None:
    """Whatever the circles: both directions agree, a way is as long as it says, and the order does not matter."""
    graph = family(*lines)
    rows = descent(graph)
    assert sum(r.descendants for r in rows) == sum(r.ancestors for r in rows)
    assert sum(r.children for r in rows) == sum(r.parents for r in rows)
    for row in rows:
        assert len(row.chain) == row.above + 1 + row.below
        assert bool(row.above) <= bool(row.ancestors) and bool(row.below) <= bool(row.descendants)
        assert max(row.parents, row.above) <= row.ancestors and max(row.children, row.below) <= row.descendants
    circles = {frozenset(r.circle) for r in rows if r.circle}
    assert sum(map(len, circles)) == len(frozenset().union(*circles)), "a policy is in one circle"
    assert descent(shuffled(graph, seed)) == rows
