"""How likely a planned figure is something to be reached: by the genre, the part it stands in and the words around it.

The cues and what each is worth are in `data/aims.yaml`; `python -m benchmarks.aims` learns the worth from labels. The
sum of what holds is the logarithm of the odds, so that no single word decides.
"""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from policygraph.ingest.figures.indicator_words import vocabulary
from policygraph.ingest.figures.targets import TargetSpan
from policygraph.model.overlay import of_words
from policygraph.model.vocabulary import Expression, read

_GOVERNS = "政府工作报告"
_ENDS = "。；;\n"


@dataclass(frozen=True, slots=True)
class Cue:
    """Something that may hold of a figure. `where` it is looked for; `says` the expression.

    `worth` is added where it holds: positive for an aim. `aims` and `others` tell of how many labelled figures it held.
    """

    where: str
    says: Expression
    worth: float
    aims: int
    others: int


@dataclass(frozen=True, slots=True)
class AimCues:
    """`data/aims.yaml`. `start` is what the sum begins with; a figure of which it is less likely than `least` that it
    is an aim is not judged."""

    start: float
    least: float
    cues: dict[str, Cue]


@of_words
def aim_cues() -> AimCues:
    """The cues, read once."""
    return read("aims.yaml", AimCues)


@dataclass(frozen=True, slots=True)
class Said:
    """A figure with what is known of it and the words around it, as the cues name them. `verbs`: those of its sentence
    that data/indicators.yaml knows, one after another."""

    genre: str
    part: str
    comparator: str
    unit: str
    clause: str
    sentence: str
    paragraph: str
    verbs: str = ""


def said_of(target: TargetSpan, words: str, kind: str, genre: str, titles: Sequence[str]) -> Said:
    """A target of `words`, which are those of a part of that `kind` in a document of that genre and those titles."""
    begin = max(words.rfind(mark, 0, target.start) for mark in _ENDS) + 1
    sentence = words[begin : target.end]
    return Said(
        genre=_group(genre, titles),
        part=kind,
        comparator=target.comparator,
        unit=target.unit or "",
        clause=target.text,
        sentence=sentence,
        paragraph=words[words.rfind("\n", 0, target.start) + 1 :].partition("\n")[0],
        verbs=" ".join(m[0] for m in vocabulary().verb.finditer(sentence)),
    )


def _group(genre: str, titles: Sequence[str]) -> str:
    if genre == "report" and any(_GOVERNS in title for title in titles):
        return "work-report"
    return genre


def holding(said: Said) -> Iterator[str]:
    """The names of the cues that hold."""
    for name, cue in aim_cues().cues.items():
        if cue.says.search(getattr(said, cue.where)):
            yield name


def likelihood(said: Said) -> float:
    """From 0 to 1."""
    cues = aim_cues()
    total = cues.start + sum(cues.cues[name].worth for name in holding(said))
    return 1 / (1 + math.exp(-total))


def is_aim(target: TargetSpan, words: str, kind: str, genre: str, titles: Sequence[str]) -> bool:
    """Is a planned target one, as far as can be told? The arguments are those of `said_of`."""
    return likelihood(said_of(target, words, kind, genre, titles)) >= aim_cues().least
