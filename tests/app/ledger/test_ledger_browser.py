"""The page 台账 in a real browser: a cell is changed, entered, and found in the task's history."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Locator, Page, expect

from policygraph.graph.stores.opening import open_store
from policygraph.services.ingestion import add_document
from policygraph.services.settle import settle as settle_graph
from tests.browser import WIDE, open_page, serve, settle
from tests.texts import PLAN


@pytest.fixture
def own_site(tmp_path: Path) -> Iterator[str]:
    with open_store(tmp_path / "graph", write=True) as store:
        add_document(store, PLAN.encode(), "方案.txt", "/方案.txt")
        settle_graph(store)
    with serve(tmp_path / "graph") as address:
        yield address


def cell(tab: Page, row: int, name: str) -> Locator:
    return tab.locator(f'[role=row][aria-rowindex="{row + 1}"] [data-name={name}]')


def test_a_cell_is_changed_entered_and_found_in_the_history(own_site: str, tab: Page) -> None:
    tab.set_viewport_size({"width": WIDE[0], "height": WIDE[1]})
    open_page(tab, f"{own_site}/ledger?order=text")
    tab.get_by_role("textbox", name="填报人").fill("甲")
    tab.keyboard.press("Enter")
    settle(tab)
    cell(tab, 1, "task").click()
    for _ in range(3):  # past 牵头单位 and 到期日
        tab.keyboard.press("ArrowRight")
    tab.keyboard.press("Enter")
    tab.locator(".editor").fill("140")  # which no browser makes 100% of
    tab.keyboard.press("Enter")
    expect(tab.get_by_text("“140”不对")).to_be_visible()
    expect(cell(tab, 1, "share")).to_have_class(re.compile("wrong"))
    tab.keyboard.press("ArrowUp")
    tab.keyboard.type("62.5")
    tab.keyboard.press("Enter")
    changes = tab.locator(".pg-changes")
    expect(changes.locator("ins")).to_have_text("62.5%")
    expect(changes).to_contain_text("修剪茶园")
    expect(changes).to_contain_text("甲")
    expect(cell(tab, 1, "share")).to_have_text("62.5%")
    expect(cell(tab, 1, "share")).to_have_attribute("title", "原来：（空）")
    tab.get_by_role("button", name="填报这 1 项").click()
    expect(tab.get_by_text("已填报 1 项")).to_be_visible()
    expect(changes).to_have_count(0)
    settle(tab)
    expect(tab.locator(".sheet .changed")).to_have_count(0)
    cell(tab, 1, "look").click()
    expect(tab.get_by_role("heading", name="修剪茶园")).to_be_visible()
    history = tab.locator('[data-testid="stDataFrame"]')
    expect(history.locator("td", has_text="62.5%")).to_have_count(1)
    expect(tab.get_by_role("region", name="原文：").locator("mark.focus").first).to_contain_text("修剪茶园")
    assert "task=" in tab.url
    every_kind_of_cell(tab)


def every_kind_of_cell(tab: Page) -> None:
    """With the keyboard alone, and by the clipboard; an edit that is given up changes nothing."""
    cell(tab, 2, "reported").click()
    tab.keyboard.press("Enter")
    tab.locator(".editor").select_option("滞后")
    expect(cell(tab, 2, "reported")).to_have_text("滞后")
    tab.keyboard.press("ArrowRight")
    tab.keyboard.press("F2")
    tab.locator(".editor").fill("正在检修")
    tab.keyboard.press("Tab")
    tab.keyboard.type("不写")
    tab.keyboard.press("Escape")
    expect(cell(tab, 2, "problem")).to_have_text("")
    tab.keyboard.press("ArrowRight")
    tab.keyboard.press("Space")
    expect(cell(tab, 2, "confirmed")).to_have_attribute("aria-label", "确认销号：是")
    tab.keyboard.press("Delete")  # which takes no mark away
    cell(tab, 3, "share").click()
    tab.locator(".box").evaluate(
        """box => {
          const clipboardData = new DataTransfer();
          clipboardData.setData("text/plain", "30\\t2025-5-6\\t正常\\n");
          box.dispatchEvent(new ClipboardEvent("paste", { clipboardData }));
        }"""
    )
    expect(cell(tab, 3, "as_of")).to_have_text("2025-05-06")
    changes = tab.locator(".pg-changes ins")
    expect(changes).to_have_text(["滞后", "正在检修", "是", "30%", "2025-05-06", "正常"])
    expect(tab.get_by_role("button", name="填报这 2 项")).to_be_disabled()  # what is late is not closed
    tab.get_by_role("button", name="都不要了").click()
    expect(tab.locator(".sheet .changed")).to_have_count(0)
    tab.get_by_role("columnheader", name="到期日").click()
    expect(tab).to_have_url(re.compile("order=due"))
    settle(tab)


def test_on_a_telephone_every_column_comes_into_sight(own_site: str, tab: Page) -> None:
    """The task stays beside it, and nothing is wider than the screen."""
    tab.set_viewport_size({"width": 390, "height": 844})
    open_page(tab, f"{own_site}/ledger?order=text")
    settle(tab)
    cell(tab, 1, "task").click()
    for name in ("leads", "due_on", "share", "as_of"):
        tab.keyboard.press("ArrowRight")
        expect(cell(tab, 1, name)).to_have_class(re.compile(r"\bat\b"))
        task, other = cell(tab, 1, "task").bounding_box(), cell(tab, 1, name).bounding_box()
        assert task and other and task["x"] >= 0 and task["x"] + task["width"] <= other["x"] + 1, name
        assert other["x"] + other["width"] <= 390, name
    for view in ("trends", "years"):
        open_page(tab, f"{own_site}/ledger?view={view}")
        settle(tab)
        assert tab.evaluate("document.documentElement.scrollWidth") <= 390
