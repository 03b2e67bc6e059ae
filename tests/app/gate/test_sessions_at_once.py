"""A small sample of `python -m benchmarks.sessions`: several people at once, each of whom sees only his own."""

from __future__ import annotations

import asyncio
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from benchmarks.sessions import THINKING, crowd
from policygraph.graph.loading.load import load
from policygraph.graph.stores.opening import open_store
from tests.browser import serve
from tests.graphs import county_plan


@pytest.mark.slow("serves the page to a crowd")
def test_nothing_of_one_reaches_another(tmp_path: Path) -> None:
    with open_store(tmp_path / "graph", write=True) as store:
        load(store, [county_plan()])
    # In a thread: where this process has driven the browser, its own has Playwright's loop already.
    with serve(tmp_path / "graph") as site, ThreadPoolExecutor(1) as pool:
        seen = pool.submit(asyncio.run, crowd(site, 4, THINKING * 2)).result()
    assert [each.foreign for each in seen] == [[]] * 4
    assert sum(len(each.waits) for each in seen) >= 4 and sum(each.marked for each in seen) >= 1
