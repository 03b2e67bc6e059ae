"""What the page's everyday jobs take: clicks and seconds, by script in Chromium.

    python -m benchmarks.jobs [GRAPH]       # the samples where none is given

Each job begins at an address that one keeps or comes to by the menu, and ends when its answer is there to be read, or
the file is on the disk. To write a question is no click; to send it by Enter is none either. The bar beside a number
of clicks is the most that the job may take; it is a table, and nothing fails.
"""

from __future__ import annotations

import re
import sys
import tempfile
import time
from collections.abc import Callable
from contextlib import ExitStack
from pathlib import Path
from typing import NamedTuple
from urllib.parse import urlencode

from playwright.sync_api import Locator, Page, expect, sync_playwright

from policygraph.graph.stores.opening import open_store
from policygraph.services.ingestion import ingest
from policygraph.services.settle import settle as settle_graph
from tests.browser import SAMPLES, SMALL, launch, open_page, serve, settle, watched_tab
from tests.screenshots import addresses

BUREAU, INDICATOR = "临澜区农业农村局", "农村生活污水治理率"
QUESTION, ANSWER = "临澜区谁牵头高标准农田？", re.compile("^临澜区.*农业农村局.*牵头")


class Hand:
    """Presses, and counts how often."""

    def __init__(self, tab: Page) -> None:
        self.tab, self.clicks = tab, 0

    def press(self, what: Locator) -> None:
        self.clicks += 1
        what.click()

    def press_row(self, table: Locator, number: int) -> None:
        """Of a table that is drawn as a picture."""
        self.clicks += 1
        table.scroll_into_view_if_needed()
        box = table.bounding_box()
        assert box is not None
        self.tab.mouse.click(box["x"] + 120, box["y"] + 35 * number + 17)


class Job(NamedTuple):
    """`most`: clicks that it may take. `page`: of `addresses`, or an address."""

    name: str
    most: int
    page: str
    do: Callable[[Hand], None]


def to_word(hand: Hand) -> None:
    hand.press(hand.tab.get_by_role("button", name="下载任务清单"))
    with hand.tab.expect_download() as taken:
        hand.press(hand.tab.get_by_role("button", name=".docx").first)
    assert taken.value.suggested_filename.endswith(".docx")


def who_leads(hand: Hand) -> None:
    box = hand.tab.get_by_role("textbox").first
    box.fill(QUESTION)
    box.press("Enter")
    expect(hand.tab.get_by_text(ANSWER).first).to_be_visible()


def to_sentence(hand: Hand) -> None:
    hand.press(hand.tab.locator('td[aria-label*="牵头"]').first)
    expect(hand.tab.locator("mark").first).to_be_visible()


def to_the_centre(hand: Hand) -> None:
    """The county's measure is in the address; the card of the central one shows its clause."""
    hand.press(hand.tab.locator('section[aria-label*="中央"] button.card').last)
    expect(hand.tab.locator(".st-key-trace-details mark").first).to_be_visible()


def way_of_a_figure(hand: Hand) -> None:
    hand.press_row(hand.tab.locator(".st-key-targets-table-of [data-testid=stDataFrame]"), 1)
    expect(hand.tab.locator(".st-key-targets-table-side mark").first).to_be_visible()


JOBS = (
    Job("本单位的任务清单到 Word", 3, f"bureau?{urlencode({'department': BUREAU})}", to_word),
    Job("谁牵头某地的某事（一句话提问）", 0, "query", who_leads),
    Job("矩阵的格子到原文", 1, "matrix", to_sentence),
    Job("县里的任务到中央的那一条", 2, "trace", to_the_centre),
    Job("一个指标从哪里来", 2, f"targets?{urlencode({'indicator': INDICATOR})}", way_of_a_figure),
)


def measure(tab: Page, site: str, address: str, job: Job) -> tuple[int, float]:
    """Clicks, and seconds from the first of them until the answer is there."""
    open_page(tab, f"{site}/{address}")
    tab.wait_for_load_state("networkidle")
    hand, begun = Hand(tab), time.perf_counter()
    job.do(hand)
    took = time.perf_counter() - begun
    settle(tab)
    return hand.clicks, took


def main(given: Path | None) -> None:
    with ExitStack() as stack:
        folder = Path(stack.enter_context(tempfile.TemporaryDirectory()))
        place = given or folder / "graph"
        if given is None:
            with open_store(place, write=True) as store:
                ingest([SAMPLES], store)
                settle_graph(store)
        known = addresses(place)
        browser = launch(stack.enter_context(sync_playwright()))
        site = stack.enter_context(serve(place))
        print("| 做什么 | 点几下 | 最多 | 秒 |\n| --- | --- | --- | --- |")
        for job in JOBS:
            with watched_tab(browser, SMALL) as tab:
                address = known.get(job.page, job.page) if job.page != "query" else "query"
                clicks, took = measure(tab, site, address, job)
            print(f"| {job.name} | {clicks} | {job.most} | {took:.1f} |", flush=True)
        browser.close()


if __name__ == "__main__":
    main(Path(sys.argv[1]) if len(sys.argv) > 1 else None)
