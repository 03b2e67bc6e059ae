"""What was read from a document: its tasks beside its text, in which all that was understood is marked."""

from __future__ import annotations

from collections.abc import Callable

import streamlit as st

from policygraph.app.frame import data, sitemap
from policygraph.app.frame.plain import plain
from policygraph.app.parts import pieces, texts_view
from policygraph.app.parts.marks import Mark
from policygraph.graph.asking import catalog
from policygraph.graph.stores.store import Row
from policygraph.ingest.accounts import telling
from policygraph.model.ontology import ontology

Place = tuple[int, int] | None  # offsets in the text

HEIGHT = 620  # pixels of the outline and of the text
# How the evidence of a relationship is marked (reader.css), and in what words the legend names it.
KINDS = {
    "LEADS": "unit", "SUPPORTS": "unit", "ISSUED": "unit", "CONSULTED_ON": "unit",
    "HAS_TARGET": "target", "LOCATED_IN": "place", "CONCERNS": "place",
    "DERIVES_FROM": "source", "CITES": "source", "STATES": "source",
}  # fmt: skip
LEGEND = (
    '<p class="pg-legend"><span class="task">任务</span><span class="unit">单位与职责</span>'
    '<span class="target">指标</span><span class="place">地点、产业</span><span class="source">政策</span>'
    '<span class="unread">没有读懂</span>（指向标记可看读成了什么）</p>'
)
TELLS = ("ledger", "bulletin", "report", "minutes")  # genres whose rows are progress of the tasks of plans


def show(document: str, *, focus: tuple[int, int] | None = None, beside: Callable[[Place], None] | None = None) -> None:
    """Outline, text and what was not read of the document of that id. `focus`: a place of the text that is lit until
    another is chosen; `beside`: shows more under the outline, of the place that is lit."""
    found = data.ask("document-text", {"document": document})
    if not found:
        pieces.empty("图里没有这份文档，可能已被移除。", "请在上面另选一份。")
        return
    tasks = data.ask("tasks-of-document", {"document": document})
    unread = data.ask("unread", {"document": document})
    if not focus:
        _of_the_whole(document)
    left, right = st.columns([5, 6])
    with left:
        st.markdown(f"**读出 {len(tasks)} 项任务**（点选一行，右边跳到原文）" if tasks else "**没有读出任务**")
        places = [row for row in unread if telling.is_open(row["kind"])]
        chosen = _places(places, document) if _wants_places(len(places), document) else _outline(tasks, document)
        lit = (chosen["start"], chosen["end"]) if chosen else focus
        under = st.container()
    with right:
        st.html(LEGEND)
        placed = [*marks(document), *([Mark(lit[0], lit[1], "focus")] if lit else [])]
        name = found[0]["name"]
        pieces.text_box(found[0]["text"], placed, f"text-{document}", label=f"原文：{name}", height=HEIGHT, whole=True)
    if focus:  # who comes for a sentence sees that first
        _of_the_whole(document)
    _policies(document)
    _unread(unread, document)
    if beside:
        with under:  # last, for it may take its time
            beside(lit)


def _of_the_whole(document: str) -> None:
    texts_view.show(document)
    _how_far(document)


def _how_far(document: str) -> None:
    """How far the document was read, by its own account."""
    row = next((row for row in data.ask("documents-to-check", {"document": document}) if row["id"] == document), None)
    if row is None:
        return
    word = ontology().word("Document.reading_state", row["reading_state"])
    share = "" if row["reading_share"] is None else f"，读出 {row['reading_share']:.0%}"
    apart = f"{row['unmatched']} 行没有对上任务，没有算进台账，请到“核对”的“台账”里判断。"
    said = plain(f"读得怎样：{word}{share}。{apart if row['unmatched'] else ''}{telling.told(row['accounts'] or [])}")
    (st.warning if row["reading_state"] in ("check", "unreadable") else st.markdown)(said)


def _wants_places(number: int, document: str) -> bool:
    """Whether the places to look at are listed, instead of the tasks."""
    if not number:
        return False
    key = f"listed-{document}"
    listed = st.segmented_control(
        "列出", ["任务", f"要核对的 {number:d} 处"], default="任务", key=key, label_visibility="collapsed"
    )
    return listed not in (None, "任务")


def _places(rows: list[Row], document: str) -> Row | None:
    """The places to look at; one that is chosen is shown in the text."""
    columns = [c for c in catalog.find_query("unread").columns if c.name not in ("source", "choices")]
    return pieces.table(rows, columns, f"places-{document}", file="要核对的地方", height=HEIGHT - 60)


def marks(document: str) -> list[Mark]:
    """Every place of the text that a fact was read from, with that fact in words."""
    found = []
    for row in data.ask("document-contents", {"document": document}):
        if row["start"] is None:
            continue
        if row["relation"] == "STATED_IN":
            if (mark := _own(row)) is not None:
                found.append(mark)
        elif row["relation"] in KINDS:
            word = ontology().word("types", row["relation"])
            note = f"{row['subject']} {word} {row['object']}"
            found.append(Mark(row["start"], row["end"], KINDS[row["relation"]], note))
    return found


def _own(row: Row) -> Mark | None:
    """The mark of a task's or target's own words, or of words that were not understood."""
    if row["subject_label"] == "Task":  # its text is long; what is marked is where it begins
        end = min(row["end"], row["start"] + len(row["subject"]) + 4)
        return Mark(row["start"], end, "task", f"任务：{row['subject']}")
    if row["subject_label"] == "Unread":
        return Mark(row["start"], row["end"], "unread", f"没有读懂：{row['subject']}")
    return None


def _outline(tasks: list[Row], document: str) -> Row | None:
    if not tasks:
        if any(row["lesser_id"] == document for row in texts_view.of_document(document)):
            pieces.empty("这份文档的任务不另算。", "它是同一政策的另一个文本；与为准的那份有哪些不同，见上面。")
            return None
        row = next(iter(data.ask("documents", {"ids": [document]})), None)
        if row and row["genre"] in TELLS:
            left = f"有 {row['unmatched']} 行没有对上，在“核对”的“台账”里判断。" if row["unmatched"] else ""
            pieces.empty("这份文档讲进展，不另列任务。", f"它说的记在方案的任务上，见“台账”。{left}")
            return None
        pieces.empty("这份文档没有分任务的条目。", "法规、解读、讲话等体裁不分任务；方案里读漏了请看下面“没有读懂”。")
        return None
    columns = [c for c in catalog.find_query("tasks-of-document").columns if c.name not in ("source", "section")]
    return pieces.table(tasks, columns, f"outline-{document}", file="任务一览", height=HEIGHT - 60)


def _policies(document: str) -> None:
    """Ways on, to the pages about the policies that the document states."""
    rows = [
        row
        for row in data.ask("document-contents", {"document": document})
        if row["relation"] == "STATES" and row["object_label"] == "Policy"
    ]
    for row in rows:
        with st.container(horizontal=True, vertical_alignment="center"):
            st.markdown(f"政策：**{plain(row['object'])}**")
            if st.button("责任矩阵", key=f"matrix-{row['object_id']}"):
                sitemap.go("matrix", policy=row["object_id"])
            if st.button("溯源", key=f"trace-{row['object_id']}"):
                sitemap.go("trace", policy=row["object_id"])
            if st.button("图谱", key=f"explore-{row['object_id']}"):
                sitemap.go("explore", node=f"Policy:{row['object_id']}")


def _unread(rows: list[Row], document: str) -> None:
    with pieces.folded(f"没有读懂的 {len(rows)} 处", f"unread-{document}") as is_open:
        if is_open and rows:
            columns = catalog.find_query("unread").columns
            pieces.table(rows, columns, f"unread-{document}", file="没有读懂", beside=pieces.evidence)
        elif is_open:
            st.write("没有。凡是像职责、像指标的话都读成了事实。")
