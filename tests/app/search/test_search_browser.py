"""The box on every page, in a real browser."""

from __future__ import annotations

from playwright.sync_api import Page, expect

from tests.browser import open_page, settle


def test_words_from_any_page_lead_to_what_has_them(site: str, tab: Page) -> None:
    open_page(tab, f"{site}/calendar")
    box = tab.get_by_role("searchbox", name="搜索")
    expect(box).to_be_visible()  # the browser fetches its script when the page has been drawn
    tab.keyboard.press("Control+k")
    expect(box).to_be_focused()
    box.fill("高标准农田")
    box.press("Enter")
    expect(tab.get_by_role("heading", name="检索")).to_be_visible()
    settle(tab)
    assert "q=" in tab.url and expect(box).to_have_value("高标准农田") is None
    tasks = tab.locator('section[data-label="Task"]')
    expect(tasks.locator("li")).to_have_count(5)
    expect(tasks.locator("mark").first).to_have_text("高标准农田")
    tasks.get_by_role("link", name="全部 10 个任务").click()
    expect(tasks.locator("li")).to_have_count(10)
    settle(tab)
    link = tasks.get_by_role("link", name="加强高标准农田建设").first
    href = link.get_attribute("href")
    link.click()
    tab.wait_for_url(href or "")
    settle(tab)
    expect(tab.get_by_role("heading").first).not_to_have_text("检索")
