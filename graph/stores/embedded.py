"""The embedded store: kglite, a graph in memory with a snapshot and a write-ahead log on disk.

All that is peculiar to kglite stays in this file and kglite_read.py, and in dialect.py how it spells Cypher. One
process writes (it holds a lease, which the system frees when the process dies); readers never take the lease. A commit
is on disk in the log before it returns, and noted (`seal.py`); the snapshot is renewed now and then and on closing, and
the one before it kept. A reader therefore reads the snapshot, and where the log runs ahead of it, a private copy of
both.
"""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager
from itertools import count
from pathlib import Path
from types import TracebackType
from typing import Any, Self

import kglite

from policygraph.graph.cypher.dates import Dated
from policygraph.graph.cypher.files import cut
from policygraph.graph.cypher.guard import check_read_only
from policygraph.graph.stores import seal
from policygraph.graph.stores.confined import Confined
from policygraph.graph.stores.kglite_read import (
    check_there,
    clear_errors,
    make_indexes,
    not_a_graph,
    read_graph,
    snapshot,
)
from policygraph.graph.stores.parameters import bounded, check_parameters
from policygraph.graph.stores.seal import Pair, Seal, log_of
from policygraph.graph.stores.store import Read, Rows, Statement, Stop
from policygraph.model.errors import PolicyGraphError

FILE_NAME = "graph.kgl"
LOG_BYTES = 64 << 20  # the log's length at which the snapshot is renewed meanwhile, if the log is also
LOG_SHARE = 0.5  # this much of the snapshot, so that renewing a large one does not take longer than the writing
MAGIC = b"RGF"  # every kglite file begins so


def database_file(place: Path) -> Path:
    """The graph's file for a place, which is that file itself or the folder that holds it."""
    is_file = place.is_file() if place.exists() else place.suffix == ".kgl"
    return place if is_file else place / FILE_NAME


class _Embedded:
    """What reader and writer have in common; `_lock` guards the graph, for threads may share a store."""

    _graph: kglite.KnowledgeGraph

    def __init__(self, file: Path) -> None:
        self._file = file
        self._lock = threading.Lock()
        self._confined = Confined(file)

    @property
    def writers(self) -> int:
        return 1

    @property
    def full_text(self) -> bool:
        return False  # its own takes a run of Chinese for one word; going through the texts is quick

    @property
    def place(self) -> str:
        return str(self._file)

    @property
    def schema(self) -> int:
        return int(self._graph.schema_version)

    def version(self) -> str:
        return repr(_signature(self._file))

    def read(
        self,
        cypher: str,
        parameters: Mapping[str, Any] | None = None,
        *,
        seconds: float | None = None,
        rows: int | None = None,
        stop: Stop | None = None,
    ) -> Rows:
        check_read_only(cypher)
        check_parameters(parameters or {})
        rows = bounded(rows)
        dated = Dated(cut(cypher, rows), parameters)
        if seconds is not None:  # in a process of its own; what was committed is in the file
            found = self._confined.read(dated.text, parameters, seconds, rows, version=self.version(), stop=stop)
        else:
            found = self._read_here(dated.text, parameters, rows)
        return found.renamed(dated.column)

    def _read_here(self, cypher: str, parameters: Mapping[str, Any] | None, rows: int | None) -> Rows:
        raise NotImplementedError

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def close(self) -> None:
        raise NotImplementedError


class EmbeddedReader(_Embedded):
    """Reads what is committed; takes a new snapshot when the files have changed.

    `lazy`: the first when it is read here, so that nothing is loaded twice for who asks with a limit of time only.
    """

    _seen: list[tuple[int, int] | None] | None = None  # nothing yet

    def __init__(self, file: Path, *, lazy: bool = False) -> None:
        super().__init__(file)
        if lazy:
            with clear_errors(file):
                check_there(file)
        else:
            self._take_newest()

    @property
    def schema(self) -> int:
        with self._lock:
            self._take_newest()
            return super().schema

    def _take_newest(self) -> None:
        seen = _signature(self._file)
        if seen != self._seen:
            self._graph, self._seen = snapshot(self._file), seen

    def _read_here(self, cypher: str, parameters: Mapping[str, Any] | None, rows: int | None) -> Rows:
        with self._lock:
            self._take_newest()
            return read_graph(self._graph, cypher, parameters, None, rows)

    def write(self, work: Callable[[Read], Iterable[Statement]], *, apart: bool = False) -> None:
        raise self._read_only()

    def mark_schema(self, version: int) -> None:
        raise self._read_only()

    def keep_copy(self) -> Path | None:
        raise self._read_only()

    def _read_only(self) -> PolicyGraphError:
        return PolicyGraphError(f"{self._file} 是以只读方式打开的")

    def close(self) -> None:
        self._confined.close()
        with self._lock:
            self._graph = kglite.KnowledgeGraph()


class EmbeddedWriter(_Embedded):
    """The one process that writes; it reads its own writes."""

    _failed = False

    def __init__(self, file: Path, *, new: bool = True) -> None:
        super().__init__(file)
        with clear_errors(file):
            if file.exists() and not _begins_with(file, MAGIC):
                raise not_a_graph(file)  # before kglite puts its lock beside somebody's file
            seal.verify(file)  # before kglite cuts off what it cannot read
            if not new:
                check_there(file)
            file.parent.mkdir(parents=True, exist_ok=True)
            seal.begin(file)
            seal.mend(file)
            self._graph = kglite.open(str(file), durable="full", auto_checkpoint_wal_mib=0)
            self._begin()

    def _begin(self) -> None:
        """Make ready for writing, with the lease in hand; without it if that fails."""
        file = self._file
        try:
            for left in file.parent.glob(f"{file.name}.tmp.*"):
                left.unlink()  # of a snapshot that a crash cut short
            make_indexes(self._graph)
            self._seal = Seal(seal.measure(file), seal.kept_now(file))
            seal.write(file, self._seal)
        except BaseException:
            self._release()
            raise

    def _read_here(self, cypher: str, parameters: Mapping[str, Any] | None, rows: int | None) -> Rows:
        with self._lock:
            self._graph.read_only(True)
            try:
                return read_graph(self._graph, cypher, parameters, None, rows)
            finally:
                self._graph.read_only(False)

    def write(self, work: Callable[[Read], Iterable[Statement]], *, apart: bool = False) -> None:
        with self._lock:
            statements = list(work(self._read_within))  # a fault of it is none of the file's
            if not statements:
                return
            with self._writing():
                transaction = self._graph.begin()
                try:
                    with transaction:
                        for cypher, parameters in statements:
                            transaction.cypher(cypher, params=dict(parameters), timeout_ms=0)
                finally:
                    del transaction  # which else holds the lease as long as somebody holds the error
            with self._finishing():
                self._committed()

    def mark_schema(self, version: int) -> None:
        with self._lock:
            with self._writing():
                self._graph.set_schema_version(version)
            with self._finishing():
                self._committed()

    def keep_copy(self) -> Path | None:
        copy = next(each for each in _names_of_copies(self._file) if not each.exists())
        with self._lock, clear_errors(copy):
            self._graph.backup(str(copy))
        return copy

    def _read_within(self, cypher: str, parameters: Mapping[str, Any] | None = None) -> Rows:
        return read_graph(self._graph, cypher, parameters, None, None)

    @contextmanager
    def _writing(self) -> Iterator[None]:
        """After a fault of the file the engine takes no more; what was committed before is in the log."""
        try:
            with clear_errors(self._file):
                yield
        except PolicyGraphError as error:
            self._failed = self._failed or isinstance(error.__cause__, kglite.FileIoError | OSError)
            raise

    @contextmanager
    def _finishing(self) -> Iterator[None]:
        """What comes after a commit may fail too: the commit stays, and who is told of a fault is told so."""
        try:
            with clear_errors(self._file):
                yield
        except PolicyGraphError as error:
            self._failed = True
            raise PolicyGraphError(f"{error}；改动已经写进图里，收尾没有完成：请排除原因后再运行一次") from error

    def _committed(self) -> None:
        """Note what is in the log now, and renew the snapshot where the log has become long."""
        now = self._seal.now
        size = log_of(self._file).stat().st_size
        if size == now.log:
            return
        self._seal = Seal(Pair(now.snapshot, size, now.commits + 1), self._seal.kept)
        seal.write(self._file, self._seal)
        if size > max(LOG_BYTES, LOG_SHARE * (now.snapshot or 0)):
            self._renew()

    def _renew(self, *, last: bool = False) -> None:
        """Renew the snapshot, for the `last` time or not; the one before is kept with its log."""
        before = self._seal.now
        seal.write(self._file, Seal(before, renewing=True))
        seal.keep(self._file)
        self._graph.close() if last else self._graph.save()
        self._seal = Seal(seal.measure(self._file), before)
        seal.write(self._file, self._seal)

    def close(self) -> None:
        self._confined.close()
        with self._lock:
            try:
                if self._seal.now.commits and not self._failed:
                    with self._finishing():
                        self._renew(last=True)
            finally:
                self._release()

    def _release(self) -> None:
        self._graph = kglite.KnowledgeGraph()  # without its last reference the lease is gone


def _signature(file: Path) -> list[tuple[int, int] | None]:
    """Time and size of the snapshot and of the log."""
    signature: list[tuple[int, int] | None] = []
    for path in (file, log_of(file)):
        try:
            stat = path.stat()
            signature.append((stat.st_mtime_ns, stat.st_size))
        except OSError:
            signature.append(None)
    return signature


def _names_of_copies(file: Path) -> Iterator[Path]:
    """graph-before-upgrade.kgl, graph-before-upgrade-2.kgl, …: graphs that can be opened as they are."""
    yield file.with_stem(f"{file.stem}-before-upgrade")
    yield from (file.with_stem(f"{file.stem}-before-upgrade-{n}") for n in count(2))


def _begins_with(file: Path, magic: bytes) -> bool:
    with file.open("rb") as stream:
        return stream.read(len(magic)) == magic
