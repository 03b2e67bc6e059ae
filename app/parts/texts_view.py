"""Several texts of one policy: which counts, and what the others say differently."""

from __future__ import annotations

import streamlit as st

from policygraph.app.frame import data, sitemap
from policygraph.app.frame.plain import plain
from policygraph.app.gate import here
from policygraph.app.gate.rights import Right
from policygraph.app.parts import pieces
from policygraph.graph.asking.catalog import Column
from policygraph.graph.decisions.decision import TEXTS
from policygraph.graph.identity.differences import WHAT, differences
from policygraph.graph.stores.store import Row
from policygraph.model.ontology import ontology


def of_document(document: str) -> list[Row]:
    """The rows of the query `versions` that speak of a document."""
    return [row for row in data.ask("versions") if document in (row["counts_id"], row["lesser_id"])]


def of_policy(policy: str) -> None:
    """A line under a policy, where there are several texts of it."""
    for row in data.ask("versions", {"policy": policy}):
        if row["policy_id"] == policy:
            line(row, "")


def show(document: str) -> None:
    """Of each other text of the document's policy which of both counts, and how they differ."""
    for row in of_document(document):
        line(row, document)
        with st.expander("两个文本的不同", expanded=False):
            difference(row["counts_id"], row["lesser_id"])


def line(row: Row, document: str) -> None:
    """Which of two texts counts, and the ways to both but the `document` that is looked at."""
    word = ontology().word("VERSION_OF.basis", row["basis"])
    lesser, counts = (row[name].rpartition("/")[2] for name in ("lesser_uri", "counts_uri"))
    with st.container(horizontal=True, vertical_alignment="center"):
        st.markdown(
            f"同一政策的两个文本（{plain(word)}）：**{plain(counts)}** 为准，{plain(lesser)} 的任务不另算。"
            f"{plain(row['ground'])}"
        )
        for words, id_ in (("看为准的", row["counts_id"]), ("看另一份", row["lesser_id"])):
            if id_ != document and st.button(plain(words), key=f"text-{row['lesser_id']}-{id_}"):
                sitemap.go("import", document=id_)
        if here.may(Right.enter) and st.button("不对？", key=f"text-review-{row['lesser_id']}"):
            sitemap.go("review", pair=f"{TEXTS}:{row['counts_id']}:{row['lesser_id']}")


def difference(counts: str, lesser: str, names: tuple[str, str] = ("为准的写", "另一文本写")) -> None:
    """A table of what two documents (ids) say differently."""
    reader = data.store()
    found = differences(reader.read, counts, lesser) if reader else []
    if not found:
        st.write("任务、单位、指标和时限都相同。")
        return
    rows: list[Row] = [{**each._asdict(), "what": WHAT[each.what]} for each in found]
    columns = [
        Column("task", "任务"), Column("what", "不同在"), Column("counts", names[0]), Column("lesser", names[1]),
    ]  # fmt: skip
    pieces.table(rows, columns, f"difference-{counts}-{lesser}", file="两个文本的不同", height=400)
