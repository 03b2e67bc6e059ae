"""Work that goes to others than before: whose it is now, and what it is called."""

from __future__ import annotations

import pytest

from policygraph.ingest import documents

NOTICE = "青穗县人民政府办公室关于调整部分重点任务责任单位的通知\n各乡镇人民政府，县直有关单位：\n现调整如下：\n"
MINUTES = "青穗县人民政府第20次常务会议纪要\n2031年3月12日，县长某某主持召开县政府第20次常务会议。现纪要如下：\n"
# What is said; the task, who leads it, who supports it
SAID = [
    ("原由县林业局牵头的茶园修剪任务，调整为由县农业农村局牵头，县林业局配合。",
     ("茶园修剪", ["县农业农村局"], ["县林业局"])),
    ("将“茶厂改造”任务牵头单位由县商务局调整为县工信局。", ("茶厂改造", ["县工信局"], [])),
    ("茶工培训工作由县人社局牵头变更为由县教体局牵头，县人社局、县妇联配合。",
     ("茶工培训", ["县教体局"], ["县人社局", "县妇联"])),
    ("原县商务局负责的冷链仓库建设项目，改由县供销社负责实施。", ("冷链仓库建设项目", ["县供销社"], [])),
]  # fmt: skip


@pytest.mark.parametrize("head", [NOTICE, MINUTES])
@pytest.mark.parametrize(("said", "expected"), SAID)
def test_work_that_moves(head: str, said: str, expected: tuple[str, list[str], list[str]]) -> None:
    records = documents.read_bytes(f"{head}一、{said}\n二、县财政局要按季度拨付经费。\n".encode(), "文件.txt")
    task = next(node for node in records.nodes if node.label == "Task")
    names = {node.id: node.properties["name"] for node in records.nodes if node.label == "Department"}
    who = {
        role: [names[e.source[1]] for e in records.edges if e.type == role and e.target == ("Task", task.id)]
        for role in ("LEADS", "SUPPORTS")
    }
    assert (task.properties["title"], who["LEADS"], who["SUPPORTS"]) == expected


def test_what_changes_into_something_else_is_no_work_that_moves() -> None:
    said = "（一）优化结构。将增长方式由投资拉动调整为创新驱动。（牵头单位：县发改局）"
    records = documents.read_bytes(f"青穗县2031年实施方案\n一、重点任务\n{said}\n".encode(), "方案.txt")
    assert [node.properties["title"] for node in records.nodes if node.label == "Task"] == ["优化结构"]


def test_what_stands_before_an_order_is_no_charge_s_before_it() -> None:
    said = "由县水利局负责清淤河道，用地报批工作，由县自然资源局负责。"
    records = documents.read_bytes(f"{MINUTES}一、{said}\n".encode(), "文件.txt")
    assert [node.properties["title"] for node in records.nodes if node.label == "Task"] == [
        "清淤河道",
        "用地报批工作，由县自然资源局负责",
    ]
