"""How far documents were read by their own account (`reading_share`), beside how far they really were.

    python -m benchmarks.reading_share          # every labelled document: share, word, what was found of its roles
    python -m benchmarks.reading_share wild     # every document of ../shared/wild: how many have each word, by kind

The labels are those of ../shared and of tests/gold_wild, the documents lie in ../shared, and `score.py` beside them
compares. A document that is called 完整 should have lost no role, and one that has lost a fifth should not be called
基本完整.
"""

from __future__ import annotations

import sys
from collections import Counter, defaultdict
from collections.abc import Iterator
from dataclasses import dataclass

from benchmarks import in_memory
from policygraph.ingest import documents
from policygraph.model.errors import PolicyGraphError
from policygraph.model.ontology import ontology
from tests.paths import SHARED

ROLES = ("leads", "supports")
ENOUGH, LOST = 0.98, 0.8
BEST = "complete"
READ = (".txt", ".html", ".pdf", ".ofd")


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
    for _, told, records in in_memory.labelled(in_memory.LABELS):
        tally = in_memory.scorer()["Tally"]()
        in_memory.score(told, records, tally)
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
