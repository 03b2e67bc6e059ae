"""Figures that answer figures: what a report says of a plan's, and what a lower policy makes of those above.

    python -m benchmarks.figures          # each pair
    python -m benchmarks.figures -v       # and each figure that is missed or wrong

benchmarks/labels/figures.tsv has of each figure of the plan, or of the policy above, where its digits stand (`at`) and
where those stand that answer it, `-` where nothing does; figure_pairs.tsv has the documents, which lie in ../shared or
are our samples. Each pair is put into a graph of its own and settled. A government's work report is made a policy of
its region first, and where the lower document does not name the upper one, a link between the two is put in: what is
measured here is what becomes of figures. Asked are the queries that people ask.
"""

from __future__ import annotations

import csv
import re
import sys
import tempfile
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from policygraph.graph.asking import catalog
from policygraph.graph.loading.load import load
from policygraph.graph.stores.opening import open_store
from policygraph.graph.stores.store import Store
from policygraph.model.records import Edge, Node, Records, make_id
from policygraph.services.ingestion import read_records
from policygraph.services.settle import settle

ROOT = Path(__file__).resolve().parent.parent
LABELS = ROOT / "benchmarks" / "labels"
SHARED = ROOT.parent / "shared"
DIGITS = re.compile(r"\d+(?:\.\d+)?")


@dataclass(slots=True)
class Count:
    """`there`: figures that something answers; `found` of them; `wrong`: answers that are others; `unread`: of `there`,
    those of which one side is no figure of the graph.
    """

    labels: int = 0
    there: int = 0
    found: int = 0
    wrong: int = 0
    unread: int = 0

    def add(self, other: Count) -> None:
        for name in self.__slots__:
            setattr(self, name, getattr(self, name) + getattr(other, name))

    def line(self, name: str) -> str:
        recall, right = self.found / max(self.there, 1), self.found / max(self.found + self.wrong, 1)
        return (
            f"{name:12s}{self.labels:8d}{self.there:7d}{self.unread:8d}{self.found:7d}{self.wrong:7d}"
            f"{recall:8.3f}{right:8.3f}"
        )


def table(name: str) -> list[dict[str, str]]:
    with (LABELS / name).open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file, delimiter="\t"))


def document(name: str, region: str) -> Records:
    records = read_records(ROOT / "data" / name if name.startswith("samples/") else SHARED / name)
    return as_policy(records, Path(name).stem, region) if region else records


def as_policy(records: Records, title: str, region: str) -> Records:
    """A work report as a policy of its region, with all of its measures and figures."""
    place, own = make_id("Region", region), ("Policy", make_id("Policy", title))
    known = {"name": title, "title": title, "status": "issued", "region": region, "region_id": place}
    nodes = [Node(*own, {**known, "key": title}), Node("Region", place, {"name": region, "full_name": region})]
    parts = {edge.source for edge in records.edges if edge.type == "PART_OF" and edge.target[0] == "Task"}
    owned = {edge.target for edge in records.edges if edge.type == "HAS_TARGET" and edge.source[0] == "Task"}
    edges = [Edge("STATES", ("Document", records.document), own, "", 0, 0, 1.0, {"role": "text"})]
    for node in records.nodes:
        end = (node.label, node.id)
        if node.label == "Task" and end not in parts:
            edges.append(Edge("PART_OF", end, own, "", 0, 0))
        elif node.label == "Target" and end not in owned:
            edges.append(Edge("HAS_TARGET", own, end, "", 0, 0))
    return Records(records.document, [*records.nodes, *nodes], [*records.edges, *edges])


def own_policy(records: Records) -> str:
    """The id of the policy that a document is, or reports on."""
    roles = {edge.target[1]: str(edge.properties.get("role")) for edge in records.edges if edge.type == "STATES"}
    return min(roles, key=lambda id_: (("text", "issues", "reports").index(roles[id_]), id_))


def figure_at(records: Records, at: int, kind: str) -> str | None:
    """The id of the figure whose digits stand at a place."""
    text = next(str(node.properties["text"]) for node in records.nodes if node.label == "Document")
    digits = DIGITS.match(text, at)
    held = [
        (int(node.properties["end"]) - int(node.properties["start"]), node.id)
        for node in records.nodes
        if node.label == "Target"
        and node.properties["kind"] == kind
        and int(node.properties["start"]) <= at < int(node.properties["end"])
        and digits is not None
        and float(digits[0]) in (node.properties.get("value"), node.properties.get("value_high"))
    ]
    return min(held)[1] if held else None


def linked(above: Records, below: Records) -> Records:
    """The lower document, with a link to the policy above where it has none."""
    upper, lower = own_policy(above), own_policy(below)
    if any(edge.type == "DERIVES_FROM" and edge.target[1] == upper for edge in below.edges):
        return below
    link = Edge("DERIVES_FROM", ("Policy", lower), ("Policy", upper), "", 0, 0, 1.0, {"basis": "cited"})
    title = next(node for node in above.nodes if node.id == upper)
    return Records(below.document, [*below.nodes, title], [*below.edges, link])


def answers(store: Store, kind: str, policy: str) -> dict[str, set[str]]:
    """For each figure above those that the query puts beside it."""
    name = "achieved-against-planned" if kind == "report" else "figures-down-the-levels"
    upper, lower = ("target_id", "achieved_id") if kind == "report" else ("above_target_id", "target_id")
    found: dict[str, set[str]] = defaultdict(set)
    for row in catalog.run_query(store, name, {"policy": policy}):
        if row[lower] is not None:
            found[row[upper]].add(row[lower])
    return found


def judged(pair: dict[str, str], labels: list[dict[str, str]]) -> tuple[Count, Iterator[str]]:
    above = document(pair["above"], pair["above_region"])
    below = document(pair["below"], pair["below_region"])
    down = pair["kind"] == "down"
    with tempfile.TemporaryDirectory() as place, open_store(place, write=True) as store:
        load(store, [above, linked(above, below) if down else below])
        settle(store)
        held = answers(store, pair["kind"], own_policy(below if down else above))
    return counted(labels, held, above, below, "planned" if down else "achieved")


def counted(
    labels: list[dict[str, str]], held: dict[str, set[str]], above: Records, below: Records, kind: str
) -> tuple[Count, Iterator[str]]:
    """How many labels `held` agrees with, and a line for each that it does not."""
    count, said = Count(), []
    for label in labels:
        upper = figure_at(above, int(label["at"]), "planned")
        wanted = [int(each) for each in label["answer"].split() if each != "-"]
        lower = {figure_at(below, each, kind) for each in wanted} - {None}
        got = held.get(upper or "", set())
        found = bool(got & lower)
        one = Count(1, bool(wanted), found, len(got - lower) > 0 and not found, bool(wanted) and not (upper and lower))
        count.add(one)
        if one.wrong or (one.there and not one.found):
            said.append(
                f"    {label['at']} {'unread' if one.unread else 'wrong' if one.wrong else 'missed'} "
                f"{_told(above, {upper})} → {_told(below, lower)}; got {_told(below, got)}"
            )
    return count, iter(said)


def _told(records: Records, ids: set[str | None]) -> str:
    figures = [node.properties for node in records.nodes if node.label == "Target" and node.id in ids]
    return " | ".join(f"{p['indicator']} {p['value']}{p.get('unit') or ''}" for p in figures) or "-"


def main(*, verbose: bool) -> None:
    labels: dict[str, list[dict[str, str]]] = defaultdict(list)
    for row in table("figures.tsv"):
        labels[row["pair"]].append(row)
    print(f"{'':12s}{'figures':>8s}{'there':>7s}{'unread':>8s}{'found':>7s}{'wrong':>7s}{'recall':>8s}{'right':>8s}")
    sums = {"report": Count(), "down": Count()}
    for pair in table("figure_pairs.tsv"):
        count, said = judged(pair, labels[pair["pair"]])
        sums[pair["kind"]].add(count)
        print(count.line(pair["pair"]))
        for line in said if verbose else ():
            print(line)
    for kind, count in sums.items():
        print(count.line(f"all {kind}"))


if __name__ == "__main__":
    main(verbose="-v" in sys.argv[1:])
