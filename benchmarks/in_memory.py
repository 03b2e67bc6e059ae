"""The labels of ../shared and of tests/gold_wild, and what the reader says of their documents, without a graph between.

`score.py` of ../shared builds a graph for each label; what it asks of it is answered here from the records themselves.
What a graph adds for one document alone (nothing but ids) does not change a figure.
"""

from __future__ import annotations

import runpy
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

import yaml

from policygraph.ingest import documents
from policygraph.model.records import Records
from tests.paths import SHARED

LABELS = {
    "gold": (SHARED / "gold", SHARED / "seeds"),
    "gold-plans": (SHARED / "gold-plans", SHARED / "corpus" / "plans"),
    "wild": (Path(__file__).resolve().parent.parent / "tests" / "gold_wild", SHARED / "wild"),
}
"""Sets of labels, each with the folder of its documents."""


@cache
def scorer() -> dict[str, Any]:
    """What `score.py` of ../shared defines."""
    return runpy.run_path(str(SHARED / "score.py"))


def labelled(sets: Iterable[str], names: Sequence[str] = ()) -> Iterator[tuple[str, dict[str, Any], Records]]:
    """Each label of those sets, its name holding one of `names` if there are any: its name, what it says, and what the
    reader says of its document."""
    for one in sets:
        gold, documents_of = LABELS[one]
        for file in sorted(gold.glob("*.yaml")):
            if names and not any(name in file.stem for name in names):
                continue
            told = yaml.safe_load(file.read_text(encoding="utf-8"))
            path = documents_of / told["document"]
            yield file.stem, told, documents.read_bytes(path.read_bytes(), path.name)


def score(told: dict[str, Any], records: Records, tally: Any) -> None:
    """Adds to `tally`, one of `score.py`, what is right, wrong and missing of one label."""
    queries = {cypher: name for name, cypher in scorer()["Q"].items()}
    scorer()["score"](told, InMemory(records, queries), tally)


@dataclass(frozen=True, slots=True)
class InMemory:
    """The records of one document, answering the questions that the scorer puts to a graph."""

    records: Records
    asked: dict[str, str]

    def query(self, cypher: str) -> list[dict[str, Any]]:
        return list(getattr(self, f"_{self.asked[cypher]}")())

    def _nodes(self, label: str) -> Iterator[dict[str, Any]]:
        return (Row(n.properties, id=n.id) for n in self.records.nodes if n.label == label)

    def _ends(self, *types: str) -> Iterator[tuple[str, Row, Row]]:
        nodes = {(n.label, n.id): Row(n.properties, id=n.id) for n in self.records.nodes}
        return ((e.type, nodes[e.source], nodes[e.target]) for e in self.records.edges if e.type in types)

    def _policies(self) -> Iterator[dict[str, Any]]:
        return self._nodes("Policy")

    def _tasks(self) -> Iterator[dict[str, Any]]:
        return self._nodes("Task")

    def _derives(self) -> Iterator[dict[str, Any]]:
        return (Row(a=a["title"], b=b["title"], level=b["level"]) for _, a, b in self._ends("DERIVES_FROM"))

    def _roles(self) -> Iterator[dict[str, Any]]:
        return (Row(d, task=t["id"], role=role) for role, d, t in self._ends("LEADS", "SUPPORTS"))

    def _targets(self) -> Iterator[dict[str, Any]]:
        of = {g["id"]: t["id"] for _, t, g in self._ends("HAS_TARGET")}
        return (Row(g, task=of.get(g["id"])) for g in self._nodes("Target"))

    def _villages(self) -> Iterator[dict[str, Any]]:
        return (Row(v, task=t["id"]) for _, t, v in self._ends("LOCATED_IN"))

    def _industries(self) -> Iterator[dict[str, Any]]:
        return (Row(i, task=t["id"]) for _, t, i in self._ends("CONCERNS"))


class Row(dict[str, Any]):
    """A row in which what is not there is None, as in an answer."""

    def __missing__(self, key: str) -> None:
        return None
