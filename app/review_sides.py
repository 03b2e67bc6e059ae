"""One side of a pair on the page 核对: what is known of it, and some sentences that speak of it."""

from __future__ import annotations

import html
from collections.abc import Collection

import streamlit as st

from policygraph import deciding
from policygraph.app import data, node_panel, parts, review_acts, sitemap
from policygraph.graph.store import Row

SENTENCES = 3
AROUND = 40  # characters shown before and after a sentence
DOCUMENTS = 4  # that are named
NOT_COMPARED = {"又称", "全称"}  # differ in most pairs and tell little


def show(label: str, id_: str, name: str, key: str, *, beside: str = "") -> None:
    """The node that now is what was read under `id_`; `beside`: id of the other side, to mark what differs."""
    own = _row(label, id_)
    with st.container(border=True, height="stretch", key=f"review-side-{key}"):
        node_panel.title(f"{label}:{id_}", str(own["name"]) if own else name)
        if own is None:
            st.caption("图里没有它了：说到它的文档可能已被移除")
            return
        if own["name"] != name:
            st.caption(f"读作“{node_panel.plain(name)}”")
        other = _row(label, beside) if beside else None
        st.html(_facts(own, other))
        _sentences(own["id"])
        if st.button("在图谱中看", key=f"review-explore-{key}"):
            sitemap.go("explore", node=f"{label}:{own['id']}")


def _row(label: str, id_: str) -> Row | None:
    """The node's properties, as the query `node` has them."""
    reader = data.store()
    now = deciding.current(reader.read, label, id_) if reader else None
    return next((row for row in data.ask("node", {"id": now}) if row["label"] == label), None) if now else None


def _facts(own: Row, other: Row | None) -> str:
    """HTML of the properties; what the other side has otherwise is marked."""
    known = dict(node_panel.properties(other)) if other else {}
    lines = [
        (name, value, name not in NOT_COMPARED and known.get(name, value) != value)
        for name, value in node_panel.properties(own)
    ]
    around = data.ask("neighbours", {"id": own["id"]})
    within = [row["name"] for row in around if row["label"] == "Region" and "WITHIN" in row["relations"]]
    if within and own["label"] != "Region":
        lines.append(("隶属", "、".join(within), False))
    tasks = sum(row["label"] == "Task" for row in around)
    sources = own["sources"]
    more = f" 等 {len(sources)} 份" if len(sources) > DOCUMENTS else ""
    lines += [
        ("任务", f"{tasks} 项", False),
        ("见于", "".join(f"《{each}》" for each in sources[:DOCUMENTS]) + more, False),
    ]
    return f'<dl class="pg-properties">{"".join(_line(*line) for line in lines)}</dl>'


def _line(name: str, value: str, differs: bool) -> str:
    how = ' class="other" title="与另一方不同"' if differs else ""
    return f"<dt>{html.escape(name)}</dt><dd{how}>{html.escape(value)}</dd>"


def _sentences(id_: str) -> None:
    rows = data.ask("sentences-of-node", {"id": id_, "limit": 4 * SENTENCES})
    seen: dict[tuple[str, int], Row] = {}
    for row in rows:
        seen.setdefault((row["document"], row["start"]), row)
    if not seen:
        st.caption("没有原句：它只见于区划名录或别的文档的指称")
        return
    st.html("".join(said(row) for row in list(seen.values())[:SENTENCES]))


def said(row: Row) -> str:
    """HTML of a sentence in what stands around it, and where that is."""
    found = data.ask("document-text", {"document": row["document"]})
    text, start, end = found[0]["text"], row["start"], row["end"]
    first, last = max(0, start - AROUND), min(len(text), end + AROUND)
    before, after = (" ".join(piece.split()) for piece in (text[first:start], text[end:last]))
    where = f"{row['source']}　{parts.position(start, end, found[0].get('pages'))}"
    return (
        f'<p class="pg-said">{"…" if first else ""}{html.escape(before)}<mark>{html.escape(text[start:end])}</mark>'
        f"{html.escape(after)}{'…' if last < len(text) else ''}"
        f'<span class="where">{html.escape(where)}</span></p>'
    )


def readings(label: str, id_: str, names: Collection[deciding.Reading]) -> None:
    """Under which names a node was read, where several were judged to be one, each with the way to tell it apart."""
    st.markdown("**合在一起的几个**（读到的名称，以及说到它的文档；不是同一个的可以分出来）")
    called = {row["id"]: row["name"] for row in data.ask("documents")}
    for each in names:
        sources = [called.get(document, document) for document in each.documents]
        more = f" 等 {len(sources)} 份" if len(sources) > DOCUMENTS else ""
        with st.container(horizontal=True, vertical_alignment="center", key=f"review-reading-{each.id}"):
            listed = "".join(f"《{source}》" for source in sources[:DOCUMENTS])
            st.markdown(f"**{node_panel.plain(each.name)}**　:gray[{node_panel.plain(listed)}{more}]")
            if st.button("分出来", key=f"review-apart-{each.id}"):
                review_acts.decide(lambda read, by, own=each.id: deciding.apart(read, label, id_, own, by))  # type: ignore[misc]
