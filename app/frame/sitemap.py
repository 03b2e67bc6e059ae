"""Which pages there are, and the ways from one to another."""

from __future__ import annotations

import re
from collections.abc import Callable, Container
from functools import cache
from importlib import import_module
from typing import Any, NamedTuple, NoReturn

import streamlit as st
from streamlit.runtime.scriptrunner import get_script_run_ctx

from policygraph.app.frame import context
from policygraph.app.frame.plain import plain
from policygraph.app.gate import here
from policygraph.app.gate.rights import Right, forbidden
from policygraph.model.errors import PolicyGraphError
from policygraph.model.own import hooks

PATH = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")  # what may stand in an address


class Entry(NamedTuple):
    """A room with a module `page` in which a function `page` draws it, how it is called, who sees it, and where."""

    room: str
    title: str
    right: Right = Right.see
    listed: bool = True  # in the menu; else one comes to it by a link


NO_PAGE = "没有这一页"
UNKNOWN = "unknown-page"  # of this session: an address that it came with, at which there is no page
NAME = re.compile(r"[\w.-]{1,80}")  # of an address that Streamlit takes for a page's

# By what stands in the address; the first is opened where nothing stands there.
ENTRIES = {
    "overview": Entry("overview", "总览"),
    "explore": Entry("explore", "图谱探索"),
    "matrix": Entry("matrix", "责任矩阵"),
    "ledger": Entry("ledger", "台账"),
    "calendar": Entry("calendar", "日历"),
    "bureau": Entry("bureau", "本单位"),
    "trace": Entry("trace", "政策溯源"),
    "compare": Entry("compare", "方案对比"),
    "targets": Entry("targets", "目标指标"),
    "map": Entry("map", "地图"),
    "query": Entry("query", "查询"),
    "review": Entry("review", "核对", Right.enter),
    "import": Entry("intake", "导入"),
    "vocabulary": Entry("vocabulary", "词表", Right.words),
    "audit": Entry("audit", "审计", Right.audit),
    "search": Entry("search", "检索", listed=False),
    "policy": Entry("policy", "政策", listed=False),
    "task": Entry("task", "任务", listed=False),
    "document": Entry("document", "文档", listed=False),
    "village": Entry("village", "村镇", listed=False),
}


def pages() -> dict[str, st.Page]:
    """The pages by what stands in the address; made anew in each run, as Streamlit wants them.

    One that whoever looks may not see is not named in the menu, and says so to who has its address. So does an address
    at which there is no page.
    """
    known = {path: page(path) for path in (*ENTRIES, *of_extensions())}
    unknown = _unknown(known)
    return known | (
        {unknown: st.Page(_no_page, title=NO_PAGE, url_path=unknown, visibility="hidden")} if unknown else {}
    )


def page(path: str) -> st.Page:
    """The page of which that stands in the address."""
    entry = ENTRIES.get(path) or of_extensions()[path]
    return st.Page(
        _shown(entry), title=_title(path, entry), url_path=path, default=path == "overview",
        visibility="visible" if entry.listed and here.may(entry.right) else "hidden",
    )  # fmt: skip


def _unknown(known: Container[str]) -> str:
    """What stands in the address, where it is no known page; in a session that came with it still there when it is
    drawn anew."""
    running = get_script_run_ctx()
    asked = running.pages_manager.intended_page_name if running else ""
    if asked and asked not in known and NAME.fullmatch(asked):
        st.session_state[UNKNOWN] = asked
    return str(st.session_state.get(UNKNOWN, ""))


def _no_page() -> None:
    st.title(NO_PAGE)
    st.error("这个地址没有页面：可能抄漏了几个字。请从上面的菜单选，或从这里去：")
    with st.container(horizontal=True):
        for path in ("overview", "matrix", "query"):
            st.page_link(page=page(path), label=plain(ENTRIES[path].title))


@cache
def of_extensions() -> dict[str, Entry]:
    """The pages of installed packages: a module with TITLE, a function `page` and, if not all may see it, RIGHT."""
    found: dict[str, Entry] = {}
    for name, module in hooks.found(hooks.PAGES):
        try:
            if not PATH.fullmatch(name) or name in ENTRIES:
                raise PolicyGraphError(f"地址“{name}”已有一页，或写法不对（应为小写字母、数字和连字符）")
            if not callable(getattr(module, "page", None)) or not isinstance(getattr(module, "TITLE", None), str):
                raise PolicyGraphError("入口点应指向一个模块，里面有 TITLE 和函数 page")
            found[name] = Entry(module.__name__, module.TITLE, Right[getattr(module, "RIGHT", "see")])
        except (PolicyGraphError, KeyError) as error:
            hooks.failed(hooks.PAGES, name, error)
    return found


def _title(path: str, entry: Entry) -> str:
    """Who only looks finds documents where others bring them in."""
    return "文档" if path == "import" and not here.may(Right.enter) else entry.title


def go(path: str, /, **parameters: str) -> NoReturn:
    """Show another page, with these parameters in its address beside the context."""
    st.switch_page(page(path), query_params={**context.now().parameters, **parameters})


def _module(entry: Entry) -> Any:
    ours = entry in ENTRIES.values()
    return import_module(f"policygraph.app.{entry.room}.page" if ours else entry.room)


def _shown(entry: Entry) -> Callable[[], None]:
    """Import a page when it is opened: the first one is there sooner, and pages may lead to each other."""

    def show() -> None:
        if here.may(entry.right):
            _module(entry).page()
        else:
            st.error(plain(forbidden(entry.right)))

    return show
