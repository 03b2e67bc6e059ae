"""The weights of graph/lineage/evidence.py, found from measures of which a person has said what they carry out.

A measure chooses between those above and none; weights are those under which the choices that people made are likeliest
(multinomial logistic, with a penalty on what is large), by Fisher's steps, halved where they go too far. From weights
that many choices gave, a few more lead only as far as they outweigh these: what the many said of each sign, and of two
together, is kept as their information.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

import numpy as np

from policygraph.graph.lineage.evidence import Weights
from policygraph.graph.lineage.meaning import Floats, Whole

PENALTY, LEAST = 0.002, 1e-8  # of what is large; of what no choice says anything of
TURNS = 30  # of steps, which are there long before
HALVED, THERE = 10, 1e-9  # times at most; what a step gains where there is nothing left to gain


class Choice(NamedTuple):
    """Of a measure: `pairs` (columns × signs), `none` (signs), the columns that are `right`, and what it counts.

    `open_`: it may be none of those above too, as where a person only said which it is not.
    """

    pairs: Floats
    none: Floats
    right: tuple[int, ...]
    weight: float
    open_: bool = False


class _Stack:
    """Choices, one below the other. A vector of weights has those of pairs before those of none."""

    def __init__(self, choices: Sequence[Choice]) -> None:
        self.pairs = np.concatenate([each.pairs for each in choices])
        self.none = np.stack([each.none for each in choices])
        sizes = [len(each.pairs) for each in choices]
        self.starts: Whole = np.cumsum([0, *sizes])[:-1]
        self.row = np.repeat(np.arange(len(choices)), sizes)
        self.right = np.zeros(len(self.pairs), bool)
        for start, each in zip(self.starts, choices, strict=True):
            self.right[[start + column for column in each.right]] = True
        self.nothing = np.array([each.open_ or not each.right for each in choices])
        self.weight = np.array([each.weight for each in choices])
        self.cut = self.pairs.shape[1]

    def cost(self, by: Floats) -> float:
        """How unlikely the choices are at these weights."""
        scores, rest, total = self._chances(by)
        good = np.add.reduceat(scores * self.right, self.starts) + rest * self.nothing
        return float(-(self.weight * np.log(np.maximum(good / total, 1e-30))).sum())

    def slope(self, by: Floats) -> Floats:
        """Of what the choices cost, at these weights."""
        scores, rest, total = self._chances(by)
        good = np.add.reduceat(scores * self.right, self.starts) + rest * self.nothing
        share = self.weight / np.maximum(good, 1e-30)
        wrong = scores * (self.weight / total)[self.row] - scores * self.right * share[self.row]
        none = rest * self.weight / total - rest * self.nothing * share
        return np.concatenate([self.pairs.T @ wrong, self.none.T @ none])

    def information(self, by: Floats) -> Floats:
        """How much the choices say of each weight, and of two together: the spread of the signs where one chooses."""
        scores, rest, total = self._chances(by)
        chance, none = scores / total[self.row], rest / total
        pairs = np.add.reduceat(self.pairs * chance[:, None], self.starts)
        mean = np.concatenate([pairs, self.none * none[:, None]], axis=1)
        found = -(mean * self.weight[:, None]).T @ mean
        found[: self.cut, : self.cut] += (self.pairs * (chance * self.weight[self.row])[:, None]).T @ self.pairs
        found[self.cut :, self.cut :] += (self.none * (none * self.weight)[:, None]).T @ self.none
        return np.asarray(found)

    def _chances(self, by: Floats) -> tuple[Floats, Floats, Floats]:
        """Of each pair, of none, and of all together, to within a factor."""
        scores, rest = self.pairs @ by[: self.cut], self.none @ by[self.cut :]
        most = np.maximum(np.maximum.reduceat(scores, self.starts), rest)
        scores, rest = np.exp(scores - most[self.row]), np.exp(rest - most)
        return scores, rest, np.add.reduceat(scores, self.starts) + rest


def fit(choices: Sequence[Choice]) -> Weights:
    """Weights of the signs of pairs and of none. At least one choice."""
    stack = _Stack(choices)
    stack.weight = stack.weight / stack.weight.sum()
    found, penalty = np.zeros(stack.cut + stack.none.shape[1]), _penalty(stack)

    def cost(by: Floats) -> float:
        return stack.cost(by) + float(penalty @ by**2) / 2

    least = cost(found)
    for _ in range(TURNS):
        lie = stack.information(found) + np.diag(penalty + LEAST)
        step = np.linalg.solve(lie, stack.slope(found) + penalty * found)
        tried = (found - step / 2**halved for halved in range(HALVED))
        better = next(((each, its) for each in tried if (its := cost(each)) < least - THERE), None)
        if better is None:
            break
        found, least = better
    return Weights(found[: stack.cut], found[stack.cut :])


def information(choices: Sequence[Choice], by: Weights, measures: int) -> Floats:
    """What the choices that gave these weights say of them, counted as those of so many measures."""
    stack = _Stack(choices)
    stack.weight = stack.weight * measures / stack.weight.sum()
    return np.asarray(stack.information(np.concatenate(by)) + np.diag(_penalty(stack) * measures))


def _penalty(stack: _Stack) -> Floats:
    found = np.full(stack.cut + stack.none.shape[1], PENALTY)
    found[stack.cut] = 0.0  # how often nothing is above is no sign
    return found


def refit(choices: Sequence[Choice], start: Weights, known: Floats) -> Weights:
    """Weights under which a few more choices are likelier, as near to `start` as what is `known` of it asks."""
    stack, first = _Stack(choices), np.concatenate(start)
    found = first.copy()
    for _ in range(TURNS):
        slope = stack.slope(found) + known @ (found - first)
        found = found - np.linalg.solve(known + stack.information(found), slope)
    return Weights(found[: stack.cut], found[stack.cut :])
