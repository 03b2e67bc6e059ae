"""The invented country that speed and growth are measured on."""

from __future__ import annotations

from benchmarks.country import country
from policygraph.ingest import documents


def test_the_same_seed_makes_the_same_country_of_documents_that_are_read() -> None:
    papers = list(country(3, seed=7))
    assert papers == list(country(3, seed=7))
    assert [paper.text for paper in papers] != [paper.text for paper in country(3, seed=8)]
    assert len({paper.name for paper in papers}) == len(papers) >= 3 * 5 + 3
    plans = [paper for paper in papers if paper.name.endswith("/05.txt")]
    assert len(plans) == 3
    for plan in plans:
        records = documents.read_bytes(plan.data, plan.name)
        tasks = [node for node in records.nodes if node.label == "Task"]
        led = {edge.target for edge in records.edges if edge.type == "LEADS"}
        assert len(tasks) >= 9
        assert all(("Task", task.id) in led for task in tasks)
        assert not {"岚江省", "云泽市", "临澜区"} & {str(node.properties.get("name")) for node in records.nodes}
