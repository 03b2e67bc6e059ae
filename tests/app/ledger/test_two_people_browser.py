"""Two people at the page 台账 at the same time, each in a browser of his own: neither's entry is lost, and who comes
second sees what the other told."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Locator, Page, expect

from policygraph.graph.ledgers.lines import lines
from policygraph.graph.stores.opening import open_store
from policygraph.services.ingestion import add_document
from policygraph.services.settle import settle as settle_graph
from tests.browser import WIDE, open_page, serve, settle
from tests.texts import PLAN


@pytest.fixture
def graph(tmp_path: Path) -> Path:
    with open_store(tmp_path / "graph", write=True) as store:
        add_document(store, PLAN.encode(), "方案.txt", "/方案.txt")
        settle_graph(store)
    return tmp_path / "graph"


@pytest.fixture
def other_tab(tab: Page) -> Iterator[Page]:
    browser = tab.context.browser
    assert browser
    context = browser.new_context(locale="zh-CN", reduced_motion="reduce")
    yield context.new_page()
    context.close()


def sit_down(tab: Page, site: str, name: str) -> None:
    tab.set_viewport_size({"width": WIDE[0], "height": WIDE[1]})
    open_page(tab, f"{site}/ledger?order=text")
    tab.get_by_role("textbox", name="填报人").fill(name)
    tab.keyboard.press("Enter")
    settle(tab)


def cell(tab: Page, row: int, name: str) -> Locator:
    return tab.locator(f'[role=row][aria-rowindex="{row + 1}"] [data-name={name}]')


def write(tab: Page, row: int, name: str, words: str) -> None:
    cell(tab, row, name).click()
    tab.keyboard.press("F2")
    tab.locator(".editor").fill(words)
    tab.keyboard.press("Enter")
    expect(tab.locator(".pg-changes ins").last).to_contain_text(words)
    settle(tab)


def enter(tab: Page, count: int = 1) -> None:
    tab.get_by_role("button", name=f"填报这 {count} 项").click()


def test_neither_of_two_people_loses_an_entry(graph: Path, tab: Page, other_tab: Page) -> None:
    with serve(graph) as site:
        sit_down(tab, site, "甲")
        sit_down(other_tab, site, "乙")
        # Both write in the same cell, and the second in another row besides, before either has entered anything
        write(tab, 1, "share", "40")
        write(other_tab, 1, "share", "60")
        write(other_tab, 2, "text", "设备已到货")
        enter(tab)
        expect(tab.get_by_text("已填报 1 项")).to_be_visible()
        settle(tab)
        enter(other_tab, 2)
        expect(other_tab.get_by_text("页面打开以后又有人报了“修剪茶园”的进展")).to_be_visible()
        asked = other_tab.get_by_text("您打开页面以后，甲 于")
        expect(asked).to_contain_text("完成 40%")
        expect(other_tab.get_by_role("button", name="填报这 2 项")).to_be_disabled()
        expect(other_tab.locator(".pg-changes ins")).to_have_text(["60%", "设备已到货"])  # what was written is kept
        other_tab.get_by_role("button", name="看过了，仍按我的填报").click()
        settle(other_tab)
        enter(other_tab, 2)
        expect(other_tab.get_by_text("已填报 2 项")).to_be_visible()
        settle(other_tab)
        # The first still sees the page as it was; whatever he does next, he sees what the other told
        write(tab, 2, "problem", "电压不足")
        enter(tab)
        expect(tab.get_by_text("您打开页面以后，乙 于")).to_contain_text("设备已到货")
        tab.get_by_role("button", name="不填这一项").click()
        settle(tab)
        expect(tab.locator(".pg-changes")).to_have_count(0)
        expect(cell(tab, 1, "share")).to_have_text("60%")
    with open_store(graph) as store:
        told = {line.title: [(each.by, each.share, each.words) for each in line.told] for line in lines(store.read)}
    assert sorted(told["修剪茶园"], key=str) == [("乙", 0.6, ""), ("甲", 0.4, "")]
    assert [each for some in told.values() for each in some if each[2]] == [("乙", None, "设备已到货")]
