"""Counties that a text says became districts or cities."""

from __future__ import annotations

import pytest

from policygraph.ingest import pipeline
from policygraph.ingest.cleaning.clean import clean
from policygraph.ingest.head.head import Named
from policygraph.ingest.places.region_changes import find_region_changes
from policygraph.ingest.relating.relate import relate

CASES = [
    ("2030年6月,撤销禾川县,设立禾川区。", [("禾川县", "禾川区", 2030)]),
    ("同意撤销县级禾川市,设立云泽市禾川区", [("禾川市", "禾川区", None)]),
    ("经批复,2030年禾川县撤县设区。", [("禾川县", "禾川区", 2030)]),
    ("撤销禾川县,设立禾川区,原禾川县的区域划归;撤销禾川县,设立禾川区", [("禾川县", "禾川区", None)]),
    ("禾川县撤县设市以来", [("禾川县", "禾川市", None)]),
    ("原禾川县改设为禾川区", [("禾川县", "禾川区", None)]),
    ("2030年,撤销石桥村,设立双井村", []),
    ("撤销禾川县林业局,设立禾川县自然资源局", []),
    ("推进撤县设区工作", []),
]


@pytest.mark.parametrize(("text", "found"), CASES, ids=[text[:12] for text, _ in CASES])
def test_what_became_of_counties(text: str, found: list[tuple[str, str, int | None]]) -> None:
    assert [(c.first, c.second, c.year) for c in find_region_changes(text)] == found


def test_the_old_county_is_followed_by_the_new_district() -> None:
    text = "禾川区2031年工作方案\n2030年6月，撤销禾川县，设立禾川区。\n一、任务\n1.种树。种树。（责任单位：区林业局）\n"
    records = relate(pipeline.read_document(clean(text), Named("x.txt")), text)
    names = {n.id: n.properties["name"] for n in records.nodes}
    [edge] = [e for e in records.edges if e.type == "SUCCEEDED_BY"]
    assert (names[edge.source[1]], names[edge.target[1]]) == ("禾川县", "禾川区")
    assert (edge.evidence, edge.properties) == ("撤销禾川县，设立禾川区", {"basis": "stated", "year": 2030})
