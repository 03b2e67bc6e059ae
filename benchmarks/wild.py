"""What is missing of real documents that nobody labelled: by kind, how many state no policy, no date, no place or no
task, and what of a thousand characters was left unread, by reason.

    python -m benchmarks.wild            # every document of ../shared/wild, a kind for each folder: about a minute
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field

from policygraph.ingest import documents
from policygraph.model.errors import PolicyGraphError
from policygraph.model.records import Records
from tests.paths import SHARED

READ = (".txt", ".html", ".pdf", ".ofd")
REASONS = 8
"""So many reasons are shown, the most frequent."""


@dataclass(slots=True)
class Counted:
    """Of one kind: documents, characters, what is missing in how many documents, and Unread by reason."""

    documents: int = 0
    characters: int = 0
    missing: Counter[str] = field(default_factory=Counter)
    unread: Counter[str] = field(default_factory=Counter)

    def add(self, records: Records) -> None:
        document = records.nodes[0].properties
        stated = {e.target for e in records.edges if e.type == "STATES"}
        policies = [n.properties for n in records.nodes if (n.label, n.id) in stated]
        dated = any(p.get("issued_on") or p.get("year") for p in policies) or document.get("published_on")
        self.documents += 1
        self.characters += len(str(document["text"]))
        self.missing["policy"] += not policies
        self.missing["date"] += not dated
        self.missing["place"] += not document.get("region")
        self.missing["task"] += not any(n.label == "Task" for n in records.nodes)
        self.unread += Counter(str(n.properties["kind"]) for n in records.nodes if n.label == "Unread")


def read_all() -> Iterator[tuple[str, Records]]:
    """Each document that can be read, with the folder it lies in."""
    for path in sorted(path for path in (SHARED / "wild").rglob("*") if path.suffix in READ):
        try:
            yield path.parent.name, documents.read_bytes(path.read_bytes(), path.name)
        except PolicyGraphError as error:
            print(f"{path.name}: {error}")


def show(counted: dict[str, Counted]) -> None:
    print(f"{'':20}{'documents':>10}{'no policy':>10}{'no date':>9}{'no place':>9}{'no task':>9}{'unread/1000':>13}")
    for kind, told in counted.items():
        missing = (told.missing[name] for name in ("policy", "date", "place", "task"))
        cells = "".join(f"{n:{width}}" for n, width in zip(missing, (10, 9, 9, 9), strict=True))
        share = told.unread.total() * 1000 / max(1, told.characters)
        print(f"{kind:20}{told.documents:10}{cells}{share:13.2f}")
        most = ", ".join(f"{name} {n * 1000 / told.characters:.2f}" for name, n in told.unread.most_common(REASONS))
        print(f"{'':20}{most}")


def main() -> None:
    counted: dict[str, Counted] = defaultdict(Counted)
    for kind, records in read_all():
        counted[kind].add(records)
        counted["all"].add(records)
    show(counted)


if __name__ == "__main__":
    main()
