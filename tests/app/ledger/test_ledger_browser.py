"""The page 台账 in a real browser: a cell is changed, entered, and found in the task's history."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from policygraph.graph.stores.opening import open_store
from policygraph.services.ingestion import add_document
from policygraph.services.settle import settle as settle_graph
from tests.browser import WIDE, open_page, serve, settle
from tests.texts import PLAN

ROW_HEIGHT, TASK, LOOK = 35, 260, 75  # pixels; from the grid's left edge into the columns 任务 and 历次


@pytest.fixture
def own_site(tmp_path: Path) -> Iterator[str]:
    with open_store(tmp_path / "graph", write=True) as store:
        add_document(store, PLAN.encode(), "方案.txt", "/方案.txt")
        settle_graph(store)
    with serve(tmp_path / "graph") as address:
        yield address


def click(tab: Page, row: int, at: int) -> None:
    """Into the grid, which is a canvas."""
    grid = tab.locator('[data-testid="stDataFrame"]').first
    grid.scroll_into_view_if_needed()
    box = grid.bounding_box()
    assert box is not None
    tab.mouse.click(box["x"] + at, box["y"] + ROW_HEIGHT * (row + 0.5))


def test_a_cell_is_changed_entered_and_found_in_the_history(own_site: str, tab: Page) -> None:
    tab.set_viewport_size({"width": WIDE[0], "height": WIDE[1]})
    open_page(tab, f"{own_site}/ledger?order=text")
    tab.get_by_role("textbox", name="填报人").fill("甲")
    tab.keyboard.press("Enter")
    settle(tab)
    click(tab, 1, TASK)
    for _ in range(3):  # past 牵头单位 and 到期日
        tab.keyboard.press("ArrowRight")
    tab.keyboard.press("Enter")
    tab.locator(".gdg-input").fill("140")  # which no browser makes 100% of
    tab.keyboard.press("Enter")
    expect(tab.get_by_text("得到 140")).to_be_visible()
    tab.keyboard.press("ArrowUp")
    tab.keyboard.press("Enter")
    tab.locator(".gdg-input").fill("62.5")
    tab.keyboard.press("Enter")
    changes = tab.locator(".pg-changes")
    expect(changes.locator("ins")).to_have_text("62.5%")
    expect(changes).to_contain_text("修剪茶园")
    expect(changes).to_contain_text("甲")
    tab.get_by_role("button", name="填报这 1 项").click()
    expect(tab.get_by_text("已填报 1 项")).to_be_visible()
    expect(changes).to_have_count(0)
    settle(tab)
    click(tab, 1, LOOK)
    expect(tab.get_by_role("heading", name="修剪茶园")).to_be_visible()
    history = tab.locator('[data-testid="stDataFrame"]').nth(1)
    expect(history.locator("td", has_text="62.5%")).to_have_count(1)
    expect(tab.get_by_role("region", name="原文：").locator("mark.focus").first).to_contain_text("修剪茶园")
    assert "task=" in tab.url
