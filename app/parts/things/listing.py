"""Tables of the pages of things, in which what has a page of its own is a link; they stand in the page as a whole, so
that they can be printed and read aloud. All tables of a page are taken away together. For long tables:
`pieces.table`."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from contextvars import ContextVar
from typing import Any

import streamlit as st

from policygraph.app.frame import data, sitemap
from policygraph.app.frame.component import component
from policygraph.app.gate import here
from policygraph.app.parts.things.citing import position
from policygraph.app.parts.things.sharing import linked, to_sentence
from policygraph.app.parts.things.ways import UNITS, Way, to, to_bureau
from policygraph.graph.asking.catalog import Column
from policygraph.graph.stores.store import Row
from policygraph.graph.transfer import tables
from policygraph.model.words import text

MOST = 200  # rows that are shown at once
NODES = {
    "task": ("Task", "task_id"), "policy": ("Policy", "policy_id"), "name": ("Document", "document_id"),
    "above": ("Task", "above_id"), "village": ("Village", "village_id"),
}  # fmt: skip
"""By a column the label of what it names, and the column with its id."""
SOURCE, WHERE = "source", "where"  # columns that lead to the sentence: with the document's name, and without

Parts = list[dict[str, Any]]


class Texts(dict[str, Row | None]):
    """By document its row of the query `document-text`: asked for once, however many rows have a sentence there."""

    def __missing__(self, document: str) -> Row | None:
        self[document] = next(iter(data.ask("document-text", {"document": document})), None)
        return self[document]

    def of(self, row: Row) -> Row | None:
        """That of the document in which a row has its sentence."""
        return self[row["document"]] if row.get("document") and row.get("start") is not None else None

    def where(self, row: Row) -> str:
        """Where the sentence of a row stands in its document."""
        found = self.of(row)
        return position(found["text"], row["start"], found["pages"]) if found else ""


Find = Callable[[Row], Way | None]


SHEETS: ContextVar[dict[str, tables.Table] | None] = ContextVar("sheets", default=None)
"""The tables of the page that is being drawn, by what they are called."""


@contextmanager
def gathered() -> Iterator[dict[str, tables.Table]]:
    """The tables that are shown meanwhile."""
    sheets: dict[str, tables.Table] = {}
    before = SHEETS.set(sheets)
    try:
        yield sheets
    finally:
        SHEETS.reset(before)


def show(
    rows: Sequence[Row], columns: Sequence[Column], key: str, *, called: str, ways: Mapping[str, Find] | None = None
) -> None:
    """`columns` without those in which nothing would stand; `ways`: by a column where its words lead, beside what
    `NODES` says of it. `called`: as those know it who do not see it, and in the file that is taken away."""
    texts = Texts()
    if any(column.name == WHERE for column in columns):
        rows = [{**row, WHERE: texts.where(row)} for row in rows]
    shown = [c for c in columns if not c.hidden and any(row.get(c.name) not in (None, "", []) for row in rows)]
    if (sheets := SHEETS.get()) is not None:
        sheets[called] = tables.of_rows(rows, columns)
    first = list(rows if st.session_state.get(f"{key}-all") else rows[:MOST])
    cells = [[_parts(row, column, ways or {}, texts) for column in shown] for row in first]
    _mount([column.zh for column in shown], cells, called, key)
    if len(first) < len(rows):
        _more(len(rows), key)


def _mount(headings: Sequence[str], cells: Sequence[Sequence[Parts]], called: str, key: str) -> None:
    version = hashlib.sha256(json.dumps([headings, cells]).encode()).hexdigest()[:16]
    data_ = {"headings": headings, "rows": cells, "version": version, "label": called, "base": here.entry().base}
    result = component("listing")(key=key, on_go_change=lambda: None, data=data_)
    if result.go and result.go[0] in sitemap.ENTRIES:
        sitemap.go(result.go[0], **{str(name): str(value) for name, value in dict(result.go[1]).items()})


def _more(number: int, key: str) -> None:
    with st.container(horizontal=True, vertical_alignment="center", key=f"{key}-below"):
        st.caption(f"列出前 {MOST:d} 行，共 {number:d} 行")
        st.button("全部列出", key=f"{key}-all-button", on_click=st.session_state.__setitem__, args=(f"{key}-all", True))


def _parts(row: Row, column: Column, ways: Mapping[str, Find], texts: Texts) -> Parts:
    """A cell: words, links, or several of both."""
    value = tables.word(row.get(column.name), column) if not isinstance(row.get(column.name), list) else None
    if value is None and column.name in UNITS:
        return [_linked(each, to_bureau(each)) for each in row[column.name]]
    words = text(row.get(column.name)) if value is None else text(value)
    if column.name == SOURCE and words:
        words = f"{words}　{texts.where(row)}".strip()
    return [_linked(words, _way(row, column.name, words, ways, texts))] if words else []


def _linked(words: str, way: Way | None) -> dict[str, Any]:
    return {**linked(way), "words": words} if way else {"words": words}


def _way(row: Row, name: str, words: str, ways: Mapping[str, Find], texts: Texts) -> Way | None:
    if name in ways:
        return ways[name](row)
    if name in UNITS:
        return to_bureau(words)
    if name in (SOURCE, WHERE):
        found = texts.of(row)
        return to_sentence(row["document"], found, row["start"], row["end"]) if found else None
    label, id_ = NODES.get(name, ("", ""))
    return to(label, row[id_], words) if row.get(id_) else None
