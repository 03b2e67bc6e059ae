"""How long a person waits on a graph of 5,000 tasks: for a page's first useful content, from a click to its answer.

    python -m benchmarks.pages [PLANS]        # 360 plans of 14 tasks if not given

A real Chromium on this machine; the median of several tries, each in a new tab of a server that has been asked before,
and beside it the first try, when nothing is kept yet. The plans are a sample's, as if many counties had written it.
"""

from __future__ import annotations

import statistics
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from typing import NamedTuple
from urllib.parse import urlencode

from playwright.sync_api import Browser, Page, sync_playwright

from policygraph.graph.asking import catalog
from policygraph.graph.stores.opening import open_store
from policygraph.services.ingestion import ingest
from policygraph.services.settle import settle
from tests.browser import SAMPLES, SMALL, launch, serve
from tests.many import plans

TRIES = 7
PLANS = 360
PATIENCE = 60_000  # milliseconds
MEASURE = "加强高标准农田建设"
ROW_HEIGHT = 35


class Trial(NamedTuple):
    """An address, what is useful there when it is seen, and a click with what answers it."""

    page: str
    address: str
    useful: str
    click: Callable[[Page], None]
    answer: str


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
        Trial("总览", "", chart, press("没有牵头单位"), table),
        Trial("总览的一行", "?list=without-lead", table, row_of_table, marked),
        Trial("图谱探索", at("explore", node=f"Policy:{policy['id']}"), "[role=application]", node, named),
        Trial("责任矩阵", at("matrix", policy=policy["id"]), "td.lead, td .lead", cell, ".panel mark"),
        Trial("日历", at("calendar", on="2025-10-20", at="2025-09-01"), ".st-key-calendar-month button", day, table),
        Trial("台账", "ledger", ".sheet [data-name=task] span", share, ".sheet .changed"),
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
    """The share of the first task, written anew."""
    tab.locator('.sheet [data-row="0"] [data-name=share]').click()
    tab.keyboard.type("42")
    tab.keyboard.press("Enter")


def cell(tab: Page) -> None:
    tab.locator("table[role=grid] td[aria-label$=牵头]").first.click()


def day(tab: Page) -> None:
    """The last day of the month, on which a step falls due in every plan."""
    tab.locator(".st-key-calendar-day-2025-09-30 button").click()


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


def attempt(browser: Browser, site: str, trial: Trial) -> tuple[float, float]:
    """Seconds until there is useful content, and from the click to the answer."""
    context = browser.new_context(viewport={"width": SMALL[0], "height": SMALL[1]})
    context.set_default_timeout(PATIENCE)
    tab = context.new_page()
    began = time.perf_counter()
    tab.goto(f"{site}/{trial.address}")
    tab.locator(trial.useful).first.wait_for()
    first = time.perf_counter() - began
    tab.wait_for_selector('[data-testid="stApp"][data-test-script-state="notRunning"]', state="attached")
    tab.wait_for_timeout(500)  # a person needs longer
    began = time.perf_counter()
    trial.click(tab)
    tab.locator(trial.answer).first.wait_for()
    answer = time.perf_counter() - began
    context.close()
    return first, answer


def main(number: int) -> None:
    with tempfile.TemporaryDirectory() as temporary, sync_playwright() as playwright:
        folder, place = Path(temporary) / "plans", Path(temporary) / "graph"
        folder.mkdir()
        list(plans(folder, number))
        with open_store(place, write=True) as store:
            ingest([folder, SAMPLES], store)
            settle(store)
            (tasks,) = store.read("MATCH (t:Task) RETURN count(t) AS tasks")
        print(f"{tasks['tasks']} tasks; seconds, median of {TRIES} (first try)", flush=True)
        with serve(place) as site:
            browser = launch(playwright)
            for trial in trials(place):
                found = [attempt(browser, site, trial) for _ in range(TRIES)]
                shown, answered = zip(*found, strict=True)
                print(
                    f"{trial.page:　<6} useful {statistics.median(shown):5.2f} ({shown[0]:5.2f})"
                    f"  answer {statistics.median(answered):5.2f} ({answered[0]:5.2f})",
                    flush=True,
                )
            browser.close()


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else PLANS)
