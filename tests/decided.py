"""Decisions kept without what follows from them, for tests of what then does."""

from __future__ import annotations

from collections.abc import Collection

from policygraph.graph.identity.decisions import Decision, keeping, withdrawn
from policygraph.graph.stores.store import Store


def keep(store: Store, decisions: Collection[Decision]) -> None:
    """Write decisions."""
    store.write(lambda read: keeping(read, decisions))


def withdraw(store: Store, id_: str, by: str) -> Decision:
    """Take a decision back, and return it as it is now."""
    gone = withdrawn(store.read, id_, by)
    keep(store, [gone])
    return gone
