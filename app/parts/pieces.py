"""Parts that several pages are made of: tables with a download, the text behind a fact, empty states, errors."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from typing import Any, TypeVar

import pandas as pd
import streamlit as st

from policygraph.app.frame import data
from policygraph.app.frame.component import component
from policygraph.app.frame.plain import plain
from policygraph.app.parts.downloads import XLSX, download
from policygraph.app.parts.marks import Mark, pieces
from policygraph.app.parts.things import sharing, ways
from policygraph.app.parts.things.citing import position
from policygraph.graph.asking.catalog import Column
from policygraph.graph.stores.store import Row, Rows
from policygraph.graph.transfer import tables
from policygraph.graph.transfer.tables import word
from policygraph.model import degrees
from policygraph.model.errors import PolicyGraphError
from policygraph.model.words import text

LONG = 300  # rows of a table from which on the same words are not sent again for each row
ROW_HEIGHT = 35  # pixels of a table's row
ON_PAPER, LONGEST_ON_PAPER = 300, 300  # rows of a table that are printed, characters of a cell
EVIDENCE = 260  # pixels of the text around a sentence
SIDE = 430  # pixels of what is told of a row beside its table
ABOVE = "above_"  # begins the columns of a row's second side: the plan's, or the upper policy's

Taken = TypeVar("Taken")


def words(rows: Sequence[Row], columns: Sequence[Column]) -> list[dict[str, Any]]:
    """The rows as people read them: Chinese headings and values, without what only programs need."""
    shown = {column.zh: _of_one_type(rows, column) for column in columns if not column.hidden}
    return [{zh: values[i] for zh, values in shown.items()} for i in range(len(rows))]


def _of_one_type(rows: Sequence[Row], column: Column) -> list[Any]:
    """The values of a column: numbers, with None for gaps, or words; Arrow, which shows them, has one type a column."""
    if scale := degrees.scale_of(column.of):  # the numbers themselves are in downloads
        return [degrees.in_words(row.get(column.name), scale) for row in rows]
    values = [word(row.get(column.name), column) for row in rows]
    kinds = {isinstance(value, str) for value in values if value != ""}
    if kinds == {False}:
        return [None if value == "" else value for value in values]
    return [text(value) for value in values]


def table(
    rows: Sequence[Row],
    columns: Sequence[Column],
    key: str,
    *,
    file: str,
    height: int | None = None,
    beside: Callable[[Row], None] | None = None,
    first: Row | None = None,
    away: Sequence[Row] | None = None,
) -> Row | None:
    """A table below its downloads, at most `height` pixels high. The row that is selected, or None.

    `beside`: draws what is to be seen of the selected row, or of the `first` before one is, beside the table. `away`:
    what is downloaded, where the table has it in words.
    """
    if not rows:
        return None
    # The table stays where it is when a row is told of: it only gets narrower, so nothing that one reads moves away.
    with st.container(horizontal=True, key=f"{key}-beside"):
        with st.container(key=f"{key}-of"):
            _take(away or rows, columns, key, file)
            chosen = _table(rows, columns, key, height)
        if beside and (told := chosen or first):
            with st.container(width=SIDE, key=f"{key}-side"):
                beside(told)
    return chosen


def _table(rows: Sequence[Row], columns: Sequence[Column], key: str, height: int | None) -> Row | None:
    shown = words(rows, columns)
    compact = len(shown) > LONG
    event = st.dataframe(
        _each_once(shown) if compact else shown,
        key=key,
        hide_index=True,
        width="stretch",
        height=height if height and height < ROW_HEIGHT * (len(shown) + 1) else "content" if height else "auto",
        on_select="rerun",
        selection_mode="single-cell",  # a click anywhere on the row, not only on a box before it
        placeholder="",
        column_config={zh: st.column_config.TextColumn() for zh in _of_text(shown)} if compact else None,
    )
    on_paper(shown, key)
    if isinstance(rows, Rows) and rows.truncated:
        st.caption(f"只列出前 {len(rows)} 行，还有更多；请缩小范围")
    cells = event["selection"]["cells"]
    chosen = rows[cells[0][0]] if cells and cells[0][0] < len(rows) else None
    ways.show(chosen, key)
    return chosen


def _of_text(shown: Sequence[dict[str, Any]]) -> list[str]:
    return [zh for zh in shown[0] if isinstance(shown[0][zh], str)]


def _each_once(shown: Sequence[dict[str, Any]]) -> pd.DataFrame:
    """The same rows with each text sent once: in a long table the same units, policies and sentences come again and
    again. What the browser shows is text as before (`_table` says so of each such column)."""
    frame = pd.DataFrame(shown)
    return frame.astype(dict.fromkeys(_of_text(shown), "category"))


def _take(rows: Sequence[Row], columns: Sequence[Column], key: str, file: str) -> None:
    with st.container(horizontal=True, gap="small", key=f"{key}-away"):
        download(
            "下载 .xlsx", lambda: tables.to_xlsx(tables.of_rows(rows, columns)), f"{file}.xlsx", XLSX, f"{key}-xlsx"
        )
        download("下载 CSV", lambda: as_csv(rows, columns), f"{file}.csv", "text/csv", f"{key}-csv")


def on_paper(shown: Sequence[dict[str, Any]], key: str) -> None:
    """The same rows for who prints the page, right behind the table whose picture they replace there.

    They are sent with the table, since nothing can be sent once one prints; so each word once, and as UTF-8.
    """
    numbers: dict[str, int] = {}
    lines = [
        [numbers.setdefault(text(value)[:LONGEST_ON_PAPER], len(numbers)) for value in row.values()]
        for row in shown[:ON_PAPER]
    ]
    data_ = {"headings": list(shown[0]) if shown else [], "words": list(numbers), "lines": lines,
             "more": max(0, len(shown) - ON_PAPER)}  # fmt: skip
    packed = json.dumps(data_, ensure_ascii=False, separators=(",", ":")).encode()
    component("paper")(key=f"{key}-onpaper", data=packed)


def as_csv(rows: Sequence[Row], columns: Sequence[Column]) -> bytes:
    return tables.to_csv(tables.of_rows(rows, columns))


def evidence(row: Row | None, key: str = "evidence") -> None:
    """The sentence a row was read from, marked in its document's text; nothing where the row has none.

    Of a row that holds two facts beside each other (`above_document` …) the other's too.
    """
    for side, title in (("", "出处"), (ABOVE, "所对应的出处")):
        if row is not None and row.get(f"{side}document") is not None and row.get(f"{side}start") is not None:
            _sentence(row[f"{side}document"], int(row[f"{side}start"]), int(row[f"{side}end"]), title, f"{key}{side}")


def told_of(key: str) -> Callable[[Row], None]:
    """`evidence` under that key, for `table`'s `beside`."""
    return lambda row: evidence(row, key)


def _sentence(document: str, start: int, end: int, title: str, key: str) -> None:
    found = data.ask("document-text", {"document": document})
    if not found:
        return
    st.caption(plain(f"{title}：{found[0]['name']}　{position(found[0]['text'], start, found[0].get('pages'))}"))
    text_box(found[0]["text"], [Mark(start, end, "focus")], key, label=f"原文：{found[0]['name']}", height=EVIDENCE)
    under_sentence(document, start, end, key)


def under_sentence(document: str, start: int, end: int, key: str) -> None:
    """What one does with a sentence: cite it, or go to the page of its document."""
    with st.container(horizontal=True, vertical_alignment="center", key=f"{key}-under"):
        sharing.cite(document, start, end, f"{key}-cite")
        found = data.ask("document-text", {"document": document})
        if found and (way := sharing.to_sentence(document, found[0], start, end)):
            ways.link(way._replace(words="在文档页里看"))


def text_box(text: str, marks: Sequence[Mark], key: str, *, label: str, height: int, whole: bool = False) -> None:
    """A document's text with marks, scrolled to the mark of the kind `focus`; `height` in pixels at most. `whole`: all
    of it is printed."""
    focus = next((f"{mark.start}-{mark.end}" for mark in marks if mark.kind == "focus"), "")
    cut = [list(piece) for piece in pieces(text, marks)]
    version = hashlib.sha256(json.dumps(cut).encode()).hexdigest()
    data_ = {"pieces": cut, "version": version, "focus": focus, "label": label, "height": height, "whole": whole}
    component("reader")(key=key, data=data_)


@contextmanager
def folded(label: str, key: str, *, expanded: bool = False, icon: str | None = None) -> Iterator[bool]:
    """A box that is opened by a click; whether it is. What stands in it is made, and sent, only then."""
    box = st.expander(plain(label), expanded, key=f"{key}-box", icon=icon, on_change="rerun")
    with box:
        yield bool(box.open)


def empty(what: str, then: str) -> None:
    """What is not there, and what to do about it."""
    st.info(plain(f"{what}{then}"))


def to_take(
    new: Sequence[Taken],
    conflicts: Sequence[Taken],
    warning: str,
    asked: Callable[[Taken], tuple[str, str]],
    key: str,
    counted: str,
) -> Sequence[Taken] | None:
    """What of `new` a person takes in, when he says so: of the `conflicts`, above which the `warning` stands, those
    that he ticks. `asked`: by what each is known, and the words beside its tick; `counted`: the word they are counted
    with."""
    kept = new
    if conflicts:
        st.warning(plain(warning))
        ticked = [each for each in conflicts if st.checkbox(plain(asked(each)[1]), key=f"{key}-take-{asked(each)[0]}")]
        kept = [each for each in new if each not in conflicts or each in ticked]
    pressed = st.button(plain(f"收下 {len(kept)} {counted}"), key=f"{key}-take", type="primary", disabled=not kept)
    return kept if pressed else None


def done_line(room: str, undo: Callable[..., None]) -> None:
    """What was last done on the page of a room, as its session has it under ROOM-done, and the way back by `undo`."""
    words, ids = st.session_state.get(f"{room}-done", ("", []))
    if not words:
        return
    with st.container(horizontal=True, vertical_alignment="center", key=f"{room}-done-line"):
        st.success(plain(words))
        if ids and st.button("撤销", key=f"{room}-undo-last"):
            undo(*ids)


def without_graph() -> bool:
    """Say what to do where there is no graph yet, or nothing in it."""
    if data.store() is None or not data.ask("node-counts"):
        empty("图里还没有内容。", "请到“导入”页放入政策文件，或运行 policygraph ingest 我的文件夹。")
        return True
    return False


@contextmanager
def errors() -> Iterator[None]:
    """One Chinese sentence for whatever a person can mend."""
    try:
        yield
    except PolicyGraphError as error:
        st.error(plain(error))
