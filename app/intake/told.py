"""What became of the files that were put in, in words: new, another version, there already, of the wrong kind."""

from __future__ import annotations

from collections.abc import Collection, Sequence

import streamlit as st

from policygraph.app.frame import data, sitemap
from policygraph.app.frame.plain import plain
from policygraph.app.gate import here
from policygraph.app.gate.rights import Right
from policygraph.app.parts import review_link
from policygraph.graph.resolving.candidates import of_documents
from policygraph.ingest.formats import registry
from policygraph.model.ontology import ontology
from policygraph.services.ingestion import Uploaded

NEW, VERSION, KNOWN, WRONG_TYPE, BROKEN = "新增", "新版本", "已在图中（同文）", "类型不对", "没有读成"
NAMES = 12  # that are named; of more the number is said


def kinds(results: Sequence[Uploaded], versions: Collection[str]) -> dict[str, list[Uploaded]]:
    """By what became of them, each once. `versions`: ids of documents of which the graph has another text.

    >>> put_in = [Uploaded("甲.txt", "a"), Uploaded("乙.txt", "b", known=True), Uploaded("丙.txt", error="…")]
    >>> found = kinds(put_in, "a")
    >>> {kind: [each.name for each in some] for kind, some in found.items()}
    {'新版本': ['甲.txt'], '已在图中（同文）': ['乙.txt'], '没有读成': ['丙.txt']}
    """
    found: dict[str, list[Uploaded]] = {kind: [] for kind in (NEW, VERSION, KNOWN, WRONG_TYPE, BROKEN)}
    for each in results:
        found[_kind(each, versions)].append(each)
    return {kind: some for kind, some in found.items() if some}


def _kind(each: Uploaded, versions: Collection[str]) -> str:
    if not each.document:
        return WRONG_TYPE if each.wrong_type else BROKEN
    return KNOWN if each.known else VERSION if each.document in versions else NEW


def show(results: Sequence[Uploaded]) -> None:
    """In a line how many of each kind, then the files of each; what needs a person leads to 核对."""
    if not results:
        return
    texts = {row[name] for row in data.ask("versions") for name in ("counts_id", "lesser_id")}
    found = kinds(results, texts)
    counted = "　·　".join(f"{kind} {len(some)} 份" for kind, some in found.items())
    if len(found) > 1:
        st.markdown(f"**{plain(counted)}**")
    for each in found.get(BROKEN, []):
        st.error(plain(each.error))
    if wrong := found.get(WRONG_TYPE):
        st.warning(plain(f"{_named(WRONG_TYPE, wrong)}。能读的是 {'、'.join(sorted(registry.suffixes()))}"))
    if new := found.get(NEW):
        st.success(plain(_named(NEW, new)))
    if versions := found.get(VERSION):
        st.info(plain(f"{_named(VERSION, versions)}。同一政策图里另有文本：以哪一份为准、哪里不同，列在文档下面"))
    if known := found.get(KNOWN):
        st.info(plain(f"{_named(KNOWN, known)}。没有重复读入"))
    _not_whole({each.document: each.name for kind in (NEW, VERSION) for each in found.get(kind, []) if each.document})


def _named(kind: str, some: Sequence[Uploaded]) -> str:
    more = f" 等 {len(some)} 份" if len(some) > NAMES else ""
    return f"{kind} {len(some)} 份：{'、'.join(each.name for each in some[:NAMES])}{more}"


def _not_whole(read: dict[str, str]) -> None:
    """Which of the files that were read are not read whole, and what is unsure about them."""
    rows = data.ask("documents", {"ids": sorted(read)}) if read else []
    for state, word in ontology().nodes["Document"].properties["reading_state"].values.items():
        names = [read[row["id"]] for row in rows if row["reading_state"] == state and state != "complete"]
        if names:
            said = st.info if state == "nearly" else st.warning  # there is nothing to be afraid of
            said(plain(f"{word}的 {len(names)} 份：{'、'.join(names)}；要看的地方列在文档下面"))
    if unmatched := sum(row["unmatched"] or 0 for row in rows):
        _to_review(f"{unmatched} 行台账、通报没有对上任务，没有算进台账", "rows", view="ledgers")
    if read and here.may(Right.enter) and (open_ := _unsure(read)):
        _to_review(f"其中 {open_} 对名称拿不准是不是一个，要人判断", "pairs")


def _unsure(documents: Collection[str]) -> int:
    """How many pairs may be one thing of which these documents (ids) speak."""
    reader = data.store()
    return len(of_documents(reader.read, review_link.open_pairs(), documents)) if reader else 0


def _to_review(words: str, key: str, **parameters: str) -> None:
    with st.container(horizontal=True, vertical_alignment="center"):
        st.warning(plain(words))
        if st.button("去核对", key=f"intake-{key}"):
            sitemap.go("review", **parameters)
