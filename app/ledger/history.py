"""One task of the ledger: all that was ever told of it, beside its sentence in the plan."""

from __future__ import annotations

import streamlit as st

from policygraph.app.frame import address, data, sitemap
from policygraph.app.frame.plain import plain
from policygraph.app.gate import here
from policygraph.app.gate.rights import Right
from policygraph.app.ledger import acts
from policygraph.app.ledger.items import Item
from policygraph.app.parts import pieces, review_link
from policygraph.app.parts.lights import standing
from policygraph.graph.stores.store import Row
from policygraph.model.ontology import ontology
from policygraph.services.ledgers import entering

HEIGHT = 320  # pixels


def show(item: Item) -> None:
    line, now = item.line, item.standing
    head, close = st.columns([12, 1], vertical_alignment="bottom")
    head.subheader(plain(f"{line.number}. {line.title}" if line.number else line.title))
    close.button("关闭", key="ledger-close", on_click=address.put, args=("task", []), width="stretch")
    due = f"　·　{line.due or f'{line.due_on}到期'}" if line.due or line.due_on else ""
    due += f"（{ontology().word('Task.due_basis', line.due_basis)}）" if line.due_basis else ""
    st.markdown(f"**{plain(standing(now.light, now.state))}**　{plain(now.ground)}　:gray[{plain(_whose(item) + due)}]")
    told, plan = st.columns([6, 5], gap="medium")
    with told:
        _told(item)
    with plan:
        review_link.show_corrections(line.id)
        pieces.evidence({"document": line.document, "start": line.start, "end": line.end}, "ledger-plan")
        with st.container(horizontal=True):
            if st.button("任务页", key="ledger-thing"):
                sitemap.go("task", task=line.id)
            if st.button("看它从上级哪里来", key="ledger-trace"):
                sitemap.go("trace", task=line.id)
            if line.policy_id and st.button("看这份政策的责任矩阵", key="ledger-matrix"):
                sitemap.go("matrix", policy=line.policy_id)


def _whose(item: Item) -> str:
    line = item.line
    leads = f"{'、'.join(line.leads)}牵头" if line.leads else "没有写明牵头单位"
    return f"{leads}，{'、'.join(line.supports)}配合" if line.supports else leads


def _told(item: Item) -> None:
    reader = data.store()
    told = entering.history(reader.read, item.line) if reader else []
    rows: list[Row] = [{**row, "share": row["share"] and f"{row['share'] * 100:g}%"} for row in told]
    if not rows:
        pieces.empty("还没有人报过这项任务的进展。", "在上面的格子里填，或到“导入”页放入台账、通报。")
        return
    file = f"{item.line.title}的历次进展"
    key = f"ledger-history-{item.line.id}"
    if pieces.table(rows, entering.HISTORY, key, file=file, height=HEIGHT, beside=_of_row) is None:
        st.caption("点选一行：读到的看原文，填报的可以撤销")


def _of_row(row: Row) -> None:
    if row["document"]:
        pieces.evidence(row, "ledger-told")
    elif row["withdrawn"]:
        st.caption(plain(f"这一条已由 {row['withdrawn']} 撤销"))
    elif here.may(Right.enter) and st.button("撤销这条填报", key=f"ledger-undo-{row['id']}"):
        acts.undo(row["id"])
