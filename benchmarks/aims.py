"""What each cue of data/aims.yaml is worth, counted over labelled figures, and how well all of them together judge.

    python -m benchmarks.aims            # worth, aims and others of each cue as the labels give them, and what is kept
    python -m benchmarks.aims --write    # … written into data/aims.yaml

A label is a figure that a label of ../shared or of tests/gold_wild lists, or does not list though it lists all of its
document; or a line of benchmarks/labels/aims.tsv: a figure that was read by eye in its sentence. The worth is that of a
logistic regression with a penalty on large weights; what is kept and lost is told of documents that it was not learnt
from (ten parts).
"""

from __future__ import annotations

import csv
import hashlib
import re
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from unittest import mock

import numpy as np
import yaml
from numpy.typing import NDArray

from benchmarks import in_memory
from benchmarks.targets import Facts, Same, listed
from policygraph.ingest import documents
from policygraph.ingest.aims import likelihood
from policygraph.ingest.figures.targets import TargetSpan
from tests.paths import ROOT

BY_EYE = ROOT / "benchmarks" / "labels" / "aims.tsv"
PARTS, PENALTY = 10, 1.0
Numbers = NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Seen:
    """A planned figure of running text, before it is judged."""

    document: str
    target: TargetSpan
    said: likelihood.Said


def figures(path: Path) -> list[Seen]:
    """All planned figures in the running text of a document."""
    found: list[Seen] = []

    def take(target: TargetSpan, words: str, kind: str, genre: str, titles: Any) -> bool:
        found.append(Seen(path.name, target, likelihood.said_of(target, words, kind, genre, titles)))
        return True

    with mock.patch.object(likelihood, "is_aim", take):
        documents.read_bytes(path.read_bytes(), path.name)
    return found


def labelled() -> Iterator[tuple[Seen, bool]]:
    """Each labelled figure, and whether it is an aim."""
    same: Same = in_memory.scorer()["same_target"]
    gold: dict[Path, Facts] = {}
    for folder, documents_of in in_memory.LABELS.values():
        for path in sorted(folder.glob("*.yaml")):
            facts = yaml.safe_load(path.read_text(encoding="utf-8"))
            if facts.get("all_figures") or listed(facts, "targets"):
                gold[documents_of / facts["document"]] = facts
    eye = _by_eye()
    wild = in_memory.LABELS["wild"][1]
    for path in sorted({*gold, *(wild / key[0] for key in eye)}):
        for seen in figures(path):
            told = _in_gold(seen.target, gold[path], same) if path in gold else None
            if told is None and path.is_relative_to(wild):
                told = eye.get((path.relative_to(wild).as_posix(), *_key(seen.target)))
            if told is not None:
                yield seen, told


def _by_eye() -> dict[tuple[str, ...], bool]:
    with BY_EYE.open(encoding="utf-8", newline="") as lines:
        rows = list(csv.DictReader(lines, delimiter="\t"))
    return {(r["document"], r["indicator"], r["value"], r["unit"]): r["aim"] == "1" for r in rows}


def _in_gold(target: TargetSpan, facts: Facts, same: Same) -> bool | None:
    """What the label of its document says of it: None where that neither lists it nor claims to list all."""
    got = {key: value for key in _FACTS if (value := getattr(target, key)) is not None}
    if target.value is None:
        return None
    if any(same(got, want) for want in listed(facts, "targets")):
        return True
    may = not facts.get("all_figures") or any(same(got, want) for want in listed(facts, "targets_optional"))
    return None if may else False


_FACTS = ("indicator", "value", "value_high", "unit", "comparator", "kind", "mode", "base", "year")


def _key(target: TargetSpan) -> tuple[str, str, str]:
    return target.indicator, str(target.value), target.unit


def learn(holds: Numbers, aims: Numbers) -> Numbers:
    """The weights of a logistic regression, the constant first: Newton's steps."""
    weights = np.zeros(holds.shape[1])
    penalty = np.diag(np.r_[1e-6, np.full(len(weights) - 1, PENALTY)])
    for _ in range(40):
        likely = 1 / (1 + np.exp(-holds @ weights))
        slope = holds.T @ (likely - aims) + penalty @ weights
        bend = (holds * (likely * (1 - likely))[:, None]).T @ holds + penalty
        weights = weights - np.linalg.solve(bend, slope)
    return weights


def kept_back(holds: Numbers, aims: Numbers, part: NDArray[np.int64]) -> Numbers:
    """How likely each is, by what the documents of the other parts teach."""
    likely = np.zeros(len(aims))
    for each in range(PARTS):
        mine = part == each
        likely[mine] = 1 / (1 + np.exp(-holds[mine] @ learn(holds[~mine], aims[~mine])))
    return likely


def main() -> None:
    names = list(likelihood.aim_cues().cues)
    found = list(labelled())
    held = [set(likelihood.holding(seen.said)) for seen, _ in found]
    holds = np.array([[1.0, *(float(name in each) for name in names)] for each in held])
    aims = np.array([float(told) for _, told in found])
    weights = learn(holds, aims)
    counted = [(int(holds[aims == 1, i].sum()), int(holds[aims == 0, i].sum())) for i in range(1, holds.shape[1])]
    for name, worth, (yes, no) in zip(names, weights[1:], counted, strict=True):
        print(f"{name:16s}{worth:7.2f}{yes:6d}{no:6d}")
    part = np.array([hashlib.sha256(seen.document.encode()).digest()[0] % PARTS for seen, _ in found])
    likely, least = kept_back(holds, aims, part), likelihood.aim_cues().least
    for at in (0.2, 0.3, least, 0.4, 0.5):
        kept = likely >= at
        print(f"least {at:.2f}: aims kept {int((kept & (aims == 1)).sum())} of {int(aims.sum())}, ", end="")
        print(f"others left out {int((~kept & (aims == 0)).sum())} of {int((aims == 0).sum())}")
    if "--write" in sys.argv:
        write(ROOT / "data" / "aims.yaml", names, weights, counted)


def write(file: Path, names: list[str], weights: Numbers, counted: list[tuple[int, int]]) -> None:
    text = re.sub(r"^start: .*$", f"start: {weights[0]:.2f}", file.read_text(encoding="utf-8"), flags=re.M)
    for name, worth, (yes, no) in zip(names, weights[1:], counted, strict=True):
        head, cue, rest = text.partition(f"\n  {name}:\n")
        told = f"worth: {worth:.2f}\n    aims: {yes}\n    others: {no}"
        rest = re.sub(r"worth: .*\n    aims: .*\n    others: .*", told, rest, count=1)
        text = head + cue + rest
    file.write_text(text, encoding="utf-8")


if __name__ == "__main__":
    main()
