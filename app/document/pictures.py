"""The pages of a document as they look, beside its text, with the sentence lit that is lit there."""

from __future__ import annotations

from bisect import bisect_right

import streamlit as st

from policygraph.app.frame import data
from policygraph.app.frame.plain import plain
from policygraph.app.parts import pieces
from policygraph.graph.stores.store import Row
from policygraph.services.seeing import pages


def show(document: str, found: Row, chosen: tuple[int, int] | None) -> None:
    """Nothing of a document that has no pages. `found`: its row of the query `document-text`."""
    if not pages.can_be_seen(found["uri"]):
        return
    begins = found["pages"] or [0]
    lit = bisect_right(begins, chosen[0]) if chosen else 1
    key = f"page-{document}-{chosen}"
    with st.container(key=f"screen-{key}"):
        if not st.toggle("页面原样", chosen is not None, key=f"{key}-shown"):  # drawing one takes its time
            return
        number, last = max(lit, 1), len(begins)
        if last > 1:
            number = int(st.number_input(f"第几页（共 {last:d} 页）", 1, last, number, key=key, width=180))
        words, nth = _words(found, chosen) if chosen and number == max(lit, 1) else ("", 0)
        with pieces.errors(), st.spinner("正在画这一页……"):
            drawn = data.made(
                f"page {document} {number} {chosen if words else ''}",
                lambda _: pages.page(found["sources"] or [found["uri"]], found["sha256"] or "", number, words, nth),
            )
            st.image(drawn, caption=plain(f"{found['name']}，第 {number} 页"), width="stretch")


def _words(found: Row, chosen: tuple[int, int]) -> tuple[str, int]:
    """What is lit, and which of its places on the page it is."""
    text, (start, end) = found["text"], chosen
    begins = found["pages"] or [0]
    begin = begins[max(bisect_right(begins, start) - 1, 0)]
    words = text[start:end]
    return words, text[begin:start].count(words) if words else 0
