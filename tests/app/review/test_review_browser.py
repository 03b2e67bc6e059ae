"""The page 核对 in a real browser: what is decided there is seen in the matrix, and gone when it is taken back."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from policygraph.graph.loading.load import load
from policygraph.graph.stores.opening import open_store
from policygraph.services.settle import settle as settle_graph
from tests.app.matrix.test_matrix_browser import cell, download
from tests.browser import PATIENCE, open_page, serve, settle
from tests.to_review import PESTS, SEEDS, STATION, TECHNICAL, id_of, key, plans

MATRIX = "matrix?" + "&".join(f"policy={id_of(each.nodes[0].properties['name'])}" for each in plans())


@pytest.fixture
def own_site(tmp_path: Path) -> Iterator[str]:
    with open_store(tmp_path / "graph", write=True) as store:
        load(store, plans())
        settle_graph(store)
    with serve(tmp_path / "graph") as address:
        yield address


def review(tab: Page, address: str, who: str = "") -> None:
    """Open the page and say who decides."""
    open_page(tab, address)
    if who:
        tab.get_by_role("textbox", name="判断人").fill(who)
        tab.keyboard.press("Enter")
        settle(tab)


def told(tab: Page, words: str) -> None:
    """Wait until the page says so, for the graph is written first, and until all of it is there."""
    expect(tab.get_by_text(words)).to_be_visible(timeout=PATIENCE)
    settle(tab)


def matrix(tab: Page, site: str) -> None:
    open_page(tab, f"{site}/{MATRIX}")
    tab.wait_for_selector("table[role=grid] td span")


def test_what_is_decided_is_seen_in_the_matrix_and_goes_with_it(own_site: str, tab: Page, tmp_path: Path) -> None:
    matrix(tab, own_site)
    expect(tab.locator(cell(f"1.{PESTS}", TECHNICAL))).to_have_text("牵头")
    review(tab, f"{own_site}/review", "甲")
    expect(tab.locator(".pg-said mark", has_text=TECHNICAL)).to_be_visible()
    tab.get_by_role("button", name="是同一个", exact=True).click()
    told(tab, "已记下：")
    told(tab, "没有要核对的")
    matrix(tab, own_site)
    expect(tab.locator(cell(f"1.{PESTS}", STATION))).to_have_text("牵头")
    expect(tab.locator(f'thead th[aria-label*="{TECHNICAL}"]')).to_have_count(0)
    # Taken away as a file, taken back, and put in again, which leaves it taken back.
    review(tab, f"{own_site}/review?view=decided", "乙")
    file = download(tab, "下载全部", tmp_path)
    assert "kind: same" in file.read_text(encoding="utf-8")
    tab.get_by_role("button", name="撤销", exact=True).click()
    told(tab, "已撤销：")
    tab.get_by_role("button", name="放入文件").click()
    tab.locator('input[type="file"]').set_input_files(str(file))
    told(tab, "新增 0 条")
    matrix(tab, own_site)
    expect(tab.locator(cell(f"1.{PESTS}", TECHNICAL))).to_have_text("牵头")


def test_a_cell_that_is_wrong(own_site: str, tab: Page) -> None:
    matrix(tab, own_site)
    tab.locator(cell(f"1.{SEEDS}", STATION)).click()
    tab.get_by_role("link", name="这条不对？").click()
    tab.wait_for_url("**/review?**")
    expect(tab.get_by_role("region", name="原文：").locator("mark.focus").first).to_have_text(f"由{STATION}牵头")
    tab.get_by_role("textbox", name="判断人").fill("甲")
    tab.get_by_role("button", name="去掉这条").click()  # without leaving the field first
    told(tab, "已记下：")
    address = tab.url
    matrix(tab, own_site)
    expect(tab.locator(cell(f"1.{SEEDS}", STATION))).to_have_count(0)
    review(tab, address, "甲")
    tab.get_by_role("button", name="撤销这条判断").click()
    told(tab, "已撤销：")
    matrix(tab, own_site)
    expect(tab.locator(cell(f"1.{SEEDS}", STATION))).to_have_text("牵头")


def test_a_cell_that_belongs_to_another(own_site: str, tab: Page) -> None:
    matrix(tab, own_site)
    tab.locator(cell(f"1.{SEEDS}", STATION)).click()
    tab.get_by_role("link", name="这条不对？").click()
    tab.wait_for_url("**/review?**")
    tab.get_by_role("textbox", name="判断人").fill("甲")
    tab.keyboard.press("Enter")
    tab.get_by_role("radio", name="改挂到别处").click()
    tab.get_by_placeholder("名称里的几个字").fill("技术")
    tab.keyboard.press("Enter")
    tab.get_by_role("radio", name=TECHNICAL).check(force=True)
    expect(tab.get_by_text("换成：")).to_contain_text(TECHNICAL)
    tab.get_by_role("button", name="改挂", exact=True).click()
    told(tab, "已记下：")
    matrix(tab, own_site)
    expect(tab.locator(cell(f"1.{SEEDS}", TECHNICAL))).to_have_text("牵头")
    review(tab, f"{own_site}/review?view=decided", "甲")
    tab.get_by_role("button", name="撤销", exact=True).click()
    told(tab, "已撤销：")
    matrix(tab, own_site)
    expect(tab.locator(cell(f"1.{SEEDS}", STATION))).to_have_text("牵头")


def test_from_a_node_of_the_graph(own_site: str, tab: Page) -> None:
    open_page(tab, f"{own_site}/explore?node={key(STATION)}")
    tab.get_by_role("button", name="与另一个是同一个？").click()
    tab.wait_for_url("**/review?**")
    tab.get_by_placeholder("名称里的几个字").fill("技术")
    tab.keyboard.press("Enter")
    tab.get_by_role("radio", name=TECHNICAL).check(force=True)
    expect(tab.locator(".pg-said mark", has_text=TECHNICAL)).to_be_visible()
    tab.get_by_role("textbox", name="判断人").fill("甲")
    tab.get_by_role("button", name="是同一个", exact=True).click()
    told(tab, "由 2 个合成")
