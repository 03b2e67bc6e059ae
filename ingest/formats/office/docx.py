""".docx: paragraphs and tables in document order, with the numbers that Word puts before them.

Left out: headers and footers, what tracked changes deleted, hidden text, tables of contents. Footnotes and endnotes
stand at the end.
"""

from __future__ import annotations

import re
import zipfile
from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import Any, NamedTuple

from policygraph.ingest.formats import limits
from policygraph.ingest.formats.builder import Builder, GridCell
from policygraph.ingest.formats.office import numbering
from policygraph.ingest.formats.office.embedded import OBJECT, Embedded, Files
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
_HEADING = re.compile(r"目\s*[录次]")
_CONTENTS = re.compile(r"toc (?:\d|heading)", re.I)
SIGNS = {W + "tab": " ", W + "br": "\n", W + "cr": "\n", W + "noBreakHyphen": "-", W + "ptab": " "}


class _Table(NamedTuple):
    """`inside`: the blocks of each cell, in the order of `cells`. `header`: rows at its top marked as headings."""

    cells: list[GridCell]
    inside: list[Sequence[Block]]
    header: int


Block = str | _Table | Embedded
"""A paragraph, a table, or another file that stands here."""


def read(data: bytes) -> RawText:
    """A .docx. Raises PolicyGraphError for what is damaged, encrypted or larger than the limits."""
    package = open_zip(data)
    document = part(package, "word/document.xml")
    body = None if document is None else document.find(W + "body")
    if body is None:
        raise PolicyGraphError(CUT)
    styles = part(package, "word/styles.xml")
    numbers = numbering.read(part(package, "word/numbering.xml"), styles)
    builder = Builder()
    reader = _Reader(package, numbers, _hidden_styles(styles), _contents_styles(styles))
    reader.put(builder, reader.blocks(body))
    for notes in ("footnotes", "endnotes"):
        root = part(package, f"word/{notes}.xml")
        for note in () if root is None else root:
            if note.get(W + "type") in (None, "normal"):
                reader.put(builder, reader.blocks(note))
    return builder.build("docx")


def _hidden_styles(root: Any) -> set[str]:
    styles = () if root is None else root.iterfind(W + "style")
    return {s.get(W + "styleId") for s in styles if _is_on(s.find(f"{W}rPr/{W}vanish"))}


def _contents_styles(root: Any) -> set[str]:
    """Of the lines of a table of contents, which Word's own names in English whatever its language."""
    styles = () if root is None else root.iterfind(W + "style")
    named = ((s.get(W + "styleId"), s.find(W + "name")) for s in styles)
    return {id_ for id_, name in named if name is not None and _CONTENTS.fullmatch(name.get(W + "val", ""))}


def _is_on(element: Any) -> bool:
    return element is not None and element.get(W + "val", "1") not in ("0", "false", "off")


def _unwrapped(element: Any) -> Iterator[Any]:
    """The children of `element`, those inside wrappers in their places; a table of contents stays in its own."""
    for child in element:
        if child.tag in WRAPPERS and not _is_contents(child):
            yield from _unwrapped(child)
        else:
            yield child


def _is_contents(wrapper: Any) -> bool:
    gallery = wrapper.find(f"{W}sdtPr/{W}docPartObj/{W}docPartGallery")
    return gallery is not None and gallery.get(W + "val") == "Table of Contents"


def _joins_next(paragraph: Any) -> bool:
    """Whether a tracked change took its end away, so that the next paragraph goes on where it stops."""
    mark = paragraph.find(f"{W}pPr/{W}rPr")
    return mark is not None and (mark.find(W + "del") is not None or mark.find(W + "moveFrom") is not None)


def _is_gone(paragraph: Any) -> bool:
    """Whether tracked changes deleted a paragraph that has no words left; LibreOffice keeps the end of some."""
    return _joins_next(paragraph) or any(paragraph.find(W + tag) is not None for tag in ("del", "moveFrom"))


class _Reader:
    """Holds how far the numbering has come: paragraphs are read once, in order."""

    def __init__(self, package: zipfile.ZipFile, numbers: Numbering, hidden: set[str], contents: set[str]) -> None:
        self.files = Files(package)
        self.numbers = numbers
        self.hidden = hidden
        self.contents = contents

    def put(self, builder: Builder, blocks: Sequence[Block]) -> None:
        """The blocks of a body, a note or a cell, into `builder`."""
        for block in blocks:
            match block:
                case str():
                    builder.lines(block)
                case _Table(cells, inside, header):
                    if not is_layout(cells):
                        builder.table(cells, header)
                        continue
                    for each in inside:
                        self.put(builder, each)
                case Embedded():
                    block.put(builder)

    def blocks(self, parent: Any, depth: int = 1) -> list[Block]:
        """What stands in a body, a note, a cell or a text box; `depth` tables are around it or will be."""
        found: list[Block] = []
        begun = ""  # by paragraphs whose end was taken away
        for block in _unwrapped(parent):
            if block.tag == W + "p":
                text, others = self._paragraph(block, begun)
                begun = text if _joins_next(block) else ""
                found += [each for each in ("" if begun else text, *others) if each]
            elif block.tag in (W + "tbl", W + "altChunk"):
                found += [begun] if begun else []
                begun = ""
                found.append(self._table(block, depth) if block.tag == W + "tbl" else self.files.read(block))
            elif block.tag == W + "sdt" and found[-1:] and _HEADING.fullmatch(str(found[-1])):
                found.pop()  # of the table of contents that is left out here
        return [*found, begun] if begun else found

    def _paragraph(self, element: Any, begun: str) -> tuple[str, list[Block]]:
        """Its words with Word's number before them, and the text boxes and files that stand in it.

        One that goes on with what was `begun`, or that is nothing but deleted, has no number and counts for none.
        """
        if self._style(element) in self.contents:
            return begun, []
        words: list[str] = []
        others: list[Any] = []
        self._runs(element, words, others)
        text = "".join(words)
        number = ""
        if not begun and (text.strip() or not (others or _is_gone(element) or self._is_hidden(element, "pPr"))):
            number = self.numbers.before(element)
        return begun + number + text if text.strip() else begun + number.rstrip(), [*map(self._other, others)]

    def _other(self, element: Any) -> Block:
        return self.files.read(element) if element.tag == OBJECT else _plain(self.blocks(element))

    def _style(self, paragraph: Any) -> str | None:
        style = paragraph.find(f"{W}pPr/{W}pStyle")
        return None if style is None else style.get(W + "val")

    def _runs(self, element: Any, words: list[str], others: list[Any]) -> None:
        for child in _unwrapped(element):
            if child.tag == W + "r" and not self._is_hidden(child, "rPr"):
                self._run(child, words, others)

    def _run(self, run: Any, words: list[str], others: list[Any]) -> None:
        for child in _unwrapped(run):
            if child.tag == W + "t":
                words.append(child.text or "")
            elif child.tag == W + "ruby":  # small signs over words: the words alone
                for base in child.iterfind(W + "rubyBase"):
                    self._runs(base, words, others)
            elif child.tag in SIGNS:
                if child.get(W + "type") not in ("page", "column"):  # a page break is no line break
                    words.append(SIGNS[child.tag])
            elif child.tag in (W + "drawing", W + "pict", W + "object"):
                others += _outermost(child, (W + "txbxContent", OBJECT))

    def _is_hidden(self, element: Any, where: str) -> bool:
        """Whether a run is hidden, or the mark at the end of a paragraph."""
        properties = element.find(W + where)
        if where == "pPr" and properties is not None:
            properties = properties.find(W + "rPr")
        if properties is None:
            return False
        style = properties.find(W + "rStyle")
        return _is_on(properties.find(W + "vanish")) or (style is not None and style.get(W + "val") in self.hidden)

    def _table(self, table: Any, depth: int) -> Block:
        """The cells of a table, merged ones once; of one in too many others the words."""
        if depth > limits.DEPTH:
            return "".join(t.text or "" for t in table.iter(W + "t"))
        found: dict[tuple[int, int], GridCell] = {}
        inside: dict[tuple[int, int], Sequence[Block]] = {}
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
                blocks = self.blocks(cell, depth + 1)  # of a merged one too: it may step the numbering
                if merge == "continue" and column in above:
                    start = found[above[column]]
                    found[above[column]] = replace(start, rows=row - start.row + 1)
                else:
                    found[row, column] = GridCell(row, column, _plain(blocks), 1, columns)
                    inside[row, column] = blocks
                    above[column] = (row, column)
                column += columns
            row += 1
        return _Table(list(found.values()), list(inside.values()), header)


def _plain(blocks: Sequence[Block]) -> str:
    """Blocks as lines; the cells of a table in them are parted by blanks."""
    lines = []
    for block in blocks:
        match block:
            case str():
                lines.append(block)
            case _Table(cells):
                rows: dict[int, list[str]] = {}
                for cell in cells:
                    rows.setdefault(cell.row, []).append(cell.text)
                lines += [" ".join(t for t in row if t) for row in rows.values()]
            case Embedded():
                lines.append(block.text)
    return "\n".join(line for line in lines if line.strip())


def _outermost(element: Any, tags: tuple[str, ...]) -> list[Any]:
    """The text boxes and files in a drawing, not those in text boxes, nor the older copies that Word keeps beside."""
    found = []
    for child in element:
        if child.tag in tags:
            found.append(child)
        elif child.tag != MC + "Fallback" and isinstance(child.tag, str):
            found += _outermost(child, tags)
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
