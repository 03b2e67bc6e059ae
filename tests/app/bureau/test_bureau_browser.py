"""A bureau's form goes out of the page, is filled in, and comes back: what it says is in the ledger."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from urllib.parse import quote

from openpyxl import load_workbook
from playwright.sync_api import Page, expect

from policygraph.graph.ledgers.reports import all_reports
from policygraph.graph.stores.opening import open_store
from policygraph.services.ingestion import add_document
from policygraph.services.ledgers.form import LAYOUT
from policygraph.services.ledgers.sheet import HEAD
from policygraph.services.settle import settle
from tests import browser
from tests.browser import open_page, serve, taken
from tests.graph.ledgers.test_bureau import BUREAU, PLAN


def test_a_form_goes_out_and_comes_back(tab: Page, tmp_path: Path) -> None:
    place, this_year = tmp_path / "graph", date.today().year
    with open_store(place, write=True) as store:
        add_document(store, PLAN.replace("2031", str(this_year)).encode(), "方案.txt", "/方案.txt")
        settle(store)
    with serve(place) as address:
        open_page(tab, f"{address}/bureau?department={quote(BUREAU)}")
        tab.get_by_role("tab", name="填报表").click()
        form = tmp_path / "表.xlsx"
        taken(tab, tab.get_by_role("button", name="下载填报表（2 项）")).save_as(form)
        book = load_workbook(form)
        book[LAYOUT.sheet].cell(HEAD + 1, LAYOUT.column("share")).value = 0.4
        book[LAYOUT.sheet].cell(HEAD + 1, LAYOUT.column("problem")).value = "人手不足"
        book.save(form)
        tab.locator("input[type=file]").set_input_files(form)
        expect(tab.get_by_text("填了 1 项，空着 1 项")).to_be_visible()
        tab.get_by_role("button", name="收下 1 项").click()
        expect(tab.get_by_text(f"已收下 {BUREAU} 的 1 项进展")).to_be_visible()
        tab.wait_for_load_state("networkidle")
        browser.settle(tab)
    with open_store(place) as store:
        [held] = all_reports(store.read).values()
    assert (held.title, held.share, held.problem, held.by) == ("修剪茶园", 0.4, "人手不足", BUREAU)
