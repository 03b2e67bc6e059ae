"""What it comes to that one figure answers another: reached, exceeded, fallen short of, or a part of it."""

from __future__ import annotations

from typing import Literal, NamedTuple

from policygraph.graph.figures.names import words
from policygraph.graph.figures.pairing import Basis, Figure

Result = Literal["met", "exceeded", "short", "part", "incomparable"]
Reason = Literal["unit", "year", "total", "value", "above-ceiling", "below-above", "bound-dropped"]

ABOUT = 0.05  # of a figure: how far from it 左右 reaches
KEPT = {">=": (">=",), "<=": ("<=",)}  # comparators that keep the one above


class Verdict(NamedTuple):
    """`reason`: what is remarkable, or why nothing can be said. `share`: of the figure above, where it is an amount."""

    result: Result
    reason: Reason | None = None
    share: float | None = None


def judge(above: Figure, below: Figure, basis: Basis) -> Verdict:
    """Of an answer from below to a figure above, which is a plan's where the answer was reported."""
    if above.value is None or below.value is None:
        return Verdict("incomparable", "value")
    if above.measure != below.measure:
        return Verdict("incomparable", "unit")
    share = round(below.value / above.value, 4) if above.value > 0 and above.measure != "%" else None
    if above.name.running != below.name.running:
        return Verdict("incomparable", "total", share)
    if basis == "reported":
        return Verdict(_reached(above, below.value, _is_ceiling(above)), None, share)
    if None not in (above.year, below.year) and above.year != below.year:
        return Verdict("incomparable", "year", share)
    dropped = above.comparator in KEPT and below.comparator not in KEPT[above.comparator]
    if not above.is_level:
        return Verdict("part", "bound-dropped" if dropped else None, share)
    return _of_level(above, below, share, dropped=dropped)


def _of_level(above: Figure, below: Figure, share: float | None, *, dropped: bool) -> Verdict:
    """What each place reaches as a whole, a rate: it is asked for above in the same measure."""
    value = below.value or 0.0
    ceiling = _is_ceiling(above) or (above.comparator == "~" and below.comparator == "<=")
    result = _reached(above, value, ceiling)
    if result == "short":
        return Verdict(result, "above-ceiling" if ceiling else "below-above", share)
    # 58% where 55% 以上 was asked is more than that; 55% without 以上 is less.
    return Verdict(result, "bound-dropped" if dropped and value == above.value else None, share)


def _is_ceiling(figure: Figure) -> bool:
    """Whether less is better: by the words beside the figure, or, where these are 左右 or none, by what is measured."""
    if figure.comparator not in ("=", "~"):
        return figure.comparator in ("<=", "<")
    return figure.name.trend != "fall" and words().ceilings.search(figure.name.bare) is not None


def _reached(above: Figure, value: float, ceiling: bool) -> Result:
    low = above.value or 0.0
    high = max(low, above.value_high or low)
    about = ABOUT * abs(low) if above.comparator == "~" else 0.0
    if ceiling:
        return "met" if value <= high + about else "short"
    return "short" if value < low - about else "exceeded" if value > high + about else "met"
