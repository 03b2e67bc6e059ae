"""What is chosen on a page stands in its address, so that whoever opens the address sees the same."""

from __future__ import annotations

from collections.abc import Callable, Sequence

import streamlit as st


def several(
    label: str, name: str, options: Sequence[str], words: Callable[[str], str], *, first: str | None = None,
    most: int | None = None,
) -> list[str]:  # fmt: skip
    """A choice of several, with its parameter `name` in the address; `first` is chosen where nothing stands there."""
    given = [value for value in st.query_params.get_all(name) if value in options][:most]
    if not given and first is not None:
        given = [first]
    # What is chosen is what the address says at first, and again when a link has changed it.
    chosen = st.multiselect(
        label, options, default=given, format_func=words, key=f"{name}-{len(options)}", max_selections=most,
        placeholder="全部" if first is None else "选一项或几项",
    )  # fmt: skip
    put(name, chosen)
    return chosen


def put(name: str, values: Sequence[str]) -> None:
    """These values, or nothing of that name, in the address."""
    if st.query_params.get_all(name) == list(values):
        return
    if values:
        st.query_params[name] = list(values)
    else:
        del st.query_params[name]
