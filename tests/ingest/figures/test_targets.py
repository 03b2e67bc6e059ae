"""Targets: the cases of cases/targets.yaml, and what holds for any text."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from policygraph.ingest.figures.targets import find_targets
from tests.paths import cases

CASES = cases("targets")
WORDS = [
    *"0123456789%，。、；（）《》的和等个\n",
    *["完成", "建设", "示范村", "面积", "达到", "以上", "万亩", "亿元", "分别", "均达", "其中"],
    *["到2025年", "每年", "增长", "累计", "年底前", "XX亩", "3个工作日内"],
]
PIECES = st.lists(st.sampled_from(WORDS))


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["text"])
def test_targets(case: dict[str, Any]) -> None:
    found = find_targets(case["text"], default_year=2024, achieved=case.get("achieved", False))
    got = sorted(found.targets, key=lambda t: (t.indicator, t.value))
    want = sorted(case["targets"], key=lambda t: (t[0], t[2][0] if isinstance(t[2], list) else t[2]))
    assert [_row(t) for t in got] == [row[:4] for row in want]
    for target, row in zip(got, want, strict=True):
        for name, value in (row[4] if len(row) > 4 else {}).items():
            assert getattr(target, name) == value, name
    assert [unread.kind for unread in found.unread] == case.get("unread", [])


def _row(target: Any) -> list[Any]:
    value = target.value if target.value_high is None else [target.value, target.value_high]
    return [target.indicator, target.comparator, value, target.unit]


@given(PIECES.map("".join), st.booleans())
def test_offsets_cut_out_the_evidence(text: str, achieved: bool) -> None:
    found = find_targets(text, default_year=2024, achieved=achieved)
    for target in found.targets:
        assert target.text == text[target.start : target.end]
        assert target.indicator
    for unread in found.unread:
        assert unread.text == text[unread.start : unread.end]


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("造成10人以上死亡的，立即上报。", "condition"),
        ("对大户每亩奖励100元。", "terms"),
        ("人员最多30名。", "limit"),
        ("扶持年销售额1000万元以上的网商。", "description"),
        ("土地承包到期后再延长30年。", "time"),
        ("编制四条发展带规划。", "enumeration"),
        ("全县辖12个乡镇。", "background"),
        ("会同发改局等30个部门推进。", "list"),
    ],
)
def test_a_figure_that_is_no_target_keeps_its_reason(text: str, reason: str) -> None:
    found = find_targets(text)
    assert ([passed.reason for passed in found.passed], found.targets) == ([reason], [])
