"""One dialect: over the samples and the seeds, every query of the catalogue gives the same rows on both stores, and the
server says of each that it only reads.

The values asked for are taken from the graph itself, so that most queries have an answer, and from the headers of the
queries, whose answers tests/graph/asking/test_catalog.py looks at on the embedded store. Here alone the server is asked
for them: it takes a tenth of a second to plan a query that it has not met, or that it has met over another graph.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import neo4j
import pytest

from policygraph.graph.asking import catalog
from policygraph.graph.decisions.decision import Decision
from policygraph.graph.decisions.decisions import about_nodes
from policygraph.graph.decisions.subjects import correct, subjects
from policygraph.graph.loading.load import load
from policygraph.graph.stores import server
from policygraph.graph.stores.opening import open_store
from policygraph.graph.stores.server_values import rows_of
from policygraph.graph.stores.store import Rows, Store
from policygraph.graph.transfer.dump import dump_graph
from policygraph.model.records import Records
from policygraph.services.ingestion import read_records
from policygraph.services.settle import settle
from tests import paths, samples
from tests.decided import corrected_deadline, keep
from tests.graphs import city_opinion, county_plan
from tests.ingest.test_shared import SHARED
from tests.render import to_html
from tests.stores import wipe

# parameter → a query for values of it; each is asked with all of them
VALUES = {
    "department": "MATCH (d:Department) WITH DISTINCT d.name AS v ORDER BY v RETURN v LIMIT 40",
    "unit": "MATCH (d:Department) WITH DISTINCT d.name AS v ORDER BY v RETURN v LIMIT 40",
    "policy": "MATCH (p:Policy) WITH DISTINCT p.title AS v ORDER BY v RETURN v LIMIT 40",
    "document": "MATCH (d:Document) RETURN d.id AS v ORDER BY v",
    "village": "MATCH (x:Village) WITH DISTINCT x.name AS v ORDER BY v RETURN v",
    "region": "MATCH (x:Region) WITH DISTINCT x.name AS v ORDER BY v RETURN v",
    "industry": "MATCH (x:Industry) WITH DISTINCT x.name AS v ORDER BY v RETURN v LIMIT 20",
    "indicator": "MATCH (x:Target) WITH DISTINCT x.indicator AS v ORDER BY v RETURN v LIMIT 40",
    "function": "MATCH (d:Department) WHERE d.function IS NOT NULL WITH DISTINCT d.function AS v ORDER BY v RETURN v",
    "section": "MATCH (s:Section) WITH DISTINCT s.name AS v ORDER BY v RETURN v LIMIT 20",
    "kind": "MATCH (x:Unread) WITH DISTINCT x.kind AS v RETURN v ORDER BY v",
    "node": "MATCH (x:Decision) RETURN x.first AS v UNION RETURN 'none' AS v",
    "task": "MATCH (x:Task) WHERE x.decisions IS NOT NULL RETURN x.id AS v UNION RETURN 'none' AS v",
    "departments": "MATCH (d:Department) WITH DISTINCT d.full_name AS v ORDER BY v LIMIT 20 RETURN [v] AS v",
    "others": "MATCH (d:Department) WITH DISTINCT d.full_name AS v ORDER BY v LIMIT 10 RETURN [v] AS v",
    "partners": "MATCH (d:Department) WITH DISTINCT d.full_name AS v ORDER BY v LIMIT 10 RETURN [v] AS v",
    "policies": "MATCH (p:Policy) WITH p.id AS v ORDER BY v LIMIT 10 RETURN [v] AS v",
    "location": "MATCH (x:Village) WITH DISTINCT x.name AS v ORDER BY v LIMIT 10 RETURN v",
    "tasks": "MATCH (a:Task)-[:DERIVES_FROM]->(b:Task) WITH a.id AS a, b.id AS b ORDER BY a, b LIMIT 9 "
    "RETURN [a, b] AS v",
    "demand": "MATCH (:Task)-[:DERIVES_FROM]->(t:Task) WITH DISTINCT t.title AS v ORDER BY v RETURN v LIMIT 20",
    "id": "MATCH (x:Task) WITH x.id AS v ORDER BY v LIMIT 20 RETURN v "
    "UNION MATCH (x:Policy) WITH x.id AS v ORDER BY v LIMIT 20 RETURN v",
    "nodes": "MATCH (x:Task)-[]-(y) WITH x, y ORDER BY x.id, y.id LIMIT 300 RETURN collect(x.id) + collect(y.id) AS v",
}  # fmt: skip
# parameter → values that no graph tells
FIXED: dict[str, list[Any]] = {
    "words": ["粮食", "建设", "农村"],
    "text": ["农业", "方案", "2025", "村"],
    "since": ["2025-01-01", "2026-01-01"],
    "until": ["2025-12-31", "2030-12-31"],
    "year": [2024, 2025, 2026],
    "limit": [1, 7, 1000],
    "due_since": ["2025-01-01"],
    "due_until": ["2026-06-30"],
    "as_of_since": ["2025-06-30"],
    "as_of_until": ["2025-12-31"],
    "confidence": [0.5, 0.95],
    "every": [False, True],
    "open": [False, True],
    "types": ["LEADS", "LEADS,SUPPORTS,PART_OF"],
    "ids": [["nothing"]],
    "without": ["WITHIN,APPLIES_TO", "STATED_IN"],
    "nearest": [True, False],
    "places": [["临澜区"], ["云泽市", "青穗县"]],
    "elsewhere": [["临澜区"], ["云泽市", "青穗县"]],
    "regions": [["临澜区", "青穗县"], ["云泽市"]],
    "indicators": [["粮食总产量"], ["改造农村户厕", "高标准农田"]],
    "standing": [True, False],
    "predecessors": [True, False],
}
# So that the queries about decisions, and about what was renamed, have an answer.
DECISION = Decision(
    "same", "Industry", "1", "2", "Industry", "Industry", "甲", "乙", "某人", "2030-01-31T09:00:00+08:00"
)


@cache
def documents() -> tuple[Records, ...]:
    """Of the samples, one of them in another text and one as a page too, of two small plans, and of the seeds if
    they are there."""
    seeds = (read_records(file) for file in sorted((SHARED / "seeds").glob("*.txt")))
    with TemporaryDirectory() as folder:
        corrected, page = Path(folder, "附件.txt"), Path(folder, "page.html")
        text = samples.FILES[3].read_text(encoding="utf-8")
        corrected.write_text(text.replace("68%", "67%"), encoding="utf-8")
        page.write_bytes(to_html(samples.FILES[5].read_text(encoding="utf-8")))
        plans = county_plan(), city_opinion()
        return (*samples.every(), read_records(corrected), read_records(page), *plans, *seeds)


@pytest.fixture(scope="module")
def stores(tmp_path_factory: pytest.TempPathFactory, server_address: str) -> Iterator[tuple[Store, Store]]:
    """Embedded and server, with the same documents."""
    wipe(server_address)
    places = (str(tmp_path_factory.mktemp("graph")), server_address)
    for place in places:
        with open_store(place, write=True) as store:
            load(store, documents())
            units = store.read("MATCH (d:Department) RETURN d.id AS id, d.name AS name ORDER BY id LIMIT 2")
            (first, first_name), (second, second_name) = ((row["id"], row["name"]) for row in units)
            renamed = replace(
                DECISION, kind="renamed", of="Department", first_label="Department", second_label="Department",
                first=first, second=second, first_name=first_name, second_name=second_name,
            )  # fmt: skip
            task = min(row["id"] for row in store.read("MATCH (t:Task)-[:STATED_IN]->(:Document) RETURN t.id AS id"))
            (subject,) = subjects(store.read, [task])
            title = correct(subject, "title", "另一个标题", by="某人", source="表.xlsx 表“更正表”D4")
            due = corrected_deadline(store, "扶持加工企业")
            ids = {
                row["name"]: row["id"]
                for row in store.read("MATCH (d:Department) RETURN d.full_name AS name, d.id AS id")
            }
            merged = about_nodes(
                store.read, "renamed", "Department", ids["柳溪县水利局"], ids["柳溪县农业农村局"], by="测试"
            )
            keep(store, [DECISION, renamed, *(replace(each, at=DECISION.at) for each in (title, due, merged))])
            settle(store)
    with (
        open_store(places[0]) as embedded,
        open_store(places[1]) as asked,
        pytest.MonkeyPatch.context() as patch,
    ):
        patch.setattr(server, "rows_of", rows_and_kind)
        yield embedded, asked


KINDS: set[str] = set()
"""Of the statements that the server was asked: `r` for one that only reads."""


def rows_and_kind(result: neo4j.Result, limit: int | None) -> Rows:
    rows = rows_of(result, limit)
    KINDS.add(result.consume().query_type)
    return rows


def test_the_graphs_are_the_same(stores: tuple[Store, Store]) -> None:
    embedded, served = map(dump_graph, stores)
    assert len(documents()) >= 11
    assert embedded.splitlines() == served.splitlines()


@pytest.mark.parametrize("name", catalog.catalog())
def test_every_query_gives_the_same_rows(stores: tuple[Store, Store], name: str) -> None:
    assert_same(stores, catalog.find_query(name))


def test_so_does_the_query_that_is_written_down_as_an_example(stores: tuple[Store, Store]) -> None:
    page = (paths.ROOT / "docs/engineers/add-a-query.md").read_text(encoding="utf-8")
    written = re.search(r"```cypher\n(.+?)```", page, re.S)
    assert written
    assert_same(stores, catalog.parse_query("new-query", written[1]))


def assert_same(stores: tuple[Store, Store], query: catalog.Query) -> None:
    """As many rows, too, where some are asked for: these are how all of them begin."""
    embedded, served = stores
    KINDS.clear()
    answers = 0
    for values in asked(embedded, query):
        bound = catalog.bind_values(query, values)
        rows = embedded.read(query.cypher, bound)
        found = served.read(query.cypher, bound)
        assert found == rows, values
        assert found.columns == rows.columns, values
        if not answers:
            for most in {1, max(1, len(rows) // 2)}:
                part = served.read(query.cypher, bound, rows=most)
                assert part == rows[:most] and part.truncated == (len(rows) > most)
        answers += len(rows)
    assert answers, "a query without any answer compares nothing"
    assert {"r"} == KINDS


def asked(store: Store, query: catalog.Query) -> Iterator[dict[str, Any]]:
    """Values for the query: what is required alone, then each parameter with each of its values, then the examples."""
    required = {p.name: values(store, p) for p in query.parameters if p.required}
    first = {name: each[0] for name, each in required.items()}
    yield first
    for parameter in query.parameters:
        for value in values(store, parameter):
            yield {**first, parameter.name: value}
    yield {p.name: p.example for p in query.parameters}


def values(store: Store, parameter: catalog.Parameter) -> Sequence[Any]:
    return parameter.values or FIXED.get(parameter.name) or [row["v"] for row in store.read(VALUES[parameter.name])]
