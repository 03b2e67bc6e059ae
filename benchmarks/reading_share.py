"""How far documents were read by their own account (`reading_share`), beside how far they really were.

    python -m benchmarks.reading_share          # every labelled document: share, word, what was found of its roles
    python -m benchmarks.reading_share wild     # every document of ../shared/wild: how many have each word, by kind

The labels are those of ../shared and of tests/gold_wild, the documents lie in ../shared, and `score.py` beside them
compares. A document that is called 完整 should have lost no role, and one that has lost a fifth should not be called
基本完整.
"""

from __future__ import annotations

import runpy
import sys
from collections import Counter, defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import yaml

from policygraph.ingest import documents
from policygraph.model.errors import PolicyGraphError
from policygraph.model.ontology import ontology
from policygraph.model.records import Records
from tests.paths import SHARED

SETS = {"gold": "seeds", "gold-plans": "corpus/plans"}
OWN = Path(__file__).resolve().parent.parent / "tests" / "gold_wild"
ROLES = ("leads", "supports")
ENOUGH, LOST = 0.98, 0.8
BEST = "complete"
READ = (".txt", ".html", ".pdf", ".ofd")


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


@dataclass(frozen=True, slots=True)
class Scored:
    """A labelled document: what it says of itself, and the part of its roles that was found; None where it has none."""

    file: str
    share: float
    state: str
    roles: int
    found: float | None


def labelled() -> Iterator[Scored]:
    """Every labelled document."""
    scorer = runpy.run_path(str(SHARED / "score.py"))
    sets = [(SHARED / gold, SHARED / docs) for gold, docs in SETS.items()]
    for gold, docs in [*sets, (OWN, SHARED / "wild")]:
        for file in sorted(gold.glob("*.yaml")):
            told = yaml.safe_load(file.read_text(encoding="utf-8"))
            path = docs / told["document"]
            records = documents.read_bytes(path.read_bytes(), path.name)
            tally = scorer["Tally"]()
            scorer["score"](told, InMemory(records, {cypher: name for name, cypher in scorer["Q"].items()}), tally)
            hit, miss = (sum(count[role] for role in ROLES) for count in (tally.hit, tally.miss))
            own = records.nodes[0].properties
            share, state = float(str(own["reading_share"])), str(own["reading_state"])
            yield Scored(told["document"], share, state, hit + miss, hit / (hit + miss) if hit + miss else None)


def show_labelled() -> None:
    """The table, and what was to be shown by it."""
    scored = sorted(labelled(), key=lambda each: (each.share, each.file))
    for each in scored:
        found = "    -" if each.found is None else f"{each.found:.3f}"
        print(f"{each.share:.3f} {called(each.state):　<4} {found} of {each.roles:3}  {each.file}")
    with_roles = [each for each in scored if each.found is not None]
    whole = [each for each in with_roles if each.state == BEST]
    right = sum((each.found or 0) >= ENOUGH for each in whole)
    print(f"{called(BEST)}: {len(whole)}, of which roles found >= {ENOUGH}: {right}")
    lost = Counter(called(each.state) for each in with_roles if (each.found or 0) < LOST)
    print(f"roles found < {LOST}: {dict(lost)}")


def show_wild() -> None:
    """How many documents of each kind have each word."""
    states: dict[str, Counter[str]] = defaultdict(Counter)
    for path in sorted(path for path in (SHARED / "wild").rglob("*") if path.suffix in READ):
        try:
            own = documents.read_bytes(path.read_bytes(), path.name).nodes[0].properties
        except PolicyGraphError as error:
            print(f"{path.name}: {error}")
            continue
        states[path.parent.name][called(str(own["reading_state"]))] += 1
    for kind, counted in states.items():
        print(kind, dict(counted.most_common()))


def called(state: str) -> str:
    """The word that people see."""
    return ontology().word("Document.reading_state", state)


if __name__ == "__main__":
    show_wild() if sys.argv[1:] == ["wild"] else show_labelled()
