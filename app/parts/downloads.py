"""What people take out of the page: made when it is asked for, and recorded with who took it."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING, Literal

import streamlit as st

from policygraph.app.frame import data
from policygraph.app.frame.plain import plain
from policygraph.app.gate import here
from policygraph.app.gate.rights import Right
from policygraph.graph.stores.store import Store
from policygraph.graph.transfer.forms import file_name
from policygraph.model.errors import PolicyGraphError
from policygraph.services import audit

if TYPE_CHECKING:
    from policygraph.services.paper.paper import Paper

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
"""Its media type."""


def download(
    label: str,
    content: bytes | Callable[[], bytes],
    name: str,
    kind: str,
    key: str,
    *,
    width: Literal["content", "stretch"] = "content",
) -> None:
    """A button for a file of that name and media type `kind`."""
    # Made without a run of the script, so who takes it is asked now.
    who, where = here.require(Right.see).name, data.place()

    def made() -> bytes:
        with audit.recorded(where, "export", name, who=who, via=audit.PAGE):
            return content if isinstance(content, bytes) else content()

    st.download_button(plain(label), made, name, kind, key=key, on_click="ignore", width=width)


def papers(kind: str, name: str, make: Callable[[Store], Paper], key: str) -> None:
    """Buttons for a paper of that kind, as .docx and as .xlsx: `name`: of its files; `make`: the paper, of the
    graph.

    What is wrong with the office's template is said now: a button cannot say it when it is pressed.
    """
    from policygraph.services.paper import templates, writing  # python-docx takes its time to load

    reader, where = data.store(), data.place()
    if reader is None:
        return
    try:
        if templates.find(where, kind):
            templates.open_template(where, kind)
    except PolicyGraphError as error:
        st.error(plain(str(error)))
        return
    for suffix, words in ((writing.DOCX, "公文格式"), (writing.XLSX, "可直接打印")):
        label, made = f"{kind} {suffix}（{words}）", partial(_made, make, reader, suffix, where)
        download(label, made, file_name(name, suffix), writing.MEDIA[suffix], f"{key}{suffix}", width="stretch")


def _made(make: Callable[[Store], Paper], store: Store, suffix: str, where: str | None) -> bytes:
    from policygraph.services.paper import writing

    return writing.as_bytes(make(store), suffix, where)
