"""What it comes to that one figure answers another, and how much two names say the same."""

from __future__ import annotations

from typing import Any

import pytest

from policygraph.graph.figures.names import Likeness, name_of
from policygraph.graph.figures.pairing import Basis, Figure, Within, answers, figure
from policygraph.graph.figures.verdicts import judge
from policygraph.ingest.figures.comparable import amount, family


def made(indicator: str, comparator: str, value: float | None, unit: str, year: int | None = 2025) -> Figure:
    counted = amount(value or 0.0, unit)
    row = {
        "id": indicator, "document": "d", "indicator": indicator, "family": family(indicator), "comparator": comparator,
        "value": value, "value_high": None, "unit": unit, "amount": None if value is None else counted.value,
        "measure": counted.unit, "year": year, "text": indicator, "start": 0, "end": len(indicator), "title": "",
    }  # fmt: skip
    return figure(row, (), Within(100))


# what is asked (name, comparator, value, unit), the answer (comparator, value, unit), what it comes to, why
PASSED_DOWN: list[tuple[tuple[Any, ...], tuple[Any, ...], str, str | None]] = [
    (("治理率", ">=", 55, "%"), ("=", 58, "%"), "exceeded", None),  # more than asked is no dropped 以上
    (("治理率", ">=", 55, "%"), ("=", 55, "%"), "met", "bound-dropped"),
    (("治理率", ">=", 55, "%"), (">=", 55, "%"), "met", None),
    (("治理率", ">=", 55, "%"), ("=", 52, "%"), "short", "below-above"),
    (("普及率", "~", 95, "%"), ("=", 94, "%"), "met", None),  # 左右
    (("普及率", "~", 95, "%"), ("=", 80, "%"), "short", "below-above"),
    (("普及率", "~", 80, "%"), (">=", 95, "%"), "exceeded", None),
    (("城镇登记失业率", "~", 4.5, "%"), ("<=", 4, "%"), "met", None),
    (("城镇登记失业率", "<=", 4.5, "%"), ("=", 5, "%"), "short", "above-ceiling"),
    (("粮食产量", ">=", 100, "万吨"), ("=", 7, "万吨"), "part", "bound-dropped"),
    (("粮食产量", "=", 100, "万吨"), ("=", 7, "万吨"), "part", None),
    (("农村居民人均可支配收入", "=", 2, "万元"), ("=", 21000, "元"), "exceeded", None),
    (("每千人口床位数", "~", 6.5, "张"), ("=", 6.6, "张"), "met", None),
    (("每万名儿童托位数", "=", 46, "个"), ("=", 40, "个"), "short", "below-above"),
    (("茶园", "=", 2, "万亩"), ("=", 8, "个"), "incomparable", "unit"),
    (("粮食播种面积", "=", None, "万亩"), ("=", 8, "万亩"), "incomparable", "value"),
]


@pytest.mark.parametrize(("above", "below", "result", "reason"), PASSED_DOWN)
def test_what_a_lower_policy_makes_of_it(
    above: tuple[Any, ...], below: tuple[Any, ...], result: str, reason: str | None
) -> None:
    verdict = judge(made(*above), made(above[0], *below), "passed-down")
    assert (verdict.result, verdict.reason) == (result, reason)


REPORTED = [
    (("生态护岸", "=", 8, "公里"), 6.5, "short"), (("生态护岸", "=", 8, "公里"), 8, "met"),
    (("生态护岸", "=", 8, "公里"), 9, "exceeded"),
    (("居民消费价格涨幅", "~", 3, "%"), 0.2, "met"), (("城镇调查失业率", "=", 5.5, "%"), 5.1, "met"),
    (("单位国内生产总值能耗降低", "~", 3, "%"), 1, "short"), (("国内生产总值增长", "~", 5, "%"), 5.2, "met"),
    (("办理时限", "<=", 3, "天"), 2, "met"),
]  # fmt: skip


@pytest.mark.parametrize(("plan", "done", "result"), REPORTED)
def test_what_a_report_says_of_it(plan: tuple[Any, ...], done: float, result: str) -> None:
    assert judge(made(*plan), made(plan[0], "=", done, plan[3]), "reported").result == result


def test_another_year_is_not_compared() -> None:
    above, below = made("治理率", "=", 55, "%"), made("治理率", "=", 50, "%", 2026)
    assert judge(above, below, "passed-down").reason == "year"


# names above, names below → which answer which
ASSIGNED: list[tuple[Basis, list[str], list[str], list[tuple[int, int]]]] = [
    ("passed-down", ["地表水优良水体比例", "空气优良天数比例"], ["优良天数比例", "优良水体比例"], [(0, 1), (1, 0)]),
    ("passed-down", ["新建改建农村公路里程"], ["新改建农村公路里程"], [(0, 0)]),
    ("passed-down", ["农村生活污水治理率"], ["城市黑臭水体消除比例"], []),
    ("reported", ["粮食机械化率", "大豆机械化率"], ["大豆机械化率"], [(1, 0)]),
    ("reported", ["早稻机械化率"], ["玉米机械化率"], []),
    ("reported", ["国内生产总值增长"], ["国内生产总值占比"], []),  # what rises is not what there is
]


@pytest.mark.parametrize(("basis", "above", "below", "pairs"), ASSIGNED)
def test_the_best_assignment(basis: Basis, above: list[str], below: list[str], pairs: list[tuple[int, int]]) -> None:
    sides = [[made(name, "=", 50, "%") for name in names] for names in (above, below)]
    assert [(each.upper, each.lower) for each in answers(*sides, basis)] == pairs


@pytest.mark.parametrize(
    ("planned", "told", "named", "found"),
    [
        (2025, 2025, False, 1),
        (2025, 2024, True, 0),
        (2025, None, True, 1),
        (2025, None, False, 0),
        (None, None, False, 0),
    ],
)
def test_a_report_that_does_not_name_the_plan_is_known_by_its_year(
    planned: int | None, told: int | None, named: bool, found: int
) -> None:
    above, below = made("治理率", "=", 55, "%", planned), made("治理率", "=", 50, "%", told)
    assert len(answers([above], [below], "reported", named=named)) == found


def test_a_figure_that_is_split_below_has_its_parts() -> None:
    upper = [made("新建和改造提升高标准农田", "=", 15, "万亩")]
    lower = [made("新建高标准农田", "=", 8000, "亩"), made("改造提升高标准农田", "=", 5000, "亩")]
    assert len(answers(upper, lower, "passed-down")) == 2
    assert len(answers(upper, lower, "reported")) <= 1


def test_what_many_are_called_by_says_little() -> None:
    names = [name_of(each, each) for each in ("农村公路", "农村电网", "农村供水", "农村危桥", "农村危桥改造")]
    alike = Likeness(names)
    assert alike.of(names[3], names[4]) > 0.8 > 0.5 > alike.of(names[0], names[1])
