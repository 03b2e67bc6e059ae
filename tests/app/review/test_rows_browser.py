"""A row of a ledger on the page 核对 in a real browser: what is said of it is seen, and gone when it is taken back."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from policygraph.graph.stores.opening import open_store
from policygraph.services.settle import settle as settle_graph
from tests.app.review.test_review_browser import review, told
from tests.app.review.test_rows_page import TEACH, TWO
from tests.browser import serve
from tests.graph.ledgers.test_decided_rows import MACHINES, MEND, TRIM
from tests.graph.ledgers.test_ledgers import add
from tests.texts import PLAN


@pytest.fixture
def own_site(tmp_path: Path) -> Iterator[str]:
    with open_store(tmp_path / "graph", write=True) as store:
        add(store, plan=PLAN, ledger=TWO)
        settle_graph(store)
    with serve(tmp_path / "graph") as address:
        yield address


def test_rows_are_gone_through_one_after_the_other(own_site: str, tab: Page) -> None:
    review(tab, f"{own_site}/review?view=ledgers", "甲")
    tab.get_by_role("button", name=TEACH).click()
    expect(tab.get_by_role("region", name="原文：").locator("mark.focus").first).to_have_text("进行中")
    tab.get_by_role("button", name="是这一项").first.click()
    told(tab, f"已记下：台账的一行“{TEACH}”说的是任务“{TRIM}”")
    told(tab, "台账 1")
    expect(tab.get_by_role("button", name=MACHINES)).to_be_visible()
    pick = tab.get_by_role("combobox", name="另选")
    pick.evaluate("element => element.scrollIntoView({block: 'center'})")  # at the edge its list closes at once
    pick.fill("修剪")
    tab.get_by_role("option", name=TRIM).click()
    tab.keyboard.press("Escape")  # while the list is open nothing else can be pressed
    tab.get_by_role("button", name="是所选的").click()
    told(tab, f"“{MACHINES}”说的是任务“{TRIM}”")
    told(tab, "没有要核对的台账行")
    tab.get_by_role("button", name="撤销", exact=True).click()
    told(tab, "已撤销：")
    expect(tab.get_by_text(f"2 {MEND}")).to_be_visible()
