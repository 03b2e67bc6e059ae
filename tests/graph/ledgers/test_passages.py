"""A bulletin and a report in other words than the plans of the samples, written before anything was tried on them.

tests/cases/ledgers has both texts, and in passages.tsv of each passage the plan's task (`-` for none), its state and
its share; what they tell besides (of towns apart, of tasks counted, of what is to be done) is no passage.
"""

from __future__ import annotations

import csv
from collections import Counter

import pytest

from policygraph.graph.ledgers.matching.passages import match, passages_of
from policygraph.graph.ledgers.matching.work import works
from policygraph.ingest import documents
from policygraph.model.records import Node, Records
from policygraph.services.ingestion import read_records
from tests import paths

LEDGERS = paths.CASES / "ledgers"
SAMPLES = paths.ROOT / "data" / "samples"
PLANS = {
    "临澜区通报": SAMPLES / "05_临澜区2026年百溪千村行动实施方案.txt",
    "青穗县汇报": SAMPLES / "06_青穗县实施百溪千村行动实施方案.txt",
    "砚溪县汇报": LEDGERS / "砚溪县方案.txt",
    "砚溪县通报": LEDGERS / "砚溪县方案.txt",
    "澄溪县通报": LEDGERS / "澄溪县方案.txt",
}


def truth(document: str) -> list[dict[str, str]]:
    with (LEDGERS / "passages.tsv").open(encoding="utf-8", newline="") as file:
        rows = csv.DictReader(file, delimiter="\t", quoting=csv.QUOTE_NONE)
        return [row for row in rows if row["document"] == document]


def passages(records: Records) -> list[Node]:
    return [node for node in records.nodes if node.label == "Progress"]


def told_by(records: Records, words: str) -> Node:
    """The passage with these words; of several of one sentence the last, which has them alone."""
    return [node for node in passages(records) if words in str(node.properties["text"])][-1]


@pytest.mark.parametrize("document", PLANS)
def test_what_is_read(document: str) -> None:
    records = read_records(LEDGERS / f"{document}.txt")
    rows = truth(document)
    found = [told_by(records, row["passage"]) for row in rows]
    assert len({node.id for node in found}) == len(rows) == len(passages(records))
    for row, node in zip(rows, found, strict=True):
        assert str(node.properties.get("state", "none")) in row["state"].split(" | "), row["passage"]
        assert node.properties.get("share") == (float(row["share"]) if row["share"] else None), row["passage"]


@pytest.mark.parametrize(
    ("document", "counted"),
    [
        ("临澜区通报", {"right": 16, "none": 1}),
        ("青穗县汇报", {"right": 21, "none": 2}),
        ("砚溪县汇报", {"right": 20, "asked": 3, "left out": 1}),
        ("砚溪县通报", {"right": 14, "none": 1}),
        ("澄溪县通报", {"right": 18, "none": 1}),  # written last, and nothing was made for it
    ],
)
def test_whose_it_is(document: str, counted: dict[str, int]) -> None:
    plan, own = (
        read_records(PLANS[document]),
        read_records(LEDGERS / f"{document}.txt"),
    )
    titles = {n.id: str(n.properties["title"]) for n in plan.nodes if n.label == "Task"}
    found = {each.row: each for each in match(passages_of(own, {}), works(plan, {}))}
    said: Counter[str] = Counter()
    for row in truth(document):
        one = found.get(told_by(own, row["passage"]).id)
        right = one is not None and titles[one.task].startswith(row["task"])
        if one is None:
            said["none" if row["task"] == "-" else "left out"] += 1
        else:
            said[("right" if right else "wrong") if one.sure else "asked" if right else "asked of another"] += 1
    assert said == counted


PLAN = """青穗县2031年高标准农田建设方案

一、重点任务
1.高标准农田建设。新建高标准农田5000亩，改造提升高标准农田3000亩。（牵头单位：县农业农村局）
2.茶工培训。培训茶工300人。（牵头单位：县人社局）
"""


@pytest.mark.parametrize(
    ("said", "part"),
    [
        ("高标准农田建设全部完工并通过验收。", False),
        ("高标准农田建设已于9月底全部完成，完成率100%。", False),
        ("高标准农田建设已办结。", False),
        ("新建高标准农田5000亩已全部完工。", True),
        ("高标准农田建设仅完成55%，正在施工。", False),
        ("高标准农田管护制度已印发，正在推进。", True),
    ],
)
def test_what_tells_of_a_part(said: str, part: bool) -> None:
    plan, own = (
        documents.read_bytes(text.encode(), "文.txt")
        for text in (PLAN, f"青穗县委督查室关于高标准农田建设情况的督查通报\n\n一、总体情况\n\n{said}\n")
    )
    [found] = match(passages_of(own, {}), works(plan, {}))
    assert (found.sure, found.part) == (True, part)
