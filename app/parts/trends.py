"""How tasks went over the months: a chart with a line a name, and the table beside it."""

from __future__ import annotations

import html
from collections.abc import Sequence
from datetime import date
from typing import Any

import streamlit as st

from policygraph.app.frame import address, data, ledger_lines
from policygraph.app.frame.plain import plain
from policygraph.app.parts import pieces
from policygraph.graph.asking.catalog import Column
from policygraph.graph.ledgers import trends
from policygraph.graph.ledgers.standing import Line
from policygraph.graph.ledgers.trends import Names
from policygraph.graph.stores.store import Row
from policygraph.model.words import percent
from policygraph.services.ledgers import entering

WEIGHTS = {"tasks": "按任务", "figures": "按指标"}
SHARES = {"tasks": "share", "figures": "reached"}
"""By what stands in the address: how the completion of several tasks is counted."""
LINES, HEIGHT = 8, 320  # lines of a chart; pixels of it and of the table
COLOURS = ["#005A8D", "#D55E00", "#00694C", "#8E4585", "#8A5A00", "#3D8BD4", "#B3261E", "#5F6B76"]
CSS = """<style>
.pg-lines { display: flex; flex-wrap: wrap; gap: .2rem 1.2rem; font-size: .85rem; overflow-wrap: anywhere; }
</style>"""
SAID = {
    "tasks": "每项任务同样计：报告过比例的按比例，办结的算完成，没有报告过的算 0",
    "figures": "每项任务按它的指标完成多少计；没有可比的指标的任务不判断，也不算 0",
}


def weigh(room: str) -> str:
    """How completion is counted, as the address says and the choice changes it."""
    return address.one("weigh", "完成怎样计", WEIGHTS, room, 160)


def show(lines: Sequence[Line], on: date, names: Names, title: str, by: str, key: str, *, of: str) -> None:
    """`title`: what the names are; `by`: how completion is counted; `of`: whose the file is. Only policies of which
    anything was told are drawn."""
    driven = trends.driven(lines, ledger_lines.every_line())
    if not driven:
        pieces.empty("还没有报告过进展。", "读入台账、督查通报，或填报以后，这里画出每月完成多少。")
        return
    days = trends.month_ends(trends.beginning(driven, on), on)
    rules = entering.rules(data.place())
    told = ledger_lines.reached().share if by == "figures" else None
    rows = trends.largest_first(trends.trend(driven, days, names, rules, told))
    several = list(dict.fromkeys(row["name"] for row in rows))
    _chart([row for row in rows if row["name"] in several[:LINES]], days, title, by, key)
    more = f"图里是任务最多的 {LINES} 个，全部 {len(several)} 个见表；" if len(several) > LINES else ""
    st.caption(plain(f"{more}{SAID[by]}；只计报告过进展的政策"))
    _table(rows, title, by, key, f"{of}每月完成（到{on}）")


def _chart(rows: Sequence[Row], days: Sequence[date], title: str, by: str, key: str) -> None:
    words = _words(rows, _columns(title, by))
    for shown, row in zip(words, rows, strict=True):
        shown["完成"] = row[SHARES[by]]  # a number, for the line
    names = list(dict.fromkeys(shown[title] for shown in words))
    st.vega_lite_chart(
        [each for each in words if each["完成"] is not None], _spec(days, title, by, names), width="stretch",
        key=f"{key}-chart", alt=f"折线图：每月底各{title}的任务完成多少",
    )  # fmt: skip
    marks = [
        f'<span><b style="color:{html.escape(colour)}">●</b> {html.escape(name)}</span>'
        for name, colour in zip(names, COLOURS, strict=False)
    ]
    st.html(f'{CSS}<div class="pg-lines">{"".join(marks)}</div>')  # the chart's own is cut off on a telephone


def _spec(days: Sequence[date], title: str, by: str, names: Sequence[str]) -> dict[str, Any]:
    """Months one beside the other, each under its name: a scale of time would set its marks where no month ends."""
    colours = {"domain": list(names), "range": COLOURS[: len(names)]}
    return {
        "mark": {"type": "line", "point": {"size": 50}},
        "encoding": {
            "x": {"field": "到何时", "type": "ordinal", "title": None, "sort": None,
                  "scale": {"domain": [trends.month(day) for day in days]},
                  "axis": {"labelAngle": -40, "labelOverlap": "parity"}},
            "y": {"field": "完成", "type": "quantitative", "title": None,
                  "scale": {"domain": [0, 1]}, "axis": {"format": ".0%", "values": [0, 0.25, 0.5, 0.75, 1]}},
            "color": {"field": title, "type": "nominal", "scale": colours, "legend": None},
            "tooltip": [{"field": column.zh} for column in _columns(title, by) if not column.hidden],
        },
        "height": HEIGHT,
    }  # fmt: skip


def _columns(title: str, by: str) -> list[Column]:
    figures = [Column("judged", "有可比指标的任务"), Column("reached", "按指标完成")] if by == "figures" else []
    return [
        Column("name", title), Column("month", "到何时"), Column("tasks", "任务"), *figures,
        Column("share", "按任务完成"), Column("finished", "办结"), Column("overdue", "逾期"), Column("behind", "滞后"),
    ]  # fmt: skip


def _words(rows: Sequence[Row], columns: Sequence[Column]) -> list[dict[str, Any]]:
    return pieces.words(_in_percent(rows), columns)


def _in_percent(rows: Sequence[Row]) -> list[Row]:
    return [{**row, **{name: percent(row.get(name)) for name in SHARES.values()}} for row in rows]


def _table(rows: Sequence[Row], title: str, by: str, key: str, file: str) -> None:
    columns, shown = _columns(title, by), _in_percent(rows)
    pieces.table(shown, columns, f"{key}-table", file=file, height=HEIGHT, away=rows)
