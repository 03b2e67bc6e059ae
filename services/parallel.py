"""Documents read in this process or on all cores, in their order; what goes wrong in one stops none of the others."""

from __future__ import annotations

import logging
import multiprocessing
import signal
from collections import deque
from collections.abc import Iterable, Iterator
from concurrent.futures import Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from itertools import chain, islice
from multiprocessing.queues import Queue

from policygraph.ingest import documents
from policygraph.ingest.sources import Source
from policygraph.model import versions
from policygraph.model.check import check
from policygraph.model.errors import PolicyGraphError
from policygraph.model.records import Records
from policygraph.services import faults, logs

log = logging.getLogger(__name__)

FEW = 2  # documents that are read in this process: starting others takes longer
AHEAD = 4  # documents a worker has waiting, so that results do not pile up in memory
AHEAD_BYTES = 64 << 20  # of all that wait; one that is larger waits alone


def read_records(source: Source, uri: str) -> Records:
    """The records of a document with where it comes from and what read it. Raises PolicyGraphError."""
    if source.error:
        raise PolicyGraphError(source.error)
    records = documents.read_bytes(source.data, source.file_name)
    records.nodes[0].properties.update({"uri": uri, "sha256": source.sha256, "reader": versions.reading()})
    check(records)
    return records


def read_or_message(source: Source, uri: str) -> Records | str:
    """Whatever goes wrong in one document must not stop the others; the run ends with an error all the same."""
    try:
        return read_records(source, uri)
    except Exception as error:
        return error_message(source.shown, error)


def error_message(name: str, error: Exception) -> str:
    """What is said of the document called `name` in which something went wrong."""
    if isinstance(error, PolicyGraphError):
        return f"{name}：{error}"
    return f"{name}：{faults.report(error, name)}"


def read_all(sources: Iterable[tuple[Source, str]], jobs: int) -> Iterator[tuple[str, Records | str]]:
    """The name of each document with its records or what went wrong, in the order given; with each source its uri.

    `sources` is run through while the first are read: no more bytes are held than are read next.
    """
    sources = iter(sources)
    few = list(islice(sources, FEW + 1)) if jobs > 1 else []
    if len(few) <= FEW:
        for source, uri in chain(few, sources):
            yield source.name, read_or_message(source, uri)
        return
    # Spawned, not forked: the store's threads must not be copied, and Windows knows nothing else.
    context = multiprocessing.get_context("spawn")
    with (
        logs.shared(context) as followed,
        ProcessPoolExecutor(jobs, context, initializer=_begin, initargs=followed) as pool,
    ):
        try:
            yield from _in_order(pool, chain(few, sources), jobs * AHEAD)
        except BrokenProcessPool as error:
            log.exception("a process that reads has died")
            raise PolicyGraphError("读取进程意外终止，可能是内存不足；已装载的都在，可用 --jobs 1 再试") from error
        finally:
            pool.shutdown(cancel_futures=True)


def _begin(queue: Queue[logging.LogRecord], settings: logs.Settings) -> None:
    """Ctrl-C is for the process that loads, and has the log; a worker would only print a traceback."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    logs.follow(queue, settings)


def _in_order(
    pool: ProcessPoolExecutor, sources: Iterable[tuple[Source, str]], ahead: int
) -> Iterator[tuple[str, Records | str]]:
    waiting: deque[tuple[str, int, Future[Records | str]]] = deque()
    held = 0
    for source, uri in sources:
        waiting.append((source.name, len(source.data), pool.submit(read_or_message, source, uri)))
        held += len(source.data)
        while waiting and (len(waiting) >= ahead or held > AHEAD_BYTES):
            name, size, future = waiting.popleft()
            held -= size
            yield name, future.result()
    for name, _, future in waiting:
        yield name, future.result()
