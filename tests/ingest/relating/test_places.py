"""What the places of tasks become in the graph: one village per town, wherever the text leaves the town out."""

from __future__ import annotations

import pytest

from policygraph.ingest import documents

HEAD = "禾川县2026年和美乡村建设方案\n\n"
# text, villages with what each lies in
CASES = {
    "two towns have one of that name": (
        "1.建设示范村。支持白石镇东风村建设文化广场。\n\n2.整治河道。整治龙泉镇东风村河道2公里。",
        {("东风村", "白石镇"), ("东风村", "龙泉镇")},
    ),
    "the town is left out the second time": (
        "1.建设示范村。支持白石镇东风村建设文化广场。\n\n2.打造样板。支持东风村打造样板。",
        {("东风村", "白石镇")},
    ),
    "a community": ("1.打造样板。在白石镇幸福社区打造样板，建设智慧社区。", {("幸福社区", "白石镇")}),
    "a list behind a town": (
        "1.建设示范村。支持白石镇东风村、松树村建设文化广场。",
        {("东风村", "白石镇"), ("松树村", "白石镇")},
    ),
}


@pytest.mark.parametrize(("text", "villages"), CASES.values(), ids=CASES)
def test_villages(text: str, villages: set[tuple[str, str]]) -> None:
    records = documents.read_bytes((HEAD + text).encode(), "方案.txt")
    names = {(node.label, node.id): str(node.properties["name"]) for node in records.nodes}
    within = {
        (names[e.source], names[e.target]) for e in records.edges if e.type == "WITHIN" and e.source[0] == "Village"
    }
    assert within == villages
    assert len([node for node in records.nodes if node.label == "Village"]) == len(villages)


def test_a_town_that_no_table_places_is_the_one_whose_document_it_is() -> None:
    text = "芦川镇2026年工作方案\n\n1.整治河道。整治芦川镇河道2公里。（牵头单位：芦川镇人民政府）\n"
    records = documents.read_bytes(text.encode(), "方案.txt")
    assert [node.properties["name"] for node in records.nodes if node.label == "Region"] == ["芦川镇"]
