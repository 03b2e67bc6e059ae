"""A picture as one file of HTML that opens without a network: what the drawing does not know of it."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any

import streamlit as st

from policygraph.app.frame import data
from policygraph.app.parts import titles
from policygraph.app.parts.graph_view import edge_key
from policygraph.graph.stores.store import Row
from policygraph.model import degrees
from policygraph.model.words import text

ASKED = "explore-page"  # of this session: that the next drawing brings the content of a file


def ask(token: str) -> None:
    """Somebody takes the picture away as a file, which is recorded. `token`: tells this request from others."""
    with data.deed("export", "图谱.html"):
        st.session_state[ASKED] = token


def content(token: str, rows: Sequence[Row]) -> dict[str, Any]:
    """By relationship the sentences that state it, with their documents; where and when that was."""
    documents = titles.of_rows(rows)
    said: dict[str, list[dict[str, str]]] = {}
    for row in rows:
        sentence = {
            "evidence": row["evidence"] or "", "document": documents.get(row["document"], ""),
            "confidence": text(degrees.in_words(row["confidence"], "confidence")),
        }  # fmt: skip
        of = said.setdefault(edge_key(row), [])
        if sentence not in of:
            of.append(sentence)
    return {"token": token, "said": said, "on": date.today().isoformat()}
