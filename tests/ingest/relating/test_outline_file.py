"""Outline files: a policy known by its headings alone, with its measures; what is wrong with a file is said."""

from __future__ import annotations

import time
from pathlib import Path

import pytest

from policygraph.graph.lineage.align import align
from policygraph.graph.loading.load import load
from policygraph.graph.stores.opening import open_store
from policygraph.ingest import documents, sources
from policygraph.model.check import check
from policygraph.model.errors import PolicyGraphError
from policygraph.model.records import Records
from policygraph.services.reading import read_records
from tests.patience import worked

OUTLINE = """# Headings only.
title: 中共岚江省委 岚江省人民政府关于保护山林泉水的意见
also_known_as: [泉水意见, 2030年省委一号文件]
level: province
issued_on: 2030-02-01
sections:
  - {number: 一, title: 保护水源, measures: {（一）: 划定泉水保护区, （二）: "修复泉眼"}}
  - number: 二
    title: 用好泉水
    measures:
      （三）: 发展泉水
        产业
"""
PLAN = """云泽市保护山林泉水实施方案

根据《中共岚江省委 岚江省人民政府关于保护山林泉水的意见》，制定本方案。

一、重点任务

1.划定泉水保护区。划定保护区12处。（牵头单位：市水利局）

2.修复泉眼。修复泉眼40处。（牵头单位：市自然资源局）
"""


def of(text: str) -> Records:
    return documents.read_bytes(text.encode(), "a.yaml")


def test_an_outline_is_a_policy_with_its_measures() -> None:
    records = of(OUTLINE)
    [policy] = [node for node in records.nodes if node.label == "Policy"]
    assert policy.properties["level"] == "province" and policy.properties["issued_on"] == "2030-02-01"
    assert policy.properties["region"] == "岚江省"
    assert policy.properties["aliases"] == ["泉水意见", "2030年省委一号文件"]
    tasks = [node.properties for node in records.nodes if node.label == "Task"]
    assert [(t["number"], t["title"], t["section"]) for t in tasks] == [
        ("一", "划定泉水保护区", ["保护水源"]),
        ("二", "修复泉眼", ["保护水源"]),
        ("三", "发展泉水 产业", ["用好泉水"]),
    ]
    assert {edge.properties["role"] for edge in records.edges if edge.type == "STATES"} == {"outline"}
    for edge in records.edges:
        assert edge.evidence is None or OUTLINE[edge.start : edge.end] == edge.evidence
    assert OUTLINE[slice(*(int(str(tasks[1][name])) for name in ("start", "end")))] == "修复泉眼"


def test_a_plan_that_cites_the_policy_is_linked_to_its_measures(tmp_path: Path) -> None:
    for name, text in (("outline.yaml", OUTLINE), ("plan.txt", PLAN), ("settings.yaml", "a: 1\n")):
        (tmp_path / name).write_text(text, encoding="utf-8")
    found = [source for place in sources.find_sources([tmp_path]) for source in place.open() if not source.passed_over]
    assert [source.file_name for source in found] == ["outline.yaml", "plan.txt"]  # other YAML is no document
    records = [read_records(source, source.name) for source in found]
    for each in records:
        check(each)
    with open_store(tmp_path / "graph", write=True) as store:
        load(store, records)
        assert align(store).written == 2
        rows = store.read("MATCH (a:Task)-[:DERIVES_FROM]->(b:Task) RETURN a.title AS a, b.number AS b ORDER BY a")
    assert rows == [{"a": "修复泉眼", "b": "二"}, {"a": "划定泉水保护区", "b": "一"}]


WRONG = [
    ("", "空的"),
    ("- 一\n", "名称: 内容"),
    ("title: 节水意见\nlevel: central\n", "缺少 sections"),
    ("title: 节水意见\nlevel: central\nsections:\n  - title: 一\n", "缺少 measures"),
    (OUTLINE.replace("level: province", "level: 省"), "level 应是"),
    (OUTLINE.replace("2030-02-01", "2030年2月"), "issued_on"),
    (OUTLINE.replace("also_known_as", "aka"), "不认得 aka"),
    (OUTLINE.replace("[泉水意见, 2030年省委一号文件]", "泉水意见"), "第 3 行"),
    (OUTLINE.replace("measures: {（一）: 划定泉水保护区, （二）: \"修复泉眼\"}", "measures: [一]"), "measures"),
    (OUTLINE.replace("划定泉水保护区", "{}"), "应是文字"),
    ("title: [\n", "第 "),
    ("a: &a [*a]\ntitle: b\n", "引用"),
    ("[" * 2000, "YAML"),
    ("title: \x07\n", "YAML"),
    ("#" + "长" * 200_001, "最多"),
]  # fmt: skip


@pytest.mark.parametrize(("text", "words"), WRONG, ids=[words for _, words in WRONG])
def test_errors_say_what_is_wrong(text: str, words: str) -> None:
    with pytest.raises(PolicyGraphError) as error:
        of(text)
    assert words in str(error.value)
    assert "\n" not in str(error.value)


@pytest.mark.parametrize("piece", ["[", "{a: ", "- ", "? "])
def test_a_nest_is_refused_before_it_costs_anything(piece: str) -> None:
    """It took the square of its depth: 5,000 of them five seconds."""
    begun = time.process_time()
    with pytest.raises(PolicyGraphError, match="套了太多层"):
        of(piece * 5000)
    assert time.process_time() - begun < worked(3)
