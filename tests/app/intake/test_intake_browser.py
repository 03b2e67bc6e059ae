"""The import page in a real browser: a document goes in, is shown, is in the matrix, and goes out again."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from zipfile import ZipFile

import pytest
from playwright.sync_api import Page, expect

from policygraph.graph.stores.opening import open_store
from tests.browser import SAMPLES, open_page, serve, settle
from tests.graphs import COUNTY_TEXT
from tests.texts import CORRECTED
from tests.texts import PLAN as TEA

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
    expect(tab.get_by_text("新增 1 份：")).to_be_visible()
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


def test_what_became_of_several_files_is_said(own_site: str, tab: Page, tmp_path: Path) -> None:
    """A file of the wrong kind, the same text, another version, one that is new, and an archive: each as it is; what
    goes wrong with one stops none, and one can go elsewhere meanwhile."""

    def file(name: str, text: str) -> str:
        (tmp_path / name).write_text(text, encoding="utf-8")
        return str(tmp_path / name)

    plan = file("方案.txt", TEA)
    open_page(tab, f"{own_site}/import")
    tab.locator('input[type="file"]').set_input_files([plan])
    expect(tab.get_by_text("新增 1 份：方案.txt")).to_be_visible()
    settle(tab)
    with ZipFile(tmp_path / "一包.zip", "w") as packed:
        packed.writestr("里面.txt", COUNTY_TEXT)
        packed.writestr("图.exe", b"MZ")
    again = file("再交一次.txt", TEA)
    version = file("修订.txt", CORRECTED)
    wrong = file("歌.mp3", "")
    tab.locator('input[type="file"]').set_input_files([wrong, again, version, str(tmp_path / "一包.zip")])
    expect(tab.get_by_text("新增 1 份：方案.txt")).to_be_hidden()  # they have arrived
    tab.get_by_role("link", name="责任矩阵").click()  # nothing waits for the reading
    expect(tab.get_by_role("heading", name="责任矩阵")).to_be_visible()
    settle(tab)
    tab.get_by_role("link", name="导入").click()
    expect(tab.get_by_text("新增 1 份　·　新版本 1 份　·　已在图中（同文） 1 份　·　类型不对 2 份")).to_be_visible()
    expect(tab.get_by_text("类型不对 2 份：歌.mp3、一包.zip!/图.exe")).to_be_visible()
    expect(tab.get_by_text("新版本 1 份：修订.txt")).to_be_visible()
    expect(tab.get_by_text("已在图中（同文） 1 份：再交一次.txt")).to_be_visible()
    settle(tab)
