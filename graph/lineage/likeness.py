"""How alike the measures of two policies are: an inverted index of each, joined over the words that both hold.

Words are pairs of characters and topics of the field (data/topics.yaml), for a heading names the matter and a text what
is done. Rare words count more, rarity being counted in the two policies together; likeness is the cosine. What it costs
is reading both policies once and a step for each meeting of a word with itself, whatever the number of other policies.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache

import numpy as np
import numpy.typing as npt

from policygraph.graph.lineage.measure import TITLE, Measure, body
from policygraph.model.vocabulary import Words, read

TOPIC = 1.5  # what a topic counts, a pair of characters counting one
MEETINGS = 2_000_000  # joined at a time, so that memory stays small for policies of thousands of measures

FIRST, LAST = 0x3400, 0x9FFF  # the characters that count
SPAN = LAST - FIRST + 1
TOPICS = SPAN * SPAN  # numbers of topics begin here, above those of pairs

Floats = npt.NDArray[np.float64]
Whole = npt.NDArray[np.int64]


@dataclass(frozen=True, slots=True)
class Index:
    """Of `measures`, in the order of their text: word `words[k]` stands in `rows[starts[k]:starts[k + 1]]` of them,
    and counts `weights` in each, by how often it stands there.
    """

    measures: tuple[Measure, ...]
    words: Whole  # numbers of pairs and topics, sorted, each once
    starts: Whole
    rows: Whole
    weights: Floats

    @property
    def spread(self) -> Whole:
        """In how many measures each word stands."""
        return np.diff(self.starts)


def index_measures(measures: Sequence[Measure]) -> Index:
    """The index of a policy's measures, to be compared with many others."""
    counted = [_counted(measure) for measure in measures]
    words = np.concatenate([words for words, _ in counted]) if counted else np.empty(0, np.int64)
    weights = np.concatenate([weights for _, weights in counted]) if counted else np.empty(0)
    rows = np.repeat(np.arange(len(measures)), [len(words) for words, _ in counted])
    order = np.argsort(words, kind="stable")
    distinct, starts = np.unique(words[order], return_index=True)
    return Index(tuple(measures), distinct, np.append(starts, len(words)), rows[order], weights[order])


def _counted(measure: Measure) -> tuple[Whole, Floats]:
    """The words of a measure, each once, and what each counts there."""
    text = body(measure)
    title, rest = _pairs(measure.title), _pairs(text)
    often = np.concatenate([np.full(len(title), float(TITLE)), np.ones(len(rest))])
    words, place = np.unique(np.concatenate([title, rest]), return_inverse=True)
    weights = 1 + np.log(np.bincount(place, often, len(words)))
    about: dict[int, float] = {}
    for number, said in enumerate(topics().values()):
        if often_ := sum(TITLE * (word in measure.title) + (word in text) for word in said):
            about[TOPICS + number] = TOPIC * (1 + float(np.log(often_)))
    return np.append(words, list(about)).astype(np.int64), np.append(weights, list(about.values()))


def _pairs(text: str) -> Whole:
    """The numbers of the pairs of Chinese characters that stand side by side."""
    codes = np.frombuffer(text.encode("utf-32-le"), np.uint32).astype(np.int64) - FIRST
    counts = (codes >= 0) & (codes < SPAN)
    return (codes[:-1] * SPAN + codes[1:])[counts[:-1] & counts[1:]]


@dataclass(frozen=True, slots=True)
class Topics:
    """`data/topics.yaml`."""

    topics: dict[str, Words]


@cache
def topics() -> dict[str, tuple[str, ...]]:
    """Words by topic."""
    return dict(read("topics.yaml", Topics).topics)


def likeness(lower: Index, upper: Index) -> Floats:
    """From 0 to 1, a row for each lower measure and a column for each upper one.

    >>> one = index_measures([Measure("a", "推进移风易俗", ""), Measure("b", "抓好粮食生产", "")])
    >>> other = index_measures([Measure("c", "治理高额彩礼", "")])  # not a character in common
    >>> likeness(one, other).round(1).tolist()
    [[0.1], [0.0]]
    """
    _, mine, yours = np.intersect1d(lower.words, upper.words, assume_unique=True, return_indices=True)
    shape = (len(lower.measures), len(upper.measures))
    rarest = float(np.log(1 + sum(shape)))
    together_below, together_above = lower.spread.astype(float), upper.spread.astype(float)
    together_below[mine] += upper.spread[yours]
    together_above[yours] += lower.spread[mine]
    below = lower.weights * np.repeat(rarest - np.log(together_below), lower.spread)
    above = upper.weights * np.repeat(rarest - np.log(together_above), upper.spread)
    found = np.zeros(shape[0] * shape[1])
    meetings = np.cumsum(lower.spread[mine] * upper.spread[yours])
    cuts = np.searchsorted(meetings, np.arange(MEETINGS, meetings[-1] if len(meetings) else 0, MEETINGS))
    for some in np.split(np.arange(len(mine)), cuts):
        i, j = _crossed(lower, upper, mine[some], yours[some])
        found += np.bincount(lower.rows[i] * shape[1] + upper.rows[j], below[i] * above[j], len(found))
    lengths = np.outer(_lengths(lower, below), _lengths(upper, above))
    product = found.reshape(shape)
    return np.minimum(np.divide(product, lengths, out=np.zeros(shape), where=lengths > 0), 1.0)


def _crossed(lower: Index, upper: Index, mine: Whole, yours: Whole) -> tuple[Whole, Whole]:
    """For each word, each of its places in the one with each in the other."""
    width = upper.spread[yours]
    sizes = lower.spread[mine] * width
    step = np.arange(sizes.sum()) - np.repeat(np.cumsum(sizes) - sizes, sizes)
    width = np.repeat(width, sizes)
    return np.repeat(lower.starts[mine], sizes) + step // width, np.repeat(upper.starts[yours], sizes) + step % width


def _lengths(of: Index, weights: Floats) -> Floats:
    return np.sqrt(np.bincount(of.rows, weights**2, len(of.measures)))
