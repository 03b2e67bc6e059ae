"""The ruled tables of a page of a PDF: from ruling lines to grids of cells."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Hashable, Iterable
from dataclasses import dataclass
from functools import cached_property
from itertools import product
from typing import Generic, TypeVar

from policygraph.ingest.formats.pdf.ruling_lines import NEAR, Rule, merge

PLACES = 200_000
"""Rows by columns of a grid: a drawing has more."""
ROW = 45.0
"""Points: a row of one cell is no higher, two lines of print."""
T = TypeVar("T", bound=Hashable)


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


def find(rules: Iterable[Rule]) -> list[Grid]:
    """The tables that lines make, those of one cell left out: a box around text is no table."""
    found = []
    for group in _stacked(_connected(merge(rules))):
        if len(group) > 2 and (grid := _grid(group)) is not None and len(grid.cells) > 1:
            found.append(grid)
    return sorted(found, key=lambda g: -g.ys[0])


def _touch(a: Rule, b: Rule) -> bool:
    return a.low - NEAR <= b.at <= a.high + NEAR and b.low - NEAR <= a.at <= b.high + NEAR


def _connected(rules: list[Rule]) -> list[list[Rule]]:
    """Groups of lines that touch, directly or through others."""
    upright, level = [r for r in rules if r.upright], [r for r in rules if not r.upright]
    groups = _Groups(rules)
    for a, b in product(upright[:2000], level[:2000]):
        if _touch(a, b):
            groups.join(a, b)
    return groups.all()


def _stacked(groups: list[list[Rule]]) -> list[list[Rule]]:
    """Groups that are parts of one table: it is open at its sides, and a row of one cell has no upright line at all."""
    found: list[list[Rule]] = []
    for group in sorted(groups, key=lambda group: -max(r.high if r.upright else r.at for r in group)):
        if found and _goes_on(found[-1], group):
            found[-1] = found[-1] + group
        else:
            found.append(group)
    return found


def _goes_on(above: list[Rule], below: list[Rule]) -> bool:
    """Whether both have the same columns, no line at their sides, and room for one row between them; one of them may
    be only the edge of that row."""
    one, other = _columns(above), _columns(below)
    if max(len(one), len(other)) < 3 or min(len(one), len(other)) < 2:
        return False
    if min(len(one), len(other)) == 2:
        one, other = [one[0], one[-1]], [other[0], other[-1]]
    if len(one) != len(other) or any(abs(a - b) >= 2 * NEAR for a, b in zip(one, other, strict=True)):
        return False
    return 0 < min(r.at for r in above if not r.upright) - max(r.at for r in below if not r.upright) < ROW


def _columns(group: list[Rule]) -> list[float]:
    """Where the columns of a table that is open at its sides begin and end; none for another."""
    uprights, level = _places([r.at for r in group if r.upright]), [r for r in group if not r.upright]
    if not level:
        return []
    left, right = min(r.low for r in level), max(r.high for r in level)
    closed = uprights and (left + 2 * NEAR >= uprights[0] or uprights[-1] >= right - 2 * NEAR)
    return [] if closed else [left, *uprights, right]


def _grid(rules: list[Rule]) -> Grid | None:
    """Places without a wall between them are one cell; the outer edge is a wall whether drawn or not."""
    upright, level = [r for r in rules if r.upright], [r for r in rules if not r.upright]
    if not upright or len(level) < 2:
        return None
    left, right = min(r.low for r in level), max(r.high for r in level)
    xs = _places([r.at for r in upright] + [left, right])
    ys = _places([r.at for r in level])[::-1]
    columns, rows = len(xs) - 1, len(ys) - 1
    if not 0 < columns * rows <= PLACES:
        return None
    cells: list[tuple[int, int, int, int]] = []
    owner = [[0] * columns for _ in range(rows)]
    for group in _open_places(xs, ys, upright, level):
        for r, c in group:
            owner[r][c] = len(cells)
        cells.append(_extent(group))
    return Grid(tuple(xs), tuple(ys), tuple(cells), tuple(map(tuple, owner)))


def _open_places(
    xs: list[float], ys: list[float], upright: list[Rule], level: list[Rule]
) -> list[list[tuple[int, int]]]:
    """The places, as row and column, in groups without a wall between them."""
    columns, rows = len(xs) - 1, len(ys) - 1
    places = list(product(range(rows), range(columns)))
    groups = _Groups(places)
    for r, c in places:
        x, y = (xs[c] + xs[c + 1]) / 2, (ys[r] + ys[r + 1]) / 2
        if c + 1 < columns and not _wall(upright, xs[c + 1], y):
            groups.join((r, c), (r, c + 1))
        if r + 1 < rows and not _wall(level, ys[r + 1], x):
            groups.join((r, c), (r + 1, c))
    return groups.all()


def _extent(places: list[tuple[int, int]]) -> tuple[int, int, int, int]:
    """Row, column, rows and columns of the smallest box around the places of a cell."""
    of_rows, of_columns = zip(*places, strict=True)
    top, left = min(of_rows), min(of_columns)
    return top, left, max(of_rows) - top + 1, max(of_columns) - left + 1


class _Groups(Generic[T]):
    """Things that are joined one by one to groups (union-find)."""

    def __init__(self, things: Iterable[T]) -> None:
        self._parent = {thing: thing for thing in things}

    def _root(self, thing: T) -> T:
        parent = self._parent
        while parent[thing] != thing:
            parent[thing] = parent[parent[thing]]
            thing = parent[thing]
        return thing

    def join(self, a: T, b: T) -> None:
        self._parent[self._root(b)] = self._root(a)

    def all(self) -> list[list[T]]:
        """The groups in the order of their first things, which stand in the order given."""
        found: dict[T, list[T]] = {}
        for thing in self._parent:
            found.setdefault(self._root(thing), []).append(thing)
        return list(found.values())


def _wall(rules: list[Rule], at: float, across: float) -> bool:
    return any(abs(r.at - at) < 2 * NEAR and r.low - NEAR <= across <= r.high + NEAR for r in rules)


def _places(values: list[float]) -> list[float]:
    kept: list[float] = []
    for value in sorted(values):
        if not kept or value - kept[-1] >= 2 * NEAR:
            kept.append(value)
    return kept
