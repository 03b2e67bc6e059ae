"""Rows of ledgers that are no line of this ledger: which these are, why, and what to do about them."""

from __future__ import annotations

from collections.abc import Sequence

import streamlit as st

from policygraph.app.frame import ledger_lines, sitemap
from policygraph.app.gate import here
from policygraph.app.gate.rights import Right
from policygraph.app.parts import pieces
from policygraph.graph.ledgers.asked import COLUMNS, NONE, as_rows, in_words, of_lines
from policygraph.graph.ledgers.standing import Line
from policygraph.graph.stores.store import Row

HEIGHT = 260  # pixels
NAME = "没有对上任务的台账行"
ADVICE = (
    "是哪一项任务，请到“核对”的“台账”里逐行判断，判断以前不算进下面的台账和完成率。方案还没有读入的，到“导入”页读入方案，"
    "对得上的会自动对上。通报、汇报正文里没有对上的话，见查询“没有对上任务的进展”。"
)


def show(lines: Sequence[Line], *, whole: bool) -> None:
    """Those of the ledgers that tell of `lines`, or may; all where these are the `whole`."""
    rows = ledger_lines.rows_apart() if whole else of_lines(ledger_lines.rows_apart(), lines)
    if not (words := in_words(rows)):
        return
    with pieces.folded(words, "ledger-unmatched", icon="⚠️") as is_open:
        if not is_open:
            return
        st.caption(ADVICE)
        chosen = pieces.table(as_rows(rows), COLUMNS, "ledger-unmatched", file=NAME, height=HEIGHT,
                              beside=pieces.told_of("ledger-unmatched-evidence"))  # fmt: skip
        if here.may(Right.enter) and st.button("去核对", key="ledger-unmatched-review", type="primary"):
            sitemap.go("review", view="ledgers", **_row(chosen))


def _row(chosen: Row | None) -> dict[str, str]:
    """The parameter of 核对 by which that row is shown, where there is something to be said of it."""
    return {"row": chosen["id"]} if chosen and chosen["why"] != NONE else {}
