"""How fast records become a graph, in each store: nodes and edges a second, beside other ways of writing to a server.

    python -m benchmarks.load [TASKS]        # 100,000 tasks make 1,000,000 edges; 20,000 if not given

Documents of 200 tasks share 2,000 departments, 50 industries and 20 policies, as real ones do. The benchmark starts the
server itself (see tests/neo4j), with NEO4J_BENCHMARK_MEMORY of heap, 2g if not given.
"""

from __future__ import annotations

import os
import random
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import py2neo
import py2neo.bulk

from policygraph.graph.loading import statements
from policygraph.graph.loading.load import load, remove
from policygraph.graph.loading.statements import merge_edges
from policygraph.graph.stores.opening import open_store
from policygraph.graph.stores.store import Statement, Store
from policygraph.model import records as r
from policygraph.model.records import Edge, Node, Records
from tests.neo4j import server
from tests.stores import wipe

TASKS = 200  # of one document
SUPPORTS = 6
EDGES = SUPPORTS + 4  # of one task: a lead, those who support, its policy, its place in the text, its industry
BATCH = 10  # documents a transaction: 20,000 edges, as in ingestion
SIZES = (1_000, 2_500, 5_000, 10_000, 20_000)  # rows of one statement
FEW, SOME = 1_000, 20_000  # edges for the slow ways
WORDS = "牵头单位：区农业农村局"


def document(number: int, choice: random.Random) -> Records:
    """Two thousand edges."""
    lines = [f"{i}.{'推进各项工作，' * 10}第{number}号文件。{WORDS}\n" for i in range(TASKS)]
    text = "".join(lines)
    records = Records(r.document_id(text))
    own, name = ("Document", records.document), f"文件{number}"
    records.nodes.append(Node(*own, {"name": name, "title": name, "uri": f"/{number}", "text": text}))
    name = f"政策{number % 20}"
    policy = ("Policy", r.policy_id(name, "county", None))
    records.nodes.append(Node(*policy, {"name": name, "title": name, "status": "issued"}))
    names = sorted({f"第{choice.randrange(2000)}局" for _ in range(TASKS)})
    departments = [("Department", r.department_id(name, "x")) for name in names]
    for name, key in zip(names, departments, strict=True):
        records.nodes.append(Node(*key, {"name": name, "full_name": name, "kind": "unit", "aliases": []}))
    industries = [("Industry", f"industry{i}") for i in range(50)]
    records.nodes += [Node(*key, {"name": key[1], "aliases": []}) for key in industries]
    start = 0
    for i, line in enumerate(lines):
        end = start + len(line)
        key = ("Task", r.task_id(records.document, [], str(i), line))
        properties = {"name": line[:20], "title": line[:20], "text": line, "section": [], "position": i + 1}
        records.nodes.append(Node(*key, {**properties, "start": start, "end": end}))
        place = (WORDS, end - len(WORDS) - 1, end - 1)
        units = choice.sample(departments, SUPPORTS + 1)
        for role, unit in zip(["LEADS", *["SUPPORTS"] * SUPPORTS], units, strict=True):
            records.edges.append(Edge(role, unit, key, *place, properties={"basis": "stated"}))
        records.edges.append(Edge("PART_OF", key, policy, *place))
        records.edges.append(Edge("STATED_IN", key, own, line, start, end))
        records.edges.append(Edge("CONCERNS", key, choice.choice(industries), *place))
        start = end
    return records


def batches(documents: list[Records]) -> Iterator[list[Records]]:
    for first in range(0, len(documents), BATCH):
        yield documents[first : first + BATCH]


def load_all(store: Store, documents: list[Records]) -> float:
    """Edges a second."""
    began = time.perf_counter()
    for batch in batches(documents):
        load(store, batch)
    return sum(len(each.edges) for each in documents) / (time.perf_counter() - began)


def measure(what: str, place: str, documents: list[Records]) -> float:
    """Print how fast the store at `place` loads, loads again and removes; edges a second of the first."""
    with open_store(place, write=True) as store:
        first = load_all(store, documents)
        again = load_all(store, documents)
        some = documents[:: max(1, len(documents) // 10)]
        began = time.perf_counter()
        for each in some:
            remove(store, each.document)
        removal = (time.perf_counter() - began) / len(some)
    print(
        f"{what:28} {first:10,.0f} edges/s, again {again:10,.0f}, removal {removal * 1000:6.0f} ms a document",
        flush=True,
    )
    return first


def rows(documents: list[Records], wanted: int) -> list[dict[str, Any]]:
    """SUPPORTS edges as rows of a statement."""
    found = (edge for each in documents for edge in each.edges if edge.type == "SUPPORTS")
    return [
        {
            "source": edge.source[1],
            "target": edge.target[1],
            "properties": {"document": each, "evidence": edge.evidence, "start": edge.start, "end": edge.end},
        }
        for each, edge in zip(("d",) * wanted, found, strict=False)
    ]


def timed(work: Callable[[], object]) -> float:
    began = time.perf_counter()
    work()
    return time.perf_counter() - began


def compare(address: str, documents: list[Records]) -> None:
    """Print how fast the same edges go in by other ways, over nodes that are there."""
    with open_store(address, write=True) as store:
        load(store, [replace(each, edges=[e for e in each.edges if e.type != "SUPPORTS"]) for each in documents])
        ends = "MATCH (a:Department {id: $source}) MATCH (b:Task {id: $target}) "
        one = ends + "MERGE (a)-[r:SUPPORTS {document: $properties.document}]->(b) SET r = $properties"
        each = [Statement(one, row) for row in rows(documents, FEW)]
        cut = "MATCH (:Department)-[r:SUPPORTS]->(:Task) DELETE r"
        ways: list[tuple[str, int, Callable[[], object]]] = [
            ("one MERGE an edge, one transaction each", FEW, lambda: [store.write(lambda _, s=s: [s]) for s in each]),
            ("one MERGE an edge, one transaction", FEW, lambda: store.write(lambda _: each)),
            ("py2neo.bulk.merge_relationships", SOME, lambda: py2neo_merge(address, rows(documents, SOME))),
            ("UNWIND and MERGE, ours", SOME,
             lambda: store.write(lambda _: merge_edges("SUPPORTS", "Department", "Task", rows(documents, SOME)))),
        ]  # fmt: skip
        for what, edges, work in ways:
            store.write(lambda _: [Statement(cut, {})])
            print(f"  {what:40} {edges / timed(work):10,.0f} edges/s", flush=True)


def py2neo_merge(address: str, edges: list[dict[str, Any]]) -> None:
    graph = py2neo.Graph(address.replace("neo4j:" + server.PASSWORD + "@", ""), auth=("neo4j", server.PASSWORD))
    data = [(row["source"], row["properties"], row["target"]) for row in edges]
    for first in range(0, len(data), statements.ROWS):
        py2neo.bulk.merge_relationships(
            graph.auto(), data[first : first + statements.ROWS], ("SUPPORTS", "document"),
            start_node_key=("Department", "id"), end_node_key=("Task", "id"),
        )  # fmt: skip


def main() -> None:
    tasks = int(sys.argv[1]) if len(sys.argv) > 1 else 20_000
    choice = random.Random(1)
    documents = [document(i, choice) for i in range(max(BATCH * 2, tasks // TASKS))]
    edges = sum(len(each.edges) for each in documents)
    print(f"{len(documents)} documents, {len(documents) * TASKS} tasks, {edges} edges, {BATCH} documents a transaction")
    with tempfile.TemporaryDirectory() as folder:
        embedded = measure("embedded", str(Path(folder, "graph")), documents)
        try:
            started = server.start(Path(folder, "neo4j"), memory=os.environ.get("NEO4J_BENCHMARK_MEMORY", "2g"))
        except server.UnavailableError as error:
            sys.exit(f"Neo4j not measured: {error}")
        try:
            few = documents[: BATCH * 2]
            measure("Neo4j, not yet warm", started.address, few)
            chosen = statements.ROWS
            for statements.ROWS in SIZES:
                wipe(started.address)
                with open_store(started.address, write=True) as store:
                    print(f"  {statements.ROWS:6} rows a statement {load_all(store, few):24,.0f} edges/s", flush=True)
            statements.ROWS = chosen
            wipe(started.address)
            first = measure(f"Neo4j, {chosen} rows", started.address, documents)
            print(f"Neo4j / embedded: {first / embedded:.2f}")
            wipe(started.address)
            compare(started.address, few)
        finally:
            started.stop()


if __name__ == "__main__":
    main()
