"""The share of a task that is done, as a cell tells it: 60%, 0.6, 60, 9/15, 2.6/3万亩, 六成, 百分之五, 已完成30%.

Whether numbers without a sign are fractions or hundredths, their column tells, not one cell: 1 is all of it below 0.3
and 0.75, and a hundredth below 60; where both stand in one column it may be either. That, and what is more than the
whole, or a number that is none of these (30%-40%), is no share: it is told.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Literal

from policygraph.ingest.progress import telling
from policygraph.ingest.text.numerals import parse_han

Scale = Literal["fractions", "hundredths", "mixed", "unsure"]

_ABOUT = r"\s*(?:[约近超≥>达]|大于|超过|已?(?:累计)?完成(?:了)?)*\s*"
_ROUND = r"(?:左右|以上|多)?\s*"
_NOTE = re.compile(r"\s*\([^()%\d]*\)\s*$")  # 90%(超序时)
_PARTS = re.compile(r"\s*(\d+(?:\.\d+)?)\s*/\s*(\d+(?:\.\d+)?)\s*[一-鿿]{0,3}\s*")
_NUMBER = re.compile(rf"{_ABOUT}(\d+(?:\.\d+)?)\s*(%?){_ROUND}")
_HUNDREDTHS = re.compile(rf"{_ABOUT}百分之([零〇一二三四五六七八九十百点\d.]+){_ROUND}")
_TENTHS = re.compile(rf"{_ABOUT}((?:[一二三四五六七八九]|[1-9])成[半一二三四五六七八九]?){_ROUND}")
_OF_SO_MANY = re.compile(rf"{_ABOUT}([一二三四五六七八九十]+)分之([一二三四五六七八九十]+){_ROUND}")
_HOLDS_NUMBER = re.compile(r"\d|百分之|[一二三四五六七八九]成|分之[一二三四五六七八九]")
TWICE = 2
"""No task is done so often over: fractions are less, and what is more are hundredths."""


class Unsure(ValueError):
    """A cell holds a number that is no share, or may be either of two."""


def scale_of(cells: Iterable[str], heading: str) -> Scale:
    """What the numbers without a sign of a column are."""
    cells = list(cells)
    found = [m for m in map(_NUMBER.fullmatch, cells) if m]
    numbers = [float(m[1]) for m in found if not m[2]]
    top = max(numbers, default=0.0)
    parted = any(0 < number < 1 for number in numbers)
    if top <= 1:
        return "hundredths" if "%" in heading and not parted else "fractions"
    if top > TWICE or "%" in heading:
        return "mixed" if parted else "hundredths"
    return "fractions" if parted or len(numbers) < len(found) else "unsure"


def share_of(cell: str, scale: Scale) -> float | None:
    """The share that a cell tells; None where it holds words of another kind. Raises Unsure."""
    cell = _NOTE.sub("", cell)
    if (told := _in_words(cell)) is not None:
        return _checked(told)
    if not (m := _NUMBER.fullmatch(cell)):
        share = telling.share_in(cell)
        if share is None and _HOLDS_NUMBER.search(cell) and telling.state_of(telling.clauses(cell)) is None:
            raise Unsure(cell)
        return share
    value = float(m[1])
    if m[2]:
        return _checked(value / 100)
    if scale == "fractions" or value == 0:
        return _checked(value)
    if scale == "unsure" or value < 1 or (scale == "mixed" and value == 1):
        raise Unsure(cell)
    return _checked(value / 100)


def _in_words(cell: str) -> float | None:
    """9/15, 百分之五, 四成五, 三分之二."""
    if (parts := _PARTS.fullmatch(cell)) and float(parts[2]):
        return float(parts[1]) / float(parts[2])
    if m := _HUNDREDTHS.fullmatch(cell):
        return _hundredths(m[1])
    if m := _TENTHS.fullmatch(cell):
        return telling.tenths(m[1])
    if m := _OF_SO_MANY.fullmatch(cell):
        of, some = parse_han(m[1]), parse_han(m[2])
        return some / of if of and some else None
    return None


def _hundredths(said: str) -> float | None:
    if said == "百":
        return 1.0
    value = float(said) if said.replace(".", "").isdigit() else parse_han(said)
    return None if value is None else value / 100


def _checked(share: float) -> float:
    if share > 1:
        raise Unsure(share)
    return round(share, 4)
