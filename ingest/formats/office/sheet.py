"""What the XML of a sheet says beside the words of its cells: merged ranges, what is hidden, text boxes over it."""

from __future__ import annotations

import io
import re
import zipfile
from bisect import bisect_left
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any, NamedTuple

from lxml import etree
from openpyxl.utils import get_column_letter, range_boundaries

from policygraph.ingest.formats import limits
from policygraph.ingest.formats.builder import GridCell
from policygraph.ingest.formats.office.embedded import DOCUMENTS
from policygraph.ingest.formats.office.package import part, read_member, targets
from policygraph.model.errors import PolicyGraphError

_MERGES = 50_000
"""Merged ranges of a sheet that are looked at."""
_A = "{http://schemas.openxmlformats.org/drawingml/2006/main}"
_FALLBACK = "{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback"
_ROW = re.compile(rb"<(?:\w+:)?row\b([^>]*)>")
_COLUMN = re.compile(rb"<(?:\w+:)?col\b([^>]*)>")
_ATTRIBUTE = re.compile(rb'\b(r|min|max|hidden|outlineLevel)="(\w{1,7})"')
_OBJECT = re.compile(rb'<(?:\w+:)?oleObject\b[^>]*?\bprogId="([^"]{1,80})"')
_FILTER = re.compile(rb'<(?:\w+:)?autoFilter\b[^>]*?\bref="([A-Z$]{1,8}\d{1,7}:[A-Z$]{1,8}\d{1,7})"[^>]*(?<!/)>')

Merges = Mapping[tuple[int, int], tuple[int, int]]
"""Rows and columns that a merged range covers, by its first row and column, counted from 1."""


class Box(NamedTuple):
    """A text box; `row`: over which it begins, from 1."""

    row: int
    text: str


@dataclass(frozen=True, slots=True)
class Hidden:
    """The rows and columns that someone hid, from 1, not those that a filter or a closed group leaves out for now."""

    rows: frozenset[int] = field(default_factory=frozenset)
    columns: frozenset[int] = field(default_factory=frozenset)


def last_row(part: bytes) -> int:
    """The number of the last row that the XML of a sheet holds."""
    found = re.match(rb'<row [^>]*?\br="(\d{1,7})"', part[part.rfind(b"<row ") :])
    return int(found[1]) if found else 0


def merges(part: bytes) -> Iterator[tuple[tuple[int, int], tuple[int, int]]]:
    """The merged ranges of a sheet, as `Merges` has them."""
    for n, (_, element) in enumerate(etree.iterparse(io.BytesIO(part), tag="{*}mergeCell", resolve_entities=False)):
        if n >= _MERGES:
            return
        left, top, right, bottom = (bound or 1 for bound in range_boundaries(element.get("ref", "A1")))
        yield (top, left), (bottom - top + 1, right - left + 1)
        element.clear()


def hidden(package: zipfile.ZipFile, path: str, part: bytes) -> Hidden:
    """What is hidden of the sheet at `path`, whose XML is `part`."""
    if b"hidden=" not in part:
        return Hidden()
    columns: set[int] = set()
    for each in _hidden(_COLUMN, part):
        columns.update(range(each.get("min", 1), min(each.get("max", 0), limits.COLUMNS + 1) + 1))
    rows = {each["r"] for each in _hidden(_ROW, part) if "r" in each}
    if rows:
        tables = [read_member(package, name) for name in _parts(package, path, "/table")]
        for found in (ref for xml in (part, *tables) for ref in _FILTER.findall(xml)):
            _, top, _, bottom = range_boundaries(found.decode())
            rows.difference_update(range(top or 1, (bottom or 0) + 1))
    return Hidden(frozenset(rows), frozenset(columns))


def _hidden(tag: re.Pattern[bytes], part: bytes) -> Iterator[dict[str, int]]:
    """The numbers of each such tag that is hidden and in no group."""
    for attributes in tag.findall(part):
        if b"hidden=" in attributes:
            said = {name.decode(): value for name, value in _ATTRIBUTE.findall(attributes)}
            if said.pop("hidden", b"0") in (b"1", b"true") and said.get("outlineLevel", b"0") == b"0":
                yield {name: int(value) for name, value in said.items() if value.isdigit()}


def _parts(package: zipfile.ZipFile, path: str, kind: str) -> list[str]:
    """The parts of that kind that the sheet at `path` points to."""
    return [name for name in targets(package, path, kind).values() if name in package.NameToInfo]


def seen(filled: Mapping[tuple[int, int], str], merged: Merges, hidden: Hidden) -> tuple[list[GridCell], int]:
    """The cells that a person sees, in rows and columns counted without the hidden; and how many are hidden.

    A merged range shows its words as long as some of it is seen.
    """
    columns, rows = sorted(hidden.columns), sorted(hidden.rows)
    left = min((column for _, column in filled if column not in hidden.columns), default=1)
    cells, left_out = [], 0
    for (row, column), words in sorted(filled.items()):
        tall, wide = merged.get((row, column), (1, 1))
        shown = _shown(rows, row, row + tall), _shown(columns, column, column + wide)
        if not all(shown):
            left_out += 1
            continue
        before = bisect_left(columns, column) - bisect_left(columns, left)
        at = f"{get_column_letter(column)}{row}"
        cells.append(GridCell(row + _skipped(rows, row), column - left - before, words, tall, shown[1], at))
    return sorted(cells, key=lambda c: (c.row, c.column)), left_out


def _shown(hidden: list[int], first: int, end: int) -> int:
    """How many of the rows or columns from `first` to before `end` are not hidden."""
    return end - first - (bisect_left(hidden, end) - bisect_left(hidden, first))


def _skipped(hidden: list[int], first: int) -> int:
    """How many hidden rows follow one upon the other from `first` on."""
    at = begin = bisect_left(hidden, first)
    while at < len(hidden) and hidden[at] == first + at - begin:
        at += 1
    return at - begin


def boxes(package: zipfile.ZipFile, path: str) -> list[Box]:
    """The text boxes over the sheet at `path`, from above; of a damaged drawing none."""
    found: list[Box] = []
    for name in _parts(package, path, "/drawing"):
        try:
            root = part(package, name)
        except PolicyGraphError:
            continue
        for anchor in () if root is None else root:
            row = anchor.findtext("{*}from/{*}row", "0").strip() if isinstance(anchor.tag, str) else ""
            found += [Box(int(row) + 1, text) for text in _texts(anchor)] if re.fullmatch(r"\d{1,7}", row) else []
    return sorted(found, key=lambda box: box.row)


def has_files(part: bytes) -> bool:
    """Whether files lie on the sheet whose XML is `part`, as objects with words."""
    return any(DOCUMENTS.match(program.decode("utf-8", "replace")) for program in _OBJECT.findall(part))


def _texts(element: Any) -> Iterator[str]:
    """The words of each shape, those of groups too; not of the older copies beside newer ones, nor of hidden shapes."""
    for child in element:
        if not isinstance(child.tag, str) or child.tag == _FALLBACK:
            continue
        name = etree.QName(child).localname
        said = child.find("{*}nvSpPr/{*}cNvPr") if name == "sp" else None
        if name != "sp":
            yield from _texts(child)
        elif (said is None or said.get("hidden") not in ("1", "true")) and (
            text := "\n".join(map(_words, child.iterfind(f"{{*}}txBody/{_A}p"))).strip()
        ):
            yield text


def _words(paragraph: Any) -> str:
    return "".join("\n" if each.tag == f"{_A}br" else each.text or "" for each in paragraph.iter(f"{_A}t", f"{_A}br"))
