"""How long each stage of the work took, in the log."""

from __future__ import annotations

import logging
import time
from collections.abc import Iterator
from contextlib import contextmanager


@contextmanager
def stage(log: logging.Logger, what: str, about: str = "") -> Iterator[None]:
    """Note at debug level how many seconds the block took, also where it failed; no clock is read if nobody listens."""
    if not log.isEnabledFor(logging.DEBUG):
        yield
        return
    begun = time.perf_counter()
    try:
        yield
    finally:
        log.debug("%s: %.3f s", f"{what} {about}".rstrip(), time.perf_counter() - begun)
