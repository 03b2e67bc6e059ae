"""Words before units that no list of roles knows: counted as unread, and nobody is given work."""

from __future__ import annotations

import pytest

from policygraph.ingest import pipeline
from policygraph.ingest.cleaning.clean import clean
from policygraph.ingest.head.head import Named
from policygraph.ingest.relating.relate import relate

PLAN = "云渡区2026年乡村振兴实施方案\n一、重点任务\n1.发展蘑菇产业。{}\n2.推进数字化。（牵头单位：区大数据局）"


# what stands behind a measure, the words that are reported, who has a part in it
CASES = [
    ("【扛旗单位：区农业农村局；跟跑单位：区财政局】", ["扛旗单位", "跟跑单位"], []),
    ("（牵头单位：区农业农村局；跟跑单位：区财政局、区水利局）", ["跟跑单位"], ["LEADS 区农业农村局"]),
    ("（牵头单位：区农业农村局，跟跑单位：区财政局）", ["跟跑单位"], ["LEADS 区农业农村局"]),
    ("\n打头单位：区农业农村局", ["打头单位"], []),
    ("（A角：区农业农村局；B角：区财政局）", [], ["LEADS 区农业农村局", "SUPPORTS 区财政局"]),
    ("（如：区农业农村局、区财政局）", [], []),  # an example is no role
    ("（扛旗产业：香菇、木耳）", [], []),  # nor is what stands before no units
    ("\n来源：区农业农村局", [], []),
]


@pytest.mark.parametrize(("behind", "reported", "given"), CASES, ids=[behind.strip()[:14] for behind, *_ in CASES])
def test_unknown_roles(behind: str, reported: list[str], given: list[str]) -> None:
    text = PLAN.format(behind)
    records = relate(pipeline.read_document(clean(text), Named("x.txt")), text)
    unread = [n.properties for n in records.nodes if n.label == "Unread" and n.properties["kind"] == "unknown-role"]
    assert [p["text"] for p in unread] == reported
    names = {n.id: n.properties["name"] for n in records.nodes}
    roles = [f"{e.type} {names[e.source[1]]}" for e in records.edges if e.type in ("LEADS", "SUPPORTS")]
    assert sorted(role for role in roles if "大数据" not in role) == given
