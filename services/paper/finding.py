"""A policy's matrix, and what of it is some departments'."""

from __future__ import annotations

from collections.abc import Sequence

from policygraph.graph.stores.store import Row
from policygraph.graph.transfer.matrix import Matrix, compose, documents, narrowed, without_silent
from policygraph.services.paper.paper import Ask


def matrix_of(ask: Ask, policy: Row, units: set[str] | None = None) -> Matrix:
    """The matrix of a policy, or of those of its tasks in which some departments take part."""
    id_ = policy["id"]
    rows = [row for row in ask("responsibility-matrix", {"policy": id_}) if row["policy_id"] == id_]
    kept = narrowed(without_silent(rows), sorted(units or ()))
    return compose(policy["title"], kept, ask("targets-of-policy", {"policy": id_}), headings(ask, kept))


def headings(ask: Ask, rows: Sequence[Row]) -> list[Row]:
    """Of the documents in which tasks stand."""
    return [row for document in sorted(documents(rows)) for row in ask("sections", {"document": document})]
