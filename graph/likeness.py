"""How alike the measures of two levels are, by the words they share: no model, no dictionary, a second for thousands.

Each measure is a vector of the pairs and triples of characters in it (TF-IDF, the title counting more), and likeness is
the cosine. It tells what may belong together, not that it does: the same words can be about another place or year.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
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
    lower: Sequence[Measure], upper: Sequence[Measure], *, threshold: float = THRESHOLD, most: int = 3
) -> list[Candidate]:
    """For each lower measure, in the order given, the upper ones that are most alike, best first.

    How rare words are is counted in all that is given: give whole policies, also to learn about one measure.

    >>> a, b = Measure("a", "抓好粮食生产", "稳定播种面积。"), Measure("b", "推进移风易俗", "治理高额彩礼。")
    >>> [(c.lower, c.upper, c.words[0]) for c in candidates([Measure("c", "抓好粮食生产", "")], [a, b])]
    [('c', 'a', '抓好粮食生产')]
    """
    grams = [_grams(measure) for measure in [*lower, *upper]]
    spread = Counter(gram for each in grams for gram in each)
    vectors = [_vector(each, spread, len(grams)) for each in grams]
    below, above = vectors[: len(lower)], vectors[len(lower) :]
    found = []
    for measure, vector, scores in zip(lower, below, _products(below, above), strict=True):
        near = sorted((i for i, score in scores.items() if score >= threshold), key=lambda i: (-scores[i], i))
        for i in near[:most]:
            words = _words(measure, upper[i], vector, above[i])
            found.append(Candidate(measure.id, upper[i].id, round(min(scores[i], 1.0), 4), words))
    return found


def _products(below: Sequence[Vector], above: Sequence[Vector]) -> Iterable[dict[int, float]]:
    """For each vector below, its product with those above that share a gram with it."""
    where: dict[str, list[tuple[int, float]]] = defaultdict(list)
    for i, vector in enumerate(above):
        for gram, weight in vector.items():
            where[gram].append((i, weight))
    for vector in below:
        scores: dict[int, float] = defaultdict(float)
        for gram, weight in vector.items():
            for i, other in where.get(gram, ()):
                scores[i] += weight * other
        yield scores


def body(measure: Measure) -> str:
    """The text without its title, and without the clauses that say who does it."""
    text = DUTY_LINES.sub("", DUTIES.sub("", measure.text))
    return text.replace(measure.title, "", 1)


def _grams(measure: Measure) -> Counter[str]:
    found: Counter[str] = Counter()
    for text, weight in ((measure.title, TITLE), (body(measure), 1)):
        for run in RUN.findall(text):
            for size in SIZES:
                for i in range(len(run) - size + 1):
                    found[run[i : i + size]] += weight
    return found


def _vector(grams: Counter[str], spread: Counter[str], number: int) -> Vector:
    weights = {gram: (1 + log(n)) * log((1 + number) / spread[gram]) for gram, n in grams.items()}
    length = sqrt(sum(weight * weight for weight in weights.values())) or 1.0
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
