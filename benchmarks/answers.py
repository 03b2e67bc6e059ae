"""What large answers cost the page's server: its memory before, with links open, and after their tabs were closed.

    python -m benchmarks.answers [LINKS] [ROWS]       # 8 links of 10,000 rows if not given

Each link asks for other rows, which are drawn as a table. Linux only: memory is what /proc says.
"""

from __future__ import annotations

import re
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from urllib.parse import urlencode

from playwright.sync_api import sync_playwright

from policygraph.graph.loading.load import load
from policygraph.graph.stores.opening import open_store
from tests.browser import free_port, launch, wait_until_served
from tests.graphs import county_plan

PATIENCE = 120_000  # milliseconds


def megabytes(pid: int) -> float:
    found = re.search(r"VmRSS:\s+(\d+) kB", Path(f"/proc/{pid}/status").read_text())
    assert found
    return int(found[1]) / 1024


def statement(number: int, rows: int) -> str:
    return f"UNWIND range(1, {rows}) AS x RETURN x + {number} AS x, '{'字' * 300}' + toString(x) AS words"


def main(links: int, rows: int) -> None:
    with tempfile.TemporaryDirectory() as temporary, sync_playwright() as playwright:
        with open_store(temporary, write=True) as store:
            load(store, [county_plan()])
        port = free_port()
        command = [sys.executable, "-m", "policygraph", "app", "-d", temporary, "--no-browser", "--port", str(port)]
        with subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL) as server:
            wait_until_served(f"http://127.0.0.1:{port}", server)
            browser = launch(playwright)
            tabs = [browser.new_page() for _ in range(links)]
            tabs[0].goto(f"http://127.0.0.1:{port}/query")
            tabs[0].get_by_label("用一句话提问").wait_for()
            print(f"one tab, nothing asked: {megabytes(server.pid):5.0f} MB", flush=True)
            for number, tab in enumerate(tabs):
                tab.set_default_timeout(PATIENCE)
                tab.goto(f"http://127.0.0.1:{port}/query?{urlencode({'cypher': statement(number, rows)})}")
                tab.get_by_role("button", name="运行这条查询").click()
                tab.locator('[data-testid="stDataFrame"]').wait_for()
                print(f"{number + 1} links: {megabytes(server.pid):5.0f} MB", flush=True)
            for tab in tabs:
                tab.close()
            for seconds in (
                5,
                130,
                65,
            ):  # a session stays for two minutes, in case its tab comes back; once a minute what is free is given back
                time.sleep(seconds)
                tab = browser.new_page()
                tab.goto(f"http://127.0.0.1:{port}/query")
                tab.get_by_label("用一句话提问").wait_for()
                tab.close()
                print(f"{seconds} s after the tabs were closed: {megabytes(server.pid):5.0f} MB", flush=True)
            browser.close()
            server.terminate()
            server.wait(30)


if __name__ == "__main__":
    main(*(int(each) for each in (sys.argv[1:3] + ["8", "10000"][len(sys.argv) - 1 :])))
