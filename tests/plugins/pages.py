"""The page in a real browser."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, sync_playwright

from tests import browser as real_browser
from tests.plugins.without import without


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """A real Chromium; without one, CI fails and a person's run goes without."""
    with sync_playwright() as playwright:
        try:
            started = real_browser.launch(playwright, quick=True)
        except real_browser.UnavailableError as error:
            without(f"没有在浏览器里测试网页：{error}")
        yield started
        started.close()


@pytest.fixture(scope="session")
def site(samples_graph: Path) -> Iterator[str]:
    """The address of the page on the samples; for tests that only look."""
    with real_browser.serve(samples_graph) as address:
        yield address


@pytest.fixture
def tab(browser: Browser) -> Iterator[Page]:
    """A tab of the browser; the test fails if the page asks for anything outside or has an error."""
    with real_browser.watched_tab(browser) as page:
        yield page
