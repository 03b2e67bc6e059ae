"""Small documents of the kinds that reach a desk, read whole: `cases/desk.yaml`."""

from typing import Any

import pytest
import yaml

from policygraph.ingest import documents
from policygraph.model.records import Records
from tests.paths import CASES

DESK = yaml.safe_load((CASES / "desk.yaml").read_text(encoding="utf-8"))["cases"]
Row = dict[str, Any]


def of(records: Records, label: str) -> list[Row]:
    return [{**n.properties, "key": (n.label, n.id)} for n in records.nodes if n.label == label]


def named(records: Records, task: Row, role: str) -> set[Any]:
    names = {(n.label, n.id): n.properties["name"] for n in records.nodes if n.label == "Department"}
    return {names[e.source] for e in records.edges if e.type == role and e.target == task["key"]}


def figures(records: Records, kind: str, wanted: list[list[Any]]) -> list[list[Any]]:
    """Those of that kind, each with what the one wanted in its place says besides."""
    asked = {tuple(want[:4]): want[4] for want in wanted if len(want) > 4}
    found = []
    for figure in of(records, "Target"):
        if figure["kind"] == kind:
            row = [figure[key] for key in ("indicator", "comparator", "value", "unit")]
            more = asked.get(tuple(row))
            found.append([*row, {key: figure.get(key) for key in more}] if more else row)
    return found


@pytest.mark.parametrize("case", DESK, ids=lambda case: str(case["name"]))
def test_a_document_of_the_desk(case: Row) -> None:
    records = documents.read_bytes(case["text"].encode(), f"{case['name']}.txt")
    if genre := case.get("genre"):
        assert of(records, "Document")[0]["genre"] == genre
    if policy := case.get("policy"):
        stated = [p for p in of(records, "Policy") if p["status"] != "cited"]
        assert [{key: p.get(key) for key in policy} for p in stated] == [policy]
    tasks = of(records, "Task")
    if "count" in case:
        assert len(tasks) == case["count"], [task["title"] for task in tasks]
    for words, (leads, supports) in case.get("tasks", {}).items():
        held = sorted((t for t in tasks if words in f"{t['title']}{t['text']}"), key=lambda t: len(str(t["text"])))
        assert held, words
        assert (named(records, held[0], "LEADS"), named(records, held[0], "SUPPORTS")) == (set(leads), set(supports))
    for key, kind in (("targets", "planned"), ("reached", "achieved")):
        if key in case:
            wanted = [[*want[:2], float(want[2]), *want[3:]] for want in case[key]]
            assert sorted(map(repr, figures(records, kind, wanted))) == sorted(map(repr, wanted))
