"""导入: files in, what was read from each, documents out again."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial

import streamlit as st
from streamlit.runtime.uploaded_file_manager import UploadedFile

from policygraph.app.frame import address, data, sitemap
from policygraph.app.frame.plain import plain
from policygraph.app.gate import here
from policygraph.app.gate.rights import Right
from policygraph.app.parts import given_back, pieces, titles, who
from policygraph.app.parts.things import document_view
from policygraph.graph.asking import catalog
from policygraph.graph.loading.load import remove
from policygraph.ingest.formats import registry
from policygraph.model.errors import PolicyGraphError
from policygraph.model.ontology import ontology
from policygraph.services import ingestion
from policygraph.services.ingestion import Uploaded
from policygraph.services.settle import settle

DOCUMENT = "document"  # the parameter of the address
RESULTS, ROUND, FORMS = "intake-results", "intake-round", "intake-forms"  # of this session


def page() -> None:
    st.title("导入" if here.may(Right.enter) else "文档")
    with pieces.errors():
        if here.may(Right.enter):
            with pieces.errors():  # what could not be read hides none of what is there
                _drop()
            _results()
            _forms()
        _documents()


def _drop() -> None:
    # A new key empties the box once its files have been read, so that no later run reads them again.
    turn = st.session_state.setdefault(ROUND, 0)
    limit = st.get_option("server.maxUploadSize")
    files = st.file_uploader(
        f"把政策文件拖到这里：Word、WPS、PDF、网页、表格、文本，或装着它们的 zip，每个不超过 {limit:d} MB",
        type=[suffix.removeprefix(".") for suffix in sorted(registry.suffixes())],
        accept_multiple_files=True,
        key=f"drop-{turn}",
        max_upload_size=limit,
    )
    if not files:
        return
    try:
        workbooks = [file for file in files if given_back.is_one(file.getvalue(), file.name)]
        st.session_state[FORMS] = [(file.name, file.getvalue()) for file in workbooks]
        others = [file for file in files if file not in workbooks]
        st.session_state[RESULTS] = _read(others) if others else []
    finally:
        st.session_state[ROUND] = turn + 1
    if opened := to_open(st.session_state[RESULTS]):
        st.query_params[DOCUMENT] = opened
    st.rerun()


def to_open(results: Sequence[Uploaded]) -> str | None:
    """The document to show: the last that is new, or the last that was there before where none is."""
    there = sorted((each for each in results if each.document), key=lambda each: not each.known)
    return there[-1].document if there else None


def _read(files: Sequence[UploadedFile]) -> list[Uploaded]:
    bar = st.progress(0.0, text="正在打开图……")
    found = []
    try:
        with data.writing("import", *(file.name for file in files), new=True) as store:
            for i, file in enumerate(files):
                bar.progress(i / len(files), text=plain(f"正在读 {file.name}（{i + 1}/{len(files)}）"))
                found += ingestion.add_each(store, file.getvalue(), file.name)
            bar.progress(1.0, text="正在统一名称，把任务与上级政策的任务对应起来……")
            settle(store)
    finally:
        bar.empty()
    return found


def _results() -> None:
    """What became of the files that were dropped last."""
    results: list[Uploaded] = st.session_state.get(RESULTS, [])
    for each in results:
        if each.error:
            st.error(plain(each.error))
    read = [each.name for each in results if each.document and not each.known]
    if read:
        st.success(f"已读入 {len(read)} 份：{plain('、'.join(read))}")
        _not_whole({each.document: each.name for each in results if each.document and not each.known})
    known = [each.name for each in results if each.known]
    if known:
        st.info(f"已在图中 {len(known)} 份，内容相同，没有重复读入：{plain('、'.join(known))}")


def _forms() -> None:
    """Forms and sheets of corrections among the files: they are taken in, and are no documents."""
    given = st.session_state.get(FORMS, [])
    given_back.done(FORMS)
    if given:
        who.person(given_back.CALLED, "每条填报和更正")
    for n, (name, content) in enumerate(given):
        with st.container(border=True), pieces.errors():
            st.markdown(f"**{plain(name)}**　:gray[是交回的表，不是文档：看过再收下]")
            given_back.look(content, name, f"{FORMS}-{n}", partial(_forget, name), FORMS)


def _forget(name: str) -> None:
    """A workbook that was taken in, with what is said of it where all are."""
    st.session_state[FORMS] = [each for each in st.session_state[FORMS] if each[0] != name]


def _not_whole(read: dict[str, str]) -> None:
    """Which of the files that were read are not read whole."""
    rows = data.ask("documents", {"ids": sorted(read)})
    for state, word in ontology().nodes["Document"].properties["reading_state"].values.items():
        names = [read[row["id"]] for row in rows if row["reading_state"] == state and state != "complete"]
        if names:
            st.warning(plain(f"{word}的 {len(names)} 份：{'、'.join(names)}；要看的地方列在文档下面"))
    if unmatched := sum(row["unmatched"] or 0 for row in rows):
        with st.container(horizontal=True, vertical_alignment="center"):
            st.warning(plain(f"{unmatched} 行台账、通报没有对上任务，没有算进台账"))
            if st.button("去核对", key="intake-rows"):
                sitemap.go("review", view="ledgers")


def _documents() -> None:
    if data.store() is None or not (rows := data.ask("documents")):
        pieces.empty(
            "图里还没有文档。", "拖入一份实施方案试试：读出的任务、单位和指标会列在这里。" * here.may(Right.enter)
        )
        return
    shown = st.query_params.get(DOCUMENT)
    there = any(row["id"] == shown for row in rows)
    with st.expander(f"图里的 {len(rows)} 份文档（点选一份，看从它读出了什么）", expanded=not there):
        columns = [c for c in catalog.find_query("documents").columns if c.name not in ("uri", "id", "publisher")]
        # Two documents may have one title, even one file name: then the id tells them apart.
        apart = [catalog.Column("file", "文件"), catalog.Column("id", "编号")]
        named = [{**row, "file": titles.file_name(row["uri"])} for row in rows]
        chosen = pieces.table(named, [*columns, *apart], f"documents-{data.version()}", file="文档", height=400)
    if chosen is not None and chosen["id"] != shown:
        st.query_params[DOCUMENT] = shown = chosen["id"]
    row = next((row for row in rows if row["id"] == shown), None)
    if row is None:
        if shown:
            raise address.not_here("文档")
        return
    with st.container(horizontal=True, vertical_alignment="bottom"):
        st.subheader(plain(row["name"]))
        if here.may(Right.remove) and st.button("移除这份文档", key="remove"):
            _confirm(row["id"], row["name"])
    st.caption(plain(f"文件 {titles.file_name(row['uri'])}　编号 {row['id']}"))
    _view(row["id"])


@st.fragment
def _view(document: str) -> None:
    with pieces.errors():
        document_view.show(document)


@st.dialog("移除文档")
def _confirm(document: str, name: str) -> None:
    st.write(f"将从图中移除《{plain(name)}》和只由它说到的一切。文件本身不受影响，可以再导入。")
    if st.button("移除", type="primary", key="remove-yes"):
        try:
            with data.writing("remove", name, right=Right.remove) as store:
                remove(store, document)
                settle(store)
        except PolicyGraphError as error:
            st.error(plain(error))
            return
        st.query_params.pop(DOCUMENT, None)
        st.session_state.pop(RESULTS, None)
        st.rerun()
