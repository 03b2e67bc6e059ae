"""What pages ask of the graph: answers are kept until the graph changes."""

from __future__ import annotations

import os
import threading
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from typing import Any

import streamlit as st

from policygraph.app.frame.plain import plain
from policygraph.app.gate import here
from policygraph.app.gate.rights import Right
from policygraph.graph.asking import catalog
from policygraph.graph.stores.opening import open_store
from policygraph.graph.stores.store import NoDatabaseError, Rows, Store
from policygraph.services import audit
from policygraph.services.upgrading import open_current

PLACE = "POLICYGRAPH_DATABASE"
SECONDS, ROWS = 60.0, 10_000  # limits of what a page asks


def place() -> str | None:
    """Where the graph is: as `policygraph app` was told."""
    return os.environ.get(PLACE) or None


@st.cache_resource(show_spinner=False)
def _reader(where: str | None) -> Store:
    return open_store(where)


def store() -> Store | None:
    """The graph for reading, one for the whole process; None where there is none yet.

    Raises ForbiddenError for who may not see it.
    """
    here.require(Right.see)
    try:
        return _reader(place())
    except NoDatabaseError:
        return None


@st.cache_resource(show_spinner=False)
def _turn() -> threading.Lock:
    """The embedded store takes one writer at a time; what two people do waits for each other."""
    return threading.Lock()


@contextmanager
def writing(act: str, *what: str, right: Right = Right.enter) -> Iterator[Store]:
    """The graph for writing, by one person at a time, who may do that `act` (services/audit.py), which is recorded.

    Raises PolicyGraphError, ForbiddenError for who may not.
    """
    with (
        deed(act, *what, right=right),
        _turn(),
        open_current(place(), lambda line: st.toast(plain(line)), write=True) as writer,
    ):
        yield writer


@contextmanager
def deed(act: str, *what: str, right: Right = Right.see) -> Iterator[None]:
    """Around what is recorded of whoever may do it. Raises ForbiddenError for who may not."""
    person = here.require(right)
    with audit.recorded(place(), act, *what, who=person.name, via=audit.PAGE):
        yield


def version() -> str:
    """Differs when the graph has changed."""
    reader = store()
    return "" if reader is None else reader.version()


def ask(name: str, values: Mapping[str, Any] | None = None) -> Rows:
    """The rows of a query of the catalogue; no rows where there is no graph. Raises PolicyGraphError."""
    query = catalog.find_query(name)
    # No limit of time, which would cost a process of its own: what is in the catalogue ends.
    return _rows(place(), version(), query.cypher, catalog.bind_values(query, values or {}), None)


def cypher(text: str, values: Mapping[str, Any] | None = None) -> Rows:
    """The rows of reading Cypher, within the limits. Raises PolicyGraphError."""
    return _rows(place(), version(), text, dict(values or {}), SECONDS)


@st.cache_data(show_spinner=False, max_entries=300)
def _rows(where: str | None, seen: str, text: str, values: dict[str, Any], seconds: float | None) -> Rows:
    """`seen`: the graph's version, so that an answer is not given for a graph that has changed."""
    reader = store()
    return Rows() if reader is None else reader.read(text, values, seconds=seconds, rows=ROWS)
