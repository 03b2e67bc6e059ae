"""One document in many formats gives one graph; what each format says in its own way is read."""

from __future__ import annotations

from collections import Counter
from functools import cache
from importlib.resources import files
from typing import Any

import pytest

from policygraph.ingest import documents
from policygraph.model.check import check
from policygraph.model.records import Records
from tests import render, render_ofd

PLANS = [
    p.name
    for p in files("policygraph.data").joinpath("samples").iterdir()
    if p.name[:2] in ("02", "03", "04", "05", "06")
]
RENDERINGS = {
    "x.docx": render.to_docx,
    "x.pdf": lambda text: render.to_pdf(text, running_head="内部资料"),
    "x.ofd": lambda text: render_ofd.to_ofd(text, running_head="内部资料"),
    "x.html": render.to_html,
    "gbk.html": lambda text: render.to_html(text, encoding="gbk"),
}


@cache
def sample(name: str) -> str:
    return files("policygraph.data").joinpath("samples", name).read_text(encoding="utf-8")


def read(data: bytes, name: str) -> Records:
    records = documents.read_bytes(data, name)
    records.nodes[0].properties["uri"] = name
    check(records)
    return records


@cache
def facts(data: bytes, name: str) -> dict[str, Counter[Any]]:
    """What a document says, by names: places in the text differ between formats."""
    return facts_of(read(data, name))


def facts_of(records: Records) -> dict[str, Counter[Any]]:
    names = {(node.label, node.id): str(node.properties["name"]) for node in records.nodes}
    kinds = ("LEADS", "SUPPORTS", "DERIVES_FROM", "ISSUED", "LOCATED_IN", "CONCERNS", "HAS_TARGET")
    found: dict[str, Counter[Any]] = {
        kind: Counter((names[e.source], names[e.target]) for e in records.edges if e.type == kind) for kind in kinds
    }
    found["tasks"] = Counter(
        (
            n.properties.get("number"),
            n.properties["name"],
            "".join(str(n.properties["text"]).split()),
            n.properties.get("due"),
        )
        for n in records.nodes
        if n.label == "Task"
    )
    found["targets"] = Counter(
        (n.properties.get("indicator"), n.properties["value"], n.properties.get("unit"), n.properties["comparator"])
        for n in records.nodes
        if n.label == "Target"
    )
    policy = next(n for n in records.nodes if n.label == "Policy")
    found["policy"] = Counter(
        (k, str(policy.properties.get(k))) for k in ("name", "number", "issuer", "issued_on", "level")
    )
    return found


@pytest.mark.parametrize("form", RENDERINGS)
@pytest.mark.parametrize("name", sorted(PLANS))
def test_a_plan_is_the_same_graph_in_every_format(name: str, form: str) -> None:
    text = sample(name)
    expected, got = facts(text.encode(), "x.txt"), facts(RENDERINGS[form](text), form)
    assert expected["tasks"] and expected["LEADS"]
    for kind in expected:
        assert got[kind] == expected[kind], kind
