"""How long the search takes over many tasks, on the embedded store and, with --server, on Neo4j.

    python -m benchmarks.search [TASKS] [--server]        # 100,000

Documents with tasks, sections and figures are made of the sentences of the samples and written straight into a store;
nothing is read. Each search is asked ten times, as the page asks it: all kinds, counts and the first five of each with
their snippets. Embedded: the processor's time; server: by the wall. The median in milliseconds, and beside it what a
search takes that has nothing to find: the texts gone through, or the indexes asked, alone.
"""

from __future__ import annotations

import argparse
import random
import statistics
import tempfile
import time
from collections.abc import Callable, Iterator
from importlib.resources import files
from pathlib import Path
from typing import Any

from policygraph.graph.asking.searching import search
from policygraph.graph.cypher import made
from policygraph.graph.stores.opening import open_store
from policygraph.graph.stores.store import Statement, Store
from tests.neo4j import server

ROUNDS, BATCH = 10, 5_000
TASKS_EACH, SECTIONS_EACH, FIGURES_EACH = 20, 8, 20  # of a document
NOTHING = "无此一语"
WORDS = ("乡村", "高标准农田", "厕所", "水利局 农田", "农村人居环境整治", "2025年", "5g", NOTHING)


def sentences() -> list[str]:
    folder = Path(str(files("policygraph.data").joinpath("samples")))
    text = "".join(file.read_text(encoding="utf-8") for file in sorted(folder.glob("*.txt")))
    return [each for each in text.replace("\n", "").split("。") if len(each) > 8]


def nodes(tasks: int) -> Iterator[tuple[str, dict[str, Any]]]:
    """Label and properties."""
    some, chance = sentences(), random.Random(7)

    def said(number: int, most: int) -> str:
        return "。".join(chance.choices(some, k=number))[:most]

    for d in range(tasks // TASKS_EACH):
        document = f"d{d:015x}"
        yield "Document", {"id": document, "name": said(1, 28), "text": said(110, 6000), "documents": [document]}
        for label, each, long in (("Task", TASKS_EACH, 220), ("Section", SECTIONS_EACH, 120),
                                  ("Target", FIGURES_EACH, 40)):  # fmt: skip
            for i in range(each):
                id_ = f"{label[:2].lower()}{d:08x}{i:06x}"
                yield (
                    label,
                    {"id": id_, "name": said(1, 16), "text": said(6, long), "start": i, "documents": [document]},
                )


def fill(store: Store, tasks: int) -> None:
    waiting: dict[str, list[dict[str, Any]]] = {}
    for label, properties in nodes(tasks):
        waiting.setdefault(label, []).append(properties)
        if len(waiting[label]) == BATCH:
            _write(store, label, waiting.pop(label))
    for label, rows in waiting.items():
        _write(store, label, rows)


def _write(store: Store, label: str, rows: list[dict[str, Any]]) -> None:
    store.write(lambda _: [Statement(made.create_nodes(label), {"rows": rows})])


def measure(store: Store, clock: Callable[[], float]) -> dict[str, tuple[float, int]]:
    """By words the median in milliseconds, and how many were found."""
    found = {}
    for words in WORDS:
        search(store, words)
        taken = []
        for _ in range(ROUNDS):
            before = clock()
            number = search(store, words).number
            taken.append(1000 * (clock() - before))
        found[words] = statistics.median(taken), number
    return found


def main(tasks: int, *, on_server: bool) -> None:
    with tempfile.TemporaryDirectory() as folder:
        if not on_server:
            _run(f"{folder}/graph", tasks, time.process_time)
            return
        started = server.start(Path(folder), memory="2g")
        try:
            _run(started.address, tasks, time.perf_counter)
        finally:
            started.stop()


def _run(place: str, tasks: int, clock: Callable[[], float]) -> None:
    with open_store(place, write=True) as store:
        fill(store, tasks)
    with open_store(place) as store:
        found = measure(store, clock)
    print("| 词 | 找到 | 毫秒 | 比什么也没有的 |\n| --- | --- | --- | --- |")
    for words, (taken, number) in found.items():
        print(f"| {words} | {number:,} | {taken:.0f} | {taken / found[NOTHING][0]:.1f} |")


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("tasks", nargs="?", type=int, default=100_000)
    parser.add_argument("--server", action="store_true")
    given = parser.parse_args()
    main(given.tasks, on_server=given.server)
