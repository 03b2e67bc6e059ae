"""A reader with faults in it, for the processes that read: run as a program it is one of them."""

from __future__ import annotations

import os
import signal
import sys
import time
from pathlib import Path

from policygraph.ingest import documents
from policygraph.model.records import Records
from policygraph.services import reading

BROKEN = "坏.txt"
SLOW = "慢.txt"
DEADLY = "崩.txt"
GREEDY = "贪.txt"
ONCE = "崩一次.txt"
"""Ends its process the first time: its text names a file that is there from then on."""
_read = documents.read_bytes


def read_bytes(data: bytes, name: str) -> Records:
    """What is read of it, but for the files of those names."""
    if name == BROKEN:
        raise LookupError("no such key")
    if name == SLOW:
        time.sleep(60)
    if name == GREEDY:
        raise MemoryError
    if name == ONCE and not (mark := Path(data.decode().splitlines()[-1])).exists():
        mark.touch()
        os.kill(os.getpid(), signal.SIGKILL)
    if name == DEADLY:
        os.kill(os.getpid(), signal.SIGKILL)
    return _read(data, name)


if __name__ == "__main__":
    documents.read_bytes = read_bytes
    own = os.fdopen(os.dup(1), "wb")
    os.dup2(2, 1)
    reading.main(sys.stdin.buffer, own)
