"""One act is one step back, whatever a page writes into its address; and nothing is asked for that there is not."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import pytest
from playwright.sync_api import Page, Response, expect

from tests.browser import open_page, settle

LENGTH = "() => history.length"


def press(role: str, name: str) -> Callable[[Page], None]:
    return lambda tab: tab.get_by_role(role, name=name).first.click()  # type: ignore[arg-type]


def choose(name: str, number: int) -> Callable[[Page], None]:
    def act(tab: Page) -> None:
        tab.get_by_role("combobox", name=name).first.click()
        tab.get_by_role("option").nth(number).click()

    return act


def cell(tab: Page) -> None:
    tab.locator("td[aria-label*=牵头]").first.click()


# where one begins; what one does there, one thing after the other, and what the address says then
ACTS: dict[str, list[tuple[Callable[[Page], None], str]]] = {
    "": [
        (press("link", "责任矩阵"), "/matrix?policy="),
        (press("link", "方案对比"), "/compare?old="),
        (press("link", "目标指标"), "/targets?indicator="),
        (press("button", "部门"), "list=departments"),
    ],
    "matrix": [(cell, "cell="), (choose("政策", 1), "policy=")],
    "calendar?on=2025-10-20": [(press("button", "›"), "at=")],
    "trace": [(choose("政策", 1), "policy=")],
}


@pytest.fixture
def fresh(tab: Page) -> Iterator[Page]:
    """A tab that has been nowhere: of one that others used, the browser counts no more than fifty pages."""
    made = tab.context.new_page()
    yield made
    made.close()


def at_rest(tab: Page) -> None:
    settle(tab)
    tab.wait_for_load_state("networkidle")


@pytest.mark.parametrize("begin", ACTS)
def test_one_act_is_one_step_back(site: str, fresh: Page, begin: str) -> None:
    missing: list[str] = []

    def look(answer: Response) -> None:
        if answer.status >= 400:
            missing.append(answer.url)

    fresh.on("response", look)
    fresh.goto("about:blank")
    before = fresh.evaluate(LENGTH)
    open_page(fresh, f"{site}/{begin}")
    fresh.wait_for_load_state("networkidle")
    opened = fresh.url
    assert fresh.evaluate(LENGTH) == before + 1, "to open a page is one act"
    for act, then in ACTS[begin]:
        act(fresh)
        fresh.wait_for_function(
            "([was, then]) => location.href !== was && location.href.includes(then)", arg=[opened, then]
        )
        at_rest(fresh)
        assert fresh.evaluate(LENGTH) == before + 2, then
        fresh.go_back()
        expect(fresh).to_have_url(opened)
        at_rest(fresh)
        assert (fresh.url, fresh.evaluate(LENGTH)) == (opened, before + 2), "nothing is written over the way forward"
    assert not missing


@pytest.mark.parametrize("path", ["nopage", "no/such/page"])
def test_where_there_is_no_page_that_is_said(site: str, tab: Page, path: str) -> None:
    tab.goto(f"{site}/{path}")
    expect(tab.get_by_text("这个地址没有页面").first).to_be_visible()
