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
