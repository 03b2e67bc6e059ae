"""Tables of tasks: the cases of cases/tabular.yaml, read the whole way from a table to records."""

from __future__ import annotations

import re
import time
from typing import Any

import pytest

from policygraph.ingest import pipeline
from policygraph.ingest.cleaning.clean import clean
from policygraph.ingest.head.head import Named
from policygraph.ingest.relating.relate import relate
from policygraph.ingest.tables.columns import kind_of
from policygraph.ingest.tables.task_grids import data_tables, recognise
from policygraph.ingest.text.characters import for_matching
from policygraph.ingest.text.table import Cell, Table
from policygraph.model.check import check
from policygraph.model.records import Edge, Node, Records
from tests.paths import cases

CASES = cases("tabular")["cases"]
TITLE = "青穗县2025年重点工作任务分解表"


def put(text: str, rows: list[list[str]]) -> tuple[str, Table]:
    """`text` with a table behind it, as the readers of formats write one."""
    start, cells = len(text), []
    for r, row in enumerate(rows):
        for c, words in enumerate(row):
            text += "\t" if c else ""
            if words in ("<", "^"):
                continue
            wide = next((n for n in range(1, len(row) - c) if row[c + n] != "<"), len(row) - c)
            high = next((n for n in range(1, len(rows) - r) if rows[r + n][c] != "^"), len(rows) - r)
            cells.append(Cell(len(text), len(text) + len(words), r, c, high, wide))
            text += words
        text += "\n"
    return text, Table(start, len(text) - 1, tuple(cells))


def read(case: dict[str, Any]) -> Records:
    text, table = put(case.get("before", case.get("title", TITLE)) + "\n", case["rows"])
    tables = [table]
    for more in case.get("more", []):
        text, table = put(f"{text}{more['between']}\n", more["rows"])
        tables.append(table)
    text += case.get("after", "")
    records = relate(pipeline.read_document(clean(text, tables), Named("无标题.docx")), text)
    records.nodes[0].properties |= {"uri": "无标题.docx", "sha256": "0"}
    return records


def shown(records: Records) -> list[dict[str, Any]]:
    """The tasks and sections as the table of cases writes them."""
    nodes = {(n.label, n.id): n for n in records.nodes}
    parts = [n for n in records.nodes if n.label in ("Task", "Section")]
    return [part(node, records.edges, nodes) for node in sorted(parts, key=lambda n: n.properties["position"])]


def part(node: Node, edges: list[Edge], nodes: dict[tuple[str, str], Node]) -> dict[str, Any]:
    own, p = (node.label, node.id), node.properties
    row: dict[str, Any] = {p.get("kind", "task"): p["title"], "number": p.get("number"), "in": p["section"]}
    row |= {"due": p.get("due"), "due_on": p.get("due_on")}
    row["of"] = next(
        (nodes[e.target].properties["title"] for e in edges if e.source == own and e.target[0] == "Task"), 0
    )
    for key, role in (("leads", "LEADS"), ("supports", "SUPPORTS")):
        given = [e for e in edges if e.type == role and e.target == own]
        row[key] = [nodes[e.source].properties["name"] for e in given]
        row["first"] = row.get("first") or any(e.properties.get("basis") == "first-listed" for e in given)
    targets = [nodes[e.target].properties for e in edges if e.type == "HAS_TARGET" and e.source == own]
    row["targets"] = [f"{t['indicator']} {t['comparator']} {t['value']:g} {t['unit']}" for t in targets]
    return {key: value for key, value in row.items() if value}


cases = pytest.mark.parametrize("case", CASES, ids=lambda case: case["name"])


@cases
def test_parts(case: dict[str, Any]) -> None:
    records = read(case)
    got = shown(records)
    if not any("due_on" in row for row in case["parts"]):
        for row in got:
            row.pop("due_on", None)
    if "genre" in case:
        assert records.nodes[0].properties["genre"] == case["genre"]
    titled = got[1:] if got[:1] == [{"heading": TITLE}] != case["parts"][:1] else got
    assert titled == [{k: str(v) if k == "due_on" else v for k, v in row.items()} for row in case["parts"]]


@cases
def test_figures_of_the_policy(case: dict[str, Any]) -> None:
    read_of = [n.properties for n in read(case).nodes if n.label == "Target"]
    got = [
        f"{t['indicator']} {t['comparator']} {t['value']:g} {t['unit']} {t['kind']} {t.get('year')}" for t in read_of
    ]
    assert "figures" not in case or got == case["figures"]


@cases
def test_unread(case: dict[str, Any]) -> None:
    got = [n.properties for n in read(case).nodes if n.label == "Unread"]
    words = [{p["kind"]: re.sub(r"\s+", " ", str(p["text"]))} for p in got]
    assert words == case.get("unread", [])


@cases
def test_evidence_stands_in_the_text(case: dict[str, Any]) -> None:
    """Every relationship's words stand where it says, and who does what is read from a cell."""
    records = read(case)
    check(records)
    nodes = {(n.label, n.id): n.properties for n in records.nodes}
    for e in records.edges:
        if e.type in ("LEADS", "SUPPORTS"):
            assert e.evidence and "\t" not in e.evidence and "\n" not in e.evidence
            names = [nodes[e.source]["name"], *(nodes[e.source].get("aliases") or [])]  # type: ignore[misc]
            plain = for_matching(re.sub(r"\s", "", e.evidence))
            assert any(for_matching(str(name)) in plain for name in names), e


@pytest.mark.parametrize(
    ("heading", "kind"),
    [
        ("序　号", "serial"),
        ("牵头单位（第一个为牵头）", "lead"),
        ("市级牵头部门", "lead"),
        ("责任单位及责任人", "responsible"),
        ("市直责任单位", "responsible"),
        ("市级部门", "responsible"),
        ("参与单位", "support"),
        ("其他责任单位", "support"),
        ("分管领导", "person"),
        ("责任股室", "office"),
        ("2025年度重点任务", "task"),
        ("主要工作内容", "measures"),
        ("年度目标值", "target"),
        ("目标任务", "goal"),
        ("计划完成时间", "due"),
        ("开工时间", "other"),
        ("总投资（万元）", "sum"),
        ("项目业主", "owner"),
        ("任务类别", "section"),
        ("建设地点", "place"),
        ("备注", "remark"),
        ("难点堵点", "obstacle"),
        ("推进中的主要难点", "obstacle"),
        ("瓶颈问题", "obstacle"),
        ("存在短板", "obstacle"),
        ("短板弱项", None),  # a plan sets out to strengthen them
        ("重点难点", None),
        ("需市级协调解决的问题", "obstacle"),
        ("未开工原因", "obstacle"),
        ("下一步工作打算", "ahead"),
        ("下月计划", "ahead"),
        ("后续安排及时限", "ahead"),
        ("下半年计划", "progress"),
        ("解决措施", "remedy"),
        ("整改措施", "measures"),
        ("已开展工作", "report"),
        ("已完成投资", "other"),
        ("实际完成时间", None),
        ("县农业农村局", None),
        ("抓好粮食生产", None),
    ],
)
def test_kinds_of_columns(heading: str, kind: str | None) -> None:
    assert kind_of(for_matching(heading)) == kind


@pytest.mark.parametrize(("key", "held"), [("文号", 0), ("编者", 1)])
def test_keys_of_a_page_stay_among_its_words(key: str, held: int) -> None:
    text, table = put("", [["标题", "关于修渠的通知"], [key, "青政办〔2025〕3号"], ["内容概述", "修渠"]])
    folded = for_matching(text)
    assert len(data_tables(folded, recognise(folded, [table]))) == held


@pytest.mark.parametrize(("head", "held"), [(["序号", "赛道", "基础", "企业"], 1), (["甲", "乙", "丙", "丁" * 30], 0)])
def test_a_table_with_headings_has_columns_however_long_its_cells_are(head: list[str], held: int) -> None:
    long = "沿河各镇多年修渠，渠系完整，" * 12
    text, table = put("", [head, *(["1", "修渠", long, long] for _ in range(3))])
    folded = for_matching(text)
    assert len(data_tables(folded, recognise(folded, [table]))) == held


def test_a_long_table_takes_no_long_time() -> None:
    """Three thousand rows in a second or two: no pass may look at each row from each other row."""
    rows = [["序号", "重点任务", "具体措施", "牵头单位", "时限"]]
    rows += [[str(i), f"建设第{i}号灌渠", f"新建灌渠{i}公里", "县水利局", "10月底"] for i in range(1, 3001)]
    text, table = put(TITLE + "\n", rows)
    began = time.process_time()
    records = relate(pipeline.read_document(clean(text, [table]), Named("x.docx")), text)
    assert time.process_time() - began < 30
    assert sum(n.label == "Task" for n in records.nodes) == 3000
    assert sum(e.type == "LEADS" for e in records.edges) == 3000


def test_headings_that_a_narrow_cell_breaks_are_read_whole() -> None:
    head = ["序号", "工作任务", "2025\n年目标值（万\n亩）", "责任\n单位"]
    records = read({"rows": [head, ["1", "改造管网", "3", "县水\n利局"], ["2", "整治沟渠", "4", "县林\n业局"]]})
    targets = [n.properties for n in records.nodes if n.label == "Target"]
    assert [(t["indicator"], t["value"], t["unit"], t["year"]) for t in targets] == [
        ("改造管网", 3, "万亩", 2025),
        ("整治沟渠", 4, "万亩", 2025),
    ]
    assert {n.properties["name"] for n in records.nodes if n.label == "Department"} == {"县水利局", "县林业局"}
