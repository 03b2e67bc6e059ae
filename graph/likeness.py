"""How alike the measures of two levels are, by the words they share: no model, no dictionary, a second for thousands.

Each measure is a vector of the pairs and triples of characters in it (TF-IDF, the title counting more), and likeness is
the cosine. It tells what may belong together, not that it does: the same words can be about another place or year.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Collection, Mapping, Sequence
from functools import lru_cache
from math import log, sqrt
from typing import NamedTuple

# In the samples every measure finds the one of its name above it, and of 862 other pairs two reach it, both rightly. Of
# 54,000 real measures against policies about something else 0.3 % reach it, nearly all of them copied text.
THRESHOLD = 0.15
TITLE = 3  # how often the title counts, the text counting once
WORDS = 5  # agreeing words told at most
WHOLE = 4  # characters of a piece that says something by itself
SIZES = (2, 3)  # characters of a gram

RUN = re.compile(r"[\u3400-\u9fff]+")
# Who does it says nothing of what is done: the same bureaus stand under measures of all kinds.
DUTIES = re.compile(r"[（(][^（()）]*(?:牵头|责任单位|配合|负责|分工)(?:[^（()）]|[（(][^（()）]*[）)])*[）)]")
DUTY_LINES = re.compile(
    r"^\s*(?:牵头|责任|配合|主办|协办|参与)(?:单位|部门)[：:].*$|^\s*完成时限[：:].*$", re.MULTILINE
)

Vector = dict[str, float]


class Measure(NamedTuple):
    """What is compared: a Task's id, title and text."""

    id: str
    title: str
    text: str


class Candidate(NamedTuple):
    """`score`: from 0 to 1. `words`: in both, those that count most first."""

    lower: str
    upper: str
    score: float
    words: tuple[str, ...]


def candidates(
    lower: Sequence[Measure],
    upper: Sequence[Measure],
    *,
    threshold: float = THRESHOLD,
    most: int = 3,
    about: Collection[str] | None = None,
) -> list[Candidate]:
    """For each lower measure, in the order given, the upper ones that are most alike, best first.

    How rare words are is counted in all that is given: give whole policies, also to learn `about` a few measures,
    lower or upper, by id: then the lower ones that have nothing to do with these are left out, which is quicker.

    >>> a, b = Measure("a", "抓好粮食生产", "稳定播种面积。"), Measure("b", "推进移风易俗", "治理高额彩礼。")
    >>> [(c.lower, c.upper, c.words[0]) for c in candidates([Measure("c", "抓好粮食生产", "")], [a, b])]
    [('c', 'a', '抓好粮食生产')]
    """
    grams = [_grams(measure) for measure in [*lower, *upper]]
    spread: Counter[str] = Counter()
    for each, _ in grams:
        spread.update(each.keys())
    # A gram that stands in one measure only is never multiplied; it counts in the length alone.
    rarity = {gram: log((1 + len(grams)) / n) for gram, n in spread.items() if n > 1}
    vectors = [_vector(each, squares, rarity, log(1 + len(grams))) for each, squares in grams]
    below, above = vectors[: len(lower)], vectors[len(lower) :]
    found = []
    if about is not None:
        asked = [vector for measure, vector in zip(upper, above, strict=True) if measure.id in about]
        pairs = [
            (measure, vector)
            for measure, vector in zip(lower, below, strict=True)
            if measure.id in about or any(_product(vector, other) >= threshold for other in asked)
        ]
        lower, below = [measure for measure, _ in pairs], [vector for _, vector in pairs]
    for measure, vector in zip(lower, below, strict=True):
        scores = {i: _product(vector, other) for i, other in enumerate(above)}
        near = sorted((i for i in scores if scores[i] >= threshold and scores[i]), key=lambda i: (-scores[i], i))
        for i in near[:most]:
            words = _words(measure, upper[i], vector, above[i])
            found.append(Candidate(measure.id, upper[i].id, round(min(scores[i], 1.0), 4), words))
    return found


def _product(one: Vector, other: Vector) -> float:
    return sum([one[gram] * other[gram] for gram in one.keys() & other.keys()])


def body(measure: Measure) -> str:
    """The text without its title, and without the clauses that say who does it."""
    text = DUTY_LINES.sub("", DUTIES.sub("", measure.text))
    return text.replace(measure.title, "", 1)


@lru_cache(maxsize=2000)  # an upper policy is compared with many lower ones
def _grams(measure: Measure) -> tuple[Vector, float]:
    """How much each gram counts by how often it stands there, and the sum of the squares."""
    often: Counter[str] = Counter()
    for text, weight in ((measure.title, TITLE), (body(measure), 1)):
        for run in RUN.findall(text):
            for size in SIZES:
                for i in range(len(run) - size + 1):
                    often[run[i : i + size]] += weight
    counts = {gram: 1 + log(n) for gram, n in often.items()}
    return counts, sum(count * count for count in counts.values())


def _vector(counts: Vector, squares: float, rarity: Mapping[str, float], rarest: float) -> Vector:
    """`squares`: the sum of those of the counts. `rarest`: the rarity of what `rarity` does not tell of."""
    shared = [gram for gram in counts if gram in rarity]
    alone = squares - sum([counts[gram] ** 2 for gram in shared])
    weights = {gram: counts[gram] * rarity[gram] for gram in shared}
    length = sqrt(max(alone, 0.0) * rarest**2 + sum([weight * weight for weight in weights.values()])) or 1.0
    return {gram: weight / length for gram, weight in weights.items()}


def _words(lower: Measure, upper: Measure, below: Vector, above: Vector) -> tuple[str, ...]:
    """The longest pieces of the lower measure that stand in the upper one too, by what they add to the score."""
    other = f"{upper.title}\n{body(upper)}"
    weights: dict[str, float] = {}
    for run in RUN.findall(f"{lower.title}\n{body(lower)}"):
        start = 0
        while start < len(run) - 1:
            end = start + 1
            while end < len(run) and run[start : end + 1] in other:
                end += 1
            piece = run[start:end]
            if len(piece) > 1:
                pairs = (piece[i : i + 2] for i in range(len(piece) - 1))
                weights[piece] = sum(below.get(pair, 0.0) * above.get(pair, 0.0) for pair in pairs)
            start = max(end, start + 1) if len(piece) > 1 else start + 1
    ranked = sorted(weights, key=lambda piece: (-weights[piece], piece))
    # Short pieces are mostly 建设, 达到, or cut from a longer word; they are told only where there is nothing better.
    ranked = [piece for piece in ranked if len(piece) >= WHOLE] or ranked[:2]
    return tuple(p for i, p in enumerate(ranked) if not any(p in longer for longer in ranked[:i]))[:WORDS]
