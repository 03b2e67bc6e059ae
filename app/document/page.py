"""文档: one document: its text, in which all that was understood is marked, and the sentence that the address names."""

from __future__ import annotations

import streamlit as st

from policygraph.app.document import pictures
from policygraph.app.frame import address, data
from policygraph.app.frame.plain import plain
from policygraph.app.parts import titles
from policygraph.app.parts.things import citing, document_view, listing, sharing, thing, ways
from policygraph.app.parts.things.ways import AT, Way
from policygraph.graph.asking.catalog import Column
from policygraph.graph.stores.store import Row
from policygraph.model.ontology import ontology

ON = (Way("全部文档：导入", "import", {}), Way("按几个字查全文", "query", {"name": "documents-mentioning"}))
DOCUMENTS = [Column("name", "文档"), Column("genre", "体裁", of="Document.genre"), Column("publisher", "发布者"),
             Column("published_on", "发布日期"), Column("tasks", "任务"),
             Column("reading_state", "读得怎样", of="Document.reading_state"), Column("file", "文件")]  # fmt: skip


def page() -> None:
    thing.show("document", ["Document"], _document, _none, ON)


def _none() -> None:
    rows = [{**row, "document_id": row["id"], "file": titles.file_name(row["uri"])} for row in data.ask("documents")]
    st.caption(plain(f"图里的 {len(rows)} 份文档；点名称看原文和读出了什么"))
    listing.show(rows, DOCUMENTS, "documents", called="全部文档")


def _document(row: Row) -> None:
    found = thing.known(next(iter(data.ask("document-text", {"document": row["id"]})), None), "份文档")
    genre = ontology().word("Document.genre", row["genre"]) if row["genre"] else None
    thing.facts([
        ("体裁", genre), ("发布者", row["publisher"]), ("发布日期", row["published_on"]),
        ("文件", titles.file_name(row["uri"])),
    ])  # fmt: skip
    _policies(row["id"])
    focus = _focus(found)
    if focus:
        with st.container(horizontal=True, vertical_alignment="center", key="screen-document-said"):
            st.caption(plain(f"地址所指的一句：{citing.position(found['text'], focus[0], found['pages'])}"))
            sharing.cite(row["id"], *focus, "document-said")
    document_view.show(row["id"], focus=focus, beside=lambda lit: pictures.show(row["id"], found, lit))


def _focus(found: Row) -> tuple[int, int] | None:
    """The place that the address names; where the text no longer has these words, that is said."""
    named = st.query_params.get(AT)
    place = citing.find(found["text"], named) if named else None
    if named and place is None:
        st.warning(plain(address.not_here("一句话")))
    return place


def _policies(document: str) -> None:
    around = data.ask("neighbours", {"id": document})
    stated = [each for each in around if each["label"] == "Policy" and "STATES" in each["relations"]]
    if stated:
        with st.container(horizontal=True, gap="small", key="document-policies"):
            for each in stated:
                ways.link(Way(f"政策：{each['name']}", "policy", {"policy": each["id"]}))
