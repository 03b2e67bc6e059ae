"""What people decide of what is shown: the way from a relationship to the page 核对, what is to be decided there, and
what they corrected of a task."""

from __future__ import annotations

from collections.abc import Collection

import streamlit as st

from policygraph.app.frame import data
from policygraph.app.frame.plain import plain
from policygraph.app.gate import here
from policygraph.app.gate.rights import Right
from policygraph.app.parts.graph_view import edge_key
from policygraph.graph.decisions.corrections import WHAT
from policygraph.graph.decisions.decision import OPEN_TO_DECISION
from policygraph.graph.identity.identity import Judgement
from policygraph.graph.resolving.candidates import candidates
from policygraph.graph.stores.store import Row
from policygraph.model.words import clock

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


def open_pairs() -> list[Judgement]:
    """The pairs that may be one, on which nobody has decided, the likeliest first."""
    return list(data.made("pairs that may be one", lambda store: candidates(store.read)) or ())


def corrections(task: str, what: Collection[str] = tuple(WHAT)) -> list[Row]:
    """The corrections of a task (id) that stand, of these things."""
    words = {WHAT[each] for each in what}
    return [row for row in data.ask("corrections", {"task": task}) if row["what"] in words]


def in_words(row: Row) -> str:
    """
    >>> in_words({"what": "标题", "before": "甲", "after": None})
    '标题由“甲”更正为“无”'
    """
    return f"{row['what']}由“{row['before'] or '无'}”更正为“{row['after'] or '无'}”"


def by_whom(row: Row) -> str:
    """Who, when and where."""
    return "　".join(filter(None, (f"{row['by']} {clock(row['at'])} 更正", row["cell"])))


def show_corrections(task: str, what: Collection[str] = tuple(WHAT)) -> None:
    """The corrections, each with what the document says."""
    for row in corrections(task, what):
        stated = f"　文档原来写：“{row['stated']}”" if row["stated"] else "　文档没有写"
        unused = "" if row["holds"] == "用上" else f"　{row['holds']}（在“核对”的“更正”里）"
        st.caption(plain(f"{in_words(row)}（{by_whom(row)}）{stated}{unused}"))
