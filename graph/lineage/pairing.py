"""Which upper measures each lower one carries out: links where that is sure, guesses where it may be, else nothing."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from itertools import groupby
from typing import NamedTuple

import numpy as np

from policygraph.graph.lineage.evidence import Weights, confidence, confidences, side_by_side
from policygraph.graph.lineage.likeness import Index, Shelf, likenesses, nearnesses, shelve
from policygraph.graph.lineage.meaning import Floats

ENOUGH = 0.7  # confidence of a link
MOST = 3  # links of one measure to one policy


class Pair(NamedTuple):
    """`lower` and `upper`: positions. `score`: likeness. `confidence`: how sure the link is. Both from 0 to 1."""

    lower: int
    upper: int
    score: float
    confidence: float


def pair_measures(lower: Index, upper: Index, by: Weights | None = None) -> list[Pair]:
    """The upper measures that each lower one carries out, in the order of the lower, the surest first; none where none
    fits, several where a measure joins what is apart above. `by`: other weights than those that are shipped.
    """
    return pair_with_all(lower, shelve([upper]), by)[0]


def pair_with_all(lower: Index, shelf: Shelf, by: Weights | None = None) -> list[list[Pair]]:
    """`pair_measures` with each policy of the shelf."""
    found: list[list[Pair]] = [[] for _ in shelf.uppers]
    if lower.measures:
        for number, alike, sure in _compared(lower, shelf, by):
            found[number] = list(_links(alike, sure))
    return found


def _compared(lower: Index, shelf: Shelf, by: Weights | None) -> Iterator[tuple[int, Floats, Floats]]:
    """The number, likeness and confidence of each policy that has measures; those of like size are told together."""
    alike, near = likenesses(lower, shelf), nearnesses(lower, shelf)
    ends = np.cumsum(shelf.sizes).tolist()
    sized = sorted((size.bit_length(), number) for number, size in enumerate(shelf.sizes) if size)
    for _, some in groupby(sized, key=lambda each: each[0]):
        numbers = [number for _, number in some]
        sizes = [shelf.sizes[number] for number in numbers]
        columns = np.concatenate([np.arange(ends[n] - size, ends[n]) for n, size in zip(numbers, sizes, strict=True)])
        matrices = side_by_side(alike[:, columns], sizes)
        sure = confidences(matrices, side_by_side(near[:, columns], sizes), sizes, by)
        for k, (number, size) in enumerate(zip(numbers, sizes, strict=True)):
            yield number, matrices[k, :, :size], sure[k, :, :size]


def _links(alike: Floats, sure: Floats) -> Iterator[Pair]:
    for i in np.flatnonzero(sure.max(axis=1) >= ENOUGH).tolist():
        ranked = sorted(np.flatnonzero(sure[i] >= ENOUGH).tolist(), key=lambda k: (-sure[i, k], -alike[i, k], k))
        yield from (_pair(alike, sure, i, k) for k in ranked[:MOST])


MAYBE = 0.5  # confidence of what is shown as a guess where there is no link


def near_pairs(
    lower: Index,
    upper: Index,
    by: Weights | None = None,
    *,
    rows: Collection[int] = (),
    columns: Collection[int] = (),
) -> list[Pair]:
    """What the lower measures of `rows`, and the upper ones of `columns`, may have to do with, the surest first; near
    misses too, which are no links. `by`: other weights than those that are shipped.
    """
    if not (lower.measures and upper.measures):
        return []
    shelf = shelve([upper])
    alike = likenesses(lower, shelf)
    sure = confidence(alike, nearnesses(lower, shelf), by)
    asked = np.zeros(alike.shape, bool)
    asked[list(rows)] = True
    asked[:, list(columns)] = True
    found = np.argwhere(asked & (sure >= MAYBE)).tolist()
    return sorted((_pair(alike, sure, i, j) for i, j in found), key=lambda pair: -pair.confidence)


def _pair(alike: Floats, sure: Floats, i: int, j: int) -> Pair:
    return Pair(i, j, round(float(alike[i, j]), 4), round(float(sure[i, j]), 4))
