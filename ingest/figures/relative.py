"""Figures told by what they are compared with: 翻一番, 不低于上年, 1.9∶1; and what other figures are compared with."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import cache

from policygraph.ingest.figures.quantities import Quantity, is_start_of_change
from policygraph.ingest.figures.unit_grammar import Comparator, grammar, unit_words
from policygraph.ingest.text.numerals import parse_arabic
from policygraph.model.vocabulary import alternatives

_TIMES = re.compile(
    r"(?<![双个“‘\"])(?P<about>接近|近|约)?(?:翻(?P<times>[一二两三四1-4])?番|翻倍|(?:增长|增加|提高|提升|扩大)了?[一1]倍)"
    r"(?!行动|计划|工程|目标|任务)"
)
_HOW_OFTEN = {"一": 1, "二": 2, "两": 2, "三": 3, "四": 4}
_RATIO = re.compile(
    r"(?<![\d.:：∶])(?:(?P<value>\d{1,4}(?:\.\d{1,4})?)\s?[:：∶]\s?1(?![\d.:：∶])"
    r"|1\s?[:：∶]\s?(?P<second>\d{1,4}(?:\.\d{1,4})?)(?![\d.:：∶]))(?P<about>左右|以内|以下|以上)?"
)
_OF_RATIO = re.compile(
    r"(?<![同环对])比(?:例|值)?(?:[由从][\d.\s:：∶]{3,9})?"
    r"(?P<change>缩小|扩大|提高|提升|降低|下降|控制|收窄|保持|稳定|达|突破|超过|不[低少小]于|不[高多大]于|不超过|为)?[到至在]?$"
)
_TAILS: dict[str, Comparator] = {"左右": "~", "以内": "<=", "以下": "<=", "以上": ">="}
_BOUNDS: dict[str, Comparator] = {
    **dict.fromkeys(("突破", "超过", "不低于", "不少于", "不小于"), ">="),
    **dict.fromkeys(("不高于", "不多于", "不大于", "不超过"), "<="),
}
_LONGEST = 12  # characters between what is compared with and the figure
_ENDS = r"(?P<above>以上)?(?=[\0\s，,。；;、:：）)]|[和及与并且]|的?(?:目标|要求)|$)"


def find_relative(text: str) -> Iterator[Quantity]:
    """What stands in a figure's place without being a number with a unit, in no order."""
    yield from _multiples(text)
    yield from _ratios(text)
    yield from _bases(text)
    yield from _indices(text)


def _quantity(text: str, start: int, end: int, value: float | None, unit: str, sign: Comparator) -> Quantity:
    return Quantity(start, end, value, None, unit, sign, text[start:end], start, end, "multiple")


def _multiples(text: str) -> Iterator[Quantity]:
    for found in _TIMES.finditer(text):
        times = found["times"] or "1"
        value = 2.0 ** int(_HOW_OFTEN.get(times, times))
        sign: Comparator = "~" if found["about"] else "="
        yield replace(_quantity(text, *found.span(), value, "倍", sign), mode="multiple")


def _ratios(text: str) -> Iterator[Quantity]:
    """城乡居民收入比缩小到1.9∶1, 医护比达到1∶1.25 (its unit "1:"); what is no 比 (按照9∶1的原则) is none."""
    for found in _RATIO.finditer(text):
        before = _OF_RATIO.search(text, max(0, found.start() - 24), found.start())
        value = parse_arabic(found["value"] or found["second"])
        unit = ":1" if found["value"] else "1:"
        if before is None or value is None:
            continue
        start = before.start("change") if before["change"] else found.start()
        sign = _TAILS[found["about"]] if found["about"] else _BOUNDS.get(before["change"] or "", "=")
        quantity = replace(_quantity(text, start, found.end(), value, unit, sign), mode="ratio")
        if not is_start_of_change(text, quantity):
            yield quantity


def _indices(text: str) -> Iterator[Quantity]:
    """PUE降至1.3以下: an index is a number alone."""
    for found in _patterns().index.finditer(text):
        value = parse_arabic(found["value"])
        said = grammar().before.get(found["sign"] or "", "=")
        sign = _TAILS.get(found["about"] or "", said) if said == "=" else said
        start = found.start("sign") if found["sign"] else found.start("value")
        quantity = replace(_quantity(text, start, found.end(), value, "", sign), group="index")
        if value is not None and not is_start_of_change(text, quantity):
            yield quantity


@dataclass(frozen=True, slots=True)
class _Patterns:
    alone: re.Pattern[str]
    level: re.Pattern[str]
    compared: re.Pattern[str]
    near: re.Pattern[str]
    index: re.Pattern[str]
    signs: dict[str, Comparator]


@cache
def _patterns() -> _Patterns:
    data = unit_words()
    base = f"(?P<base>{data.bases.pattern})"
    signs = {word: sign for sign, words in data.against.items() for word in words}
    against = alternatives(signs)
    level = alternatives(data.level)
    behind = r"(?:比|较|相比)于?"
    beside = r"(?<!不)(?:高于|快于|低于|慢于|超过?|多于|少于)"
    return _Patterns(
        alone=re.compile(f"(?<!不)(?P<against>{against}){base}{_ENDS}"),
        level=re.compile(f"(?P<against>{level}){base}(?<=水平){_ENDS}|与(?P<same>{data.bases.pattern})(?:持平|相当)"),
        compared=re.compile(
            rf"(?:是|为|达到?|相当于)(?:{data.bases.pattern})的(?=\d[\d.]*倍|[两三四五]倍)|{behind}{base}(?:的?\d[\d.,]*[万亿]*[^\d，,。；;、]{{1,3}}?(?=增|提高|上升|下降|减|净))?|{beside}(?:{data.bases.pattern})(?=[\d约近]|高|低)"
        ),
        near=re.compile(
            rf"(?:{behind}|{beside}|(?:是|为|达到?|相当于)(?=(?:{data.bases.pattern})的$)){base}(?:的?\d[\d.,]*[万亿]*)?[^，,。；;、\d]{{0,{_LONGEST}}}$"
        ),
        index=re.compile(
            rf"(?:PUE|电能利用效率|[一-鿿](?:系数|指数)|容积率)[)）]?值?(?:平均)?\s?(?P<sign>{alternatives(grammar().before)})?\s?"
            r"(?P<value>\d{1,3}(?:\.\d{1,3})?)(?P<about>以下|以内|以上|左右)?(?=[\s，,。；;、）)]|$)"
        ),
        signs=signs,  # type: ignore[arg-type]
    )


def _bases(text: str) -> Iterator[Quantity]:
    """不低于上年, 高于全市平均水平, 与上年持平: the base is all that is said of how much."""
    patterns = _patterns()
    for found in patterns.alone.finditer(text):
        yield _of_base(text, found, found["base"], patterns.signs[found["against"]])
    for found in patterns.level.finditer(text):
        yield _of_base(text, found, found["base"] or found["same"], ">=" if found["above"] else "=")


def _of_base(text: str, found: re.Match[str], base: str, sign: Comparator) -> Quantity:
    return replace(_quantity(text, *found.span(), None, "", sign), group="base", base=base)


def compared_with(text: str) -> list[tuple[int, int]]:
    """Where a text says what a figure is compared with (比2025年): no part of what the figure counts."""
    return [found.span() for found in _patterns().compared.finditer(text)]


def base_of(text: str, start: int, quantity: Quantity) -> str | None:
    """What a figure is compared with, as written in its clause, which begins at `start`."""
    if quantity.base:
        return quantity.base
    found = _patterns().near.search(text, max(start, quantity.start - 40), quantity.start)
    return found["base"] if found else None
