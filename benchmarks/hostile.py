"""Every hostile statement on a store: refused or ended within twice the time limit, in at most 1.5 GB.

python -m benchmarks.hostile [--seconds 5] [--database PLACE] [--words TEXT]

Without a place: two small plans, embedded. A server keeps the memory that it once had, so its memory is shown
but not judged: its own limit is (dbms.memory.transaction.total.max). What the table calls beyond it is not run there.
"""

from __future__ import annotations

import argparse
import os
import tempfile
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from policygraph.graph.loading.load import load
from policygraph.graph.stores.address import is_address
from policygraph.graph.stores.opening import open_store
from policygraph.graph.stores.store import Store
from policygraph.model.errors import PolicyGraphError
from tests.graphs import city_opinion, county_plan
from tests.hostile_statements import Hostile, hostile

MEMORY = 1.5  # GB, of a process that answers
ROWS = 1000
STATE = {True: "as it was", False: "CHANGED"}
PARAMETERS = {"url": "file:///etc/passwd", "key": "x", "label": "Task"}


class Memory:
    """The most that any process of a kind has taken since `reset`, in GB, looked at twenty times a second."""

    def __init__(self, server: bool) -> None:
        self.most = 0.0
        self._server = server

    def watch(self, ended: threading.Event) -> None:
        while not ended.wait(0.05):
            for process in Path("/proc").glob("[0-9]*"):
                with suppress(OSError):  # it has ended meanwhile
                    if self._is_wanted(process):
                        pages = int((process / "statm").read_text().split()[1])
                        self.most = max(self.most, pages * os.sysconf("SC_PAGE_SIZE") / 1e9)

    def _is_wanted(self, process: Path) -> bool:
        """A server's, or one of those that we have started."""
        if self._server:
            return (process / "comm").read_text() == "java\n"
        return f"\nPPid:\t{os.getpid()}\n" in (process / "status").read_text()


@contextmanager
def graph(place: str | None) -> Iterator[tuple[Store, str]]:
    with tempfile.TemporaryDirectory() as folder:
        where = place or folder
        with open_store(where, write=True) as store:
            load(store, [county_plan(), city_opinion()])
        with open_store(where) as store:
            yield store, where


def run(store: Store, case: Hostile, seconds: float, memory: Memory) -> tuple[str, float, float]:
    """What became of it, after how many seconds, in how many GB."""
    memory.most = 0.0
    begin = time.monotonic()
    try:
        rows = store.read(case.cypher, PARAMETERS, seconds=seconds, rows=ROWS)
        said = f"{len(rows)} rows"
    except PolicyGraphError as error:
        said = str(error)
    return said, time.monotonic() - begin, memory.most


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else "")
    parser.add_argument("--seconds", type=float, default=5.0)
    parser.add_argument("--database")
    parser.add_argument("--words", default="", help="only statements that hold these")
    options = parser.parse_args()
    kind = "neo4j" if options.database and is_address(options.database) else "embedded"
    cases = [each for each in hostile() if options.words in each.cypher and kind not in each.beyond]
    memory, ended = Memory(kind == "neo4j"), threading.Event()
    threading.Thread(target=memory.watch, args=(ended,), daemon=True).start()
    good, slowest, largest = 0, 0.0, 0.0
    with graph(options.database) as (store, _):
        before = store.version()
        for case in cases:
            said, took, gigabytes = run(store, case, options.seconds, memory)
            fits = took <= 2 * options.seconds and (gigabytes <= MEMORY or kind == "neo4j") and "\n" not in said
            refused = case.expect == "cut" or not said.endswith(" rows")
            good += fits and refused
            slowest, largest = max(slowest, took), max(largest, gigabytes)
            if not (fits and refused):
                print(f"{took:6.1f} s {gigabytes:5.2f} GB  {said[:80]}  <- {case.cypher[:120]!r}", flush=True)
        unchanged = store.version() == before
    ended.set()
    print(f"{kind}: {good} of {len(cases)} refused or cut within {2 * options.seconds:g} s and {MEMORY} GB; "
          f"slowest {slowest:.1f} s, largest {largest:.2f} GB; the graph is {STATE[unchanged]}")  # fmt: skip


if __name__ == "__main__":
    main()
