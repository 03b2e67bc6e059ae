"""A query that the engine does not stop is stopped all the same, at least for who asked, and the next is answered."""

from __future__ import annotations

import gc
import os
import shutil
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from pathlib import Path
from typing import Any

import pytest

from policygraph.graph.stores import confined, embedded, kglite_read, server
from policygraph.graph.stores.opening import open_store
from policygraph.graph.stores.store import NoDatabaseError, Statement, Stop, StoppedError, Store
from policygraph.model.errors import PolicyGraphError
from policygraph.model.versions import SCHEMA
from tests.graph.stores.test_server import Line
from tests.neo4j.server import Server
from tests.paths import GRAPHS
from tests.patience import LONG, until, within
from tests.stores import write

# A loop within an expression, at which kglite does not look at the clock.
ENDLESS = "UNWIND range(1, 100000) AS x WITH collect(x) AS l RETURN any(a IN l WHERE any(b IN l WHERE a + b < 0)) AS x"
# A text doubled over and over.
GROWING = "WITH 'ab' AS s " + "WITH s + s AS t WITH t + t AS s " * 20 + "RETURN size(s) AS x"
COUNT = "MATCH (n:Task) RETURN count(n) AS n"


def task(number: int) -> Statement:
    return Statement("MERGE (n:Task {id: $id}) SET n.name = '甲', n.title = '甲'", {"id": str(number)})


@pytest.fixture
def place(tmp_path: Path) -> Path:
    """A graph of one task, in a folder whose name is no plain word."""
    place = tmp_path / "政策 图谱 (1)"
    with open_store(place, write=True) as store:
        write(store, task(1))
    return place


@pytest.fixture
def store(place: Path) -> Iterator[Store]:
    with open_store(place) as opened:
        yield opened


@pytest.fixture
def started(monkeypatch: pytest.MonkeyPatch) -> list[subprocess.Popen[bytes]]:
    """The children that were started."""
    children = []

    class Popen(subprocess.Popen[bytes]):
        def __init__(self, *arguments: Any, **options: Any) -> None:
            super().__init__(*arguments, **options)
            children.append(self)

    monkeypatch.setattr(confined.subprocess, "Popen", Popen)
    return children


def is_running(pid: int) -> bool:
    try:
        os.kill(pid, 0)
    except OSError:
        return False
    return True


def test_who_asks_with_a_limit_only_does_not_load_the_graph(place: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    loaded: list[Path] = []

    def snapshot(file: Path) -> Any:
        loaded.append(file)
        return kglite_read.snapshot(file)

    monkeypatch.setattr(embedded, "snapshot", snapshot)
    with open_store(place, lazy=True) as store:
        assert store.read(COUNT, seconds=20) == [{"n": 1}] and not loaded
        assert store.read(COUNT) == [{"n": 1}] and store.schema == SCHEMA and len(loaded) == 1
        assert store.read(COUNT, seconds=20) == store.read(COUNT) == [{"n": 1}] and len(loaded) == 1
        with open_store(place, write=True) as writer:
            write(writer, task(2))
        assert store.read(COUNT, seconds=20) == store.read(COUNT) == [{"n": 2}] and len(loaded) == 2
    open_store(place, lazy=True).close()


def test_what_is_wrong_is_told_to_who_opens_lazily(tmp_path: Path) -> None:
    with pytest.raises(NoDatabaseError):
        open_store(tmp_path / "nothing", lazy=True)
    (tmp_path / "graph.kgl").write_bytes(b"no graph")
    old = shutil.copytree(GRAPHS / "before_extracted", tmp_path / "old")
    for at, error in ((tmp_path, "不是图数据库"), (old, "结构版本 0")):
        for seconds in (20, None):
            with open_store(at, lazy=True) as store, pytest.raises(PolicyGraphError, match=error):
                store.read(COUNT, seconds=seconds)


def test_a_child_is_started_when_first_needed_and_used_again(
    store: Store, started: list[subprocess.Popen[bytes]]
) -> None:
    assert store.read(COUNT) == [{"n": 1}] and not started, "without a limit here"
    for _ in range(3):
        found = store.read("MATCH (n:Task) RETURN n.id AS 编号, n", seconds=LONG, rows=1)
        assert found == [
            {"编号": "1", "n": {"labels": ["Task"], "properties": {"id": "1", "name": "甲", "title": "甲"}}}
        ]
        assert found.columns == ("编号", "n") and not found.truncated
    assert store.read("UNWIND [1, 2] AS x RETURN x", seconds=LONG, rows=1).truncated
    assert len(started) == 1
    store.close()
    assert started[0].returncode is not None and started[0].stdin is not None and started[0].stdin.closed


def test_time(store: Store) -> None:
    begin = time.monotonic()
    with pytest.raises(PolicyGraphError, match=r"^查询用时超过 0\.5 秒，已停止；请缩小范围$"):
        store.read(ENDLESS, seconds=0.5)
    assert time.monotonic() - begin < within(6)
    assert store.read(COUNT, seconds=LONG) == [{"n": 1}]


def test_it_is_stopped(store: Store) -> None:
    stop, begin = Stop(), time.monotonic()
    threading.Timer(0.3, stop.press).start()
    with pytest.raises(StoppedError):
        store.read(ENDLESS, seconds=60, stop=stop)
    assert time.monotonic() - begin < within(20)
    with pytest.raises(StoppedError):
        store.read(COUNT, seconds=LONG, stop=stop)  # it stays pressed
    later = Stop()
    assert store.read(COUNT, seconds=LONG, stop=later) == [{"n": 1}]
    later.press()  # too late to do anything
    assert store.read(COUNT, seconds=LONG) == [{"n": 1}]


@pytest.mark.skipif(sys.platform != "linux", reason="only Linux keeps a limit of memory")
def test_memory(store: Store) -> None:
    with pytest.raises(PolicyGraphError, match=r"^查询占用的内存太多，已停止；请缩小范围$"):
        store.read(GROWING, seconds=60)
    assert store.read(COUNT, seconds=LONG) == [{"n": 1}]


def test_an_answer_may_be_only_so_large(store: Store) -> None:
    with pytest.raises(PolicyGraphError, match="结果太大"):
        store.read(f"UNWIND range(1, 14000) AS x RETURN toString(x) + '{'a' * 9900}' AS x", seconds=60)
    assert store.read(COUNT, seconds=LONG) == [{"n": 1}]


def test_errors_come_back(store: Store, started: list[subprocess.Popen[bytes]]) -> None:
    for cypher, words in [("MATCH (n", "语法错误"), ("RETURN $missing", "missing"), ("RETURN 1 / 0", "查询出错")]:
        with pytest.raises(PolicyGraphError, match=words):
            store.read(cypher, seconds=LONG)
    with pytest.raises(PolicyGraphError, match="不是普通的值"):
        store.read("RETURN $x", {"x": threading.Lock()}, seconds=LONG)
    assert len(started) == 1


@pytest.mark.parametrize("seconds", [None, 9])
@pytest.mark.parametrize("depth", [100, 100_000])
def test_parameters_that_are_nested_too_deep(store: Store, depth: int, seconds: float | None) -> None:
    value: list[Any] = []
    for _ in range(depth):
        value = [value]
    with pytest.raises(PolicyGraphError, match="嵌套太深"):
        store.read("RETURN $value AS x", {"value": value}, seconds=seconds)
    assert store.read(COUNT, seconds=seconds) == [{"n": 1}]


def test_what_is_committed_is_seen(place: Path) -> None:
    with open_store(place, write=True) as writer, open_store(place) as reader:
        for number in (2, 3):
            write(writer, task(number))
            assert writer.read(COUNT, seconds=LONG) == reader.read(COUNT, seconds=LONG) == [{"n": number}]


def test_a_graph_that_is_gone(place: Path, store: Store) -> None:
    for file in place.iterdir():
        file.unlink()
    with pytest.raises(NoDatabaseError, match="还没有图数据库"):
        store.read(COUNT, seconds=LONG)


def test_a_child_that_died_is_replaced(store: Store, started: list[subprocess.Popen[bytes]]) -> None:
    store.read(COUNT, seconds=LONG)
    started[0].kill()
    started[0].wait()
    assert store.read(COUNT, seconds=LONG) == [{"n": 1}]


@pytest.mark.slow("waits for processes that ask")
def test_who_asks_for_long_holds_up_nobody(store: Store, started: list[subprocess.Popen[bytes]]) -> None:
    stop = Stop()

    def endless() -> None:
        with pytest.raises(StoppedError):
            store.read(ENDLESS, seconds=2 * LONG, stop=stop)

    with ThreadPoolExecutor() as pool:
        slow = pool.submit(endless)
        until(lambda: started)
        assert all(found == [{"n": 1}] for found in pool.map(lambda _: store.read(COUNT, seconds=LONG), range(20)))
        assert not slow.done()
        stop.press()
        slow.result()
    assert len(started) <= confined.CHILDREN


@pytest.mark.slow("waits for processes that ask")
def test_more_callers_than_children_wait(store: Store, started: list[subprocess.Popen[bytes]]) -> None:
    def endless(_: int) -> str:
        with pytest.raises(PolicyGraphError) as caught:
            store.read(ENDLESS, seconds=0.1)
        return str(caught.value)

    with ThreadPoolExecutor(6) as pool:
        assert all("秒" in said for said in pool.map(endless, range(6)))
    assert sum(child.returncode is None for child in started) <= confined.CHILDREN
    assert store.read(COUNT, seconds=LONG) == [{"n": 1}]


def test_a_store_that_nobody_closed_leaves_nothing(place: Path, started: list[subprocess.Popen[bytes]]) -> None:
    store = open_store(place)
    store.read(COUNT, seconds=LONG)
    del store
    gc.collect()
    assert started[0].returncode is not None


def test_closing_during_a_query_leaves_nothing(place: Path, started: list[subprocess.Popen[bytes]]) -> None:
    store = open_store(place)
    with ThreadPoolExecutor() as pool:
        slow = pool.submit(store.read, ENDLESS, seconds=1.5)
        time.sleep(1)
        store.close()
        with pytest.raises(PolicyGraphError, match="秒"):
            slow.result()
    assert all(child.returncode is not None for child in started)


# What a program does that does not close its store. Waiting or over an endless query, it is killed.
SCRIPT = """
import sys, threading
from policygraph.graph.stores.opening import open_store
store = open_store(sys.argv[1])
store.read("RETURN 1 AS x", seconds=180)
print(store._confined._idle[0]._process.pid, flush=True)
if sys.argv[2] == "ask":
    threading.Thread(target=store.read, args=[sys.argv[3]], kwargs={"seconds": 2}).start()
if sys.argv[2] == "wait":
    sys.stdin.read()
if sys.argv[2] == "endless":
    store.read(sys.argv[3], seconds=2)
"""


@pytest.mark.slow("waits for processes that ask")
@pytest.mark.skipif(os.name != "posix", reason="looks at processes as POSIX numbers them")
@pytest.mark.parametrize("does", ["exit", "ask", "wait", "endless"])
def test_no_child_outlives_its_parent(place: Path, does: str) -> None:
    command = [sys.executable, "-c", SCRIPT, str(place), does, ENDLESS]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL) as parent:
        assert parent.stdout is not None
        child = int(parent.stdout.readline())
        if does in ("wait", "endless"):
            time.sleep(0.5)
            parent.kill()
        assert parent.wait(timeout=LONG) is not None
    until(lambda: not is_running(child))


# --- on a server ------------------------------------------------------------------------------------------------------


@pytest.fixture
def line(own_server: Server, monkeypatch: pytest.MonkeyPatch) -> Iterator[Line]:
    """Stands before the server and can keep its answers back, as if it were busy planning."""
    monkeypatch.setattr(server, "GRACE_SECONDS", 0.3)
    line = Line(own_server.port, 0, 0)
    yield line
    line.speaks.set()
    line.listening.close()


def queries() -> list[threading.Thread]:
    return [thread for thread in threading.enumerate() if thread.name == "policygraph-query"]


def test_a_server_that_does_not_answer_in_time(own_server: Server, line: Line) -> None:
    with open_store(own_server.address.replace(f":{own_server.port}", f":{line.port}")) as store:
        assert store.read("RETURN 1 AS x", seconds=LONG) == [{"x": 1}]
        line.speaks.clear()
        begin = time.monotonic()
        with pytest.raises(PolicyGraphError, match=r"^查询用时超过 0\.2 秒，已停止；请缩小范围$"):
            store.read("RETURN 2 AS x", seconds=0.2)
        assert time.monotonic() - begin < within(5)
        late = queries()
        line.speaks.set()
        for thread in late:  # it has its answer now, which nobody wants, and closes its session
            thread.join(LONG)
            assert not thread.is_alive()
        assert store.read("RETURN 3 AS x", seconds=LONG) == [{"x": 3}]


def test_an_error_is_not_taken_for_being_late(own_server: Server) -> None:
    with open_store(own_server.address) as store:
        with pytest.raises(PolicyGraphError, match="查询出错"):
            store.read("RETURN 1 / 0", seconds=LONG)
        value: list[Any] = []
        for _ in range(100_000):
            value = [value]
        with pytest.raises(PolicyGraphError, match="嵌套太深"):
            store.read("RETURN $value AS x", {"value": value}, seconds=LONG)
        assert store.read("RETURN 1 AS x", seconds=LONG) == [{"x": 1}]


def test_who_stops_waits_for_the_server_no_longer(own_server: Server, line: Line) -> None:
    with open_store(own_server.address.replace(f":{own_server.port}", f":{line.port}")) as store:
        assert store.read("RETURN 1 AS x", seconds=LONG) == [{"x": 1}]
        line.speaks.clear()
        stop = Stop()
        threading.Timer(0.3, stop.press).start()
        with pytest.raises(StoppedError):
            store.read("RETURN 2 AS x", seconds=60, stop=stop)
        line.speaks.set()
        for thread in queries():
            thread.join(LONG)
        assert store.read("RETURN 3 AS x", seconds=LONG) == [{"x": 3}]


def test_what_somebody_stops_the_server_stops(own_server: Server) -> None:
    running = "SHOW TRANSACTIONS YIELD currentQuery WHERE currentQuery STARTS WITH $text RETURN currentQuery"
    text = "UNWIND range(1, 99999) AS a UNWIND range(1, 99999) AS b RETURN count(a + b)"
    with open_store(own_server.address) as store:
        assert isinstance(store, server.ServerStore)

        def is_running() -> bool:
            with store.driver.session() as session:
                return bool(list(session.run(running, text=text)))

        stop, told = Stop(), Future[PolicyGraphError]()

        def ask() -> None:
            try:
                store.read(text, seconds=120, stop=stop)
            except PolicyGraphError as error:
                told.set_result(error)

        threading.Thread(target=ask, daemon=True).start()
        until(is_running)
        stop.press()
        assert isinstance(told.result(LONG), StoppedError)
        until(lambda: not is_running())


LATE = """
import sys
from policygraph.model.errors import PolicyGraphError
from policygraph.model.versions import SCHEMA
from policygraph.graph.stores import server
from policygraph.graph.stores.opening import open_store
server.GRACE_SECONDS = 0.3
store = open_store(sys.argv[1])
print(flush=True)
sys.stdin.readline()
try:
    store.read("RETURN 2 AS x", seconds=0.2)
except PolicyGraphError as error:
    print("late", flush=True)
"""


def test_the_end_of_the_process_does_not_wait_for_the_server(own_server: Server, line: Line) -> None:
    address = own_server.address.replace(f":{own_server.port}", f":{line.port}")
    with subprocess.Popen(
        [sys.executable, "-c", LATE, address], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    ) as process:
        assert process.stdin is not None and process.stdout is not None
        process.stdout.readline()
        line.speaks.clear()
        process.stdin.write("\n")
        process.stdin.flush()
        assert process.stdout.readline() == "late\n"
        try:
            assert process.wait(timeout=LONG) == 0
        finally:
            process.kill()
