"""Which upper measures each lower one carries out: links where that is sure, guesses where it may be, else nothing."""

from __future__ import annotations

from collections.abc import Collection
from typing import NamedTuple

import numpy as np

from policygraph.graph.lineage.evidence import ALSO, confidence
from policygraph.graph.lineage.likeness import Floats, Index, likeness

ENOUGH = 0.7  # confidence of a link
MOST = 3  # links of one measure to one policy


class Pair(NamedTuple):
    """`lower` and `upper`: positions. `score`: likeness. `confidence`: how sure the link is. Both from 0 to 1."""

    lower: int
    upper: int
    score: float
    confidence: float


def pair_measures(lower: Index, upper: Index) -> list[Pair]:
    """The upper measures that each lower one carries out, in the order of the lower, the surest first; none where none
    fits, several where a measure joins what is apart above.
    """
    if not (lower.measures and upper.measures):
        return []
    alike = likeness(lower, upper)
    sure = confidence(alike)
    found = []
    for i, best in enumerate(sure.argmax(axis=1).tolist()):
        if sure[i, best] >= ENOUGH:
            ranked = sorted(np.flatnonzero(sure[i] >= ALSO).tolist(), key=lambda k: (-sure[i, k], -alike[i, k], k))
            found += [_pair(alike, sure, i, k) for k in ranked[:MOST]]
    return found


MAYBE = 0.5  # confidence of what is shown as a guess where there is no link


def near_pairs(lower: Index, upper: Index, *, rows: Collection[int] = (), columns: Collection[int] = ()) -> list[Pair]:
    """What the lower measures of `rows`, and the upper ones of `columns`, may have to do with, the surest first; near
    misses too, which are no links.
    """
    if not (lower.measures and upper.measures):
        return []
    alike = likeness(lower, upper)
    sure = confidence(alike)
    asked = np.zeros(alike.shape, bool)
    asked[list(rows)] = True
    asked[:, list(columns)] = True
    found = np.argwhere(asked & (sure >= MAYBE)).tolist()
    return sorted((_pair(alike, sure, i, j) for i, j in found), key=lambda pair: -pair.confidence)


def _pair(alike: Floats, sure: Floats, i: int, j: int) -> Pair:
    return Pair(i, j, round(float(alike[i, j]), 4), round(float(sure[i, j]), 4))
