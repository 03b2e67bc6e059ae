"""Which upper measure each lower one carries out: the likest, and of those nearly as like the one in its place.

A plan mostly keeps the order of the policy that it carries out, so what its neighbours carry out says where to look.
That is enough to find a heading without a text from a text without a heading; it never makes a link alone.
"""

from __future__ import annotations

from collections.abc import Collection
from typing import NamedTuple

import numpy as np
from numpy.lib.stride_tricks import sliding_window_view

from policygraph.graph.lineage.likeness import Floats, Index, Whole, likeness

# What order counts beside likeness, and how far ahead a neighbour is still near.
ORDER, NEAR, REACH = 0.06, 3.0, 12
CERTAIN = 0.15  # likeness at which a neighbour's own place is beyond doubt

# A logistic fit on the samples and on a county plan against the headings of the policy above, with and without titles,
# and with some upper measures taken away so that nothing is above some lower ones. Found once, by hand; what the links
# are like on other documents is printed by benchmarks/align.py.
WEIGHTS, BIAS = (17.2, 3.1), -7.5  # of the root of likeness, of order
ENOUGH = 0.5  # confidence of a link
ALSO, SHARE, MOST = 0.65, 0.6, 3  # confidence, share of the best likeness, and number of several links of one measure


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
    best = in_order(alike)
    sure = confidence(alike, best)
    found = []
    for i, j in enumerate(best):
        if sure[i, j] < ENOUGH:
            continue
        others = np.flatnonzero((sure[i] >= ALSO) & (alike[i] >= SHARE * alike[i, j]))
        ranked = sorted({int(j), *others.tolist()}, key=lambda k: (k != j, -sure[i, k], k))
        found += [_pair(alike, sure, i, k) for k in ranked[:MOST]]
    return found


MAYBE = 0.35  # confidence of what is shown as a guess where there is no link


def near_pairs(lower: Index, upper: Index, *, rows: Collection[int] = (), columns: Collection[int] = ()) -> list[Pair]:
    """What the lower measures of `rows`, and the upper ones of `columns`, may have to do with, the surest first; near
    misses too, which are no links.
    """
    if not (lower.measures and upper.measures):
        return []
    alike = likeness(lower, upper)
    sure = confidence(alike, in_order(alike))
    asked = np.zeros(alike.shape, bool)
    asked[list(rows)] = True
    asked[:, list(columns)] = True
    found = np.argwhere(asked & (sure >= MAYBE)).tolist()
    return sorted((_pair(alike, sure, i, j) for i, j in found), key=lambda pair: -pair.confidence)


def _pair(alike: Floats, sure: Floats, i: int, j: int) -> Pair:
    return Pair(i, j, round(float(alike[i, j]), 4), round(float(sure[i, j]), 4))


def in_order(alike: Floats) -> Whole:
    """For each row a column: those that together are most alike and best in order (Viterbi, forth and back)."""
    forth, back = alike.copy(), np.zeros_like(alike)
    for i in range(1, len(alike)):
        forth[i] += _ahead(forth[i - 1])
    for i in range(len(alike) - 2, -1, -1):
        back[i] = _ahead((back[i + 1] + alike[i + 1])[::-1])[::-1]
    return np.asarray((forth + back).argmax(axis=1))


GAPS = np.arange(REACH + 1)
BONUS = ORDER * np.exp(-np.maximum(GAPS - 1, 0) / NEAR)


def _ahead(before: Floats) -> Floats:
    """The best that can come before each column: from a column a little before it with a bonus, from any without."""
    padded = np.concatenate([np.full(REACH, -np.inf), before])
    return np.asarray(np.maximum((sliding_window_view(padded, REACH + 1) + BONUS[::-1]).max(axis=1), before.max()))


def confidence(alike: Floats, best: Whole) -> Floats:
    """Of every pair, how sure it is that the one carries out the other."""
    return np.asarray(1 / (1 + np.exp(-(WEIGHTS[0] * np.sqrt(alike) + WEIGHTS[1] * order(alike, best) + BIAS))))


def order(alike: Floats, best: Whole) -> Floats:
    """Of every pair, how well it stands among what its two neighbours on either side carry out, from 0 to 1."""
    rows, columns = alike.shape
    certain = np.minimum(alike[np.arange(rows), best] / CERTAIN, 1.0)
    total, possible = np.zeros_like(alike), np.zeros(rows)
    for step in (-2, -1, 1, 2):
        own = slice(max(0, -step), rows - max(0, step))
        other = slice(max(0, step), rows - max(0, -step))
        if rows <= abs(step):
            continue
        gap = (best[other, None] - np.arange(columns)[None, :]) * np.sign(step)
        near = np.where(gap >= 0, np.exp(-np.maximum(gap - abs(step), 0) / NEAR), 0.0)
        total[own] += near * certain[other, None] / abs(step)
        possible[own] += 1 / abs(step)
    return np.asarray(total / np.maximum(possible, 1e-9)[:, None])
