"""The sample documents against what a person wrote down of them in expected/, read the whole way to records.

Exact but for what a file calls optional. An `anchor` stands for a task that has no title of its own: the smallest task
whose text holds those words. Names in one list of `same` are one organisation.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from importlib.resources import files
from typing import Any

import pytest

from policygraph.ingest import documents
from policygraph.ingest.head import titles
from policygraph.model.records import Edge, Node, Records, fold
from tests import paths

EXPECTED = {
    path.stem: paths.load_yaml(path.read_text(encoding="utf-8")) for path in sorted(paths.EXPECTED.glob("*.yaml"))
}
Row = dict[str, Any]


class Sample:
    """What a sample should say, and what its records say."""

    def __init__(self, name: str) -> None:
        self.want: Row = EXPECTED[name]
        path = files("policygraph.data").joinpath("samples", self.want["document"])
        self.records: Records = documents.read_bytes(path.read_bytes(), path.name)
        self.nodes: dict[tuple[str, str], Node] = {(n.label, n.id): n for n in self.records.nodes}
        self.classes = [[fold(n) for n in names] for names in self.want.get("same", [])]
        self.pairs = {i: self.task(row) for i, row in enumerate(self.want["tasks"])}

    def of(self, label: str) -> list[Node]:
        return [n for n in self.records.nodes if n.label == label]

    def edges(self, type_: str, target: Node | None = None, source: Node | None = None) -> Iterator[Edge]:
        for e in self.records.edges:
            at_target = target is None or e.target == (target.label, target.id)
            if e.type == type_ and at_target and (source is None or e.source == (source.label, source.id)):
                yield e

    def task(self, row: Row) -> Node | None:
        """The task that the row means: by number and title, or by words of its text."""
        if "anchor" not in row:
            number = re.sub(r"[（）()]", "", row["number"])
            same = (t for t in self.of("Task") if fold(str(t.properties["title"])) == fold(row["title"]))
            return next((t for t in same if t.properties.get("number") == number), None)
        held = [t for t in self.of("Task") if fold(row["anchor"]) in fold(str(t.properties["text"]))]
        return min(held, key=lambda t: len(str(t.properties["text"])), default=None)

    def name(self, name: str) -> str:
        return next((names[0] for names in self.classes if fold(name) in names), fold(name))

    def units(self, role: str, task: Node | None) -> set[str]:
        """Names of those who have the role, `task` or any task that the file does not list."""
        listed = {(t.label, t.id) for t in self.pairs.values() if t}
        found = self.edges(role, task) if task else (e for e in self.edges(role) if e.target not in listed)
        return {self.name(str(self.nodes[e.source].properties["name"])) for e in found}

    def targets(self, source: Node) -> list[Row]:
        return [self.nodes[e.target].properties for e in self.edges("HAS_TARGET", source=source)]


@cache
def sample(name: str) -> Sample:
    return Sample(name)


def bigrams(text: str) -> set[str]:
    plain = fold(text)
    return {plain[i : i + 2] for i in range(len(plain) - 1)}


def is_target(got: Row, want: Row) -> bool:
    """The figure is exact; of the indicator's words at least half are those of the file."""
    exact = [("value", want["value"]), ("unit", want["unit"]), ("comparator", want.get("comparator", "="))]
    exact += [("year", want["year"])] if "year" in want else []
    words = bigrams(want["indicator"])
    said = bigrams(str(got["indicator"])) | bigrams(str(got["text"]))
    return all(got.get(name) == value for name, value in exact) and len(words & said) * 2 >= len(words)


def unmatched(got: list[Row], want: list[Row], optional: list[Row]) -> tuple[list[Row], list[Row]]:
    """What is there and should not be, and what should be there and is not."""
    left, missing = list(got), []
    for row in want:
        found = next((t for t in left if is_target(t, row)), None)
        if found is None:
            missing.append(row)
        else:
            left.remove(found)
    return [t for t in left if not any(is_target(t, row) for row in optional)], missing


names = pytest.mark.parametrize("name", EXPECTED)


def test_every_sample_has_its_file() -> None:
    there = sorted(path.name for path in files("policygraph.data").joinpath("samples").iterdir())
    assert sorted(want["document"] for want in EXPECTED.values()) == there


@names
def test_head(name: str) -> None:
    s = sample(name)
    assert s.records.nodes[0].properties["genre"] == s.want["genre"]
    got = {titles.title_key(str(s.nodes[e.target].properties["title"])): s.nodes[e.target] for e in s.edges("STATES")}
    assert sorted(got) == sorted(titles.title_key(row["title"]) for row in s.want["policies"])
    for row in s.want["policies"]:
        policy = got[titles.title_key(row["title"])].properties
        for key in ("number", "level", "status", "issued_on", "region"):
            assert key not in row or policy.get(key) == str(row[key]), key
        assert fold(str(policy.get("issuer") or "")) == fold(row.get("issuer") or str(policy.get("issuer") or ""))
    named = {titles.title_key(str(p.properties["title"])) for p in s.of("Policy")}
    assert named.isdisjoint(titles.title_key(title) for title in s.want.get("policies_false", []))


@names
def test_lineage(name: str) -> None:
    s = sample(name)
    got = {
        (titles.title_key(str(policy["title"])), policy.get("level")): policy.get("number")
        for policy in (s.nodes[e.target].properties for e in s.edges("DERIVES_FROM"))
    }
    want = {
        (titles.title_key(row["title"]), row["level"]): row.get("number")
        for policy in s.want["policies"]
        for row in policy.get("derives_from", [])
    }
    assert got == want


@names
def test_supersedes(name: str) -> None:
    s = sample(name)
    got = [
        (s.nodes[e.target].properties, e.properties["on"], s.nodes[e.target].properties["repealed_on"])
        for e in s.edges("SUPERSEDES")
    ]
    want = [row for policy in s.want["policies"] for row in policy.get("supersedes", [])]
    assert [(p["title"], p["number"], p["status"], on, gone) for p, on, gone in got] == [
        (row["title"], row["number"], "repealed", str(row["on"]), str(row["on"])) for row in want
    ]


@names
def test_consulted(name: str) -> None:
    s = sample(name)
    got = {s.nodes[e.source].properties["name"] for e in s.edges("CONSULTED_ON")}
    assert got == {unit for policy in s.want["policies"] for unit in policy.get("consulted", [])}


@names
def test_tasks(name: str) -> None:
    """All tasks of the file and no others."""
    s = sample(name)
    missing = [row.get("title", row.get("anchor")) for i, row in enumerate(s.want["tasks"]) if s.pairs[i] is None]
    assert missing == []
    listed = {t.id for t in s.pairs.values() if t}
    optional = {fold(title) for title in s.want.get("tasks_optional", [])}
    others = [str(t.properties["title"]) for t in s.of("Task") if t.id not in listed]
    assert [title for title in others if fold(title) not in optional] == []


@names
def test_who_does_what(name: str) -> None:
    s = sample(name)
    for i, row in enumerate(s.want["tasks"]):
        for key, role in (("leads", "LEADS"), ("supports", "SUPPORTS")):
            got = s.units(role, s.pairs[i])
            assert got == {s.name(unit) for unit in row.get(key, [])}, f"{row.get('title', row.get('anchor'))}: {key}"
    if s.want.get("leads_none"):
        assert s.units("LEADS", None) | s.units("SUPPORTS", None) == set()


@names
def test_deadlines(name: str) -> None:
    s = sample(name)
    got = {i: task.properties.get("due") for i, task in s.pairs.items() if task}
    assert got == {i: row.get("due") for i, row in enumerate(s.want["tasks"])}


@names
def test_targets(name: str) -> None:
    s = sample(name)
    if "achieved" in s.want:
        got = [t.properties for t in s.of("Target")]
        assert {t["kind"] for t in got} == {"achieved"}
        assert unmatched(got, s.want["achieved"], [])[1] == []
        return
    for i, row in enumerate(s.want["tasks"]):
        task = s.pairs[i]
        got = s.targets(task) if task else []
        assert unmatched(got, row.get("targets", []), row.get("targets_optional", [])) == ([], []), row
    of_policies = [target for policy in s.of("Policy") for target in s.targets(policy)]
    want = [target for policy in s.want["policies"] for target in policy.get("targets", [])]
    assert unmatched(of_policies, want, []) == ([], [])
    told = {e.target[1] for e in s.edges("HAS_TARGET") if e.source[0] == "Progress"}
    assert {t.properties["kind"] for t in s.of("Target") if t.id not in told} <= {"planned"}
    if s.want.get("targets_none"):
        assert {t.id for t in s.of("Target")} <= told


@names
def test_progress(name: str) -> None:
    """Of each task of which something is told: the state, the share and what stands in the way."""
    s = sample(name)
    told = {e.source[1]: s.nodes[e.target].properties for e in s.edges("HAS_PROGRESS")}
    got = {
        task.id: [told[task.id].get(n) for n in ("state", "share", "problem")]
        for task in s.pairs.values()
        if task and task.id in told
    }
    want = {s.pairs[i].id: row["progress"] for i, row in enumerate(s.want["tasks"]) if "progress" in row}
    assert got == want
    apart = [n.properties for n in s.of("Progress") if n.id not in {e.target[1] for e in s.edges("HAS_PROGRESS")}]
    passages = [[p.get(n) for n in ("task", "state", "share", "problem")] for p in apart]
    assert passages == s.want.get("passages", passages)


@names
def test_places(name: str) -> None:
    s = sample(name)
    got: dict[str, dict[str, set[str]]] = {"Village": {}, "Region": {}}
    for e in s.edges("LOCATED_IN"):
        got[e.target[0]].setdefault(e.source[1], set()).add(str(s.nodes[e.target].properties["name"]))
    rows = {task.id: s.want["tasks"][i] for i, task in s.pairs.items() if task}
    assert got["Village"] == {id_: set(row["villages"]) for id_, row in rows.items() if row.get("villages")}
    for id_, row in rows.items():
        assert set(row.get("regions", [])) <= got["Region"].get(id_, set())


@names
def test_industries(name: str) -> None:
    """Each task's own, under any of their names; what is optional anywhere in the document does no harm elsewhere."""
    s = sample(name)
    rows = [*s.want["tasks"], s.want]
    free = {fold(word) for row in rows for key in ("industries", "industries_optional") for word in row.get(key, [])}
    all_found: set[str] = set()
    for i, row in enumerate(s.want["tasks"]):
        industries: list[Row] = [s.nodes[e.target].properties for e in s.edges("CONCERNS", source=s.pairs[i])]
        found = [{fold(n) for n in (p["name"], *(p.get("aliases") or []))} for p in industries]
        own = {word for names in found for word in names}
        assert {fold(word) for word in row.get("industries", [])} <= own, row
        assert [names for names in found if names.isdisjoint(free)] == [], row
        all_found |= own
    assert {fold(word) for word in s.want.get("industries", [])} <= all_found
