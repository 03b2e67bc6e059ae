"""Shares of a whole, where words are nothing else: 60%, 60, 9/15, 2.6/3万亩, 百分之五, 六成五, 三分之二, 已完成30%.

The one rule for what a column of shares holds (`tables`) and for what a cell of it tells (`progress`). What a number
without a sign is, its column tells.
"""

from __future__ import annotations

import re
from typing import NamedTuple

from policygraph.ingest.text.numerals import parse_han

_ABOUT = r"\s*(?:[约近超≥>达]|大于|超过|已?(?:累计)?完成(?:了)?)*\s*"
_ROUND = r"(?:左右|以上|多)?\s*"
_NOTE = re.compile(r"\s*\([^()%\d]*\)\s*$")  # 90%(超序时)
_PARTS = re.compile(r"\s*(\d+(?:\.\d+)?)\s*/\s*(\d+(?:\.\d+)?)\s*[一-鿿]{0,3}\s*")
_NUMBER = re.compile(rf"{_ABOUT}(\d+(?:\.\d+)?)\s*(%?){_ROUND}")
_HUNDREDTHS = re.compile(rf"{_ABOUT}百分之([零〇一二三四五六七八九十百点\d.]+){_ROUND}")
_TENTHS = re.compile(rf"{_ABOUT}((?:[一二三四五六七八九]|[1-9])成[半一二三四五六七八九]?){_ROUND}")
_OF_SO_MANY = re.compile(rf"{_ABOUT}([一二三四五六七八九十]+)分之([一二三四五六七八九十]+){_ROUND}")
_BETWEEN = re.compile(r"\s*\d+(?:\.\d+)?\s*%?\s*[-—~至到]+\s*\d+(?:\.\d+)?\s*%\s*")
_SAID_OF = re.compile(r"[^\d,。;]{1,6}\d+(?:\.\d+)?%(?:左右|以上)?")
_OF_ANOTHER = re.compile(r"(?<!完成)(?<!办结)率|比重|增长|下降|提高")
"""What is counted there is no part of the work: 机采率达到62%."""
_ALL_OR_NONE = re.compile(
    r"(?:均?已)?(?:全部|超额|提前|按期)?(?:完成|办结|完工|竣工|建成|销号)|(?:尚|还|暂)?未(?:启动|开工|开展|实施)"
)
_DAY = re.compile(r"(?:0?[1-9]|1[0-2])/(?:0?[1-9]|[12]\d|3[01])")


class Number(NamedTuple):
    """A number that is all of a cell; `signed`: it stands before a %."""

    value: float
    signed: bool


def number_in(said: str) -> Number | None:
    """The number that folded words are, about which nothing else is said."""
    m = _NUMBER.fullmatch(without_note(said))
    return Number(float(m[1]), bool(m[2])) if m else None


def in_words(said: str) -> float | None:
    """The share that is told otherwise than by a number; above 1 where it is more than the whole.

    >>> in_words("9/15"), in_words("百分之五"), in_words("四成五"), in_words("三分之二"), in_words("60%")
    (0.6, 0.05, 0.45, 0.6666666666666666, None)
    """
    said = without_note(said)
    if (parts := _PARTS.fullmatch(said)) and float(parts[2]):
        return float(parts[1]) / float(parts[2])
    if m := _HUNDREDTHS.fullmatch(said):
        return _hundredths(m[1])
    if m := _TENTHS.fullmatch(said):
        return tenths(m[1])
    if m := _OF_SO_MANY.fullmatch(said):
        of, some = parse_han(m[1]), parse_han(m[2])
        return some / of if of and some else None
    return None


def is_share(said: str) -> bool:
    """Are the words a share by themselves, whatever their column: with a sign, in words, of so many, or between two?

    >>> [is_share(said) for said in ("约60%", "六成", "9/15", "30%-40%", "主体完成80%", "60", "机采率达到62%")]
    [True, True, True, True, True, False, False]
    """
    number = number_in(said)
    if number is not None:
        return number.signed
    said = without_note(said)
    if in_words(said) is not None or _BETWEEN.fullmatch(said):
        return True
    return _SAID_OF.fullmatch(said) is not None and not _OF_ANOTHER.search(said)


def is_all_or_none(said: str) -> bool:
    """Is it a word that stands among shares for all of it, or for nothing: 已办结, 未启动?"""
    return _ALL_OR_NONE.fullmatch(said) is not None


def may_be_day(said: str) -> bool:
    """May it be a day as well as so many of so many: 9/15?"""
    return _DAY.fullmatch(said) is not None


def without_note(said: str) -> str:
    """Without what brackets behind it add: 90%(超序时)."""
    return _NOTE.sub("", said)


def tenths(said: str) -> float:
    """七成, 七成半, 七成五, 7成.

    >>> tenths("七成"), tenths("7成"), tenths("四成五"), tenths("七成半")
    (0.7, 0.7, 0.45, 0.75)
    """
    whole, _, rest = said.partition("成")
    part = 5 if rest == "半" else parse_han(rest) or 0 if rest else 0
    return round(float(whole) / 10 if whole.isdigit() else (parse_han(whole) or 0) / 10, 4) + part / 100


def _hundredths(said: str) -> float | None:
    if said == "百":
        return 1.0
    value = float(said) if said.replace(".", "").isdigit() else parse_han(said)
    return None if value is None else value / 100
