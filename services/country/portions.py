"""A country in portions, each with all that it looks up to: what one machine settles as if it had the whole.

A portion is the documents of some cities of one province. What follows from a document rests on which policies are one
(`identity.py`, found over the whole), on the texts of what it names, step by step upwards, and, where it tells how
tasks stand, on the plans with which it shares offices and on those of its place. These documents are beside it, but not
its own.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, NamedTuple

import duckdb
import pyarrow as pa

from policygraph.graph.figures.sources import SHORTEST
from policygraph.graph.ledgers.matching.finding import MOST as PLANS
from policygraph.graph.ledgers.matching.shelf import MEETING
from policygraph.graph.loading.load import tells_of
from policygraph.services.country import sql
from policygraph.services.country.identity import IDENTITY, NOW, OnAll, tables_in
from policygraph.services.country.parts import Out, counting, records_of, rows_of

MOST = 2_000  # documents of a portion, unless one city has more
CHUNK = 20  # files of what was read that are looked through together
KINDS = ("Document", "Policy", "STATES", "Department")
PLACES = ("province", "city", "county")
ROW = pa.schema([
    ("document", pa.string()), *((each, pa.string()) for each in PLACES),
    ("part", pa.string()), ("row", pa.int64()), ("told", pa.list_(pa.string())),
    ("level", pa.string()), ("genre", pa.string()),
])  # fmt: skip


class Portion(NamedTuple):
    """`rows`: where the documents stand, by the name of the file; `own`: their ids, with province, city and county."""

    name: str
    rows: dict[str, list[int]]
    own: dict[str, dict[str, str | None]]


def portions(out: Out, on_all: OnAll) -> list[Portion]:
    """All documents, each the own of one portion, in an order that is always the same."""
    files = [part.name for part in counting(out)]
    chunks = ["\n".join(files[first : first + CHUNK]) for first in range(0, len(files), CHUNK)]
    found = [row for rows in on_all(_look_through, chunks) for row in rows]
    with sql.joining(out, KINDS) as joined:
        sql.put(joined, "documents", pa.Table.from_pylist(found, ROW))
        sql.put(joined, "identity", pa.concat_tables([NOW.empty_table(), *tables_in(out, IDENTITY)]))
        sql.put(joined, "own", _shared_out(joined))
        _find_beside(joined)
        return _portions(joined)


def _look_through(url: str, names: str) -> list[Any]:
    """On a worker: of each document in these files where it is, and the offices of whose tasks it tells."""
    out = Out(url, there=True)
    wanted = set(names.split("\n"))
    found = []
    for part in counting(out):
        for n, row in enumerate(rows_of(out, part)) if part.name in wanted else ():
            if row["document"] is not None:
                own = {name: row[name] for name in ("document", *PLACES, "level", "genre")}
                found.append({**own, "part": part.name, "row": n, "told": tells_of(records_of(row))})
    return found


def _shared_out(joined: duckdb.DuckDBPyConnection) -> pa.Table:
    """Of each document, once, its portion: cities one after the other, as many as there is room for."""
    rows = joined.execute(
        "SELECT document, min((coalesce(province, ''), coalesce(city, ''))) AS place FROM documents"
        " GROUP BY document ORDER BY place, document"
    ).fetchall()
    sizes: dict[tuple[str, str], int] = {}
    for _, place in rows:
        sizes[place] = sizes.get(place, 0) + 1
    portion: dict[tuple[str, str], int] = {}
    at, there, province = -1, 0, ""
    for place, many in sizes.items():
        if at < 0 or place[0] != province or there + many > MOST:
            at, there, province = at + 1, 0, place[0]
        portion[place], there = at, there + many
    types = pa.schema([("document", pa.string()), ("portion", pa.int64())])
    return sql.table_of([(document, portion[place]) for document, place in rows], types)


def _find_beside(joined: duckdb.DuckDBPyConnection) -> None:
    """The table `reach`: by portion its documents and those beside them."""
    now = """coalesce((SELECT min(i.now) FROM identity i WHERE i.id = s.policy AND i.document = s.document),
                      (SELECT min(i.now) FROM identity i WHERE i.id = s.policy AND i.document IS NULL), s.policy)"""
    stated = "target AS policy FROM STATES WHERE target_label = 'Policy'"
    for name, of in {"spoken": "id AS policy FROM Policy", "stating": stated}.items():
        each = f"(SELECT DISTINCT document, {of})"
        joined.execute(f"CREATE TABLE {name} AS SELECT DISTINCT s.document, {now} AS policy FROM {each} s")
    joined.execute(f"""
        CREATE TABLE plans AS
        SELECT s.document, any_value({now}) AS policy FROM (SELECT document, target AS policy FROM STATES
            WHERE target_label = 'Policy' AND role = 'text') s
        WHERE document IN (SELECT document FROM documents WHERE told IS NULL OR genre = '{MEETING}')
        GROUP BY s.document HAVING count(DISTINCT s.policy) = 1""")
    # Of which texts only one will count is not known here: so as many policies as plans are looked at, and no draft.
    joined.execute("""
        CREATE TABLE sharing AS
        SELECT t.document AS ledger, p.document, p.policy, row_number() OVER (
            PARTITION BY t.document ORDER BY count(DISTINCT d.id) DESC, p.document) AS n
        FROM (SELECT DISTINCT document, unnest(told) AS office FROM documents) t
        JOIN Department d ON d.id = t.office JOIN plans p ON p.document = d.document
        GROUP BY t.document, p.document, p.policy""")
    joined.execute(f"""
        CREATE TABLE beside AS
        SELECT s.ledger, s.document FROM sharing s LEFT JOIN (
            SELECT ledger, min(n) AS n FROM sharing WHERE policy NOT IN (
                SELECT id FROM Policy WHERE status = 'draft' AND id IS NOT NULL) GROUP BY ledger, policy
            QUALIFY row_number() OVER (PARTITION BY ledger ORDER BY min(n)) = {PLANS + 1}) last USING (ledger)
        WHERE last.n IS NULL OR s.n <= last.n""")
    # Who does not say whose it is, is of the only place of a level: so that it is seen where there are more.
    joined.execute("""
        CREATE TABLE two_of_each_level AS SELECT document FROM (
            SELECT document, row_number() OVER (PARTITION BY level ORDER BY place) AS n FROM (
                SELECT d.level, concat_ws(' ', d.province, d.city, d.county) AS place, min(d.document) AS document
                FROM documents d JOIN plans USING (document) GROUP BY ALL)) WHERE n <= 2""")
    _find_of_places(joined, now)
    joined.execute("""
        CREATE TABLE reach AS SELECT portion, document FROM own
        UNION SELECT o.portion, b.document FROM own o JOIN beside b ON b.ledger = o.document
        UNION SELECT o.portion, p.document FROM own o JOIN of_place p ON p.report = o.document
        UNION SELECT p.portion, t.document FROM (SELECT DISTINCT portion FROM own) p, two_of_each_level t""")
    before = -1
    while (many := sql.count(joined, "reach")) != before:
        before = many
        joined.execute("""
            CREATE OR REPLACE TABLE reach AS SELECT portion, document FROM reach
            UNION SELECT r.portion, s.document FROM (
                SELECT DISTINCT r.portion, p.policy FROM reach r JOIN spoken p USING (document)) r
            JOIN stating s USING (policy)""")


def _find_of_places(joined: duckdb.DuckDBPyConnection, now: str) -> None:
    """The table `of_place`: by document those of whose figures it may report (`graph/figures/sources.py`), because they
    are of its place. Where only its name may tell that, of the one place in all that is called so; of several two, so
    that they are seen not to be one."""
    joined.execute(f"""
        CREATE TABLE placed AS SELECT DISTINCT t.document, o.region, o.region_id FROM stating t JOIN (
            SELECT {now} AS policy, s.region, s.region_id FROM (
                SELECT document, id AS policy, region, region_id FROM Policy WHERE region_id IS NOT NULL) s
        ) o USING (policy)""")
    joined.execute(f"""
        CREATE TABLE called AS SELECT DISTINCT u.document AS report, p.region, p.region_id FROM (
            SELECT document, left(name, unnest(range({SHORTEST}, length(name) + 1))) AS region
            FROM Document WHERE region_id IS NULL) u JOIN placed p USING (region)""")
    joined.execute("""
        CREATE TABLE of_place AS
        SELECT o.document AS report, p.document FROM (
            SELECT document, region_id FROM placed UNION SELECT document, region_id FROM Document) o
        JOIN placed p USING (region_id)
        UNION SELECT c.report, p.document FROM called c JOIN placed p USING (region_id)
            WHERE (SELECT count(*) FROM called o WHERE o.report = c.report AND o.region = c.region) = 1
        UNION SELECT c.report, p.document FROM (
            SELECT report, region_id FROM called
            QUALIFY count(*) OVER (PARTITION BY report, region) > 1
                AND row_number() OVER (PARTITION BY report, region ORDER BY region_id) <= 2) c
        JOIN (SELECT region_id, min(document) AS document FROM placed GROUP BY region_id) p USING (region_id)""")


def _portions(joined: duckdb.DuckDBPyConnection) -> list[Portion]:
    rows: Sequence[tuple[Any, ...]] = joined.execute("""
        SELECT r.portion, d.document, d.province, d.city, d.county, d.part, d.row, o.portion = r.portion AS own
        FROM reach r JOIN documents d USING (document) JOIN own o USING (document) ORDER BY ALL""").fetchall()
    found: dict[int, Portion] = {}
    for at, document, province, city, county, part, row, own in rows:
        portion = found.setdefault(at, Portion(f"{at:06}", {}, {}))
        portion.rows.setdefault(part, []).append(row)
        if own:
            portion.own[document] = {"province": province, "city": city, "county": county}
    return [found[at] for at in sorted(found)]
