"""Tables for who counts over the country: one for each kind of node and of relationship, by province, no graph needed.

`tables/Task/province=河北省/000001.parquet`: the folders are as Hive, DuckDB, Arrow and Dask read them. Columns are the
ontology's properties, before them the document and its place. Names, and so ids, are as each document has them: an
office has one id in all documents that name it in full or for their own place.
"""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from functools import cache
from typing import Any

import pyarrow as pa

from policygraph.model.ontology import FIELDS, Property, ontology
from policygraph.model.records import Records
from policygraph.services.country.parts import LEVELS, Out, Part, records_of, rows_of

TABLES, NEW = "tables", "tables.new"
PLACE = ("document", *LEVELS[1:])  # the province is the folder's
ENDS = ("source_label", "source", "target_label", "target")
TYPES = {
    "integer": pa.int64(), "float": pa.float64(), "boolean": pa.bool_(), "date": pa.date32(),
    "strings": pa.list_(pa.string()), "integers": pa.list_(pa.int64()),
}  # fmt: skip
TYPES_OF_FIELDS = {"start": pa.int64(), "end": pa.int64(), "confidence": pa.float64()}


def write_tables(out: Out, parts: Sequence[Part], chunk: str) -> int:
    """Write what stands in these files under the number of the chunk; how many documents that were."""
    rows: dict[tuple[str, str], list[dict[str, Any]]] = defaultdict(list)  # by kind and province
    documents = 0
    for part in parts:
        for row in rows_of(out, part):
            if row["document"] is None:
                continue
            documents += 1
            for kind, values in _values(records_of(row)):
                rows[kind, row["province"]].append({name: row[name] for name in PLACE} | values)
    for (kind, province), found in rows.items():
        table = pa.Table.from_pylist(found, schema_of(kind))
        out.write(table, NEW, kind, f"province={province}", f"{chunk}.parquet")
    return documents


def put_in_place(out: Out) -> None:
    """The new tables in the place of the old, where all are written."""
    old, new = out.path(TABLES), out.path(NEW)
    if out.system.exists(old):
        out.system.rm(old, recursive=True)
    if out.system.exists(new):
        out.system.mv(new, old, recursive=True)


def forget_new(out: Out) -> None:
    """What a run before began and did not finish."""
    if out.system.exists(out.path(NEW)):
        out.system.rm(out.path(NEW), recursive=True)


def _values(records: Records) -> Iterable[tuple[str, dict[str, Any]]]:
    """The rows of each kind: properties as the table's types."""
    for node in records.nodes:
        own = {"id": node.id, "documents": [records.document]}
        yield node.label, own | _typed(_shown(node.label), node.properties)
    for edge in records.edges:
        ends = dict(zip(ENDS, (*edge.source, *edge.target), strict=True))
        told = {name: getattr(edge, name) for name in FIELDS if name != "document"}
        yield edge.type, ends | told | _typed(_shown(edge.type), edge.properties)


def _typed(names: Mapping[str, Property], values: Mapping[str, Any]) -> dict[str, Any]:
    found = {name: values[name] for name in names if values.get(name) is not None}
    for name in found:
        if names[name].type == "date":
            found[name] = dt.date.fromisoformat(found[name])
    return found


@cache
def _shown(kind: str) -> dict[str, Property]:
    """The properties that are columns, of a node's label or a relationship's type."""
    found = ontology().nodes.get(kind) or ontology().edges[kind]
    left_out = {"id"} if kind in ontology().nodes else {"id", *FIELDS}
    left_out |= {"text"} if kind == "Document" else set()  # it stands with what was read
    return {name: each for name, each in found.properties.items() if not each.internal and name not in left_out}


@cache
def schema_of(kind: str) -> pa.Schema:
    """The columns of a kind's table: of a node's label or a relationship's type."""
    fields = [(name, pa.string()) for name in PLACE]
    if kind in ontology().nodes:
        fields.append(("id", pa.string()))
    else:
        fields += [(name, pa.string()) for name in ENDS]
        fields += [(name, TYPES_OF_FIELDS.get(name, pa.string())) for name in FIELDS if name != "document"]
    return pa.schema([*fields, *((name, TYPES.get(each.type, pa.string())) for name, each in _shown(kind).items())])


@cache
def columns_of(label: str) -> pa.Schema:
    """The columns of what several documents speak of, put together."""
    own = ((name, TYPES.get(each.type, pa.string())) for name, each in _shown(label).items())
    return pa.schema([("id", pa.string()), *own])
