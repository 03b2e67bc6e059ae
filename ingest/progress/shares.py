"""The share of a task that is done, as a cell tells it: 60%, 0.6, 60, 9/15, 六成, 已完成30%.

Whether numbers without a sign are fractions or hundredths, their column tells, not one cell: 1 is all of it below 0.3
and 0.75, and a hundredth below 60; where both stand in one column it may be either. That, and what is more than the
whole, is no share: it is told.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Literal

from policygraph.ingest.progress import telling

Scale = Literal["fractions", "hundredths", "mixed", "unsure"]

_PARTS = re.compile(r"\s*(\d+(?:\.\d+)?)\s*/\s*(0*[1-9]\d*)\s*")
_NUMBER = re.compile(r"\s*(?:约|近|已?(?:累计)?完成(?:了)?)?\s*(\d+(?:\.\d+)?)\s*(%?)(?:左右)?\s*")
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
    if parts := _PARTS.fullmatch(cell):
        return _checked(float(parts[1]) / float(parts[2]))
    if not (m := _NUMBER.fullmatch(cell)):
        return telling.share_in(cell)
    value = float(m[1])
    if m[2]:
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
