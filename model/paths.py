"""Names of files as text. A name may be any bytes: those that are no UTF-8 come as halves of pairs, which no database
and no terminal takes."""

from __future__ import annotations

import os
import re
from collections import Counter
from collections.abc import Sequence
from itertools import count, product
from pathlib import PurePath

INSIDE = "!/"
"""Between the name of an archive and that of a member."""
GBK_PARTS = 5  # of a path, its last, that may be in GBK when it is written as text
_HALF = re.compile("[\ud800-\udfff]")
_UNSEEN = re.compile("[\x00-\x1f\x7f-\x9f\u2028\u2029\u202a-\u202e\u2066-\u2069]")  # control, and what turns text round


def readable(name: str | PurePath) -> str:
    r"""A name or path as a person reads it, on one line.

    Parts that are no UTF-8 are read as GBK, which the Windows of China writes, where that gives words.

    >>> readable("文件/" + "方案.txt".encode("gbk").decode("utf-8", "surrogateescape")), readable("a\nb\udcff")
    ('文件/方案.txt', 'a\\x0ab\\xff')
    """
    parts = (_decoded(part) if _HALF.search(part) else part for part in str(name).split("/"))
    return _UNSEEN.sub(lambda found: f"\\x{ord(found[0]):02x}", "/".join(parts))


def told_apart(names: Sequence[str | PurePath]) -> list[str]:
    """The last part of each path, as `readable`, with as many before it as tell it from the others.

    >>> told_apart(["/a/县/方案.txt", "/a/区/方案.txt", "/a/意见.txt"])
    ['县/方案.txt', '区/方案.txt', '意见.txt']
    """
    parts = {name: str(name).split("/") for name in names}
    ends: dict[str | PurePath, str] = {}
    for many in count(1):
        waiting = {name: "/".join(parts[name][-many:]) for name in parts if name not in ends}
        if not waiting:
            break
        found = Counter(waiting.values())
        ends |= {name: end for name, end in waiting.items() if found[end] == 1 or many >= len(parts[name])}
    return [readable(ends[name]) for name in names]


def _decoded(part: str) -> str:
    try:
        raw = os.fsencode(part)
    except UnicodeEncodeError:  # halves that come from no bytes
        return part.encode("utf-8", "backslashreplace").decode("utf-8")
    try:
        text = raw.decode("gb18030")
    except UnicodeDecodeError:
        text = ""
    if text and all(c.isascii() or "一" <= c <= "鿿" or c in "（）《》〔〕【】“”、，。：；—－．·　" for c in text):
        return text
    return raw.decode("utf-8", "backslashreplace")


def storable(path: str | PurePath) -> str:
    """A path as it is kept: one text for one path, bytes that are no UTF-8 as %XX.

    Not as GBK, since a file of the same name in UTF-8 may stand beside it.

    >>> storable("/a/" + "方.txt".encode("gbk").decode("utf-8", "surrogateescape"))
    '/a/%B7%BD.txt'
    """
    return _HALF.sub(lambda found: f"%{ord(found[0]) & 0xFF:02X}", str(path))


def kept_as(path: str) -> list[str]:
    """How a path that a person writes, or its end, may be kept: as it is, with each of its last parts in GBK too.

    >>> kept_as("县/方.txt")
    ['县/方.txt', '县/%B7%BD.txt', '%CF%D8/方.txt', '%CF%D8/%B7%BD.txt']
    """
    parts = storable(path).split("/")
    ways = [
        [part] if part.isascii() or n < len(parts) - GBK_PARTS else [part, _in_gbk(part)]
        for n, part in enumerate(parts)
    ]
    return list(dict.fromkeys("/".join(way) for way in product(*ways)))


def _in_gbk(part: str) -> str:
    return storable(part.encode("gb18030", "replace").decode("utf-8", "surrogateescape"))
