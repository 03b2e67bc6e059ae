"""Plain text, in the encodings that Chinese files come in."""

from __future__ import annotations

import codecs

from charset_normalizer import from_bytes

from policygraph.ingest.formats import limits
from policygraph.ingest.formats.raw import RawText
from policygraph.model.errors import PolicyGraphError

BOMS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
CONTROL = [bytes([byte]) for byte in range(32) if byte not in b"\t\n\v\f\r"]
DAMAGED = "\ufffd"  # stands for bytes that are no character
DAMAGED_SHARE = 200  # of a damaged text at most one character in so many
CONTROL_SHARE = 20  # of text with NULs at most one byte in so many is a control character


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
    if b"\0" in data:
        return _with_nul(data)
    if (found := _utf8_or_gb18030(data)) is not None:
        return found
    if (found := _damaged(data)) is not None:
        return found
    guess = from_bytes(data).best()
    if guess is None:
        raise PolicyGraphError("认不出文件的文字编码；请用记事本或 WPS 打开后另存为 UTF-8 文本")
    return str(guess), guess.encoding


def _utf8_or_gb18030(data: bytes) -> tuple[str, str] | None:
    for encoding in ("utf-8", "gb18030"):
        try:
            return data.decode(encoding), encoding
        except UnicodeDecodeError:
            continue
    lines = _line_by_line(data)
    return None if lines is None else (lines, "utf-8+gb18030")


def _damaged(data: bytes) -> tuple[str, str] | None:
    """A text of which a few bytes are broken, or the last is missing, and in how many places; None if in many."""
    read = [(data.decode(encoding, "replace"), encoding) for encoding in ("utf-8", "gb18030")]
    text, encoding = min(read, key=lambda each: each[0].count(DAMAGED))
    broken = text.count(DAMAGED)
    return (text, f"{encoding}（{broken} 处损坏）") if broken * DAMAGED_SHARE <= len(text) else None


def _with_nul(data: bytes) -> tuple[str, str]:
    """UTF-16 without a mark, or text into which some program has put NULs: they are blanks then."""
    few = sum(data.count(byte) for byte in CONTROL) * CONTROL_SHARE <= len(data)
    found = _utf8_or_gb18030(data) if few else None
    if found is None or found[1] != "utf-8":  # which no UTF-16 of Chinese happens to be
        found = _utf16(data) or found
    if found is None:
        raise PolicyGraphError("这不是文本文件（含有空字节）；请给出 .txt 文本")
    return found[0].replace("\0", " "), found[1]


def _line_by_line(data: bytes) -> str | None:
    """The text of a file that was put together from files of both encodings; None where a line has neither."""
    lines = []
    for line in data.split(b"\n"):
        try:
            lines.append(line.decode("utf-8"))
        except UnicodeDecodeError:
            try:
                lines.append(line.decode("gb18030"))
            except UnicodeDecodeError:
                return None
    return "\n".join(lines)


def _utf16(data: bytes) -> tuple[str, str] | None:
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
        return None
    _, text, encoding = max(read, key=lambda r: r[0])
    return text, encoding


def decode_text(data: bytes) -> tuple[str, str]:
    """The text of a file, its lines ended by "\\n", and its encoding. Raises PolicyGraphError if empty or too long."""
    text, encoding = decode(data) if data.strip(b"\0") else ("", "")
    if not text.strip():  # an empty file may still hold a byte order mark
        raise PolicyGraphError("文件是空的；请检查是否保存成功")
    limits.check_text(text)
    return text.replace("\r\n", "\n").replace("\r", "\n"), encoding


def read_plain(data: bytes) -> RawText:
    """A plain text file, in any of the encodings that Chinese files come in."""
    text, encoding = decode_text(data)
    return RawText(text, encoding)
