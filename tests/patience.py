"""How long tests wait, and what is quick, on a machine that does much else meanwhile.

What must come about is waited for until LONG has passed, which only decides how late a failure is told. What must be
quick is held against `within` and `worked`, which grow with what else the machine does: on a quiet one they are what is
written.
"""

from __future__ import annotations

import os
import time
from collections.abc import Callable

LONG = 180.0
OWN = 1.5
"""What waits for each core in a run of ours alone: three processes on two cores."""
SHARED = 2.0
"""How many times as much processor time the same work takes at most, where two share a core and its caches."""


def until(true: Callable[[], object]) -> None:
    """Wait until it is so; fails if it does not come about."""
    end = time.monotonic() + LONG
    while not true():
        assert time.monotonic() < end, "it did not come about"
        time.sleep(0.02)


def busier() -> float:
    """How many times as much waits for the processor as in a run of ours alone, of late; at least 1."""
    waiting = os.getloadavg()[0] if hasattr(os, "getloadavg") else 0.0  # Windows does not tell
    return max(1.0, waiting / (os.cpu_count() or 1) / OWN)


def within(seconds: float) -> float:
    """On the clock."""
    return seconds * busier()


def worked(seconds: float) -> float:
    """Of the processor."""
    return seconds * min(SHARED, busier())
