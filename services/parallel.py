"""Documents read one by one or on all cores, in their order; what goes wrong in one stops none of the others."""

from __future__ import annotations

from collections import deque
from collections.abc import Iterable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from itertools import chain, islice

from policygraph.ingest.sources import Source
from policygraph.model.errors import PolicyGraphError
from policygraph.model.records import Records
from policygraph.services import faults
from policygraph.services.readers import KEPT, READERS

FEW = 2  # documents for which one process is enough: starting others takes longer
AHEAD = 4  # documents a process has waiting, so that results do not pile up in memory
AHEAD_BYTES = 64 << 20  # of all that wait; one that is larger waits alone


def read_or_message(source: Source, uri: str) -> Records | str:
    """Whatever goes wrong in one document must not stop the others; the run ends with an error all the same."""
    try:
        return READERS.read(source, uri)
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
    jobs = 1 if len(few) <= FEW else jobs
    # Threads only wait: each for a process that reads (`readers`).
    pool = ThreadPoolExecutor(jobs, "reading")
    try:
        yield from _in_order(pool, chain(few, sources), jobs * AHEAD)
    except BaseException:  # Ctrl-C, or nobody asks for the rest: what is being read now is not waited for
        pool.shutdown(wait=False, cancel_futures=True)
        READERS.stop_busy()
        raise
    finally:
        pool.shutdown()
        READERS.stop_idle(KEPT)


def _in_order(
    pool: ThreadPoolExecutor, sources: Iterable[tuple[Source, str]], ahead: int
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
