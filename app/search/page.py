"""检索: what has the words of the box on top of every page, by kind, each a link."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping

import streamlit as st

from policygraph.app.frame import address, data, sitemap
from policygraph.app.frame.component import component
from policygraph.app.frame.plain import plain
from policygraph.app.gate import here
from policygraph.app.parts import pieces
from policygraph.app.parts.things import ways
from policygraph.app.search import found as shown
from policygraph.graph.asking.absent import like
from policygraph.graph.asking.searching import KINDS, Found, search, words_of
from policygraph.model.ontology import ontology

WORDS, KIND = "q", "kind"  # parameters of the address
FEW, MANY = 5, 100  # hits of a kind: of all kinds, of one alone
KEY = "search-found"


def page() -> None:
    st.title("检索")
    if pieces.without_graph():
        return
    with pieces.errors():
        words = st.query_params.get(WORDS, "")
        kind = st.query_params.get(KIND, "")
        if not words_of(words):
            pieces.empty("还没有写要找的词。", "请在页面上方的框里写几个字（Ctrl+K），几个词用空格分开；按回车查找。")
            return
        if kind and kind not in KINDS:
            st.warning(plain(address.not_here("一类")))
            kind = ""
        _found(words, kind)


def _search(words: str, kind: str) -> Found:
    """Kept until the graph changes."""
    name = f"search {kind} {' '.join(words_of(words))}"
    kinds, most = ([kind], MANY) if kind else (KINDS, FEW)
    found: Found = data.made(name, lambda store: search(store, words, most, kinds))
    return found


def _found(words: str, kind: str) -> None:
    found = _search(words, kind)
    if found.left:
        st.caption(plain(f"只找了前 {len(found.words)} 个词，没有找：{'、'.join(found.left)}"))
    if not found.kinds:
        _nothing(found.words, kind)
        return
    listed = ontology().word("labels", kind) if kind else ""
    st.caption(plain(f"{listed}有“{'”“'.join(found.words)}”的共 {found.number} 个"))
    drawn = shown.drawn(found, MANY if kind else FEW, ways.bureaus())
    version = hashlib.sha256(json.dumps(drawn).encode()).hexdigest()[:16]
    result = component("found")(
        key=KEY, data={"kinds": drawn, "version": version, "base": here.entry().base, "words": words, "only": kind},
        on_go_change=lambda: None,
    )  # fmt: skip
    if result.go and result.go[0] in sitemap.ENTRIES:
        sitemap.go(result.go[0], **{str(name): str(value) for name, value in dict(result.go[1]).items()})


def _nothing(words: tuple[str, ...], kind: str) -> None:
    """Say so; where one of several words is there, lead to it."""
    if len(words) == 1 or kind:
        pieces.empty(f"没有哪里写着“{'”“'.join(words)}”。", "请换一种说法，或少写几个字。")
        if near := like(" ".join(words), data.ask):
            st.caption("图里相近的名称：")
            _ways({name: f"找“{name}”" for name in near})
        return
    numbers = {word: _search(word, "").number for word in words}
    said = "，".join(f"“{word}”{f'有 {n} 个' if n else '哪里都没有'}" for word, n in numbers.items())
    pieces.empty(f"没有同时写着这几个词的。分开看：{said}。", "请少写一个词。")
    _ways({word: f"只找“{word}”" for word, number in numbers.items() if number})


def _ways(asked: Mapping[str, str]) -> None:
    """Buttons that look for something else."""
    for word, called in asked.items():
        if st.button(plain(called), key=f"search-only-{word}"):
            sitemap.go("search", **{WORDS: word})
