"""Duties in the articles of a regulation, and duties told in passing: counted as unread, given to nobody."""

from __future__ import annotations

import pytest

from policygraph.ingest import pipeline
from policygraph.ingest.cleaning.clean import clean
from policygraph.ingest.head.head import Named
from policygraph.ingest.measures import norms
from policygraph.ingest.relating.relate import relate
from policygraph.ingest.text.characters import for_matching

# article, the words of the duty from the authority's name on
CASES = [
    ("第四条　市、县（区）人民政府应当建立补偿机制。", "第四条　市、县(区)人民政府应当建立补偿机制"),
    ("水行政主管部门负责综合协调。", "水行政主管部门负责综合协调"),
    ("林业、文化旅游等主管部门按照各自职责，做好相关工作。", "林业、文化旅游等主管部门按照各自职责,做好相关工作"),
    ("市水行政主管部门应当会同农业农村主管部门编制名录。", "市水行政主管部门应当会同农业农村主管部门编制名录"),
    ("村民委员会可以组织村民参与保洁。", "村民委员会可以组织村民参与保洁"),
    ("溪流保护应当遵循生态优先的原则。", None),
    ("禁止在岸线范围内倾倒垃圾。", None),
    ("本条例自2025年10月1日起施行。", None),
    ("从事经营活动的，应当符合保护要求。", None),
]


@pytest.mark.parametrize(("text", "duty"), CASES, ids=[text[:12] for text, _ in CASES])
def test_duties(text: str, duty: str | None) -> None:
    folded = for_matching(text)
    assert [folded[a:b] for a, b in norms.duties(folded, 0, len(folded))] == ([duty] if duty else [])


REGULATION = """青穗县溪流保护条例

第一条　为了保护溪流，制定本条例。

第二条　县人民政府应当建立河长制。县水利局负责日常管理。

第三条　禁止倾倒垃圾。
"""
PLAN = """青穗县溪流保护行动方案

一、重点任务

（一）清理河道。清理垃圾。（责任单位：县水利局）

二、保障措施

（一）加强宣传。县教育局负责学校宣传，定期开展活动。
"""


@pytest.mark.parametrize(
    ("text", "kind", "words", "leads"),
    [
        (REGULATION, "duty-of-a-norm", ["第二条　县人民政府应当建立河长制", "县水利局负责日常管理"], 0),
        (PLAN, "role-in-prose", ["县教育局负责学校宣传，定期开展活动"], 1),
    ],
    ids=["regulation", "safeguard"],
)
def test_they_are_counted_and_lead_nothing(text: str, kind: str, words: list[str], leads: int) -> None:
    records = relate(pipeline.read_document(clean(text), Named("x.txt")), text)
    unread = [n.properties for n in records.nodes if n.label == "Unread" and n.properties["kind"] == kind]
    assert [str(p["text"]) for p in unread] == words
    assert sum(e.type == "LEADS" for e in records.edges) == leads
