"""Figures as bars: one a figure, what is planned beside what was achieved, with the words "at least" and "about"."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from typing import Any, NamedTuple

from policygraph.app.frame import style
from policygraph.graph.figures.axes import axes
from policygraph.graph.stores.store import Row
from policygraph.model import words
from policygraph.model.ontology import ontology

# What a row of figures must have to be drawn.
COLUMNS = ("indicator", "kind", "comparator", "value", "value_high", "unit", "year", "region", "level", "policy",
           "policy_id", "owner", "source")  # fmt: skip
SAYS = ("indicator", "region", "policy_id", "year", "kind", "comparator", "value", "value_high", "unit", "base")
COMPARATORS = {">=": "≥ ", "<=": "≤ ", ">": "> ", "<": "< ", "~": "约 ", "=": ""}
KINDS = {"planned": "目标", "achieved": "已实现"}
LEVELS = [*reversed(style.LEVELS), "town"]  # what comes from above first
PERCENT = ("%", "％", "个百分点")
PLANNED, ACHIEVED = style.PRIMARY, "#009E73"
COLOURS = {"domain": list(KINDS.values()), "range": [PLANNED, ACHIEVED]}
BAR = {"type": "bar", "height": 15, "cornerRadiusEnd": 2}
_SPEC: dict[str, Any] = {
    "transform": [{"calculate": "datum.high == null ? datum.value : datum.high", "as": "end"}],
    "encoding": {
        "y": {
            "field": "row", "type": "nominal", "sort": None, "title": None,
            # A row has a name of its own; only what comes before the tab is for people.
            "axis": {"labelExpr": "split(datum.value, '\\t')[0]", "labelLimit": 420, "ticks": False, "domain": False},
        },
        "tooltip": [{"field": name} for name in ("指标", "地区", "年份", "性质", "数值", "政策", "任务", "出处")],
    },
    "layer": [
        {
            "mark": BAR,
            "encoding": {
                "x": {
                    "field": "value", "type": "quantitative", "title": None,
                    "scale": {"domainMin": {"expr": "least"}, "domainMax": {"expr": "most"}, "nice": False},
                    "axis": {"tickCount": 6},
                },
                "color": {
                    "field": "性质", "type": "nominal",
                    "scale": COLOURS,
                    "legend": {"orient": "top", "title": None},
                },
            },
        },
        {
            "transform": [{"filter": "datum.high != null"}],
            "mark": {**BAR, "opacity": 0.45},
            "encoding": {
                "x": {"field": "value", "type": "quantitative"}, "x2": {"field": "high"},
                # Not by `color`, or the legend would be as pale.
                "fill": {"field": "性质", "type": "nominal", "scale": COLOURS, "legend": None},
            },
        },
        {
            "mark": {"type": "text", "align": "left", "dx": 6, "fontSize": 13},
            "encoding": {"x": {"field": "end", "type": "quantitative"}, "text": {"field": "words"}},
        },
    ],
    "height": {"step": 24},
}  # fmt: skip


def spec(bars: Sequence[dict[str, Any]]) -> dict[str, Any]:
    """The chart of what `drawn` gives."""
    ends = [0.0, *(each["value"] for each in bars), *(each["high"] or 0.0 for each in bars)]
    room = 1.0 + 0.2 * (max(ends) > 0)  # at the right, for the words behind the longest bar
    domain = {"params": [{"name": "least", "value": min(ends)}, {"name": "most", "value": max(ends) * room}]}
    layers = [layer for layer in _SPEC["layer"] if "transform" not in layer or any(each["high"] for each in bars)]
    *marks, words = layers
    return {**_SPEC, **domain, "layer": [*marks, {**words, "mark": {**words["mark"], "color": style.ink()}}]}


def figure(row: Row) -> str:
    """A figure as one reads it.

    >>> figure({"comparator": ">=", "value": 21.6, "value_high": None, "unit": "万亩"})
    '≥ 21.6万亩'
    >>> figure({"comparator": "=", "value": 10.0, "value_high": 12.0, "unit": "家"})
    '10—12家'
    """
    return words.figure(row, COMPARATORS[row["comparator"]])


def year(row: Row) -> str:
    return f"{row['year']}年" if row["year"] is not None else "未写年份"


def merged(rows: Iterable[Row]) -> list[list[Row]]:
    """Rows that say the same: a plan and what explains it give a figure twice."""
    same: dict[tuple[Any, ...], list[Row]] = {}
    for row in rows:
        same.setdefault(tuple(row.get(name) for name in SAYS), []).append(row)
    return list(same.values())


def with_numbers(rows: Iterable[Row]) -> list[Row]:
    """Those that can be drawn; 不低于上年 has no number of its own."""
    return [row for row in rows if row["value"] is not None]


def drawn(rows: Iterable[Row], *, by_policy: bool) -> list[dict[str, Any]]:
    """What the chart draws, in its order; all rows have one unit."""
    groups: dict[str, list[list[Row]]] = {}
    ordered = sorted(merged(with_numbers(rows)), key=lambda each: _place(each[0]))
    several = len({each[0]["indicator"] for each in ordered}) > 1
    for each in ordered:
        row = each[0]
        where = [row["policy"] or row["source"]] if by_policy else [row["region"] or "地区不详", year(row)]
        groups.setdefault("　".join([row["indicator"], *where] if several else where), []).append(each)
    bars = []
    for name, found in groups.items():
        for nth, each in enumerate(sorted(found, key=lambda each: each[0]["kind"] != "planned")):
            row = each[0]
            bars.append(
                {
                    # The name stands at the first bar of a group only.
                    "row": f"{name if nth == 0 else ''}\t{name}{nth}",
                    "value": row.get("drawn", row["value"]),
                    "high": row.get("drawn_high", row["value_high"]),
                    "words": f"{KINDS[row['kind']]} {figure(row)}{f'　{year(row)}' if by_policy else ''}",
                    "指标": row["indicator"],
                    "地区": row["region"] or "",
                    "年份": year(row),
                    "性质": KINDS[row["kind"]],
                    "数值": figure(row),
                    "政策": row["policy"] or "",
                    "任务": row["owner"] or "",
                    "出处": "；".join(dict.fromkeys(other["source"] for other in each)),
                }
            )
    return bars


def by_level(rows: Iterable[Row]) -> dict[str, list[Row]]:
    """Rows by their level, what comes from above first: beside a country's figures a county's would not be seen."""
    found: dict[str, list[Row]] = {}
    for row in sorted(rows, key=lambda row: _level(row)):
        found.setdefault(row["level"] or "", []).append(row)
    return found


class Panel(NamedTuple):
    """What is drawn as one chart: figures of one axis and level. `unit`, `level`: in words; no level where the axis
    has but one."""

    unit: str
    level: str
    rows: Sequence[Row]


def panels(rows: Iterable[Row]) -> list[Panel]:
    """Charts for figures: what converts on one axis, levels apart."""
    every = [(axis.unit, level, own) for axis in axes(rows) for level, own in by_level(axis.rows).items()]
    several = Counter(unit for unit, _, _ in every)
    return [
        Panel(unit, ontology().word("Policy.level", level) or "层级不详" if several[unit] > 1 else "", own)
        for unit, level, own in every
    ]


def small(rows: Sequence[Row]) -> dict[str, list[dict[str, Any]]]:
    """For each region what a small chart draws, planned beside achieved by year; rows with a year and a number."""
    found: dict[str, list[dict[str, Any]]] = {}
    for each in merged(with_numbers(rows)):
        row = each[0]
        if row["year"] is not None and row["region"]:
            found.setdefault(row["region"], []).append(
                {
                    "年份": str(row["year"]), "性质": KINDS[row["kind"]], "value": row.get("drawn", row["value"]),
                    "指标": row["indicator"], "数值": figure(row), "出处": row["source"],
                }
            )  # fmt: skip
    return found


def small_spec(title: str, years: Sequence[str], most: float) -> dict[str, Any]:
    """A small chart: all of one page have the same years and the same height for the same number."""
    return {
        "title": {"text": title, "fontSize": 14, "anchor": "start"},
        "mark": {"type": "bar", "cornerRadiusEnd": 2},
        "encoding": {
            "x": {"field": "年份", "type": "ordinal", "title": None, "scale": {"domain": list(years)},
                  "axis": {"labelAngle": 0}},
            "xOffset": {"field": "性质", "scale": {"domain": COLOURS["domain"]}},
            "y": {"field": "value", "type": "quantitative", "title": None, "scale": {"domain": [0, most]},
                  "axis": {"tickCount": 4}},
            "color": {"field": "性质", "type": "nominal", "scale": COLOURS, "legend": None},
            "tooltip": [{"field": name} for name in ("指标", "年份", "性质", "数值", "出处")],
        },
        "height": 150,
    }  # fmt: skip


def _level(row: Row) -> int:
    return LEVELS.index(row["level"]) if row["level"] in LEVELS else len(LEVELS)


def _place(row: Row) -> tuple[Any, ...]:
    return (
        row["indicator"],
        _level(row),
        row["region"] or "",
        row["year"] or 9999,
        row["policy"] or "",
        row.get("drawn", row["value"]),
    )


def chart_in_words(rows: Sequence[Row]) -> str:
    """The chart for who cannot see it."""
    said = [f"{row['region'] or ''}{year(row)}{row['indicator']}{KINDS[row['kind']]}{figure(row)}" for row in rows]
    return "；".join(said[:20])


def pairs(rows: Iterable[Row]) -> list[Row]:
    """What a region planned for a year beside what it achieved in it, where both are known in one unit."""
    known: dict[tuple[Any, ...], dict[str, list[Row]]] = {}
    for each in merged(rows):
        row = each[0]
        if row["year"] is not None and row["region"]:
            found = known.setdefault((row["indicator"], row["region"], row["year"], row["unit"]), {})
            found.setdefault(row["kind"], []).append(row)
    return [
        {
            "指标": indicator,
            "地区": region,
            "年份": str(year_),
            "目标": "；".join(dict.fromkeys(figure(row) for row in kinds["planned"])),
            "已实现": "；".join(dict.fromkeys(figure(row) for row in kinds["achieved"])),
            "与目标相比": _against(kinds["planned"], kinds["achieved"]),
        }
        for (indicator, region, year_, _), kinds in sorted(known.items(), key=lambda item: str(item[0]))
        if len(kinds) == len(KINDS)
    ]


def _against(planned: Sequence[Row], achieved: Sequence[Row]) -> str:
    """Nothing where there is more than one figure to choose from, or a limit that is not to be reached."""
    goals, values = ({row["value"] for row in with_numbers(rows)} for rows in (planned, achieved))
    limit = any(row["comparator"] == "<=" or row["value_high"] is not None for row in planned)
    if limit or len(goals) != 1 or len(values) != 1:
        return ""
    goal, value = goals.pop(), values.pop()
    if planned[0]["unit"] in PERCENT:
        return f"{value - goal:+.3g}个百分点"
    return f"完成 {value / goal:.1%}" if goal else ""
