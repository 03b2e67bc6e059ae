"""What one more change costs in a graph that grows: processor time, and how it grows with the documents there.

    python -m benchmarks.growth [SIZE…]        # 500, 1,000, 2,000, 5,000 documents, if none are given

The documents are those of `benchmarks.country`. They are read once and kept beside the system's other temporary files.
At each size: one more document is loaded and all that follows from it settled, a document is taken out, a decision is
made and taken back, the list of what is unsure is made, and a graph that nothing was changed in is settled. A slope of
0 is a cost that does not grow, 1 one that doubles with the documents; over the sizes at hand.
"""

from __future__ import annotations

import argparse
import math
import pickle
import resource
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from functools import partial
from itertools import islice
from pathlib import Path

from benchmarks.country import Paper, country
from policygraph.graph.decisions.decisions import about_nodes
from policygraph.graph.loading.load import load, remove
from policygraph.graph.resolving.candidates import candidates
from policygraph.graph.stores.opening import open_store
from policygraph.graph.stores.store import Store
from policygraph.ingest import documents
from policygraph.model import versions
from policygraph.model.records import Records
from policygraph.services.deciding import decide, undo
from policygraph.services.settle import settle

SIZES = (500, 1000, 2000, 5000)
BATCH = 50
ROUNDS = 3


def _read(count: int) -> list[Records]:
    """The first documents of the country, from a file of a run before where the reader is still the same."""
    kept = Path(tempfile.gettempdir()) / f"policygraph-country-{versions.reading()}-{count}.pickle"
    if kept.exists():
        held: list[Records] = pickle.loads(kept.read_bytes())
        return held
    start, found = time.process_time(), []
    for i, paper in enumerate(islice(_papers(), count), start=1):
        found.append(_records(paper))
        if sys.stderr.isatty():
            print(f"\rread {i:,} of {count:,}", end="", file=sys.stderr)
    print(f"read {count:,} documents: {(time.process_time() - start) / count * 1000:.1f} ms each")
    kept.write_bytes(pickle.dumps(found))
    return found


def _records(paper: Paper) -> Records:
    records = documents.read_bytes(paper.data, paper.name)
    records.nodes[0].properties["uri"] = f"/{paper.name}"
    return records


def _papers() -> Iterator[Paper]:
    yield from country()


def _timed(work: Callable[[], object]) -> float:
    start = time.process_time()
    work()
    return time.process_time() - start


def _median(works: Iterator[float]) -> float:
    times = sorted(works)
    return times[len(times) // 2]


class Growing:
    """A graph that documents are put into. `spare`: documents that are not in it, to be put in and taken out."""

    def __init__(self, store: Store, spare: list[Records]) -> None:
        self.store, self.spare = store, spare

    def one_more(self) -> tuple[float, float]:
        """Seconds to put one more in, and to take it out again."""
        added, removed = [], []
        for records in self.spare[:ROUNDS]:
            added.append(_timed(partial(self._put, records)))
            removed.append(_timed(partial(self._take, records)))
        return _median(iter(added)), _median(iter(removed))

    def _put(self, records: Records) -> None:
        load(self.store, [records])
        settle(self.store)

    def _take(self, records: Records) -> None:
        remove(self.store, records.document)
        settle(self.store)

    def one_decision(self) -> float:
        """Seconds to say that two offices are different, and to take it back."""
        rows = self.store.read("MATCH (d:Department) RETURN d.id AS id ORDER BY d.id LIMIT 2")
        new = about_nodes(self.store.read, "different", "Department", rows[0]["id"], rows[1]["id"], by="基准测试")

        def both() -> None:
            decide(self.store, [new])
            undo(self.store, [new.id], "基准测试")

        return _timed(both) / 2

    def measured(self) -> list[float]:
        put, taken = self.one_more()
        decision = self.one_decision()
        review = _timed(lambda: candidates(self.store.read))
        nothing = _timed(lambda: settle(self.store))
        return [put, taken, decision, review, nothing]


NAMES = ("one more document", "a document taken out", "a decision", "the list of what is unsure", "settling again")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("sizes", type=int, nargs="*", default=list(SIZES))
    parser.add_argument("--database", help="a server; an embedded graph in a temporary folder, if not given")
    sizes = sorted(parser.parse_args().sizes)
    database = parser.parse_args().database
    records = _read(sizes[-1] + ROUNDS)
    at, spare = 0, records[sizes[-1] :]
    table: list[list[float]] = []
    with tempfile.TemporaryDirectory() as folder:
        store = open_store(database or Path(folder) / "graph", write=True)
        growing = Growing(store, spare)
        for size in sizes:
            filled = _timed(partial(_fill, store, records[at:size]))
            each, at = filled / (size - at) * 1000, size
            table.append(growing.measured())
            peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
            told = "  ".join(f"{name} {seconds * 1000:,.0f}" for name, seconds in zip(NAMES, table[-1], strict=True))
            print(
                f"{size:>7,} documents  {each:.0f} ms each to load and settle  {peak:,.0f} MB  ms: {told}", flush=True
            )
        store.close()
    if len(sizes) > 1:
        times = math.log(sizes[-1] / sizes[0])
        for i, name in enumerate(NAMES):
            print(f"{name}: slope {math.log(table[-1][i] / table[0][i]) / times:.2f}")


def _fill(store: Store, records: list[Records]) -> None:
    for i in range(0, len(records), BATCH):
        load(store, records[i : i + BATCH])
    settle(store)


if __name__ == "__main__":
    main()
