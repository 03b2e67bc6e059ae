"""From bytes to text. One function per format; all give the same :class:`RawText`."""

from __future__ import annotations

import codecs
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from charset_normalizer import from_bytes

from policygraph.errors import PolicyGraphError
from policygraph.ingest.table import Table


@dataclass(frozen=True, slots=True)
class RawText:
    """The text of a document as it was written; every offset in the graph counts in `text`.

    Lines end in "\\n" whatever the file had, so that one document has one text on every system.
    `pages` are the offsets at which pages begin, for formats that have pages. `tables` stand in the order of the text.
    `title` and `published_on` (ISO date) are what the format says beside the text, as a web page does.
    """

    text: str
    encoding: str
    pages: tuple[int, ...] = ()
    tables: tuple[Table, ...] = ()
    title: str | None = None
    published_on: str | None = None


BOMS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)


def decode(data: bytes) -> tuple[str, str]:
    """The text of `data` and the encoding it was in. Raises PolicyGraphError where nothing fits.

    Chinese files are UTF-8 or GB18030 (of which GBK and GB2312 are parts), seldom UTF-16. GB18030 accepts
    nearly any bytes, so it is asked after UTF-8, and the statistical guess only after both.
    """
    for mark, encoding in BOMS:
        if data.startswith(mark):
            try:
                return data.decode(encoding), encoding
            except UnicodeDecodeError as error:
                raise PolicyGraphError(
                    f"文件以 {encoding} 标记开头，但内容不是该编码(第 {error.start} 字节)；请另存为 UTF-8"
                ) from None
    if b"\0" in data[:4096]:
        return _decode_utf16(data)
    for encoding in ("utf-8", "gb18030"):
        try:
            return data.decode(encoding), encoding
        except UnicodeDecodeError:
            continue
    guess = from_bytes(data).best()
    if guess is None:
        raise PolicyGraphError("认不出文件的文字编码；请用记事本或 WPS 打开后另存为 UTF-8 文本")
    return str(guess), guess.encoding


def _decode_utf16(data: bytes) -> tuple[str, str]:
    """UTF-16 without a mark: one half of the byte pairs of Chinese text with line breaks is NUL now and then.

    Of the two byte orders the one whose text holds more of what every text holds.
    """
    read: list[tuple[int, str, str]] = []
    for encoding in ("utf-16-le", "utf-16-be"):
        try:
            text = data.decode(encoding)
        except UnicodeDecodeError:
            continue
        common = sum(c.isascii() or c in "，。、；：（）《》“”" for c in text)
        if common and "\0" not in text and common + sum("一" <= c <= "鿿" for c in text) > len(text) / 2:
            read.append((common, text, encoding))
    if not read:
        raise PolicyGraphError("这不是文本文件（含有空字节）；请给出 .txt 文本")
    _, text, encoding = max(read, key=lambda r: r[0])
    return text, encoding


def read_plain(data: bytes) -> RawText:
    """A plain text file, in any of the encodings that Chinese files come in."""
    text, encoding = decode(data) if data.strip(b"\0") else ("", "")
    if not text.strip():  # an empty file may still hold a byte order mark
        raise PolicyGraphError("文件是空的；请检查是否保存成功")
    return RawText(text.replace("\r\n", "\n").replace("\r", "\n"), encoding)


READERS: dict[str, Callable[[bytes], RawText]] = {".txt": read_plain, ".text": read_plain, ".md": read_plain}


def read_bytes(data: bytes, name: str) -> RawText:
    """The text of a file called `name`, by its suffix. Errors name what is wrong; the caller names the file."""
    suffix = Path(name).suffix.lower()
    reader = READERS.get(suffix)
    if reader is None:
        raise PolicyGraphError(f"还不支持 {suffix or '没有后缀'} 的文件；目前能读 {'、'.join(READERS)}")
    return reader(data)
