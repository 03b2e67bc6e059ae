"""The context in a real browser: chosen once, it goes along, is there when one comes back, and is cleared at once."""

from __future__ import annotations

import re

from playwright.sync_api import Page, expect

from tests.browser import open_page, settle

PLACE = "青穗县"


def test_chosen_once_it_goes_along_stays_and_is_cleared(site: str, tab: Page) -> None:
    open_page(tab, f"{site}/calendar?on=2025-06-01")
    tab.get_by_role("button", name="选地方、单位…").click()
    dialog = tab.get_by_role("dialog")
    dialog.get_by_role("combobox", name="地方").click()
    tab.get_by_role("option", name=PLACE).click()
    dialog.get_by_role("button", name="确定").click()
    shown = tab.locator("button.choose")
    expect(shown).to_have_text(PLACE)
    settle(tab)
    policy = tab.get_by_role("combobox", name="政策")
    # To another page by the menu.
    tab.get_by_role("link", name="责任矩阵").click()
    expect(tab.get_by_role("heading", name="责任矩阵")).to_be_visible()
    expect(policy).to_have_value(re.compile("^青穗县实施"))
    assert "in=" in tab.url
    settle(tab)
    # Another day: the browser knows.
    tab.goto("about:blank")
    open_page(tab, f"{site}/matrix")
    expect(shown).to_have_text(PLACE)
    expect(policy).to_have_value(re.compile("^青穗县实施"))
    settle(tab)
    tab.get_by_role("button", name="不限范围").click()
    expect(shown).to_have_text("选地方、单位…")
    expect(policy).to_have_value(re.compile("^临澜区2025年"))
    settle(tab)
    assert "in=" not in tab.url
