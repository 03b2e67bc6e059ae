"""Over an empty graph: what to do first, and the samples at one click."""

from __future__ import annotations

from importlib.resources import files
from pathlib import Path

import streamlit as st

from policygraph.app.frame import data, sitemap
from policygraph.app.frame.plain import plain
from policygraph.app.gate import here
from policygraph.app.gate.rights import Right
from policygraph.app.parts import pieces
from policygraph.services.ingestion import ingest
from policygraph.services.settle import settle

SAMPLES = files("policygraph.data").joinpath("samples")


def show() -> None:
    pieces.empty("图里还没有内容。", "请到“导入”页放入政策文件，或运行 policygraph ingest 我的文件夹。")
    st.markdown(
        "1. **导入**：把方案、通知、台账等文件拖进去（Word、PDF、网页、表格、压缩包），"
        "马上看到读出了哪些任务和牵头单位。\n"
        "2. **选定范围**：在页面左上角选地方、单位，这一页就列出要办的、快到期的、逾期的。\n"
        "3. **查**：在右上角的框里写几个字，或到“查询”里问一句话。"
    )
    if not here.may(Right.enter):
        st.caption("您的角色只能看；请能录入的人先导入。")
        return
    with st.container(horizontal=True):
        if st.button("去导入文件", type="primary", key="begin-import"):
            sitemap.go("import")
        if st.button("先读入示例看看", key="begin-samples", help="十几份虚构地方的文件，随时可以在“导入”里移除"):
            _samples()


def _samples() -> None:
    """Read what lies in the package; it is not nothing, so its progress is shown."""
    bar = st.progress(0.0, text="正在打开图……")
    try:
        with data.writing("import", "示例", new=True) as store:

            def tell(done: int, total: int, file: Path) -> None:
                bar.progress(done / max(total, 1), text=plain(f"已读 {done}/{total}：{file.stem}"))

            report = ingest([Path(str(SAMPLES))], store, on_progress=tell)
            bar.progress(1.0, text="正在统一名称，把任务与上级政策的任务对应起来……")
            settle(store)
    finally:
        bar.empty()
    if report.failures:
        st.error(plain(f"有 {len(report.failures)} 份示例没有读成：{report.failures[0][1]}"))
        return
    st.rerun()
