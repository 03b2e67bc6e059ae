"""Many people on the page at once: whether anything of one reaches another, and whether their memory is given back.

    python -m benchmarks.sessions [SESSIONS] [SECONDS]        # 50 sessions for 300 s if not given; Linux

Real sessions against a real server: each speaks Streamlit's protocol over its own websocket, opens one page after
another with a mark of its own in its address, closes its tab now and then, and looks for others' marks in all it gets.
Memory is the server's resident set, after one session has seen every page, and once all sessions have been given up.
"""

from __future__ import annotations

import asyncio
import itertools
import os
import re
import statistics
import sys
import tempfile
import time
from collections.abc import Sequence
from pathlib import Path
from typing import NamedTuple
from urllib.parse import urlencode

from streamlit.proto.BackMsg_pb2 import BackMsg
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg
from streamlit.util import calc_hash
from websockets.asyncio.client import ClientConnection, connect

from policygraph.app.frame.memory import EVERY
from policygraph.graph.stores.opening import open_store
from policygraph.services.ingestion import ingest
from policygraph.services.settle import settle
from tests.browser import COMMAND, SAMPLES, serve

SESSIONS, SECONDS = 50, 300
PATIENCE = 120  # seconds for a page
KEPT = 125  # seconds for which Streamlit keeps a session whose tab was closed, in case it comes back
RUNS = 6  # pages of a tab before it is closed
THINKING = 1.0  # seconds between two pages of a person
MARK = re.compile("记号([0-9]+)号".encode())
PAGES = ("overview", "query", "matrix", "trace", "targets", "import")


class Seen(NamedTuple):
    """`waits`: seconds for a page; `foreign`: marks of others that were seen; `marked`: pages that showed their own."""

    waits: list[float]
    foreign: list[str]
    marked: int


async def visit(socket: ClientConnection, page: str, mark: int) -> bytes:
    """Everything the server sends for a page until its script has finished."""
    asked = BackMsg()
    state = asked.rerun_script
    state.query_string = urlencode({"question": f"记号{mark}号牵头哪些任务？"})
    if page != "overview":
        state.page_script_hash, state.page_name = calc_hash(page), page
    await socket.send(asked.SerializeToString())
    got = []
    while True:
        data = await asyncio.wait_for(socket.recv(), PATIENCE)
        got.append(data if isinstance(data, bytes) else data.encode())
        message = ForwardMsg.FromString(got[-1])
        if message.WhichOneof("type") == "script_finished":
            return b"".join(got)


async def person(address: str, mark: int, until: float) -> Seen:
    """Open page after page until the time is up."""
    seen = Seen([], [], 0)
    pages = itertools.cycle(PAGES[mark % len(PAGES) :] + PAGES[: mark % len(PAGES)])
    marked = 0
    while time.monotonic() < until:
        async with connect(address, subprotocols=["streamlit"], max_size=None) as socket:  # type: ignore[list-item]
            for page in itertools.islice(pages, RUNS):
                begun = time.monotonic()
                got = await visit(socket, page, mark)
                seen.waits.append(time.monotonic() - begun)
                found = {int(each) for each in MARK.findall(got)}
                marked += mark in found
                seen.foreign.extend(f"{mark} saw {other} on {page}" for other in found - {mark})
                if time.monotonic() > until:
                    break
                await asyncio.sleep(THINKING)
    return seen._replace(marked=marked)


async def crowd(site: str, sessions: int, seconds: float) -> list[Seen]:
    address = f"{site.replace('http', 'ws', 1)}/_stcore/stream"
    until = time.monotonic() + seconds
    return await asyncio.gather(*(person(address, mark, until) for mark in range(sessions)))


def memory() -> float:
    """MB that the server holds, which this process has started."""
    children = Path(f"/proc/{os.getpid()}/task/{os.getpid()}/children").read_text(encoding="utf-8").split()
    server = next(each for each in children if b"--port" in Path(f"/proc/{each}/cmdline").read_bytes())
    found = re.search(r"VmRSS:\s+(\d+) kB", Path(f"/proc/{server}/status").read_text(encoding="utf-8"))
    assert found is not None
    return int(found[1]) / 1024


def measure(place: Path, sessions: int, seconds: float, kept: float = KEPT) -> dict[str, float]:
    """What is measured, by what it is called."""
    with serve(place, program=COMMAND) as site:
        for _ in range(2):
            asyncio.run(crowd(site, 1, 0.1 + THINKING * len(PAGES)))
        before = memory()
        seen = asyncio.run(crowd(site, sessions, seconds))
        most = memory()
        time.sleep(kept)
        asyncio.run(crowd(site, 1, 0.1))  # a session that comes makes Streamlit look for those that have gone
        time.sleep(EVERY + 5)  # once a minute what is free is given back
        after = memory()
    waits = sorted(itertools.chain.from_iterable(each.waits for each in seen))
    for each in seen:
        print(*each.foreign, sep="\n", end="\n" if each.foreign else "")
    return {
        "pages": len(waits), "wait, median (s)": statistics.median(waits),
        "wait, 95 of 100 (s)": waits[-(len(waits) // 20 + 1)],
        "marks of others seen": sum(len(each.foreign) for each in seen),
        "pages that showed their own mark": sum(each.marked for each in seen),
        "MB before": before, "MB at the end": most, "MB once they have gone": after, "ratio": after / before,
    }  # fmt: skip


def main(arguments: Sequence[str]) -> None:
    sessions, seconds = (int(given) for given in [*arguments, *(SESSIONS, SECONDS)[len(arguments) :]])
    with tempfile.TemporaryDirectory() as folder:
        place = Path(folder) / "graph"
        with open_store(place, write=True) as store:
            ingest([SAMPLES], store)
            settle(store)
        for name, value in measure(place, sessions, seconds).items():
            print(f"{name:34} {value:8.1f}" if isinstance(value, float) else f"{name:34} {value:6}")


if __name__ == "__main__":
    main(sys.argv[1:])
