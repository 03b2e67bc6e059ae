"""What became of a policy's figures, and what it makes of those above: tables with the words on both sides."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

import streamlit as st

from policygraph.app.frame import data
from policygraph.app.frame.plain import plain
from policygraph.app.parts import pieces
from policygraph.graph.asking import catalog
from policygraph.graph.stores.store import Row
from policygraph.model.ontology import ontology

RESULT = "CORRESPONDS_TO.result"
# Query, heading, what to say where it finds nothing, columns that the page says elsewhere or that are long.
TABLES = (
    ("achieved-against-planned", "目标完成得怎样", "这项政策没有定数量目标。", ("policy", "plan")),
    (
        "figures-down-the-levels",
        "上级的指标落实得怎样",
        "没有可比的上级指标：上级政策的正文不在图里，或这项政策的任务还没有与上级对应上。",
        ("policy", "above_task"),
    ),
)


def show(policies: Sequence[str], called: dict[str, str], indicators: Sequence[str]) -> None:
    """For each policy (ids, with what they are called) both tables, of these indicators if any are chosen."""
    for policy in policies:
        for name, heading, nothing, without in TABLES:
            st.subheader(plain(f"{heading}：{called[policy]}" if len(policies) > 1 else heading))
            rows = [row for row in data.ask(name, {"policy": policy}) if _of(row, indicators)]
            if rows:
                _table(rows, name, heading, policy, without)
            else:
                pieces.empty(nothing, "可在上面少选几个指标，或到“导入”页放入上级文件和汇报。")


def _of(row: Row, indicators: Sequence[str]) -> bool:
    return not indicators or row["indicator"] in indicators or row.get("above_indicator") in indicators


def _table(rows: Sequence[Row], name: str, heading: str, policy: str, without: Sequence[str]) -> None:
    st.caption(plain(f"{in_words(rows)}　点选一行，看两边的原文"))
    columns = [column for column in catalog.find_query(name).columns if column.name not in without]
    key = f"targets-{name}-{policy}"
    pieces.table(rows, columns, key, file=heading, height=320, beside=pieces.told_of(f"{key}-evidence"))


def in_words(rows: Sequence[Row]) -> str:
    """How many came to what: 达到 3　未达到 1."""
    count = Counter(row["result"] for row in rows)
    order = ontology().edges["CORRESPONDS_TO"].properties["result"].values
    return "　".join(f"{ontology().word(RESULT, result)} {count[result]}" for result in order if count[result])
