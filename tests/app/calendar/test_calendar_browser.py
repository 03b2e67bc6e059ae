"""The calendar in a real browser: a day opens its tasks and their sentence; on a telephone the month stays a month."""

from __future__ import annotations

from playwright.sync_api import Page, expect

from tests.browser import open_page, settle

ADDRESS = "calendar?on=2025-10-20"
PHONE = {"width": 390, "height": 844}


def test_a_day_opens_its_tasks_and_their_sentence(site: str, tab: Page) -> None:
    open_page(tab, f"{site}/{ADDRESS}")
    expect(tab.get_by_text("逾期 3 项").first).to_be_visible()
    tab.get_by_role("button", name="31 ·").click()
    expect(tab.get_by_role("heading", name="2025年10月31日 周五")).to_be_visible()
    assert "day=2025-10-31" in tab.url
    settle(tab)
    row = {"x": 60.0, "y": 35.0 + 17.0}
    tab.locator('[data-testid="stDataFrame"]:visible').last.click(position=row)  # when it stands still
    expect(tab.get_by_role("region", name="原文：").locator("mark.focus").first).to_be_visible()
    day = tab.get_by_role("button", name="31 ·")
    expect(day).to_have_attribute("aria-pressed", "true")
    day.click()
    expect(tab.get_by_role("heading", name="2025年10月31日 周五")).to_have_count(0)
    tab.get_by_role("button", name="‹").click()
    expect(tab.get_by_text("2025年9月", exact=True)).to_be_visible()
    assert "at=2025-09-01" in tab.url and "day=" not in tab.url


def test_on_a_telephone_the_month_stays_a_month(site: str, tab: Page) -> None:
    tab.set_viewport_size(PHONE)
    open_page(tab, f"{site}/{ADDRESS}")
    days = tab.locator(".days .day")
    expect(days).to_have_count(35)
    # At once, for what stands above may still be growing.
    week = days.evaluate_all("all => all.slice(0, 7).map((day) => day.getBoundingClientRect().toJSON())")
    assert len({box["top"] for box in week}) == 1, "seven days beside each other"
    assert all(box["left"] >= 0 and box["right"] <= PHONE["width"] for box in week)
    expect(tab.locator(".pg-dots").first).to_be_visible()
    expect(tab.locator(".pg-dues").first).to_be_hidden()
    assert tab.evaluate("document.documentElement.scrollWidth") <= PHONE["width"]
