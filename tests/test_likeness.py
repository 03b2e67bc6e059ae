"""Likeness of measures: on the samples, whose levels name what they carry out alike, and on small ones."""

from __future__ import annotations

from functools import cache
from importlib.resources import files
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from policygraph.graph import likeness
from policygraph.graph.likeness import THRESHOLD, Measure, body, candidates
from policygraph.ingestion import read

# File and the file above it; a measure of the same title is the same measure one level up.
LEVELS = [
    ("04", "01"),
    ("03", "02"),
    ("03", "01"),
    ("02", "01"),
    ("05", "03"),
    ("06", "03"),
    ("06", "02"),
    ("07", "03"),
]
# Pairs of other titles that are alike all the same, rightly.
ALSO = {("完善农村流通网络", "健全农村物流和电商体系"), ("完善乡村治理", "抓党建促乡村治理")}
LOCAL = {"严格耕地保护", "建设溪畔书屋", "加大金融支持力度", "发展水上运动", "发展林下经济"}


@cache
def measures(number: str) -> tuple[Measure, ...]:
    """The outermost measures of a sample."""
    folder = Path(str(files("policygraph.data").joinpath("samples")))
    records = read(next(folder.glob(f"{number}_*.txt")))
    parts = [(edge.source[1], edge.target[0]) for edge in records.edges if edge.type == "PART_OF"]
    outer = {id_ for id_, label in parts if label == "Policy"} - {id_ for id_, label in parts if label == "Task"}
    tasks = [node for node in records.nodes if node.label == "Task" and node.id in outer]
    return tuple(Measure(t.id, str(t.properties["name"]), str(t.properties["text"])) for t in tasks)


def pairs(lower: str, upper: str, most: int = 3) -> list[tuple[str, str]]:
    """The titles of those that are found to be alike."""
    title = {each.id: each.title for each in (*measures(lower), *measures(upper))}
    found = candidates(measures(lower), measures(upper), most=most)
    return [(title[each.lower], title[each.upper]) for each in found]


@pytest.mark.parametrize(("lower", "upper"), LEVELS)
def test_measures_of_one_title_find_each_other_and_nothing_else_is_found(lower: str, upper: str) -> None:
    above = {measure.title for measure in measures(upper)}
    same = {(measure.title, measure.title) for measure in measures(lower) if measure.title in above}
    assert len(same) >= 5
    assert same <= set(pairs(lower, upper)) <= same | ALSO


def test_local_ideas_have_nothing_above() -> None:
    found = {title for lower, upper in LEVELS for title, _ in pairs(lower, upper)}
    there = {measure.title for lower, _ in LEVELS for measure in measures(lower)}
    assert there >= LOCAL and not found & LOCAL


def test_the_title_is_not_needed_where_the_texts_agree() -> None:
    lower = Measure("a", "完善农村流通网络", "村级寄递物流综合服务站实现全覆盖，开通客货邮线路8条。")
    near, far = Measure("b", "健全电商体系", "建设村级寄递物流综合服务站。"), Measure("c", "抓好粮食生产", "扩大面积。")
    [found] = candidates([lower], [far, near], threshold=0.05)
    assert found.upper == "b" and found.words == ("村级寄递物流综合服务站",)


def test_who_does_it_does_not_count() -> None:
    duty = "（牵头单位：县农业农村局；责任单位：县财政局、各镇（街道））"
    lines = "\n牵头单位：县农业农村局\n责任单位：县财政局\n完成时限：2025年12月底前"
    others = [Measure("c", "加强队伍", "培训干部。"), Measure("d", "办好学校", "改建校舍。")]
    for same in (duty, lines):
        one, two = (
            Measure("a", "推广良种", f"1.推广良种。引种{same}"),
            Measure("b", "修桥补路", f"2.修桥补路。通车{same}"),
        )
        assert body(one).strip() == "1.。引种"
        assert candidates([one], [two, *others], threshold=0.0) == []


def test_the_best_come_first_and_only_so_many() -> None:
    lower = Measure("x", "加强高标准农田建设", "新建高标准农田。")
    upper = [
        Measure("other", "推进农村移风易俗", "治理高额彩礼。"),
        Measure("near", "加强农田水利建设", "建好沟渠。"),
        Measure("same", "加强高标准农田建设", "建成高标准农田。"),
    ]
    assert [each.upper for each in candidates([lower], upper, threshold=0.01)] == ["same", "near"]
    assert [each.upper for each in candidates([lower], upper, threshold=0.01, most=1)] == ["same"]
    assert all(each.score >= THRESHOLD for each in candidates([lower], upper))


@pytest.mark.parametrize(
    ("lower", "upper"), [([], []), ([Measure("a", "甲乙", "")], []), ([], [Measure("a", "甲乙", "")])]
)
def test_nothing_is_like_nothing(lower: list[Measure], upper: list[Measure]) -> None:
    assert candidates(lower, upper, threshold=0.0) == []


texts = st.text("农村水利建设粮食，。1a（牵头）", max_size=30)
some = st.lists(st.builds(Measure, st.uuids().map(str), texts, texts), max_size=5)


@given(some, some)
def test_scores_are_shares_and_words_stand_in_both(lower: list[Measure], upper: list[Measure]) -> None:
    by_id = {each.id: each for each in (*lower, *upper)}
    for found in candidates(lower, upper, threshold=0.01):
        assert 0.01 <= found.score <= 1
        assert len(found.words) <= likeness.WORDS
        for word in found.words:
            for each in (by_id[found.lower], by_id[found.upper]):
                assert word in f"{each.title}\n{body(each)}"
