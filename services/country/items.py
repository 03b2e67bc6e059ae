"""What is to be read: files in folders near or far, lists of addresses, rows of Parquet; found before it is opened.

Addresses are fsspec's (folder, file://, s3://, memory:// …). A row of Parquet is a document by itself: its address is
the file's, with the row's own name behind it.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any, NamedTuple

import fsspec
import pyarrow.parquet as pq

from policygraph.graph.loading.load import place
from policygraph.ingest import sources
from policygraph.ingest.formats import limits, registry
from policygraph.ingest.sources import Opened, Source
from policygraph.model.errors import PolicyGraphError, reason
from policygraph.model.paths import INSIDE, readable, storable

LIST = "@"  # begins the name of a file that lists addresses, a line each
PARQUET = ".parquet"
ADDRESS = ("uri", "url", "path", "name")
CONTENT = ("bytes", "data", "content", "text")
"""Names of columns, in either case the first that is there: what a row is called, and what it holds."""


def why(error: OSError | ValueError | ImportError) -> str:
    """What is wrong with an address, in Chinese: fsspec knows no such kind, or what it needs is not installed."""
    if isinstance(error, OSError):
        return reason(error)
    if isinstance(error, ImportError):
        return f"读写这种地址还要安装别的库：{error}"
    return f"不认识这种地址：{error}"


class Item(NamedTuple):
    """Something to read on its way to whoever reads it; light, for its bytes are fetched there.

    `uri`: what it will be called. `file`: where its bytes are. `stamp`: tells whether they are others than before.
    `group`: of a Parquet file's row groups, the one in which it is row `row`.
    """

    uri: str
    file: str
    stamp: str
    group: int = -1
    row: int = -1


class Found(NamedTuple):
    """`passed_over`: files of kinds that are not read."""

    items: list[Item]
    passed_over: int


def find_items(named: Sequence[str]) -> Found:
    """All that `named` comes to, each once, in their order. Raises PolicyGraphError for what is not there."""
    found: dict[str, Item] = {}
    passed_over = 0
    for name in named:
        for each in _of(name):
            if each is None:
                passed_over += 1
            else:
                found.setdefault(each.uri, each)
    return Found(list(found.values()), passed_over)


def _of(name: str) -> Iterator[Item | None]:
    if name.startswith(LIST):
        for line in _lines(name.removeprefix(LIST)):
            yield from _of(line)
    elif _is_here(name):
        yield from _near(Path(name.removeprefix("file://")))
    else:
        yield from _far(name)


def _is_here(name: str) -> bool:
    return name.startswith("file://") or "://" not in name


def _lines(name: str) -> list[str]:
    try:
        text = _bytes_at(name).decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise PolicyGraphError(f"{readable(name)}：地址清单应是 UTF-8 文本，每行一个地址") from error
    return [line.strip() for line in text.splitlines() if line.strip()]


def _near(path: Path) -> Iterator[Item | None]:
    """As a command finds them that reads on this machine alone, so that a document has one uri either way."""
    for each in sources.find_sources([path]):
        suffix = each.path.suffix.lower()
        if suffix == PARQUET and not (each.error or each.way_back):
            yield from _rows(str(each.path), place(each.path), _stamp_here(each.path))
        elif each.way_back or (each.in_folder and not each.error and registry.by_suffix(suffix) is None):
            yield None
        else:
            yield Item(place(Path(each.name)), each.name, _stamp_here(each.path))


def _stamp_here(path: Path) -> str:
    try:
        found = path.stat()
    except OSError:
        return ""
    return f"{found.st_size}-{found.st_mtime_ns}"


def _far(name: str) -> Iterator[Item | None]:
    if name.startswith(("http://", "https://")):
        raise PolicyGraphError(f"{readable(name)}：这里不读网址；请先下载成文件，或用 policygraph ingest 读少量网址")
    try:
        system, root = fsspec.core.url_to_fs(name)
        there = system.find(root, detail=True)
    except (OSError, ValueError, ImportError) as error:
        raise PolicyGraphError(f"{readable(name)}：打不开（{why(error)}）") from error
    if not there:
        raise PolicyGraphError(f"{readable(name)}：没有这个文件或文件夹；请检查地址是否写对")
    for path, about in sorted(there.items()):
        file = system.unstrip_protocol(path)
        suffix = Path(path).suffix.lower()
        stamp = _stamp_far(about)
        if suffix == PARQUET:
            yield from _rows(file, file, stamp)
        elif path != root and registry.by_suffix(suffix) is None:
            yield None
        else:
            yield Item(storable(file), file, stamp)


def _stamp_far(about: dict[str, Any]) -> str:
    known = [str(about.get(key, "")) for key in ("size", "ETag", "etag", "LastModified", "mtime", "created")]
    return hashlib.sha256("\n".join(known).encode()).hexdigest()[:16]


def _rows(file: str, uri: str, stamp: str) -> Iterator[Item]:
    """The rows of a Parquet file whose columns say what they are."""
    with _opened(file) as stream:
        parquet = _parquet(stream, file)
        address, _ = _columns(parquet.schema_arrow.names, file)
        for group in range(parquet.num_row_groups):
            names = parquet.read_row_group(group, [address]).column(0).to_pylist()
            for row, name in enumerate(names):
                yield Item(storable(f"{uri}{INSIDE}{name}"), file, stamp, group, row)


def _columns(names: Sequence[str], file: str) -> tuple[str, str]:
    address = next((name for name in ADDRESS if name in names), "")
    content = next((name for name in CONTENT if name in names), "")
    if not (address and content):
        raise PolicyGraphError(
            f"{readable(file)}：Parquet 里要有一列名称（{'、'.join(ADDRESS)}）和一列内容（{'、'.join(CONTENT)}）；"
            f"得到的列是 {'、'.join(names)}"
        )
    return address, content


def _opened(file: str) -> Any:
    try:
        return fsspec.open(file, "rb").open()
    except (OSError, ValueError, ImportError) as error:
        raise PolicyGraphError(f"{readable(file)}：打不开（{why(error)}）；请检查后再读") from error


def _parquet(stream: Any, file: str) -> pq.ParquetFile:
    try:
        return pq.ParquetFile(stream)
    except (OSError, ValueError) as error:
        raise PolicyGraphError(f"{readable(file)}：不是 Parquet，或已损坏") from error


def _bytes_at(file: str) -> bytes:
    with _opened(file) as stream:
        data: bytes = stream.read(limits.FILE + 1)
    limits.check_size(len(data))
    return data


def open_items(items: Sequence[Item]) -> Iterator[tuple[Item, Source]]:
    """The documents of each, with their bytes. What is wrong with one stands in its source."""
    group: tuple[str, int] = ("", -1)
    rows: list[tuple[str, bytes]] = []
    for item in items:
        try:
            if item.row < 0:
                for source in _open_file(item):
                    yield item, source
                continue
            if group != (item.file, item.group):
                group, rows = (item.file, item.group), _read_group(item.file, item.group)
            name, data = rows[item.row]
            for source in Opened(name, data):
                yield item, source
        except PolicyGraphError as error:
            yield item, Source(item.file, error=str(error))


def _open_file(item: Item) -> Iterator[Source]:
    if _is_here(item.file):
        for place_ in sources.find_sources([Path(item.file)]):
            yield from place_.open()
    else:
        yield from Opened(item.file, _bytes_at(item.file))


def _read_group(file: str, group: int) -> list[tuple[str, bytes]]:
    with _opened(file) as stream:
        parquet = _parquet(stream, file)
        address, content = _columns(parquet.schema_arrow.names, file)
        table = parquet.read_row_group(group, [address, content])
    called, held = (table.column(name).to_pylist() for name in (address, content))
    return [(_with_suffix(str(name), what), _as_bytes(what)) for name, what in zip(called, held, strict=True)]


def _as_bytes(what: bytes | str | None) -> bytes:
    return what.encode() if isinstance(what, str) else what or b""


def _with_suffix(name: str, what: bytes | str | None) -> str:
    """A text says nothing of a format: it is read as one, whatever its row is called."""
    return f"{name}.txt" if isinstance(what, str) and registry.by_suffix(Path(name).suffix.lower()) is None else name
