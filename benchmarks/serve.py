"""What a request of another program costs the server of REST, in processor time, on loopback.

    python -m benchmarks.serve [GRAPH] [REQUESTS]      # the samples, 200 requests of each kind, if not given; Linux

The server is the command's own process. Of each kind, requests come one after the other, and what the server's threads
ran for each is taken (`/proc/PID/task/*/schedstat`, nanoseconds): median, 95th percentile. Then they come eight at a
time: how many a second of one processor answers. How busy the machine is changes little of either. `first`: with names
that were not asked before; `again`: what is kept; `same`: the graph has not changed since the asker's last answer.
At the end the most memory that the server has held. A busy machine is waited for: only a server that ends is a fault.
"""

from __future__ import annotations

import itertools
import os
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any, NamedTuple

import httpx

from policygraph.graph.stores.opening import open_store
from policygraph.services.ingestion import ingest
from policygraph.services.settle import settle
from tests.browser import COMMAND, SAMPLES, free_port

REQUESTS, AT_ONCE = 200, 8
WAIT_SECONDS = 1800  # for an answer or a start, by a machine on which much else runs
ROWS = 100

Send = Callable[[int], httpx.Response]
"""The request of that number."""


class Cost(NamedTuple):
    """Milliseconds of a processor for a request: the middle one, that which 95 of 100 do not exceed; requests that a
    second of a processor answers; bytes of an answer."""

    median: float
    p95: float
    a_second: float
    size: int


def spent(pid: int) -> float:
    """Seconds that the threads of a process have run, and those of its children, in which Cypher is read."""
    found = 0.0
    try:
        for task in Path(f"/proc/{pid}/task").iterdir():
            found += int((task / "schedstat").read_text().split()[0]) / 1e9
            found += sum(spent(int(child)) for child in (task / "children").read_text().split())
    except OSError:  # it has ended
        pass
    return found


def ticked(pid: int) -> float:
    """The same by the system's ticks, a hundredth of a second each: also of threads that have ended."""
    fields = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
    own = (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")
    children = (task / "children" for task in Path(f"/proc/{pid}/task").iterdir())
    return own + sum(ticked(int(child)) for file in children for child in file.read_text().split())


def memory(pid: int) -> int:
    """The most that a process has held in memory, in MB."""
    lines = Path(f"/proc/{pid}/status").read_text().splitlines()
    return next(int(line.split()[1]) for line in lines if line.startswith("VmHWM")) // 1024


def kinds(client: httpx.Client) -> Iterator[tuple[str, Send]]:
    """Each kind of request by name."""
    units = [row["department"] for row in _rows(client, "departments")]
    tasks = [row["task_id"] for row in _rows(client, "table-tasks")]
    plans = [row["id"] for row in _rows(client, "policies") if row["tasks"]]
    numbers = itertools.count()

    def ask(path: str, **values: Any) -> httpx.Response:
        return client.get(f"/api/{path}", params=values)

    leads = "queries/tasks-led-by-department"
    tag = ask(leads, department=units[0]).headers["etag"]
    held = {"if-none-match": tag}
    yield "query, first", lambda n: ask(leads, department=f"{units[n % len(units)]}{'?' * (n // len(units))}")
    yield "query, again", lambda n: ask(leads, department=units[0])
    yield "query, same", lambda n: client.get(f"/api/{leads}", params={"department": units[0]}, headers=held)
    yield "100 rows of a table", lambda n: ask("queries/table-assignments", offset=n % 5, limit=ROWS)
    yield "node", lambda n: ask(f"node/{tasks[n % len(tasks)]}")
    yield "matrix", lambda n: ask("matrix", policy=plans[n % len(plans)])
    yield "trace", lambda n: ask("trace", what=tasks[n % len(tasks)])
    yield "ledger", lambda n: ask("ledger", offset=n % 5, limit=ROWS)
    yield "question, first", lambda n: ask("ask", question=f"{units[next(numbers) % len(units)]}牵头哪些任务")
    cypher = "MATCH (d:Department)-[:LEADS]->(t:Task) WHERE d.name = $name RETURN t.name AS task ORDER BY task"
    yield (
        "Cypher",
        lambda n: client.post("/api/cypher", json={"cypher": cypher, "parameters": {"name": units[n % len(units)]}}),
    )


def _rows(client: httpx.Client, name: str) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = client.get(f"/api/queries/{name}", params={"limit": 10_000}).json()["rows"]
    return found


def measured(send: Send, pid: int, requests: int) -> Cost:
    """One after the other, then at once."""
    answer = send(0)
    assert answer.status_code in (200, 304), answer.text
    costs = []
    for n in range(1, requests + 1):
        before = spent(pid)
        send(n)
        costs.append((spent(pid) - before) * 1000)
    before = ticked(pid)
    with ThreadPoolExecutor(AT_ONCE) as pool:
        list(pool.map(send, range(requests + 1, 2 * requests + 1)))
    a_second = requests / (ticked(pid) - before)
    return Cost(statistics.median(costs), statistics.quantiles(costs, n=20)[-1], a_second, len(answer.content))


def table(found: Sequence[tuple[str, Cost]]) -> Iterator[str]:
    """In Markdown, for docs/engineers/figures.md."""
    yield "| 请求 | 处理器毫秒：中位 | 95% | 一个处理器每秒 | 字节 |"
    yield "| --- | --- | --- | --- | --- |"
    for name, each in found:
        yield f"| {name} | {each.median:.2f} | {each.p95:.2f} | {each.a_second:.0f} | {each.size:,} |"


def main() -> None:
    requests = int(sys.argv[2]) if len(sys.argv) > 2 else REQUESTS
    with tempfile.TemporaryDirectory() as folder:
        place = Path(sys.argv[1]) if len(sys.argv) > 1 else _of_samples(Path(folder))
        port = free_port()
        command = [sys.executable, *COMMAND, "serve", str(place), "--port", str(port)]
        with subprocess.Popen(command, stderr=subprocess.DEVNULL) as server:
            try:
                with httpx.Client(base_url=f"http://127.0.0.1:{port}", timeout=WAIT_SECONDS, trust_env=False) as client:
                    _await(client, server)
                    found = []
                    for name, send in kinds(client):
                        found.append((name, measured(send, server.pid, requests)))
                        if sys.stderr.isatty():
                            print(f"\r{name:30}", end="", file=sys.stderr)
                    most = memory(server.pid)
            finally:
                server.terminate()
    print("\n".join(table(found)))
    print(f"{most:,} MB")


def _await(client: httpx.Client, server: subprocess.Popen[bytes]) -> None:
    until = time.monotonic() + WAIT_SECONDS
    while True:
        try:
            client.get("/api/info").raise_for_status()
            return
        except httpx.TransportError:
            assert server.poll() is None and time.monotonic() < until, "the server did not start"
            time.sleep(0.2)


def _of_samples(folder: Path) -> Path:
    with open_store(folder / "graph", write=True) as store:
        ingest([SAMPLES], store)
        settle(store)
    return folder / "graph"


if __name__ == "__main__":
    main()
