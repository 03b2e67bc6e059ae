""".ofd: characters, ruling lines and pictures with their places; from there on as a PDF is read."""

from __future__ import annotations

from collections.abc import Callable
from itertools import chain
from typing import Any

from policygraph.ingest.formats import limits, ocr
from policygraph.ingest.formats.builder import Builder
from policygraph.ingest.formats.ofd import drawing
from policygraph.ingest.formats.ofd.drawing import Drawn, Picture, Words
from policygraph.ingest.formats.ofd.parts import Parts, Resources, resources
from policygraph.ingest.formats.office.package import CUT, open_zip
from policygraph.ingest.formats.pdf import grids, paragraphs, scans
from policygraph.ingest.formats.pdf.lines import Line, Lines, Page, RuledTable
from policygraph.ingest.formats.raw import RawText
from policygraph.model.errors import PolicyGraphError

A4 = (0.0, 0.0, 210.0, 297.0)
"""Millimetres: of a page that says no size."""
GLYPHS_ONLY = 0.2
"""Of a page's characters: with more that no standard gives a meaning, its font has a coding of its own."""


def read(data: bytes) -> RawText:
    """An .ofd; pages that are pictures are read by OCR where it is installed. Seals, notes, attachments are left out.

    Raises PolicyGraphError for what is damaged, encrypted, or only pictures without OCR.
    """
    package = open_zip(data)
    if any(name.lower().endswith("encryptions.xml") for name in package.namelist()):
        raise PolicyGraphError("OFD 有密码；请用密码打开后另存为没有密码的 OFD")
    parts = Parts(package)
    builder = Builder()
    documents = [_Document(parts, root) for root in _roots(parts)]
    pages = [page for document in documents for page in document.pages()]
    pictures = [picture for document in documents for picture in document.pictures]
    damaged = (why for document in documents for why in document.damaged)
    unread = {i: f"第 {i + 1} 页没有读出文字：{next(damaged)}" for i, page in enumerate(pages) if page is None}
    unread |= _own_coding(pages)

    def recognised(i: int) -> list[Line]:
        largest = max(pictures[i], key=lambda picture: picture.width * picture.height)
        data = parts.bytes(largest.file) if largest.file else b""
        return ocr.read_picture(data, largest.left, largest.bottom, largest.width)

    unread |= scans.recognise("OFD", pages, recognised)
    paragraphs.put(pages, builder, unread)
    for document in documents:
        document.tell(builder)
    if not builder.length and unread:
        raise PolicyGraphError(f"文件里没有读得出的文字：{next(iter(unread.values()))}")
    return builder.build("ofd")


def look(data: bytes, number: int) -> tuple[Page, Drawn, Callable[[str], bytes]]:
    """The page of that `number`, from 1, of an .ofd, what is drawn on it, and what gives the files of its pictures.

    Raises PolicyGraphError where there is none, or it is damaged.
    """
    parts = Parts(open_zip(data))
    for document in (_Document(parts, root) for root in _roots(parts)):
        if number <= len(document.entries):
            page, drawn = document.drawn(parts.at(document.path, document.entries[number - 1].get("BaseLoc")))
            return page, drawn, parts.bytes
        number -= len(document.entries)
    raise PolicyGraphError("文件没有这一页")


def _roots(parts: Parts) -> list[str]:
    """Where the roots of the documents in the package are; nearly always there is one."""
    main = parts.xml("OFD.xml")
    roots = [] if main is None else [parts.at("", each.text) for each in main.iterfind("{*}DocBody/{*}DocRoot")]
    found = [root for root in roots if root is not None]
    if not found:
        raise PolicyGraphError(CUT)
    return found


def _own_coding(pages: list[Page | None]) -> dict[int, str]:
    """Empty the pages whose characters are numbers of glyphs in a font of their own; by index, what to say of them."""
    unread = {}
    for i, page in enumerate(pages):
        text = "".join(line.text for line in page.lines()) if page else ""
        without = sum(c == "¤" or "\ue000" <= c <= "\uf8ff" for c in text)
        if page and without > (without + sum(map(str.isalnum, text))) * GLYPHS_ONLY:
            page.items, page.picture = [], 0.0
            unread[i] = f"第 {i + 1} 页的文字用的是字体自己的编码，读不出来；请向发来的人要 Word 或 PDF 文件"
    return unread


class _Document:
    """One of the documents of a package. Once `pages` has gone over them, `pictures` are those of each page, `damaged`
    what is wrong with each that is."""

    def __init__(self, parts: Parts, root: str) -> None:
        self.parts, self.path = parts, root
        self.pictures: list[list[Picture]] = []
        self.damaged: list[str] = []
        found = parts.xml(root)
        if found is None:
            raise PolicyGraphError(CUT)
        self.root = found
        common = found.find("{*}CommonData")
        self.area = A4 if common is None else _area(common.find("{*}PageArea"), A4)
        self.resources = resources(parts, root, common)
        self.templates = {
            each.get("ID", ""): (each.get("ZOrder"), parts.at(root, each.get("BaseLoc")))
            for each in found.iterfind("{*}CommonData/{*}TemplatePage")
        }
        self.entries = found.findall("{*}Pages/{*}Page")

    def pages(self) -> list[Page | None]:
        """The first pages, None for a damaged one."""
        pages: list[Page | None] = []
        characters = 0
        for entry in self.entries[: limits.PAGES]:
            self.pictures.append([])
            try:
                page = self._page(self.parts.at(self.path, entry.get("BaseLoc")))
            except PolicyGraphError as error:  # the others are still read
                page = None
                self.damaged.append(str(error))
            pages.append(page)
            characters += sum(len(line.text) for line in page.lines()) if page else 0
            if characters > limits.CHARACTERS:
                raise PolicyGraphError(f"文字超过 {limits.CHARACTERS // 10_000} 万字的上限；请拆分成几个文件再读")
        return pages

    def tell(self, builder: Builder) -> None:
        """Note what was left out of the document."""
        if len(self.entries) > limits.PAGES:
            builder.note(f"OFD 有 {len(self.entries)} 页，只读了前 {limits.PAGES} 页；请拆分后再读")
        where = self.parts.at(self.path, self.root.findtext("{*}Attachments"))
        listed = self.parts.sound_xml(where)
        names = [] if listed is None else [each.get("Name") or "" for each in listed.iterfind("{*}Attachment")]
        if names and builder.length:
            builder.note(f"OFD 带有 {len(names)} 个附件，没有读（{names[0][:40]}）；请打开文件，另存附件后再读")

    def _page(self, path: str | None) -> Page:
        page, drawn = self.drawn(path)
        self.pictures[-1] += drawn.pictures
        return page

    def drawn(self, path: str | None) -> tuple[Page, Drawn]:
        """A page as read, and what is drawn on it."""
        if path is None:
            raise PolicyGraphError("文件里缺少这一页")
        root = self.parts.xml(path)
        left, top, width, height = _area(root.find("{*}Area"), self.area)
        drawn = Drawn(left, top + height)
        layers = [(path, root)]
        for used in root.iterfind("{*}Template"):
            order, where = self.templates.get(used.get("TemplateID", ""), (None, None))
            template = self.parts.sound_xml(where)
            if where is not None and template is not None:
                behind = (used.get("ZOrder") or order or "Background") == "Background"
                layers.insert(0 if behind else len(layers), (where, template))
        for where, content in layers:
            self._draw(where, content, drawn)
        if len(layers) > 1:  # what a template says stands before all of the page, wherever it is shown
            drawn.words = _in_rows(drawn.words)
        return _put(drawn, width * drawing.POINTS, height * drawing.POINTS), drawn

    def _draw(self, path: str, content: Any, drawn: Drawn) -> None:
        own = resources(self.parts, path, content, "PageRes")
        known = Resources({**self.resources.pictures, **own.pictures}, {**self.resources.units, **own.units})
        for layer in content.iterfind("{*}Content/{*}Layer"):
            drawing.draw(layer, known, drawn)


def _put(drawn: Drawn, width: float, height: float) -> Page:
    """The page with its characters in lines and in the cells of its tables."""
    tables = [RuledTable(grid) for grid in grids.find(drawn.rules)]
    items: list[Line | RuledTable] = []
    put = Lines(items, tables)
    for c, box in chain.from_iterable(text.characters for text in drawn.words):
        if box is None:
            put.blank(c, False)
        else:
            put.character(c, *box)
    put.end()
    largest = max((picture.width * picture.height for picture in drawn.pictures), default=0.0)
    return Page(width, height, items, largest / (width * height))


def _in_rows(words: list[Words]) -> list[Words]:
    """From top to bottom, and from left to right what stands on about one baseline."""
    rows: list[list[Words]] = []
    for text in sorted(words, key=lambda text: -text.middle):
        if rows and rows[-1][0].middle - text.middle < min(rows[-1][0].size, text.size) * 0.5:
            rows[-1].append(text)
        else:
            rows.append([text])
    return [text for row in rows for text in sorted(row, key=lambda text: text.left)]


def _area(element: Any, otherwise: tuple[float, float, float, float]) -> tuple[float, float, float, float]:
    """Left, top, width and height of what is shown, in millimetres."""
    box = None if element is None else element.findtext("{*}PhysicalBox")
    found = drawing.numbers(box)
    return (found[0], found[1], found[2], found[3]) if len(found) == 4 and min(found[2:]) > 0 else otherwise
