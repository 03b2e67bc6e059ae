"""For whom the page's script runs, and what he may do."""

from __future__ import annotations

import streamlit as st

from policygraph.app.gate.gate import Entry, Gate, Person
from policygraph.app.gate.guard import TICKET
from policygraph.app.gate.rights import RIGHTS, Right, forbidden

_gate: Gate | None = None  # of the server in this process; None where no server asks, as in tests of pages


def use(gate: Gate | None) -> None:
    """From now on, who may do what is as this gate says."""
    global _gate
    _gate = gate


def entry() -> Entry:
    """How the page is entered."""
    return _gate.entry if _gate else Entry()


def guarded() -> bool:
    """Whether one has to say who one is."""
    return _gate is not None and _gate.guarded()


def person() -> Person | None:
    """None for who may not come in, or whose session has ended meanwhile."""
    if _gate is None:
        return Person("", "admin", RIGHTS["admin"])
    connection = _gate.connection(st.context.headers.get(TICKET))
    return None if connection is None else _gate.person(connection, touch=False)


def may(right: Right) -> bool:
    """Whether to show what needs it."""
    found = person()
    return found is not None and right in found.rights


def require(right: Right) -> Person:
    """Whoever may; ForbiddenError for all others."""
    found = person()
    if found is None or right not in found.rights:
        raise forbidden(right)
    return found
