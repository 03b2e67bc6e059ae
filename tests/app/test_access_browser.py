"""Whether everybody can use the pages, with no way outside: axe-core finds nothing, light and dark, on a desk and on a
telephone; at 150 % nothing is cut off; keys are enough; what is printed is the page without what stands around it."""

from __future__ import annotations

import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import yaml
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page
from pypdfium2 import PdfDocument

from policygraph.app.frame.sitemap import ENTRIES
from tests import by_keys
from tests.browser import open_page, settle, watched_tab
from tests.paths import ROOT
from tests.patience import LONG
from tests.screenshots import addresses

EXCEPTED = yaml.safe_load((ROOT / "tests/cases/access.yaml").read_text(encoding="utf-8"))["excepted"]
DESK, TELEPHONE = (1280, 800), (390, 844)
ZOOMED = (853, 480)  # what 1280 × 720 has at 150 %
ALL = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "best-practice"]
TURNED = {"type": "rule", "values": ["color-contrast", "scrollable-region-focusable", "label", "button-name"]}
"""What another colour or width can change of what was looked at already."""


STILL = """() => new Promise((done) => {
  const started = performance.now();
  let last = started;
  const watch = new MutationObserver(() => (last = performance.now()));
  watch.observe(document.body, { subtree: true, childList: true, attributes: true });
  const look = setInterval(() => {
    const now = performance.now();
    if (now - last < 400 || (document.documentElement.lang !== "zh-CN" && now - started < 2e4)) return;
    clearInterval(look);
    watch.disconnect();
    done();
  }, 100);
})"""
"""Until nothing has changed for a while: Streamlit draws on after the server has nothing more to send."""


def at_rest(tab: Page, words: str = "") -> None:
    """When something with these words would be printed, and nothing more is drawn.

    Of no load state: between an element's place and its table the browser fetches what draws it, and on a busy machine
    it has not begun to ask for it when all seems still.
    """
    until = time.monotonic() + LONG
    while True:
        tab.evaluate("dispatchEvent(new Event('beforeprint'))")
        there = tab.locator(".paper", has_text=words).count()
        tab.evaluate("dispatchEvent(new Event('afterprint'))")
        if there:
            break
        assert time.monotonic() < until, words
        tab.wait_for_timeout(200)
    tab.evaluate(STILL)


@pytest.fixture(scope="module")
def places(samples_graph: Path) -> dict[str, str]:
    return addresses(samples_graph)


@pytest.fixture(scope="module")
def axe() -> Axe:
    return Axe()


# What is in order is not told: to put it together, and to hand it over, took half of the time.
RUN = "(only) => axe.run({ runOnly: only, resultTypes: ['violations'] }).then((found) => found.violations)"


def found(axe: Axe, tab: Page, run_only: Any) -> Iterator[str]:
    """What axe-core finds wrong, a line for each place."""
    if not tab.evaluate("'axe' in window"):
        tab.evaluate(axe.axe_script)
    for violation in tab.evaluate(RUN, run_only):
        left = [each["within"] for each in EXCEPTED if each["rule"] == violation["id"]]
        for node in violation["nodes"]:
            target = str(node["target"])
            if not any(each in target for each in left):
                why = [each["message"] for each in (*node["any"], *node["all"], *node["none"])][:1]
                yield f"{violation['id']} {target} {node['html'][:120]} {why}"


def by_axe(axe: Axe, tab: Page) -> Iterator[str]:
    """What axe-core finds wrong with the page that is open, light and dark, on a desk and on a telephone."""
    try:
        for size, scheme, rules in (
            (DESK, "light", ALL), (DESK, "dark", TURNED), (TELEPHONE, "dark", ALL), (TELEPHONE, "light", TURNED),
        ):  # fmt: skip
            tab.set_viewport_size({"width": size[0], "height": size[1]})
            tab.emulate_media(color_scheme=scheme)  # type: ignore[arg-type]
            at_ease(tab)
            for each in found(axe, tab, rules):
                yield f"{scheme} {size[0]}: {each}"
    finally:
        tab.emulate_media(color_scheme="light")


def at_ease(tab: Page) -> None:
    settle(tab)
    tab.wait_for_load_state("networkidle")  # Streamlit fetches what draws an element when it is needed
    tab.evaluate(STILL)


def bare(path: str) -> str:
    """The address of a page, without that of something on it; the first has no name there."""
    return "" if path == "overview" else path


def test_a_page_without_anything_chosen_asks_for_nothing_outside(
    site: str, browser: Browser, places: dict[str, str]
) -> None:
    for path in (path for path in ENTRIES if places[path] != bare(path)):
        with watched_tab(browser, DESK) as tab:
            open_page(tab, f"{site}/{bare(path)}")
            assert tab.get_by_test_id("stHeading").first.inner_text() == ENTRIES[path].title, path
            assert tab.get_by_test_id("stException").count() == 0, path


@pytest.mark.parametrize("path", ENTRIES)
def test_everybody_can_use_it(site: str, browser: Browser, places: dict[str, str], axe: Axe, path: str) -> None:
    """In one visit, since to open a page takes longer than to look at it: nothing is asked for outside (the tab looks
    to that); axe-core finds nothing; nothing is cut off at 150 %; keys are enough."""
    with watched_tab(browser, DESK) as tab:
        open_page(tab, f"{site}/{places[path]}")
        if places[path] == bare(path):
            assert tab.get_by_test_id("stHeading").first.inner_text() == ENTRIES[path].title
        assert tab.get_by_test_id("stException").count() == 0
        assert not (wrong := list(by_axe(axe, tab))), "\n".join(wrong)
        tab.set_viewport_size({"width": ZOOMED[0], "height": ZOOMED[1]})
        at_ease(tab)
        assert by_keys.cut_off(tab) == []
        assert by_keys.unseen(tab) == []
        if act := by_keys.ACTS.get(path):
            act(tab)


def test_what_is_printed_is_the_whole_table_on_sheets(site: str, browser: Browser, places: dict[str, str]) -> None:
    """The heading again on each sheet, no row left out, nothing that one presses."""
    with watched_tab(browser, DESK) as tab:
        for path, heads in (("matrix", "工作任务"), ("ledger", "牵头单位")):
            open_page(tab, f"{site}/{path if path == 'ledger' else places[path]}")
            at_rest(tab, heads)
            sheets = [
                sheet.get_textpage().get_text_bounded() for sheet in PdfDocument(tab.pdf(prefer_css_page_size=True))
            ]
            assert len(sheets) > 1, path
            # What stands below the table may have the last sheet for itself.
            assert all(heads in "".join(sheet.split()) for sheet in sheets[:-1]), path
            assert "图谱探索" not in sheets[0]  # of the menu
        assert "".join(sheets).count("临澜区") > 20


def test_what_is_printed_is_what_is_open(site: str, browser: Browser, places: dict[str, str]) -> None:
    """Of tabs the one that is seen; no sheet for itself for what only the screen has; all of a drawing."""
    with watched_tab(browser, DESK) as tab:
        open_page(tab, f"{site}/{places['bureau']}")
        at_rest(tab, "从上级哪里来")
        sheets = [each.get_textpage().get_text_bounded() for each in PdfDocument(tab.pdf(prefer_css_page_size=True))]
        assert "从上级哪里来" in sheets[0] and "共同的任务" not in "".join(sheets)
        open_page(tab, f"{site}/{places['query']}")
        at_rest(tab, "原文依据")
        assert "原文依据" in PdfDocument(tab.pdf(prefer_css_page_size=True))[0].get_textpage().get_text_bounded()
        open_page(tab, f"{site}/{places['explore']}")
        at_rest(tab)
        tab.evaluate("dispatchEvent(new Event('beforeprint'))")
        assert tab.locator("img.paper").evaluate("async (each) => (await each.decode(), each.naturalWidth)") > 0
        tab.evaluate("dispatchEvent(new Event('afterprint'))")
        assert tab.locator("img.paper").count() == 0
