"""What is chosen on a page stands in its address, so that whoever opens the address sees the same."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import NoReturn

import streamlit as st
from streamlit.errors import StreamlitAPIException

from policygraph.app.frame.plain import plain


def several(
    label: str,
    name: str,
    options: Sequence[str],
    words: Callable[[str], str] = str,
    *,
    first: str | None = None,
    most: int | None = None,
) -> list[str]:
    """A choice of several, with its parameter `name` in the address; `first` is chosen where nothing stands there."""
    key, seen = f"choice-{name}", f"seen-{name}"
    address = st.query_params.get_all(name)
    # Another page, a bookmark or the way back has changed the address: it counts, not what was chosen before.
    if key not in st.session_state or address != st.session_state.get(seen):
        known = [value for value in address if value in options]
        st.session_state[key] = known or ([first] if first is not None else [])
    st.session_state[key] = [value for value in st.session_state[key] if value in options][:most]
    placeholder = "全部" if first is None else "选一项或几项"
    chosen = st.multiselect(
        plain(label), options, format_func=words, key=key, max_selections=most, placeholder=placeholder
    )
    put(name, chosen)
    st.session_state[seen] = chosen
    return chosen


def put(name: str, values: Sequence[str]) -> None:
    """These values, or nothing of that name, in the address."""
    if st.query_params.get_all(name) == list(values):
        return
    if values:
        st.query_params[name] = list(values)
    else:
        del st.query_params[name]


def again() -> NoReturn:
    """Run the fragment again after a change of the address, or all of the page where it is the page's first run."""
    try:
        st.rerun(scope="fragment")
    except StreamlitAPIException:  # there is no run of the fragment alone yet
        st.rerun()
