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
    if named := ontology().words(column.of) if column.of else {}:
        return _category(values, named, words)
    prop = property_of(column)
    if prop is None:
        return _untold(values)
    if prop.type == "date":
        return pd.to_datetime(pd.Series(values, dtype="object"), format="ISO8601").astype(DAYS)
    return pd.Series(values, dtype=SCALARS[prop.type]) if prop.type in SCALARS else _untold(values)


def _category(values: list[Any], named: Mapping[str, str], words: bool) -> pd.Series[Any]:
    """Fixed values in the ontology's order; `named`: what each is called."""
    shown = [named.get(each, each) if words else each for each in values]
    order = list(named.values() if words else named)
    others = sorted({each for each in shown if each is not None} - set(order))
    return pd.Series(pd.Categorical(shown, categories=order + others))


def _untold(values: list[Any]) -> pd.Series[Any]:
    """Of what the ontology does not tell: as what a query counts, in which no missing number makes a fraction."""
    found = {type(each) for each in values if each is not None}
    whole = next((name for kind, name in ((int, "Int64"), (bool, "boolean")) if found == {kind}), None)
    return pd.Series(values, dtype=whole or ("str" if found <= {str} else None))


def write_parquet(rows: Sequence[Row], columns: Sequence[Column], file: Path, metadata: Mapping[str, Any]) -> None:
    """`metadata` (JSON) stand in the schema under `policygraph`, as Arrow, DuckDB and pandas leave them."""
    with extras.needed("research", "Parquet 文件"):
        import pyarrow as pa
        import pyarrow.parquet as pq

    table = pa.Table.from_pandas(frame(rows, columns), preserve_index=False)
    said = {b"policygraph": json.dumps(metadata, ensure_ascii=False).encode()}
    pq.write_table(table.replace_schema_metadata({**(table.schema.metadata or {}), **said}), file)
