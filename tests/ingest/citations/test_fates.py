"""What became of policies: the cases of cases/fates.yaml, as the records hold them."""

from __future__ import annotations

from typing import Any

import pytest

from policygraph.ingest import documents
from policygraph.model.records import Records
from tests.paths import cases

CASES = cases("fates")["cases"]
KINDS = ("SUPERSEDES", "AMENDS", "FORWARDS")


def read(case: dict[str, Any]) -> Records:
    own = case.get("own", "青穗县农村用水管理办法")
    text = f"{own}\n青政发〔2026〕6号\n{case['text']}\n青穗县人民政府\n2026年2月5日\n"
    return documents.read_bytes(text.encode(), "x.txt")


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["name"])
def test_fates(case: dict[str, Any]) -> None:
    records = read(case)
    nodes = {(node.label, node.id): node.properties for node in records.nodes}
    own = {nodes[edge.target]["title"] for edge in records.edges if edge.type == "STATES"}
    rows: dict[tuple[Any, ...], None] = {}
    for edge in sorted((e for e in records.edges if e.type in KINDS), key=lambda e: e.start or 0):
        older, newer = nodes[edge.target], nodes[edge.source]["title"]
        row = [edge.type, older["title"], older.get("number"), edge.properties.get("on")]
        rows[(*row, *([] if newer in own and edge.type != "FORWARDS" else [newer]))] = None
        assert edge.source != edge.target
        if edge.type == "SUPERSEDES":
            assert (older["status"], older.get("repealed_on")) == ("repealed", edge.properties.get("on"))
        else:
            assert older["status"] != "repealed"
    wanted = [tuple(str(each) if each else None for each in row) for row in case["rows"]]
    assert list(rows) == wanted


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["name"])
def test_only_what_is_said_is_repealed(case: dict[str, Any]) -> None:
    gone = {n.properties["title"] for n in read(case).nodes if n.properties.get("status") == "repealed"}
    assert gone == {row[1] for row in case["rows"] if row[0] == "SUPERSEDES"} | set(case.get("told", []))


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["name"])
def test_what_is_replaced_or_forwarded_is_no_ground_besides(case: dict[str, Any]) -> None:
    edges = read(case).edges
    older = {edge.target for edge in edges if edge.type in KINDS}
    assert not [edge for edge in edges if edge.type in ("DERIVES_FROM", "CITES") and edge.target in older]
