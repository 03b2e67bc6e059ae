"""A query's rows as bars: counts by name, or figures of an indicator as the page 目标指标 draws them."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import streamlit as st

from policygraph.app.frame import style
from policygraph.app.frame.plain import plain
from policygraph.app.parts import bars, pieces
from policygraph.graph.asking.catalog import Column
from policygraph.graph.stores.store import Row
from policygraph.model.ontology import ontology

MOST = 25  # bars of a chart
PANELS = 6  # charts of figures, one for each indicator and unit
COLOURS = [style.PRIMARY, *(ontology().nodes[label].look.colour for label in ("Target", "Task"))]
NOT_COUNTED = ("year", "steps", "position", "limit")


def fit(rows: Sequence[Row], columns: Sequence[Column]) -> bool:
    """Whether there is something to be counted and a name to count it by."""
    return _is_figures(rows) or bool(_numbers(rows, columns) and _names(rows, columns))


def draw(rows: Sequence[Row], columns: Sequence[Column], key: str) -> None:
    if _is_figures(rows):
        _figures(rows, key)
    else:
        _counts(rows, columns, key)


def _is_figures(rows: Sequence[Row]) -> bool:
    return all(name in rows[0] for name in bars.COLUMNS)


def _numbers(rows: Sequence[Row], columns: Sequence[Column]) -> list[Column]:
    return [
        column
        for column in columns
        if not column.hidden
        and column.name not in NOT_COUNTED
        and all(isinstance(row.get(column.name), int | float) for row in rows)
        and not any(isinstance(row.get(column.name), bool) for row in rows)
    ]


def _names(rows: Sequence[Row], columns: Sequence[Column]) -> list[Column]:
    """As many of the first columns of words as it takes to tell the rows apart."""
    found: list[Column] = []
    words = [c for c in columns if not c.hidden and all(isinstance(row.get(c.name), str | None) for row in rows)]
    for column in words:
        found.append(column)
        if len({tuple(row.get(each.name) for each in found) for row in rows}) == len(rows):
            break
    return found


def _counts(rows: Sequence[Row], columns: Sequence[Column], key: str) -> None:
    names, numbers = _names(rows, columns), _numbers(rows, columns)
    shown = rows[:MOST]
    labels = [" · ".join(str(value or "不详") for value in line.values()) for line in pieces.words(shown, names)]
    counted = [
        {"名称": label, "项目": column.zh, "数量": row[column.name], "次序": place}
        for label, row in zip(labels, shown, strict=True)
        for place, column in enumerate(numbers)
    ]
    several = len(numbers) > 1
    encoding: dict[str, Any] = {
        "y": {"field": "名称", "type": "nominal", "sort": labels, "title": None, "axis": {"labelLimit": 420}},
        "x": {"field": "数量", "type": "quantitative", "title": numbers[0].zh if not several else None,
              "axis": {"tickMinStep": 1}},
        "tooltip": [{"field": each, "type": "nominal"} for each in ("名称", "项目", "数量")],
    }  # fmt: skip
    if several:
        words = [column.zh for column in numbers]
        encoding["yOffset"] = {"field": "项目", "sort": words}
        encoding["color"] = {
            "field": "项目", "type": "nominal", "scale": {"domain": words, "range": COLOURS[: len(words)]},
            "legend": {"orient": "top", "title": None},
        }  # fmt: skip
    mark = {"type": "bar"} if several else {"type": "bar", "color": style.PRIMARY}
    st.vega_lite_chart(
        counted,
        {"mark": mark, "encoding": encoding, "height": {"step": 12 if several else 24}},
        width="stretch",
        key=f"{key}-chart",
        alt=f"条形图：{'、'.join(column.zh for column in numbers)}，按{names[0].zh}",
    )
    if len(rows) > MOST:
        st.caption(f"图中是前 {MOST} 项，共 {len(rows)} 项；全部见表格")


def _figures(rows: Sequence[Row], key: str) -> None:
    """A chart for each indicator, axis and level: 万亩 and 万吨 have no axis in common."""
    of: dict[str, list[Row]] = {}
    for row in rows:
        of.setdefault(row["indicator"], []).append(row)
    panels = [(indicator, *panel) for indicator, own in of.items() for panel in bars.panels(own)]
    for number, (indicator, unit, level, found) in enumerate(panels[:PANELS]):
        st.markdown(f"**{plain(indicator)}（{plain(unit or '无单位')}）{plain(level)}**")
        drawn = bars.drawn(found, by_policy=False)
        st.vega_lite_chart(
            drawn[:MOST],
            bars.spec(drawn[:MOST]),
            width="stretch",
            key=f"{key}-figures-{number}",
            alt=bars.chart_in_words(found),
        )
        if len(drawn) > MOST:
            st.caption(f"图中是前 {MOST} 个，共 {len(drawn)} 个；全部见表格")
    if len(panels) > PANELS:
        st.caption(f"图中是前 {PANELS} 个指标，共 {len(panels)} 个；全部见表格，或到“目标指标”页比较")
