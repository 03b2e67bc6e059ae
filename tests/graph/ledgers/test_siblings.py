"""Titles of one frame that speak of two things are asked about, and never taken for one."""

from __future__ import annotations

import pytest

from policygraph.graph.ledgers.matching.siblings import speak_of_two
from policygraph.graph.ledgers.matching.words import tokens


@pytest.mark.parametrize(
    ("row", "task", "words", "two"),
    [
        ("清理拖欠农民工工资", "清理拖欠企业账款", "全面清理拖欠中小企业账款，年底前清零", True),
        ("扩增养老服务供给", "扩增托育服务供给", "新增托位600个", True),
        ("城西污水处理厂提标", "城东污水处理厂提标", "城东污水处理厂提标改造", True),
        ("南关小学建设", "东关小学建设", "", True),
        ("第四小学建设", "第五小学建设", "", True),
        ("扩增养老服务供给", "扩增托育服务供给", "统筹养老服务，新增托位600个", False),  # the task's text speaks of it
        ("扩增托育服务供给", "扩增托育服务供给", "", False),
        ("托育服务", "扩增托育服务供给", "", False),
        ("人民路改造", "改造人民路", "改造人民路1.2公里", False),
        ("人民路的改造", "人民路改造", "", False),
        ("厕所革命、垃圾分类和庭院清理", "改善农村人居环境", "改造户厕600户", False),  # no frame in common
        ("农田改造提升及建后管护", "加强高标准农田建设", "改造提升高标准农田", False),
    ],
)
def test_titles_of_one_frame(row: str, task: str, words: str, two: bool) -> None:
    assert speak_of_two(row, task, tokens(row), tokens(f"{task}\n{words}"), {}) is two


def test_a_word_of_many_tasks_sets_nothing_apart() -> None:
    said = tokens("新增停车泊位")
    assert speak_of_two("新建停车泊位", "新增停车泊位", tokens("新建停车泊位"), said, {})
    assert not speak_of_two("新建停车泊位", "新增停车泊位", tokens("新建停车泊位"), said, {"新建": 0.3, "建停": 0.3})
