"""The way from a relationship, wherever it is shown, to the page 核对."""

from __future__ import annotations

from policygraph.app.gate import here
from policygraph.app.gate.rights import Right
from policygraph.app.parts.graph_view import edge_key
from policygraph.graph.decisions.decision import OPEN_TO_DECISION
from policygraph.graph.stores.store import Row

WORDS = "这条不对？"


def parameter(row: Row) -> str:
    """`edge` in the page's address, of a row with the labels and ids of subject and object, relation and document.

    >>> row = {"subject_label": "Department", "subject_id": "1", "object_label": "Task", "object_id": "2"}
    >>> parameter({**row, "relation": "LEADS", "document": "3"})
    'Department:1|LEADS|Task:2|3'
    """
    return f"{edge_key(row)}|{row['document']}"


def can_be_decided(row: Row) -> bool:
    """Whether rules have read it in a document, and may be wrong about it; and whoever looks may say so. What a ledger
    says of a task of its own, and a person of any, is no rule's."""
    said = row["relation"] == "HAS_PROGRESS" and row.get("basis") in ("stated", "entered")
    return here.may(Right.enter) and row["relation"] in OPEN_TO_DECISION and bool(row.get("document")) and not said
