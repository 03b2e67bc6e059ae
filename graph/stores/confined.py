"""Queries with a time limit run on the embedded store in a process of their own, which can be killed.

kglite looks at the clock in most of its loops, not in all (a loop within an expression, EXISTS { }, shortest paths),
holds no query to a size of memory, and ends the process that it runs in when memory or stack is not to be had.
So that process is a child, with a limit of memory where the system keeps one (Linux).
"""

from __future__ import annotations

import faulthandler
import logging
import os
import pickle
import signal
import subprocess
import sys
import threading
import traceback
import weakref
from collections.abc import Mapping
from pathlib import Path
from typing import IO, Any

from policygraph.graph.stores.kglite_read import read_graph, snapshot
from policygraph.graph.stores.store import TIMED_OUT, TOO_DEEP, Rows, Stop, StoppedError
from policygraph.model import memory
from policygraph.model.errors import PolicyGraphError

log = logging.getLogger(__name__)

CHILDREN = 3  # each holds the graph; who comes when all are busy waits
GRACE = 1.0  # seconds beyond the limit, in which kglite may stop by itself
LONGEST = 1e6  # seconds that the systems' timers take
MEMORY = 1 << 30  # bytes that a query may take, beyond what the graph takes
ANSWER = 128 << 20  # bytes of an answer
OUT_OF_MEMORY = "查询占用的内存太多，已停止；请缩小范围"

Question = tuple[str, dict[str, Any], float, int | None]  # cypher, parameters, seconds, rows
Answer = Rows | PolicyGraphError | RuntimeError  # what is asked for, what is wrong with it, an error of ours


class Confined:
    """The children that read one file: started when needed, and anew when one was killed or the file has changed."""

    def __init__(self, file: Path) -> None:
        self._file = file
        self._places = threading.BoundedSemaphore(CHILDREN)
        self._lock = threading.Lock()
        self._idle: list[_Child] = []
        self._closed = False
        # For who does not close it; at the interpreter's exit too.
        weakref.finalize(self, _stop_all, self._idle)

    def read(
        self,
        cypher: str,
        parameters: Mapping[str, Any] | None,
        seconds: float,
        rows: int | None,
        *,
        version: str,
        stop: Stop | None = None,
    ) -> Rows:
        """As `Store.read`; `version` is the file's."""
        seconds = min(max(seconds, 0), LONGEST)
        question = _pickled((cypher, dict(parameters or {}), seconds, rows))
        with self._places:
            child = self._take(version)
            try:
                answer = child.ask(question, seconds, stop or Stop())
            finally:
                self._put_back(child)
        if isinstance(answer, Exception):
            raise answer
        return answer

    def close(self) -> None:
        with self._lock:
            self._closed = True
            _stop_all(self._idle)

    def _take(self, version: str) -> _Child:
        with self._lock:
            fresh = [child for child in self._idle if child.is_alive() and child.version == version]
            _stop_all([child for child in self._idle if child not in fresh])
            self._idle[:] = fresh
            if self._idle:
                return self._idle.pop()
        return _Child(self._file, version)

    def _put_back(self, child: _Child) -> None:
        with self._lock:
            if self._closed:
                child.stop()
            elif child.is_alive():
                self._idle.append(child)


class _Child:
    """A process that has loaded the file as it was in `version`."""

    def __init__(self, file: Path, version: str) -> None:
        self.version = version
        self._process = subprocess.Popen(
            [sys.executable, "-P", "-m", "policygraph.graph.stores.confined", str(file)],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            # kglite's allocator else takes 1 GB at once, which the limit of memory would count.
            env={**os.environ, "MIMALLOC_ARENA_EAGER_COMMIT": "0"},
            creationflags=getattr(subprocess, "CREATE_NO_WINDOW", 0),
        )
        try:
            loaded = self._answer()  # that is not the query's time
        except BaseException as error:
            self.stop()
            if isinstance(error, EOFError | OSError | pickle.UnpicklingError):
                raise PolicyGraphError(f"图数据库 {file} 打不开：用于查询的进程没有启动，或内存不够") from error
            raise
        if isinstance(loaded, Exception):
            self.stop()
            raise loaded

    def ask(self, question: bytes, seconds: float, stop: Stop) -> Answer:
        """The answer, or what is wrong; afterwards the child is ready for the next question, or stopped."""
        assert self._process.stdin is not None
        late = threading.Event()

        def kill() -> None:
            late.set()
            self._process.kill()

        timer = threading.Timer(seconds + GRACE, kill)
        timer.daemon = True
        timer.start()
        answered = False
        try:
            with stop.acting(self._process.kill):
                pickle.dump(question, self._process.stdin)
                self._process.stdin.flush()
                answer = self._answer()
            answered = True
        except (EOFError, OSError, pickle.UnpicklingError):
            answer = self._why_ended(late.is_set(), stop.pressed, seconds)
        finally:
            timer.cancel()
            timer.join()  # so that it does not kill the child over its next question
            if late.is_set() or stop.pressed or not answered:
                self.stop()
        return answer

    def _why_ended(self, late: bool, stopped: bool, seconds: float) -> PolicyGraphError:
        log.warning("the process of a query ended: %s", "late" if late else self._process.poll())
        if stopped:
            return StoppedError()
        return PolicyGraphError(TIMED_OUT.format(seconds) if late else OUT_OF_MEMORY)

    def is_alive(self) -> bool:
        return self._process.poll() is None

    def stop(self) -> None:
        self._process.kill()
        self._process.communicate()  # waits for its end and closes the pipes

    def _answer(self) -> Answer:
        assert self._process.stdout is not None
        answer: Answer = pickle.load(self._process.stdout)
        return answer


def _stop_all(children: list[_Child]) -> None:
    while children:
        children.pop().stop()


def _pickled(question: Question) -> bytes:
    try:
        return pickle.dumps(question)
    except RecursionError as error:
        raise PolicyGraphError(TOO_DEEP) from error
    except (pickle.PicklingError, TypeError, AttributeError) as error:
        raise PolicyGraphError(f"查询的参数不是普通的值：{error}") from error


# --- the child's side -------------------------------------------------------------------------------------------------


def main(file: Path, questions: IO[bytes], answers: IO[bytes]) -> None:
    """Load the graph, then answer until nobody asks any more."""

    def send(answer: Answer) -> None:
        data = pickle.dumps(answer)
        if len(data) > ANSWER:
            data = pickle.dumps(PolicyGraphError(f"结果太大（{len(data) >> 20} MB），请少取一些"))
        answers.write(data)
        answers.flush()

    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl+C is the parent's affair
    try:
        graph = snapshot(file)
    except PolicyGraphError as error:
        return send(error)
    except Exception as error:
        return send(_fault(error))
    memory.limit(MEMORY)
    send(Rows())
    while True:
        try:
            packed = pickle.load(questions)
        except EOFError:
            return None
        try:
            cypher, parameters, seconds, rows = pickle.loads(packed)
        except Exception as error:
            send(PolicyGraphError(f"查询的参数不是普通的值：{error}"))
            continue
        faulthandler.dump_traceback_later(seconds + 2 * GRACE, exit=True)  # when nobody is left to kill us
        try:
            send(read_graph(graph, cypher, parameters, seconds, rows))
        except PolicyGraphError as error:
            send(error)
        except RecursionError:  # from packing the answer
            send(PolicyGraphError(TOO_DEEP))
        except MemoryError:  # nothing can be done in here any more; the parent takes the end for what it is
            raise
        except Exception as error:
            send(_fault(error))
        faulthandler.cancel_dump_traceback_later()


def _fault(error: Exception) -> RuntimeError:
    """An error of ours, with its traceback, which the child can show nobody."""
    fault = RuntimeError(f"{type(error).__name__}: {error}")
    fault.add_note("In the process of the query:\n" + "".join(traceback.format_exception(error)))
    return fault


if __name__ == "__main__":
    own = os.fdopen(os.dup(1), "wb")
    os.dup2(2, 1)  # what anybody prints must not come between the answers
    main(Path(sys.argv[1]), sys.stdin.buffer, own)
