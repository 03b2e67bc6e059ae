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
from policygraph.ingest.tables.shares import in_words, is_share, number_in, without_note

Scale = Literal["fractions", "hundredths", "mixed", "unsure"]

_HOLDS_NUMBER = re.compile(r"\d|百分之|[一二三四五六七八九]成|分之[一二三四五六七八九]")
TWICE = 2
"""No task is done so often over: fractions are less, and what is more are hundredths."""


class Unsure(ValueError):
    """A cell holds a number that is no share, or may be either of two."""


def scale_of(cells: Iterable[str], heading: str) -> Scale:
    """What the numbers without a sign of a column are."""
    found = [number for number in map(number_in, cells) if number is not None]
    numbers = [number.value for number in found if not number.signed]
    top = max(numbers, default=0.0)
    parted = any(0 < number < 1 for number in numbers)
    if top <= 1:
        return "hundredths" if "%" in heading and not parted else "fractions"
    if top > TWICE or "%" in heading:
        return "mixed" if parted else "hundredths"
    return "fractions" if parted or len(numbers) < len(found) else "unsure"


def share_of(cell: str, scale: Scale) -> float | None:
    """The share that a cell tells; None where it holds words of another kind. Raises Unsure."""
    cell = without_note(cell)
    if (told := in_words(cell)) is not None:
        return _checked(told)
    if (number := number_in(cell)) is None:
        share = telling.share_in(cell)
        stands = telling.state_of(telling.clauses(cell))
        if share is None and _HOLDS_NUMBER.search(cell) and (stands is None or is_share(cell)):
            raise Unsure(cell)
        return share
    value = number.value
    if number.signed:
        return _checked(value / 100)
    if scale == "fractions" or value == 0:
        return _checked(value)
    if scale == "unsure" or value < 1 or (scale == "mixed" and value == 1):
        raise Unsure(cell)
    return _checked(value / 100)


def _checked(share: float) -> float:
    if share > 1:
        raise Unsure(share)
    return round(share, 4)
