"""Weights that follow from what people decided about links of measures: `policygraph align --calibrate`.

Each measure of which somebody said what it carries out, or that it does not carry out what it was linked to, is one
more label beside the many that gave the shipped weights, and counts more than one of them: it is of the user's own
field. The result is kept as a decision too (`calibrated`), so that it is wherever decisions are, and can be taken back.
"""

from __future__ import annotations

import json
from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Iterator, Sequence
from typing import NamedTuple

import numpy as np

from policygraph.graph.cypher.files import fixed
from policygraph.graph.decisions.decision import CALIBRATED, Decision, now
from policygraph.graph.decisions.decisions import all_decisions, standing
from policygraph.graph.lineage import evidence, subparts
from policygraph.graph.lineage.calibration import Choice, refit
from policygraph.graph.lineage.descent_lines import sources_of
from policygraph.graph.lineage.evidence import NONE, PAIRS, Weights
from policygraph.graph.lineage.likeness import index_measures, likenesses, nearnesses, shelve
from policygraph.graph.lineage.measure import measures_of
from policygraph.graph.stores.store import Read, Row
from policygraph.model import versions
from policygraph.model.errors import PolicyGraphError

OWN = 3.0  # what a measure of the user's own counts beside one of the labels that gave the shipped weights
DIGITS = 4

MEASURES = fixed(__package__, "measures")
PARTS = fixed(__package__, "parts-of-measures")
POLICIES = fixed(__package__, "policies-of-tasks")

Said = tuple[str, str, bool]  # lower and upper measure, whether the one carries out the other


class Learnt(NamedTuple):
    """The calibration, how many decisions of each kind there are, and of how many measures here it learns."""

    decision: Decision
    kinds: Counter[str]
    measures: int


# --- which weights hold


def calibration(decisions: Iterable[Decision]) -> Decision | None:
    """The one that stands."""
    return next((each for each in decisions if each.kind == CALIBRATED and each.stands), None)


def in_force(decisions: Iterable[Decision]) -> Weights | None:
    """The weights of the calibration among standing decisions; None: those that are shipped."""
    found = calibration(decisions)
    return read_weights(found) if found and fits(found) else None


def held(read: Read) -> Weights | None:
    """Those of the graph."""
    return in_force(standing(all_decisions(read)))


def fits(decision: Decision) -> bool:
    """Whether a calibration is of the way in which this program compares, so that its weights say the same now."""
    try:
        said = json.loads(decision.weights or "")
        numbers = [*said["pairs"].values(), *said["none"].values()]
        finite = all(isinstance(each, int | float) and np.isfinite(each) for each in numbers)
        return finite and (said["aligner"], tuple(said["pairs"]), tuple(said["none"])) == (
            versions.ALIGNER, PAIRS, NONE,
        )  # fmt: skip
    except (ValueError, TypeError, KeyError, AttributeError):
        return False


def read_weights(decision: Decision) -> Weights:
    """Those of a calibration that `fits`."""
    said = json.loads(decision.weights or "")
    return Weights(np.array(list(said["pairs"].values()), float), np.array(list(said["none"].values()), float))


def written(weights: Weights) -> str:
    """As a decision keeps them."""
    pairs, none = (
        {name: round(float(value), DIGITS) for name, value in zip(names, values, strict=True)}
        for names, values in ((PAIRS, weights.pairs), (NONE, weights.none))
    )
    return json.dumps({"aligner": versions.ALIGNER, "pairs": pairs, "none": none})


# --- finding them


def learn(read: Read, by: str) -> Learnt:
    """Weights from what people decided by now. PolicyGraphError where that is nothing."""
    decided = [each for each in standing(all_decisions(read)) if each.of_measures and each.kind != CALIBRATED]
    if not decided:
        raise PolicyGraphError(
            "还没有人判断过任务与上级任务的对应，无从校准；先在网页的“核对”里，"
            "或用 policygraph review right、wrong、move 判断一些"
        )
    said = {(each.document or "", *one) for each in decided for one in _said(each)}
    choices = list(_choices(read, said))
    if not choices:
        raise PolicyGraphError("判断过的任务都已不在图里，无从校准")
    found = refit(choices, evidence.weights(), evidence.information())
    decision = Decision(
        CALIBRATED,
        "DERIVES_FROM",
        "*",
        "*",
        "Task",
        "Task",
        "任务",
        "上级任务",
        by=by,
        at=now(),
        weights=written(found),
    )
    return Learnt(decision, Counter(each.kind for each in decided), len(choices))


def _said(decision: Decision) -> Iterator[Said]:
    """What a decision says of pairs of measures."""
    yield decision.first, decision.second, decision.kind == "right"
    if decision.kind == "moved" and decision.to:
        ends = (decision.to, decision.second) if decision.end == "first" else (decision.first, decision.to)
        yield (*ends, True)


def _choices(read: Read, said: Collection[tuple[str, str, str, bool]]) -> Iterator[Choice]:
    """One for each measure and policy above it of which something was said, where both are there."""
    ids = sorted({id_ for _, lower, upper, _ in said for id_ in (lower, upper)})
    policy = {row["id"]: row["policy"] for row in read(POLICIES, {"ids": ids})}
    together: dict[tuple[str, str, str], list[Said]] = defaultdict(list)
    for document, lower, upper, right in sorted(said):
        if lower in policy and upper in policy:
            together[document, policy[lower], policy[upper]].append((lower, upper, right))
    sources = sources_of(read, {upper for _, _, upper in together})
    for (document, own, above), some in together.items():
        if above in sources:
            higher = read(MEASURES, {"ids": [above], "documents": list(sources[above].documents)})
            yield from _of_document(read, document, own, higher, some)


def _of_document(
    read: Read, document: str, policy: str, above: Sequence[Row], said: Sequence[Said]
) -> Iterator[Choice]:
    """Of its measures; of parts of them, what stands in the place of those that are only a heading."""
    asked = {"ids": [policy], "documents": [document]}
    rows = read(MEASURES, asked)
    wholes = {row["id"] for row in rows}
    yield from _of_pair(rows, above, [each for each in said if each[0] in wholes])
    finer = subparts.spelled_out(rows, read(PARTS, asked))
    yield from _of_pair(finer, above, [each for each in said if each[0] not in wholes])


def _of_pair(rows: Sequence[Row], above: Sequence[Row], said: Sequence[Said]) -> Iterator[Choice]:
    if not (rows and above and said):
        return
    below, shelf = index_measures(measures_of(rows)), shelve([index_measures(measures_of(above))])
    signs = evidence.signs(likenesses(below, shelf), nearnesses(below, shelf))
    columns = {row["id"]: column for column, row in enumerate(above)}
    good, wrong = (defaultdict[str, set[int]](set) for _ in range(2))
    for lower, upper, right in said:
        if upper in columns:
            (good if right else wrong)[lower].add(columns[upper])
    for i, row in enumerate(rows):
        if own := good[row["id"]]:
            yield Choice(signs.pairs[i], signs.none[i], tuple(sorted(own)), OWN)
        elif own := wrong[row["id"]]:
            others = tuple(sorted(set(columns.values()) - own))
            yield Choice(signs.pairs[i], signs.none[i], others, OWN, open_=True)
