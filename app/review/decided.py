"""What people have decided, on the page 核对: who, when, why; each can be taken back; all of it as a file."""

from __future__ import annotations

from datetime import datetime

import streamlit as st
from streamlit.runtime.uploaded_file_manager import UploadedFile

from policygraph.app.frame import data
from policygraph.app.frame.plain import plain
from policygraph.app.parts import pieces
from policygraph.app.parts.downloads import download
from policygraph.app.review import acts
from policygraph.graph.decisions.decision_file import from_yaml, to_yaml
from policygraph.graph.decisions.decisions import all_decisions
from policygraph.graph.stores.store import Row
from policygraph.services import deciding
from policygraph.services.deciding import taken_in_words
from policygraph.services.ledgers import entering

SHOWN = 60
FILE = "判断.yaml"
ROUND = "review-round"  # of this session: how many files were put in


def show() -> None:
    _ways()
    everything = st.session_state.get("review-all", False)
    rows = data.ask("decisions", {"standing": not everything})
    if not rows:
        pieces.empty("还没有判断。", "在“待核对”里逐对判断，或从责任矩阵、图谱探索点“这条不对？”。")
        return
    words = st.session_state.get("review-decided-words", "").strip()
    some = [row for row in rows if any(words in (row[name] or "") for name in ("decision", "by", "note"))]
    for row in some[:SHOWN]:
        _decision(row)
    if len(some) > SHOWN:
        st.caption(f"共 {len(some)} 条，只列最近 {SHOWN} 条；可在上面查找")
    if not some:
        pieces.empty("没有这样的判断。", "换几个字试试。")


def _ways() -> None:
    """What is listed, and the file that can be taken away and put in."""
    find, all_, away, in_ = st.columns([5, 2.4, 1.8, 1.8], vertical_alignment="bottom")
    find.text_input("查找", key="review-decided-words", placeholder="名称、判断人或说明里的几个字")
    all_.toggle("撤销了的也列出", key="review-all")
    with away:
        content = _file(data.place(), data.version())
        download("下载全部", content, FILE, "application/yaml", "review-export", width="stretch")
    with in_, st.popover("放入文件", width="stretch"):
        turn = st.session_state.setdefault(ROUND, 0)  # a new key empties the box once its file has been read
        file = st.file_uploader(
            "从“下载全部”或 policygraph review export 得到的文件", ["yaml", "yml"], key=f"review-in-{turn}"
        )
        if file is not None:
            st.session_state[ROUND] = turn + 1
            _take_in(file)


@st.cache_data(show_spinner=False, max_entries=2, ttl=1800)
def _file(where: str | None, seen: str) -> bytes:
    """`where`, `seen`: which graph, and its version."""
    reader = data.store()
    return to_yaml(all_decisions(reader.read) if reader else []).encode()


def _take_in(file: UploadedFile) -> None:
    def work() -> tuple[str, list[str]]:
        decisions = from_yaml(file.getvalue(), file.name)
        with data.writing("decide", file.name) as store:
            taken = taken_in_words(deciding.take_in(store, decisions), len(decisions))
            return taken + entering.take_in_file(store, file.getvalue(), file.name), []

    acts.do(work, "正在放入判断……")


def _decision(row: Row) -> None:
    with st.container(border=True, key=f"review-decision-{row['id']}"):
        what, back = st.columns([12, 1], vertical_alignment="center")
        note = f"　{plain(row['note'])}" if row["note"] else ""
        gone = (
            f"　已由 {plain(row['withdrawn_by'])} 于 {plain(_time(row['withdrawn_at']))} 撤销"
            if row["withdrawn_at"]
            else ""
        )
        what.markdown(f"{plain(row['decision'])}  \n:gray[{plain(row['by'])}　{plain(_time(row['at']))}{note}{gone}]")
        if not gone and back.button("撤销", key=f"review-undo-{row['id']}", width="stretch"):
            acts.undo(row["id"])


def _time(iso: str) -> str:
    """To the minute, where this machine is."""
    return datetime.fromisoformat(iso).astimezone().strftime("%Y-%m-%d %H:%M")
