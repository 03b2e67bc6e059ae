"""The pages of things in a real browser: from name to name, what is copied and printed, an address without a page."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from playwright.sync_api import Page, expect

from tests.browser import open_page, settle


@pytest.fixture
def printed(tab: Page) -> Iterator[Page]:
    tab.emulate_media(media="print")
    yield tab
    tab.emulate_media(media="null")


@pytest.fixture
def village(site: str, tab: Page) -> Page:
    """The page of a village, come to by its name."""
    open_page(tab, f"{site}/village")
    tab.get_by_role("link", name="石榴坪村").click()
    expect(tab.get_by_role("heading", name="石榴坪村")).to_be_visible()
    settle(tab)
    return tab


def test_from_name_to_name_and_what_is_copied_there(site: str, village: Page) -> None:
    village.get_by_role("link", name="发展特色种养业").first.click()
    expect(village.get_by_role("heading", name="发展特色种养业")).to_be_visible()
    settle(village)
    village.get_by_role("button", name="复制地址").click()
    address = village.get_by_label("已复制的内容").first.input_value()
    assert address.startswith(f"{site}/task?task=")
    village.get_by_role("button", name="引用此句").first.click()
    cited = village.get_by_label("已复制的内容").nth(1).input_value().split("\n")
    assert (
        cited[0].startswith("“") and "年“百溪润田、千村焕新”行动实施方案》（" in cited[0] and cited[0].endswith(" 段")
    )
    open_page(village, cited[1])
    expect(village.get_by_text("地址所指的一句")).to_be_visible()
    expect(village.locator("mark.focus").first).to_be_visible()
    open_page(village, address)
    expect(village.get_by_role("heading", name="发展特色种养业")).to_be_visible()


def test_all_of_a_page_is_printed_but_its_buttons(village: Page, printed: Page) -> None:
    expect(printed.get_by_role("button", name="打印")).to_be_hidden()
    expect(printed.get_by_role("cell", name="发展特色种养业").first).to_be_visible()
    clipped = "(main) => getComputedStyle(main).overflow !== 'visible'"
    assert not printed.locator('[data-testid="stMain"]').evaluate(clipped), "more than a screen of it"


def test_an_address_without_a_page_says_so_and_leads_on(site: str, tab: Page) -> None:
    open_page(tab, f"{site}/nopage")
    expect(tab.get_by_role("heading", name="没有这一页")).to_be_visible()
    tab.get_by_test_id("stPageLink").get_by_text("责任矩阵").click()
    expect(tab.get_by_role("heading", name="责任矩阵")).to_be_visible()
