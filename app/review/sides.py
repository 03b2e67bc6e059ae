"""One side of a pair on the page 核对: what is known of it, and some sentences that speak of it."""

from __future__ import annotations

import html
from collections.abc import Collection

import streamlit as st

from policygraph.app.frame import data, sitemap
from policygraph.app.frame.plain import plain
from policygraph.app.parts import node_panel
from policygraph.app.parts.things import citing, ways
from policygraph.app.review import acts
from policygraph.graph.decisions.decision import TEXTS
from policygraph.graph.stores.store import Row
from policygraph.services import deciding

SENTENCES = 3
AROUND = 40  # characters shown before and after a sentence
DOCUMENTS = 4  # that are named
TELL_LITTLE = {"又称", "全称", "位置"}  # differ in most pairs


def show(label: str, id_: str, name: str, key: str, *, beside: str = "") -> None:
    """The node that now is what was read under `id_`; `beside`: id of the other side, to mark what differs."""
    own = _row(label, id_)
    with st.container(border=True, height="stretch", key=f"review-side-{key}"):
        node_panel.title(f"{label}:{id_}", str(own["name"]) if own else name)
        if own is None:
            st.caption("图里没有它了：说到它的文档可能已被移除")
            return
        if own["name"] != name:
            st.caption(f"读作“{plain(name)}”")
        other = _row(label, beside) if beside else None
        st.html(_facts(own, other))
        if label != TEXTS:
            _sentences(own["id"])
        if st.button("在图谱中看", key=f"review-explore-{key}"):
            sitemap.go("explore", node=f"{label}:{own['id']}")
        if way := ways.to(label, own["id"], "它的页面"):
            ways.link(way)


def _row(label: str, id_: str) -> Row | None:
    """The node's properties, as the query `node` has them."""
    reader = data.store()
    now = deciding.current(reader.read, label, id_) if reader else None
    return next((row for row in data.ask("node", {"id": now}) if row["label"] == label), None) if now else None


def _facts(own: Row, other: Row | None) -> str:
    """HTML of the properties; what the other side has otherwise is marked."""
    known = dict(_compared(other)) if other else {}
    lines = [
        (name, value, name not in TELL_LITTLE and known.get(name, value) != value) for name, value in _compared(own)
    ]
    if own["label"] == TEXTS:
        return f'<dl class="pg-properties">{"".join(_line(*line) for line in lines)}</dl>'
    tasks = sum(row["label"] == "Task" for row in data.ask("neighbours", {"id": own["id"]}))
    listed = "".join(f"《{each}》" for each in own["sources"][:DOCUMENTS])
    more = f" 等 {len(own['sources'])} 份" if len(own["sources"]) > DOCUMENTS else ""
    lines += [("任务", f"{tasks} 项", False), ("见于", listed + more, False)]
    return f'<dl class="pg-properties">{"".join(_line(*line) for line in lines)}</dl>'


def _compared(row: Row) -> list[tuple[str, str]]:
    """What tells two nodes apart: the properties, and where it is."""
    around = data.ask("neighbours", {"id": row["id"]}) if row["label"] != "Region" else []
    within = [each["name"] for each in around if each["label"] == "Region" and "WITHIN" in each["relations"]]
    return [*node_panel.properties(row), *([("隶属", "、".join(within))] if within else [])]


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
    st.html("".join(sentence_html(row) for row in list(seen.values())[:SENTENCES]))


def sentence_html(row: Row) -> str:
    """HTML of a sentence in what stands around it, and where that is."""
    found = data.ask("document-text", {"document": row["document"]})
    text, start, end = found[0]["text"], row["start"], row["end"]
    first, last = max(0, start - AROUND), min(len(text), end + AROUND)
    before, after = (" ".join(piece.split()) for piece in (text[first:start], text[end:last]))
    where = f"{row['source']}　{citing.position(text, start, found[0].get('pages'))}"
    return (
        f'<p class="pg-said">{"…" if first else ""}{html.escape(before)}<mark>{html.escape(text[start:end])}</mark>'
        f"{html.escape(after)}{'…' if last < len(text) else ''}"
        f'<span class="where">{html.escape(where)}</span></p>'
    )


def readings(label: str, id_: str, names: Collection[deciding.Reading]) -> None:
    """Under which names a node was read, where several were judged to be one, each with the way to tell it apart."""
    reader = data.store()
    grounds = deciding.grounds(reader.read, label, [each.id for each in names]) if reader else []
    st.markdown(f"**由 {len(names)} 个合成**　:gray[{plain('；'.join(grounds))}]")
    called = {row["id"]: row["name"] for row in data.ask("documents")}
    for each in names:
        sources = [called.get(document, document) for document in each.documents]
        more = f" 等 {len(sources)} 份" if len(sources) > DOCUMENTS else ""
        listed = "".join(f"《{source}》" for source in sources[:DOCUMENTS])
        what, away = st.columns([8, 1], vertical_alignment="center")
        what.markdown(f"**{plain(each.name)}**  \n:gray[见于{plain(listed)}{more}]")
        if away.button("分出来", key=f"review-apart-{each.id}", width="stretch"):
            _apart(label, id_, each.id)


def _apart(label: str, id_: str, reading: str) -> None:
    acts.decide(lambda read, by: deciding.tell_apart(read, label, id_, reading, by))
