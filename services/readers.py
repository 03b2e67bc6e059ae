"""Documents are read in processes of their own, which can be ended: one that takes too long, or too much memory, or
whose reading ends its process, costs itself only.

A process is kept for the next document, and what it has loaded with it. It is started when it is needed.
"""

from __future__ import annotations

import contextlib
import logging
import pickle
import subprocess
import sys
import threading
import time
import weakref
from typing import Any

from policygraph.ingest.formats import limits
from policygraph.ingest.sources import Source
from policygraph.model.errors import PolicyGraphError
from policygraph.model.overlay import Overlay, present
from policygraph.model.records import Records
from policygraph.services import logs

log = logging.getLogger(__name__)

# It is not imported here: the vocabularies are for the processes that read.
PROGRAM = "policygraph.services.reading"
READY, LOG, ALLOW, RECORDS, WRONG, SPENT = "ready", "log", "allow", "records", "wrong", "spent"
"""Kinds of answers: it has begun; a record of the log; seconds more; what was read; why it was not; the same, and the
process has no more memory to go on with."""
KEPT = 1  # processes that stay when nothing is read any more; each holds the vocabularies
TRIES = 2  # a process may have died of what others took of the machine
DIED = "读取时进程意外终止，可能是内存不足，或文件已损坏；请检查文件，或拆分后再读"


class Readers:
    """Processes for as many documents at once as ask; those that are idle are kept for the next."""

    def __init__(self) -> None:
        self._idle: list[_Process] = []
        self._busy: set[_Process] = set()
        self._lock = threading.Lock()
        weakref.finalize(self, _stop_all, self._idle)  # at the interpreter's exit too

    def read(self, source: Source, uri: str, words: Overlay | None = None) -> Records:
        """The records of a document, as `reading.read_records`. Raises PolicyGraphError that says why there are none.

        By the words that this process works by, if not by others. One whose process died is tried once more, alone in
        a new one.
        """
        if source.error:
            raise PolicyGraphError(source.error)
        words = present() if words is None else words
        for _ in range(TRIES):
            process = self._take(words)
            try:
                return process.read(source, uri)
            except _Died:
                log.warning("the process that read %s has died: %s", source.shown, process.returncode)
                if process.was_stopped:
                    break
            finally:
                self._put_back(process)
        raise PolicyGraphError(DIED)

    def stop_busy(self) -> None:
        """End what is being read now: nobody waits for it any more."""
        with self._lock:
            for process in self._busy:
                process.stop()

    def stop_idle(self, kept: int = 0) -> None:
        """Let the processes go that read nothing now, all but `kept`."""
        with self._lock:
            gone, self._idle[kept:] = self._idle[kept:], []
        _stop_all(gone)

    def _take(self, words: Overlay) -> _Process:
        with self._lock:
            while self._idle:
                process = self._idle.pop()
                if process.is_alive() and process.words.reading == words.reading:
                    break
                process.stop()  # one that has other words has to load them anew anyhow
            else:
                process = _Process(words)
            self._busy.add(process)
            return process

    def _put_back(self, process: _Process) -> None:
        with self._lock:
            self._busy.discard(process)
            if process.is_alive():
                self._idle.append(process)
        if not process.is_alive():
            process.stop()


class _Died(Exception):
    """The process of a reading has ended without an answer."""


def start(program: str) -> subprocess.Popen[bytes]:
    """A new process that reads, with pipes to ask it by and to hear it."""
    return subprocess.Popen(
        [sys.executable, "-P", "-m", program],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        creationflags=getattr(subprocess, "CREATE_NO_WINDOW", 0),
    )


class _Process:
    """One process that reads by these words, one document at a time."""

    def __init__(self, words: Overlay) -> None:
        self._process = start(PROGRAM)
        self.words = words
        self._ready = False
        self.was_stopped = False

    @property
    def returncode(self) -> int | None:
        return self._process.poll()

    def is_alive(self) -> bool:
        return self._process.poll() is None

    def stop(self) -> None:
        """End it, whatever it does."""
        self.was_stopped = True
        with contextlib.suppress(OSError):
            self._process.kill()
        self._process.wait()

    def read(self, source: Source, uri: str) -> Records:
        """Raises PolicyGraphError where nothing was read or it took too long, _Died where it just ended."""
        assert self._process.stdin is not None
        try:
            if not self._ready:  # to start is not the document's time
                pickle.dump(self.words, self._process.stdin, pickle.HIGHEST_PROTOCOL)
                self._process.stdin.flush()
                self._answer()
                self._ready = True
            with _Deadline(self._process, limits.seconds_for(len(source.data))) as deadline:
                question = (source, uri, deadline.seconds, logs.settings())
                pickle.dump(question, self._process.stdin, pickle.HIGHEST_PROTOCOL)
                self._process.stdin.flush()
                kind, said = self._answer()
                while kind in (LOG, ALLOW):
                    if kind == LOG:
                        logs.relay(said)
                    else:
                        deadline.allow(said)
                    kind, said = self._answer()
        except (EOFError, OSError, pickle.UnpicklingError) as error:
            self._process.wait()
            if self._ready and deadline.passed:
                raise PolicyGraphError(f"读取用时超过 {deadline.seconds:.0f} 秒，已停止；请拆分后再读") from error
            raise _Died from error
        if kind == SPENT:
            self._process.wait()
        if kind == RECORDS:
            records: Records = said
            return records
        raise PolicyGraphError(said)

    def _answer(self) -> tuple[str, Any]:
        assert self._process.stdout is not None
        answer: tuple[str, Any] = pickle.load(self._process.stdout)
        return answer


class _Deadline:
    """Ends a process when its time is over. `passed`: it did; `seconds`: all that was allowed."""

    def __init__(self, process: subprocess.Popen[bytes], seconds: float) -> None:
        self.seconds = seconds
        self.passed = False
        self._process = process
        self._over = threading.Condition()
        self._at = time.monotonic() + seconds
        self._watch = threading.Thread(target=self._wait, daemon=True)

    def __enter__(self) -> _Deadline:
        self._watch.start()
        return self

    def __exit__(self, *_: object) -> None:
        """So that it does not end the process over its next document."""
        with self._over:
            self._at = 0.0
            self._over.notify()
        self._watch.join()

    def allow(self, more: float) -> None:
        with self._over:
            self.seconds += more
            self._at += more

    def _wait(self) -> None:
        with self._over:
            while (left := self._at - time.monotonic()) > 0:
                self._over.wait(left)
            if self._at:
                self.passed = True
                self._process.kill()


def _stop_all(processes: list[_Process]) -> None:
    while processes:
        processes.pop().stop()


READERS = Readers()
"""Those of this process."""

__all__ = ["DIED", "READERS", "Readers"]
