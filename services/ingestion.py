"""Files in, a graph out: reading on all cores, loading in the order of the files, a batch a transaction."""

from __future__ import annotations

import hashlib
import json
import logging
import multiprocessing
import os
import signal
from collections import deque
from collections.abc import Callable, Iterable, Iterator, Sequence
from concurrent.futures import Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from dataclasses import dataclass, field
from multiprocessing.queues import Queue
from pathlib import Path

from policygraph.graph.loading.load import load, place
from policygraph.graph.stores.store import Store
from policygraph.ingest import documents
from policygraph.ingest.formats import archive
from policygraph.model import versions
from policygraph.model.check import check
from policygraph.model.errors import PolicyGraphError
from policygraph.model.records import Records
from policygraph.model.timing import stage
from policygraph.services import download, faults, logs

log = logging.getLogger(__name__)

FEW_FILES = 2  # read in this process: starting others takes longer
AHEAD = 4  # files a worker has waiting, so that results do not pile up in memory
BATCH_DOCUMENTS = 50  # a transaction; what a crash can cost is reading these again
BATCH_EDGES = 20_000

Progress = Callable[[int, int, Path], None]  # files done, files in all, the file that was done

KNOWN = "MATCH (d:Document) RETURN d.id AS id, d.readings AS readings ORDER BY id"


@dataclass(slots=True)
class Report:
    """What became of each file. `documents`: ids by file, in the order of the files, unchanged and skipped ones too."""

    documents: dict[Path, str] = field(default_factory=dict)
    added: int = 0
    replaced: int = 0
    unchanged: int = 0  # read again without a change
    skipped: int = 0  # known by its bytes, not read
    removed: int = 0  # documents whose last place now holds another text
    failures: list[tuple[Path, str]] = field(default_factory=list)
    passed_over: list[Path] = field(default_factory=list)  # files in folders that no reader knows


def ingest(
    paths: Sequence[Path],
    store: Store,
    jobs: int | None = None,
    on_progress: Progress | None = None,
    *,
    force: bool = False,
) -> Report:
    """Read files and folders into the store; what fails is reported, the others are loaded.

    `jobs` is the number of processes, all cores if not given. A file that is in the graph already, with the same
    bytes and read by this version of the reader, is not read again unless `force`.
    """
    report = Report()
    there = _those_there(paths, report)
    files = documents.find(there)
    report.passed_over = documents.passed_over(there)
    known = {} if force else _known(store)
    report.documents = {file: known[key] for file in files if (key := _key(file)) in known}
    report.skipped = len(report.documents)
    todo = [file for file in files if file not in report.documents]
    results = _read_all(todo, jobs or os.cpu_count() or 1)
    for done, file in enumerate(_load_each(store, results, report), start=report.skipped + 1):
        if on_progress is not None:
            on_progress(done, len(files), file)
    report.documents = {file: report.documents[file] for file in files if file in report.documents}
    return report


def _those_there(paths: Sequence[Path], report: Report) -> list[Path]:
    """The paths that exist. One that is not there is reported and stops none of the others, unless none is."""
    there = [path for path in paths if path.exists() or documents.is_member(path)]
    gone = [path for path in paths if path not in there]
    report.failures = [(path, f"{path}：没有这个文件或文件夹；请检查路径是否写对") for path in gone]
    if not there:
        raise PolicyGraphError(report.failures[0][1] if gone else "没有给出要读的文件")
    return there


def _load_each(store: Store, results: Iterable[tuple[Path, Records | str]], report: Report) -> Iterator[Path]:
    """Load what was read, a batch a transaction, and note what became of it; each file when that is done."""
    batch: list[Records] = []
    for file, result in results:
        if isinstance(result, Records):
            report.documents[file] = result.document
            batch.append(result)
        else:
            report.failures.append((file, result))
            log.warning("not read: %s", result)
        if _is_full(batch):
            _load(report, store, batch)
            batch = []
        yield file
    if batch:
        _load(report, store, batch)


def _is_full(batch: Sequence[Records]) -> bool:
    return len(batch) >= BATCH_DOCUMENTS or sum(len(records.edges) for records in batch) >= BATCH_EDGES


def add_document(store: Store, data: bytes, name: str, uri: str | None = None) -> str:
    """Load one document that is no file here, such as an upload, and return its id; `name` tells its format."""
    records = documents.read_bytes(data, name)
    _sign(records, uri or f"upload:{name}", data)
    load(store, [records])
    return records.document


@dataclass(frozen=True, slots=True)
class Uploaded:
    """What became of an upload: the document's id, or what was wrong."""

    name: str
    document: str | None = None
    error: str = ""


def add_each(store: Store, data: bytes, name: str, uri: str | None = None) -> list[Uploaded]:
    """`add_or_message` for what may be an archive: what became of it, or of each document in it."""
    if not archive.is_archive(data, name):
        return [add_or_message(store, data, name, uri)]
    try:
        inside = archive.members(data)
    except PolicyGraphError as error:
        return [Uploaded(name, error=f"{name}：{error}")]
    if not any(member.readable for member in inside):
        return [Uploaded(name, error=f"{name}：压缩包里没有能读的文件；请解开看看")]
    found = []
    for member in inside:
        called = f"{name}{archive.INSIDE}{member.name}"
        if not member.readable:
            found.append(Uploaded(called, error=f"{called}：格式不支持，没有读"))
            continue
        try:
            place_of = f"{uri}{archive.INSIDE}{member.name}" if uri else None
            found.append(add_or_message(store, archive.read(data, member.name), called, place_of))
        except PolicyGraphError as error:
            found.append(Uploaded(called, error=f"{called}：{error}"))
    return found


def add_url(store: Store, url: str) -> list[Uploaded]:
    """Fetch and load what is at `url`; its `uri` is the URL. What went wrong is in the result."""
    try:
        fetched = download.fetch(url)
    except PolicyGraphError as error:
        return [Uploaded(url, error=f"{url}：{error}")]
    return add_each(store, fetched.data, fetched.name, url)


def add_or_message(store: Store, data: bytes, name: str, uri: str | None = None) -> Uploaded:
    """`add_document`, but what goes wrong in one upload must not stop the others."""
    try:
        return Uploaded(name, add_document(store, data, name, uri))
    except PolicyGraphError as error:
        return Uploaded(name, error=f"{name}：{error}")
    except Exception as error:
        return Uploaded(name, error=f"{name}：{faults.report(error, name)}")


def read(file: Path) -> Records:
    """One file's records with where they come from; raises PolicyGraphError that names the file."""
    records = documents.read(file)
    _sign(records, place(file), documents.load(file))
    check(records)
    return records


def _sign(records: Records, uri: str, data: bytes) -> None:
    """Note where a document comes from and what read it."""
    origin = {"uri": uri, "sha256": _sha256(data), "reader": versions.reading()}
    records.nodes[0].properties.update(origin)


def _sha256(data: bytes) -> str:
    return hashlib.sha256(data).hexdigest()


def _key(file: Path) -> tuple[str, str, str] | None:
    """What tells whether a file needs reading: its place, its bytes and the reader. None where it cannot be read."""
    try:
        return place(file), _sha256(documents.load(file)), versions.reading()
    except PolicyGraphError:  # reading it will say why
        return None


def _known(store: Store) -> dict[tuple[str, str, str] | None, str]:
    """Document ids by key, of everything in the graph."""
    return {
        (uri, reading.get("sha256", ""), reading.get("reader", "")): row["id"]
        for row in store.read(KNOWN)
        for uri, reading in json.loads(row["readings"]).items()
    }


def _read_all(files: Sequence[Path], jobs: int) -> Iterator[tuple[Path, Records | str]]:
    """Each file with its records or what went wrong, in the order given."""
    if jobs <= 1 or len(files) <= FEW_FILES:
        for file in files:
            yield file, _read_or_message(file)
        return
    # Spawned, not forked: the store's threads must not be copied, and Windows knows nothing else.
    context = multiprocessing.get_context("spawn")
    with (
        logs.shared(context) as followed,
        ProcessPoolExecutor(min(jobs, len(files)), context, initializer=_begin, initargs=followed) as pool,
    ):
        try:
            yield from _in_order(pool, files, jobs * AHEAD)
        except BrokenProcessPool as error:
            log.exception("a process that reads has died")
            raise PolicyGraphError("读取进程意外终止，可能是内存不足；已装载的都在，可用 --jobs 1 再试") from error
        finally:
            pool.shutdown(cancel_futures=True)


def _begin(queue: Queue[logging.LogRecord], settings: logs.Settings) -> None:
    """Ctrl-C is for the process that loads, and has the log; a worker would only print a traceback."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    logs.follow(queue, settings)


def _in_order(pool: ProcessPoolExecutor, files: Iterable[Path], ahead: int) -> Iterator[tuple[Path, Records | str]]:
    waiting: deque[tuple[Path, Future[Records | str]]] = deque()
    for file in files:
        waiting.append((file, pool.submit(_read_or_message, file)))
        if len(waiting) >= ahead:
            first, future = waiting.popleft()
            yield first, future.result()
    for first, future in waiting:
        yield first, future.result()


def _read_or_message(file: Path) -> Records | str:
    """Whatever goes wrong in one file must not stop the others; the run ends with an error all the same."""
    try:
        return read(file)
    except PolicyGraphError as error:
        return str(error)
    except Exception as error:
        return f"{file}：{faults.report(error, str(file))}"


def _load(report: Report, store: Store, batch: Sequence[Records]) -> None:
    with stage(log, "load", f"{len(batch)} documents"):
        loaded = load(store, batch)
    log.info(
        "loaded into %s: %d added, %d replaced, %d unchanged, %d removed",
        store.place, len(loaded.added), len(loaded.replaced), len(loaded.unchanged), len(loaded.removed),
    )  # fmt: skip
    report.added += len(loaded.added)
    report.replaced += len(loaded.replaced)
    report.unchanged += len(loaded.unchanged)
    report.removed += len(loaded.removed)
