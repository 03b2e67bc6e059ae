"""How much two names of figures say the same, by the characters and pairs of characters that both have.

What many figures of two documents are called by (农村, 公路) says little; what few are (危桥) says which one it is.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from functools import cache, lru_cache
from itertools import pairwise
from math import log
from typing import Literal

from policygraph.ingest.figures.comparable import RUNNING
from policygraph.model.records import fold
from policygraph.model.vocabulary import Expression, read

CHARACTER = 0.5  # weight of a character; of a pair of characters 1
WITHIN = 0.8  # what it counts that a name stands whole within another: 优良比例, 优良水体比例
SHORTEST = 3  # characters of such a name
KEPT = 2_000  # texts taken apart: what stands above many documents is compared with each

_PARTS = re.compile(r"[a-z0-9.]+|.")

Trend = Literal["", "rise", "fall"]


@dataclass(frozen=True, slots=True)
class FigureWords:
    """`data/figures.yaml`."""

    rises: Expression
    falls: Expression
    begun: Expression
    fall_to: Expression
    ceilings: Expression
    levels: Expression
    per_head: Expression
    scopes: Expression


@cache
def words() -> FigureWords:
    return read("figures.yaml", FigureWords)


@dataclass(frozen=True, slots=True)
class Name:
    """`bare`: without the change that is measured (`trend`), whose it is and 累计 (`running`). `tokens`: of `bare`."""

    bare: str
    trend: Trend
    running: bool
    tokens: Mapping[str, int]


def name_of(indicator: str, family: str, places: Collection[str] = ()) -> Name:
    """`family`: as reading made it comparable. `places`: whose figures they are; their names say nothing.

    >>> name_of("居民消费价格涨幅", "居民消费价格涨幅").bare, name_of("甲县茶园面积", "甲县茶园面积", ["甲县"]).bare
    ('居民消费价格', '茶园面积')
    """
    running = family.startswith(RUNNING)
    bare = family.removeprefix(RUNNING)
    quoted = {fold(each) for each in words().scopes.findall(indicator)}
    for each in (*quoted, *places):
        bare = bare.replace(each, "", 1) or bare
    bare = words().scopes.sub("", bare) or bare
    trend: Trend = "rise" if words().rises.search(bare) else "fall" if words().falls.search(bare) else ""
    cut = words().rises.sub("", bare) if trend == "rise" else words().falls.sub("", bare)
    bare = cut if len(cut) > 1 else bare
    return Name(bare, trend, running, tokens(bare))


@lru_cache(KEPT)
def tokens(text: str) -> Mapping[str, int]:
    """Characters and pairs of characters, Latin words and numbers whole."""
    parts = _PARTS.findall(text)
    return Counter([*parts, *(one + other for one, other in pairwise(parts))])


@lru_cache(KEPT)
def pairs(text: str) -> frozenset[str]:
    """The pairs of characters of a longer text, and its Latin words and numbers."""
    parts = _PARTS.findall(text)
    return frozenset([*(part for part in parts if len(part) > 1), *(one + other for one, other in pairwise(parts))])


class Likeness:
    """Of names out of two documents: `names` are all that they have."""

    def __init__(self, names: Iterable[Name]) -> None:
        bare = {name.bare: name.tokens for name in names}
        held = Counter(token for tokens in bare.values() for token in tokens)
        rare = {number: log(1 + (len(bare) + 1) / (number + 0.5)) for number in set(held.values())}
        self.weights = {token: (1.0 if len(token) > 1 else CHARACTER) * rare[number] for token, number in held.items()}
        self.totals = {name: sum(self.weights[t] * n for t, n in tokens.items()) for name, tokens in bare.items()}

    def of(self, first: Name, second: Name) -> float:
        """From 0 to 1."""
        if first.bare == second.bare:
            return 1.0
        weights, other_tokens = self.weights, second.tokens
        shared = sum(weights[t] * min(n, other_tokens[t]) for t, n in first.tokens.items() if t in other_tokens)
        if not shared:
            return 0.0
        one, other = self.totals[first.bare], self.totals[second.bare]
        both = 2 * shared / (one + other)
        long = min(len(first.bare), len(second.bare)) >= SHORTEST
        return WITHIN * shared / min(one, other) + (1 - WITHIN) * both if long else both
