"""The patterns of figures, made from `data/units.yaml`."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from typing import Any, Literal

from policygraph.ingest.text.numerals import HAN
from policygraph.model.vocabulary import read_yaml

Comparator = Literal["=", ">=", "<=", "~"]


@dataclass(frozen=True, slots=True)
class Grammar:
    """The vocabulary of `data/units.yaml`, compiled."""

    arabic: re.Pattern[str]
    han: re.Pattern[str]
    share: re.Pattern[str]
    blank: re.Pattern[str]
    after: re.Pattern[str]
    before: dict[str, Comparator]
    suffix: dict[str, Comparator]
    group: dict[str, str]
    arabic_only: frozenset[str]
    names: re.Pattern[str]
    describing: tuple[str, ...]


def _words(words: list[str]) -> str:
    return "|".join(map(re.escape, sorted(words, key=len, reverse=True)))


def _unit_pattern(data: dict[str, Any]) -> str:
    limits = data["not_before"]
    parts = []
    for group, words in data["units"].items():
        for word in words:
            tail = rf"(?!{limits[word]})" if word in limits else ""
            tail += rf"(?={data['bare_only_before'][group]})" if group in data["bare_only_before"] else ""
            parts.append((word, re.escape(word) + tail))
    parts.sort(key=lambda part: len(part[0]), reverse=True)
    return "|".join(pattern for _, pattern in parts)


@cache
def grammar() -> Grammar:
    data = read_yaml("units.yaml")
    number = r"\d+(?:,\d{3})+(?!\d)(?:\.\d+)?|\d+(?:[.．]\d+)?"
    size, more, unit = _words(data["magnitudes"]), _words(data["more"]), _unit_pattern(data)
    per = rf"(?:/(?:{_words(data['per'])}))?"
    tail = rf"(?P<more>{more})?\s?(?P<size>{size})?(?P<more2>{more})?\s?(?P<unit>(?:{unit}){per})?(?![A-Za-z+＋_×])"
    to = r"\s?(?:[—–~～－-]+|至|到)\s?"
    span = rf"(?P<low>{number})(?P<low_size>{size})?(?:{unit})?{to}(?P<high>{number})"
    after = {word: sign for sign, words in data["after"].items() for word in words}
    before = {word: sign for sign, words in data["before"].items() for word in words}
    before |= {verb + to: "=" for verb in data["changes"] for to in ("到", "至", "为", "到了")}
    group = {word: name for name, words in data["units"].items() for word in words}
    return Grammar(
        arabic=re.compile(rf"(?:{span}|(?P<one>{number})){tail}"),
        han=re.compile(rf"(?P<one>[{HAN}]+){tail}"),
        share=re.compile(rf"百分之(?P<one>[{HAN}]+)"),
        blank=re.compile(rf"(?:[XxＸ×＊*□_]+|(?=[%％万亿]))(?:{more})?(?P<unit>(?:{size})?(?:{more})?(?:{unit}))"),
        after=re.compile(rf"(?:[（(]含[)）])?({_words(list(after))})"),
        before=before,
        suffix=after,
        group=group,
        arabic_only=frozenset(data["arabic_only"]),
        names=re.compile("|".join(data["names"])),
        describing=tuple(data["describing"]),
    )
