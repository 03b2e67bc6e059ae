"""An error of ours, wherever it is raised: one Chinese sentence with its number, nothing in English, no way outside."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from tests.browser import serve, settle

# The page's program, with faults in it.
FAULTY = """
import sys

import streamlit as st

from policygraph.app.frame import whoever
from policygraph.app.overview import page as overview
from policygraph.cli import main


def fault():
    return {}["[x](http://evil.invalid)"]


@st.dialog("dialog")
def dialog():
    st.button("inside", on_click=lambda: None)
    fault()


@st.fragment
def fragment():
    if st.button("press"):
        fault()


@st.fragment
def callback():
    st.button("press", on_click=fault)


def page():
    st.title("here")
    match st.query_params.get("in"):
        case "page": fault()
        case "fragment": fragment()
        case "callback": callback()
        case "dialog":
            if st.button("press"):
                dialog()


def watched(before=whoever.watched):
    return fault() if st.query_params.get("in") == "main" else before()


overview.page, whoever.watched = page, watched
main(sys.argv[1:])
"""
OUTSIDE = """() => [...document.querySelectorAll("a[href]")].map((each) => each.href)
  .filter((to) => !to.startsWith(location.origin))"""


@pytest.fixture(scope="module")
def faulty_site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    folder: Path = tmp_path_factory.mktemp("faulty")
    (folder / "faulty.py").write_text(FAULTY, encoding="utf-8")
    with serve(folder / "graph", program=[str(folder / "faulty.py")]) as address:
        yield address


@pytest.mark.parametrize("where", ["page", "main", "fragment", "callback", "dialog"])
def test_a_fault_is_one_sentence(faulty_site: str, tab: Page, where: str) -> None:
    tab.goto(f"{faulty_site}/?in={where}")
    if where not in ("page", "main"):
        tab.get_by_role("button", name="press").click()
    expect(tab.get_by_test_id("stAlert")).to_contain_text("程序出错（E-")
    settle(tab)
    expect(tab.get_by_test_id("stAlert")).to_have_count(1)
    expect(tab.get_by_test_id("stException")).to_have_count(0)
    read = tab.locator("body").inner_text()
    assert "Traceback" not in read and "Google" not in read and "ChatGPT" not in read
    assert tab.evaluate(OUTSIDE) == []
