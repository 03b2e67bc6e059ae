"""How fast records become a graph, in each store: nodes and edges a second, beside other ways of writing to a server.

    python -m benchmarks.load [TASKS]        # 100,000 tasks make 1,000,000 edges; 20,000 if not given

Documents of 200 tasks share 2,000 departments, 50 industries and 20 policies, as real ones do. The benchmark starts the
server itself (see tests/neo4j), with NEO4J_BENCHMARK_MEMORY of heap, 2g if not given. There the ways take turns in one
database, each with departments of its own, so that a busy machine is as busy for each; what is told is the median of
the later half of the turns, when the server has compiled what it runs. `us`: processor time of an edge, of the server
and of this process; on two cores that are free, 2,000,000 / their sum edges a second are the most.
"""

from __future__ import annotations

import itertools
import os
import random
import sys
import tempfile
import time
from collections import defaultdict
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path
from statistics import median
from typing import Any, NamedTuple

import neo4j
import psutil
import py2neo
import py2neo.bulk

from policygraph.graph.loading import statements
from policygraph.graph.loading.load import load, remove
from policygraph.graph.loading.several import Loading
from policygraph.graph.stores.opening import open_store
from policygraph.graph.stores.store import Store
from policygraph.model import records as r
from policygraph.model.ontology import ontology
from policygraph.model.records import Edge, Node, Records
from tests.neo4j import server

TASKS = 200  # of one document
SUPPORTS = 6
EDGES = SUPPORTS + 4  # of one task: a lead, those who support, its policy, its place in the text, its industry
BATCH = 10  # documents a transaction: 20,000 edges, as in ingestion
TURN = 3  # transactions of a way before the next has its turn
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


def measure(what: str, store: Store, wanted: int) -> None:
    """Print what a store takes, of processor time of this process, to load, to load again and to remove."""
    choice, spent, edges, kept = random.Random(2), 0.0, 0, []
    for number in range(0, wanted, BATCH):
        batch = [document(-number - i - 1, choice) for i in range(BATCH)]
        spent += timed(lambda batch=batch: load(store, batch))  # type: ignore[misc]
        edges += sum(len(each.edges) for each in batch)
        kept.append(batch[0])
    again = timed(lambda: load(store, batch)) / sum(len(each.edges) for each in batch)
    removal = timed(lambda: [remove(store, each.document) for each in kept[-10:]]) / len(kept[-10:])
    print(
        f"{what:24} {edges / spent:8,.0f} edges a second of this process, again {1 / again:8,.0f}, "
        f"removal {removal * 1000:4.0f} ms a document", flush=True,
    )  # fmt: skip


def timed(work: Callable[[], object]) -> float:
    """Processor seconds."""
    began = time.process_time()
    work()
    return time.process_time() - began


class Cost(NamedTuple):
    """Of an edge, in microseconds: processor time of the server and of this process, and by the clock."""

    server: float
    client: float
    clock: float

    def __str__(self) -> str:
        return f"{self.server:5.0f} + {self.client:3.0f} us, {1e6 / self.clock:7,.0f} edges/s by the clock"


def with_own(records: Records, way: str) -> Records:
    """The document with shared nodes that no other way has."""

    def own(key: tuple[str, str]) -> tuple[str, str]:
        return (key[0], f"{way}{key[1]}") if key[0] in ontology().shared else key

    nodes = [replace(node, id=own((node.label, node.id))[1]) for node in records.nodes]
    edges = [replace(edge, source=own(edge.source), target=own(edge.target)) for edge in records.edges]
    return replace(records, nodes=nodes, edges=edges)


Rows = list[dict[str, Any]]
Kind = tuple[str, str, str]


def rows_of(batch: list[Records]) -> tuple[dict[str, Rows], dict[Kind, Rows]]:
    """The plain rows of a batch: nodes by label, each once, and edges by type and labels of the ends."""
    nodes: dict[str, dict[str, dict[str, Any]]] = defaultdict(dict)
    edges: dict[Kind, Rows] = defaultdict(list)
    for records in batch:
        for node in records.nodes:
            nodes[node.label][node.id] = {**node.properties, "id": node.id}
        for e in records.edges:
            said = {"document": records.document, "evidence": e.evidence, "start": e.start, "end": e.end}
            row = {"source": e.source[1], "target": e.target[1], "properties": {**e.properties, **said}}
            edges[e.type, e.source[0], e.target[0]].append(row)
    return {label: list(each.values()) for label, each in nodes.items()}, edges


def parts(rows: Rows) -> Iterator[Rows]:
    for first in range(0, len(rows), statements.ROWS):
        yield rows[first : first + statements.ROWS]


def raw(driver: neo4j.Driver, rows: list[tuple[dict[str, Rows], dict[Kind, Rows]]]) -> None:
    """The limit: the driver alone, of rows that are ready, nodes that are shared merged and all else created."""

    def work(transaction: neo4j.ManagedTransaction, nodes: dict[str, Rows], edges: dict[Kind, Rows]) -> None:
        for label, of in nodes.items():
            write = (
                "MERGE (n:{} {{id: row.id}}) SET n = row" if label in ontology().shared else "CREATE (n:{}) SET n = row"
            )
            for some in parts(of):
                transaction.run(f"UNWIND $rows AS row {write.format(label)}", rows=some).consume()
        for (type_, source, target), own in edges.items():
            for some in parts(own):
                transaction.run(
                    f"UNWIND $rows AS row MATCH (a:{source} {{id: row.source}}) MATCH (b:{target} {{id: row.target}}) "
                    f"CREATE (a)-[r:{type_}]->(b) SET r = row.properties",
                    rows=some,
                ).consume()

    with driver.session() as session:
        for nodes, edges in rows:
            session.execute_write(work, nodes, edges)


def bulk(graph: py2neo.Graph, rows: list[tuple[dict[str, Rows], dict[Kind, Rows]]]) -> None:
    """py2neo's own way of writing many, of rows that are ready."""
    for nodes, edges in rows:
        for label, of in nodes.items():
            for some in parts(of):
                py2neo.bulk.merge_nodes(graph.auto(), some, (label, "id"), labels={label})
        for (type_, source, target), own in edges.items():
            for some in parts(own):
                data = [(row["source"], row["properties"], row["target"]) for row in some]
                py2neo.bulk.create_relationships(
                    graph.auto(), data, type_, start_node_key=(source, "id"), end_node_key=(target, "id")
                )


def take_turns(started: server.Server, wanted: int) -> dict[str, Cost]:
    """What an edge costs by each way, in the later half of the turns; `wanted`: documents of each way, at least."""
    assert started.process is not None
    process, choice, numbers = psutil.Process(started.process.pid), random.Random(1), itertools.count()
    place = started.address.replace(f"neo4j:{server.PASSWORD}@", "")
    graph = py2neo.Graph(place, auth=("neo4j", server.PASSWORD))
    costs: dict[str, list[Cost]] = defaultdict(list)

    def timed_turn(way: str, batches_: list[list[Records]], work: Callable[[], object]) -> None:
        edges = sum(len(each.edges) for batch in batches_ for each in batch)
        before, client, clock = process.cpu_times(), time.process_time(), time.perf_counter()
        work()
        client, clock, after = time.process_time() - client, time.perf_counter() - clock, process.cpu_times()
        of_server = after.user + after.system - before.user - before.system
        costs[way].append(Cost(*(each / edges * 1e6 for each in (of_server, client, clock))))

    with (
        open_store(started.address, write=True) as store,
        neo4j.GraphDatabase.driver(place, auth=("neo4j", server.PASSWORD)) as driver,
    ):
        for turn in range(max(4, wanted // (BATCH * TURN))):

            def new(way: str, count: int) -> list[list[Records]]:
                return [[with_own(document(next(numbers), choice), way) for _ in range(BATCH)] for _ in range(count)]

            ways: dict[str, tuple[int, Callable[[list[list[Records]]], object]]] = {
                "ours, one writer": (TURN, lambda own: [load(store, each) for each in own]),
                "ours, two writers": (TURN, lambda own: load_several(store, own)),
            }
            for way, (count, work) in ways.items():
                own = new(way[6:9], count)
                timed_turn(way, own, lambda own=own, work=work: work(own))  # type: ignore[misc]
            for way, count, write in (
                ("driver alone, CREATE", TURN, lambda rows: raw(driver, rows)),
                ("py2neo.bulk", 1, lambda rows: bulk(graph, rows)),
            ):
                own = new(way[:2], count)
                ready = [rows_of(each) for each in own]
                timed_turn(way, own, lambda write=write, ready=ready: write(ready))  # type: ignore[misc]
            told = "; ".join(f"{way} {each[-1].server:.0f} + {each[-1].client:.0f}" for way, each in costs.items())
            print(f"  turn {turn + 1}: {told}", flush=True)
    return {way: Cost(*map(median, zip(*each[len(each) // 2 :], strict=True))) for way, each in costs.items()}


def load_several(store: Store, batches_: list[list[Records]]) -> None:
    with Loading(store) as loading:
        for each in batches_:
            loading.load(each)


def main() -> None:
    tasks = int(sys.argv[1]) if len(sys.argv) > 1 else 20_000
    wanted = max(BATCH * 2, tasks // TASKS)
    print(
        f"{wanted} documents, {wanted * TASKS} tasks, {wanted * TASKS * EDGES} edges; {BATCH} documents a transaction"
    )
    with tempfile.TemporaryDirectory() as folder:
        with open_store(Path(folder, "graph"), write=True) as store:
            measure("embedded", store, wanted)
        try:
            started = server.start(Path(folder, "neo4j"), memory=os.environ.get("NEO4J_BENCHMARK_MEMORY", "2g"))
        except server.UnavailableError as error:
            sys.exit(f"Neo4j not measured: {error}")
        try:
            found = take_turns(started, wanted)
            limit = found["driver alone, CREATE"]
            for way, cost in found.items():
                of_limit = (cost.server + cost.client) / (limit.server + limit.client)
                print(f"{way:24} {cost}; {of_limit:.2f} of the driver alone")
            with open_store(started.address, write=True) as store:
                measure("Neo4j, once more", store, BATCH * 2)
        finally:
            started.stop()


if __name__ == "__main__":
    main()
