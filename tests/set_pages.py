"""Pages as a file that sets them gives them: characters with their boxes, ruling lines; and what is read of them."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from policygraph.ingest.formats.builder import Builder
from policygraph.ingest.formats.pdf import grids, paragraphs
from policygraph.ingest.formats.pdf.lines import Line, Lines, Page, RuledTable
from policygraph.ingest.formats.pdf.ruling_lines import Rule
from policygraph.ingest.formats.raw import RawText

SIZE = 16.0
LEFT, RIGHT, LEADING = 80.0, 80.0 + 27 * SIZE, 28.0
Words = tuple[float, float, str]
"""Where they begin, their baseline, and what they are."""


def page(words: Iterable[Words], rules: Sequence[Rule] = (), width: float = 595.0, height: float = 842.0) -> Page:
    """With a font for Latin letters and digits whose box is a third higher than that of the Chinese one."""
    items: list[Line | RuledTable] = []
    put = Lines(items, [RuledTable(grid) for grid in grids.find(rules)])
    for x, y, text in words:
        for c in text:
            narrow = c < "\x7f"
            wide = SIZE / 2 if narrow else SIZE
            below, above = (0.36, 0.98) if narrow else (0.14, 0.86)
            if c == " ":
                put.blank(c, False)
            else:
                put.character(c, x, y - below * SIZE, x + wide, y + above * SIZE)
            x += wide
        put.end()
    return Page(width, height, items, False)


def lines(*texts: str, top: float = 700.0, leading: float = LEADING) -> list[Words]:
    """One below the other. In front of a line: blanks are its indent, `^` centres it, `>` sets it near the right
    margin and `>>` to it."""
    words = []
    for i, text in enumerate(texts):
        said = text.lstrip("　>^")
        room = RIGHT - LEFT - sum(SIZE / 2 if c < "\x7f" else SIZE for c in said)
        by_sign = {"^": room / 2, ">": room - 2 * SIZE * (text[1] != ">")}
        words.append((LEFT + by_sign.get(text[0], SIZE * (len(text) - len(said))), top - i * leading, said))
    return words


def read(*pages: Page) -> RawText:
    builder = Builder()
    paragraphs.put(pages, builder)
    return builder.build("pdf")


XS = (60.0, 110.0, 250.0, 400.0, 535.0)
Rows = Sequence[Sequence[str | None]]


def table(rows: Rows, xs: Sequence[float] = XS, top: float = 740.0, sides: bool = True, parted: bool = True) -> Page:
    """A page with a ruled table. Lines of a cell are parted by a bar; None is more of the cell above.

    `sides`: whether it has lines at its sides; `parted`: whether its rows have lines between them. A row of one cell
    goes over all columns.
    """
    words: list[Words] = []
    rules: list[Rule] = []
    y = top
    for n, row in enumerate(rows):
        high = 6 + 20 * max(len((words or "").split("|")) for words in row)
        for column, said in enumerate(row):
            right = xs[column + 1] if len(row) > 1 else xs[-1]
            if said is not None and (parted or n < 2):
                rules.append(Rule(False, y, xs[column], right))
            words += [(xs[column] + 4, y - 18 - 20 * i, line) for i, line in enumerate((said or "").split("|")) if line]
            if column or sides:
                rules.append(Rule(True, xs[column], y - high, y))
        if sides:
            rules.append(Rule(True, xs[-1], y - high, y))
        y -= high
    return page(words, [*rules, Rule(False, y, xs[0], xs[-1])])


def cells(raw: RawText, which: int = 0) -> list[list[str]]:
    """The words of a table, row by row."""
    rows: dict[int, list[str]] = {}
    for each in raw.tables[which].cells:
        rows.setdefault(each.row, []).append(raw.text[each.start : each.end])
    return [rows[row] for row in sorted(rows)]
