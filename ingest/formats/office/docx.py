""".docx: paragraphs and tables in document order, with the numbers that Word puts before them.

Left out: headers and footers, what tracked changes deleted, hidden text. Footnotes and endnotes stand at the end.
"""

from __future__ import annotations

import zipfile
from collections.abc import Iterator
from typing import Any

from policygraph.ingest.formats import limits
from policygraph.ingest.formats.builder import Builder, GridCell
from policygraph.ingest.formats.office import numbering
from policygraph.ingest.formats.office.numbering import Numbering, W
from policygraph.ingest.formats.office.package import CUT, open_zip, part
from policygraph.ingest.formats.raw import RawText
from policygraph.ingest.formats.tables import is_layout
from policygraph.model.errors import PolicyGraphError

MC = "{http://schemas.openxmlformats.org/markup-compatibility/2006}"
# Around blocks or runs, without meaning for the text. A tracked insertion counts as accepted.
WRAPPERS = {
    W + tag for tag in ("ins", "moveTo", "sdt", "sdtContent", "smartTag", "customXml", "hyperlink", "fldSimple")
}
WRAPPERS |= {W + "dir", W + "bdo", MC + "AlternateContent", MC + "Choice"}
SIGNS = {W + "tab": " ", W + "br": "\n", W + "cr": "\n", W + "noBreakHyphen": "-", W + "ptab": " "}


def read(data: bytes) -> RawText:
    """A .docx. Raises PolicyGraphError for what is damaged, encrypted or larger than the limits."""
    package = open_zip(data)
    document = part(package, "word/document.xml")
    body = None if document is None else document.find(W + "body")
    if body is None:
        raise PolicyGraphError(CUT)
    numbers = numbering.read(part(package, "word/numbering.xml"), part(package, "word/styles.xml"))
    builder = Builder()
    reader = _Reader(numbers, _hidden_styles(package))
    reader.put(builder, body)
    for notes in ("footnotes", "endnotes"):
        root = part(package, f"word/{notes}.xml")
        for note in () if root is None else root:
            if note.get(W + "type") in (None, "normal"):
                reader.put(builder, note)
    return builder.build("docx")


def _hidden_styles(package: zipfile.ZipFile) -> set[str]:
    root = part(package, "word/styles.xml")
    styles = () if root is None else root.iterfind(W + "style")
    return {s.get(W + "styleId") for s in styles if _is_on(s.find(f"{W}rPr/{W}vanish"))}


def _is_on(element: Any) -> bool:
    return element is not None and element.get(W + "val", "1") not in ("0", "false", "off")


def _unwrapped(element: Any) -> Iterator[Any]:
    """The children of `element`, those inside wrappers in their places."""
    for child in element:
        if child.tag in WRAPPERS:
            yield from _unwrapped(child)
        else:
            yield child


class _Reader:
    """Holds how far the numbering has come: paragraphs are read once, in order."""

    def __init__(self, numbers: Numbering, hidden: set[str]) -> None:
        self.numbers = numbers
        self.hidden = hidden

    def put(self, builder: Builder, parent: Any) -> None:
        """The blocks of a body, a note or a text box, into `builder`."""
        for block in _unwrapped(parent):
            if block.tag == W + "p":
                builder.lines(self.paragraph(block))
            elif block.tag == W + "tbl":
                self._table(builder, block)
            elif block.tag == W + "altChunk":
                builder.note("这里嵌有另一份文件，没有读；请用 Word 打开后另存一份再读")

    def _table(self, builder: Builder, element: Any) -> None:
        cells, header = self._grid(element, 1)
        if is_layout(cells):
            for cell in cells:
                builder.lines(cell.text)
        else:
            builder.table(cells, header)

    def paragraph(self, element: Any) -> str:
        """Its words with Word's number before them; text boxes anchored in it follow on lines of their own."""
        words: list[str] = []
        boxes: list[Any] = []
        self._runs(element, words, boxes)
        text = "".join(words)
        number = self.numbers.before(element) if text.strip() or not boxes else ""
        inside = (self._plain(box, 1) for box in boxes)
        return "\n".join(t for t in (number + text if text.strip() else "", *inside) if t)

    def _runs(self, element: Any, words: list[str], boxes: list[Any]) -> None:
        for child in _unwrapped(element):
            if child.tag == W + "r" and not self._is_hidden(child):
                self._run(child, words, boxes)

    def _run(self, run: Any, words: list[str], boxes: list[Any]) -> None:
        for child in _unwrapped(run):
            if child.tag == W + "t":
                words.append(child.text or "")
            elif child.tag == W + "ruby":  # small signs over words: the words alone
                for base in child.iterfind(W + "rubyBase"):
                    self._runs(base, words, boxes)
            elif child.tag in SIGNS:
                if child.get(W + "type") not in ("page", "column"):  # a page break is no line break
                    words.append(SIGNS[child.tag])
            elif child.tag in (W + "drawing", W + "pict", W + "object"):
                boxes += _outermost(child, W + "txbxContent")

    def _is_hidden(self, run: Any) -> bool:
        properties = run.find(W + "rPr")
        if properties is None:
            return False
        style = properties.find(W + "rStyle")
        return _is_on(properties.find(W + "vanish")) or (style is not None and style.get(W + "val") in self.hidden)

    def _grid(self, table: Any, depth: int) -> tuple[list[GridCell], int]:
        """The cells of a table, merged ones once, and how many rows at its top are marked as headings."""
        found: dict[tuple[int, int], GridCell] = {}
        above: dict[int, tuple[int, int]] = {}  # by column, the cell that a vertical merge goes on from
        header = 0
        row = 0
        for line in _unwrapped(table):
            if line.tag != W + "tr":
                continue
            properties = line.find(W + "trPr")
            if properties is not None and properties.find(W + "del") is not None:
                continue
            if header == row and properties is not None and _is_on(properties.find(W + "tblHeader")):
                header += 1
            column = _before(properties)
            for cell in _unwrapped(line):
                if cell.tag != W + "tc":
                    continue
                merge, columns = _merged(cell)
                if merge == "continue" and column in above:
                    start = found[above[column]]
                    found[above[column]] = GridCell(
                        start.row, start.column, start.text, row - start.row + 1, start.columns
                    )
                    self._plain(cell, depth)  # its empty paragraphs may step the numbering
                else:
                    found[row, column] = GridCell(row, column, self._plain(cell, depth), 1, columns)
                    above[column] = (row, column)
                column += columns
            row += 1
        return list(found.values()), header

    def _plain(self, parent: Any, depth: int) -> str:
        """The blocks of a cell or text box as lines; the cells of a table in it are parted by blanks."""
        lines = []
        for block in _unwrapped(parent):
            if block.tag == W + "p":
                lines.append(self.paragraph(block))
            elif block.tag == W + "tbl" and depth >= limits.DEPTH:
                lines.append("".join(t.text or "" for t in block.iter(W + "t")))
            elif block.tag == W + "tbl":
                rows: dict[int, list[str]] = {}
                for cell in self._grid(block, depth + 1)[0]:
                    rows.setdefault(cell.row, []).append(cell.text)
                lines += [" ".join(t for t in row if t) for row in rows.values()]
        return "\n".join(line for line in lines if line.strip())


def _outermost(element: Any, tag: str) -> list[Any]:
    """The text boxes in a drawing, not those in text boxes, nor the older copies that Word keeps beside them."""
    found = []
    for child in element:
        if child.tag == tag:
            found.append(child)
        elif child.tag != MC + "Fallback" and isinstance(child.tag, str):
            found += _outermost(child, tag)
    return found


def _before(properties: Any) -> int:
    skipped = None if properties is None else properties.find(W + "gridBefore")
    return _count(None if skipped is None else skipped.get(W + "val"), 0)


def _merged(cell: Any) -> tuple[str, int]:
    """How the cell is merged with the one above ("", "restart", "continue"), and how many columns it covers."""
    properties = cell.find(W + "tcPr")
    if properties is None:
        return "", 1
    vertical, span = properties.find(W + "vMerge"), properties.find(W + "gridSpan")
    merge = "" if vertical is None else vertical.get(W + "val", "continue")
    return merge, max(1, _count(None if span is None else span.get(W + "val"), 1))


def _count(value: str | None, default: int) -> int:
    return min(int(value), limits.COLUMNS) if value is not None and value.isdecimal() and len(value) < 6 else default
