"""The weights of graph/lineage/evidence.py, found from measures of which a person has said what they carry out.

A measure chooses between those above and none; weights are those under which the choices that people made are likeliest
(multinomial logistic, with a penalty on what is large), by Adam, whose steps need no setting.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

import numpy as np

from policygraph.graph.lineage.evidence import Weights
from policygraph.graph.lineage.likeness import Floats

STEPS, RATE, PENALTY = 600, 0.08, 0.002
FIRST, SECOND = 0.9, 0.999  # how slowly Adam's moments follow


class Choice(NamedTuple):
    """Of a measure: `pairs` (columns × signs), `none` (signs), the columns that are `right`, and what it counts."""

    pairs: Floats
    none: Floats
    right: tuple[int, ...]
    weight: float


def fit(choices: Sequence[Choice]) -> Weights:
    """Weights of the signs of pairs and of none. At least one choice."""
    pairs = np.concatenate([each.pairs for each in choices])
    none = np.stack([each.none for each in choices])
    starts = np.cumsum([0, *(len(each.pairs) for each in choices)])[:-1]
    row = np.repeat(np.arange(len(choices)), [len(each.pairs) for each in choices])
    right = np.zeros(len(pairs), bool)
    for start, each in zip(starts, choices, strict=True):
        right[[start + column for column in each.right]] = True
    nothing = np.array([not each.right for each in choices])
    weight = np.array([each.weight for each in choices])
    weight /= weight.sum()
    cut = pairs.shape[1]
    found, mean, square = (np.zeros(cut + none.shape[1]) for _ in range(3))
    penalty = np.full(len(found), PENALTY)
    penalty[cut] = 0.0  # how often nothing is above is no sign
    for step in range(1, STEPS + 1):
        scores, rest = pairs @ found[:cut], none @ found[cut:]
        most = np.maximum(np.maximum.reduceat(scores, starts), rest)
        scores, rest = np.exp(scores - most[row]), np.exp(rest - most)
        total = np.add.reduceat(scores, starts) + rest
        good = np.add.reduceat(scores * right, starts) + rest * nothing
        wrong = scores / total[row] - scores * right / np.maximum(good, 1e-30)[row]
        slope = np.concatenate([pairs.T @ (wrong * weight[row]), none.T @ ((rest / total - nothing) * weight)])
        slope += penalty * found
        mean = FIRST * mean + (1 - FIRST) * slope
        square = SECOND * square + (1 - SECOND) * slope**2
        found -= RATE * (mean / (1 - FIRST**step)) / (np.sqrt(square / (1 - SECOND**step)) + 1e-8)
    return Weights(found[:cut], found[cut:])
