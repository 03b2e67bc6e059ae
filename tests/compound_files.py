"""Compound files as Office before 2007 wrote them, as small as can be."""

from __future__ import annotations

import struct

SECTOR = 512
END, NONE = 0xFFFFFFFE, 0xFFFFFFFF


def _entry(name: str, kind: int, right: int = NONE, child: int = NONE, start: int = END, size: int = 0) -> bytes:
    written = (name + "\0").encode("utf-16-le")
    head = written.ljust(64, b"\0") + struct.pack("<HBB3L", len(written), kind, 1, NONE, right, child)
    return head.ljust(116, b"\0") + struct.pack("<LQ", start, size)


def made(stream: str, begin: bytes, embedded: str = "") -> bytes:
    """A file with one stream that begins so, and in a folder beside it one of an embedded document."""
    folder = 2 if embedded else NONE
    entries = [_entry("Root Entry", 5, child=1), _entry(stream, 2, right=folder, start=2, size=SECTOR)]
    if embedded:
        entries += [_entry("MBD0001", 1, child=3), _entry(embedded, 2, start=3, size=SECTOR)]
    directory = b"".join(entries).ljust(SECTOR, b"\0")
    head = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(16) + struct.pack("<5H", 62, 3, 0xFFFE, 9, 6) + bytes(10)
    head += struct.pack("<6L", 1, 1, 0, 0, END, 0) + struct.pack("<2L", END, 0)  # directory in sector 1
    head = head[:76] + struct.pack("<109L", 0, *[NONE] * 108)
    chains = struct.pack("<4L", END - 1, END, END, END).ljust(SECTOR, b"\xff")
    return head + chains + directory + begin.ljust(SECTOR, b"\0") + bytes(SECTOR)
