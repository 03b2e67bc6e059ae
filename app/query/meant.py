"""Which statements a person chose to run: a link may come from anybody, and what is in it is only shown."""

from __future__ import annotations

import streamlit as st

MEANT = "query-meant"  # of this session
MOST = 50


def mean(cypher: str, values: str = "") -> None:
    """The person wants it run, now and when they come back to it."""
    chosen = st.session_state.setdefault(MEANT, [])
    if (cypher, values) not in chosen:
        chosen.append((cypher, values))
        del chosen[:-MOST]


def is_meant(cypher: str, values: str) -> bool:
    return (cypher, values) in st.session_state.get(MEANT, [])
