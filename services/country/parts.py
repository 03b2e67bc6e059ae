"""What was read, as Parquet: a row a document with all its records, a file a batch. They are the memory of the run.

A file is there whole or not at all, and what stands in one is not read again while its stamp and the reader are the
same. Where an item was read twice, the later file counts.
"""

from __future__ import annotations

import json
import posixpath
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any, NamedTuple

import fsspec
import pyarrow as pa
import pyarrow.parquet as pq

from policygraph.graph.loading.packing import pack, unpack
from policygraph.model import versions
from policygraph.model.errors import PolicyGraphError
from policygraph.model.paths import readable
from policygraph.model.records import Node, Records, make_id
from policygraph.services.country.items import Item, why

PARTS = "parts"
NOWHERE = "未知"  # the province of what is of no known place, or was not read
CENTRE = "中央"
LEVELS = ("province", "city", "county")
TEXT = pa.string()
SCHEMA = pa.schema([
    ("item", TEXT), ("stamp", TEXT), ("reader", TEXT),  # what tells whether it must be read again
    ("uri", TEXT), ("error", TEXT), ("passed_over", pa.bool_()),
    ("document", TEXT), ("province", TEXT), ("city", TEXT), ("county", TEXT),
    ("title", TEXT), ("genre", TEXT), ("level", TEXT), ("reading_state", TEXT), ("reading_share", pa.float64()),
    ("properties", pa.large_string()), ("records", pa.large_string()),
])  # fmt: skip
KNOWN = ["item", "stamp", "reader"]
COMPRESSION = "zstd"


class Out:
    """The folder that everything is written into, here or far away (fsspec)."""

    def __init__(self, url: str, *, there: bool = False) -> None:
        """`there`: it is read only, and not made where it is not. Raises PolicyGraphError where it cannot be had."""
        self.url = url
        try:
            self.system, self.root = fsspec.core.url_to_fs(url)
            if not there:
                self.system.makedirs(f"{self.root}/{PARTS}", exist_ok=True)
        except (OSError, ValueError, ImportError) as error:
            raise PolicyGraphError(f"{readable(url)}：打不开（{why(error)}）；请检查地址和权限") from error

    def path(self, *names: str) -> str:
        return posixpath.join(self.root, *names)

    def parts(self) -> list[str]:
        """Names of the files, in the order in which they were begun."""
        return [name for name in self.names(PARTS) if name.endswith(".parquet")]

    def write(self, table: pa.Table, *names: str) -> None:
        """A file whole: under another name until it is, where the store would show half of one."""
        path = self.path(*names)
        self.system.makedirs(posixpath.dirname(path), exist_ok=True)
        new = posixpath.join(posixpath.dirname(path), f".{posixpath.basename(path)}.new")
        with self.system.open(new, "wb") as stream:
            pq.write_table(table, stream, compression=COMPRESSION)
        self.system.mv(new, path)

    def read(self, part: str, columns: Sequence[str] | None = None) -> pa.Table:
        return self.table(PARTS, part, columns=columns)

    def names(self, *names: str) -> list[str]:
        """What a folder holds."""
        if not self.system.exists(self.path(*names)):
            return []
        return sorted(map(posixpath.basename, self.system.ls(self.path(*names), detail=False, refresh=True)))

    def table(self, *names: str, columns: Sequence[str] | None = None) -> pa.Table:
        """A file, whole or these columns of it."""
        with self.system.open(self.path(*names), "rb") as stream:
            return pq.read_table(stream, columns=None if columns is None else list(columns))


class Part(NamedTuple):
    """`rows`: those that count, of the file of that name."""

    name: str
    rows: list[int]


def row_of(item: Item, uri: str, read: Records | str, *, passed_over: bool = False) -> dict[str, Any]:
    """What a file holds of one document, or of what was wrong with it."""
    base = {"item": item.uri, "stamp": item.stamp, "reader": versions.reading(), "uri": uri, "passed_over": passed_over}
    if isinstance(read, str):
        return base | {"error": read, "province": NOWHERE}
    own = read.nodes[0].properties
    said = {name: own.get(name) for name in ("title", "genre", "level", "reading_state", "reading_share")}
    kept = {"properties": json.dumps(own, ensure_ascii=False), "records": pack(read)}
    return base | {"document": read.document, **where(read), **said, **kept}


def where(read: Records) -> dict[str, str | None]:
    """Province, city and county of the place that a document is of; the province also where it is of none."""
    regions = {node.id: node.properties for node in read.nodes if node.label == "Region"}
    above = {e.source[1]: e.target[1] for e in read.edges if e.type == "WITHIN" and e.source[0] == "Region"}
    at: Any = read.nodes[0].properties.get("region_id")
    found: dict[str, str | None] = dict.fromkeys(LEVELS)
    seen: set[str] = set()
    while at in regions and at not in seen:
        seen.add(at)
        level = str(regions[at].get("level"))
        if level in LEVELS:
            found[level] = str(regions[at]["name"])
        at = above.get(at)
    if found["province"] is None:
        found["province"] = CENTRE if read.nodes[0].properties.get("level") == "central" else NOWHERE
    return found


def table_of(rows: Sequence[Mapping[str, Any]]) -> pa.Table:
    return pa.Table.from_pylist(list(rows), SCHEMA)


def name_of(turn: int, items: Sequence[Item]) -> str:
    """A name for the file of a batch; the same again, where the batch is begun again in the same run."""
    return f"{turn:06}-{make_id(*(part for item in items for part in (item.uri, item.stamp)))}.parquet"


def next_turn(parts: Sequence[str]) -> int:
    """The number of a new run: its files come after all that are there."""
    return 1 + max((int(part.split("-")[0]) for part in parts), default=0)


def counting(out: Out) -> list[Part]:
    """The rows that count, by file: of each item the latest."""
    last: dict[str, str] = {}
    names = out.parts()
    items = {name: out.read(name, ["item"]).column(0).to_pylist() for name in names}
    for name in names:
        last.update(dict.fromkeys(items[name], name))
    found = (Part(name, [n for n, item in enumerate(items[name]) if last[item] == name]) for name in names)
    return [part for part in found if part.rows]


def read_before(out: Out, parts: Iterable[Part]) -> set[tuple[str, str]]:
    """Items, each with its stamp, that this reader has read, of the rows that count."""
    found: set[tuple[str, str]] = set()
    for part in parts:
        rows = rows_of(out, part, KNOWN)
        found.update((row["item"], row["stamp"]) for row in rows if row["reader"] == versions.reading())
    return found


def records_in(out: Out, part: Part) -> Iterator[Records]:
    """What was read of the documents of a file."""
    for row in rows_of(out, part, ["document", "properties", "records"]):
        if row["document"] is not None:
            yield records_of(row)


def records_of(row: Mapping[str, Any]) -> Records:
    return unpack(row["records"], Node("Document", row["document"], json.loads(row["properties"])))


def rows_of(out: Out, part: Part, columns: Sequence[str] | None = None) -> list[dict[str, Any]]:
    """The rows of a file that count."""
    rows: list[dict[str, Any]] = out.read(part.name, columns).take(part.rows).to_pylist()
    return rows


def errors_in(out: Out, parts: Iterable[Part]) -> Iterator[tuple[str, str]]:
    """The uri and what was wrong, of all that was not read."""
    for part in parts:
        for row in rows_of(out, part, ["uri", "error", "passed_over"]):
            if row["error"] is not None and not row["passed_over"]:
                yield row["uri"], row["error"]
