"""The tables of a country joined by DuckDB, which takes to disk what memory does not hold."""

from __future__ import annotations

import tempfile
from collections.abc import Iterator, Sequence
from contextlib import contextmanager

import duckdb
import pyarrow as pa
from fsspec.implementations.local import LocalFileSystem

from policygraph.model.ontology import ontology
from policygraph.services.country.parts import Out
from policygraph.services.country.tables import TABLES, columns_of, schema_of


@contextmanager
def joining(out: Out, kinds: Sequence[str], under: str = TABLES) -> Iterator[duckdb.DuckDBPyConnection]:
    """A connection that knows the tables of these kinds (labels, types), each under its name, empty where none was
    written. `under`: the folder of what was read, or of what it came to, where shared nodes are of no province."""
    with (
        tempfile.TemporaryDirectory(prefix="policygraph-", ignore_cleanup_errors=True) as folder,
        duckdb.connect(f"{folder}/joins.duckdb") as connection,
    ):
        near = isinstance(out.system, LocalFileSystem)
        if not near:
            connection.register_filesystem(out.system)
        for kind in kinds:
            assert kind in ontology().nodes or kind in ontology().edges, kind
            together = under != TABLES and kind in ontology().shared
            if out.system.exists(out.path(under, kind)):
                files = out.path(under, kind, *(() if together else ("*",)), "*.parquet")
                where = (files if near else out.system.unstrip_protocol(files)).replace("'", "''")
                told = "" if together else ", hive_partitioning = true, hive_types = {'province': VARCHAR}"
                connection.execute(f"CREATE VIEW {kind} AS SELECT * FROM read_parquet('{where}'{told})")
            elif together:
                connection.register(kind, columns_of(kind).empty_table())
            else:
                columns = schema_of(kind).append(pa.field("province", pa.string()))
                connection.register(kind, columns.empty_table())
        yield connection


def table_of(rows: Sequence[Sequence[object]], schema: pa.Schema) -> pa.Table:
    """Rows, each with its values in the order of the columns."""
    return pa.table({name: [row[n] for row in rows] for n, name in enumerate(schema.names)}, schema=schema)


def put(connection: duckdb.DuckDBPyConnection, name: str, table: pa.Table) -> None:
    """Make it a table of the connection."""
    connection.register("arriving", table)
    connection.execute(f"CREATE OR REPLACE TABLE {name} AS SELECT * FROM arriving")
    connection.unregister("arriving")


def got(connection: duckdb.DuckDBPyConnection, query: str) -> pa.Table:
    """The answer as a table."""
    return connection.sql(query).to_arrow_table()


def count(connection: duckdb.DuckDBPyConnection, table: str) -> int:
    """How many rows a table has."""
    ((many,),) = connection.execute(f"SELECT count(*) FROM {table}").fetchall()
    return int(many)
