"""How tasks stand, by a ledger's cells: the cases of cases/progress.yaml, and what becomes of a ledger."""

from __future__ import annotations

from io import BytesIO
from typing import Any

import pytest
from openpyxl import Workbook

from policygraph.ingest import documents
from policygraph.model.records import Records
from tests import paths

CASES = paths.load_yaml((paths.CASES / "progress.yaml").read_text(encoding="utf-8"))
LEDGER = """# 青穗县2031年春茶生产进展情况台账（截至2031年3月15日）

| 序号 | 工作任务 | 牵头单位 | 完成时限 | 目前进展情况 | 完成比例 | 存在问题 | 是否达到序时进度 |
|---|---|---|---|---|---|---|---|
| 1 | 修剪茶园2000亩 | 县农业农村局 | 2031年3月 | 已修剪1500亩 | 75% | 无 | 是 |
| 2 | 培训茶工300人 | 县人社局 | 2031年4月 | | | | |
"""


def read(text: str) -> Records:
    return documents.read_bytes(text.encode(), "台账.md")


def progress(records: Records) -> list[dict[str, Any]]:
    return [node.properties for node in records.nodes if node.label == "Progress"]


@pytest.mark.parametrize("case", CASES, ids=lambda case: str(case)[:40])
def test_cells(case: dict[str, Any]) -> None:
    headings = {"report": "目前进展情况", "share": "完成比例", "pace": case.get("heading", "是否达到序时进度"),
                "problem": "存在问题"}  # fmt: skip
    told = [name for name in headings if name in case]
    rows = [
        ["序号", "任务", "责任单位", *(headings[name] for name in told)],
        ["1", "修剪茶园", "县林业局", *(case[n] for n in told)],
    ]
    table = "\n".join("|" + "|".join(row) + "|" for row in [rows[0], ["---"] * len(rows[0]), rows[1]])
    [found] = progress(read(f"青穗县春茶生产工作台账\n\n{table}\n"))
    assert (found.get("state"), found.get("share"), found.get("problem")) == (
        case["state"], case.get("done"), case.get("hindered"),
    )  # fmt: skip


def test_a_ledger() -> None:
    records = read(LEDGER)
    [found] = progress(records)
    assert records.nodes[0].properties["genre"] == "ledger" and records.nodes[0].properties["title"].startswith(
        "青穗县"
    )
    assert (found["as_of"], found["task"], found["text"]) == ("2031-03-15", "修剪茶园2000亩", "已修剪1500亩")
    [edge] = [e for e in records.edges if e.type == "HAS_PROGRESS"]
    assert edge.evidence == "已修剪1500亩" == str(records.nodes[0].properties["text"])[edge.start : edge.end]
    reached = [e.target[1] for e in records.edges if e.type == "HAS_TARGET" and e.source[0] == "Progress"]
    [target] = [node.properties for node in records.nodes if node.id in reached]
    assert (target["indicator"], target["value"], target["unit"], target["kind"]) == (
        "修剪茶园",
        1500,
        "亩",
        "achieved",
    )
    assert records.count("Task") == 2


def sheet(rows: list[list[object]], *merged: str) -> Records:
    book = Workbook()
    page = book.active
    for row in rows:
        page.append(row)
    for cells in merged:
        page.merge_cells(cells)
    data = BytesIO()
    book.save(data)
    return documents.read_bytes(data.getvalue(), "月报.xlsx")


def stands(records: Records) -> list[list[Any]]:
    return [[p.get(n, None) for n in ("task", "state", "share", "as_of", "problem")] for p in progress(records)]


def test_a_monthly_sheet_with_merged_cells() -> None:
    records = sheet(
        [
            ["青穗县2031年春茶生产任务推进月报"],
            ["填报单位：县茶办", None, None, "数据截止时间：2031年3月20日"],
            ["序号", "工作板块", "具体事项", "责任部门", "推进情况", None, "存在的困难", "下步计划"],
            [None, None, None, None, "本月进展", "累计完成（%）"],
            [1, "茶园", "修剪茶园", "县农业农村局", "修剪1310亩", 54.6, "苗木不足", "加快补植"],
            [2, None, "烘干中心", "县农业农村局", "厂房封顶，设备已采购", 70, "无", "安装"],
            [3, "茶工", "培训茶工", "县人社局", "尚未启动", "0", "师资未定", ""],
        ],
        "A1:H1", "A2:C2", "D2:H2", "E3:F3", *(f"{column}3:{column}4" for column in "ABCDGH"), "B5:B6",
    )  # fmt: skip
    assert stands(records) == [
        ["修剪茶园", None, 0.546, "2031-03-20", "苗木不足"],
        ["烘干中心", "on-track", 0.7, "2031-03-20", None],
        ["培训茶工", "not-started", 0.0, "2031-03-20", "师资未定"],
    ]
    assert [found.get("ahead") for found in progress(records)] == ["加快补植", "安装", None]


def test_a_sheet_of_projects() -> None:
    records = sheet(
        [
            ["青穗县茶业项目建设进度表（2031年9月）"],
            ["序号", "项目名称", "业主单位", "形象进度", "完成投资占比", "是否滞后", "滞后原因"],
            [1, "烘干机房", "县农业农村局", "建成10座", "83%", "否", ""],
            [2, "茶叶市场", "县商务局", "40%", "", "是", "选址有异议"],
        ],
        "A1:G1",
    )
    assert stands(records) == [
        ["烘干机房", "on-track", 0.83, "2031-09-30", None],
        ["茶叶市场", "behind", 0.4, "2031-09-30", "选址有异议"],
    ]


def test_a_plan_with_an_empty_column_tells_nothing() -> None:
    records = read(LEDGER.replace("已修剪1500亩 | 75% | 无 | 是", " | | | "))
    assert records.count("Progress") == 0 and records.count("Task") == 2


def test_ticks_below_states_rows_of_sums_and_the_day_of_a_row() -> None:
    ticks = (
        "| 序号 | 任务 | 已完成 | 推进中 | 未启动 | 填报日期 |\n|---|---|---|---|---|---|\n"
        "| 一 | 茶园 | 2 | 1 | | |\n"
        "| 1 | 修剪茶园 | √ | | | 2031-06-10 |\n"
        "| 2 | 改造茶厂 | | √ | | 2031-06-12 |\n"
        "| 3 | 新建冷库 | | | √ | |\n"
    )
    found = progress(read(f"青穗县2031年春茶生产工作台账（截至2031年6月30日）\n\n{ticks}"))
    assert [(each.get("state"), str(each.get("as_of"))) for each in found] == [
        ("done", "2031-06-10"), ("on-track", "2031-06-12"), ("not-started", "2031-06-30"),
    ]  # fmt: skip


# What stands below the headings → the problem, and whether it is said that there is none
HINDERED = [
    (["进展情况", "存在问题"], ["已开工", "缺苗木"], ("缺苗木", None)),
    (["进展情况", "存在问题"], ["已开工", "无"], (None, True)),
    (["进展情况", "存在问题"], ["已开工", "暂无"], (None, True)),
    (["进展情况", "存在问题"], ["已开工", ""], (None, True)),
    (["存在问题", "完成比例"], ["", "60%"], (None, True)),
    (["进展情况", "备注"], ["已开工", ""], (None, None)),
]


@pytest.mark.parametrize(("headings", "words", "expected"), HINDERED)
def test_a_ledger_without_a_column_of_problems_says_nothing_of_them(
    headings: list[str], words: list[str], expected: tuple[str | None, bool | None]
) -> None:
    head = ["序号", "任务", "牵头单位", *headings]
    rows = [head, ["---"] * len(head), ["1", "修剪茶园", "县林业局", *words]]
    [found] = progress(read("青穗县春茶生产工作台账\n\n" + "\n".join(f"|{'|'.join(row)}|" for row in rows) + "\n"))
    assert (found.get("problem"), found.get("unhindered")) == expected
    assert found["text"].strip()


# Headings behind 任务 and 牵头单位, the words below → the problem, what is next, the columns that nobody knows
COLUMNS = [
    (["进展情况", "难点堵点", "工作打算"], ["已开工", "缺苗木", "四月补植"], ("缺苗木", "四月补植", [])),
    (["已开展工作", "存在困难", "解决措施"], ["已开工", "缺苗木", "外县调苗"], ("缺苗木", "外县调苗", [])),
    (["完成情况", "存在问题", "需县级协调事项"], ["已开工", "缺苗木", "调苗木指标"], ("缺苗木；调苗木指标", None, [])),
    (["完成情况", "存在问题", "滞后原因"], ["已开工", "无", "/"], (None, None, [])),
    (["完成情况", "整改措施"], ["已开工", "外县调苗"], (None, None, [])),
    (["进展情况", "存在短板", "配图"], ["已开工", "缺苗木", "图三"], ("缺苗木", None, ["配图"])),
    (["进展情况", "下步安排", "审核意见", "佐证材料"], ["已开工", "补植", "属实", ""], (None, "补植", ["审核意见"])),
]


@pytest.mark.parametrize(("headings", "words", "expected"), COLUMNS)
def test_columns_by_many_names(
    headings: list[str], words: list[str], expected: tuple[str | None, str | None, list[str]]
) -> None:
    rows = [
        ["序号", "任务", "牵头单位", *headings],
        ["---"] * (len(headings) + 3),
        ["1", "修剪茶园", "县林业局", *words],
    ]
    records = read("青穗县春茶生产工作台账\n\n" + "\n".join(f"|{'|'.join(row)}|" for row in rows) + "\n")
    [found] = progress(records)
    unread = [n.properties["text"] for n in records.nodes if n.label == "Unread" and n.properties["kind"] == "column"]
    assert (found.get("problem"), found.get("ahead"), unread) == expected


def test_columns_that_nobody_knows_are_listed_of_ledgers_alone() -> None:
    rows = "| 序号 | 任务 | 牵头单位 | 短板弱项 |\n|---|---|---|---|\n| 1 | 修剪茶园 | 县林业局 | 缺人 |\n"
    records = read(f"青穗县2031年重点任务分解表\n\n{rows}")
    assert not [n for n in records.nodes if n.label in ("Unread", "Progress")]


def test_a_ledger_of_what_meetings_decided() -> None:
    """议定事项 are tasks, 承办单位 do them where nobody else leads, 办理情况 tells at length beside 办理状态."""
    records = read(
        "县政府常务会议议定事项督办台账\n\n"
        "| 序号 | 会议 | 议定事项 | 承办单位 | 办理时限 | 办理情况 | 办理状态 |\n|---|---|---|---|---|---|---|\n"
        "| 1 | 第18次 | 修订茶园管理办法 | 县林业局 | 2031年8月底 | 已印发 | 办结 |\n"
        "| 2 | 第19次 | 处置茶市遗留问题 | 县商务局 | 9月20日前 | 余7户未签 | 超期未办结 |\n"
    )
    assert [(p["task"], p["state"], p["text"]) for p in progress(records)] == [
        ("修订茶园管理办法", "done", "已印发"),
        ("处置茶市遗留问题", "behind", "余7户未签"),
    ]
    assert records.count("LEADS") == 2
    assert [n.properties["due_on"] for n in records.nodes if n.label == "Task"] == ["2031-08-31", "2031-09-20"]


def test_each_row_of_a_task_over_several_rows_tells() -> None:
    """Towns that share a task have a share each; words alone go with the row before."""
    book = Workbook()
    page = book.active
    for row in (
        ["青穗县工作进展表（截至2031年5月31日）"],
        ["序号", "任务", "责任单位", "完成比例", "进展情况"],
        [1, "修剪茶园", "茶坪镇", "100%", "全部完成"],
        [None, None, "芦川镇", "60%", "150亩"],
        [2, "培训茶工", "县人社局", "40%", "已开班2期"],
        [None, None, None, None, "教材已印好"],
    ):
        page.append(row)
    for column in "AB":
        page.merge_cells(f"{column}3:{column}4")
    for column in "ABCD":
        page.merge_cells(f"{column}5:{column}6")
    data = BytesIO()
    book.save(data)
    records = documents.read_bytes(data.getvalue(), "进展.xlsx")
    told = [(each.get("share"), each.get("state")) for each in progress(records)]
    assert told == [(1.0, "done"), (0.6, None), (0.4, "on-track")]


# What stands above the table, its headings behind 任务 and 牵头单位, the words below → (share, until when) by month;
# a plan's months tell nothing
OF_MONTHS = [
    ("（截至9月30日）", ["9月进度"], ["42%"], [(0.42, "2031-09-30")]),
    ("（截至9月30日）", ["8月进度", "9月进度"], ["35%", "42%"], [(0.35, "2031-08-31"), (0.42, "2031-09-30")]),
    ("", ["9月进度", "存在问题"], ["42%", "苗木不足"], [(0.42, "2031-09-30")]),
    ("", ["第三季度", "存在问题"], ["已完成42%", "无"], [(0.42, "2031-09-30")]),
    ("", ["截至9月底完成", "下步打算"], ["42%", "补植"], [(0.42, "2031-09-30")]),
    ("", ["9月进度", "完成时限"], ["42%", "12月底"], []),
    ("（截至9月30日）", ["9月目标", "目前进展"], ["42%", "已完成40%"], [(0.4, "2031-09-30")]),
    ("（截至9月30日）", ["第一季度", "第四季度", "完成情况"], ["20%", "100%", "完成55%"], [(0.55, "2031-09-30")]),
    ("6月调度表", ["6月底进度", "当前情况"], ["0.45", "正在修剪"], [(0.45, "2031-06-30")]),
]


@pytest.mark.parametrize(("above", "headings", "words", "told"), OF_MONTHS)
def test_columns_called_by_months(
    above: str, headings: list[str], words: list[str], told: list[tuple[float, str]]
) -> None:
    rows = [["序号", "任务", "牵头单位", *headings], ["1", "修剪茶园", "县林业局", *words]]
    table = "\n".join("|" + "|".join(row) + "|" for row in [rows[0], ["---"] * len(rows[0]), rows[1]])
    found = progress(read(f"青穗县2031年春茶生产工作表{above}\n\n{table}\n"))
    assert [(each.get("share"), each.get("as_of")) for each in found] == told


def test_a_ledger_that_names_no_day_says_so_and_is_given_none() -> None:
    """A month is of no year where no date stands anywhere: today's would be a guess."""
    undated = LEDGER.replace("2031年春茶生产进展情况台账（截至2031年3月15日）", "春茶生产台账").replace("2031年", "")
    records = read(undated.replace("目前进展情况", "6月进展情况"))
    assert [node.get("as_of") for node in progress(records)] == [None]
    told = [node.properties for node in records.nodes if node.label == "Unread"]
    assert [(each["kind"], each["text"]) for each in told] == [("day-unsure", "已修剪1500亩")]
    assert not [node for node in read(LEDGER).nodes if node.properties.get("kind") == "day-unsure"]


# Tables of tasks and how they stand, without a unit or a day by when: headings behind 序号, words below, what is read
NARROW = [
    ("栎川县茶园台账（截至2031年6月30日）", ["任务", "进展情况"], ["修剪茶园", "已完成八成"], [(None, 0.8)]),
    ("栎川县茶园台账", ["事项", "目前进展", "存在问题"], ["修剪茶园", "尚未启动", "缺人手"], [("not-started", None)]),
    ("栎川县茶园情况", ["任务", "进展情况"], ["修剪茶园", "已完成八成"], []),
    ("栎川县茶园台账（截至2031年6月30日）", ["指标名称", "完成情况"], ["茶园面积", "已达8000亩"], []),
]


@pytest.mark.parametrize(("above", "headings", "words", "told"), NARROW)
def test_a_table_of_tasks_and_how_they_stand(
    above: str, headings: list[str], words: list[str], told: list[tuple[str, float | None]]
) -> None:
    rows = [["序号", *headings], ["---"] * (len(headings) + 1), ["1", *words], ["2", *words]]
    found = progress(read(f"{above}\n\n" + "\n".join(f"|{'|'.join(row)}|" for row in rows) + "\n"))
    assert [(each.get("state"), each.get("share")) for each in found] == told * 2
