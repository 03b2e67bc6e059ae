"""What changed between the trace page's policy and another of the same place, by default last year's."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

import streamlit as st

from policygraph.app.frame import address, data
from policygraph.app.frame.plain import plain
from policygraph.app.parts import pieces, titles
from policygraph.app.trace import drawn_chain
from policygraph.graph.asking.catalog import Column
from policygraph.graph.lineage import changes
from policygraph.graph.lineage.changes import KINDS, Changed
from policygraph.graph.stores.store import Row

THAN = "than"  # the parameter of the address that says with which policy it is compared
COLUMNS = (Column("task", "任务"), Column("of", "方面"), Column("change", "变化"))


def show(policy: Row) -> None:
    """Nothing where the place has no other policy with measures."""
    policies = list(drawn_chain.policies().values())
    others = {row["id"]: row for row in changes.others(policies, policy)}
    if not others:
        return
    before = changes.earlier(policies, policy)
    given = st.query_params.get(THAN)
    first = given or (before[0]["id"] if before else None)
    with st.expander("与同地另一方案相比", expanded=given is not None):
        st.caption("新增、取消、改名的任务，调高、调低的指标，增减、更名的单位。")
        names = titles.policies({id_: row["title"] for id_, row in others.items()})
        chosen = st.selectbox(
            "旧方案", list(names), list(names).index(first) if first in names else None, names.__getitem__,
            key=f"trace-than-{policy['id']}-{first}", placeholder="选一项政策",
        )  # fmt: skip
        if chosen is None and given:
            raise address.not_here("旧方案")
        address.put(THAN, [chosen] if chosen and (given or chosen != first) else [])
        if chosen:
            _compared(chosen, policy)


def _compared(old: str, policy: Row) -> None:
    found = changes.between(data.ask, old, policy["id"], drawn_chain.weights())
    counts = Counter(row.kind for row in found)
    moved = sum(bool(row.figures or row.units) for row in found if row.kind != "added")
    only = sum(bool(row.renamed) and not (row.figures or row.units) for row in found)
    st.markdown(
        "，".join(f"{plain(word)} {counts[kind]:d} 项任务" for kind, word in KINDS.items())
        + f"；{moved:d} 项的指标或单位有变化"
        + (f"，另有 {only:d} 项只是单位更名" if only else "")
    )
    rows = [row for each in found for row in _rows(each)]
    pieces.table(rows, COLUMNS, f"trace-changes-{old}-{policy['id']}", file=f"{policy['title']}的变化", height=420)


def _rows(changed: Changed) -> Iterator[Row]:
    """One for each thing that changed: a cell has room for one line."""
    task = changed.new or changed.old
    if changed.kind != "kept":
        renamed = f"：{changed.old} → {changed.new}" if changed.kind == "renamed" else ""
        yield {"task": task, "of": "任务", "change": f"{KINDS[changed.kind]}{renamed}"}
    for of, said in (("指标", changed.figures), ("单位", (*changed.units, *changed.renamed))):
        yield from ({"task": task, "of": of, "change": each} for each in said)
