"""How much of a file is read, so that no file takes a machine down. docs/users/formats.md states them too.

Government documents are far below all of these: a long plan has 100,000 characters, a collection of laws two million.
"""

from __future__ import annotations

from policygraph.model.errors import PolicyGraphError

MEGABYTE = 1 << 20

FILE = 200 * MEGABYTE
"""Bytes of a file: a scanned volume has less."""
CHARACTERS = 5_000_000
"""Of a document's text: the pipeline takes about 0.4 KB of memory for each."""
MEMBER = 64 * MEGABYTE
"""Unpacked bytes of one part of a .docx or .xlsx: its tree takes about ten times as much memory."""
MEMBERS = 2_000
"""Parts of a package, or files in an archive."""
UNPACKED = 400 * MEGABYTE
"""Unpacked bytes of a whole archive."""
RATIO = 200
"""Unpacked bytes for each packed one. XML packs to a twentieth, a bomb to a thousandth."""
ROWS = 20_000
"""Of a sheet or a table; what is beyond is counted as unread."""
COLUMNS = 200
"""Of a sheet or a table."""
CELLS = 500_000
"""Filled ones of a sheet."""
PAGES = 2_000
"""Of a PDF; what is beyond is counted as unread."""
DEPTH = 6
"""Tables in tables; what is deeper is read as plain words."""
CONVERT_SECONDS = 60
"""For LibreOffice to convert a file."""


def check_size(size: int) -> None:
    """Raise PolicyGraphError if a file of `size` bytes is too large to read."""
    if size > FILE:
        raise PolicyGraphError(f"文件有 {size // MEGABYTE} MB，超过 {FILE // MEGABYTE} MB 的上限；请拆分后再读")


def check_text(text: str) -> None:
    """Raise PolicyGraphError if `text` is too long to read."""
    if len(text) > CHARACTERS:
        raise PolicyGraphError(
            f"文字有 {len(text) // 10_000} 万字，超过 {CHARACTERS // 10_000} 万字的上限；请拆分成几个文件再读"
        )
