"""A number between 0 and 1 in words: likeness and confidence as people read them (data/degrees.yaml)."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache

from policygraph.model.errors import PolicyGraphError
from policygraph.model.vocabulary import read

SHARE = "share"
SCALES = {"score": "likeness", "confidence": "confidence", "reading_share": SHARE}
"""Which scale the values of a property are of, by the property's name: a share has no words, but hundredths."""
SURE = "很有把握"
"""A link that is less sure than this looks weak, and is called `MAYBE`."""
MAYBE = "可能"


@dataclass(frozen=True, slots=True)
class Degree:
    word: str
    least: float
    why: str


@dataclass(frozen=True, slots=True)
class Degrees:
    """`data/degrees.yaml`, from the surest to the least."""

    likeness: tuple[Degree, ...]
    confidence: tuple[Degree, ...]


@cache
def _degrees() -> Degrees:
    found = read("degrees.yaml", Degrees)
    for scale in (found.likeness, found.confidence):
        least = [each.least for each in scale]
        if least != sorted(least, reverse=True) or least[-1] != 0:
            raise PolicyGraphError("degrees.yaml：每种程度要从高到低写，最后一级从 0 起")
    return found


def in_words(value: float | None, scale: str) -> str:
    """A number in words of `likeness` or `confidence`, or in hundredths; empty where there is none.

    >>> in_words(1.0, "likeness"), in_words(0.71, "likeness"), in_words(0.71, "confidence"), in_words(None, "likeness")
    ('完全相同', '很相近', '较有把握', '')
    >>> in_words(0.976, SHARE)
    '98%'
    """
    if value is None:
        return ""
    if scale == SHARE:
        return f"{value:.0%}"
    degrees: tuple[Degree, ...] = getattr(_degrees(), scale)
    return next((each.word for each in degrees if value >= each.least), degrees[-1].word)


def scale_of(property_: str) -> str:
    """Of which scale a property is, written `TYPE.name` as ontology words are asked for; empty: no such number.

    >>> scale_of("DERIVES_FROM.score"), scale_of("LEADS.confidence"), scale_of("Target.unit")
    ('likeness', 'confidence', '')
    """
    return SCALES.get(property_.rpartition(".")[2], "")


def is_weak(confidence: float | None) -> bool:
    """Whether a link of that confidence is to look weak.

    >>> is_weak(0.99), is_weak(0.8), is_weak(None)
    (False, True, False)
    """
    if confidence is None:
        return False
    return confidence < next(each.least for each in _degrees().confidence if each.word == SURE)


def link(likeness: float | None, confidence: float | None) -> str:
    """One word for a link of two tasks: how like they are, or that the link is not sure.

    >>> link(1.0, 1.0), link(0.7, 0.99), link(0.7, 0.8), link(None, None)
    ('完全相同', '很相近', '可能', '')
    """
    words = in_words(likeness, "likeness")
    if words == _degrees().likeness[0].word:
        return words
    return MAYBE if is_weak(confidence) else words
