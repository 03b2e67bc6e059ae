"""What falls due, as several pages have it: asked once of the graph, with the light of its task."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date

import streamlit as st

from policygraph.app.frame import data, ledger_lines
from policygraph.app.parts.lights import in_words
from policygraph.graph.asking.catalog import Column
from policygraph.graph.ledgers import due as ledger
from policygraph.graph.ledgers.due import Due
from policygraph.graph.ledgers.standing import Rules
from policygraph.graph.stores.store import Row
from policygraph.model.words import percent
from policygraph.services.ledgers import entering

COLUMNS = [
    Column("left", "还有几天"), Column("day", "到期日"), Column("standing", "状态"), Column("task", "任务"),
    Column("step", "到时完成什么"), Column("leads", "牵头"), Column("supports", "配合"), Column("share", "完成比例"),
    Column("as_of", "进展截至"), Column("problem", "存在问题"), Column("due", "时限原文"),
    Column("due_basis", "时限依据", of="Task.due_basis"), Column("policy", "政策"),
    Column("place", "地方"), Column("source", "出处"), Column("evidence", "原文依据"),
]  # fmt: skip


def on_day(day: date) -> list[Due]:
    """All that falls due as it stands on that day, earlier and later; kept until the graph changes."""
    rules = entering.rules(data.place())
    return _on_day(data.place(), data.version(), day, repr(rules), rules)


@st.cache_resource(show_spinner=False, max_entries=4, ttl=1800)
def _on_day(where: str | None, seen: str, day: date, by: str, _rules: Rules) -> list[Due]:
    return ledger.falls_due(ledger_lines.every_deadline(), ledger_lines.every_line(), day, _rules)


def rows(dues: Iterable[Due]) -> list[Row]:
    """As tables show them, under `COLUMNS`."""
    return [
        {**due._asdict(), "standing": in_words(due.light, due.state), "leads": list(due.leads),
         "supports": list(due.supports), "share": percent(due.share)}
        for due in dues
    ]  # fmt: skip


def columns(shown: Sequence[Row], *but: str) -> Sequence[Column]:
    """Those of a table that says some things elsewhere, without those in which nothing would stand."""
    return [
        column
        for column in COLUMNS
        if column.name not in but and any(row[column.name] not in (None, "", []) for row in shown)
    ]
