"""How alike the measures of two policies are: an inverted index of each, joined over the words that both hold.

Words are pairs of characters and topics of the field (data/topics.yaml), for a heading names the matter and a text what
is done. Rare words count more, rarity being counted in the two policies together; likeness is the cosine. What it costs
is reading each policy once and a step for each meeting of a word with itself. A policy is compared with all of a shelf
at once: what each step costs beside its numbers is then paid once.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

import numpy as np
from ahocorasick_rs import AhoCorasick

from policygraph.graph.lineage.meaning import Floats, Vectors, Whole, meanings, nearness, passages
from policygraph.graph.lineage.measure import SPAN, TITLE, Measure, body, counted
from policygraph.model.overlay import of_words
from policygraph.model.vocabulary import Words, read

TOPIC = 1.5  # what a topic counts, a pair of characters counting one
MEETINGS = 500_000  # joined at a time, so that memory stays small for policies of thousands of measures

TOPICS = SPAN * SPAN  # numbers of topics begin here, above those of pairs


@dataclass(frozen=True)
class Index:
    """Of `measures`, in the order of their text: word `words[k]` stands in `rows[starts[k]:starts[k + 1]]` of them,
    and counts `weights` in each, by how often it stands there.
    """

    measures: tuple[Measure, ...]
    words: Whole  # numbers of pairs and topics, sorted, each once
    starts: Whole
    rows: Whole
    weights: Floats
    moments: Floats  # of each measure: sums from which its length follows, however rare words are beside another policy

    @property
    def spread(self) -> Whole:
        """In how many measures each word stands."""
        return np.diff(self.starts)

    @cached_property
    def meanings(self) -> Vectors:
        """Of each measure; its topics have no part in it."""
        numbers = np.repeat(self.words, self.spread)
        return meanings(numbers, self.rows, self.weights, len(self.measures))

    @cached_property
    def passages(self) -> tuple[Vectors, Whole]:
        """What its passages mean, and how many each measure has: for those with which others are compared."""
        found = [passages(each) for each in self.measures]
        texts = [part for some in found for each in some for part in each]
        return meanings(*counted(texts), len(texts) // 2), np.array([len(some) for some in found], np.int64)


@dataclass(frozen=True, slots=True)
class Shelf:
    """Policies to compare others with: `uppers`, their measures as columns one after the other.

    Word `words[k]` stands at the places `starts[k]:starts[k + 1]`: of the policy `of` the shelf, in whose measures it
    stands `spread` times, in the column `columns`, where it counts `weights`.
    """

    uppers: tuple[Index, ...]
    words: Whole
    starts: Whole
    of: Whole
    spread: Whole
    columns: Whole
    weights: Floats
    moments: Floats
    passages: Vectors
    firsts: Whole  # of each column: where its passages begin

    @property
    def sizes(self) -> list[int]:
        """How many measures each policy has."""
        return [len(upper.measures) for upper in self.uppers]


# --- reading measures -------------------------------------------------------------------------------------------------


def index_measures(measures: Sequence[Measure]) -> Index:
    """The index of a policy's measures, to be compared with many others."""
    texts = [part for each in measures for part in (each.title, body(each))]
    numbers, places, counts = counted(texts)
    rows = max(len(measures), 1)
    about = _topics(texts)
    keys = numbers * rows + places
    keys = np.append(keys, np.array(sorted(about), np.int64).reshape(-1, 2) @ (rows, 1)).astype(np.int64)
    weights = np.append(counts, [TOPIC * (1 + np.log(about[each])) for each in sorted(about)])
    words, starts = np.unique(keys // rows, return_index=True)
    starts = np.append(starts, len(keys))
    squares, logs = weights**2, np.repeat(np.log(np.diff(starts)), np.diff(starts))
    moments = np.stack([_summed(keys % rows, squares * logs**k, len(measures)) for k in range(3)])
    return Index(tuple(measures), words, starts, keys % rows, weights, moments)


def _topics(texts: Sequence[str]) -> dict[tuple[int, int], int]:
    """How often each measure speaks of a topic, by topic and row, a title counting as titles do: once for a word."""
    finder, owners = _finder()
    found: dict[tuple[int, int], int] = {}
    for place, text in enumerate(texts):
        for word in {word for word, _, _ in finder.find_matches_as_indexes(text, overlapping=True)}:
            for topic in owners[word]:
                key = TOPICS + topic, place // 2
                found[key] = found.get(key, 0) + (1 if place % 2 else TITLE)
    return found


@of_words
def _finder() -> tuple[AhoCorasick, list[list[int]]]:
    """All words of topics, and of which topics each is."""
    words = list(dict.fromkeys(word for each in topics().values() for word in each))
    owners = [[number for number, each in enumerate(topics().values()) if word in each] for word in words]
    return AhoCorasick(words), owners


@dataclass(frozen=True, slots=True)
class Topics:
    """`data/topics.yaml`."""

    topics: dict[str, Words]


@of_words
def topics() -> dict[str, tuple[str, ...]]:
    """Words by topic."""
    return dict(read("topics.yaml", Topics).topics)


# --- comparing them ---------------------------------------------------------------------------------------------------


def shelve(uppers: Sequence[Index]) -> Shelf:
    """Several policies, to be compared with others at once."""
    first = np.cumsum([0, *(len(upper.measures) for upper in uppers)])
    words, of, spread, columns, weights = (
        np.concatenate(parts)
        for parts in zip(*(_places(upper, number, first[number]) for number, upper in enumerate(uppers)), strict=True)
    )
    order = np.argsort(words, kind="stable")
    distinct, starts = np.unique(words[order], return_index=True)
    moments = np.concatenate([upper.moments for upper in uppers], axis=1)
    meant, many = (np.concatenate(parts) for parts in zip(*(upper.passages for upper in uppers), strict=True))
    return Shelf(
        tuple(uppers), distinct, np.append(starts, len(words)), of[order], spread[order], columns[order],
        weights[order], moments, meant, np.cumsum(many) - many,
    )  # fmt: skip


def _places(upper: Index, number: int, first: int) -> tuple[Whole, Whole, Whole, Whole, Floats]:
    spread = upper.spread
    words, often = np.repeat(upper.words, spread), np.repeat(spread, spread)
    return words, np.full(len(words), number), often, upper.rows + first, upper.weights


def likeness(lower: Index, upper: Index) -> Floats:
    """From 0 to 1, a row for each lower measure and a column for each upper one.

    >>> one = index_measures([Measure("a", "推进移风易俗", ""), Measure("b", "抓好粮食生产", "")])
    >>> other = index_measures([Measure("c", "治理高额彩礼", "")])  # not a character in common
    >>> likeness(one, other).round(1).tolist()
    [[0.1], [0.0]]
    """
    return likenesses(lower, shelve([upper]))


def nearnesses(lower: Index, shelf: Shelf) -> Floats:
    """How near in meaning, in the same order."""
    return nearness(lower.meanings, shelf.passages, shelf.firsts)


def likenesses(lower: Index, shelf: Shelf) -> Floats:
    """`likeness` to each policy of the shelf, side by side: the columns of all of them."""
    rows, sizes = len(lower.measures), np.array(shelf.sizes)
    rarest = np.log(1.0 + rows + sizes)
    place = np.minimum(np.searchsorted(shelf.words, lower.words), max(len(shelf.words) - 1, 0))
    mine = np.flatnonzero(shelf.words[place] == lower.words) if len(shelf.words) else place[:0]
    product, here = np.zeros(rows * sizes.sum()), np.zeros(rows * sizes.sum())
    there = np.zeros(sizes.sum())
    meetings = np.cumsum(lower.spread[mine] * np.diff(shelf.starts)[place[mine]])
    cuts = np.searchsorted(meetings, np.arange(MEETINGS, meetings[-1] if len(meetings) else 0, MEETINGS))
    for some in np.split(mine, cuts):
        for total, part in zip((product, here, there), _met(lower, some, shelf, place[some], rarest), strict=True):
            total += part
    below = _squares(lower.moments[:, :, None], rarest) + _by_policy(here.reshape(rows, sizes.sum()), sizes)
    above = _squares(shelf.moments, np.repeat(rarest, sizes)) + there
    lengths = np.sqrt(np.repeat(below, sizes, axis=1) * above)
    product = product.reshape(lengths.shape)
    return np.minimum(np.divide(product, lengths, out=np.zeros(lengths.shape), where=lengths > 0), 1.0)


def _met(lower: Index, words: Whole, shelf: Shelf, theirs: Whole, rarest: Floats) -> tuple[Floats, Floats, Floats]:
    """What some words of the lower policy, places in its index and on the shelf, add: to the products of rows with
    columns; and, since they are less rare than one policy alone says, to the squares of lengths of rows and of columns.
    """
    own, many = lower.spread[words], np.diff(shelf.starts)[theirs]
    k = _each(shelf.starts[theirs], many)
    columns, weights, spread, top = shelf.columns[k], shelf.weights[k], shelf.spread[k], rarest[shelf.of[k]]
    mine = np.repeat(own, many)
    logs = np.log(np.arange(1, mine.max(initial=1) + spread.max(initial=1) + 1))
    rare = (top - logs[mine + spread - 1]) ** 2
    less_here = (rare - (top - logs[mine - 1]) ** 2) / spread  # once for a policy, however often the word is there
    less_there = rare - (top - logs[spread - 1]) ** 2
    # Each place below meets all places of its word on the shelf, which follow each other in `k`.
    i = _each(lower.starts[words], own)
    width = np.repeat(many, own)
    j = _each(np.repeat(np.cumsum(many) - many, own), width)
    size = len(lower.measures) * shelf.moments.shape[1]
    cells = np.repeat(lower.rows[i] * shelf.moments.shape[1], width) + columns[j]
    one, square = np.repeat(lower.weights[i], width), np.repeat(lower.weights[i] ** 2, width)
    return (
        _summed(cells, one * (rare * weights)[j], size),
        _summed(cells, square * less_here[j], size),
        _summed(columns, less_there * weights**2, shelf.moments.shape[1]),
    )


def _summed(places: Whole, values: Floats, size: int) -> Floats:
    """The sums of the values of each place."""
    return np.asarray(np.bincount(places, values, size), np.float64)


def _each(starts: Whole, sizes: Whole) -> Whole:
    """The numbers from each start on, as many as its size."""
    ends = np.cumsum(sizes)
    return np.arange(ends[-1] if len(ends) else 0) + np.repeat(starts - ends + sizes, sizes)


def _squares(moments: Floats, rarest: Floats) -> Floats:
    """The squares of lengths where no word is shared."""
    return np.asarray(moments[0] * rarest**2 - 2 * moments[1] * rarest + moments[2])


def _by_policy(columns: Floats, sizes: Whole) -> Floats:
    """The sums of the columns of each policy."""
    sums = np.concatenate([np.zeros((len(columns), 1)), np.cumsum(columns, axis=1)], axis=1)
    ends = np.cumsum(sizes)
    return np.asarray(sums[:, ends] - sums[:, ends - sizes])
