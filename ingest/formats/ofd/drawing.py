"""What a layer of an OFD page draws: characters, ruling lines and pictures, at their places on the page as shown.

Objects lie in objects: each is drawn in its own millimetres, turned and stretched by its CTM, moved to its Boundary.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any, NamedTuple

from lxml import etree

from policygraph.ingest.formats.ofd.parts import Resources
from policygraph.ingest.formats.pdf import ruling_lines
from policygraph.ingest.formats.pdf.ruling_lines import Point, Rule
from policygraph.model.errors import PolicyGraphError

POINTS = 72 / 25.4
"""Of a millimetre."""
DEEP = 12
"""Objects in objects: more draw nothing."""
MANY = 200_000
"""Objects of a page: groups that hold one another again and again have more."""
FAR = 1e6
"""Millimetres: no number is larger, so that none becomes endless."""
ASCENT, DESCENT = 0.86, 0.14
"""Of a character's size, above and below its baseline; Chinese characters fill it."""
GROUPS = {"PageBlock", "Layer"}
_NUMBER = re.compile(r"[-+]?(?:\d+\.?\d*|\.\d+)(?:[eE][-+]?\d{1,3})?", re.ASCII)
_DELTA = re.compile(rf"g|{_NUMBER.pattern}", re.ASCII)
_PEN = re.compile(rf"[A-Za-z]|{_NUMBER.pattern}", re.ASCII)
_LENGTHS = {"M": 2, "S": 2, "L": 2, "Q": 4, "B": 6, "A": 7, "C": 0}
"""Numbers that follow each order to the pen; the last two of them are where it gets."""


class Matrix(NamedTuple):
    """From places in an object to places on the page, in millimetres from its top left corner."""

    a: float = 1.0
    b: float = 0.0
    c: float = 0.0
    d: float = 1.0
    e: float = 0.0
    f: float = 0.0

    def point(self, x: float, y: float) -> tuple[float, float]:
        return _held(self.a * x + self.c * y + self.e), _held(self.b * x + self.d * y + self.f)

    def within(self, outer: Matrix) -> Matrix:
        """First this, then `outer`."""
        a, b, c, d, *_ = outer
        return Matrix(
            _held(a * self.a + c * self.b), _held(b * self.a + d * self.b),
            _held(a * self.c + c * self.d), _held(b * self.c + d * self.d), *outer.point(self.e, self.f),
        )  # fmt: skip


class Picture(NamedTuple):
    """A picture's file, if the package holds it, and its place in points."""

    file: str | None
    left: float
    bottom: float
    width: float
    height: float


Box = tuple[float, float, float, float]
"""Left, bottom, right, top: points, y upwards."""


class Words(NamedTuple):
    """The characters of a text object, blanks without a box; left, middle and size of the first."""

    characters: list[tuple[str, Box | None]]
    left: float
    middle: float
    size: float


@dataclass
class Drawn:
    """What a page shows, in the order of the file. `left` and `bottom`: of the page, in its millimetres.

    `places`: of each text, about where it begins.
    """

    left: float
    bottom: float
    words: list[Words] = field(default_factory=list)
    rules: list[Rule] = field(default_factory=list)
    pictures: list[Picture] = field(default_factory=list)
    places: set[tuple[str, int, int]] = field(default_factory=set)
    objects: int = 0

    def place(self, x: float, y: float) -> tuple[float, float]:
        """Millimetres on the page as points."""
        return (x - self.left) * POINTS, (self.bottom - y) * POINTS

    def box(self, matrix: Matrix, left: float, top: float, right: float, bottom: float) -> Box:
        corners = [matrix.point(x, y) for x in (left, right) for y in (top, bottom)]
        xs, ys = zip(*(self.place(x, y) for x, y in corners), strict=True)
        return min(xs), min(ys), max(xs), max(ys)


PAGE = Matrix()
"""Of what is drawn on the page itself."""


def draw(group: Any, known: Resources, drawn: Drawn, matrix: Matrix = PAGE, deep: int = 0) -> None:
    """The objects of a layer, or of a group in it. Raises PolicyGraphError where there are too many."""
    if deep > DEEP:
        return
    for each in group:
        kind = etree.QName(each).localname if isinstance(each.tag, str) else ""
        drawn.objects += 1
        if drawn.objects > MANY:
            raise PolicyGraphError(f"一页里有 {MANY // 10_000} 万以上个图形，超过上限；请用 WPS 打开后另存为 PDF 再读")
        if each.get("Visible") == "false":
            continue
        if kind in GROUPS:
            draw(each, known, drawn, matrix, deep + 1)
            continue
        own = _own_matrix(each).within(matrix)
        if kind == "CompositeObject" and (unit := known.units.get(each.get("ResourceID", ""))) is not None:
            for content in unit.iterfind("{*}Content"):
                draw(content, known, drawn, own, deep + 1)
        elif kind == "TextObject":
            _put_words(list(_characters(each, own, drawn)), drawn)
        elif kind == "PathObject" and len(drawn.rules) < ruling_lines.MANY:
            filled, stroked = each.get("Fill") == "true", each.get("Stroke") != "false"
            if filled or stroked:
                drawn.rules += ruling_lines.strokes(_path(each, own, drawn), filled=filled, stroked=stroked)
        elif kind == "ImageObject":
            _put_picture(each, own, known, drawn)


def _put_words(characters: list[tuple[str, Box | None]], drawn: Drawn) -> None:
    """The characters of a text object, unless it only makes bolder what stands there already."""
    said = "".join(c for c, _ in characters)
    first = next((box for _, box in characters if box is not None), None)
    if first is None:
        return
    left, bottom, _, top = first
    x, y = round(left), round(bottom)
    if not any((said, x + dx, y + dy) in drawn.places for dx in (-1, 0, 1) for dy in (-1, 0, 1)):
        drawn.words.append(Words(characters, left, (bottom + top) / 2, top - bottom))
    drawn.places.add((said, x, y))


def _put_picture(element: Any, matrix: Matrix, known: Resources, drawn: Drawn) -> None:
    left, bottom, right, top = drawn.box(matrix, 0, 0, 1, 1)
    if right > left and top > bottom:
        file = known.pictures.get(element.get("ResourceID", ""))
        drawn.pictures.append(Picture(file, left, bottom, right - left, top - bottom))


def numbers(text: str | None) -> list[float]:
    """Those in an attribute, parted by blanks."""
    return [_held(float(found)) for found in _NUMBER.findall(text or "")]


def _held(number: float) -> float:
    return max(-FAR, min(FAR, number))


def _own_matrix(element: Any) -> Matrix:
    ctm, boundary = numbers(element.get("CTM")), numbers(element.get("Boundary"))
    own = Matrix(*ctm) if len(ctm) == 6 else Matrix()
    return own.within(Matrix(e=boundary[0], f=boundary[1])) if len(boundary) == 4 else own


def _characters(element: Any, matrix: Matrix, drawn: Drawn) -> Iterator[tuple[str, Box | None]]:
    """The words of a text object; each character stands at so much from the one before it."""
    size = next(iter(numbers(element.get("Size"))), 0.0) or 1.0
    stretch = next(iter(numbers(element.get("HScale"))), 0.0) or 1.0
    x = y = 0.0
    for code in element.iterfind("{*}TextCode"):
        x, y = (next(iter(numbers(code.get(name))), before) for name, before in (("X", x), ("Y", y)))
        # An indented file has line breaks around the words; blanks in them belong to the words.
        text = re.sub(r"^\s*\n\s*|\s*\n\s*$", "", code.text or "")
        across, down = _deltas(code.get("DeltaX"), len(text)), _deltas(code.get("DeltaY"), len(text))
        for i, c in enumerate(text):
            wide = size * stretch * (1.0 if unicodedata.east_asian_width(c) in "WFA" else 0.5)
            step = across[i] if across else 0.0 if any(down) else wide
            if c.isspace():
                yield (" " if c == "\xa0" else c), None
            else:
                width = min(step, size * stretch) if step > 0 else wide
                yield c, drawn.box(matrix, x, y - ASCENT * size, x + width, y + DESCENT * size)
            x, y = _held(x + step), _held(y + (down[i] if down else 0.0))


def _deltas(text: str | None, count: int) -> list[float]:
    """The steps after each of `count` characters: "g 3 4.2 5" is 4.2 three times, then 5, which goes on."""
    steps: list[float] = []
    tokens = iter(_DELTA.findall(text or ""))
    for token in tokens:
        times, step = (next(tokens, "0"), next(tokens, "0")) if token == "g" else ("1", token)
        if "g" not in (times, step):
            steps += [_held(float(step))] * min(max(0, int(_held(float(times)))), count - len(steps))
    return steps + steps[-1:] * (count - len(steps))


def _path(element: Any, matrix: Matrix, drawn: Drawn) -> list[Point]:
    """The points of a path as shown; a closed piece ends where it began."""
    points: list[Point] = []
    start: tuple[float, float] | None = None
    order, waiting = "", list[float]()
    for token in _PEN.findall(element.findtext("{*}AbbreviatedData") or "")[: ruling_lines.MANY * 3]:
        if token.isalpha():
            order, waiting = token, []
        else:
            waiting.append(_held(float(token)))
        if len(waiting) != _LENGTHS.get(order, -1):
            continue
        if order == "C":
            if start is not None:
                points.append((True, *start))
        else:
            at = drawn.place(*matrix.point(*waiting[-2:]))
            points.append((order == "L", *at))
            if order in "MS":
                start = at
        waiting = []
    return points
