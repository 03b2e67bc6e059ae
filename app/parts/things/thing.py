"""The frame of the page of a thing: found by its address, named, shared and printed; what is unknown is said,
with a way on."""

from __future__ import annotations

import html
from collections.abc import Callable, Collection, Mapping, Sequence

import streamlit as st

from policygraph.app.frame import address, data, sitemap
from policygraph.app.frame.plain import plain
from policygraph.app.parts import pieces
from policygraph.app.parts.downloads import XLSX, download
from policygraph.app.parts.things import citing, listing, sharing, ways
from policygraph.app.parts.things.ways import Way
from policygraph.graph.stores.store import Row
from policygraph.graph.transfer import tables
from policygraph.graph.transfer.forms import file_name
from policygraph.model.errors import PolicyGraphError
from policygraph.model.ontology import ontology

CSS = """<style>
.pg-text { white-space: pre-wrap; overflow-wrap: anywhere; line-height: 1.8; margin: 0; }
[data-testid="stMainBlockContainer"] h1 { padding-top: 0; }
[data-testid="stMainBlockContainer"] h2 { font-size: 1.25rem; padding: .7rem 0 .2rem; }
@media print {
  header, [data-testid="stHeader"], [data-testid="stToolbar"], .stDownloadButton, .stButton,
  [class*="st-key-screen-"] { display: none !important; }
  /* Beside what is not printed there is room. */
  [data-testid="stHorizontalBlock"]:has(> [data-testid="stColumn"] [class*="st-key-screen-"]) { display: block; }
  [data-testid="stHorizontalBlock"]:has(> [data-testid="stColumn"] [class*="st-key-screen-"]) > * { width: 100%; }
  html, body, #root, .stApp, .stApp *:has(> [data-testid="stMain"]), [data-testid="stMain"],
  [data-testid="stMainBlockContainer"] {
    position: static !important; display: block !important; height: auto !important; overflow: visible !important;
    inset: auto !important; padding: 0 !important; max-width: none !important; color: #000; background: #fff;
  }
  h1 { font-size: 1.5rem !important; }
  h2, h3 { break-after: avoid; }
}
</style>"""
ON_SCREEN = "screen-"  # begins the keys of containers that are not printed


def show(
    page: str, labels: Collection[str], draw: Callable[[Row], None], without: Callable[[], None], on: Sequence[Way]
) -> None:
    """The page of the thing of these `labels` that its address names, drawn by `draw` of its row of the query `node`;
    `without`: what is shown where the address names none; `on`: ways for who comes with an address of what there is
    not."""
    st.html(CSS)
    kind = sitemap.ENTRIES[page].title
    id_ = st.query_params.get(page)
    found = next((row for row in data.ask("node", {"id": id_}) if row["label"] in labels), None) if id_ else None
    if found:
        _head(found, page)
        away = st.empty()  # on top; what there is to take away is known in the end
        with pieces.errors(), listing.gathered() as sheets:
            draw(found)
        if sheets:
            with away.container(key=f"{ON_SCREEN}{page}-away"):
                _take(found["name"], sheets, page)
        return
    st.title(plain(kind))
    if pieces.without_graph():
        return
    if id_:
        st.error(plain(address.not_here(kind)))
    else:
        with pieces.errors():
            without()
    with st.container(horizontal=True, key=f"{page}-on"):
        for way in on:
            ways.link(way)


def _head(row: Row, page: str) -> None:
    look = ontology().nodes[row["label"]]
    name = f"{row['number']}. {row['name']}" if row["label"] == "Task" and row["number"] else row["name"]
    st.html(f'<span class="pg-kind" style="border-color:{html.escape(look.look.colour)}">{html.escape(look.zh)}</span>')
    st.title(plain(name), anchor=False)
    number = row["number"] if row["label"] == "Policy" else None
    sharing.line(
        Way(name, page, {page: row["id"]}), citing.citation("", name, number, row["issued_on"]), f"{page}-share"
    )


def _take(name: str, sheets: Mapping[str, tables.Table], page: str) -> None:
    download(f"下载本页的 {len(sheets)} 张表 .xlsx", lambda: tables.to_workbook(sheets), file_name(name, ".xlsx"), XLSX,
             f"{page}-xlsx")  # fmt: skip


def facts(pairs: Sequence[tuple[str, str | None]]) -> None:
    """Names and values, those that there are."""
    lines = "".join(f"<dt>{html.escape(name)}</dt><dd>{html.escape(value)}</dd>" for name, value in pairs if value)
    if lines:
        st.html(f'<dl class="pg-properties">{lines}</dl>')


def section(title: str) -> None:
    st.header(plain(title), anchor=False)


def known(row: Row | None, what: str) -> Row:
    """Raises PolicyGraphError where there is none."""
    if row is None:
        raise PolicyGraphError(f"图里没有这{what}的内容")
    return row
