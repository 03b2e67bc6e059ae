"""目标指标: the figures of indicators by policy, region and year, planned beside achieved."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

import streamlit as st

from policygraph.app.frame import address, context, data
from policygraph.app.frame.plain import plain
from policygraph.app.parts import bars, pieces, titles
from policygraph.app.targets import answered
from policygraph.graph.asking import catalog
from policygraph.graph.stores.store import Row

BARS = 60  # of one chart: who compares more needs the table
INDICATORS, CHARTS = 8, 6  # at once: more do not stay readable
PLANS = 6  # policies at once, each with its tables
REGIONS, ACROSS = 24, 4  # small charts, and how many beside each other
UNKNOWN = "不详"
PLACES, POLICIES, SMALL = "按地区和年份分组", "按政策分组", "各地小图"
WAYS = {PLACES: "", POLICIES: "policy", SMALL: "small"}  # as the address has them


def page() -> None:
    st.title("目标指标")
    if pieces.without_graph():
        return
    with pieces.errors():
        found = {row["indicator"]: row for row in data.ask("indicators")}
        if not found:
            pieces.empty("图里还没有任何指标。", "请到“导入”页放入写有数量目标的方案，或写有完成情况的汇报。")
            return
        _figures(found)


@st.fragment
def _figures(found: dict[str, Row]) -> None:
    with pieces.errors():
        _spell_out(found)
        columns = st.columns([4, 4, 2.4, 1.6, 1.6])
        with columns[0]:
            # Who comes for a policy sees all of its figures, and so does who looks at one everywhere, or at a place.
            within = context.is_bare() and (context.now().policy or context.now().place)
            first = None if within or st.query_params.get("policy") else next(iter(found))
            indicators = address.compared(
                "指标", "indicator", list(found), lambda name: f"{name}（{found[name]['figures']}）",
                begin=[first] if first else [], most=INDICATORS, whole="全部指标",
            )  # fmt: skip
        of_indicators = data.ask("figures", {"indicators": indicators or None})
        with columns[1]:
            rows, policies = _of_policies(of_indicators, indicators)
        with columns[2]:
            rows = _of_regions(rows)
        with columns[3]:
            rows = _of_years(rows)
        with columns[4]:
            kinds = address.several("性质", "kind", list(bars.KINDS), bars.KINDS.__getitem__)
        rows = [row for row in rows if not kinds or row["kind"] in kinds]
        if not rows:
            pieces.empty("没有符合条件的数值。", "请减少所选的政策、地区、年份或性质。")
            return
        if of_indicators.truncated:
            st.warning(f"数值太多，只看了前 {len(of_indicators)} 个；请选定指标。")
        _charts(rows)
        if policies:
            answered.show(list(policies), policies, indicators)
        else:
            _compared(rows)
        _table(rows)


def _spell_out(found: dict[str, Row]) -> None:
    """Words in the address that are no indicator's name stand for all indicators that hold them."""
    given = st.query_params.get_all("indicator")
    if any(word not in found for word in given):
        meant = [[name for name in ([word] if word in found else found) if word in name] or [word] for word in given]
        address.put("indicator", list(dict.fromkeys(name for names in meant for name in names))[:INDICATORS])


def _of_policies(rows: Sequence[Row], indicators: Sequence[str]) -> tuple[list[Row], dict[str, str]]:
    """The figures of the policies that are chosen, and these with what they are called; asked of the graph, because a
    report may speak of several.
    """
    called = titles.policies({row["policy_id"]: row["policy"] for row in rows if row["policy_id"] is not None})
    chosen = address.compared(
        "政策", "policy", list(called), called.__getitem__, begin=context.begin("policy", called), most=PLANS,
        whole="全部政策",
    )  # fmt: skip
    if not chosen:
        return list(rows), {}
    asked = [data.ask("figures", {"indicators": list(indicators) or None, "policy": id_}) for id_ in chosen]
    found = {row["target_id"]: row for rows_ in asked for row in rows_}
    return list(found.values()), {id_: called[id_] for id_ in chosen}


def _of_regions(rows: Sequence[Row]) -> list[Row]:
    options = sorted({_word(row, "region") for row in rows})
    begin = context.begin("place", options)
    chosen = address.compared("地区", "region", options, begin=begin, most=REGIONS, whole="全部地区")
    return [row for row in rows if not chosen or _word(row, "region") in chosen]


def _of_years(rows: Sequence[Row]) -> list[Row]:
    options = sorted({_word(row, "year") for row in rows})
    chosen = address.several("年份", "year", options, begin=context.begin("year", options))
    return [row for row in rows if not chosen or _word(row, "year") in chosen]


def _word(row: Row, name: str) -> str:
    return str(row[name] or UNKNOWN)


def _charts(rows: Sequence[Row]) -> None:
    given = next((way for way, of in WAYS.items() if of == st.query_params.get("by", "")), PLACES)
    by = st.segmented_control(
        "分组", list(WAYS), default=given, key="targets-by", required=True, label_visibility="collapsed",
    ) or given  # fmt: skip
    address.put("by", [WAYS[by]] if WAYS[by] else [])
    every = bars.panels(rows)
    for unit, level, own in every[:CHARTS]:
        st.markdown(f"**单位：{plain(unit or '无')}{plain(f'　{level}' if level else '')}**")
        if by == SMALL:
            _small(own)
        else:
            every_bar = bars.drawn(own, by_policy=by == POLICIES)
            drawn = every_bar[:BARS]
            st.vega_lite_chart(drawn, bars.spec(drawn), width="stretch", alt=bars.chart_in_words(own))
            if len(every_bar) > BARS:
                left = len(every_bar) - BARS
                st.caption(f"画出前 {BARS} 条，另有 {left:d} 条见下表；选定地区、年份或政策可看别的。")
    if len(every) > CHARTS:
        st.caption(f"能换算的单位换算后画在一张图里，各级分开；这里画出数值最多的 {CHARTS} 张，其余见下表。")


def _small(rows: Sequence[Row]) -> None:
    """A small chart a region, all on one scale, so that one sees who is where."""
    found = bars.small(rows)
    if not found:
        st.caption("这些数值没有写明年份或地区，画不成各地的小图；请看表。")
        return
    years = sorted({each["年份"] for own in found.values() for each in own})
    most = max(each["value"] for own in found.values() for each in own) or 1.0
    shown = list(found)[:REGIONS]
    for start in range(0, len(shown), ACROSS):
        for column, region in zip(st.columns(ACROSS), shown[start : start + ACROSS], strict=False):
            words = "；".join(f"{each['年份']}年{each['性质']}{each['数值']}" for each in found[region])
            with column:
                spec = bars.small_spec(region, years, most)
                st.vega_lite_chart(found[region], spec, width="stretch", alt=f"{region}：{words}")
    left = f"只画出 {REGIONS} 个地方，其余见下表。" if len(found) > REGIONS else ""
    st.caption(f"蓝色是目标，绿色是报告写明已实现的；各图的高低可以直接比。{left}")


def _compared(rows: Sequence[Row]) -> None:
    """Planned beside achieved, where a region says both of a year."""
    pairs = bars.pairs(rows)
    st.caption("选定一项政策，看它的目标完成得怎样、上级的指标落实得怎样。")
    if not pairs:
        return
    st.subheader("目标与已实现")
    columns = [catalog.Column(name, name) for name in pairs[0]]
    pieces.table(pairs, columns, "targets-pairs", file="目标与已实现", height=260)


def _table(rows: Sequence[Row]) -> None:
    st.subheader(f"全部数值（{len(rows)}）")
    first = _in_address(rows)
    chosen = pieces.table(
        rows, catalog.find_query("figures").columns, "targets-table", file="指标数值", height=400, first=first,
        beside=pieces.evidence,
    )  # fmt: skip
    if chosen is not None:
        address.put("figure", [chosen["target_id"]])
    elif first is None:
        st.caption("点选一行，看它所依据的原文")


def _in_address(rows: Iterable[Row]) -> Row | None:
    return next((row for row in rows if row["target_id"] == st.query_params.get("figure")), None)
