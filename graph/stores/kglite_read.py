"""Reading the files of the embedded store: what is committed now, and the rows of a statement as plain values."""

from __future__ import annotations

import shutil
import tempfile
import warnings
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import kglite

from policygraph.graph.cypher import made
from policygraph.graph.cypher.dialect import dialect
from policygraph.graph.stores import plain, schema, seal
from policygraph.graph.stores.engine_words import explained, unusable
from policygraph.graph.stores.seal import log_of
from policygraph.graph.stores.store import READ_ONLY, TIMED_OUT, TOO_DEEP, NoDatabaseError, Rows
from policygraph.model.errors import PolicyGraphError
from policygraph.model.paths import readable

NODE_KEYS = {"id", "labels", "properties"}
EDGE_KEYS = {"id", "start", "end", "type", "properties"}

kglite.set_query_warning_policy("silent")  # an empty graph would warn of every label
warnings.filterwarnings("ignore", category=kglite.MappedFallbackWarning)  # of no matter to who does not map files
# A commit between the look at the log and the load: the next read sees it.
warnings.filterwarnings("ignore", message="the write-ahead log at .* holds", category=UserWarning)


def snapshot(file: Path) -> kglite.KnowledgeGraph:
    """What is committed now, without the lease.

    PolicyGraphError where it is a graph of another form; DamagedGraphError where something of it is missing.
    """
    with clear_errors(file):
        seal.verify(file)
        if _has_commits(log := log_of(file)):
            graph = _replayed(file, log)
        else:
            check_there(file)
            graph = kglite.load(str(file))
        make_indexes(graph)  # an earlier program may have written it without some
        graph.read_only(True)
    # Each time: an earlier or a later program may have put its graph there meanwhile.
    schema.check(int(graph.schema_version), lambda *asked: read_graph(graph, *asked), str(file))
    return graph


def make_indexes(graph: kglite.KnowledgeGraph) -> None:
    """Those that are missing: kglite would make the others anew. Ids it keeps unique, and finds, by itself."""
    for (label, name), statement in made.indexes().items():
        if not graph.has_index(label, name):
            graph.cypher(statement)


def check_there(file: Path) -> None:
    """Raise NoDatabaseError where nothing was ever committed."""
    if not file.exists() and not _has_commits(log_of(file)):
        raise NoDatabaseError(f"{file.parent} 里还没有图数据库；请先 policygraph ingest，或用 --database 指定位置")


def _has_commits(log: Path) -> bool:
    return log.exists() and log.stat().st_size > len(seal.HEADER)  # what is no commit costs a copy, no more


def _replayed(file: Path, log: Path) -> kglite.KnowledgeGraph:
    """The snapshot with its log, from a copy.

    The log is copied first: a snapshot that is renewed in between holds all of it, and replaying what a snapshot
    holds already changes nothing.
    """
    with tempfile.TemporaryDirectory(prefix="policygraph-", ignore_cleanup_errors=True) as folder:
        copy = Path(folder) / file.name
        shutil.copyfile(log, log_of(copy))
        if file.exists():
            shutil.copyfile(file, copy)
        graph = kglite.open(str(copy), durable="full", lock=False, auto_checkpoint_wal_mib=0)
        graph.close()  # detaches it from the copy; the graph stays
        return graph


def read_graph(
    graph: kglite.KnowledgeGraph,
    cypher: str,
    parameters: Mapping[str, Any] | None = None,
    seconds: float | None = None,
    rows: int | None = None,
) -> Rows:
    timeout_ms = None if seconds is None else max(1, round(seconds * 1000))
    as_kglite = dialect(cypher)
    try:
        result = graph.cypher(
            as_kglite.text,
            params=as_kglite.parameters(parameters or {}),
            timeout_ms=timeout_ms,
            row_limit=None if rows is None else rows + 1,
            hide_structural_keys=True,
        )
        if isinstance(result, str):
            raise PolicyGraphError("不支持 FORMAT CSV；请用 --format csv")
        names = {name: as_kglite.as_written(name) for name in result.columns}
        found = [{name: _plain(row[key]) for key, name in names.items()} for row in result.to_dicts()]
    except kglite.ReadOnlyError as error:
        raise PolicyGraphError(READ_ONLY) from error
    except kglite.CypherTimeoutError as error:
        raise PolicyGraphError(TIMED_OUT.format(seconds or 180)) from error
    except kglite.CypherSyntaxError as error:
        raise PolicyGraphError(f"Cypher 语法错误：{explained(as_kglite.renamed_back(_one_line(error)))}") from error
    except RecursionError as error:
        raise PolicyGraphError(TOO_DEEP) from error
    except (kglite.KgError, ValueError, TypeError, OverflowError) as error:
        raise PolicyGraphError(f"查询出错：{explained(as_kglite.renamed_back(_one_line(error)))}") from error
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


def not_a_graph(file: Path) -> PolicyGraphError:
    if seal.log_of(seal.kept_of(file)).exists():
        return seal.damaged(file, f"{file.name} 的内容不对")
    return PolicyGraphError(f"{file} 不是图数据库，或已损坏；请移走它再重新 ingest，或用 --database 另指一处")


@contextmanager
def clear_errors(file: Path) -> Iterator[None]:
    """Say in one line what is wrong with the place."""
    try:
        yield
    except kglite.WriterLeaseHeldError as error:
        pid = (error.holder or {}).get("pid", "?")
        raise PolicyGraphError(f"图数据库 {file} 正由另一个进程（pid {pid}）写入；请等它结束后再试") from error
    except kglite.FileFormatError as error:
        raise not_a_graph(file) from error
    except (kglite.KgError, OSError, ValueError, RuntimeError) as error:
        raise unusable(readable(file), error, str(error)) from error
