"""Links that no document says of a settled country: a department after a reform, a draft of what was issued.

They follow from documents of any portion, and the years of all that speak of a department: so by joins of what the
portions wrote, judged by the rules of one graph (`graph/resolving/derived.py`).
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from functools import partial
from typing import Any

import duckdb
import pyarrow as pa
import pyarrow.compute as pc

from policygraph.graph.identity import offices
from policygraph.graph.identity.successions import reformed, successions
from policygraph.graph.resolving import derived
from policygraph.graph.resolving.derived import Link
from policygraph.model.records import Properties
from policygraph.services.country import sql
from policygraph.services.country.parts import Out
from policygraph.services.country.tables import schema_of

KINDS = ("Document", "Policy", "Department", "Region", "WITHIN", "STATES", "VERSION_OF")
MADE = frozenset({("SUCCEEDED_BY", "reform"), ("DRAFT_OF", "title")})
"""What is written here, by type and basis."""
FILE = "derived.parquet"


def write_derived(out: Out, under: str) -> None:
    """Write them beside what the portions wrote into the folder `under`, each with the document that it belongs to."""
    with sql.joining(out, KINDS, under) as joined:
        links = {**_reforms(joined), **_drafts(joined)}
        places = {
            document: {"province": province, "city": city, "county": county}
            for document, province, city, county in joined.execute(
                "SELECT document, province, city, county FROM Document SEMI JOIN"
                " (SELECT unnest(?::VARCHAR[]) AS document) USING (document)",
                [sorted({link.document for link in links})],
            ).fetchall()
        }
    for type_ in sorted({link.type for link in links}):
        rows = [_row(link, own, places[link.document]) for link, own in links.items() if link.type == type_]
        columns = schema_of(type_)
        table = pa.Table.from_pylist(rows, columns.append(pa.field("province", pa.string())))
        for province in sorted({row["province"] for row in rows}):
            of_province = table.filter(pc.equal(table["province"], province)).select(columns.names)
            out.write(of_province, under, type_, f"province={province}", FILE)


def _row(link: Link, own: Properties, place: Mapping[str, str | None]) -> dict[str, Any]:
    ends = {"source_label": link.label, "source": link.source, "target_label": link.label, "target": link.target}
    return {**own, **ends, **place, "document": link.document}


def _reforms(joined: duckdb.DuckDBPyConnection) -> dict[Link, Properties]:
    """Only places with an office that some reform took something from are looked at, as in a graph."""
    joined.execute(
        """CREATE TABLE offices AS
        SELECT d.*, w.region FROM Department d LEFT JOIN (
            SELECT source, min(target) AS region FROM WITHIN
            WHERE source_label = 'Department' AND target_label = 'Region' GROUP BY source) w ON w.source = d.id"""
    )
    joined.execute(
        "CREATE TABLE moved AS SELECT DISTINCT level = 'central' AS central, region FROM offices"
        " WHERE list_has_any(string_split(function, '、'), ?::VARCHAR[])",
        [sorted(reformed())],
    )
    rows = sql.got(
        joined,
        """SELECT id, name, function, kind, level, region FROM offices
        WHERE region IN (SELECT region FROM moved WHERE region IS NOT NULL)
              OR (level = 'central' AND EXISTS (SELECT 1 FROM moved WHERE central)) ORDER BY id""",
    ).to_pylist()
    of = partial(_documents_of, joined)
    return derived.reforms(successions(offices.with_years(rows, of, partial(_years_of, joined))), of)


def _documents_of(joined: duckdb.DuckDBPyConnection, departments: Collection[str]) -> dict[str, list[str]]:
    found = joined.execute(
        "SELECT id, documents FROM Department SEMI JOIN (SELECT unnest(?::VARCHAR[]) AS id) USING (id)",
        [sorted(departments)],
    )
    return dict(found.fetchall())


def _years_of(joined: duckdb.DuckDBPyConnection, documents: Collection[str]) -> dict[str, int]:
    sql.put(joined, "asked", pa.table({"id": pa.array(sorted(documents), pa.string())}))
    rows = sql.got(
        joined,
        """SELECT d.id, year(d.published_on) AS published, year(p.issued_on) AS issued, p.number, p.title
        FROM Document d SEMI JOIN asked a ON a.id = d.id
        LEFT JOIN STATES s ON s.source = d.id AND s.target_label = 'Policy' LEFT JOIN Policy p ON p.id = s.target
        ORDER BY d.id, p.id""",
    )
    return offices.years_of(rows.to_pylist())


def _drafts(joined: duckdb.DuckDBPyConnection) -> dict[Link, Properties]:
    columns = "SELECT id, key, level, region_id AS region, documents FROM Policy"
    some = sql.got(joined, f"{columns} WHERE status = 'draft' AND key IS NOT NULL ORDER BY id").to_pylist()
    others = sql.got(
        joined,
        f"""{columns} WHERE (status IS NULL OR status <> 'draft')
        AND key IN (SELECT key FROM Policy WHERE status = 'draft') ORDER BY id""",
    ).to_pylist()
    counts = dict(joined.execute("SELECT source, target FROM VERSION_OF").fetchall())
    return derived.drafts(some, others, counts)
