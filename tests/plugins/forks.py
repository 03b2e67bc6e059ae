"""`-n`: in how many processes tests run at a time; `auto` is one more than there are cores, 0 is pytest's own way.

The processes are forks of the one that has found the tests, so that all that takes its time before the first test, some
ten seconds of the processor, is done once and not in each. What goes together (tests/plugins/groups.py) runs in one of
them, in its order; whoever is done takes what comes next. Where one dies, its test has failed and another goes on with
what was left to it. (pytest-xdist, which starts its processes from nothing, is not used beside it.)

Where there is no `fork`, tests run one after another.
"""

from __future__ import annotations

import atexit
import contextlib
import multiprocessing
import os
import pickle
import signal
import warnings
from collections.abc import Iterator, Sequence
from multiprocessing.connection import Connection, wait
from typing import Any, NoReturn

import pytest
from _pytest.reports import TestReport

from tests.plugins.groups import Group, give_way, groups

POSSIBLE = hasattr(os, "fork")
NUMBER = 4  # bytes of a group's place in the queue


def pytest_addoption(parser: pytest.Parser) -> None:
    # Small letters are pytest's; as `-n` this is what everybody knows from pytest-xdist.
    parser.getgroup("forks")._addoption("-n", dest="processes", type=_number, default=0, help="processes of tests")


def _number(given: str) -> int:
    """Who drives the browser or asks the server mostly waits."""
    return (os.cpu_count() or 1) + 1 if given == "auto" else int(given)


@pytest.hookimpl(tryfirst=True)
def pytest_runtestloop(session: pytest.Session) -> bool | None:
    option = session.config.option
    if option.processes < 1 or not POSSIBLE or option.collectonly or session.testsfailed:
        return None
    _Run(session, groups(session.items)).to_the_end(option.processes)
    return True


class _Run:
    """The side of the process that has found the tests: it runs none itself."""

    def __init__(self, session: pytest.Session, all_groups: Sequence[Group]) -> None:
        self.session, self.groups = session, all_groups
        self._children: dict[Connection, _Child] = {}
        # What is next, for whoever reads it first: a few bytes are read whole.
        self._queue, writing = os.pipe()
        os.write(writing, b"".join(number.to_bytes(NUMBER, "big") for number in range(len(all_groups))))
        os.close(writing)

    def to_the_end(self, processes: int) -> None:
        try:
            for _ in range(min(processes, len(self.groups))):
                self._fork([])
            while self._children:
                for line in wait(list(self._children)):
                    assert isinstance(line, Connection)
                    self._hear(line)
                    if self.session.shouldfail:
                        raise self.session.Failed(self.session.shouldfail)
                    if self.session.shouldstop:
                        raise self.session.Interrupted(self.session.shouldstop)
        finally:
            for child in self._children.values():
                with contextlib.suppress(ProcessLookupError):
                    os.kill(child.pid, signal.SIGINT)
            for child in self._children.values():
                os.waitpid(child.pid, 0)
            os.close(self._queue)

    def _fork(self, first: Sequence[pytest.Item]) -> None:
        """A process that runs `first` and then what is next."""
        hearing, saying = multiprocessing.Pipe(duplex=False)
        pid = os.fork()
        if pid == 0:
            hearing.close()
            for line in self._children:
                line.close()
            _Worker(self.session, saying, self._items(first, saying)).run()
        saying.close()
        self._children[hearing] = _Child(pid, list(first))

    def _items(self, first: Sequence[pytest.Item], saying: Connection) -> Iterator[pytest.Item]:
        yield from first
        began = bool(first)
        while place := os.read(self._queue, NUMBER):
            number = int.from_bytes(place, "big")
            saying.send(("group", number))
            if not began:
                give_way(self.groups[number])
            began = True
            yield from self.groups[number].items

    def _hear(self, line: Connection) -> None:
        """What a process has to say, or that it is no more."""
        child, hook = self._children[line], self.session.config.hook
        try:
            what, said = line.recv()
        except EOFError:
            what, said = "end", None
        if what == "end":
            del self._children[line]
            line.close()
            _, status = os.waitpid(child.pid, 0)
            if status or child.left:
                self._died(child, status)
            return
        if what == "group":
            child.left += self.groups[said].items
        elif what == "start":
            hook.pytest_runtest_logstart(**said)
        elif what == "finish":
            child.last = child.left.pop(0)
            hook.pytest_runtest_logfinish(**said)
        elif what == "warning":
            hook.pytest_warning_recorded.call_historic(kwargs=said)
        else:
            report = hook.pytest_report_from_serializable(config=self.session.config, data=said)
            hook.pytest_runtest_logreport(report=report)

    def _died(self, child: _Child, status: int) -> None:
        """What it was running has failed; what is left goes to another."""
        item = child.left.pop(0) if child.left else child.last
        assert item is not None, "a process of tests has ended before it began"
        why = f"the process of tests has ended ({os.waitstatus_to_exitcode(status)})"
        report = TestReport(item.nodeid, item.location, {}, "failed", why, "call")
        self.session.config.hook.pytest_runtest_logreport(report=report)
        if child.left:
            self._fork(child.left)


class _Child:
    """A process, the tests that it has taken and not yet run, and that which it ran last."""

    def __init__(self, pid: int, left: list[pytest.Item]) -> None:
        self.pid, self.left = pid, left
        self.last: pytest.Item | None = None


class _Worker:
    """The side of a process that runs tests; a plugin of pytest, that hands on what pytest would print."""

    def __init__(self, session: pytest.Session, line: Connection, items: Iterator[pytest.Item]) -> None:
        self.session, self.line, self.items = session, line, items
        self._running = False  # what was warned of before is known

    def run(self) -> NoReturn:
        """To its end, which is that of the process."""
        code = 1
        try:
            self._settle_in()
            item = next(self.items, None)
            while item is not None and not (self.session.shouldfail or self.session.shouldstop):
                following = next(self.items, None)  # whose fixtures stay
                item.config.hook.pytest_runtest_protocol(item=item, nextitem=following)
                item = following
            code = 0
        except KeyboardInterrupt:
            code = 0
        finally:
            try:
                self.session._setupstate.teardown_exact(None)
                atexit._run_exitfuncs()
                self.line.send(("end", None))  # what it has forked itself may hold the line open
            finally:
                os._exit(code)

    def _settle_in(self) -> None:
        plugins = self.session.config.pluginmanager
        plugins.unregister(name="terminalreporter")
        capture = plugins.getplugin("capturemanager")
        assert capture is not None
        capture.stop_global_capturing()  # its files are the other processes' too
        capture.start_global_capturing()
        plugins.register(self)
        self._running = True

    def pytest_runtest_logstart(self, nodeid: str, location: tuple[str, int | None, str]) -> None:
        self.line.send(("start", {"nodeid": nodeid, "location": location}))

    def pytest_runtest_logfinish(self, nodeid: str, location: tuple[str, int | None, str]) -> None:
        self.line.send(("finish", {"nodeid": nodeid, "location": location}))

    def pytest_runtest_logreport(self, report: pytest.TestReport) -> None:
        hook = self.session.config.hook
        self.line.send(("report", hook.pytest_report_to_serializable(config=self.session.config, report=report)))

    def pytest_warning_recorded(
        self, warning_message: warnings.WarningMessage, when: str, nodeid: str, location: object
    ) -> None:
        if not self._running:
            return
        said: dict[str, Any] = {
            "warning_message": warning_message,
            "when": when,
            "nodeid": nodeid,
            "location": location,
        }
        try:
            pickle.dumps(said)
        except Exception:  # of another's making, in any way
            said["warning_message"] = warnings.WarningMessage(
                str(warning_message.message), UserWarning, warning_message.filename, warning_message.lineno
            )
        self.line.send(("warning", said))
