"""How sure it is that a measure carries out one above, told by how that pair stands among all others of two policies.

How alike a right pair is differs from field to field and from writer to writer; that it is more alike than the others
of its row, of its column and out of its order does not. So each measure chooses between those above and none of them,
by weights of a few such signs (data/alignment.yaml), which `python -m benchmarks.descent fit` finds.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from typing import NamedTuple

import numpy as np

from policygraph.graph.lineage.likeness import Floats
from policygraph.graph.lineage.order import in_order, order
from policygraph.model.vocabulary import read

ALSO, SHARE = 0.8, 0.6  # against none, and of the best likeness, where a measure carries out more than one
FEW = 3  # rows of which a column needs more, to say which of them stands out


PAIRS = (
    "likeness",
    "in its row",
    "in its column",
    "of the best in its row",
    "of the best in its column",
    "in order",
    "by order",
)
BY_ORDER = PAIRS.index("by order")
NONE = (
    "always",
    "best likeness",
    "best for each other",
    "best for each other in all",
    "best likeness in all",
    "number above",
    "few above",
)


class Signs(NamedTuple):
    """`pairs`: rows × columns × signs that a pair is right; `none`: rows × signs that nothing above is."""

    pairs: Floats
    none: Floats


@dataclass(frozen=True, slots=True)
class Weights:
    """`data/alignment.yaml`."""

    pairs: dict[str, float]
    none: dict[str, float]


@cache
def weights() -> tuple[Floats, Floats]:
    """Of the signs of pairs, and of none, in the order of `signs`."""
    found = read("alignment.yaml", Weights)
    return np.array([found.pairs[name] for name in PAIRS]), np.array([found.none[name] for name in NONE])


def signs(alike: Floats) -> Signs:
    """Of a matrix with a row and a column at least, in the order of PAIRS and NONE."""
    rows, columns = alike.shape
    best = in_order(alike)
    top, place = alike.max(axis=1), alike.argmax(axis=1)
    highest = alike.max(axis=0)
    mutual = (alike.argmax(axis=0)[place] == np.arange(rows)) & (top > 0)
    pairs = (
        np.sqrt(alike),
        _standing_out(alike, 1),
        _standing_out(alike, 0) if rows >= FEW else np.zeros_like(alike),
        alike / np.maximum(top, 1e-9)[:, None],
        alike / np.maximum(highest, 1e-9),
        order(alike, best),
        (best[:, None] == np.arange(columns)).astype(float),
    )
    whole = np.ones(rows)
    none = (
        whole,
        np.sqrt(top),
        mutual.astype(float),
        whole * mutual.mean(),
        whole * np.sqrt(top).mean(),
        whole * np.log(columns) / 5,
        whole * 2 / columns,
    )
    return Signs(np.stack(pairs, axis=-1), np.stack(none, axis=-1))


def _standing_out(alike: Floats, axis: int) -> Floats:
    """By how many deviations from the mean, within bounds, in thirds."""
    spread = np.maximum(alike.std(axis=axis, keepdims=True), 1e-9)
    return np.asarray(np.clip((alike - alike.mean(axis=axis, keepdims=True)) / spread, -3, 6) / 3)


def chosen(found: Signs, pairs: Floats, none: Floats) -> tuple[Floats, Floats]:
    """With these weights: how likely each pair is what its row chooses, and how likely the row chooses none.

    Of one row alone too, whose signs then have no dimension of rows.
    """
    scores, nothing = found.pairs @ pairs, found.none @ none
    most = np.maximum(scores.max(axis=-1), nothing)
    scores, nothing = np.exp(scores - most[..., None]), np.exp(nothing - most)
    total = scores.sum(axis=-1) + nothing
    return scores / total[..., None], nothing / total


def confidence(alike: Floats) -> Floats:
    """Of every pair, how sure it is that the one carries out the other.

    Where a row is nearly as like to others as to its choice, these count against none, not against the choice: a
    measure may join what is apart above.
    """
    found, (pairs, nothing) = signs(alike), weights()
    sure, none = chosen(found, pairs, nothing)
    rows, best = np.arange(len(alike)), sure.argmax(axis=1)
    top = sure[rows, best][:, None]
    # The line of the best order has one place in each row, and says nothing against a second.
    second = sure * np.exp((1 - found.pairs[:, :, BY_ORDER]) * pairs[BY_ORDER])
    against = second / (second + none[:, None])
    near = alike >= SHARE * alike[rows, best][:, None]
    also = near & (against >= ALSO) & (top >= 0.5)
    also[rows, best] = False
    return np.where(also, np.minimum(against, top), sure)
