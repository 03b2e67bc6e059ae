"""The patterns of figures, made from `data/units.yaml`."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from typing import Literal, cast

from policygraph.ingest.text.numerals import HAN
from policygraph.model.vocabulary import Expression, Limits, Words, alternatives, read

Comparator = Literal["=", ">=", "<=", ">", "<", "~"]
Mode = Literal["absolute", "change", "multiple", "ratio"]


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
    each: re.Pattern[str]
    describing: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class UnitWords:
    """`data/units.yaml`: units by what they measure, words of comparison by the comparator."""

    magnitudes: Words
    units: dict[str, Words]
    bare_only_before: Limits  # by what units measure
    arabic_only: Words
    not_before: Limits
    before: dict[str, Words]
    changes: Words
    after: dict[str, Words]
    more: Words
    per: Words
    heads: Expression
    names: Expression
    describing: Words
    bases: Expression
    against: dict[str, Words]
    level: Words
    convert: dict[str, dict[str, float]]


@cache
def unit_words() -> UnitWords:
    """The vocabulary, read once."""
    return read("units.yaml", UnitWords)


def _unit_pattern(data: UnitWords) -> str:
    parts = []
    for group, words in data.units.items():
        for word in words:
            tail = rf"(?!{data.not_before[word]})" if word in data.not_before else ""
            tail += rf"(?={data.bare_only_before[group]})" if group in data.bare_only_before else ""
            parts.append((word, re.escape(word) + tail))
    parts.sort(key=lambda part: len(part[0]), reverse=True)
    return "|".join(pattern for _, pattern in parts)


@cache
def grammar() -> Grammar:
    data = unit_words()
    number = r"\d+(?:,\d{3})+(?!\d)(?:\.\d+)?|\d+(?:[.．]\d+)?"
    # 160千瓦: the unit is 千瓦
    size, more, unit = (
        rf"(?:{alternatives(data.magnitudes)})(?![瓦伏米克])",
        alternatives(data.more),
        _unit_pattern(data),
    )
    per = rf"(?:/(?:{alternatives(data.per)}))?"
    rate = rf"/\s?(?:{data.heads.pattern})"  # 12/10万: of so many heads
    tail = (
        rf"(?P<more>{more})?\s?(?P<size>{size})?(?P<more2>{more})?\s?(?P<unit>(?:{unit}){per}|{rate})?"
        r"(?![A-Za-z+＋_×]|[万亿]?分之)"
    )
    to = r"\s?(?:[—–~～－-]+|至|到)\s?"
    span = rf"(?P<low>{number})(?P<low_size>{size})?(?:{unit})?{to}(?P<high>{number})"
    after = {word: cast(Comparator, sign) for sign, words in data.after.items() for word in words}
    before = {word: cast(Comparator, sign) for sign, words in data.before.items() for word in words}
    before |= {verb + to: "=" for verb in data.changes for to in ("到", "至", "为", "到了")}
    group = {word: name for name, words in data.units.items() for word in words}
    return Grammar(
        arabic=re.compile(rf"(?:{span}|(?P<one>{number})){tail}"),
        han=re.compile(rf"(?P<one>[{HAN}]+){tail}"),
        share=re.compile(rf"百分之(?P<one>[{HAN}]+)"),
        blank=re.compile(
            rf"(?:[XxＸ×＊*□_]{{1,20}}|(?=[%％万亿]))(?:{more})?(?P<unit>(?:{size})?(?:{more})?(?:{unit}))"
        ),
        after=re.compile(rf"(?:[（(]含[)）])?({alternatives(list(after))})"),
        before=before,
        suffix=after,
        group=group,
        arabic_only=frozenset(data.arabic_only),
        names=data.names,
        each=re.compile(rf"每(?P<per>[人户生]每[年月天日]|{alternatives(data.per)})$"),
        describing=data.describing,
    )


def is_unit(words: str) -> bool:
    """Are the words what a number alone could be counted in?

    >>> is_unit("万亩"), is_unit("张/千人"), is_unit("含县级")
    (True, True, False)
    """
    return bool(words) and grammar().arabic.fullmatch(f"1{words}") is not None
