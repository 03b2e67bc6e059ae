"""What follows from the links of measures, below the trace page's picture: tables that open when asked for."""

from __future__ import annotations

from datetime import date

import streamlit as st

from policygraph.app.frame import data
from policygraph.app.frame.plain import plain
from policygraph.app.parts import pieces
from policygraph.app.parts.downloads import papers
from policygraph.app.parts.things import unjudged, ways
from policygraph.app.parts.things.ways import Way
from policygraph.app.trace import drawn_chain
from policygraph.graph.asking import catalog
from policygraph.graph.lineage import changes
from policygraph.graph.lineage.chain import Chain
from policygraph.graph.stores.store import Row
from policygraph.services.paper import comparison, making

OF_POLICY = ("demands-not-taken-up", "measures-without-ground", "figures-down-the-levels", "achieved-against-planned")
LONG = ("policy", "text", "above_task")  # columns that the page says elsewhere, or that are long


def show(policy: Row | None, task: Row | None, found: Chain) -> None:
    """Of a measure, how places carry it out; of a policy, what it leaves out and adds, what becomes of its figures, and
    the way to what changed since last year's.
    """
    if task is not None:
        _table("answers-to-demand", {"demand": task["task_id"]}, keep=("policy",))
    elif policy is not None and policy["tasks"]:
        for name in OF_POLICY:
            _table(name, {"policy": policy["id"]})
        _comparison(policy, found)
        _other_plans(policy)


def _comparison(policy: Row, found: Chain) -> None:
    """Where there is something to compare it with."""
    known = drawn_chain.policies()
    above = [known.get(key.removeprefix("Policy:")) for key in found.reach(up=True)]
    if not any(row and row["tasks"] for row in above):
        return
    with st.expander(f"{comparison.NAME}：与上级政策逐项对照，可下载"):
        st.caption("本级任务和各级上级任务并排，指标逐项对照，上级要求中没有找到对应的列在最后。")
        name = f"{policy['title']}{comparison.NAME}"
        papers(
            comparison.NAME, name, lambda store: making.comparison_of(store, policy["id"], date.today()), "trace-paper"
        )


def _other_plans(policy: Row) -> None:
    """The way to its comparison with another plan of the place, by default last year's."""
    known = list(drawn_chain.policies().values())
    others = changes.earlier(known, policy) or changes.others(known, policy)
    if others:
        old, new = others[0], policy
        ways.link(Way(f"与《{old['title']}》对比：任务、指标、单位", "compare", {"old": old["id"], "new": new["id"]}))


def _table(name: str, values: dict[str, str], keep: tuple[str, ...] = ()) -> None:
    rows = data.ask(name, values)
    if not rows:
        return
    query = catalog.find_query(name)
    columns = [column for column in query.columns if column.name in keep or column.name not in LONG]
    key = f"follows-{name}-{'-'.join(values.values())}"
    with pieces.folded(f"{query.title}（{len(rows)}）{unjudged.told(rows)}", key) as is_open:
        if not is_open:
            return
        st.caption(plain(query.answers))
        pieces.table(rows, columns, key, file=query.title, beside=pieces.told_of(f"{key}-evidence"))
