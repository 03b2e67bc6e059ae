"""Documents of many kinds read from bytes to records: the cases of cases/genres.yaml."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

import pytest

from policygraph.ingest import documents
from policygraph.model.records import Node, Records, fold
from tests.paths import cases

CASES = cases("genres")


@dataclass(frozen=True)
class Read:
    """What a test asks of records."""

    records: Records

    def nodes(self, label: str) -> list[Node]:
        return [node for node in self.records.nodes if node.label == label]

    def units(self, task: Node, role: str) -> list[str]:
        names = {(n.label, n.id): str(n.properties["name"]) for n in self.nodes("Department")}
        return sorted(
            names[edge.source] for edge in self.records.edges if edge.type == role and edge.target == ("Task", task.id)
        )

    def task(self, words: str) -> Node:
        held = [t for t in self.nodes("Task") if self._holds(t, words)]
        assert held, f"no task holds {words}: {[t.properties['title'] for t in self.nodes('Task')]}"
        return min(held, key=lambda t: (not self.units(t, "LEADS"), len(str(t.properties["text"]))))

    def holding(self, words: str) -> list[str]:
        return [str(t.properties["title"]) for t in self.nodes("Task") if self._holds(t, words)]

    def _holds(self, task: Node, words: str) -> bool:
        return fold(words) in fold(f"{task.properties['title']}{task.properties['text']}")

    def own(self) -> list[Node]:
        stated = {e.target[1] for e in self.records.edges if e.type == "STATES"}
        return [p for p in self.nodes("Policy") if p.id in stated]

    def figures(self, kind: str) -> list[tuple[str, Any, str]]:
        found = [t.properties for t in self.nodes("Target") if t.properties["kind"] == kind]
        return [(str(f["indicator"]), f.get("value"), str(f.get("unit") or "")) for f in found]


def read(case: dict[str, Any]) -> Read:
    name = case.get("file", "x.txt")
    return Read(documents.read_bytes(case["text"].encode(), name))


def folded(names: Iterable[str]) -> list[str]:
    return sorted(fold(name) for name in names)


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["name"])
def test_head(case: dict[str, Any]) -> None:
    found = read(case)
    assert found.records.nodes[0].properties["genre"] == case.get("genre", found.records.nodes[0].properties["genre"])
    titles = [str(p.properties["title"]) for p in found.own()]
    if "title" in case:
        assert folded(titles) == folded([case["title"]])
    for each in ("number", "issued_on", "status"):
        if each in case:
            assert [p.properties.get(each) for p in found.own()] == [case[each]], each
    assert not [title for title in titles for untold in case.get("untold", []) if fold(untold) in fold(title)]


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["name"])
def test_who_does_what(case: dict[str, Any]) -> None:
    found = read(case)
    for role, key in (("LEADS", "leads"), ("SUPPORTS", "supports")):
        for words, units in case.get(key, {}).items():
            assert folded(found.units(found.task(words), role)) == folded(units), (words, role)
    for words in case.get("nobody", []):
        task = found.task(words)
        assert found.units(task, "LEADS") + found.units(task, "SUPPORTS") == [], words
    for words in case.get("no_tasks", []):
        assert found.holding(words) == []
    titles = [str(task.properties["title"]) for task in found.nodes("Task")]
    assert set(case.get("task_titles", [])) <= set(titles)
    for words in case.get("unread", []):
        assert [u for u in found.nodes("Unread") if fold(words) in fold(str(u.properties["text"]))], words
    for words, due in case.get("due", {}).items():
        assert found.task(words).properties.get("due") == due


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["name"])
def test_figures(case: dict[str, Any]) -> None:
    found = read(case)
    for key, kind in (("targets", "planned"), ("achieved", "achieved")):
        for indicator, value, unit in case.get(key, []):
            held = [f for f in found.figures(kind) if f[1:] == (value, unit) and indicator in f[0]]
            assert held, (indicator, value, unit, found.figures(kind))
    indicators = {f[0] for kind in ("planned", "achieved") for f in found.figures(kind)}
    assert set(case.get("indicators", [])) <= indicators
    values = [f[1] for kind in ("planned", "achieved") for f in found.figures(kind)]
    assert not [value for value in case.get("no_figures", []) if value in values]
    assert not [u for u in found.nodes("Unread") if u.properties["kind"] == "figure-blank"]


@pytest.mark.parametrize("case", [case for case in CASES if "regions" in case], ids=lambda case: case["name"])
def test_regions(case: dict[str, Any]) -> None:
    found = read(case)
    assert set(case["regions"]) <= {str(region.properties["full_name"]) for region in found.nodes("Region")}
