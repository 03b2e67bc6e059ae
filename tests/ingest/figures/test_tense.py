"""Frames: what headings and titles say of the figures below them."""

from __future__ import annotations

import pytest

from policygraph.ingest.figures.targets import find_targets
from policygraph.ingest.figures.tense import frame_of
from policygraph.ingest.text.years import document_year, year_ahead

# genre, headings, title → achieved, the year of planned ones, the year of reached ones; all in a document of 2024
FRAMES = [
    ("report", ["2023年工作回顾", "经济发展"], "政府工作报告", True, 2023, 2023),
    ("report", ["2024年主要目标", "稳住农业"], "政府工作报告", False, 2024, 2024),
    ("report", ["“十五五”时期目标任务和2024年工作安排"], "政府工作报告", False, 2024, 2024),
    ("report", ["下一步工作打算"], "关于2023年工作情况的汇报", False, None, 2023),
    ("report", ["重点任务完成情况"], "工作情况汇报", True, None, None),
    ("report", ["巩固脱贫成果"], "工作情况汇报", True, None, None),
    ("plan", ["取得的主要成效"], "某县“十五五”规划", True, 2030, None),
    ("plan", ["重点任务"], "某县2024年重点工作方案", False, 2024, None),
    ("plan", ["2025年主要预期目标"], "某县2024年重点工作方案", False, 2025, 2025),
    ("plan", ["主要目标"], "某县行动计划（2024—2026年）", False, 2026, None),
]


@pytest.mark.parametrize(("genre", "headings", "title", "achieved", "planned_for", "reached_in"), FRAMES)
def test_frame(
    genre: str, headings: list[str], title: str, achieved: bool, planned_for: int | None, reached_in: int | None
) -> None:
    found = frame_of(genre, headings, [title], 2024)
    assert (found.achieved, found.planned_for, found.reached_in) == (achieved, planned_for, reached_in)


@pytest.mark.parametrize(
    ("dates", "title", "genre", "year"),
    [
        (("2023-12-28", None), "某县2024年工作要点", "plan", 2024),
        (("2023-12-28", None), "某县2024年工作情况汇报", "report", 2023),
        ((None, "2022-03-01"), "某县工作方案", "plan", 2022),
        ((None, None), "某县2025年工作方案", "plan", 2025),
        ((None, None), "某县行动计划（2024—2026年）", "plan", None),
    ],
)
def test_document_year(dates: tuple[str | None, ...], title: str, genre: str, year: int | None) -> None:
    assert document_year(dates, [title], genre) == year


@pytest.mark.parametrize(
    ("headings", "title", "year"),
    [
        (["2023年工作回顾", "2024年工作任务", "“十四五”时期主要目标"], "政府工作报告", 2024),
        (["过去五年工作", "今年工作建议"], "政府工作报告", None),
        (["2023年工作回顾", "2024年工作任务"], "工作情况汇报", None),
    ],
)
def test_the_year_of_a_yearly_report(headings: list[str], title: str, year: int | None) -> None:
    assert year_ahead(headings, [title]) == year


def test_planned_figures_of_a_yearly_report_are_for_its_year() -> None:
    found = frame_of("report", ["经济社会发展总体要求"], ["政府工作报告"], 2024)
    assert (found.planned_for, found.reached_in) == (2024, None)


@pytest.mark.parametrize(
    ("text", "year"),
    [
        ("建成示范村12个。", 2025),
        ("力争5年内建成示范村12个。", None),
        ("每年建成示范村12个。", None),
        ("2024年建成示范村12个。", 2024),
    ],
)
def test_a_figure_without_a_year_has_the_one_of_its_frame(text: str, year: int | None) -> None:
    (target,) = find_targets(text, default_year=2024, frame=frame_of("plan", [], ["2025年工作方案"], 2024)).targets
    assert (target.year, target.due) == (year, None)


def test_a_looking_back_heading_overrules_verbs() -> None:
    (target,) = find_targets("确保粮食产量达到8亿斤。", frame=frame_of("report", ["2023年工作回顾"], [], 2024)).targets
    assert (target.kind, target.year) == ("achieved", 2023)
