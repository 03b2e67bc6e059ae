"""A process that is killed at its n-th file operation: in a child, made by a fork, so that it costs no start of Python.

Counted are what Python does to files in a folder (open for writing, rename, link, delete, fsync), and each commit of
the embedded store just before and just after the engine has it on disk. Who forks must not have used the engine, whose
threads no child inherits.
"""

from __future__ import annotations

import os
import signal
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

from policygraph.graph.stores.embedded import EmbeddedWriter

EVENTS = {"os.rename", "os.link", "os.remove", "os.truncate"}  # of `sys.audit`
WRITING = os.O_WRONLY | os.O_RDWR | os.O_CREAT

Work = Callable[[], object]


def forked(work: Work) -> int:
    """Do `work` in a child, silently; its exit code, negative where a signal ended it."""
    child = os.fork()
    if child == 0:
        code = 70
        try:
            quiet = os.open(os.devnull, os.O_RDWR)
            for stream in (0, 1, 2):
                os.dup2(quiet, stream)
            work()
            code = 0
        except SystemExit as stop:
            code = stop.code if isinstance(stop.code, int) else int(stop.code is not None)
        finally:
            os._exit(code)
    return os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])


def operations(work: Work, folder: Path, before: Callable[[], bool] | None = None) -> int:
    """How many operations `work` does; with `before`, the number of the last before which that holds."""
    read, write = os.pipe()
    last = [0]

    def note(number: int) -> None:
        if before is None or before():
            last[0] = number

    def counted() -> None:
        _count(folder, note)
        try:
            work()
        finally:
            os.write(write, str(last[0]).encode())

    forked(counted)
    os.close(write)
    with os.fdopen(read) as pipe:
        return int(pipe.read())


def killed(work: Work, folder: Path, at: int) -> bool:
    """Do `work` and kill it at its operation of that number, from 1; False where it was done before."""

    def die(number: int) -> None:
        if number == at:
            os.kill(os.getpid(), signal.SIGKILL)

    def cut_short() -> None:
        _count(folder, die)
        work()

    return forked(cut_short) == -signal.SIGKILL


def kill_a_child() -> None:
    """End one of the processes that work for this one, if there is any (Linux)."""
    for task in Path("/proc/self/task").iterdir():
        if found := (task / "children").read_text().split():
            os.kill(int(found[0]), signal.SIGKILL)
            return


def _count(folder: Path, before: Callable[[int], None]) -> None:
    """From now on call `before` with the number of each operation that is about to be done."""
    seen = [0]
    place = str(folder)

    def operation() -> None:
        seen[0] += 1
        before(seen[0])

    def audit(event: str, arguments: tuple[Any, ...]) -> None:
        opened = event == "open" and isinstance(arguments[2], int) and arguments[2] & WRITING
        if (opened or event in EVENTS) and str(arguments[0]).startswith(place):
            operation()

    sys.addaudithook(audit)
    _before(os, "fsync", operation)
    _before(EmbeddedWriter, "write", operation)
    _before(EmbeddedWriter, "_committed", operation)


def _before(of: Any, name: str, operation: Callable[[], None]) -> None:
    """Let an operation come before each call of a function."""
    real = getattr(of, name)

    def counted(*arguments: Any, **named: Any) -> Any:
        operation()
        return real(*arguments, **named)

    setattr(of, name, counted)
