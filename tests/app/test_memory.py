"""Memory that is free goes back to the machine."""

from __future__ import annotations

import asyncio
import sys
from concurrent.futures import ThreadPoolExecutor

import pytest

from policygraph.app.frame import memory


def test_nothing_is_done_where_nothing_has_grown() -> None:
    freed: list[int] = []
    assert memory.give_back(100 << 20, lambda: 110 << 20, lambda: freed.append(1)) == 100 << 20
    assert memory.give_back(100 << 20, lambda: 90 << 20, lambda: freed.append(1)) == 90 << 20
    assert not freed


@pytest.mark.skipif(sys.platform != "linux", reason="memory is what /proc says")
def test_what_was_freed_in_pieces_is_given_back() -> None:
    before = memory.held()
    pieces = [bytes(2000) for _ in range(100_000)]
    kept = pieces[::4000]  # here and there, so that the heap does not end where the free part begins
    most = memory.held()
    assert most - before > 150 << 20
    del pieces
    assert memory.give_back(before) <= before
    assert memory.held() < before + (60 << 20) and len(kept) == 25


def test_it_is_tried_again_as_long_as_more_is_held() -> None:
    freed: list[int] = []
    for _ in range(3):
        assert memory.give_back(100 << 20, lambda: 400 << 20, lambda: freed.append(1)) == 100 << 20
    assert len(freed) == 3


def test_a_server_does_so_from_time_to_time(monkeypatch: pytest.MonkeyPatch) -> None:
    times: list[int] = []
    monkeypatch.setattr(memory, "EVERY", 0.01)
    monkeypatch.setattr(memory, "give_back", lambda before: times.append(before) or before)

    async def serve() -> None:
        async with memory.giving_back(None):
            while len(times) < 3:
                await asyncio.sleep(0.01)

    # In a thread: where this process has driven the browser, its own has Playwright's loop already.
    with ThreadPoolExecutor(1) as pool:
        pool.submit(asyncio.run, asyncio.wait_for(serve(), 20)).result()
