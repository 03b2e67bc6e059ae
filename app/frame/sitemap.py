"""Which pages there are, and the ways from one to another."""

from __future__ import annotations

from collections.abc import Callable
from importlib import import_module
from typing import NamedTuple, NoReturn

import streamlit as st


class Entry(NamedTuple):
    """A room with a module `page` in which a function `page` draws it, and how it is called."""

    room: str
    title: str


# By what stands in the address; the first is opened where nothing stands there.
ENTRIES = {
    "overview": Entry("overview", "总览"),
    "explore": Entry("explore", "图谱探索"),
    "matrix": Entry("matrix", "责任矩阵"),
    "trace": Entry("trace", "政策溯源"),
    "targets": Entry("targets", "目标指标"),
    "query": Entry("query", "查询"),
    "review": Entry("review", "核对"),
    "import": Entry("intake", "导入"),
}


def pages() -> dict[str, st.Page]:
    """The pages by what stands in the address; made anew in each run, as Streamlit wants them."""
    return {
        path: st.Page(_shown(entry.room), title=entry.title, url_path=path, default=path == "overview")
        for path, entry in ENTRIES.items()
    }


def go(page: str, **parameters: str) -> NoReturn:
    """Show another page, with these parameters in its address."""
    st.switch_page(pages()[page], query_params=parameters)


def _shown(room: str) -> Callable[[], None]:
    """Import a page when it is opened: the first one is there sooner, and pages may lead to each other."""

    def show() -> None:
        import_module(f"policygraph.app.{room}.page").page()

    return show
