"""Figures of whole documents, beside those that people labelled: found, wrong, and of the right year.

    python -m benchmarks.targets             # every labelled document of which all figures are listed
    python -m benchmarks.targets -v NAME…    # … whose label has one of the names in its own, with what is wrong

tests/gold_wild lists facts, the documents lie in ../shared, and `score.py` beside them says when two figures are one.
`all_figures: true` in a label: what it does not list is none. A figure counts once for a document, wherever in it the
reader puts it; figures that were reached count only where a label names them so. Policies are counted likewise.
"""

from __future__ import annotations

import runpy
import sys
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Any

import yaml

from policygraph.ingest import documents
from policygraph.model.records import Records
from tests.paths import SHARED

LABELS = Path(__file__).resolve().parent.parent / "tests" / "gold_wild"

Facts = dict[str, Any]
Same = Callable[[Facts, Facts], bool]


@dataclass(slots=True)
class Count:
    """`dated` of the `found` have the year that the label gives, of `with_year` to which it gives one."""

    found: int = 0
    wrong: int = 0
    missed: int = 0
    with_year: int = 0
    dated: int = 0

    def add(self, other: Count) -> None:
        for name in self.__slots__:
            setattr(self, name, getattr(self, name) + getattr(other, name))

    def line(self, name: str) -> str:
        precision = self.found / max(self.found + self.wrong, 1)
        recall = self.found / max(self.found + self.missed, 1)
        years = f"{self.dated}/{self.with_year}"
        return f"{name:28s}{self.found:6d}{self.wrong:6d}{self.missed:6d}{precision:8.3f}{recall:8.3f}{years:>9s}"


def labels(names: list[str]) -> Iterator[tuple[str, Facts]]:
    for path in sorted(LABELS.glob("*.yaml")):
        facts = yaml.safe_load(path.read_text(encoding="utf-8"))
        if facts.get("all_figures") and (not names or any(name in path.stem for name in names)):
            yield path.stem, facts


def listed(facts: Facts, key: str) -> list[Facts]:
    """What a label lists of the document, its policies and its tasks together."""
    places = (facts, *facts.get("policies", []), *facts.get("tasks", []))
    return [each for where in places for each in where.get(key) or []]


def figures(read: Records, kind: str) -> list[Facts]:
    return [
        node.properties
        for node in read.nodes
        if node.label == "Target"
        and node.properties["kind"] == kind
        and node.properties.get("value") is not None
        and node.properties.get("mode") not in ("multiple", "ratio")
    ]


def compare(wanted: list[Facts], may: list[Facts], got: list[Facts], same: Same, say: Callable[[str], None]) -> Count:
    """Each wanted one with the first that is the same, one of its year before others."""
    count, left = Count(), list(got)
    for want in wanted:
        alike = [each for each in left if same(each, want)]
        if not alike:
            count.missed += 1
            say(f"  - {want}")
            continue
        hit = next((each for each in alike if each.get("year") == want.get("year")), alike[0])
        left = [each for each in left if each is not hit]
        count.found += 1
        if "year" in want:
            count.with_year += 1
            count.dated += hit.get("year") == want["year"]
            if hit.get("year") != want["year"]:
                say(f"  ~ {hit.get('year')} for {want}")
    for each in left:
        if not any(same(each, other) for other in may):
            count.wrong += 1
            say(f"  + {[each.get(k) for k in ('indicator', 'comparator', 'value', 'unit', 'year', 'title', 'number')]}")
    return count


def main() -> None:
    names = [each for each in sys.argv[1:] if each != "-v"]
    say = print if "-v" in sys.argv else lambda _: None
    score = runpy.run_path(str(SHARED / "score.py"))
    totals = {"figures": Count(), "policies": Count()}
    print(f"{'':28s}{'found':>6s}{'wrong':>6s}{'missed':>6s}{'right':>8s}{'of all':>8s}{'years':>9s}")
    for name, facts in labels(names):
        path = SHARED / "wild" / facts["document"]
        read = documents.read_bytes(path.read_bytes(), path.name)
        reached = [t for t in listed(facts, "targets_optional") if t.get("kind") == "achieved"]
        may = [t for t in listed(facts, "targets_optional") if t not in reached]
        count = compare(listed(facts, "targets"), may, figures(read, "planned"), score["same_target"], say)
        stated = [
            n.properties
            for n in read.nodes
            if n.label == "Policy" and n.properties.get("status") not in ("cited", "repealed")
        ]
        totals["figures"].add(count)
        if "policies" in facts:
            same = partial(_same_policy, score)
            totals["policies"].add(compare(facts["policies"], [], stated, same, say))
        print(count.line(name[:28]))
    for name, total in totals.items():
        print(total.line(name))


def _same_policy(score: dict[str, Any], got: Facts, want: Facts) -> bool:
    """One title, and number and date where the label gives them."""
    alike = score["similar"](got["title"], want["title"], 0.9) or score["contains"](got["title"], want["title"])
    told = all(score["norm"](got.get(k)) == score["norm"](want[k]) for k in ("number", "issued_on") if want.get(k))
    return bool(alike and told)


if __name__ == "__main__":
    main()
