"""方案对比: two plans, or one plan in two years, side by side. Which two stands in the address."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import NamedTuple

import streamlit as st

from policygraph.app.frame import address, data
from policygraph.app.frame.plain import plain
from policygraph.app.parts import pieces, titles
from policygraph.app.parts.downloads import XLSX, download
from policygraph.app.parts.things import listing, sharing, thing, ways
from policygraph.app.parts.things.ways import Way
from policygraph.graph.lineage import changes, learning, years
from policygraph.graph.lineage.changes import Plan
from policygraph.graph.lineage.plans import side_by_side
from policygraph.graph.stores.store import Row, Store
from policygraph.graph.transfer import tables
from policygraph.graph.transfer.forms import file_name
from policygraph.model.ontology import ontology

OLD, NEW = "old", "new"  # the parameters of the address
SIDES = {OLD: "左边", NEW: "右边"}
KINDS = (("added", "只在右边有的任务"), ("dropped", "只在左边有的任务"))


class Compared(NamedTuple):
    """Rows of side_by_side's `TASKS`, `FIGURES` and `UNITS`."""

    tasks: Sequence[Row]
    figures: Sequence[Row]
    units: Sequence[Row]


def page() -> None:
    st.html(thing.CSS)
    st.title("方案对比")
    if pieces.without_graph():
        return
    with pieces.errors():
        plans = {row["id"]: row for row in data.ask("policies") if row["tasks"]}
        if len(plans) < 2:
            pieces.empty("图里还没有两份有任务的政策可比。", "请到“导入”页放入今年和上年的方案，或两地的方案。")
            return
        old, new = _chosen(plans)
        if old is None or new is None:
            st.caption("选两份方案：同一地方的两年，或两个地方的同一件事")
            return
        _compare(plans[old], plans[new])


def _chosen(plans: Mapping[str, Row]) -> list[str | None]:
    """What the address names, else the latest plan that has one before it in its series."""
    names = titles.policies({id_: _called(row) for id_, row in plans.items()})
    order = sorted(names, key=lambda id_: (plans[id_]["region"] or "", names[id_], id_))
    given, first = _named(plans)
    gone = [SIDES[side] for side, id_ in given.items() if id_ and id_ not in plans]
    if gone:
        st.warning(plain(address.not_here(f"{'、'.join(gone)}的方案")))
    chosen = {}
    with st.container(key="screen-compare-choice"):
        columns = st.columns(2)
    for column, (side, words) in zip(columns, SIDES.items(), strict=True):
        id_ = first[side]
        with column:
            chosen[side] = st.selectbox(
                plain(words), order, order.index(id_) if id_ and id_ in plans else None, names.__getitem__,
                key=f"compare-{side}-{id_}", placeholder="选一份方案，可输入几个字查找",
            )  # fmt: skip
    if not gone or all(chosen.values()):  # the address stays what it was until something is chosen
        for side, id_ in chosen.items():
            address.put(side, [id_] if id_ else [])
    return list(chosen.values())


def _named(plans: Mapping[str, Row]) -> tuple[Mapping[str, str | None], Mapping[str, str | None]]:
    """What the address names, and what is shown first."""
    given = {side: st.query_params.get(side) for side in SIDES}
    if not any(given.values()) and (pairs := years.pairs(plans.values())):
        return given, {OLD: pairs[0].old["id"], NEW: pairs[0].new["id"]}
    return given, given


def _called(row: Row) -> str:
    place = row["region"] or ""
    return row["title"] if row["title"].startswith(place) else f"{place} {row['title']}"


def _compare(old: Row, new: Row) -> None:
    way = Way("", "compare", {OLD: old["id"], NEW: new["id"]})
    said = f"《{old['title']}》与《{new['title']}》对比"
    sharing.line(way, said, "compare-share")
    for column, row in zip(st.columns(2), (old, new), strict=True):
        with column:
            _side(row)
    if old["id"] == new["id"]:
        pieces.empty("两边是同一份。", "请另选一边。")
        return
    with st.spinner("正在逐项比较……"):
        found: Compared | None = data.made(f"compared {old['id']} {new['id']}", _made(old["id"], new["id"]))
    if found is None:
        return
    with st.container(horizontal=True, vertical_alignment="center", key="screen-compare-bar"):
        name = file_name(f"{new['title']}与{old['title']}对比", ".xlsx")
        download("下载 .xlsx（任务、指标、单位各一张表）", lambda: _workbook(found), name, XLSX, "compare-xlsx")
        back = st.button("左右互换", key="compare-swap")
    if back:
        st.query_params.from_dict({OLD: new["id"], NEW: old["id"]})
        st.rerun()
    st.markdown(f"**{plain(summary(found.tasks))}**")
    _tasks(found.tasks)
    _others(found)


def _side(row: Row) -> None:
    ways.link(Way(row["title"], "policy", {"policy": row["id"]}))
    status = ontology().word("Policy.status", row["status"])
    thing.facts([
        ("文号", row["number"]), ("印发日期", row["issued_on"]), ("地区", row["region"]),
        ("状态", status), ("任务", f"{row['tasks']} 项"),
    ])  # fmt: skip


def _made(old: str, new: str) -> Callable[[Store], Compared]:
    def make(store: Store) -> Compared:
        left, right = (changes.read_plan(data.ask, id_) for id_ in (old, new))
        successions = data.ask("successions")
        found = changes.changes(left, right, successions, learning.held(store.read))
        return _compared(found, left, right, successions)

    return make


def _compared(found: Sequence[changes.Changed], left: Plan, right: Plan, successions: Sequence[Row]) -> Compared:
    return Compared(
        side_by_side.tasks(found, left, right), side_by_side.figures(left, right),
        side_by_side.units(left, right, successions),
    )  # fmt: skip


def summary(rows: Sequence[Row]) -> str:
    """How many tasks are where, in a sentence."""
    both = [row for row in rows if row["old_id"] and row["new_id"]]
    changed = sum(not row["same"] for row in both)
    alone = "，".join(f"{words} {sum(row['kind'] == kind for row in rows)} 项" for kind, words in KINDS)
    return f"两边都有的任务 {len(both)} 项，其中有变化的 {changed} 项；{alone}"


def _tasks(rows: Sequence[Row]) -> None:
    """What changed, then what one side has alone, then what is as it was."""
    changed = [row for row in rows if row["old_id"] and row["new_id"] and not row["same"]]
    same = [row for row in rows if row["same"]]
    if changed:
        thing.section(f"两边都有、有变化的任务（{len(changed)} 项）")
        _listed(changed, "changed")
    for kind, words in KINDS:
        alone = [row for row in rows if row["kind"] == kind]
        if alone:
            thing.section(f"{words}（{len(alone)} 项）")
            _listed(alone, kind)
    if same:
        with st.expander(f"没有变化的任务（{len(same):d} 项）"):
            _listed(same, "same")


def _listed(rows: Sequence[Row], kind: str) -> None:
    columns = [c for c in side_by_side.TASKS if c.name != "change" or kind == "changed"]
    found = {side: _to_task(side) for side in SIDES}
    listing.show(rows, columns, f"compare-{kind}", called=f"任务（{kind}）", ways=found)


def _to_task(side: str) -> listing.Find:
    return lambda row: ways.to("Task", row[f"{side}_id"], row[side]) if row[f"{side}_id"] else None


def _others(found: Compared) -> None:
    if found.figures:
        thing.section("指标")
        to_figures = {"indicator": lambda row: Way(row["indicator"], "targets", {"indicator": row["indicator"]})}
        listing.show(found.figures, side_by_side.FIGURES, "compare-figures", called="指标", ways=to_figures)
    if found.units:
        thing.section("单位")
        to_unit = {"unit": lambda row: ways.to_bureau(row["unit"])}
        listing.show(found.units, side_by_side.UNITS, "compare-units", called="单位", ways=to_unit)


def _workbook(found: Compared) -> bytes:
    sheets = {"任务": (found.tasks, side_by_side.TASKS), "指标": (found.figures, side_by_side.FIGURES),
              "单位": (found.units, side_by_side.UNITS)}  # fmt: skip
    return tables.to_workbook({name: tables.of_rows(rows, columns) for name, (rows, columns) in sheets.items()})
