"""The page's server, within this process, so that whoever ends it ends the server."""

from __future__ import annotations

from collections.abc import Mapping
from importlib.resources import files
from typing import Any

import streamlit as st

from policygraph.app.frame.plain import plain
from policygraph.services import faults


def show_fault(error: Exception) -> bool:
    """An error of ours on a page: one line there, its traceback in the log. True: nothing else is to be shown."""
    st.error(plain(faults.report(error, "on a page")))
    return True


def serve(settings: Mapping[str, Any]) -> None:
    """Serve the page with Streamlit's `settings` by name, until the process is ended."""
    script = str(files("policygraph.app").joinpath("main.py"))
    st.App(script, on_script_error=show_fault).run(config=settings)
