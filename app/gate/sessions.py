"""Who has signed in and until when, and how often somebody has failed to: in the memory of this process only."""

from __future__ import annotations

import hashlib
import secrets
import threading
import time
from collections import deque
from collections.abc import Callable
from dataclasses import dataclass

IDLE, ABSOLUTE = 60 * 60, 12 * 60 * 60  # seconds after which a session ends: without a deed, and in any case
MOST = 10_000  # sessions, and names or addresses with failures, that are kept; beyond it the oldest go


@dataclass
class Session:
    """`stamp`: differs once the account's password is another. Times in seconds of the process's clock."""

    name: str
    stamp: str
    started: float
    seen: float


class Sessions:
    """By the digest of what the browser's cookie holds: who reads this memory cannot sign in with it."""

    def __init__(self, now: Callable[[], float] = time.monotonic) -> None:
        self._now = now
        self._lock = threading.Lock()
        self._sessions: dict[str, Session] = {}

    def start(self, name: str, stamp: str, token: str | None = None) -> str:
        """A session under a new token of 256 random bits, or under one that another has given."""
        token = token or secrets.token_urlsafe(32)
        now = self._now()
        with self._lock:
            while len(self._sessions) >= MOST:
                del self._sessions[next(iter(self._sessions))]
            self._sessions[_digest(token)] = Session(name, stamp, now, now)
        return token

    def find(self, token: str, *, touch: bool = True) -> Session | None:
        """The session of that token, unless it has ended; `touch`: this is a deed of the person."""
        now = self._now()
        with self._lock:
            session = self._sessions.get(_digest(token))
            if session is None:
                return None
            if now - session.started > ABSOLUTE or now - session.seen > IDLE:
                return None  # kept until it is pushed out, so that the same foreign token does not start another
            if touch:
                session.seen = now
            return session

    def known(self, token: str) -> bool:
        """Whether there is or was a session of that token."""
        with self._lock:
            return _digest(token) in self._sessions

    def end(self, token: str) -> None:
        """Sign out."""
        with self._lock:
            session = self._sessions.get(_digest(token))
            if session is not None:
                session.started = -float("inf")


class Failures:
    """How often somebody has failed lately, by what is counted (a name, an address)."""

    def __init__(self, most: int, seconds: float, now: Callable[[], float] = time.monotonic) -> None:
        self._most, self._seconds, self._now = most, seconds, now
        self._lock = threading.Lock()
        self._times: dict[str, deque[float]] = {}

    def wait(self, key: str) -> float:
        """Seconds until another attempt is heard; 0 now."""
        with self._lock:
            times = self._times.get(key)
            if times is None or len(times) < self._most:
                return 0.0
            return max(0.0, times[0] + self._seconds - self._now())

    def add(self, key: str) -> None:
        """One more failure."""
        with self._lock:
            times = self._times.pop(key, None) or deque(maxlen=self._most)
            times.append(self._now())
            while len(self._times) >= MOST:
                del self._times[next(iter(self._times))]
            self._times[key] = times

    def forget(self, key: str) -> None:
        """It has succeeded."""
        with self._lock:
            self._times.pop(key, None)


def _digest(token: str) -> str:
    return hashlib.sha256(token.encode("utf-8", "surrogatepass")).hexdigest()
