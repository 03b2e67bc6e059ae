"""What many asked for at once goes back to the machine when they have left.

The C library keeps what was freed for whoever asks this process next, which for a page that once gave large answers is
hundreds of megabytes for good.
"""

from __future__ import annotations

import asyncio
import ctypes
import gc
import os
import sys
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager, suppress
from pathlib import Path

from policygraph.app.frame.data import KEPT

EVERY = 60.0  # seconds
GROWN = 32 << 20  # bytes more than it has ever needed at least that are worth looking for what is free


@asynccontextmanager
async def giving_back(_: object) -> AsyncIterator[None]:
    """The lifespan of a server that does so from time to time."""
    task = asyncio.create_task(_from_time_to_time())
    try:
        yield
    finally:
        task.cancel()
        with suppress(asyncio.CancelledError):
            await task


async def _from_time_to_time() -> None:
    before = held()
    while True:
        await asyncio.sleep(EVERY)
        before = await asyncio.to_thread(give_back, before)


def give_back(before: int, resident: Callable[[], int] | None = None, free: Callable[[], object] | None = None) -> int:
    """The fewest bytes that this process has held: now, or `before`, in which case there is nothing to give.

    What was freed since the last time does not show, so that it is tried as long as more is held.
    """
    resident = resident or held
    KEPT.expire()
    if resident() - before >= GROWN:
        gc.collect()
        (free or _trim)()
    return min(before, resident())


def held() -> int:
    """Bytes of this process in memory; 0 where the system does not say."""
    try:
        return int(Path("/proc/self/statm").read_text().split()[1]) * os.sysconf("SC_PAGE_SIZE")
    except (OSError, ValueError):
        return 0


def _trim() -> None:
    """glibc's own call; other libraries have none, and give back by themselves."""
    if sys.platform == "linux":
        with suppress(OSError, AttributeError):
            ctypes.CDLL(None).malloc_trim(0)
