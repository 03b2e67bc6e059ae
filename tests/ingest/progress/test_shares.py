"""Shares below 完成率, 进度 and the like: their column tells what their numbers are; what is no share is told."""

from __future__ import annotations

from io import BytesIO

import pytest
from openpyxl import Workbook

from policygraph.ingest import documents
from policygraph.model.records import Records


def sheet(heading: str, cells: list[object]) -> Records:
    book = Workbook()
    page = book.active
    page.title = "9月"
    page.append(["青穗县工作进展表（2031年9月）"])
    page.append(["序号", "任务", "牵头单位", heading])
    for i, cell in enumerate(cells, 1):
        page.append([i, f"修{'甲乙丙丁戊'[i - 1]}村路", "县林业局", cell])
    data = BytesIO()
    book.save(data)
    return documents.read_bytes(data.getvalue(), "进展.xlsx")


# The heading, the cells below; each row's share and state; the cells that are told
COLUMNS = [
    ("完成率（%）", [1], [(0.01, None)], []),
    ("完成率（%）", [60], [(0.6, None)], []),
    ("完成率（%）", ["1%"], [(0.01, None)], []),
    ("完成率（%）", [0.6, 1], [(0.6, None), (1.0, "done")], []),
    ("完成率（%）", [1, 60, 100], [(0.01, None), (0.6, None), (1.0, "done")], []),
    ("完成率", [1], [(1.0, "done")], []),
    ("完成率", [0.6, 1, 0], [(0.6, None), (1.0, "done"), (0.0, None)], []),
    ("完成率", [60, 1, 100], [(0.6, None), (0.01, None), (1.0, "done")], []),
    ("完成率", [0.3, 1.2], [(0.3, None), (None, None)], ["9月!D4 1.2"]),
    ("完成率", ["40%", 1, 1.2], [(0.4, None), (1.0, "done"), (None, None)], ["9月!D5 1.2"]),
    ("完成率", ["60%", "140%"], [(0.6, None), (None, None)], ["9月!D4 140%"]),
    ("完成率", [60, 140], [(0.6, None), (None, None)], ["9月!D4 140"]),
    ("完成率", [0.7, 1, 86], [(None, None), (None, None), (0.86, None)], ["9月!D3 0.7", "9月!D4 1"]),
    ("完成率", ["已完成", "超额完成", "正常推进", "未启动"],
     [(None, "done"), (None, "done"), (None, "on-track"), (None, "not-started")], []),
    ("进度", ["30%", "100%"], [(0.3, None), (1.0, "done")], []),
    ("进度", [0.3, 0.75], [(0.3, None), (0.75, None)], []),
    ("进度", ["已完成30%", "约60%"], [(0.3, None), (0.6, None)], []),
    ("进度", ["正在施工", "已完成"], [(None, "on-track"), (None, "done")], []),
    ("完成进度", [30, 70], [(0.3, None), (0.7, None)], []),
    ("完成度", ["30%", "六成"], [(0.3, None), (0.6, None)], []),
    ("形象进度", ["0.3", "0.8"], [(0.3, None), (0.8, None)], []),
    ("形象进度", ["主体封顶", "已完成50%"], [(None, None), (0.5, "on-track")], []),
    ("投资完成率", ["30%"], [(0.3, None)], []),
    ("完成比例", ["百分之五", "四成五", "5成", "近九成", "三分之二"],
     [(0.05, None), (0.45, None), (0.5, None), (0.9, None), (0.6667, None)], []),
    ("完成比例", ["90%（超序时）", "≥60%", "2.6/3万亩", "85％左右", "百分之百"],
     [(0.9, None), (0.6, None), (0.8667, None), (0.85, None), (1.0, "done")], []),
    ("年度进度", ["42%", "约60%"], [(0.42, None), (0.6, None)], []),
    ("年度进度", [42, 60], [(0.42, None), (0.6, None)], []),
    ("年度任务完成进度", ["42%", "六成"], [(0.42, None), (0.6, None)], []),
    ("完成比", ["42%", "60%"], [(0.42, None), (0.6, None)], []),
    ("完成比", [0.42, 0.6], [(0.42, None), (0.6, None)], []),
    ("进度情况", ["42%", "90%（超序时）"], [(0.42, None), (0.9, None)], []),
    ("落实比例", ["42%", "60%"], [(0.42, None), (0.6, None)], []),
    ("全年完成", ["百分之四十", "三分之二"], [(0.4, None), (0.6667, None)], []),
    ("任务完成量", ["42%", "2.6/3万亩"], [(0.42, None), (0.8667, None)], []),
    ("办理进度", ["42%", "已办结", "未启动"], [(0.42, None), (None, "done"), (None, "not-started")], []),
    ("办理状态", ["42%", "60%"], [(0.42, None), (0.6, None)], []),
    ("进度", ["百分之四十", "六成五"], [(0.4, None), (0.65, None)], []),
    ("进展程度", ["30%-40%", "主体完成80%", "60%"], [(None, None), (None, "on-track"), (0.6, None)],
     ["9月!D3 30%-40%", "9月!D4 主体完成80%"]),
    ("完成情况", ["0.4", "1500"], [(None, None), (None, None)], ["9月!D3 0.4", "9月!D4 1500"]),
    ("完成比例", ["30%-40%", "3/0"], [(None, None), (None, None)], ["9月!D3 30%-40%", "9月!D4 3/0"]),
]  # fmt: skip


@pytest.mark.parametrize(("heading", "cells", "found", "unsure"), COLUMNS)
def test_columns_of_shares(
    heading: str, cells: list[object], found: list[tuple[float | None, str | None]], unsure: list[str]
) -> None:
    records = sheet(heading, cells)
    told = [node.properties for node in records.nodes if node.label == "Progress"]
    assert [(p.get("share"), p.get("state")) for p in told] == found
    unread = [node.properties for node in records.nodes if node.label == "Unread"]
    assert [f"{u['cell']} {u['text']}" for u in unread if u["kind"] == "share-unsure"] == unsure
    assert (records.nodes[0].properties["reading_state"] == "complete") is (not unsure)


# Two columns of shares, and those of the one row that are told
BESIDE = [
    (("计划完成率", "75%"), ("实际完成率", "60%"), [0.6]),
    (("实际完成率", "60%"), ("计划完成率", "75%"), [0.6]),
    (("当月完成", "5%"), ("累计完成", "60%"), [0.6]),
    (("本月完成率", "5%"), ("完成率", "60%"), [0.6]),
    (("序时进度", "75%"), ("年度进度", "60%"), [0.6]),
    (("年度计划完成率", "60%"), ("备注", ""), [0.6]),
    (("本月完成比例", "60%"), ("备注", ""), [0.6]),
    (("一季度完成情况", "25%"), ("二季度完成情况", "60%"), [0.25, 0.6]),
    (("一季度完成", "25%"), ("二季度完成", "60%"), []),  # a plan may set out so what is to be done until then
]


@pytest.mark.parametrize(("first", "second", "found"), BESIDE)
def test_of_several_shares_that_of_the_whole_is_told(
    first: tuple[str, str], second: tuple[str, str], found: list[float]
) -> None:
    rows = [["序号", "任务", "牵头单位", first[0], second[0]], ["1", "修甲村路", "县林业局", first[1], second[1]]]
    table = "\n".join(f"|{'|'.join(row)}|" for row in (rows[0], ["---"] * 5, rows[1]))
    records = documents.read_bytes(f"青穗县2031年工作台账\n\n{table}\n".encode(), "台账.md")
    assert [node.properties.get("share") for node in records.nodes if node.label == "Progress"] == found


# Shares that are none of what is done, or may be: whether the column is told of
OTHERS = [
    ("序时进度", False),
    ("应达进度", False),
    ("权重", False),
    ("同比增长", False),
    ("占比", True),
    ("比例", True),
]


@pytest.mark.parametrize(("heading", "told"), OTHERS)
def test_a_column_of_shares_that_nobody_knows_is_told(heading: str, told: bool) -> None:
    records = sheet(heading, ["42%", "60%"])
    assert not [node for node in records.nodes if node.label == "Progress"]
    unread = [n.properties["text"] for n in records.nodes if n.label == "Unread" and n.properties["kind"] == "column"]
    assert unread == [heading] * told
    assert records.nodes[0].properties["reading_state"] == ("nearly" if told else "complete")


def test_a_column_of_shares_that_should_be_done_is_none_of_deadlines() -> None:
    records = sheet("序时进度", ["25%", "50%"])
    assert [n.properties.get("due") for n in records.nodes if n.label == "Task"] == [None, None]


def test_a_column_of_days_is_one_of_deadlines() -> None:
    records = sheet("进度", ["9月底", "2031年12月"])
    assert [n.properties["due_on"] for n in records.nodes if n.label == "Task"] == ["2031-09-30", "2031-12-31"]
    assert not [n for n in records.nodes if n.label == "Progress"]


# What stands below 完成时限, the day, whether it is told
DUE = [
    ("随时", None, True), ("待定", None, True), ("立行立改", None, True),
    ("长期坚持", None, False), ("每月", None, False),
    ("2031年底前分批", "2031-12-31", False), ("全年持续", "2031-12-31", False), ("2032", "2032-12-31", False),
    ("12.31", "2031-12-31", False),
]  # fmt: skip


@pytest.mark.parametrize(("cell", "due_on", "unread"), DUE)
def test_a_deadline_that_is_no_day_is_told(cell: str, due_on: str | None, unread: bool) -> None:
    records = sheet("完成时限", [cell])
    [task] = [node.properties for node in records.nodes if node.label == "Task"]
    assert (task["due"], task.get("due_on")) == (cell, due_on)
    kinds = [(n.properties["kind"], n.properties["cell"]) for n in records.nodes if n.label == "Unread"]
    assert kinds == [("due-unsure", "9月!D3")] * unread
