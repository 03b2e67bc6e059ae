"""How fast records become a graph: prints nodes and edges a second for loading, loading again, and removing.

    python -m benchmarks.load [EDGES]

Documents of 200 tasks share 2,000 departments, 50 industries and 20 policies, as real ones do.
"""

from __future__ import annotations

import random
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

from policygraph.graph import records as r
from policygraph.graph.load import load, remove
from policygraph.graph.records import Edge, Node, Records
from policygraph.graph.store import open_store

TASKS = 200  # of one document, with five edges each: a lead, two supports, its policy, its place in the text
BATCH = 25  # documents a transaction
WORDS = "牵头单位：区农业农村局"


def document(number: int, choice: random.Random) -> Records:
    """About a thousand edges."""
    lines = [f"{i}.{'推进各项工作，' * 10}第{number}号文件。{WORDS}\n" for i in range(TASKS)]
    text = "".join(lines)
    records = Records(r.document_id(text))
    own = ("Document", records.document)
    records.nodes.append(Node(*own, {"name": f"文件{number}", "uri": f"/{number}", "text": text}))
    policy = ("Policy", r.policy_id(f"政策{number % 20}", "county", None))
    name = f"政策{number % 20}"
    records.nodes.append(Node(*policy, {"name": name, "title": name, "status": "issued"}))
    names = {f"第{choice.randrange(2000)}局" for _ in range(TASKS)}
    departments = [(name, ("Department", r.department_id(name, "x"))) for name in sorted(names)]
    for name, key in departments:
        records.nodes.append(Node(*key, {"name": name, "full_name": name, "kind": "unit", "aliases": []}))
    start = 0
    for i, line in enumerate(lines):
        end = start + len(line)
        key = ("Task", r.task_id(records.document, [], str(i), line))
        properties = {"name": line[:20], "title": line[:20], "text": line, "section": [], "position": i + 1}
        records.nodes.append(Node(*key, {**properties, "start": start, "end": end}))
        place = (WORDS, end - len(WORDS) - 1, end - 1)
        for role, (_, unit) in zip(("LEADS", "SUPPORTS", "SUPPORTS"), choice.sample(departments, 3), strict=True):
            records.edges.append(Edge(role, unit, key, *place, properties={"basis": "stated"}))
        records.edges.append(Edge("PART_OF", key, policy, *place))
        records.edges.append(Edge("STATED_IN", key, own, line, start, end))
        start = end
    return records


def batches(documents: list[Records]) -> Iterator[list[Records]]:
    for first in range(0, len(documents), BATCH):
        yield documents[first : first + BATCH]


def main() -> None:
    wanted = int(sys.argv[1]) if len(sys.argv) > 1 else 100_000
    choice = random.Random(1)
    documents = [document(i, choice) for i in range(max(1, wanted // (TASKS * 5)))]
    edges = sum(len(each.edges) for each in documents)
    nodes = sum(len(each.nodes) for each in documents)
    print(f"{len(documents)} documents, {nodes} nodes, {edges} edges, {BATCH} documents a transaction")
    with tempfile.TemporaryDirectory() as folder, open_store(Path(folder, "graph"), write=True) as store:
        for what in ("load", "load again"):
            began = time.perf_counter()
            for batch in batches(documents):
                load(store, batch)
            seconds = time.perf_counter() - began
            print(f"{what:12} {seconds:6.2f} s  {edges / seconds:10,.0f} edges/s  {nodes / seconds:10,.0f} nodes/s")
        began = time.perf_counter()
        some = documents[:: max(1, len(documents) // 20)]
        for each in some:
            remove(store, each.document)
        print(f"remove       {(time.perf_counter() - began) / len(some) * 1000:6.1f} ms a document")


if __name__ == "__main__":
    main()
