"""The embedded store: kglite, a graph in memory with a snapshot and a write-ahead log on disk.

All that is peculiar to kglite stays in this file, and in dialect.py how it spells Cypher. One process writes (it holds
a lease, which the system frees when the process dies); readers never take the lease. A commit is on disk in the log
before it returns; the snapshot is renewed now and then and on closing. A reader therefore reads the snapshot, and where
the log runs ahead of it, a private copy of both.
"""

from __future__ import annotations

import shutil
import tempfile
import threading
import warnings
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from types import TracebackType
from typing import Any, Self

import kglite

from policygraph.errors import PolicyGraphError
from policygraph.graph import plain
from policygraph.graph.confined import TIMED_OUT, TOO_DEEP, Confined
from policygraph.graph.dialect import Dialect
from policygraph.graph.guard import check_read_only
from policygraph.graph.ontology import constraints
from policygraph.graph.store import READ_ONLY, NoDatabaseError, Read, Rows, Statement

FILE_NAME = "graph.kgl"
# A log without commits is its header of 5 bytes; taking a longer one for full costs a copy, no more.
EMPTY_LOG_BYTES = 5
LOG_MIB = 64  # the log's length at which kglite renews the snapshot meanwhile, which costs it the other core
MAGIC = b"RGF"  # every kglite file begins so
NODE_KEYS = {"id", "labels", "properties"}
EDGE_KEYS = {"id", "start", "end", "type", "properties"}

kglite.set_query_warning_policy("silent")  # an empty graph would warn of every label
warnings.filterwarnings("ignore", category=kglite.MappedFallbackWarning)  # of no matter to who does not map files
# A commit between the look at the log and the load: the next read sees it.
warnings.filterwarnings("ignore", message="the write-ahead log at .* holds", category=UserWarning)


def database_file(place: Path) -> Path:
    """The graph's file for a place, which is that file itself or the folder that holds it."""
    is_file = place.is_file() if place.exists() else place.suffix == ".kgl"
    return place if is_file else place / FILE_NAME


class _Embedded:
    """What reader and writer have in common; `_lock` guards the graph, for threads may share a store."""

    def __init__(self, file: Path) -> None:
        self._file = file
        self._lock = threading.Lock()
        self._confined = Confined(file)

    @property
    def place(self) -> str:
        return str(self._file)

    def version(self) -> str:
        return repr(_signature(self._file))

    def read(
        self,
        cypher: str,
        parameters: Mapping[str, Any] | None = None,
        *,
        seconds: float | None = None,
        rows: int | None = None,
    ) -> Rows:
        check_read_only(cypher)
        if seconds is not None:  # in a process of its own; what was committed is in the file
            return self._confined.read(cypher, parameters, seconds, rows, version=self.version())
        return self._read_here(cypher, parameters, rows)

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
    """Reads what is committed; takes a new snapshot when the files have changed."""

    def __init__(self, file: Path) -> None:
        super().__init__(file)
        self._seen = _signature(file)
        self._graph = snapshot(file)

    def _read_here(self, cypher: str, parameters: Mapping[str, Any] | None, rows: int | None) -> Rows:
        with self._lock:
            seen = _signature(self._file)
            if seen != self._seen:
                self._graph, self._seen = snapshot(self._file), seen
            return read_graph(self._graph, cypher, parameters, None, rows)

    def write(self, work: Callable[[Read], Iterable[Statement]]) -> None:
        raise PolicyGraphError(f"{self._file} 是以只读方式打开的")

    def close(self) -> None:
        self._confined.close()
        with self._lock:
            self._graph = kglite.KnowledgeGraph()


class EmbeddedWriter(_Embedded):
    """The one process that writes; it reads its own writes."""

    def __init__(self, file: Path) -> None:
        super().__init__(file)
        with _clear_errors(file):
            if file.exists() and not _begins_with(file, MAGIC):
                raise _not_a_graph(file)  # before kglite puts its lock beside somebody's file
            file.parent.mkdir(parents=True, exist_ok=True)
            self._graph = kglite.open(str(file), durable="full", auto_checkpoint_wal_mib=LOG_MIB)
            for statement in constraints():
                # kglite keeps ids unique by itself and would index them a second time.
                if statement.startswith("CREATE INDEX"):
                    self._graph.cypher(statement)

    def _read_here(self, cypher: str, parameters: Mapping[str, Any] | None, rows: int | None) -> Rows:
        with self._lock:
            self._graph.read_only(True)
            try:
                return read_graph(self._graph, cypher, parameters, None, rows)
            finally:
                self._graph.read_only(False)

    def write(self, work: Callable[[Read], Iterable[Statement]]) -> None:
        with self._lock, _clear_errors(self._file):
            statements = list(work(self._read_within))
            if not statements:
                return
            with self._graph.begin() as transaction:
                for cypher, parameters in statements:
                    transaction.cypher(cypher, params=dict(parameters), timeout_ms=0)

    def _read_within(self, cypher: str, parameters: Mapping[str, Any] | None = None) -> Rows:
        return read_graph(self._graph, cypher, parameters, None, None)

    def close(self) -> None:
        self._confined.close()
        with self._lock, _clear_errors(self._file):
            self._graph.close()


def _log(file: Path) -> Path:
    return file.with_name(file.name + "-wal")


def _signature(file: Path) -> list[tuple[int, int] | None]:
    """Time and size of the snapshot and of the log."""
    signature: list[tuple[int, int] | None] = []
    for path in (file, _log(file)):
        try:
            stat = path.stat()
            signature.append((stat.st_mtime_ns, stat.st_size))
        except OSError:
            signature.append(None)
    return signature


def snapshot(file: Path) -> kglite.KnowledgeGraph:
    """What is committed now, without the lease."""
    with _clear_errors(file):
        log = _log(file)
        if log.exists() and log.stat().st_size > EMPTY_LOG_BYTES:
            graph = _replayed(file, log)
        elif file.exists():
            graph = kglite.load(str(file))
        else:
            raise NoDatabaseError(f"{file.parent} 里还没有图数据库；请先 policygraph ingest，或用 --database 指定位置")
        graph.read_only(True)
        return graph


def _replayed(file: Path, log: Path) -> kglite.KnowledgeGraph:
    """The snapshot with its log, from a copy.

    The log is copied first: a snapshot that is renewed in between holds all of it, and replaying what a snapshot
    holds already changes nothing.
    """
    with tempfile.TemporaryDirectory(prefix="policygraph-", ignore_cleanup_errors=True) as folder:
        copy = Path(folder) / file.name
        shutil.copyfile(log, _log(copy))
        if file.exists():
            shutil.copyfile(file, copy)
        graph = kglite.open(str(copy), durable="full", lock=False)
        graph.close()  # detaches it from the copy; the graph stays
        return graph


def read_graph(
    graph: kglite.KnowledgeGraph,
    cypher: str,
    parameters: Mapping[str, Any] | None,
    seconds: float | None,
    rows: int | None,
) -> Rows:
    timeout_ms = None if seconds is None else max(1, round(seconds * 1000))
    dialect = Dialect(cypher)
    try:
        result = graph.cypher(
            dialect.text,
            params=dialect.parameters(parameters or {}),
            timeout_ms=timeout_ms,
            row_limit=None if rows is None else rows + 1,
            hide_structural_keys=True,
        )
        if isinstance(result, str):
            raise PolicyGraphError("不支持 FORMAT CSV；请用 --format csv")
        names = {name: dialect.as_written(name) for name in result.columns}
        found = [{name: _plain(row[key]) for key, name in names.items()} for row in result.to_dicts()]
    except kglite.ReadOnlyError as error:
        raise PolicyGraphError(READ_ONLY) from error
    except kglite.CypherTimeoutError as error:
        raise PolicyGraphError(TIMED_OUT.format(seconds or 180)) from error
    except kglite.CypherSyntaxError as error:
        raise PolicyGraphError(f"Cypher 语法错误：{dialect.renamed_back(_one_line(error))}") from error
    except RecursionError as error:
        raise PolicyGraphError(TOO_DEEP) from error
    except (kglite.KgError, ValueError, TypeError, OverflowError) as error:
        raise PolicyGraphError(f"查询出错：{dialect.renamed_back(_one_line(error))}") from error
    return Rows(found[:rows], columns=tuple(names.values()), truncated=rows is not None and len(found) > rows)


def _plain(value: Any) -> Any:
    """`value` with nodes and relationships as plain maps, without kglite's own slots and its virtual properties."""
    if isinstance(value, list):
        return [_plain(item) for item in value]
    if isinstance(value, dict):
        if value.keys() == NODE_KEYS:
            return plain.node(value["labels"], value["properties"])
        if value.keys() == EDGE_KEYS:
            return plain.relationship(value["type"], value["properties"])
        return {key: _plain(item) for key, item in value.items()}
    return value


def _one_line(error: BaseException) -> str:
    """The engine's own words, without the lines that draw where the fault is."""
    text = str(error).splitlines()[0] if str(error) else type(error).__name__
    return text.removeprefix("Cypher syntax error ").removeprefix("Cypher execution error: ")


def _begins_with(file: Path, magic: bytes) -> bool:
    with file.open("rb") as stream:
        return stream.read(len(magic)) == magic


def _not_a_graph(file: Path) -> PolicyGraphError:
    return PolicyGraphError(f"{file} 不是图数据库，或已损坏；请移走它再重新 ingest，或用 --database 另指一处")


@contextmanager
def _clear_errors(file: Path) -> Iterator[None]:
    """Say in one line what is wrong with the place."""
    try:
        yield
    except kglite.WriterLeaseHeldError as error:
        pid = (error.holder or {}).get("pid", "?")
        raise PolicyGraphError(f"图数据库 {file} 正由另一个进程（pid {pid}）写入；请等它结束后再试") from error
    except kglite.FileFormatError as error:
        raise _not_a_graph(file) from error
    except (kglite.KgError, OSError, ValueError, RuntimeError) as error:
        raise PolicyGraphError(f"图数据库 {file} 打不开或写不了：{_one_line(error)}") from error
