"""How near two measures are in what they are about, whatever their words: by vectors learnt from documents.

`data/meaning.npy` has a vector for each of some thousand pairs of characters (scripts/make_meaning.py says how, and
docs/engineers/meaning.md of what it is made); a text is the sum of those of its pairs. An upper measure may be long
and a lower one carry out a passage of it: so it is compared by its passages, and the nearest counts.

Vectors are whole numbers so small that their products are exact in any order: nearness is the same on every machine,
whatever else is compared at the same time.
"""

from __future__ import annotations

import re
from functools import cache
from importlib.resources import files
from pathlib import Path
from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from policygraph.graph.lineage.measure import Measure, body

TABLE = "meaning.npy"
DIMENSIONS = 200
ROW = np.dtype([("pair", "<u4"), ("weight", "<f4"), ("vector", "i1", (DIMENSIONS,))])
LENGTH = 4000  # of a vector: the product of two, rounding counted in, is below 2**24, up to which float32 is exact
TOGETHER = 64  # texts read at a time, rows compared at a time: what is in memory stays small

SENTENCE = re.compile(r"[^。；;\n]+")
SHORTEST = 6  # characters of a sentence that says something
PASSAGE, STEP = 4, 2  # sentences of a passage, and from where to where the next begins

Floats = npt.NDArray[np.float64]
Whole = npt.NDArray[np.int64]
Vectors = npt.NDArray[np.float32]  # whole numbers


class Table(NamedTuple):
    """`data/meaning.npy`: of each pair, in the order of their numbers, what its `vectors` count by."""

    pairs: Whole
    weights: Floats
    vectors: npt.NDArray[np.int8]


@cache
def table() -> Table:
    """Opened once, and read only where it is looked at."""
    found = np.load(Path(str(files("policygraph.data").joinpath(TABLE))), mmap_mode="r")
    return Table(found["pair"].astype(np.int64), found["weight"].astype(np.float64), found["vector"])


def meanings(numbers: Whole, rows: Whole, counts: Floats, many: int) -> Vectors:
    """So many rows, each with its pairs that are `counted`; of nothing but 0 where none of them is known."""
    known = table()
    place = np.minimum(np.searchsorted(known.pairs, numbers), len(known.pairs) - 1)
    there = np.flatnonzero(known.pairs[place] == numbers)
    place, rows = place[there], rows[there]
    weights = counts[there] * known.weights[place]
    found = np.zeros((many, DIMENSIONS))
    for first in range(0, many, TOGETHER):
        some = (rows >= first) & (rows < first + TOGETHER)
        words, column = np.unique(place[some], return_inverse=True)
        bags = np.zeros((min(TOGETHER, many - first), len(words)))
        bags[rows[some] - first, column] = weights[some]
        found[first : first + TOGETHER] = bags @ known.vectors[words].astype(np.float64)
    lengths = np.linalg.norm(found, axis=1, keepdims=True)
    return np.asarray(np.rint(found * (LENGTH / np.maximum(lengths, 1e-9))), np.float32)


def passages(measure: Measure) -> list[tuple[str, str]]:
    """Runs of its sentences, each with its title.

    >>> [text for _, text in passages(Measure("a", "建设大棚", "建设大棚。扶持合作社建棚。培训种植大户。"))]
    ['扶持合作社建棚。培训种植大户']
    """
    found = [each for each in SENTENCE.findall(body(measure)) if len(each) >= SHORTEST]
    if not found:
        return [(measure.title, measure.text)]
    starts = range(0, max(len(found) - PASSAGE + 1, 1), STEP)
    return [(measure.title, "。".join(found[start : start + PASSAGE])) for start in starts]


def nearness(lower: Vectors, passages: Vectors, firsts: Whole) -> Floats:
    """From 0 to 1, a row for each lower measure and a column for each upper one: that of the nearest of its passages,
    which begin at `firsts` and go on to the next.
    """
    found = np.zeros((len(lower), len(firsts)))
    for start in range(0, len(lower) if len(firsts) else 0, TOGETHER):
        products = lower[start : start + TOGETHER] @ passages.T
        found[start : start + TOGETHER] = np.maximum.reduceat(products, firsts, axis=1)
    return np.clip(found / LENGTH**2, 0.0, 1.0)
