"""Until when ledgers tell: by their titles, their files' names, their sheets and their columns."""

from __future__ import annotations

from io import BytesIO

import pytest
from openpyxl import Workbook

from policygraph.ingest import documents
from policygraph.model.records import Records

ROWS = [
    ["序号", "工作任务", "牵头单位", "完成时限", "目前进展情况"],
    ["1", "修剪茶园", "县农业农村局", "11月底", "正在修剪"],
]


def table(rows: list[list[str]]) -> str:
    lines = ["|" + "|".join(row) + "|" for row in rows]
    return "\n".join([lines[0], "|" + "---|" * len(rows[0]), *lines[1:]]) + "\n"


def told(records: Records) -> list[str | None]:
    return [str(n.properties.get("as_of")) for n in records.nodes if n.label == "Progress"]


def workbook(sheets: dict[str, list[list[object]]]) -> Records:
    book = Workbook()
    for name, rows in sheets.items():
        page = book.create_sheet(name)
        for row in rows:
            page.append(row)
    book.remove(book.worksheets[0])
    data = BytesIO()
    book.save(data)
    return documents.read_bytes(data.getvalue(), "台账.xlsx")


# What stands above the table, the file's name, until when it tells
TITLES = [
    ("青穗县春茶生产工作台账（截至2031年3月15日）", "台账.md", "2031-03-15"),
    ("青穗县2031年3月春茶生产进展情况表", "台账.md", "2031-03-31"),
    ("青穗县春茶生产工作台账", "台账.md", "None"),
    ("青穗县春茶生产工作台账（2031.09）", "台账.md", "2031-09-30"),
    ("青穗县春茶生产工作台账（2031.9）", "台账.md", "2031-09-30"),
    ("青穗县春茶生产工作台账（截至2031.11）", "台账.md", "2031-11-30"),
    ("青穗县春茶生产工作台账20310930", "台账.md", "2031-09-30"),
    ("青穗县春茶生产工作台账", "春茶台账20310930.md", "2031-09-30"),
    ("青穗县春茶生产工作台账", "2031年9月台账.md", "2031-09-30"),
    ("青穗县2031年第三季度春茶生产工作台账", "台账.md", "2031-09-30"),
    ("青穗县2031年春茶生产工作台账（三季度）", "台账.md", "2031-09-30"),
    ("青穗县2031年上半年春茶生产工作台账", "台账.md", "2031-06-30"),
    ("青穗县2031年1-9月春茶生产工作台账", "台账.md", "2031-09-30"),
    ("青穗县2031年春茶生产工作台账（截至9月底）", "台账.md", "2031-09-30"),
    ("青穗县春茶生产工作台账（截至9月底）", "2031年台账.md", "2031-09-30"),
    ("青穗县春茶生产9月调度表\n青府督〔2031〕9号", "台账.md", "2031-09-30"),
    ("青穗县2031年春茶生产工作台账\n填报单位：县茶办　填报时间：2031.9.20", "台账.md", "2031-09-20"),
    ("青穗县2031年9月春茶生产工作台账\n填报日期：2031年9月26日", "台账.md", "2031-09-26"),
    ("青穗县2031年9月春茶生产工作台账\n填报日期：2031年10月8日", "台账.md", "2031-09-30"),
]


@pytest.mark.parametrize(("above", "file", "as_of"), TITLES)
def test_until_when_it_tells(above: str, file: str, as_of: str) -> None:
    assert told(documents.read_bytes(f"{above}\n\n{table(ROWS)}".encode(), file)) == [as_of]


def test_the_year_beside_it_is_that_of_its_deadlines() -> None:
    records = documents.read_bytes(f"青穗县春茶生产工作台账\n\n{table(ROWS)}".encode(), "台账20310930.md")
    [task] = [node.properties for node in records.nodes if node.label == "Task"]
    assert task["due_on"] == "2031-11-30"


# The names of the sheets, what stands above the table of each, until when each tells
SHEETS = [
    ({"1月": "", "2月": "", "3月": ""}, ["2031-01-31", "2031-02-28", "2031-03-31"]),
    ({"2031年3月": "", "2031年2月": ""}, ["2031-03-31", "2031-02-28"]),
    ({"一季度": "", "上半年": ""}, ["2031-03-31", "2031-06-30"]),
    ({"Sheet1": "青穗县2031年工作台账（8月）", "Sheet2": "青穗县2031年工作台账（9月）"}, ["2031-08-31", "2031-09-30"]),
    ({"9月": "填报时间：2031年9月25日", "8月": ""}, ["2031-09-25", "2031-08-31"]),
    ({"9月": "", "说明": ""}, ["2031-09-30", "2031-09-30"]),
]


@pytest.mark.parametrize(("sheets", "days"), SHEETS)
def test_each_sheet_tells_of_its_own_month(sheets: dict[str, str], days: list[str]) -> None:
    title = "青穗县2031年春茶生产工作台账"
    rows: list[list[object]] = [[*row] for row in ROWS]
    found = workbook({name: [[above or title], *rows] for name, above in sheets.items()})
    assert told(found) == days
    if len(set(days)) > 1:
        assert found.count("Task") == 1 and found.count("HAS_PROGRESS") == len(days)


def test_columns_for_months_tell_of_each() -> None:
    rows = [
        ["序号", "工作任务", "牵头单位", "8月进展", "9月进展", "完成比例"],
        ["1", "修剪茶园", "县农业农村局", "修剪500亩", "修剪900亩", "45%"],
    ]
    records = documents.read_bytes(f"青穗县2031年工作台账\n\n{table(rows)}".encode(), "台账.md")
    found = [n.properties for n in records.nodes if n.label == "Progress"]
    assert [(p["as_of"], p["text"], p.get("share")) for p in found] == [
        ("2031-08-31", "修剪500亩", None),
        ("2031-09-30", "修剪900亩", 0.45),
    ]


@pytest.mark.parametrize(("heading", "above", "as_of"), [
    ("9月底完成情况", "青穗县2031年实事月报（第9期）", "2031-09-30"),
    ("9月进展", "青穗县2031年工作台账（截至2031年9月20日）", "2031-09-20"),
    ("9月进展", "青穗县2031年工作台账\n填报时间：2031年10月8日", "2031-09-30"),
])  # fmt: skip
def test_a_column_for_one_month_tells_until_then(heading: str, above: str, as_of: str) -> None:
    rows = [["序号", "工作任务", "牵头单位", heading], ["1", "修剪茶园", "县农业农村局", "修剪500亩"]]
    assert told(documents.read_bytes(f"{above}\n\n{table(rows)}".encode(), "台账.md")) == [as_of]


def test_a_bulletin_tells_until_the_day_on_which_it_counts_its_tasks() -> None:
    text = (
        "关于2031年3月份重点工作推进情况的督查通报\n\n各乡镇：\n\n一、总体情况\n\n截至3月25日，42项重点工作中，已完成11项。\n\n"
        "二、推进较快的工作\n\n（一）茶园修剪。完成1500亩，占年度任务的90%。\n\n青穗县人民政府督查室\n2031年3月31日\n"
    )
    assert told(documents.read_bytes(text.encode(), "通报.txt")) == ["2031-03-25"]


@pytest.mark.parametrize(
    ("title", "as_of"),
    [
        ("关于2031年春茶生产任务三季度进展情况的督查通报", "2031-09-30"),
        ("关于2031年上半年春茶生产任务进展情况的督查通报", "2031-06-30"),
        ("关于春茶生产任务进展情况的督查通报", "2031-10-09"),
    ],
)
def test_bulletins_tell_of_the_time_in_their_titles(title: str, as_of: str) -> None:
    said = "现将有关情况通报如下。\n\n一、总体情况\n\n茶园修剪已完成1500亩，占年度目标的75%。"
    text = f"青穗县人民政府督查室{title}\n\n各乡镇：\n\n{said}\n\n青穗县人民政府督查室\n2031年10月9日\n"
    assert told(documents.read_bytes(text.encode(), "通报.txt")) == [as_of]


def test_a_report_that_also_plans_tells_of_the_time_before() -> None:
    text = (
        "青穗县农业农村局2031年上半年重点工作完成情况及下半年工作打算\n\n一、上半年重点工作完成情况\n"
        "（一）茶园修剪。完成310亩，占年度任务600亩的51.7%。\n二、下半年工作打算\n（一）修剪茶园290亩。\n2031年7月6日\n"
    )
    records = documents.read_bytes(text.encode(), "总结.txt")
    assert records.nodes[0].properties["genre"] == "report" and told(records) == ["2031-06-30"]
