"""导入: files in, what was read from each, documents out again."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial

import streamlit as st

from policygraph.app.frame import address, data
from policygraph.app.frame.plain import plain
from policygraph.app.gate import here
from policygraph.app.gate.rights import Right
from policygraph.app.intake import told, undated
from policygraph.app.intake.batch import DONE, Batch, File
from policygraph.app.parts import given_back, pieces, titles, who
from policygraph.app.parts.things import document_view
from policygraph.graph.asking import catalog
from policygraph.graph.loading.load import remove
from policygraph.graph.stores.store import Row
from policygraph.model.errors import PolicyGraphError
from policygraph.services.ingestion import Uploaded
from policygraph.services.settle import settle

DOCUMENT = "document"  # the parameter of the address
RESULTS, ROUND, FORMS = "intake-results", "intake-round", "intake-forms"  # of this session
BATCHES, ERROR = "intake-batches", "intake-error"  # of this session: what is being read, what stopped it
AT_ONCE, EVERY = 0.4, 1.0  # seconds: that a page waits for what is quickly read, until it looks again
LISTED = 8  # files in sight while they are read


def page() -> None:
    st.title("导入" if here.may(Right.enter) else "文档")
    with pieces.errors():
        if here.may(Right.enter):
            with pieces.errors():  # what could not be read hides none of what is there
                _drop()
            _taken_in()
            if st.session_state[BATCHES]:
                _reading()
            if wrong := st.session_state.get(ERROR):
                st.error(plain(wrong))
            told.show(st.session_state.get(RESULTS, []))
            _forms()
            _undated()
        _documents()


def _drop() -> None:
    # A new key empties the box once its files have been taken, so that no later run takes them again.
    turn = st.session_state.setdefault(ROUND, 0)
    limit = st.get_option("server.maxUploadSize")
    # Of any kind: what is not read is said with the rest, of the files of a folder too.
    files = st.file_uploader(
        f"把政策文件或文件夹拖到这里：Word、WPS、PDF、网页、表格、文本，或装着它们的 zip，每个不超过 {limit:d} MB",
        accept_multiple_files=True,
        key=f"drop-{turn}",
        max_upload_size=limit,
    )
    if not files:
        return
    try:
        workbooks = [file for file in files if given_back.is_one(file.getvalue(), file.name)]
        st.session_state[FORMS] = [(file.name, file.getvalue()) for file in workbooks]
        if others := [(file.name, file.getvalue()) for file in files if file not in workbooks]:
            begun = Batch(data.place(), here.require(Right.enter).name, others)
            begun.wait(AT_ONCE)
            st.session_state.setdefault(BATCHES, []).append((begun, st.query_params.get(DOCUMENT)))
        st.session_state[RESULTS], st.session_state[ERROR] = [], ""
    finally:
        st.session_state[ROUND] = turn + 1
    st.rerun()


def _taken_in() -> None:
    """What was read since the last run; the document is opened, unless its reader has gone on to another one."""
    batches: list[tuple[Batch, str | None]] = st.session_state.get(BATCHES, [])
    for begun, shown in batches:
        if begun.running:
            continue
        st.session_state[RESULTS] = [*st.session_state.get(RESULTS, []), *begun.results]
        st.session_state[ERROR] = begun.error
        if (opened := to_open(begun.results)) and st.query_params.get(DOCUMENT) == shown:
            st.query_params[DOCUMENT] = opened
    st.session_state[BATCHES] = [each for each in batches if each[0].running]


@st.fragment(run_every=EVERY)
def _reading() -> None:
    """How far it is with the files that are being read. Everything else on the page goes on meanwhile."""
    going: list[Batch] = [begun for begun, _ in st.session_state.get(BATCHES, [])]
    if not all(begun.running for begun in going):
        st.rerun()
    for begun in going:
        number = len(begun.files)
        st.progress(begun.done / number, text=plain(f"{begun.stage}（{begun.done}/{number}）"))
        if number > 1 or begun.files[0].inside[1] > 1:
            rows = [{"文件": each.name, "读到哪里": _far(each)} for each in begun.files]
            st.dataframe(rows, hide_index=True, height="content" if number <= LISTED else 35 * (LISTED + 1))
    st.caption("读的时候可以看别的、到别的页去，不会停。")


def _far(file: File) -> str:
    done, total = file.inside
    found = told.kinds(file.found, ())
    inside = f"，里面 {done}/{total} 份" if total > 1 else ""
    return "、".join(found) if file.state == DONE and total == 1 else f"{file.state}{inside}"


def to_open(results: Sequence[Uploaded]) -> str | None:
    """The document to show: the last that is new, or the last that was there before where none is."""
    there = sorted((each for each in results if each.document), key=lambda each: not each.known)
    return there[-1].document if there else None


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


def _undated() -> None:
    """Which of the ledgers just read, and of the document shown, need a day."""
    read = {each.document for each in st.session_state.get(RESULTS, []) if each.document}
    undated.show(
        read | ({shown} if (shown := st.query_params.get(DOCUMENT)) else set()), asked=bool(st.session_state.get(FORMS))
    )


def _documents() -> None:
    if data.store() is None or not (rows := data.ask("documents")):
        pieces.empty(
            "图里还没有文档。", "拖入一份实施方案试试：读出的任务、单位和指标会列在这里。" * here.may(Right.enter)
        )
        return
    shown = st.query_params.get(DOCUMENT)
    there = any(row["id"] == shown for row in rows)
    chosen = None
    label = f"图里的 {len(rows)} 份文档（点选一份，看从它读出了什么）"
    with pieces.folded(label, f"documents-{there}", expanded=not there) as is_open:
        if is_open:
            chosen = _list_of_documents(rows)
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


def _list_of_documents(rows: Sequence[Row]) -> Row | None:
    known = {name for row in rows for name, value in row.items() if value not in (None, "", [])}
    but = ("uri", "id", "publisher")  # nor a column in which nothing stands, as dates where no document has one
    columns = [c for c in catalog.find_query("documents").columns if c.name in known and c.name not in but]
    # Two documents may have one title, even one file name: then the id tells them apart.
    apart = [catalog.Column("file", "文件"), catalog.Column("id", "编号")]
    named = [{**row, "file": titles.file_name(row["uri"])} for row in rows]
    return pieces.table(named, [*columns, *apart], f"documents-{data.version()}", file="文档", height=400)


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
