"""What people take out of the page: made when it is asked for, and recorded with who took it."""

from __future__ import annotations

from collections.abc import Callable
from typing import Literal

import streamlit as st

from policygraph.app.frame import data
from policygraph.app.frame.plain import plain
from policygraph.app.gate import here
from policygraph.app.gate.rights import Right
from policygraph.services import audit


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
