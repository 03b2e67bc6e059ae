"""How a bureau's tasks went over the months, by policy."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

import streamlit as st

from policygraph.app.frame import data
from policygraph.app.parts import pieces
from policygraph.graph.asking.catalog import Column
from policygraph.graph.ledgers import trends
from policygraph.graph.ledgers.bureau import Own
from policygraph.services.ledgers import entering

COLUMNS = [
    Column("name", "政策"), Column("day", "到哪一天"), Column("tasks", "任务"), Column("finished", "办结"),
    Column("overdue", "逾期"), Column("behind", "滞后"), Column("share", "完成"),
]  # fmt: skip
SPEC = {
    "mark": {"type": "line", "point": True},
    "encoding": {
        "x": {"field": "到哪一天", "type": "temporal", "title": None, "axis": {"format": "%Y-%m"}},
        "y": {"field": "完成", "type": "quantitative", "scale": {"domain": [0, 1]}, "axis": {"format": "%"}},
        "color": {"field": "政策", "type": "nominal", "legend": {"orient": "bottom", "title": None, "labelLimit": 420}},
        "tooltip": [{"field": each} for each in ("政策", "到哪一天", "任务", "办结", "逾期", "滞后", "完成")],
    },
    "height": 280,
}


def year(own: Sequence[Own], on: date) -> None:
    """The share that was done at the end of each month, of each policy; nothing is told where nothing was reported."""
    lines = [each.line for each in own]
    if not any(line.told for line in lines):
        pieces.empty("还没有报告过进展。", "读入台账、督查通报，或在“填报表”里填报以后，这里画出每月完成多少。")
        return
    days = trends.month_ends(trends.beginning(lines, on), on)
    told = {line.policy_id for line in lines if line.told}
    rows = trends.trend(
        [line for line in lines if line.policy_id in told], days, lambda line: [line.policy or line.source],
        entering.rules(data.place()),
    )  # fmt: skip
    shown = pieces.words(rows, COLUMNS)
    st.vega_lite_chart(shown, SPEC, width="stretch", key="bureau-trend", alt="折线图：每月底各政策的任务完成多少")
    st.caption("每项任务同样计：报告过比例的按比例，办结的算完成，没有报告过的算 0；只画报告过进展的政策")
    pieces.table(rows, COLUMNS, "bureau-year", file="全年进展", height=300)
