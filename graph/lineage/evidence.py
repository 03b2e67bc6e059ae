"""How sure it is that a measure carries out one above, told by how that pair stands among all others of two policies.

How alike a right pair is differs from field to field and from writer to writer; that it is more alike than the others
of its row, of its column and out of its order does not. How near the two are in meaning (meaning.py) goes across words
that only one of them has. So each measure chooses between those above and none of them,
by weights of a few such signs (data/alignment.yaml), which `python -m benchmarks.descent fit` finds.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from typing import NamedTuple

import numpy as np

from policygraph.graph.lineage.meaning import Floats
from policygraph.graph.lineage.order import in_order, order
from policygraph.model.vocabulary import read

# Where a measure carries out more than one: against none, of the best likeness, and of the best nearness in meaning.
ALSO, SHARE, NEARLY = 0.7, 0.6, 0.9
BESIDE = 2  # at most that a measure carries out beside its choice
APART = 0.2  # nearness in meaning by which pairs differ that have as little to do with each other
FEW = 3  # rows of which a column needs more, to say which of them stands out


PAIRS = (
    "likeness",
    "in its row",
    "in its column",
    "of the best in its row",
    "of the best in its column",
    "in order",
    "by order",
    "in meaning",
)
BY_ORDER, STANDING_OUT = PAIRS.index("by order"), [PAIRS.index("in its row"), PAIRS.index("in meaning")]
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


class Weights(NamedTuple):
    """What each sign counts, in the order of PAIRS and of NONE."""

    pairs: Floats
    none: Floats


@dataclass(frozen=True, slots=True)
class Shipped:
    """`data/alignment.yaml`."""

    pairs: dict[str, float]
    none: dict[str, float]
    information: dict[str, str]  # numbers, as far as the diagonal
    words: dict[str, str]


@cache
def shipped() -> Shipped:
    """Read once."""
    return read("alignment.yaml", Shipped)


@cache
def weights() -> Weights:
    """Those that are shipped."""
    found = shipped()
    return Weights(np.array([found.pairs[name] for name in PAIRS]), np.array([found.none[name] for name in NONE]))


def information() -> Floats:
    """What the labels that gave the shipped weights say of them (calibration.py)."""
    found = np.zeros((len(PAIRS) + len(NONE),) * 2)
    for row, name in enumerate((*PAIRS, *NONE)):
        found[row, : row + 1] = [float(number) for number in shipped().information[name].split()]
    return found + np.tril(found, -1).T


def side_by_side(alike: Floats, sizes: Sequence[int]) -> Floats:
    """The matrices whose columns stand in `alike` one after the other, `sizes` of them, as matrices one behind the
    other; what is beyond the columns of one is 0.
    """
    found = np.zeros((len(sizes), len(alike), max(sizes)))
    found.transpose(0, 2, 1)[_there(sizes) > 0] = alike.T
    return found


def _there(sizes: Sequence[int]) -> Floats:
    """Matrices × columns: 1 where a matrix has that column."""
    return (np.arange(max(sizes)) < np.array(sizes)[:, None]).astype(float)


def signs(alike: Floats, near: Floats) -> Signs:
    """Of matrices, of how alike and how near in meaning, with a row and a column at least, in the order of PAIRS and
    NONE.
    """
    found = signs_of_all(alike[None], near[None], [alike.shape[1]])
    return Signs(found.pairs[0], found.none[0])


def signs_of_all(alike: Floats, near: Floats, sizes: Sequence[int]) -> Signs:
    """The same of several matrices of the same rows, of so many columns each (`side_by_side`)."""
    matrices, rows, columns = alike.shape
    there, many = _there(sizes), np.array(sizes)[:, None]
    best = in_order(alike, there)
    top, place = alike.max(axis=2), alike.argmax(axis=2)
    highest = alike.max(axis=1, keepdims=True)
    mutual = (np.take_along_axis(alike.argmax(axis=1), place, axis=1) == np.arange(rows)) & (top > 0)
    pairs = np.empty((*alike.shape, len(PAIRS)))
    pairs[..., 0] = np.sqrt(alike)
    pairs[..., 1] = _standing_out(alike, 2, there[:, None])
    pairs[..., 2] = _standing_out(alike, 1, np.ones((1, rows, 1))) if rows >= FEW else 0.0
    pairs[..., 3] = alike / np.maximum(top, 1e-9)[:, :, None]
    pairs[..., 4] = alike / np.maximum(highest, 1e-9)
    pairs[..., 5] = order(alike, best)
    pairs[..., 6] = best[:, :, None] == np.arange(columns)
    pairs[..., 7] = _standing_out(near, 2, there[:, None], APART)
    none = np.empty((matrices, rows, len(NONE)))
    none[..., 0] = 1.0
    none[..., 1] = np.sqrt(top)
    none[..., 2] = mutual
    none[..., 3] = mutual.mean(axis=1, keepdims=True)
    none[..., 4] = np.sqrt(top).mean(axis=1, keepdims=True)
    none[..., 5] = np.log(many) / 5
    none[..., 6] = 2 / many
    return Signs(pairs, none)


def _standing_out(alike: Floats, axis: int, there: Floats, least: float = 1e-9) -> Floats:
    """By how many deviations from the mean of what is there, within bounds, in thirds; `least` is added to them."""
    count = there.sum(axis=axis, keepdims=True)
    apart = alike - alike.sum(axis=axis, keepdims=True) / count
    spread = np.sqrt((apart**2 * there).sum(axis=axis, keepdims=True) / count)
    return np.asarray(np.clip(apart / (spread + least), -3, 6) / 3)


def chosen(found: Signs, by: Weights, there: Floats | None = None) -> tuple[Floats, Floats]:
    """With these weights: how likely each pair is what its row chooses, and how likely the row chooses none.

    Of one row alone too, whose signs then have no dimension of rows. `there`: 0 for columns that are none.
    """
    scores, nothing = found.pairs @ by.pairs, found.none @ by.none
    most = np.maximum(scores.max(axis=-1), nothing)
    scores, nothing = np.exp(scores - most[..., None]), np.exp(nothing - most)
    if there is not None:
        scores *= there
    total = scores.sum(axis=-1) + nothing
    return scores / total[..., None], nothing / total


def confidence(alike: Floats, near: Floats, by: Weights | None = None) -> Floats:
    """Of every pair, how sure it is that the one carries out the other; by the shipped weights if by no others."""
    return np.asarray(confidences(alike[None], near[None], [alike.shape[1]], by)[0])


def confidences(alike: Floats, near: Floats, sizes: Sequence[int], by: Weights | None = None) -> Floats:
    """The same of several matrices of the same rows, as `signs_of_all`.

    Where a row is nearly as like to one or two others as to its choice, and these hold against none, they do not count
    against the choice: a measure may join what is apart above. Where it is like to more, it stands out to none.
    """
    by, there = by or weights(), _there(sizes)[:, None]
    found = signs_of_all(alike, near, sizes)
    sure, none = chosen(found, by, there)
    best = sure.argmax(axis=2)[:, :, None]
    # The line of the best order has one place in each row, and of two that are near none stands out: they say nothing
    # against a second.
    standing = found.pairs[..., STANDING_OUT] @ by.pairs[STANDING_OUT]
    apart = np.take_along_axis(standing, best, axis=2) - standing
    second = sure * np.exp((1 - found.pairs[..., BY_ORDER]) * by.pairs[BY_ORDER] + apart)
    against = second / (second + none[:, :, None])
    beside = alike >= SHARE * np.take_along_axis(alike, best, axis=2)
    beside &= near >= NEARLY * np.take_along_axis(near, best, axis=2)
    np.put_along_axis(beside, best, False, axis=2)
    beside &= beside.sum(axis=2, keepdims=True) <= BESIDE
    also = beside & (against >= ALSO) & (there > 0)
    top = np.take_along_axis(sure, best, axis=2) / (1 - (sure * also).sum(axis=2, keepdims=True))
    np.put_along_axis(sure, best, top, axis=2)
    return np.asarray(np.where(also & (top >= 0.5), np.minimum(against, top), sure))
