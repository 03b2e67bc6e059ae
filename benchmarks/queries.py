"""How long each query of the catalogue takes in a large graph, on the embedded store and on Neo4j: p50 and p95.

    python -m benchmarks.queries [EDGES…] [--server EDGES] [--only NAME…]    # 100,000 and 1,000,000; server 100,000

The graph is that of `benchmarks.country`, kept beside the system's other temporary files. A query is asked as pages and
command ask it, for at most 10,000 rows: of everything, with what it cannot do without, and of one place, with all its
parameters; of several places in turn. Embedded: processor time; server: by the wall. A table in Markdown, milliseconds.
"""

from __future__ import annotations

import argparse
import math
import os
import shutil
import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any, NamedTuple

from benchmarks.country import country
from policygraph.graph.asking.catalog import Query, bind_values, catalog
from policygraph.graph.loading.load import load
from policygraph.graph.stores.opening import open_store
from policygraph.graph.stores.store import Row, Store
from policygraph.graph.transfer.copying import copy_graph
from policygraph.ingest import documents
from policygraph.model import versions
from policygraph.model.errors import PolicyGraphError
from policygraph.model.records import Records
from policygraph.services.settle import settle
from tests.neo4j import server

SIZES = (100_000, 1_000_000)
ROWS = 10_000  # as pages and command ask
PLACES = 10
ROUNDS, LONGEST = 30, 1.0  # of one query, asked so; seconds after which it is asked no more, but three times at least
BATCH = 50
# What one place's values are found with: plans with all that is asked of.
PLANS = """
MATCH (doc:Document)-[:STATES]->(p:Policy {level: 'county'})<-[:PART_OF]-(t:Task)<-[:LEADS]-(d:Department)
WHERE d.function IS NOT NULL
WITH doc, p, t, d ORDER BY p.id, t.id, d.id
WITH doc, p, collect(t)[0] AS t, collect(d)[0] AS d
RETURN doc.id AS document, p.id AS policy, p.region AS region, t.id AS task, d.id AS id, d.full_name AS department,
       d.function AS function
ORDER BY policy
"""


class Asked(NamedTuple):
    """A query with the values of each place; `how`: of everything, or of one place."""

    query: Query
    how: str
    values: list[dict[str, Any]]


class Taken(NamedTuple):
    """Milliseconds, infinite where the engine gave up; `rows`: the most that an answer had."""

    p50: float
    p95: float
    rows: int


def _records(edges: int) -> Iterator[Records]:
    """Documents of the country until they have so many relationships."""
    found = 0
    for paper in country():
        records = documents.read_bytes(paper.data, paper.name)
        records.nodes[0].properties["uri"] = f"/{paper.name}"
        found += len(records.edges)
        yield records
        if found >= edges:
            return


def graph(edges: int) -> Path:
    """A graph of the country; one of a run before where the program still makes the same."""
    kept = Path(tempfile.gettempdir()) / f"policygraph-queries-{versions.reading()}-{versions.SCHEMA}-{edges}"
    if kept.exists():
        return kept
    with tempfile.TemporaryDirectory() as folder:
        place, batch = Path(folder) / "graph", []
        with open_store(place, write=True) as store:
            for number, records in enumerate(_records(edges), start=1):
                batch.append(records)
                if len(batch) == BATCH:
                    load(store, batch)
                    batch.clear()
                    if sys.stderr.isatty():
                        print(f"\r{number:,} documents", end="", file=sys.stderr)
            load(store, batch)
            settle(store)
        shutil.move(place, kept)
    return kept


def asked(read: Callable[..., Sequence[Row]], only: Sequence[str]) -> list[Asked]:
    """Each query, of everything and, where it has parameters that may be left out, of one place."""
    plans = read(PLANS)
    places = [_values(read, plan) for plan in plans[:: max(1, len(plans) // PLACES)][:PLACES]]
    found = []
    for name, query in catalog().items():
        if only and name not in only:
            continue
        all_ = [{p.name: _value(query, p.name, place) for p in query.parameters} for place in places]
        needed = [{p.name: values[p.name] for p in query.parameters if p.required} for values in all_]
        if not all(p.required for p in query.parameters) or not query.parameters:
            found.append(Asked(query, "all", needed))
        if query.parameters:
            found.append(Asked(query, "one", all_))
    return found


def _values(read: Callable[..., Sequence[Row]], plan: Row) -> dict[str, Any]:
    """Of one place, by the name of the parameter."""
    inside = read(
        "MATCH (doc:Document {id: $id})<-[:STATED_IN]-(g:Target) "
        "RETURN min(g.indicator) AS indicator, min(g.year) AS year",
        {"id": plan["document"]},
    )[0]
    near = read(
        "MATCH (p:Policy {id: $id})<-[:PART_OF]-(t:Task) OPTIONAL MATCH (t)-[:CONCERNS]->(i:Industry) "
        "OPTIONAL MATCH (t)-[:LOCATED_IN]->(v:Village) "
        "RETURN min(t.title) AS title, min(i.name) AS industry, min(v.name) AS village",
        {"id": plan["policy"]},
    )[0]
    return {
        **plan, **inside, "industry": near["industry"], "village": near["village"], "demand": near["title"],
        "unit": plan["department"], "indicators": [inside["indicator"]], "regions": [plan["region"]],
        "nodes": [plan["id"], plan["task"], plan["policy"], plan["document"]],
    }  # fmt: skip


def _value(query: Query, name: str, place: Mapping[str, Any]) -> Any:
    """What a parameter is given: the place's, where it is a name; the catalogue's example, where it is any other."""
    if name == "ids":
        kind = {"documents": "document", "tasks": "task"}.get(query.name, "policy")
        return [place[kind]]
    example = next(p.example for p in query.parameters if p.name == name)
    return place.get(name) or example


def measured(store: Store, each: Asked, clock: Callable[[], float]) -> Taken:
    bound = [bind_values(each.query, values) for values in each.values]
    began, taken, rows = time.perf_counter(), [], 0
    for i in range(max(ROUNDS, len(bound))):
        start = clock()
        try:
            found = store.read(each.query.cypher, bound[i % len(bound)], rows=ROWS)
        except PolicyGraphError:  # the engine's own limit of time
            return Taken(math.inf, math.inf, 0)
        taken.append((clock() - start) * 1000)
        rows = max(rows, len(found))
        if time.perf_counter() - began > LONGEST and i >= 2:
            break
    if len(taken) > PLACES:
        del taken[0]  # which made plans and read what is on disk
    taken.sort()
    return Taken(taken[len(taken) // 2], taken[min(len(taken) - 1, int(len(taken) * 0.95))], rows)


def _of_store(place: str | Path, clock: Callable[[], float], only: Sequence[str]) -> dict[tuple[str, str], Taken]:
    found = {}
    with open_store(place) as store:
        for each in asked(store.read, only):
            found[each.query.name, each.how] = measured(store, each, clock)
            if sys.stderr.isatty():
                print(f"\r{each.query.name:40}", end="", file=sys.stderr)
    return found


def _on_server(edges: int, only: Sequence[str]) -> dict[tuple[str, str], Taken]:
    with tempfile.TemporaryDirectory() as folder:
        started = server.start(Path(folder), memory=os.environ.get("NEO4J_BENCHMARK_MEMORY", "2g"))
        try:
            with open_store(graph(edges)) as source, open_store(started.address, write=True) as target:
                copy_graph(source, target)
            return _of_store(started.address, time.perf_counter, only)
        finally:
            started.stop()


def _table(columns: Mapping[str, Mapping[tuple[str, str], Taken]]) -> Iterator[str]:
    yield f"| 查询 | 问什么 | 行 | {' | '.join(columns)} |"
    yield f"| --- | --- | --- |{' --- |' * len(columns)}"
    for name, how in dict.fromkeys(key for each in columns.values() for key in each):
        taken = [each.get((name, how)) for each in columns.values()]
        rows = max(each.rows for each in taken if each)
        told = " | ".join(_told(each) for each in taken)
        yield f"| `{name}` | {'一处' if how == 'one' else '全部'} | {rows:,} | {told} |"


def _told(taken: Taken | None) -> str:
    if taken is None:
        return ""
    return "没有查完" if math.isinf(taken.p50) else f"{taken.p50:,.1f} / {taken.p95:,.1f}"


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("sizes", type=int, nargs="*", default=list(SIZES))
    parser.add_argument("--server", type=int, action="append", help="edges; 0 for none")
    parser.add_argument("--only", nargs="*", default=[])
    given = parser.parse_args()
    columns = {}
    for size in given.sizes:
        columns[f"内嵌，{size // 10_000} 万条"] = _of_store(graph(size), time.process_time, given.only)
    for size in given.server if given.server is not None else SIZES[:1]:
        if not size:
            continue
        try:
            columns[f"Neo4j，{size // 10_000} 万条"] = _on_server(size, given.only)
        except server.UnavailableError as error:
            print(f"Neo4j not measured: {error}", file=sys.stderr)
    print("\n".join(_table(columns)))


if __name__ == "__main__":
    main()
