"""The ledger over time: completion by months, and this year's plans beside last year's."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date

import streamlit as st

from policygraph.app.frame import address, data, ledger_lines, sitemap
from policygraph.app.frame.plain import plain
from policygraph.app.ledger.items import Item
from policygraph.app.parts import pieces, trends
from policygraph.app.parts.things.compared import compared
from policygraph.graph.figures import reached
from policygraph.graph.ledgers.standing import Line, Rules
from policygraph.graph.ledgers.trends import BY, names_by
from policygraph.graph.lineage import years
from policygraph.graph.lineage.years import Done, Pair
from policygraph.graph.stores.store import Row
from policygraph.model.words import percent

SHARES = ("new_done", "old_done", "then_done", "new_share", "old_share")  # of tables, as percentages
PAIR = "plan"  # the parameter of the address: which of this year's plans is compared


@st.fragment
def months(some: Sequence[Item], on: date, policies: Mapping[str, str]) -> None:
    """`policies`: names by id, told apart."""
    with pieces.errors():
        lines = [each.line for each in some]
        with st.container(horizontal=True, vertical_alignment="bottom", key="ledger-over"):
            by = address.one("by", "按什么看", BY, "ledger", 160)
            weigh = trends.weigh("ledger-months")
        reader = data.store()
        if reader:
            names = names_by(reader.read, by, lines, policies)
            trends.show(lines, on, names, BY[by], weigh, f"ledger-months-{by}", of="任务")


@st.fragment
def plans(some: Sequence[Item], on: date, rules: Rules) -> None:
    """This year's plans of those that are chosen, each beside last year's of its series."""
    with pieces.errors():
        with st.container(horizontal=True, vertical_alignment="bottom", key="ledger-over"):
            weigh = trends.weigh("ledger-years")
        chosen = {each.line.policy_id for each in some}
        pairs = [pair for pair in years.pairs(data.ask("policies")) if pair.new["id"] in chosen]
        if not pairs:
            pieces.empty(
                "没有找到上一年的方案。", "同一地方、名称只差年份的方案才相比；别的两份方案可到“政策溯源”页相比。"
            )
            return
        done = _by_figures if weigh == "figures" else years.by_tasks(rules)
        rows = years.rows_of_pairs(pairs, ledger_lines.every_line(), on, done)
        picked = pieces.table(_in_percent(rows), years.PAIRS, "ledger-pairs", file="今年与上年", height=240)
        if picked:
            address.put(PAIR, [picked["new_id"]])
        given = st.query_params.get(PAIR)
        pair = next((each for each in pairs if each.new["id"] == given), pairs[0] if len(pairs) == 1 else None)
        if pair is None:
            st.caption(plain(f"上年至今完成：上年方案的任务到{on}完成多少；点一行，逐项看任务"))
            return
        _tasks(pair, on, done, rules)


def _by_figures(lines: Sequence[Line], day: date) -> float | None:
    return reached.completion(ledger_lines.reached(), lines, day).share


def _tasks(pair: Pair, on: date, done: Done, rules: Rules) -> None:
    st.subheader(plain(f"{pair.new['title']}，与上年相比"))
    changed = compared(pair)
    st.markdown(plain(years.summary(changed)))
    rows = years.rows_of_tasks(changed, ledger_lines.every_line(), on, done, rules)
    file = f"{pair.new['title']}与上年相比（到{on}）"
    chosen = pieces.table(_in_percent(rows), years.TASKS, "ledger-years", file=file, height=480, away=rows)
    if chosen is None:
        st.caption("对应的把握：同名的是“确定”，别的按字词相近的程度；点一行，可看这项任务的台账")
    elif (task := chosen["new_id"] or chosen["old_id"]) and st.button("看这项任务的台账", key="ledger-years-go"):
        sitemap.go("ledger", task=task)


def _in_percent(rows: Sequence[Row]) -> list[Row]:
    return [{**row, **{name: percent(row[name]) for name in SHARES if name in row}} for row in rows]
