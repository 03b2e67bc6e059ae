"""村镇: a village, a town or another place, and what touches it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

import streamlit as st

from policygraph.app.frame import data, ledger_lines
from policygraph.app.frame.plain import plain
from policygraph.app.parts import node_panel, pieces
from policygraph.app.parts.graph_view import node_key
from policygraph.app.parts.things import listing, tasks, thing, ways
from policygraph.app.parts.things.ways import Way
from policygraph.graph.asking.catalog import Column, find_query
from policygraph.graph.stores.store import Row

ON = (Way("图谱探索", "explore", {}), Way("全部村镇", "query", {"name": "places"}))
TASKS = [Column("place", "地点"), Column("task", "任务"), Column("policy", "政策"), Column("leads", "牵头"),
         Column("supports", "配合"), Column("due", "时限"), Column("standing", "状态"),
         Column("source", "出处")]  # fmt: skip
POLICIES = [Column("policy", "政策"), Column("tasks", "任务")]
UNITS = [Column("department", "单位"), Column("tasks", "牵头的任务")]
PLACES = [column for column in find_query("places").columns if column.name != "id"]
NAMED = {"Village": ("village-tasks", "village"), "Region": ("region-tasks", "region")}
"""By label the query of its tasks, and the query's parameter."""


def page() -> None:
    thing.show("village", ["Village", "Region"], _place, _none, ON)


def _none() -> None:
    rows = [{**row, "village_id": row["id"]} for row in data.ask("places")]
    if not rows:
        pieces.empty("图里的任务没有写到哪个村、镇。", "读入写明地点的方案后，这里列出它们。")
        return
    st.caption("政策写到的村、镇，写到得多的在前；点名称看要做什么")
    to_place = {"place": lambda row: ways.to(row["label"], row["id"], row["place"])}
    listing.show(rows, PLACES, "villages", called="全部村镇", ways=to_place)


def _place(row: Row) -> None:
    around = data.ask("neighbours", {"id": row["id"]})
    thing.facts(node_panel.properties(row))
    _within(row["id"], around)
    found = _rows(row)
    if not found:
        pieces.empty("没有任务写到这里。", "它只在文件里作为地名、机关的辖区出现。")
    else:
        thing.section(f"要做的事（{len({each['task_id'] for each in found})} 项）")
        listing.show(found, TASKS, "village-tasks", called="要做的事")
        _counted(found)
    with st.container(horizontal=True, key="screen-village-ways"):
        ways.link(Way("在图谱里看", "explore", {"node": node_key(row)}))


def _within(id_: str, around: Sequence[Row]) -> None:
    """What it lies in, and what lies in it."""
    near = [each["id"] for each in around if "WITHIN" in each["relations"] and each["label"] in NAMED]
    rows = [
        row
        for row in (data.ask("relations-among", {"nodes": sorted([id_, *near])}) if near else ())
        if row["relation"] == "WITHIN" and id_ in (row["subject_id"], row["object_id"])
    ]
    if rows:
        with st.container(horizontal=True, gap="small", key="village-within"):
            for row in {(row["subject_id"], row["object_id"]): row for row in rows}.values():
                words, side = ("属于", "object") if row["subject_id"] == id_ else ("下辖", "subject")
                ways.link(Way(f"{words}：{row[side]}", "village", {"village": row[f"{side}_id"]}))


def _rows(row: Row) -> list[Row]:
    query, parameter = NAMED[row["label"]]
    lines = {line.id: line for line in ledger_lines.every_line()}
    found: dict[str, Row] = {}
    for each in data.ask(query, {parameter: row["full_name"] or row["name"]}):
        if each.get("village_id", row["id"]) != row["id"]:
            continue  # another village of that name
        line = lines.get(each["task_id"])
        stands = tasks.rows([line])[0] if line else {"leads": each["departments"]}
        own = {name: each[name] for name in ("task", "task_id", "due", "source", "document", "start", "end")}
        within = [each["place"]] if each.get("place", row["name"]) != row["name"] else []
        before = found.get(each["task_id"], {"place": []})["place"]  # in several villages of the town
        found[each["task_id"]] = {**stands, **own, "place": [*before, *within]}
    return list(found.values())


def _counted(rows: Sequence[Row]) -> None:
    """By policy, and by who leads."""
    of = {row["policy_id"]: row["policy"] for row in rows if row.get("policy_id")}
    often = Counter(row["policy_id"] for row in rows if row.get("policy_id"))
    leads = Counter(name for row in rows for name in row["leads"])
    left, right = st.columns(2)
    with left:
        thing.section("哪些政策写到它")
        by_policy = [{"policy": of[id_], "policy_id": id_, "tasks": number} for id_, number in often.most_common()]
        listing.show(by_policy, POLICIES, "village-policies", called="写到它的政策")
    with right:
        thing.section("由谁牵头")
        by_unit = [{"department": name, "tasks": number} for name, number in leads.most_common()]
        if by_unit:
            listing.show(by_unit, UNITS, "village-units", called="牵头单位")
        else:
            st.caption(plain("没有写明牵头单位"))
