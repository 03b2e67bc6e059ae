"""A plan mostly keeps the order of the policy that it carries out: what its neighbours do says where to look."""

from __future__ import annotations

import numpy as np

from policygraph.graph.lineage.likeness import Floats, Whole

# What order counts beside likeness, and how far ahead a neighbour is still near.
ORDER, NEAR, REACH = 0.06, 3.0, 12
CERTAIN = 0.15  # likeness at which a neighbour's own place is beyond doubt


GAPS = np.arange(REACH + 1)
BONUS = ORDER * np.exp(-np.maximum(GAPS - 1, 0) / NEAR)[::-1]


def in_order(alike: Floats) -> Whole:
    """For each row a column: those that together are most alike and best in order (Viterbi, forth and back)."""
    rows, columns = alike.shape
    both = np.stack([alike, alike[::-1, ::-1]], axis=1)  # each row forth, and back from the end
    before = np.full((2, REACH + columns), -np.inf)
    window = np.arange(columns)[:, None] + GAPS
    for i in range(1, rows):
        # From a column a little before it with a bonus, from any without.
        before[:, REACH:] = both[i - 1]
        near = (before[:, window] + BONUS).max(axis=2)
        both[i] += np.maximum(near, both[i - 1].max(axis=1, keepdims=True))
    return np.asarray((both[:, 0] + both[::-1, 1, ::-1] - alike).argmax(axis=1))


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
