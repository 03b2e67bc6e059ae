"""The overview in a real browser: a bar leads to its list, a row to its sentence."""

from __future__ import annotations

from playwright.sync_api import Page, expect

from tests.browser import open_page, settle


def test_a_bar_leads_to_its_list(site: str, tab: Page) -> None:
    open_page(tab, site)
    chart = tab.locator('[data-testid="stVegaLiteChart"]').first
    # The longest bar of those who lead; its name is what the address gets.
    bar = chart.locator(".mark-rect path").first
    bar.click()
    expect(tab.get_by_role("heading", name="部门的全部工作")).to_be_visible()
    assert "department=" in tab.url
    settle(tab)
    tab.mouse.move(0, 0)  # away from the table, whose tools would lie over the button
    tab.get_by_role("button", name="收起").click()
    expect(tab.get_by_role("heading", name="部门的全部工作")).to_be_hidden()
    assert "list=" not in tab.url


def test_a_row_leads_to_its_sentence(site: str, tab: Page) -> None:
    open_page(tab, f"{site}/?list=without-lead")
    table = tab.locator('[data-testid="stDataFrame"]').first
    box = table.bounding_box()
    assert box is not None
    tab.mouse.click(box["x"] + 60, box["y"] + 35 + 17)
    expect(tab.get_by_role("region", name="原文：").locator("mark.focus").first).to_be_visible()
