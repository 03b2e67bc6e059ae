"""How long a person waits on a graph of 5,000 tasks: for a page's first useful content, from a click to its answer.

    python -m benchmarks.pages [PLANS]        # 360 plans of 14 tasks if not given

A real Chromium on this machine; the median of several tries, each in a new tab of a server that has been asked before,
and beside it the first try, when nothing is kept yet. The plans are a sample's, as if many counties had written it.

On a machine that others use, seconds on the clock say little. So beside them stands what a page takes of the
processors, in the server and in the browser, and how many times what Streamlit itself takes for a page with a title and
nothing else (空页), which is the least that any page of ours can take.
"""

from __future__ import annotations

import os
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import NamedTuple
from urllib.parse import urlencode

from playwright.sync_api import Browser, CDPSession, Page, sync_playwright

from policygraph.graph.asking import catalog
from policygraph.graph.stores.opening import open_store
from policygraph.services.ingestion import ingest
from policygraph.services.settle import settle
from tests.browser import COMMAND, SAMPLES, SMALL, free_port, launch, serve, wait_until_served
from tests.many import plans

TRIES = 7
PLANS = 360
PATIENCE = 60_000  # milliseconds
MEASURE = "加强高标准农田建设"
ROW_HEIGHT = 35
STREAMLIT = ("--server.headless", "true", "--server.fileWatcherType", "none", "--browser.gatherUsageStats", "false")


class Trial(NamedTuple):
    """An address, what is useful there when it is seen, and a click with what answers it; `ready`: what a person does
    before that, which is not counted."""

    page: str
    address: str
    useful: str
    click: Callable[[Page], None]
    answer: str
    ready: Callable[[Page], None] = lambda _: None


def trials(place: Path) -> list[Trial]:
    with open_store(place) as store:
        policy, row = next(
            (policy, row)
            for policy in catalog.run_query(store, "policies", {"level": "county"})
            for row in catalog.run_query(store, "responsibility-matrix", {"policy": policy["id"]})
            if row["task"] == MEASURE
        )
    named = f'.pg-name:has-text("{MEASURE}")'
    chart, table, marked = '[data-testid="stVegaLiteChart"] svg', '[data-testid="stDataFrame"] canvas', "mark.focus"
    return [
        Trial("总览", "", chart, press("原文没写牵头单位"), table),
        Trial("总览的一行", "?list=without-lead", table, row_of_table, marked),
        Trial("图谱探索", at("explore", node=f"Policy:{policy['id']}"), "[role=application]", node, named),
        Trial("责任矩阵", at("matrix", policy=policy["id"]), "td.lead, td .lead", cell, ".panel mark"),
        Trial("日历", at("calendar", on="2025-10-20", at="2025-09-01"), ".days button", day, table),
        Trial("台账", "ledger", ".sheet [data-name=task] span", enter, ".sheet .changed", share),
        Trial("政策溯源", at("trace", task=row["task_id"]), ".measure.start", ground, "mark"),
        Trial("目标指标", "targets", chart, row_of_table, marked),
        Trial(
            "查询",
            at("query", name="tasks-led-by-department", department="区农业农村局"),
            table,
            row_of_table,
            marked,
        ),
        Trial("导入", at("import", document=row["document"]), "mark.unit", row_of_table, marked),
    ]


def at(page: str, **parameters: str) -> str:
    return f"{page}?{urlencode(parameters)}"


def press(name: str) -> Callable[[Page], None]:
    return lambda tab: tab.get_by_role("button", name=name).first.click()


def row_of_table(tab: Page) -> None:
    """The first row of the last table that is open; a table is a canvas."""
    table = tab.locator('[data-testid="stDataFrame"]:visible').last
    table.scroll_into_view_if_needed()
    box = table.bounding_box()
    assert box is not None
    tab.mouse.click(box["x"] + 60, box["y"] + ROW_HEIGHT * 1.5)


def share(tab: Page) -> None:
    """The share of the first task, written anew and not yet confirmed."""
    tab.locator('.sheet [data-row="0"] [data-name=share]').click()
    tab.keyboard.type("42")


def enter(tab: Page) -> None:
    tab.keyboard.press("Enter")


def cell(tab: Page) -> None:
    tab.locator("table[role=grid] td[aria-label$=牵头]").first.click()


def day(tab: Page) -> None:
    """The last day of the month, on which a step falls due in every plan."""
    tab.locator(".days [data-day='2025-09-30']").click()


def node(tab: Page) -> None:
    """The measure in the drawing, which is a canvas."""
    place = tab.evaluate(
        """name => {
          const host = [...document.querySelectorAll("*")].find((each) => each.shadowRoot?.__pg).shadowRoot;
          const at = host.__pg.cy.nodes().filter((one) => one.data("name") === name).renderedPosition();
          const { x, y } = host.querySelector(".canvas").getBoundingClientRect();
          return [x + at.x, y + at.y];
        }""",
        MEASURE,
    )
    tab.mouse.click(*place)


def ground(tab: Page) -> None:
    tab.locator(".ground").first.click()


class Cost(NamedTuple):
    """Seconds on the clock, and of the processors: of the server, and of the tab."""

    clock: float
    server: float
    tab: float

    def __sub__(self, other: Cost) -> Cost:
        return Cost(*(one - two for one, two in zip(self, other, strict=True)))

    @property
    def processors(self) -> float:
        return self.server + self.tab


def now(server: int, metrics: CDPSession) -> Cost:
    found = {each["name"]: each["value"] for each in metrics.send("Performance.getMetrics")["metrics"]}
    spent = Path(f"/proc/{server}/stat").read_text().rpartition(")")[2].split()
    ticks = int(spent[11]) + int(spent[12])  # in programs and in the system
    return Cost(time.perf_counter(), ticks / os.sysconf("SC_CLK_TCK"), found["TaskDuration"])


def child() -> int:
    """The process that this one has started last."""
    pids = [int(each.name) for each in Path("/proc").iterdir() if each.name.isdigit()]
    own = [pid for pid in pids if _parent(pid) == os.getpid() and {"app", "run"} & set(_command(pid))]
    return max(own)


def _parent(pid: int) -> int:
    try:
        return int(Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[1])
    except OSError:  # it has ended meanwhile
        return 0


def _command(pid: int) -> list[str]:
    try:
        return Path(f"/proc/{pid}/cmdline").read_text().split("\0")
    except OSError:
        return []


def attempt(browser: Browser, site: str, trial: Trial, server: int) -> tuple[Cost, Cost]:
    """Until there is useful content, with all that comes after it; and from the click to the answer."""
    context = browser.new_context(viewport={"width": SMALL[0], "height": SMALL[1]})
    context.set_default_timeout(PATIENCE)
    tab = context.new_page()
    metrics = context.new_cdp_session(tab)
    metrics.send("Performance.enable", {"timeDomain": "threadTicks"})
    began = now(server, metrics)
    tab.goto(f"{site}/{trial.address}")
    tab.locator(trial.useful).first.wait_for()
    useful = time.perf_counter() - began.clock
    idle(tab)
    first = (now(server, metrics) - began)._replace(clock=useful)
    trial.ready(tab)
    began = now(server, metrics)
    trial.click(tab)
    tab.locator(trial.answer).first.wait_for()
    answered = time.perf_counter() - began.clock
    idle(tab)
    answer = (now(server, metrics) - began)._replace(clock=answered)
    context.close()
    return first, answer


def idle(tab: Page) -> None:
    tab.wait_for_selector('[data-testid="stApp"][data-test-script-state="notRunning"]', state="attached")
    tab.wait_for_timeout(500)  # a person needs longer


def median(found: Sequence[Cost]) -> Cost:
    return Cost(*(statistics.median(values) for values in zip(*found, strict=True)))


@contextmanager
def empty(folder: Path) -> Iterator[str]:
    """The address of a Streamlit that shows a title and nothing else."""
    script, port = folder / "app.py", free_port()
    script.write_text('import streamlit as st\nst.title("空页")\n', encoding="utf-8")
    command = [sys.executable, "-m", "streamlit", "run", str(script), "--server.port", str(port), *STREAMLIT]
    with subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL) as process:
        try:
            wait_until_served(f"http://127.0.0.1:{port}", process)
            yield f"http://127.0.0.1:{port}"
        finally:
            process.terminate()


def main(number: int) -> None:
    with tempfile.TemporaryDirectory() as temporary, sync_playwright() as playwright:
        folder, place = Path(temporary) / "plans", Path(temporary) / "graph"
        folder.mkdir()
        list(plans(folder, number))
        with open_store(place, write=True) as store:
            ingest([folder, SAMPLES], store)
            settle(store)
            (tasks,) = store.read("MATCH (t:Task) RETURN count(t) AS tasks")
        print(f"{tasks['tasks']} tasks; seconds, median of {TRIES} (first try); of the processors: server + browser")
        browser = launch(playwright)
        heading = '[data-testid="stHeading"]'
        with empty(Path(temporary)) as site:
            nothing = Trial("空页", "", heading, lambda _: None, heading)
            least = shown(browser, site, nothing, None)
        with serve(place, program=COMMAND) as site:
            for trial in trials(place):
                shown(browser, site, trial, least)
        browser.close()


def shown(browser: Browser, site: str, trial: Trial, least: Cost | None) -> Cost:
    """Try it and print; what it takes to open."""
    server = child()
    firsts, answers = zip(*(attempt(browser, site, trial, server) for _ in range(TRIES)), strict=True)
    first, answer = median(firsts), median(answers)
    print(
        f"{trial.page:　<6} useful {first.clock:5.2f} ({firsts[0].clock:5.2f}) processors {first.server:.2f} + "
        f"{first.tab:.2f} = {first.processors / (least or first).processors:.1f} × 空页"
        f"  answer {answer.clock:5.2f} ({answers[0].clock:5.2f}) processors {answer.server:.2f} + {answer.tab:.2f}",
        flush=True,
    )
    return first


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else PLANS)
