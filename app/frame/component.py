"""The page's own components: JavaScript in `app/frontend/`, bundled into the package's assets at set-up."""

from __future__ import annotations

from functools import cache
from importlib.resources import files

import streamlit as st
from streamlit.components.v2.types import ComponentRenderer

from policygraph.model.errors import PolicyGraphError


@cache
def component(name: str) -> ComponentRenderer:
    """What mounts `app/frontend/NAME.js`, with NAME.css where there is one; always give it a `key`.

    Its JavaScript gets `data`, and answers through `on_…_change` callbacks.
    Raises PolicyGraphError if it was not built.
    """
    built = [each.name for each in files("policygraph").joinpath("assets").iterdir()]
    scripts = [each for each in built if each.startswith(f"{name}-") and each.endswith(".js")]
    if not scripts:
        raise PolicyGraphError(f"网页组件 {name} 还没有打包：请在源代码目录运行 make install")
    styles = [each for each in built if each.startswith(f"{name}-") and each.endswith(".css")]
    return st.components.v2.component(f"policygraph.{name}", js=scripts[0], css=styles[0] if styles else None)
