"""How sure a pair is, told by how it stands among the others."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise, product

import numpy as np
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra import numpy as arrays

from policygraph.graph.lineage.calibration import Choice, fit
from policygraph.graph.lineage.evidence import (
    NONE,
    PAIRS,
    Weights,
    chosen,
    confidence,
    confidences,
    side_by_side,
    signs,
)
from policygraph.graph.lineage.order import in_order
from policygraph.graph.lineage.pairing import ENOUGH

matrices = arrays.arrays(float, st.tuples(st.integers(1, 6), st.integers(1, 6)), elements=st.floats(0, 1, width=32))


def near(alike: np.ndarray) -> np.ndarray:
    """As near in meaning as measures mostly are that are so alike."""
    return np.asarray(np.minimum(0.3 + alike, 1.0))


@given(matrices)
def test_each_pair_is_between_nothing_and_certain(alike: np.ndarray) -> None:
    sure = confidence(alike, near(alike))
    assert sure.shape == alike.shape and (sure >= 0).all() and (sure <= 1).all()


@given(st.integers(1, 5).flatmap(lambda rows: st.lists(
    st.integers(1, 6).flatmap(lambda n: arrays.arrays(float, (rows, n), elements=st.floats(0, 1, width=32))),
    min_size=1, max_size=4,
)))  # fmt: skip
def test_several_together_are_as_sure_as_one_by_one(all_: list[np.ndarray]) -> None:
    sizes = [each.shape[1] for each in all_]
    together = side_by_side(np.concatenate(all_, axis=1), sizes)
    meant = side_by_side(np.concatenate([near(each) for each in all_], axis=1), sizes)
    found = confidences(together, meant, sizes)
    for one, sure, size in zip(all_, found, sizes, strict=True):
        assert np.allclose(sure[:, :size], confidence(one, near(one))) and (sure[:, size:] == 0).all()


def test_it_is_what_stands_out_that_counts_not_how_alike_all_are() -> None:
    """A field of few common words: the same picture, a third as strong, is nearly as sure."""
    strong = np.full((8, 10), 0.03)
    strong[np.arange(8), np.arange(8)] = 0.3
    weak = strong / 3
    for alike in (strong, weak):
        assert (confidence(alike, near(alike)).argmax(axis=1) == np.arange(8)).all()
        assert confidence(alike, near(alike))[np.arange(8), np.arange(8)].min() > ENOUGH
    flat = np.full((8, 10), 0.1)
    assert confidence(flat, near(flat)).max() < ENOUGH, (
        "as alike as the right ones of the weak picture, but no better than the rest"
    )


def test_of_two_that_are_as_alike_the_nearer_in_meaning_is_the_surer() -> None:
    alike = np.full((6, 8), 0.03)
    alike[np.arange(6), np.arange(6)] = 0.2
    meant = near(alike)
    before = confidence(alike, meant)[2, 2]
    meant[2, 2] = 0.8
    assert confidence(alike, meant)[2, 2] > before
    meant[2, 2] = 0.1
    assert confidence(alike, meant)[2, 2] < before


def test_one_that_joins_two_above_is_sure_of_both() -> None:
    alike = np.full((6, 8), 0.01)
    alike[np.arange(6), [0, 1, 2, 4, 5, 6]] = 0.3
    alike[2, 3] = 0.28
    sure = confidence(alike, near(alike))
    assert sure[2, 2] > 0.7 and sure[2, 3] > 0.7


def test_what_is_like_to_many_stands_out_to_none() -> None:
    alike = np.full((6, 8), 0.01)
    alike[np.arange(6), np.arange(6)] = 0.3
    alike[2, 2:8] = 0.3
    assert confidence(alike, near(alike))[2].max() < 0.7


def worth(alike: np.ndarray, way: Sequence[int]) -> float:
    """How alike a way through the columns is, and how well in order."""
    steps = [after - before for before, after in pairwise(way)]
    order = sum(0.06 * float(np.exp(-max(step - 1, 0) / 3.0)) for step in steps if 0 <= step <= 12)
    return float(sum(alike[row, column] for row, column in enumerate(way))) + order


@given(arrays.arrays(float, st.tuples(st.integers(1, 4), st.integers(1, 4)), elements=st.floats(0, 1, width=32)))
def test_each_row_has_the_column_of_a_best_way(alike: np.ndarray) -> None:
    rows, columns = alike.shape
    ways = {way: worth(alike, way) for way in product(range(columns), repeat=rows)}
    best = max(ways.values())
    for row, column in enumerate(in_order(alike[None], np.ones((1, columns)))[0].tolist()):
        assert max(ways[way] for way in ways if way[row] == column) >= best - 1e-9


def test_weights_are_found_again_from_what_they_choose() -> None:
    chance = np.random.default_rng(5)
    true_pairs, true_none = chance.normal(0, 2, len(PAIRS)), chance.normal(0, 1, len(NONE))
    choices, good = [], 0
    for _ in range(60):
        found = signs(chance.random((10, 12)) ** 3, chance.random((10, 12)))
        sure, none = chosen(found, Weights(true_pairs, true_none))
        for row in range(10):
            best = int(sure[row].argmax())
            right = (best,) if sure[row, best] > none[row] else ()
            choices.append(Choice(found.pairs[row], found.none[row], right, 1.0))
    pairs, none_weights = fit(choices)
    for choice in choices:
        scores, rest = choice.pairs @ pairs, choice.none @ none_weights
        good += (scores.max() > rest) == bool(choice.right) and (not choice.right or scores.argmax() in choice.right)
    assert good > 0.7 * len(choices), "of thirteen answers each"
