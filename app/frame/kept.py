"""Answers that are kept for who asks again, within a number of bytes and for a time, whoever asked and how many."""

from __future__ import annotations

import pickle
import threading
import time
from collections import OrderedDict
from collections.abc import Callable, Hashable
from typing import Any


class Kept:
    """What was asked longest ago goes first. `most`: bytes in all, of which one value may take a quarter.

    Values are kept packed, so that their size is known and nobody changes what another one gets.
    """

    def __init__(self, most: int, seconds: float, clock: Callable[[], float] = time.monotonic) -> None:
        self._most, self._seconds, self._clock = most, seconds, clock
        self._lock = threading.Lock()
        self._packed: OrderedDict[Hashable, tuple[float, bytes]] = OrderedDict()
        self.size = 0

    def get(self, key: Hashable) -> Any:
        """The value, or None where it is not kept, or not any more."""
        with self._lock:
            self._expire()
            if key not in self._packed:
                return None
            self._packed.move_to_end(key)
            packed = self._packed[key][1]
        return pickle.loads(packed)

    def put(self, key: Hashable, value: Any) -> bool:
        """Keep it; False where it is too large for that."""
        packed = pickle.dumps(value, pickle.HIGHEST_PROTOCOL)
        if len(packed) > self._most // 4:
            return False
        with self._lock:
            self._drop(key)
            self._packed[key] = (self._clock(), packed)
            self.size += len(packed)
            self._expire()
            while self.size > self._most:
                self._drop(next(iter(self._packed)))
        return True

    def expire(self) -> None:
        """Let go what has been kept for long enough, though nobody asks."""
        with self._lock:
            self._expire()

    def _expire(self) -> None:
        before = self._clock() - self._seconds
        for key in [key for key, (at, _) in self._packed.items() if at < before]:
            self._drop(key)

    def _drop(self, key: Hashable) -> None:
        if key in self._packed:
            self.size -= len(self._packed.pop(key)[1])
