"""The ruled tables of a page of a PDF: from drawn lines to grids of cells."""

from __future__ import annotations

import ctypes
from bisect import bisect_right
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cached_property
from itertools import pairwise
from typing import Any, NamedTuple

import pypdfium2.raw as pdfium

NEAR = 3.0
"""Points: lines closer than this are one, and ends this far from a line touch it."""
SHORT = 6.0
"""Points: shorter strokes are parts of drawings or letters."""
MANY = 20_000
"""Strokes of a page: a map has more, a table fewer."""


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


def find(page: Any, turn: Turn) -> tuple[list[Rule], bool]:
    """The horizontal and upright lines drawn on a page, and whether it shows an image."""
    rules: list[Rule] = []
    pictured = False
    for drawn in page.get_objects(filter=(pdfium.FPDF_PAGEOBJ_PATH, pdfium.FPDF_PAGEOBJ_IMAGE), max_depth=3):
        if drawn.type == pdfium.FPDF_PAGEOBJ_IMAGE:
            pictured = True
        elif len(rules) < MANY:
            rules += _strokes(drawn, turn)
    return rules, pictured


def _strokes(drawn: Any, turn: Turn) -> Iterator[Rule]:
    """The straight pieces of a path. A filled box that is thin is a line, a thick one without stroke is shading."""
    fill, stroke = ctypes.c_int(), ctypes.c_int()
    pdfium.FPDFPath_GetDrawMode(drawn, fill, stroke)
    matrix = drawn.get_matrix()
    points: list[tuple[int, float, float]] = []
    x, y = ctypes.c_float(), ctypes.c_float()
    for i in range(min(pdfium.FPDFPath_CountSegments(drawn), MANY)):
        segment = pdfium.FPDFPath_GetPathSegment(drawn, i)
        if not pdfium.FPDFPathSegment_GetPoint(segment, x, y):
            continue
        px, py = turn.point(*matrix.on_point(x.value, y.value))
        points.append((pdfium.FPDFPathSegment_GetType(segment), px, py))
        if pdfium.FPDFPathSegment_GetClose(segment):
            start = next((p for p in reversed(points) if p[0] == pdfium.FPDF_SEGMENT_MOVETO), None)
            if start is not None:
                points.append((pdfium.FPDF_SEGMENT_LINETO, start[1], start[2]))
    if not points:
        return
    wide = max(p[1] for p in points) - min(p[1] for p in points)
    tall = max(p[2] for p in points) - min(p[2] for p in points)
    if fill.value and not stroke.value and min(wide, tall) > NEAR:
        return
    for (_, x0, y0), (kind, x1, y1) in pairwise(points):
        if kind != pdfium.FPDF_SEGMENT_LINETO:
            continue
        if abs(x0 - x1) < 1 and abs(y0 - y1) > SHORT:
            yield Rule(True, (x0 + x1) / 2, min(y0, y1), max(y0, y1))
        elif abs(y0 - y1) < 1 and abs(x0 - x1) > SHORT:
            yield Rule(False, (y0 + y1) / 2, min(x0, x1), max(x0, x1))


@dataclass(frozen=True)
class Grid:
    """Columns between `xs` (left to right), rows between `ys` (top to bottom).

    `owner[row][column]`: the index in `cells` of the cell that covers that place. `cells`: row, column, rows, columns.
    """

    xs: tuple[float, ...]
    ys: tuple[float, ...]
    cells: tuple[tuple[int, int, int, int], ...]
    owner: tuple[tuple[int, ...], ...]

    @cached_property
    def _upwards(self) -> list[float]:
        return sorted(self.ys)

    def cell_at(self, x: float, y: float) -> int | None:
        """The index of the cell in which a point lies."""
        if not (self.xs[0] <= x <= self.xs[-1] and self.ys[-1] <= y <= self.ys[0]):
            return None
        column = min(bisect_right(self.xs, x), len(self.xs) - 1) - 1
        row = len(self.ys) - 1 - min(bisect_right(self._upwards, y), len(self.ys) - 1)
        return self.owner[row][column]


def grids(rules: Iterable[Rule]) -> list[Grid]:
    """The tables that lines make, those of one cell left out: a box around text is no table."""
    merged = _merge(rules)
    found = []
    for group in _connected(merged):
        if (grid := _grid(group)) is not None and len(grid.cells) > 1:
            found.append(grid)
    return sorted(found, key=lambda g: -g.ys[0])


def _merge(rules: Iterable[Rule]) -> list[Rule]:
    """Lines at nearly the same place become one where they overlap or nearly touch."""
    merged: list[Rule] = []
    for upright in (True, False):
        own = sorted((r for r in rules if r.upright is upright), key=lambda r: r.at)
        groups: list[list[Rule]] = []
        for rule in own:
            if groups and rule.at - groups[-1][-1].at < NEAR and rule.at - groups[-1][0].at < 2 * NEAR:
                groups[-1].append(rule)
            else:
                groups.append([rule])
        for group in groups:
            at = sum(r.at for r in group) / len(group)
            low = high = None
            for rule in sorted(group, key=lambda r: r.low):
                if high is not None and rule.low <= high + NEAR:
                    high = max(high, rule.high)
                    continue
                if low is not None and high is not None:
                    merged.append(Rule(upright, at, low, high))
                low, high = rule.low, rule.high
            if low is not None and high is not None:
                merged.append(Rule(upright, at, low, high))
    return merged


def _touch(a: Rule, b: Rule) -> bool:
    return a.low - NEAR <= b.at <= a.high + NEAR and b.low - NEAR <= a.at <= b.high + NEAR


def _connected(rules: list[Rule]) -> list[list[Rule]]:
    """Groups of lines that touch, directly or through others."""
    upright, level = [r for r in rules if r.upright], [r for r in rules if not r.upright]
    group = {id(r): i for i, r in enumerate(rules)}
    members = {i: [r] for i, r in enumerate(rules)}
    for a in upright[:2000]:
        for b in level[:2000]:
            if group[id(a)] != group[id(b)] and _touch(a, b):
                kept, gone = group[id(a)], group[id(b)]
                for rule in members[gone]:
                    group[id(rule)] = kept
                members[kept] += members.pop(gone)
    return [g for g in members.values() if len(g) > 2]


def _grid(rules: list[Rule]) -> Grid | None:
    """Places without a wall between them are one cell; the outer edge is a wall whether drawn or not."""
    upright, level = [r for r in rules if r.upright], [r for r in rules if not r.upright]
    if not upright or len(level) < 2:
        return None
    left, right = min(r.low for r in level), max(r.high for r in level)
    xs = _places([r.at for r in upright] + [left, right])
    ys = _places([r.at for r in level])[::-1]
    columns, rows = len(xs) - 1, len(ys) - 1
    if columns < 1 or rows < 1 or columns * rows > 200_000:
        return None
    above = {(r, c) for r in range(rows) for c in range(columns)}
    parent = {place: place for place in above}

    def root(place: tuple[int, int]) -> tuple[int, int]:
        while parent[place] != place:
            parent[place] = parent[parent[place]]
            place = parent[place]
        return place

    for r in range(rows):
        for c in range(columns):
            x, y = (xs[c] + xs[c + 1]) / 2, (ys[r] + ys[r + 1]) / 2
            if c + 1 < columns and not _wall(upright, xs[c + 1], y):
                parent[root((r, c + 1))] = root((r, c))
            if r + 1 < rows and not _wall(level, ys[r + 1], x):
                parent[root((r + 1, c))] = root((r, c))
    regions: dict[tuple[int, int], list[tuple[int, int]]] = {}
    for place in sorted(above):
        regions.setdefault(root(place), []).append(place)
    cells: list[tuple[int, int, int, int]] = []
    owner = [[0] * columns for _ in range(rows)]
    for places in sorted(regions.values()):
        top, first = min(r for r, _ in places), min(c for _, c in places)
        for r, c in places:
            owner[r][c] = len(cells)
        cells.append((top, first, max(r for r, _ in places) - top + 1, max(c for _, c in places) - first + 1))
    return Grid(tuple(xs), tuple(ys), tuple(cells), tuple(map(tuple, owner)))


def _wall(rules: list[Rule], at: float, across: float) -> bool:
    return any(abs(r.at - at) < 2 * NEAR and r.low - NEAR <= across <= r.high + NEAR for r in rules)


def _places(values: list[float]) -> list[float]:
    kept: list[float] = []
    for value in sorted(values):
        if not kept or value - kept[-1] >= 2 * NEAR:
            kept.append(value)
    return kept
