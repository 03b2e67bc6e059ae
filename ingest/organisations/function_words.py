"""The vocabulary of what departments do (`data/functions.yaml`), made ready for looking up."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from policygraph.model.overlay import of_words
from policygraph.model.vocabulary import read


@dataclass(frozen=True, slots=True)
class Function:
    """A function of departments, as the head of `data/functions.yaml` tells it."""

    words: tuple[str, ...] = ()
    parts: tuple[str, ...] = ()
    units: tuple[str, ...] = ()
    kin: tuple[str | tuple[str, ...], ...] = ()
    party: bool = False


@dataclass(frozen=True, slots=True)
class Absorbed:
    """Functions `of` that take in those of `also` in one name, which is then that of `gives`."""

    of: tuple[str, ...]
    also: tuple[str, ...] = ()
    gives: str | None = None


@dataclass(frozen=True, slots=True)
class FunctionWords:
    """`data/functions.yaml`."""

    endings: tuple[str, ...]
    fillers: tuple[str, ...]
    functions: dict[str, Function]
    absorb: tuple[Absorbed, ...]
    joined: dict[str, tuple[str, ...]]


@dataclass(frozen=True, slots=True)
class Lexicon:
    words: Mapping[str, tuple[str, ...]]  # 农业农村 → its functions; joined words have two
    parts: Mapping[str, str]  # 科 → 科技
    units: Mapping[str, str]  # whole name → function
    kin: Mapping[str, str]
    spelled: Mapping[str, str]  # another spelling of a kin → the first that the vocabulary lists
    around: tuple[tuple[str, str, str], ...]  # units with a region inside: before, after, function
    endings: tuple[str, ...]
    fillers: frozenset[str]
    absorb: tuple[tuple[frozenset[str], frozenset[str], str | None], ...]
    order: Mapping[str, int]
    longest: int  # of a word


@of_words
def lexicon() -> Lexicon:
    data = read("functions.yaml", FunctionWords)
    words = dict(data.joined)
    parts: dict[str, str] = {}
    units: dict[str, str] = {}
    kin: dict[str, str] = {}
    spelled: dict[str, str] = {}
    for function, entry in data.functions.items():
        words |= {word: (function,) for word in entry.words}
        parts |= dict.fromkeys(entry.parts, function)
        units |= dict.fromkeys(entry.units, function)
        for each in entry.kin:
            spellings = each if isinstance(each, tuple) else (each,)
            kin |= dict.fromkeys(spellings, function)
            spelled |= dict.fromkeys(spellings, spellings[0])
    around = [(*unit.split("{}"), f) for index in (units, kin) for unit, f in index.items() if "{}" in unit]
    return Lexicon(
        words, parts, units, kin, spelled, tuple((a, b, f) for a, b, f in around),
        tuple(sorted(data.endings, key=len, reverse=True)), frozenset(data.fillers),
        tuple((frozenset(r.of), frozenset(r.also), r.gives) for r in data.absorb),
        {function: at for at, function in enumerate(data.functions)}, max(map(len, words)),
    )  # fmt: skip
