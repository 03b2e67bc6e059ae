"""What of a text is compared: its Chinese characters and their pairs, its numbers and what they count."""

from __future__ import annotations

import re
from unicodedata import normalize

from policygraph.model.records import fold

NEAR_BY = 5  # characters from the first of a shortened name's pair to the second

_HAN = re.compile(r"[㐀-鿿]+")
_COUNT = re.compile(r"(?<![\d.])\d+(?:\.\d+)?[万亿]?(?![年月日号%期批次])[㐀-鿿]")
_SIZE = re.compile(r"[㐀-鿿]{2,12}\d[\d.]*[万亿]?[㐀-鿿]{1,4}的(?=[㐀-鿿])")
_AMOUNT = re.compile(r"(?<![\d.年])(\d+(?:\.\d+)?)([万亿]?)(?![年月日号期批次])([㐀-鿿])")
_TIMES = {"": 1, "万": 10_000, "亿": 100_000_000}
COUNTED = "个处座所家栋间口项"
"""In which things are counted one by one: the same may be told in any of them."""
_ONE_UNIT = {unit: units[0] for units in (COUNTED, "人名位", "公千") for unit in units}
"""In which the same things are counted: 29家 of 33个."""
_DIGITS = re.compile(r"\d+(?:\.\d+)?")


def numbers_of(text: str) -> frozenset[str]:
    """The numbers of a text, as written."""
    return frozenset(_DIGITS.findall(fold(text)))


def counts_of(text: str) -> frozenset[str]:
    """The figures of a text with the character of their unit (56口, 1.2万亩); no dates and shares."""
    return frozenset(_COUNT.findall(fold(text)))


def amounts_of(text: str) -> tuple[tuple[float, str], ...]:
    """The figures of a text, each with the character that stands for its unit.

    >>> amounts_of("改造食堂33处，补助1.9万名学生")
    ((33.0, '个'), (19000.0, '人'))
    """
    return tuple(
        (round(float(number) * _TIMES[times], 2), _ONE_UNIT.get(unit, unit))
        for number, times, unit in _AMOUNT.findall(normalize("NFKC", text))
    )


def tokens(text: str) -> frozenset[str]:
    """The Chinese characters of a text, and their pairs."""
    runs = _HAN.findall(fold(text))
    return frozenset(
        {char for run in runs for char in run} | {run[i : i + 2] for run in runs for i in range(len(run) - 1)}
    )


def without_sizes(text: str) -> str:
    """A text without what only says how large something is: 400吨的 of 日处理生活垃圾400吨的焚烧发电厂."""
    return _SIZE.sub("\n", text)


def near(text: str) -> frozenset[str]:
    """The pairs of Chinese characters of a text with a few others between, as a name is shortened."""
    runs = _HAN.findall(fold(text))
    return frozenset(a + b for run in runs for i, a in enumerate(run) for b in run[i + 2 : i + NEAR_BY + 1])
