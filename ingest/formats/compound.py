"""Compound files (Office before 2007, WPS, what Office encrypts): the streams at their top, by name.

What lies in folders of the file is of documents embedded in it, and tells nothing of the file itself.
"""

from __future__ import annotations

import struct
from collections.abc import Iterator, Mapping
from typing import NamedTuple

SIGN = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_ENTRY = 128
_NONE = 0xFFFFFFFF
_STREAM, _ROOT = 2, 5


class Stream(NamedTuple):
    """`data`: its first sector, empty where the stream is so short that it shares one."""

    name: str
    data: bytes


class _Entry(NamedTuple):
    name: str
    kind: int
    left: int
    right: int
    child: int
    start: int
    size: int


def streams(data: bytes) -> Mapping[str, Stream]:
    """The streams that do not lie in a folder; none where the file is damaged."""
    try:
        shift, short = struct.unpack_from("<H", data, 30)[0], struct.unpack_from("<L", data, 56)[0]
        if shift not in (9, 12):
            return {}
        sector = 1 << shift
        entries = list(_entries(data, sector))
        root = next((entry for entry in entries if entry.kind == _ROOT), None)
        top = [] if root is None else _beside(entries, root.child)
    except struct.error:
        return {}
    return {
        entry.name: Stream(entry.name, _at(data, entry.start, sector) if entry.size >= short else b"")
        for entry in top
        if entry.kind == _STREAM
    }


def _at(data: bytes, number: int, sector: int) -> bytes:
    return data[(number + 1) * sector : (number + 2) * sector]


def _entries(data: bytes, sector: int) -> Iterator[_Entry]:
    """The directory, sector by sector along its chain."""
    tables = [n for n in struct.unpack_from("<109L", data, 76) if n < _NONE - 5]
    number, seen = struct.unpack_from("<L", data, 48)[0], set[int]()
    while number < _NONE - 5 and number not in seen:
        seen.add(number)
        held = _at(data, number, sector)
        for at in range(0, len(held) - _ENTRY + 1, _ENTRY):
            length, kind = struct.unpack_from("<HB", held, at + 64)
            name = held[at : at + min(64, max(0, length - 2))].decode("utf-16-le", "replace")
            left, right, child = struct.unpack_from("<3L", held, at + 68)
            yield _Entry(name, kind, left, right, child, *struct.unpack_from("<2L", held, at + 116))
        table, place = divmod(number, sector // 4)
        if table >= len(tables):
            return
        (number,) = struct.unpack_from("<L", data, (tables[table] + 1) * sector + place * 4)


def _beside(entries: list[_Entry], first: int) -> list[_Entry]:
    """The entries of one folder: a tree of what stands left and right."""
    found, todo, seen = [], [first], set[int]()
    while todo:
        number = todo.pop()
        if number < len(entries) and number not in seen:
            seen.add(number)
            found.append(entries[number])
            todo += [entries[number].left, entries[number].right]
    return found
