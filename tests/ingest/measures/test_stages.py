"""Tasks that name no day are due when their plan's stages end."""

from __future__ import annotations

import pytest

from policygraph.ingest import documents
from policygraph.model.records import Records

PLAN = """青穗县2031年春茶生产实施方案

一、重点任务

（一）修剪茶园。修剪茶园2000亩。（牵头单位：县农业农村局）

（二）培训茶工。培训茶工300人，4月底前完成。（牵头单位：县人社局）

（三）检修设备。检修制茶设备。（牵头单位：县工信局；完成时限：持续推进）

二、实施步骤

"""
STAGES = """（一）动员部署阶段（2031年3月）。制定方案。

（二）集中攻坚阶段（2031年4月至10月）。全面推进。

（三）总结提升阶段（2031年11月至12月）。总结经验。
"""


def read(text: str) -> Records:
    return documents.read_bytes(text.encode(), "方案.txt")


def due(text: str) -> list[tuple[object, object]]:
    tasks = [node.properties for node in read(text).nodes if node.label == "Task"]
    return [(task.get("due_on"), task.get("due_basis")) for task in tasks]


def test_the_last_stage_ends_what_names_no_day() -> None:
    records = read(PLAN + STAGES)
    assert due(PLAN + STAGES) == [("2031-12-31", "stage"), ("2031-04-30", "sentence"), (None, None)]
    [edge] = [e for e in records.edges if e.type == "HAS_MILESTONE" and e.properties["basis"] == "stage"]
    assert (edge.evidence, edge.confidence) == ("总结提升阶段（2031年11月至12月）", 0.6)


def test_what_is_done_in_a_stage_is_due_with_it() -> None:
    text = STAGES.replace(
        "制定方案。",
        "甲县制定方案。\n1.编制清单。编制任务清单。（牵头单位：县财政局）\n2.召开会议。（牵头单位：县委办）",
    )
    assert due(PLAN + text)[-2:] == [("2031-03-31", "stage")] * 2


@pytest.mark.parametrize(
    "stages",
    [
        STAGES.replace("（2031年11月至12月）", "（2032年起）"),
        STAGES.replace("（2031年11月至12月）", ""),
        STAGES.replace("集中攻坚阶段", "申报评审阶段"),
        STAGES.replace("2031年4月至10月", "2031年4月至2032年10月"),
    ],
    ids=["goes on without end", "names no day", "goes through an office", "not one after the other"],
)
def test_stages_that_end_nothing(stages: str) -> None:
    assert due(PLAN + stages) == [(None, None), ("2031-04-30", "sentence"), (None, None)]


def test_stages_of_another_plan_in_the_file() -> None:
    other = "青穗县2031年冬茶生产实施方案\n\n一、重点任务\n\n（一）修剪茶园。修剪茶园800亩。（牵头单位：县林业局）\n"
    assert due(f"{PLAN}{STAGES}\n{other}")[-1] == (None, None)


ONE = "一、重点任务\n\n（一）修剪茶园。修剪茶园2000亩。（牵头单位：县农业农村局）\n"
LATE = [  # what stands above the first task → its deadline
    (f"定于2031年4月1日至6月30日在全县开展专项行动。\n{ONE}", "2031-06-30"),
    (f"决定自2031年4月1日起开展专项行动。\n{ONE}", None),
    (f"县农业农村局于2031年3月1日至3月5日开展调研。\n{ONE}", None),
    (ONE.replace("一、重点任务", "一、重点任务（2031年10月底前完成）"), "2031-10-31"),
    (ONE.replace("一、重点任务", "一、重点任务（2031年印发）"), None),
    (ONE.replace("修剪茶园2000亩", "三年内修剪茶园2000亩"), None),
]


@pytest.mark.parametrize(("text", "day"), LATE)
def test_a_day_said_above_the_tasks(text: str, day: str | None) -> None:
    assert [found for found, _ in due(f"青穗县2031年春茶生产实施方案\n\n{text}")] == [day]


def test_a_length_of_years_ends_with_the_plan_of_as_many() -> None:
    plan = "青穗县茶产业三年行动方案（2031—2033年）\n\n" + ONE.replace("修剪茶园2", "三年内修剪茶园2")
    assert due(plan) == [("2033-12-31", "sentence")]
    assert due(plan.replace("三年内", "两年内")) == [(None, None)]


def test_the_stages_are_of_the_plan_whose_numbers_go_on() -> None:
    before = "一、总体要求\n\n提高认识。\n\n"  # of what stands above, numbered for itself
    assert [basis for _, basis in due(before + PLAN + STAGES)] == ["stage", "stage", None]
