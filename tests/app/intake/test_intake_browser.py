"""The import page in a real browser: a document goes in, is shown, is in the matrix, and goes out again."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from policygraph.graph.stores.opening import open_store
from tests.browser import SAMPLES, open_page, serve, settle
from tests.graphs import COUNTY_TEXT

PLAN = sorted(SAMPLES.glob("05_*"))[0]


@pytest.fixture
def own_site(tmp_path: Path) -> Iterator[str]:
    """A server on an empty graph."""
    with open_store(tmp_path / "graph", write=True):
        pass
    with serve(tmp_path / "graph") as address:
        yield address


def test_a_document_goes_in_and_out(own_site: str, tab: Page, tmp_path: Path) -> None:
    broken = tmp_path / "空的.txt"
    broken.write_bytes(b"")
    open_page(tab, f"{own_site}/import")
    expect(tab.get_by_text("图里还没有文档")).to_be_visible()
    tab.locator('input[type="file"]').set_input_files([str(PLAN), str(broken)])
    expect(tab.get_by_text("已读入 1 份")).to_be_visible()
    expect(tab.get_by_text("空的.txt：")).to_be_visible()  # said, and the other went through
    expect(tab.get_by_text("读出 14 项任务")).to_be_visible()
    text = tab.get_by_role("region", name="原文：")
    expect(text.locator("mark.unit").first).to_be_visible()
    assert "牵头" in (text.locator("mark.unit").nth(3).get_attribute("title") or "")
    assert "document=" in tab.url
    settle(tab)
    tab.get_by_role("button", name="移除这份文档").click()
    tab.get_by_role("dialog").get_by_role("button", name="移除").click()
    expect(tab.get_by_text("图里还没有文档")).to_be_visible()
    assert "document=" not in tab.url


def test_an_uploaded_document_is_found_in_the_matrix(own_site: str, tab: Page) -> None:
    open_page(tab, f"{own_site}/import")
    tab.locator('input[type="file"]').set_input_files(str(PLAN))
    expect(tab.get_by_text("读出 14 项任务")).to_be_visible()
    settle(tab)
    tab.get_by_role("button", name="责任矩阵").click()
    expect(tab.locator('td[aria-label*="加强高标准农田建设"][aria-label*="农业农村局"]')).to_have_text("牵头")
    assert "/matrix?policy=" in tab.url


def test_a_row_leads_to_its_place_in_the_text(own_site: str, tab: Page, tmp_path: Path) -> None:
    plan = tmp_path / "plan.txt"
    plan.write_text(COUNTY_TEXT + "补充说明。\n" * 200, encoding="utf-8")
    open_page(tab, f"{own_site}/import")
    tab.locator('input[type="file"]').set_input_files(str(plan))
    expect(tab.get_by_text("读出 3 项任务")).to_be_visible()
    settle(tab)
    table = tab.locator('[data-testid="stDataFrame"]').last
    table.scroll_into_view_if_needed()
    box = table.bounding_box()
    assert box is not None
    tab.mouse.click(box["x"] + 120, box["y"] + 35 * 2 + 17)  # the second row; the table is a canvas
    expect(tab.get_by_role("region", name="原文：").locator("mark.focus").first).to_contain_text("扶持加工企业")
