"""The lines of a ledger, of many tasks too."""

from __future__ import annotations

import time
from pathlib import Path

from policygraph.graph.ledgers.lines import lines
from policygraph.graph.loading.load import load
from policygraph.graph.stores.opening import open_store
from tests.graphs import COUNTY, Writer
from tests.patience import worked

MANY = 2_000
SECONDS = 1.0  # of the processor; each task asking all others took twice as long


def test_many_tasks_do_not_ask_each_other(tmp_path: Path) -> None:
    titles = [f"修建{number}号渠" for number in range(MANY)]
    w = Writer("\n".join(titles), "方案", "/方案.txt")
    w.regions((COUNTY, "柳溪县", "county"))
    plan = w.policy("柳溪县水渠修建方案", "county", "柳溪县", "issued")
    for number, title in enumerate(titles):
        task = w.task(str(number), title, title, [], number)
        w.edge("PART_OF", task, plan, None, basis="stated")
    with open_store(tmp_path / "graph", write=True) as store:
        load(store, [w.records])
        before = time.process_time()
        found = lines(store.read)
        assert time.process_time() - before < worked(SECONDS)
    assert [line.title for line in found] == titles
    assert {line.policy for line in found} == {"柳溪县水渠修建方案"}
