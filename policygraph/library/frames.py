"""Rows as a typed table of pandas, and as Parquet (extra `research`)."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import pandas as pd

from policygraph.graph.asking.catalog import Column
from policygraph.graph.stores.store import Row
from policygraph.library.answer import property_of
from policygraph.model import extras
from policygraph.model.ontology import ontology

SCALARS = {"integer": "Int64", "float": "float64", "boolean": "boolean"}
"""By the ontology's types; text is what pandas makes of it."""
DAYS = "datetime64[ms]"  # the coarsest that Parquet has


def frame(rows: Sequence[Row], columns: Sequence[Column], *, words: bool = False) -> pd.DataFrame:
    """A column for each of `columns`, typed by the ontology where it tells of what the column holds values."""
    return pd.DataFrame({each.name: _series([row.get(each.name) for row in rows], each, words) for each in columns})


def _series(values: list[Any], column: Column, words: bool) -> pd.Series[Any]:
    prop = property_of(column)
    if prop is not None and prop.type == "date":
        days = pd.to_datetime(pd.Series(values, dtype="object"), format="ISO8601")
        return days.astype(DAYS)
    if named := _words(column):
        shown = [named.get(each, each) if words else each for each in values]
        order = list(named.values() if words else named)
        others = sorted({each for each in shown if each is not None and each not in order})
        return pd.Series(pd.Categorical(shown, categories=order + others))
    if prop is not None and prop.type in SCALARS:
        return pd.Series(values, dtype=SCALARS[prop.type])
    found = {type(each) for each in values if each is not None}
    if found == {int} or found == {bool}:  # what the query counts: no number that is not known makes it a fraction
        return pd.Series(values, dtype="Int64" if found == {int} else "boolean")
    return pd.Series(values, dtype="str" if found <= {str} else None)


def _words(column: Column) -> Mapping[str, str]:
    """What the values of a column are called, by value, where they are fixed."""
    kinds = ontology()
    if column.of in ("labels", "types"):
        return {name: each.zh for name, each in (kinds.nodes if column.of == "labels" else kinds.edges).items()}
    prop = property_of(column)
    return prop.values if prop else {}


def write_parquet(rows: Sequence[Row], columns: Sequence[Column], file: Path, metadata: Mapping[str, Any]) -> None:
    """`metadata` (JSON) stand in the schema under `policygraph`, as Arrow, DuckDB and pandas leave them."""
    with extras.needed("research", "Parquet 文件"):
        import pyarrow as pa
        import pyarrow.parquet as pq

    table = pa.Table.from_pandas(frame(rows, columns), preserve_index=False)
    said = {b"policygraph": json.dumps(metadata, ensure_ascii=False).encode()}
    pq.write_table(table.replace_schema_metadata({**(table.schema.metadata or {}), **said}), file)
