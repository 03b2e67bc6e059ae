"""The vocabulary of what departments do (`data/functions.yaml`), made ready for looking up."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any

from policygraph.model.vocabulary import read_yaml


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


@cache
def lexicon() -> Lexicon:
    data: dict[str, Any] = read_yaml("functions.yaml")
    words: dict[str, tuple[str, ...]] = {word: tuple(functions) for word, functions in data["joined"].items()}
    parts: dict[str, str] = {}
    units: dict[str, str] = {}
    kin: dict[str, str] = {}
    spelled: dict[str, str] = {}
    for function, entry in data["functions"].items():
        words |= {word: (function,) for word in entry.get("words", ())}
        parts |= dict.fromkeys(entry.get("parts", ()), function)
        units |= dict.fromkeys(entry.get("units", ()), function)
        for each in entry.get("kin", ()):
            spellings = each if isinstance(each, list) else [each]
            kin |= dict.fromkeys(spellings, function)
            spelled |= dict.fromkeys(spellings, spellings[0])
    around = [(*unit.split("{}"), f) for index in (units, kin) for unit, f in index.items() if "{}" in unit]
    return Lexicon(
        words, parts, units, kin, spelled, tuple((a, b, f) for a, b, f in around),
        tuple(sorted(data["endings"], key=len, reverse=True)), frozenset(data["fillers"]),
        tuple((frozenset(r["of"]), frozenset(r.get("also", ())), r.get("gives")) for r in data["absorb"]),
        {function: at for at, function in enumerate(data["functions"])}, max(map(len, words)),
    )  # fmt: skip
