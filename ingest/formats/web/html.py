"""Web pages: the document's own words and what the page says of it; menus, footers and programs stay out."""

from __future__ import annotations

import email
import email.policy
import re
from typing import Any

from lxml import etree
from lxml import html as lxml_html

from policygraph.ingest.formats import limits
from policygraph.ingest.formats.builder import Builder
from policygraph.ingest.formats.plain import decode
from policygraph.ingest.formats.raw import RawText
from policygraph.ingest.formats.tables import is_layout
from policygraph.ingest.formats.web import html_head, html_main, html_table
from policygraph.model.errors import PolicyGraphError

_CHARSET = re.compile(
    rb"<meta[^>]{0,200}?charset\s*=\s*[\"']?\s*([\w-]{3,20})|<\?xml[^>]{0,80}encoding=[\"']([\w-]+)", re.I
)
BLOCKS = frozenset(
    """
    address article aside blockquote body caption center dd details div dl dt fieldset figcaption figure footer form h1
    h2 h3 h4 h5 h6 header hr html li main nav ol option p pre section summary table tbody td tfoot th thead tr ul
    """.split()  # noqa: SIM905 - a list of forty strings is no easier to read
)
_UNFIT = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
"""Characters that XML, and with it lxml, has no place for: controls, halves of characters."""
DEEP = 150
"""Elements in elements: what is deeper is read as plain words. No page that a person wrote comes near."""


def read(data: bytes) -> RawText:
    """A web page. Raises PolicyGraphError where it holds no text."""
    text, encoding = _decode(data)
    limits.check_text(text[: limits.CHARACTERS * 4 + 1] if len(text) <= limits.CHARACTERS * 4 else text)
    root = _parse(text)
    head = html_head.read(root)
    html_main.strip(root)
    main = html_main.find(root)
    builder = Builder()
    writer = _Writer(builder)
    inside = _packed(_plain(main))
    if head.title and _packed(head.title) not in inside[: len(_packed(head.title)) + 600]:
        builder.lines(head.title)
    for line in head.index:
        if _packed(line) not in inside:
            builder.lines(line)
    writer.element(main, 0)
    writer.flush()
    return builder.build(encoding, head.title, head.published_on)


def read_mht(data: bytes) -> RawText:
    """A page saved with all its parts in one file: the first part that is HTML."""
    message = email.message_from_bytes(data, policy=email.policy.default)
    for part in message.walk():
        if part.get_content_type() == "text/html" and isinstance(body := part.get_payload(decode=True), bytes):
            charset = part.get_content_charset()
            return read(_with_charset(body, charset) if charset else body)
    raise PolicyGraphError("这个网页存档里没有正文；请在浏览器里另存为 .html")


def _with_charset(body: bytes, charset: str) -> bytes:
    try:
        return body.decode(charset).encode("utf-8-sig")
    except (LookupError, UnicodeError):
        return body


def _decode(data: bytes) -> tuple[str, str]:
    """By the byte order mark, then what the page says if its bytes fit, then what the bytes say."""
    if not data.startswith((b"\xef\xbb\xbf", b"\xff\xfe", b"\xfe\xff")) and (said := _CHARSET.search(data[:4096])):
        charset = (said[1] or said[2]).decode("ascii").lower()
        encoding = "gb18030" if charset in ("gb2312", "gbk", "gb_2312-80") else charset
        try:
            if b"<meta".decode(encoding) == "<meta":  # a page that says so in ASCII is not UTF-16
                return data.decode(encoding), encoding
        except (LookupError, UnicodeError):
            pass
    try:
        return decode(data)
    except PolicyGraphError:  # a few broken bytes in a page are no reason to lose the page
        return data.decode("utf-8" if data.count(b"\xe7") else "gb18030", "replace").replace("\0", ""), "utf-8"


def _parse(text: str) -> Any:
    clean = re.sub(r"^\s*<\?xml[^>]*\?>", "", _UNFIT.sub("", text.lstrip("\ufeff").replace("\f", " ")))
    parser = lxml_html.HTMLParser(no_network=True, remove_comments=True, remove_pis=True, huge_tree=True)
    try:
        root = lxml_html.document_fromstring(clean, parser=parser)
    except (etree.ParserError, etree.XMLSyntaxError, ValueError):
        raise PolicyGraphError("网页里没有文字；请在浏览器里打开看看，再另存一份") from None
    if any("depth" in entry.message for entry in parser.error_log):  # what is deeper the parser leaves out
        raise PolicyGraphError("网页的标签套得太深，不像人写的；请在浏览器里打开，把正文另存为文本")
    if "&#" in clean:  # written as numbers, the same characters come back
        for element in root.iter():
            if element.text and _UNFIT.search(element.text):
                element.text = _UNFIT.sub("", element.text)
            if element.tail and _UNFIT.search(element.tail):
                element.tail = _UNFIT.sub("", element.tail)
    return root


def _packed(text: str) -> str:
    return "".join(text.split())


def _plain(element: Any) -> str:
    return "".join(element.itertext())


class _Writer:
    """Blocks become lines, tables tables; words between blocks are gathered until the next block."""

    def __init__(self, builder: Builder) -> None:
        self.builder = builder
        self.words: list[str] = []

    def flush(self) -> None:
        text = re.sub(r"[ \t\r\n\f]+", " ", "".join(self.words).replace("\xa0", " ").replace("\x00", ""))
        self.words = []
        for line in text.split("\v"):
            self.builder.lines(line.strip(" "))

    def element(self, element: Any, depth: int) -> None:
        if depth > DEEP:
            self.words.append(_plain(element))
            return
        tag = element.tag
        if tag == "br":
            self.words.append("\v")
            return
        if tag == "table" and (table := html_table.grid(element)) and not is_layout(table[0]):
            self.flush()
            self.builder.table(*table)
            return
        block = tag in BLOCKS
        if block:
            self.flush()
        if element.text:
            self.words.append(element.text)
        for child in element:
            if isinstance(child.tag, str):
                self.element(child, depth + 1)
            if child.tail:
                self.words.append(child.tail)
        if block:
            self.flush()
