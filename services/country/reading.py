"""Documents read on a cluster (Dask), a batch a task; what was read stays, whatever dies.

A document is read as on one machine, in a process of its own beside the worker, so that one that ends its process, or
takes too long, costs itself only. A worker that dies costs the batches that it had, which another does again; one over
which workers die again and again is done in halves, down to the document. Such a document is read once more at the end
with no other beside it, since a worker may have had it while another killed it, and only then told as what it is. The
scheduler, or the whole machine, costs what had not been written: the next run goes on.
"""

from __future__ import annotations

import json
import os
from collections import deque
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime
from functools import partial
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING, Any

from policygraph.graph.loading.load import place
from policygraph.model import versions
from policygraph.model.errors import PolicyGraphError
from policygraph.model.overlay import NONE, Overlay, present, using
from policygraph.model.paths import readable, storable
from policygraph.services import ingestion, parallel
from policygraph.services.country import parts, tables
from policygraph.services.country.items import Item, find_items, open_items, why
from policygraph.services.country.parts import Out
from policygraph.services.readers import DIED
from policygraph.services.settle import Progress

if TYPE_CHECKING:
    from distributed import Client, Future

BATCH = 40  # documents of a task: what a worker's death costs
AHEAD = 4  # tasks for each worker that are given out at once
CHUNK = 50  # files of which the tables are written together
LOCAL = "local"
MANIFEST = "manifest.json"
DEATHS = 1  # of workers over a batch, after which it is done again; on a cluster of others' it is theirs to say
WAIT = 10.0  # seconds for a scheduler to answer

Task = Callable[[str, int, Sequence[Item]], int]
"""What a worker does with the folder, the run's number and a batch; it returns how many documents there were."""


@dataclass(slots=True)
class Run:
    """What a run has done. `documents`: in the tables, of this run and those before."""

    found: int = 0
    known: int = 0  # read before, not again
    read: int = 0
    passed_over: int = 0  # of kinds that are not read
    documents: int = 0
    errors: list[tuple[str, str]] = field(default_factory=list)  # uri and reason, of all that counts


def read_country(
    named: Sequence[str],
    url: str,
    cluster: str = LOCAL,
    jobs: int | None = None,
    on_progress: Progress | None = None,
    *,
    force: bool = False,
    on_begin: Callable[[str], None] | None = None,
    read: Task | None = None,
) -> Run:
    """Read what `named` comes to (see `items`) into the folder at `url`, and write its tables anew.

    `cluster`: LOCAL, with `jobs` processes on this machine, or the address of a scheduler. `on_begin` hears where the
    cluster's own page is; `read` is what a worker does, if not `read_batch`. Raises PolicyGraphError where nothing can
    be read or written at all.
    """
    out = Out(url)
    found = find_items(named)
    counting = parts.counting(out)
    before = set() if force else parts.read_before(out, counting)
    todo = [item for item in found.items if (item.uri, item.stamp) not in before]
    run = Run(len(found.items), len(found.items) - len(todo), passed_over=found.passed_over)
    if todo or not _is_current(out):
        with cluster_of(cluster, jobs) as client:
            if on_begin is not None:
                on_begin(client.dashboard_link if find_spec("bokeh") else "")
            _read(client, out, todo, run, on_progress, read or partial(read_batch, words=present()))
            counting = parts.counting(out)
            _write_tables(client, out, counting, on_progress)
    run.errors = list(parts.errors_in(out, counting))
    run.documents = _manifest(out)["documents"]
    return run


def read_batch(url: str, turn: int, items: Sequence[Item], words: Overlay = NONE) -> int:
    """On a worker: read them by these words and write their file; how many documents there were."""
    rows = []
    with using(words):
        for item, source in open_items(items):
            uri = _uri_of(item, source.name)
            if source.passed_over:
                rows.append(parts.row_of(item, uri, source.error, passed_over=True))
            else:
                rows.append(parts.row_of(item, uri, parallel.read_or_message(source, uri)))
    Out(url).write(parts.table_of(rows), parts.PARTS, parts.name_of(turn, items))
    return len(rows)


def _uri_of(item: Item, name: str) -> str:
    """Of a document in an item, which is the item itself, or a member of the archive that it is."""
    if item.row >= 0:
        return item.uri
    return storable(name) if "://" in name else place(Path(name))


def _read(client: Client, out: Out, todo: Sequence[Item], run: Run, on_progress: Progress | None, read: Task) -> None:
    """All that is to be read, some tasks ahead, each written by who read it."""
    from distributed import as_completed

    turn = parts.next_turn(out.parts())
    waiting = deque(list(todo[first : first + BATCH]) for first in range(0, len(todo), BATCH))
    suspects: list[Item] = []
    given: dict[str, list[Item]] = {}
    done = 0

    def give(items: list[Item]) -> Future:
        future = client.submit(read, out.url, turn, items, pure=False, retries=0)
        given[future.key] = items
        return future

    most = max(1, AHEAD * len(client.scheduler_info(n_workers=-1)["workers"]))
    turns = as_completed([give(waiting.popleft()) for _ in range(min(most, len(waiting)))])
    for future in turns:
        items = given.pop(future.key)
        if not _died(future):
            run.read += future.result()
            done += len(items)
        elif len(items) > 1:
            half = len(items) // 2
            waiting.extendleft([items[half:], items[:half]])
        else:
            suspects += items
        if on_progress is not None:
            on_progress(done, len(todo), "读取")
        while waiting and len(given) < most:
            turns.add(give(waiting.popleft()))
    for count, item in enumerate(suspects, start=done + 1):
        if _died(future := give([item])):
            row = parts.row_of(item, item.uri, f"{readable(item.uri)}：{DIED}")
            out.write(parts.table_of([row]), parts.PARTS, parts.name_of(turn, [item]))
            run.read += 1
        else:
            run.read += future.result()
        if on_progress is not None:
            on_progress(count, len(todo), "读取")


def _died(future: Future) -> bool:
    """Has what was given to a worker, when it has ended, come to nothing because workers died?

    Raises what went wrong where it is not the death of workers: then it is ours, and would be so for all.
    """
    from distributed import KilledWorker

    error = future.exception()
    if error is None or isinstance(error, KilledWorker):
        return error is not None
    raise error if isinstance(error, Exception) else RuntimeError(str(error))


def _write_tables(client: Client, out: Out, counting: Sequence[parts.Part], on_progress: Progress | None) -> None:
    """The tables of everything that counts, anew, and what they rest on."""
    from distributed import as_completed

    tables.forget_new(out)
    chunks = [counting[first : first + CHUNK] for first in range(0, len(counting), CHUNK)]
    futures = [
        client.submit(_write_chunk, out.url, chunk, f"{n:06}", pure=False) for n, chunk in enumerate(chunks, start=1)
    ]
    documents = 0
    for n, future in enumerate(as_completed(futures), start=1):
        documents += future.result()
        if on_progress is not None:
            on_progress(n, len(chunks), "写出各类表")
    tables.put_in_place(out)
    _keep_manifest(out, documents)


def _write_chunk(url: str, chunk: Sequence[parts.Part], name: str) -> int:
    return tables.write_tables(Out(url), chunk, name)


def _manifest(out: Out) -> dict[str, Any]:
    try:
        with out.system.open(out.path(MANIFEST), "rb") as stream:
            kept: dict[str, Any] = json.load(stream)
            return kept
    except (FileNotFoundError, ValueError):
        return {}


def _is_current(out: Out) -> bool:
    """Do the tables hold all that was read?"""
    kept = _manifest(out)
    return bool(kept) and kept.get("parts") == out.parts() and kept.get("reader") == versions.reading()


def _keep_manifest(out: Out, documents: int) -> None:
    """What the tables rest on, for a person and for the next run."""
    said = {
        "documents": documents,
        "reader": versions.reading(),
        "schema": versions.SCHEMA,
        "written": datetime.now(UTC).isoformat(timespec="seconds"),
        "parts": out.parts(),
    }
    with out.system.open(out.path(MANIFEST), "wb") as stream:
        stream.write(json.dumps(said, ensure_ascii=False, indent=1).encode())


@contextmanager
def cluster_of(cluster: str, jobs: int | None) -> Iterator[Client]:
    """A client of the cluster. One of this machine alone listens on the loopback only."""
    import dask
    from distributed import Client, LocalCluster

    if cluster == LOCAL:
        many = min(jobs or os.cpu_count() or 1, ingestion.MOST_JOBS)
        with (
            dask.config.set({"distributed.scheduler.allowed-failures": DEATHS}),
            LocalCluster(
                n_workers=many, threads_per_worker=1, host="127.0.0.1", dashboard_address="127.0.0.1:0", silence_logs=50
            ) as own,
            Client(own) as client,
        ):
            yield client
        return
    try:
        client = Client(cluster, timeout=WAIT)
    except (OSError, ValueError, TimeoutError) as error:
        raise PolicyGraphError(f"{readable(cluster)}：连不上 Dask 的调度器（{why(error)}）；请检查地址") from error
    with client:
        if not client.scheduler_info(n_workers=-1)["workers"]:
            raise PolicyGraphError(f"{readable(cluster)}：调度器下面没有工作进程；请先用 dask worker 启动")
        yield client
