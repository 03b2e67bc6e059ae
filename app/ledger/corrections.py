"""Titles, deadlines and roles in bulk: a sheet of the tasks that are listed, and what comes back looked at before it is
taken in."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

import streamlit as st

from policygraph.app.frame import data
from policygraph.app.gate import here
from policygraph.app.gate.rights import Right
from policygraph.app.ledger.items import Item
from policygraph.app.parts import given_back, pieces
from policygraph.app.parts.downloads import XLSX, download
from policygraph.graph.decisions.subjects import subjects
from policygraph.services.ledgers import correcting
from policygraph.services.ledgers.correcting import Sheet

ROOM = "corrections"


def show(some: Sequence[Item]) -> None:
    """For those who may decide."""
    if not here.may(Right.enter):
        return
    given_back.done(ROOM)
    with pieces.folded("成批更正标题、单位、时限（Excel）", "ledger-corrections") as is_open:
        if not is_open:
            return
        st.caption(
            "下载所列任务的更正表，在 Excel 里只改黄色的格，交回这里先看改前改后，再收下。每一处记成一条判断，"
            "在“核对”的“已有的判断”里可以撤销；文档的原话不改。"
        )
        if some:
            out = _named(some)
            download(f"下载更正表（{len(some)} 项）", lambda: _sheet(out, some), f"{out}任务更正表.xlsx", XLSX,
                     "corrections-out")  # fmt: skip
        given_back.box(ROOM, "交回改好的更正表（填好的填报表也行）")


def _named(some: Sequence[Item]) -> str:
    """What the tasks are called together."""
    for name in ("policy", "place"):
        if len(of := {getattr(each.line, name) for each in some}) == 1 and (one := of.pop()):
            return str(one)
    return "所列"


def _sheet(of: str, some: Sequence[Item]) -> bytes:
    reader = data.store()
    tasks = subjects(reader.read, [each.line.id for each in some]) if reader else []
    return correcting.to_xlsx(Sheet(of, date.today(), tasks))
