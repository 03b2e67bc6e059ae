"""Tables of web pages, with cells that span rows and columns."""

from __future__ import annotations

import re
from typing import Any

from policygraph.ingest.formats import limits
from policygraph.ingest.formats.builder import GridCell

_BREAKS = frozenset(("p", "div", "br", "li", "tr", "h1", "h2", "h3", "h4", "table"))


def grid(table: Any) -> tuple[list[GridCell], int] | None:
    """The cells of a table, and how many rows at its top are headings by their tags. None where it holds tables."""
    if table.find(".//table") is not None:
        return None
    cells: list[GridCell] = []
    taken: dict[int, int] = {}  # by column, the first row that is free again
    header, row = 0, 0
    for line in table.iter("tr"):
        if row > limits.ROWS:
            break
        own = [cell for cell in line if cell.tag in ("td", "th")]
        if not own:
            continue
        in_head = line.getparent().tag == "thead" or all(cell.tag == "th" for cell in own)
        header += in_head and header == row
        column = 0
        for cell in own[: limits.COLUMNS]:
            while taken.get(column, 0) > row:
                column += 1
            rows, columns = _span(cell, "rowspan", limits.ROWS), _span(cell, "colspan", limits.COLUMNS)
            cells.append(GridCell(row, column, words(cell), rows, columns))
            for each in range(column, min(column + columns, limits.COLUMNS)):
                taken[each] = row + rows
            column += columns
        row += 1
    last = row
    return [GridCell(c.row, c.column, c.text, min(c.rows, last - c.row), c.columns) for c in cells], header


def _span(cell: Any, name: str, most: int) -> int:
    value = (cell.get(name) or "1").strip()
    return max(1, min(int(value), most)) if value.isdecimal() and len(value) < 6 else 1


def words(element: Any) -> str:
    """The words of a cell, a line a paragraph."""
    parts: list[str] = []
    for event, each in _walk(element):
        if event == "text":
            parts.append(re.sub(r"[ \t\r\n\f\xa0]+", " ", each))
        elif parts and not parts[-1].endswith("\n"):
            parts.append("\n")
    return "\n".join(line.strip() for line in "".join(parts).split("\n") if line.strip())


def _walk(element: Any) -> Any:
    """Texts, and a break before and after each block, without recursion: a page may nest as deep as it likes."""
    stack: list[tuple[Any, bool]] = [(element, False)]
    while stack:
        each, closed = stack.pop()
        if closed:
            if each.tag in _BREAKS:
                yield "break", None
            if each.tail and each is not element:
                yield "text", each.tail
            continue
        stack.append((each, True))
        if not isinstance(each.tag, str):
            continue
        if each.tag in _BREAKS:
            yield "break", None
        if each.text:
            yield "text", each.text
        stack += [(child, False) for child in reversed(each)]
