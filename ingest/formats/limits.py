"""How much of a file is read, so that no file takes a machine down. docs/users/formats.md states them too.

Government documents are far below all of these: a long plan has 100,000 characters, a collection of laws two million.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar

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
EMBEDDED = 20
"""Files in a .docx: each may have to be converted."""
CONVERT_SECONDS = 60
"""For LibreOffice to convert a file."""
SECONDS = 60.0
"""For a file, however short; where the machine is busy, the shortest take seconds."""
SECONDS_A_MILLION = 60.0
"""More, for each million characters."""
SECONDS_A_MEGABYTE = 1.0
"""More, for what has to be unpacked and taken apart before there are characters."""
SCAN_SECONDS = 60.0
"""More, for each scanned page; one takes four."""

_allow: ContextVar[Callable[[float], None] | None] = ContextVar("allow", default=None)


@contextmanager
def timed(allow: Callable[[float], None]) -> Iterator[None]:
    """While this is open, `allow` hears of the seconds that what is read may take beyond `seconds_for` it."""
    token = _allow.set(allow)
    try:
        yield
    finally:
        _allow.reset(token)


def allow(seconds: float) -> None:
    """Tell whoever bounds the time, if anyone does, that what comes next may take so many seconds more."""
    if (said := _allow.get()) is not None:
        said(seconds)


def seconds_for(size: int) -> float:
    """How long a file of `size` bytes may take until its text is there."""
    return SECONDS + SECONDS_A_MEGABYTE * size / MEGABYTE


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
