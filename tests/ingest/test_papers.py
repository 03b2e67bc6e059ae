"""Files of several papers: the cases of cases/papers.yaml."""

from __future__ import annotations

from typing import Any

import pytest

from policygraph.ingest import documents, papers
from policygraph.model.records import Node, Records
from tests.paths import cases

CASES = cases("papers")


def named(records: Records) -> dict[tuple[str, str], Node]:
    return {(node.label, node.id): node for node in records.nodes}


def stated(records: Records) -> dict[str, Node]:
    """The policies that the document states, by title."""
    nodes = named(records)
    policies = (nodes[e.target] for e in records.edges if e.type == "STATES")
    return {str(policy.properties["title"]): policy for policy in policies}


def tasks_of(records: Records, policy: Node) -> dict[str, list[str]]:
    """Who leads each task of a policy, by its title."""
    nodes = named(records)
    own = [e.source for e in records.edges if e.type == "PART_OF" and e.target == ("Policy", policy.id)]
    leads = [(e.target, str(nodes[e.source].properties["name"])) for e in records.edges if e.type == "LEADS"]
    return {
        str(nodes[task].properties["title"]): [name for led, name in leads if led == task]
        for task in own
        if task[0] == "Task"
    }


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["name"])
def test_each_paper_is_a_policy(case: dict[str, Any]) -> None:
    records = documents.read_bytes(case["text"].encode(), "文件.txt")
    found = stated(records)
    wanted = case.get("policies", [])
    assert len(papers.find_papers(case["text"])) == (1 if case.get("one") else len(wanted))
    assert case.get("one") or records.nodes[0].properties["genre"] == "compilation"
    for policy in wanted:
        own = found[policy["title"]]
        for name in ("number", "issued_on", "region"):
            assert own.properties.get(name) == policy.get(name), (policy["title"], name)
        assert tasks_of(records, own) == policy["tasks"]
    if "figures" in case:
        told = [n.properties for n in records.nodes if n.label == "Target"]
        assert [[t["indicator"], t["value"], t["unit"]] for t in told] == case["figures"]


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["name"])
def test_records_of_several_papers_are_records_of_one_document(case: dict[str, Any]) -> None:
    records = documents.read_bytes(case["text"].encode(), "文件.txt")
    keys = [(node.label, node.id) for node in records.nodes]
    assert len(keys) == len(set(keys))
    text = str(records.nodes[0].properties["text"])
    assert all(text[e.start : e.end] == e.evidence for e in records.edges if e.start is not None)
    assert all(e.source in set(keys) and e.target in set(keys) for e in records.edges)
    positions = [n.properties["position"] for n in records.nodes if n.label in ("Task", "Section")]
    assert positions == sorted(set(map(int, map(str, positions))))


def test_what_stands_before_the_first_head_is_a_paper_if_it_is_long() -> None:
    head = "云泽市商务局关于{}的通知\n云商发〔2026〕{}号\n各县（市、区）商务局：\n"
    notice = head + "一、建设冷库。由市商务局牵头。今年建成。\n云泽市商务局\n2026年2月3日\n"
    notices = [notice.format("搞活县域消费", 3), notice.format("做好节日供应", 4)]
    plan = "临澜区2026年节水工作要点\n" + "推广滴灌，新增滴灌面积3000亩，由区水利局负责。\n" * 80
    starts = [start for start, _ in papers.find_papers(plan + "".join(notices))]
    assert starts == [0, len(plan), len(plan) + len(notices[0])]


def test_a_table_is_of_the_paper_in_which_it_stands() -> None:
    head = (
        "云泽市商务局关于{}的通知\n云商发〔2026〕{}号\n各县（市、区）商务局：\n任务如下。由市商务局牵头。今年建成。\n"
    )
    row = "| 序号 | 重点任务 | 牵头单位 |\n|--|--|--|\n| 1 | {} | 市水利局 |\n\n云泽市商务局\n2026年2月3日\n\n"
    text = head.format("搞活县域消费", 3) + row.format("新建冷库")
    text += head.format("做好节日供应", 4) + row.format("备足货源")
    records = documents.read_bytes(text.encode(), "汇编.md")
    own = [[*tasks_of(records, policy)][-1] for policy in stated(records).values()]
    assert own == ["新建冷库", "备足货源"]
