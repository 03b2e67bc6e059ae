"""What pages ask of the graph: answers are kept until the graph changes."""

from __future__ import annotations

import os
import uuid
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from typing import Any

import streamlit as st

from policygraph.app.frame.kept import Kept
from policygraph.app.frame.plain import plain
from policygraph.app.frame.turns import ROWS, SECONDS, WRITER, Asked, Turns
from policygraph.app.gate import here
from policygraph.app.gate.rights import Right
from policygraph.graph.asking import catalog
from policygraph.graph.stores.opening import open_store
from policygraph.graph.stores.store import NoDatabaseError, Rows, Stop, Store
from policygraph.model.errors import PolicyGraphError
from policygraph.services import audit
from policygraph.services.upgrading import open_current
from policygraph.services.vocabulary.laying import lay

PLACE = "POLICYGRAPH_DATABASE"
KEPT = Kept(128 << 20, 30 * 60)  # for all sessions
TURNS = Turns()


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
    return opened()


def opened() -> Store | None:
    """The same for the server itself, which looks for nobody."""
    try:
        return _reader(place())
    except NoDatabaseError:
        return None


@contextmanager
def writing(act: str, *what: str, right: Right = Right.enter, new: bool = False) -> Iterator[Store]:
    """The graph for writing, by one person at a time, who may do that `act` (services/audit.py), which is recorded.

    It must be there, unless it may be `new`.

    Raises PolicyGraphError, ForbiddenError for who may not.
    """
    with (
        deed(act, *what, right=right),
        WRITER,
        open_current(place(), lambda line: st.toast(plain(line)), write=True, new=new) as writer,
    ):
        yield writer


@contextmanager
def deed(act: str, *what: str, right: Right = Right.see) -> Iterator[None]:
    """Around what is recorded of whoever may do it. Raises ForbiddenError for who may not."""
    person = here.require(right)
    with audit.recorded(place(), act, *what, who=person.name, via=audit.PAGE):
        yield


def follow_words() -> None:
    """Take up what has changed in the words beside the graph. Wrong ones are told to who may mend
    them, and the former stay."""
    try:
        lay(place())
    except PolicyGraphError as error:
        if here.may(Right.words):
            st.warning(plain(f"词表有误，没有用上：{error}"))


def version() -> str:
    """Differs when the graph has changed."""
    reader = store()
    return "" if reader is None else reader.version()


def ask(name: str, values: Mapping[str, Any] | None = None) -> Rows:
    """The rows of a query of the catalogue; no rows where there is no graph. Raises PolicyGraphError."""
    query = catalog.find_query(name)
    bound = catalog.bind_values(query, values or {})
    key = (place(), version(), query.cypher, repr(bound))
    found: Rows | None = KEPT.get(key)
    if found is None:
        reader = store()
        # No limit of time, which would cost a process of its own: what is in our catalogue ends.
        seconds = SECONDS if query.origin else None
        found = Rows() if reader is None else reader.read(query.cypher, bound, rows=ROWS, seconds=seconds)
        KEPT.put(key, found)
    return found


def made(name: str, make: Callable[[Store], Any]) -> Any:
    """What is made of the graph, called `name`: kept as answers are; None where there is no graph."""
    reader = store()
    key = (place(), version(), name)
    found = KEPT.get(key)
    if found is None and reader is not None:
        found = make(reader)
        KEPT.put(key, found)
    return found


def begin(cypher: str, values: Callable[[], Mapping[str, Any]]) -> Asked:
    """Reading Cypher on its way, within the limits, when it is this person's turn; `values`: may raise too."""
    reader = store()

    def read(seconds: float, stop: Stop) -> Rows:
        return Rows() if reader is None else reader.read(cypher, values(), seconds=seconds, rows=ROWS, stop=stop)

    return TURNS.ask(whose(), read, SECONDS)


def whose() -> tuple[str, str]:
    """Whose turn a question takes: the person's, in however many tabs, or the session's where nobody has a name."""
    person = here.require(Right.see)
    return ("person", person.name) if person.name else ("session", session())


def session() -> str:
    """Tells this session from others."""
    return str(st.session_state.setdefault("session", uuid.uuid4().hex))
