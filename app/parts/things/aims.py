"""What tasks aim at beside what was reached of it, as tables show it."""

from __future__ import annotations

from datetime import date

from policygraph.graph.asking.catalog import Column
from policygraph.graph.figures import reached
from policygraph.graph.figures.reached import Found
from policygraph.graph.stores.store import Row
from policygraph.model.ontology import ontology
from policygraph.model.words import figure, percent

FIGURES = (
    Column("title", "任务"), Column("indicator", "指标"), Column("aim", "目标"), Column("year", "年份"),
    Column("reached", "已完成"), Column("share", "完成比例"), Column("as_of", "截至"), Column("evidence", "原文依据"),
)  # fmt: skip


def rows(found: Found, on: date) -> list[Row]:
    """Under `FIGURES`."""
    return [_row(row) for row in reached.rows(found, on)]


def _row(row: Row) -> Row:
    compared = ontology().word("Target.comparator", row["comparator"])
    last = row["reached"]
    return {
        **row,
        "aim": "" if row.get("aimless") else figure(row, f"{compared} " if row["comparator"] != "=" else ""),
        "reached": figure(last, "") if last else "",
        "share": percent(row["share"]),
    }
