"""Which policies of a country are one: joins of its tables, in blocks that hang together by keys, each judged by the
rules of one machine (`graph/identity`).

    identity/000001.parquet    id, document, now: the id that stands for `id`, in that document or, without one, in all

Offices, places and industries have one id in all documents already (`model/records.py`). Nobody has decided anything
here: that is done in a graph.
"""

from __future__ import annotations

import datetime as dt
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from typing import Any

import duckdb
import pyarrow as pa
import pyarrow.compute as pc

from policygraph.graph.identity import former_policies
from policygraph.graph.identity.identity import Identities, Key, Mention, identities
from policygraph.graph.identity.joining import Blocks, keys_by_policy
from policygraph.graph.identity.same_policies import judge_policies
from policygraph.graph.identity.surroundings import Surroundings, places_of, with_above
from policygraph.graph.loading.claims import canonical
from policygraph.graph.resolving.known import best
from policygraph.services.country import sql
from policygraph.services.country.parts import Out
from policygraph.services.country.tables import schema_of

IDENTITY = "identity"
WORK = "identity.new"
MOST = 20_000  # things said of policies that are judged together, unless more hang together
KINDS = ("Policy", "Region", "STATES", "APPLIES_TO", "WITHIN")
NOT_SAID = ("document", "documents", "city", "county")
NOW = pa.schema([("id", pa.string()), ("document", pa.string()), ("now", pa.string())])

Work = Callable[[str, str], list[Any]]
"""What a worker does with the folder and the name of one of its files."""
OnAll = Callable[[Work, Sequence[str]], Iterable[list[Any]]]
"""Does it with all of them, the results in their order."""


def find_identities(out: Out, on_all: OnAll) -> int:
    """Write down which policies are one; how many names stand for others."""
    forget(out, WORK)
    with sql.joining(out, KINDS) as joined:
        columns = [name for name in schema_of("Policy").names if name not in NOT_SAID]
        joined.execute(
            f"CREATE TABLE said AS SELECT {', '.join(columns)}, list_sort(list(DISTINCT document)) AS documents"
            " FROM Policy GROUP BY ALL"
        )
        _write_places(joined, out)
        names = _write_buckets(joined, out, "said", "hash(id)", "SELECT *, 0::BIGINT AS bucket FROM said")
        blocks, years = Blocks(), list[tuple[str, str, int]]()
        for keys, told in on_all(_keys_in, names):
            years += told
            for key, id_ in keys:
                blocks.join(key, id_)
        _put_years(joined, years)
        _put_blocks(joined, blocks)
        _write_documents(joined)
        named = _write_buckets(joined, out, "block", None, "SELECT s.*, b.bucket FROM said s JOIN blocks b USING (id)")
        for name in named:
            rows = sql.got(
                joined,
                "SELECT d.* FROM documents d SEMI JOIN (SELECT unnest(documents) AS document FROM said s"
                f" JOIN blocks b USING (id) WHERE b.bucket = {int(name)}) USING (document)",
            )
            out.write(rows, WORK, "documents", f"{name}.parquet")
    found = sum(many for (many,) in on_all(_judge, named))
    forget(out, IDENTITY)
    if out.system.exists(out.path(WORK, IDENTITY)):
        out.system.mv(out.path(WORK, IDENTITY), out.path(IDENTITY), recursive=True)
    forget(out, WORK)
    return int(found)


def forget(out: Out, name: str) -> None:
    if out.system.exists(out.path(name)):
        out.system.rm(out.path(name), recursive=True)


def identities_of(out: Out, ids: Iterable[str]) -> Identities:
    """Which these policies (as read) are."""
    wanted = pa.array(sorted(set(ids)), pa.string())
    everywhere: dict[Key, str] = {}
    somewhere: dict[tuple[str, Key], str] = {}
    for table in tables_in(out, IDENTITY):
        for row in table.filter(pc.is_in(table["id"], value_set=wanted)).to_pylist():
            key = ("Policy", row["id"])
            if row["document"] is None:
                everywhere[key] = row["now"]
            else:
                somewhere[row["document"], key] = row["now"]
    return Identities(everywhere, somewhere)


def tables_in(out: Out, *names: str) -> Iterator[pa.Table]:
    """The files of a folder, one after the other."""
    yield from (out.table(*names, name) for name in out.names(*names))


# --- what is joined


def _write_places(joined: duckdb.DuckDBPyConnection, out: Out) -> None:
    """What regions are called, and in which they lie: few enough to go to every worker."""
    names = "SELECT id, name, any_value(full_name) AS full_name FROM Region GROUP BY ALL ORDER BY ALL"
    out.write(sql.got(joined, names), WORK, "regions", "000001.parquet")
    above = "source_label = 'Region' AND target_label = 'Region'"
    within = f"SELECT DISTINCT source AS lower, target AS upper FROM WITHIN WHERE {above}"
    out.write(sql.got(joined, within), WORK, "within", "000001.parquet")


def _write_buckets(joined: duckdb.DuckDBPyConnection, out: Out, name: str, spread: str | None, query: str) -> list[str]:
    """A file a bucket, of rows that say theirs or are `spread` over as many as there have to be; names of the files."""
    joined.execute(f"CREATE OR REPLACE TABLE {name}_rows AS {query}")
    if spread:
        joined.execute(f"UPDATE {name}_rows SET bucket = {spread} % {1 + sql.count(joined, f'{name}_rows') // MOST}")
    buckets = [row[0] for row in joined.execute(f"SELECT DISTINCT bucket FROM {name}_rows ORDER BY ALL").fetchall()]
    for bucket in buckets:
        rows = f"SELECT * EXCLUDE (bucket) FROM {name}_rows WHERE bucket = {bucket} ORDER BY id"
        out.write(sql.got(joined, rows), WORK, name, f"{bucket:06}.parquet")
    joined.execute(f"DROP TABLE {name}_rows")
    return [f"{bucket:06}" for bucket in buckets]


def _put_years(joined: duckdb.DuckDBPyConnection, told: Sequence[tuple[str, str, int]]) -> None:
    """Of which year a document is: as the policy of the last id says whose text it is."""
    types = pa.schema([("id", pa.string()), ("document", pa.string()), ("year", pa.int64())])
    sql.put(joined, "years_told", sql.table_of(told, types))
    joined.execute("CREATE TABLE years AS SELECT document, arg_max(year, id) AS year FROM years_told GROUP BY document")


def _put_blocks(joined: duckdb.DuckDBPyConnection, blocks: Blocks) -> None:
    """In which bucket the policies of each block are, whole blocks together."""
    counted = joined.execute("SELECT id, count(*) FROM said GROUP BY id ORDER BY id").fetchall()
    size: Counter[str] = Counter()
    for id_, many in counted:
        size[blocks.of(id_)] += many
    bucket: dict[str, int] = {}
    at, there = 0, 0
    for block, many in sorted(size.items()):
        if there and there + many > MOST:
            at, there = at + 1, 0
        bucket[block], there = at, there + many
    ids = [id_ for id_, _ in counted]
    types = pa.schema([("id", pa.string()), ("bucket", pa.int64())])
    sql.put(joined, "blocks", sql.table_of([(id_, bucket[blocks.of(id_)]) for id_ in ids], types))


def _write_documents(joined: duckdb.DuckDBPyConnection) -> None:
    """Of each document the regions that its policies are for, and its year."""
    joined.execute("""
        CREATE TABLE documents AS
        SELECT coalesce(r.document, y.document) AS document, coalesce(r.regions, []) AS regions, y.year
        FROM (SELECT s.document, list(DISTINCT a.target) AS regions
              FROM (SELECT DISTINCT document, target FROM STATES WHERE target_label = 'Policy') s
              JOIN (SELECT DISTINCT source, target FROM APPLIES_TO
                    WHERE source_label = 'Policy' AND target_label = 'Region') a ON a.source = s.target
              GROUP BY s.document) r
        FULL JOIN years y ON y.document = r.document""")


# --- on a worker


def _keys_in(url: str, name: str) -> list[Any]:
    """Of one file: the keys, each with the policy (id) that has it; and policy, document and year of each text."""
    out = Out(url, there=True)
    said = list(_mentions(out.table(WORK, "said", f"{name}.parquet")))
    years = [(each.id, *found) for each in said for found in former_policies.years_of([each]).items()]
    return [list(keys_by_policy(said, _places(out))), years]


def _judge(url: str, name: str) -> list[Any]:
    """The policies of one file, which are in blocks of their own; how many names stand for others."""
    out = Out(url, there=True)
    said = list(_mentions(out.table(WORK, "block", f"{name}.parquet")))
    above: dict[str, set[str]] = defaultdict(set)
    for row in out.table(WORK, "within", "000001.parquet").to_pylist():
        above[row["lower"]].add(row["upper"])
    regions: dict[str, frozenset[str]] = {}
    years: dict[str, int] = {}
    for row in out.table(WORK, "documents", f"{name}.parquet").to_pylist():
        if row["regions"]:
            regions[row["document"]] = frozenset(with_above(row["regions"], above))
        if row["year"] is not None:
            years[row["document"]] = row["year"]
    judged = judge_policies(said, Surroundings(regions, _places(out)), years)
    found = [(key[1], document, now) for key, document, now in identities(said, judged, [], best).told()]
    if found:
        out.write(sql.table_of(found, NOW).sort_by("id"), WORK, IDENTITY, f"{name}.parquet")
    return [len(found)]


def _places(out: Out) -> Mapping[str, tuple[str, ...]]:
    return places_of(out.table(WORK, "regions", "000001.parquet").to_pylist())


def _mentions(table: pa.Table) -> Iterator[Mention]:
    """In the order in which a graph has them: by id, then by what is said."""
    rows = []
    for row in table.to_pylist():
        id_, documents = row.pop("id"), row.pop("documents")
        said = {name: _as_said(value) for name, value in row.items() if value is not None}
        rows.append((id_, canonical(said), Mention("Policy", id_, tuple(documents), said)))
    yield from (each for _, _, each in sorted(rows, key=lambda row: row[:2]))


def _as_said(value: Any) -> Any:
    return value.isoformat() if isinstance(value, dt.date) else value
