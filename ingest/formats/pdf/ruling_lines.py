"""The ruling lines of a page of a PDF: the straight strokes of what is drawn, those at one place joined."""

from __future__ import annotations

import ctypes
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import pairwise
from typing import Any, NamedTuple

import pypdfium2.raw as pdfium

NEAR = 3.0
"""Points: lines closer than this are one, and ends this far from a line touch it."""
SHORT = 6.0
"""Points: shorter strokes are parts of drawings or letters."""
MANY = 20_000
"""Strokes of a page: a map has more, a table fewer."""


Point = tuple[bool, float, float]
"""Of a path: whether the pen draws straight to there, x and y."""


class Rule(NamedTuple):
    """A line from `low` to `high` at `at`: for a horizontal one `at` is y, for an upright one x."""

    upright: bool
    at: float
    low: float
    high: float


@dataclass(frozen=True, slots=True)
class Turn:
    """From places on a page to places on the page as it is shown, turned by `rotation` degrees clockwise."""

    rotation: int
    width: float
    height: float

    def point(self, x: float, y: float) -> tuple[float, float]:
        match self.rotation:
            case 90:
                return y, self.width - x
            case 180:
                return self.width - x, self.height - y
            case 270:
                return self.height - y, x
        return x, y

    def box(self, left: float, bottom: float, right: float, top: float) -> tuple[float, float, float, float]:
        (a, b), (c, d) = self.point(left, bottom), self.point(right, top)
        return min(a, c), min(b, d), max(a, c), max(b, d)


def find(page: Any, turn: Turn) -> tuple[list[Rule], float]:
    """The horizontal and upright lines drawn on a page, and the area of its largest image; 0 if it shows none."""
    rules: list[Rule] = []
    largest = 0.0
    for drawn in page.get_objects(filter=(pdfium.FPDF_PAGEOBJ_PATH, pdfium.FPDF_PAGEOBJ_IMAGE), max_depth=3):
        if drawn.type == pdfium.FPDF_PAGEOBJ_IMAGE:
            left, bottom, right, top = drawn.get_bounds()
            largest = max(largest, (right - left) * (top - bottom))
        elif len(rules) < MANY:
            fill, stroke = ctypes.c_int(), ctypes.c_int()
            pdfium.FPDFPath_GetDrawMode(drawn, fill, stroke)
            rules += strokes(_points(drawn, turn), filled=bool(fill.value), stroked=bool(stroke.value))
    return rules, largest


def strokes(points: list[Point], *, filled: bool, stroked: bool) -> Iterator[Rule]:
    """The straight pieces of a path. A filled box that is thin is a line, a thick one without stroke is shading."""
    if not points or (filled and not stroked and _is_thick(points)):
        return
    for (_, x0, y0), (straight, x1, y1) in pairwise(points):
        if not straight:
            continue
        if abs(x0 - x1) < 1 and abs(y0 - y1) > SHORT:
            yield Rule(True, (x0 + x1) / 2, min(y0, y1), max(y0, y1))
        elif abs(y0 - y1) < 1 and abs(x0 - x1) > SHORT:
            yield Rule(False, (y0 + y1) / 2, min(x0, x1), max(x0, x1))


def _points(drawn: Any, turn: Turn) -> list[Point]:
    """The points of a path as shown; a closed piece ends where it began."""
    matrix = drawn.get_matrix()
    points: list[Point] = []
    start: Point | None = None
    x, y = ctypes.c_float(), ctypes.c_float()
    for i in range(min(pdfium.FPDFPath_CountSegments(drawn), MANY)):
        segment = pdfium.FPDFPath_GetPathSegment(drawn, i)
        if not pdfium.FPDFPathSegment_GetPoint(segment, x, y):
            continue
        kind = pdfium.FPDFPathSegment_GetType(segment)
        points.append((kind == pdfium.FPDF_SEGMENT_LINETO, *turn.point(*matrix.on_point(x.value, y.value))))
        if kind == pdfium.FPDF_SEGMENT_MOVETO:
            start = points[-1]
        if pdfium.FPDFPathSegment_GetClose(segment) and start is not None:
            points.append((True, start[1], start[2]))
    return points


def _is_thick(points: list[Point]) -> bool:
    xs, ys = [x for _, x, _ in points], [y for _, _, y in points]
    return min(max(xs) - min(xs), max(ys) - min(ys)) > NEAR


def merge(rules: Iterable[Rule]) -> list[Rule]:
    """Lines at nearly the same place become one where they overlap or nearly touch."""
    return [rule for group in _beside(rules) for rule in _joined(group)]


def _beside(rules: Iterable[Rule]) -> list[list[Rule]]:
    """Lines of one direction at nearly the same place."""
    groups: list[list[Rule]] = []
    for rule in sorted(rules, key=lambda r: (not r.upright, r.at)):
        if groups and rule.upright is groups[-1][0].upright and _is_near(rule, groups[-1]):
            groups[-1].append(rule)
        else:
            groups.append([rule])
    return groups


def _is_near(rule: Rule, group: list[Rule]) -> bool:
    return rule.at - group[-1].at < NEAR and rule.at - group[0].at < 2 * NEAR


def _joined(group: list[Rule]) -> Iterator[Rule]:
    at = sum(r.at for r in group) / len(group)
    first, *others = sorted(group, key=lambda r: r.low)
    low, high = first.low, first.high
    for rule in others:
        if rule.low > high + NEAR:
            yield Rule(first.upright, at, low, high)
            low, high = rule.low, rule.high
        else:
            high = max(high, rule.high)
    yield Rule(first.upright, at, low, high)
