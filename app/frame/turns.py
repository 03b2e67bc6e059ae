"""Turns for questions whose length nobody knows before: each person has one at a time, and short ones pass long ones.

There are few places, since each costs a process with the graph in it. All but one are for as long as a question may
take; the last one only for a moment, so that who asks for little never waits for who asks for much. A question that is
not answered in that moment waits, in the order of their coming, for one of the others, and begins again there.
"""

from __future__ import annotations

import threading
import time
from collections.abc import Callable, Hashable, Iterator
from contextlib import contextmanager

from policygraph.graph.stores.store import Rows, Stop, StoppedError
from policygraph.model.errors import PolicyGraphError

SECONDS, ROWS = 60.0, 10_000  # limits of what a page, or a program, asks
PLACES = 3  # as many as the embedded store has processes (graph/stores/confined.py)
MOMENT = 1.0  # seconds that the last place is for
FORGOTTEN = 15.0  # seconds after which nobody waits any more for an answer that nobody looked for

WRITER = threading.Lock()
"""The embedded store takes one writer at a time; what two people, or programs, do in this process waits for each
other."""
Read = Callable[[float, Stop], Rows]
"""Asks a store, for so many seconds at most."""


class Asked:
    """A question on its way, in a thread of its own. `who`: tells those apart who have one at a time."""

    def __init__(self, turns: Turns, who: Hashable, read: Read, seconds: float) -> None:
        self.who = who
        self.is_long = False
        self._turns, self._read, self._seconds = turns, read, seconds
        self._stop = Stop()
        self._done = threading.Event()
        self._outcome: Rows | Exception = Rows()
        self._looked = time.monotonic()
        for work in (self._run, self._watch):
            threading.Thread(target=work, name="policygraph-asked", daemon=True).start()

    def wait(self, seconds: float) -> bool:
        """Whether there is an answer, or an error, at the latest after so many seconds. Who never asks has gone."""
        self._looked = time.monotonic()
        return self._done.wait(seconds)

    @property
    def ahead(self) -> int:
        """How many come before it; 0 while it is read."""
        return self._turns.ahead(self)

    def stop(self) -> None:
        """Give it up, whether it waits or is read."""
        self._stop.press()

    @property
    def stopped(self) -> bool:
        return self._stop.pressed

    def result(self) -> Rows:
        """Raises what went wrong: StoppedError, another PolicyGraphError, or an error of ours."""
        self._done.wait()
        if isinstance(self._outcome, Exception):
            raise self._outcome
        return self._outcome

    def _run(self) -> None:
        try:
            self._outcome = self._answer()
        except Exception as error:  # for who asked, in the other thread
            self._outcome = error
        self._done.set()

    def _watch(self) -> None:
        while not self._done.wait(FORGOTTEN / 4):
            if time.monotonic() - self._looked > FORGOTTEN:
                self.stop()

    def _answer(self) -> Rows:
        with self._turns.turn(self, self._stop) as for_a_moment:
            if not for_a_moment or self._seconds <= MOMENT:
                return self._read(self._seconds, self._stop)
            began = time.monotonic()
            try:
                return self._read(MOMENT, self._stop)
            except PolicyGraphError:
                if self._stop.pressed or time.monotonic() - began < MOMENT:
                    raise
        self.is_long = True
        with self._turns.turn(self, self._stop):
            return self._read(self._seconds, self._stop)


class Turns:
    """Who waits and who is read."""

    def __init__(self, places: int = PLACES) -> None:
        self._long_places = places - 1
        self._changed = threading.Condition()
        self._waiting: list[Asked] = []
        self._reading: dict[Asked, bool] = {}  # and whether only for a moment

    def ask(self, who: Hashable, read: Read, seconds: float) -> Asked:
        return Asked(self, who, read, seconds)

    def ahead(self, asked: Asked) -> int:
        with self._changed:
            if asked not in self._waiting:
                return 0
            return self._waiting.index(asked) + len(self._reading)

    @contextmanager
    def turn(self, asked: Asked, stop: Stop) -> Iterator[bool]:
        """Wait for a place and have it while this is open; whether it is the one for a moment. Raises StoppedError."""
        with self._changed:
            self._waiting.append(asked)
        try:
            with stop.acting(self._wake):
                for_a_moment = self._wait(asked, stop)
        finally:
            with self._changed:
                self._waiting.remove(asked)
                self._changed.notify_all()
        try:
            yield for_a_moment
        finally:
            with self._changed:
                del self._reading[asked]
                self._changed.notify_all()

    def _wait(self, asked: Asked, stop: Stop) -> bool:
        with self._changed:
            while (found := self._place(asked)) is None:
                self._changed.wait()
                if stop.pressed:
                    raise StoppedError
            self._reading[asked] = found
            return found

    def _place(self, asked: Asked) -> bool | None:
        """The place that it may take now: one for long (False), the one for a moment (True), or none."""
        if any(other.who == asked.who for other in self._reading):
            return None
        before = self._waiting[: self._waiting.index(asked)]
        before = [other for other in before if not any(each.who == other.who for each in self._reading)]
        long = sum(not for_a_moment for for_a_moment in self._reading.values())
        if long + sum(each.is_long for each in before) < self._long_places:
            return False
        momentary = long < len(self._reading)
        if not asked.is_long and not momentary and not any(not each.is_long for each in before):
            return True
        return None

    def _wake(self) -> None:
        # Not from here: who presses must not wait for the one who looks for a place.
        threading.Thread(target=self._notify, daemon=True).start()

    def _notify(self) -> None:
        with self._changed:
            self._changed.notify_all()
