"""Every page in a real browser, with all that goes outside blocked."""

from __future__ import annotations

import pytest
from playwright.sync_api import Page

from policygraph.app.frame.sitemap import ENTRIES
from tests.browser import open_page


@pytest.mark.parametrize("path", ENTRIES)
def test_a_page_asks_for_nothing_outside(site: str, tab: Page, path: str) -> None:
    open_page(tab, f"{site}/{'' if path == 'overview' else path}")  # the first page has no name in the address
    assert tab.locator('[data-testid="stHeading"]').first.inner_text() == ENTRIES[path].title
    assert tab.locator('[data-testid="stException"]').count() == 0
