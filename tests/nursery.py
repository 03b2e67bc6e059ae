"""Processes that begin with all that they need loaded: forks of one that has loaded it, once for many tests.

To start a process that reads, or a server of the page, takes the processor two seconds, nearly all for its modules and
vocabularies. What a fork then runs is the program itself, as `python -m` would. Where the start is what is tested,
processes are started as ever.

Run as a program it is the process that forks: python -m tests.nursery FD MODULE …
"""

from __future__ import annotations

import contextlib
import gc
import importlib
import json
import os
import runpy
import select
import signal
import socket
import subprocess
import sys
import threading
from collections.abc import Sequence
from pathlib import Path
from typing import IO, Any

from tests.paths import ROOT

POSSIBLE = hasattr(os, "fork") and hasattr(os, "pidfd_open")
LONGEST = 1 << 20  # bytes of what is asked for


class Child:
    """A fork, to be used as a `subprocess.Popen`. How it ended is not known, only that it did."""

    def __init__(self, pid: int, stdin: IO[bytes] | None, stdout: IO[bytes] | None) -> None:
        self.pid, self.stdin, self.stdout = pid, stdin, stdout
        self.returncode: int | None = None
        self._handle = os.pidfd_open(pid)  # closed with the object, since several threads may wait for it

    def __del__(self) -> None:
        os.close(self._handle)

    def __enter__(self) -> Child:
        return self

    def __exit__(self, *_: object) -> None:
        self.wait()

    def poll(self) -> int | None:
        with contextlib.suppress(subprocess.TimeoutExpired):
            self.wait(0)
        return self.returncode

    def wait(self, timeout: float | None = None) -> int:
        if self.returncode is None:
            if not select.select([self._handle], [], [], timeout)[0]:
                raise subprocess.TimeoutExpired(str(self.pid), timeout or 0)
            self.returncode = -1
        return self.returncode

    def kill(self) -> None:
        self._send(signal.SIGKILL)

    def terminate(self) -> None:
        self._send(signal.SIGTERM)

    def _send(self, which: int) -> None:
        if self.poll() is None:
            with contextlib.suppress(ProcessLookupError):
                signal.pidfd_send_signal(self._handle, which)


class Nursery:
    """A process that has loaded `modules`, started when the first fork is wanted; it ends with the process of tests."""

    def __init__(self, *modules: str) -> None:
        self.modules = modules
        self._asked: socket.socket | None = None
        self._process: subprocess.Popen[bytes] | None = None
        self._lock = threading.Lock()

    def start(self, program: str, *arguments: str, piped: bool = False) -> Child:
        """A fork that runs `program` as `python -m` does; `piped`: its input and output are the child's."""
        with self._lock:
            theirs: list[int] = []
            ours: list[IO[bytes]] = []
            if piped:
                (their_in, our_in), (our_out, their_out) = os.pipe(), os.pipe()
                theirs, ours = [their_in, their_out], [os.fdopen(our_in, "wb"), os.fdopen(our_out, "rb")]
            question = [program, list(arguments), dict(os.environ), str(Path.cwd())]
            asked = self._asked = self._asked or self._started()
            socket.send_fds(asked, [json.dumps(question).encode()], theirs)
            for each in theirs:
                os.close(each)
            pid = int(asked.recv(32))
            return Child(pid, *(ours or (None, None)))

    def _started(self) -> socket.socket:
        ours, theirs = socket.socketpair(socket.AF_UNIX, socket.SOCK_SEQPACKET)
        self._process = subprocess.Popen(
            [sys.executable, "-m", "tests.nursery", str(theirs.fileno()), *self.modules],
            cwd=ROOT, pass_fds=[theirs.fileno()],
            stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
        )  # fmt: skip
        theirs.close()
        return ours


def main(fd: int, modules: Sequence[str]) -> None:
    """Fork what is asked for until nobody asks any more."""
    asked = socket.socket(fileno=fd)
    for name in modules:
        loaded = importlib.import_module(name)
        getattr(loaded, "_load", lambda: None)()
    gc.collect()
    gc.freeze()  # what is not looked at is not copied
    signal.signal(signal.SIGCHLD, signal.SIG_IGN)  # nobody waits for them here
    while True:
        question, pipes, _, _ = socket.recv_fds(asked, LONGEST, 2)
        if not question:
            return
        if (pid := os.fork()) == 0:
            asked.close()
            _run(json.loads(question), pipes)
        for each in pipes:
            os.close(each)
        asked.send(str(pid).encode())


def _run(question: Sequence[Any], pipes: Sequence[int]) -> None:
    """Be the process that is asked for, to its end."""
    program, arguments, environment, folder = question
    signal.signal(signal.SIGCHLD, signal.SIG_DFL)
    os.environ.clear()
    os.environ.update(environment)
    os.chdir(folder)
    for pipe, fd in zip(pipes, (0, 1), strict=False):
        os.dup2(pipe, fd)
        os.close(pipe)
    sys.argv = [program, *arguments]
    code = 1
    try:
        runpy.run_module(program, run_name="__main__", alter_sys=True)
        code = 0
    except SystemExit as stop:
        code = stop.code if isinstance(stop.code, int) else int(stop.code is not None)
    finally:
        with contextlib.suppress(Exception):
            sys.stdout.flush()
        os._exit(code)


if __name__ == "__main__":
    main(int(sys.argv[1]), sys.argv[2:])
