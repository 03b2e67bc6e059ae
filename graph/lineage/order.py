"""A plan mostly keeps the order of the policy that it carries out: what its neighbours do says where to look.

Matrices of likeness have a row for each lower measure and a column for each upper one; several of the same rows may
lie one behind the other, each with its own number of columns and nothing behind them.
"""

from __future__ import annotations

import numpy as np
from numpy.lib.stride_tricks import sliding_window_view

from policygraph.graph.lineage.meaning import Floats, Whole

# What order counts beside likeness, and how far ahead a neighbour is still near.
ORDER, NEAR, REACH = 0.06, 3.0, 12
CERTAIN = 0.15  # likeness at which a neighbour's own place is beyond doubt
NEVER = -1e9


BONUS = ORDER * np.exp(-np.maximum(np.arange(REACH + 1) - 1, 0) / NEAR)


def in_order(alike: Floats, there: Floats) -> Whole:
    """For each row a column: those that together are most alike and best in order (Viterbi, forth and back).

    `alike`: matrices × rows × columns. `there`: matrices × columns, 1 where there is a column, else 0.
    """
    matrices, rows, columns = alike.shape
    both = np.where(there[:, None] > 0, alike, NEVER)
    both = np.stack([both, both[:, ::-1]])  # each row forth, and back from the end
    around = np.full((2, matrices, columns + 2 * REACH), NEVER)
    near = sliding_window_view(around, columns, axis=2)
    # From a column a little before it with a bonus, going back from one a little behind it; from any without.
    forth, back = near[0, :, REACH::-1], near[1, :, REACH:]
    for i in range(1, rows):
        around[:, :, REACH : REACH + columns] = both[:, :, i - 1]
        any_ = both[:, :, i - 1].max(axis=2, keepdims=True)
        both[0, :, i] += np.maximum((forth + BONUS[:, None]).max(axis=1), any_[0])
        both[1, :, i] += np.maximum((back + BONUS[:, None]).max(axis=1), any_[1])
    return np.asarray((both[0] + both[1, :, ::-1] - alike).argmax(axis=2))


def order(alike: Floats, best: Whole) -> Floats:
    """Of every pair, how well it stands among what its two neighbours on either side carry out, from 0 to 1."""
    _, rows, columns = alike.shape
    certain = np.minimum(np.take_along_axis(alike, best[:, :, None], axis=2) / CERTAIN, 1.0)
    total, possible = np.zeros_like(alike), np.zeros(rows)
    gaps = np.arange(-columns, columns + 1)
    for step in (-2, -1, 1, 2):
        own = slice(max(0, -step), rows - max(0, step))
        other = slice(max(0, step), rows - max(0, -step))
        if rows <= abs(step):
            continue
        near = np.where(gaps >= 0, np.exp(-np.maximum(gaps - abs(step), 0) / NEAR), 0.0)
        gap = (best[:, other, None] - np.arange(columns)) * np.sign(step)
        total[:, own] += near[gap + columns] * certain[:, other] / abs(step)
        possible[own] += 1 / abs(step)
    return np.asarray(total / np.maximum(possible, 1e-9)[:, None])
