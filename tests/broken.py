"""A reader with a fault in it, also for the processes that `ingest` starts."""

from __future__ import annotations

import logging
from collections.abc import Callable
from multiprocessing.queues import Queue

from policygraph.ingest import documents
from policygraph.model.records import Records
from policygraph.services import logs, parallel

BROKEN = "坏.txt"
_begin = parallel._begin


def reader(read: Callable[[bytes, str], Records]) -> Callable[[bytes, str], Records]:
    """`read`, which fails over the file of that name."""

    def broken(data: bytes, name: str) -> Records:
        if name == BROKEN:
            raise LookupError("no such key")
        return read(data, name)

    return broken


def begin(queue: Queue[logging.LogRecord], settings: logs.Settings) -> None:
    """What a process that reads begins with, and the fault."""
    documents.read_bytes = reader(documents.read_bytes)
    _begin(queue, settings)
