"""How tasks stand, by running text: the cases of cases/passages.yaml, and what is written of them."""

from __future__ import annotations

from typing import Any

import pytest

from policygraph.ingest import documents
from policygraph.model.records import Records
from tests import paths

CASES = paths.load_yaml((paths.CASES / "passages.yaml").read_text(encoding="utf-8"))
BULLETIN = (
    "青穗县委督查室关于2031年春茶生产任务进展情况的督查通报\n\n各乡镇，县直有关单位：\n\n现将有关情况通报如下。\n\n"
)
REPORT = "青穗县春茶生产行动工作情况汇报\n\n市督导组：\n\n现将有关情况汇报如下。\n\n"


def read(text: str, head: str = BULLETIN) -> Records:
    return documents.read_bytes(f"{head}{text}\n".encode(), "通报.txt")


def told(records: Records) -> list[dict[str, Any]]:
    return [node.properties for node in records.nodes if node.label == "Progress"]


@pytest.mark.parametrize("case", CASES, ids=lambda case: str(case["text"])[:40])
def test_passages(case: dict[str, Any]) -> None:
    text = case["text"] if case["text"].startswith(("二、", "三、")) else f"一、总体情况\n\n{case['text']}"
    found = told(read(text, REPORT if "report" in case else BULLETIN))
    assert [[p["task"], p.get("state"), p.get("share"), p.get("problem")] for p in found] == case["told"]


def test_what_is_written() -> None:
    records = read("截至3月15日，县农业农村局牵头的茶园修剪已完成1500亩，占年度目标的75%。")
    [found] = told(records)
    assert (found["as_of"], found["task"]) == ("2031-03-15", "茶园修剪")
    text = str(records.nodes[0].properties["text"])
    assert found["text"] == text[found["start"] : found["end"]]
    assert records.count("Task") == 0 and records.count("HAS_PROGRESS") == 0
    [office] = [e for e in records.edges if e.type == "ANSWERS_FOR"]
    assert (office.evidence, office.target[0]) == ("县农业农村局", "Progress")
    [figure] = [node.properties for node in records.nodes if node.label == "Target"]
    assert (figure["value"], figure["unit"], figure["kind"]) == (1500, "亩", "achieved")


def test_another_deadline_is_written() -> None:
    [found] = told(read("护岸建设完成时限延期至2031年12月31日。"))
    assert (found["task"], found["new_due"]) == ("护岸建设", "2031年12月31日")


def test_a_long_item_is_read_sentence_by_sentence() -> None:
    long = "县水利局组织施工单位抢抓枯水期加快施工，逐段核对图纸。" * 22
    [found] = told(read(f"1.河道整治。{long}截至3月底，护岸建设已完成55%。水渠清淤按照县里要求做好各项准备。"))
    assert (found["task"], found["share"], found["as_of"]) == ("护岸建设", 0.55, "2031-03-31")


def test_a_ledger_without_a_table_tells_of_its_own_tasks() -> None:
    items = "1.推广良种。已推广良种2250亩。牵头单位：县农业农村局。\n2.推广滴灌。已全部完成。牵头单位：县水利局。"
    records = documents.read_bytes(f"青穗县2031年重点工作任务台账\n一、任务\n{items}\n".encode(), "台账.txt")
    assert [(each["task"], each["state"]) for each in told(records)] == [("推广良种", "on-track"), ("推广滴灌", "done")]
    assert records.count("Task") == 2


@pytest.mark.parametrize(
    ("title", "number"),
    [
        ("青穗县春茶生产任务完成情况的报告", 1),
        ("青穗县2031年政府工作报告", 0),
        ("关于青穗县2031年预算执行情况的报告", 0),
        ("关于春茶项目有关情况的报告", 0),
        ("青穗县2031年春茶生产实施方案", 0),
    ],
)
def test_which_documents_tell_of_tasks(title: str, number: int) -> None:
    text = "一、总体情况\n\n（一）修剪茶园。已修剪茶园1500亩，占年度任务的75%。"
    assert len(told(read(text, f"{title}\n\n"))) == number


def test_the_clause_behind_names_the_offices() -> None:
    records = read("一、总体情况\n\n修剪茶园已完成1500亩；培训茶工已完成120人。（牵头单位：县农业农村局、县人社局）")
    offices = [e.evidence for e in records.edges if e.type == "ANSWERS_FOR"]
    assert offices == ["县农业农村局", "县人社局"] * 2
