"""政策: one policy, whether its text is here or it is only cited."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from datetime import date

import streamlit as st

from policygraph.app.frame import data, ledger_lines
from policygraph.app.frame.plain import plain
from policygraph.app.parts import node_panel, pieces, texts_view, titles
from policygraph.app.parts.things import listing, replaced, tasks, thing, unjudged, ways
from policygraph.app.parts.things.ways import Way
from policygraph.graph.asking.catalog import Column, find_query
from policygraph.graph.ledgers.standing import STATES, stand
from policygraph.graph.lineage import changes
from policygraph.graph.stores.store import Row
from policygraph.graph.transfer.tables import word
from policygraph.model.ontology import ontology
from policygraph.services.ledgers import entering

ON = (
    Way("全部政策", "query", {"name": "policies"}),
    Way("责任矩阵", "matrix", {}),
    Way("政策溯源", "trace", {}),
)
FIGURES = [Column("name", "指标"), Column("amount", "数值"), Column("kind", "性质", of="Target.kind"),
           Column("year", "年份"), Column("owner", "所属任务"), Column("where", "在哪里")]  # fmt: skip
ABOVE = [Column("steps", "第几层"), Column("policy", "政策"), Column("relation", "关系", of="types"),
         Column("above", "依据的上级政策"), Column("above_level", "层级", of="Policy.level"),
         Column("above_status", "状态", of="Policy.status"), Column("source", "出处")]  # fmt: skip
BELOW = [Column("steps", "第几层"), Column("policy", "下级政策"), Column("level", "层级", of="Policy.level"),
         Column("relation", "关系", of="types"), Column("above", "依据"), Column("source", "出处")]  # fmt: skip
CHANGES = [Column("newer", "新的政策"), Column("relation", "关系", of="types"), Column("older", "原来的政策"),
           Column("since", "起始日期"), Column("source", "出处")]  # fmt: skip
DOCUMENTS = [Column("name", "文档"), Column("how", "与这项政策"), Column("genre", "体裁", of="Document.genre"),
             Column("published_on", "发布日期"), Column("reading_state", "读得怎样", of="Document.reading_state"),
             Column("unread", "未读懂"), Column("file", "文件")]  # fmt: skip
GAPS = {
    "demands-not-taken-up": [Column("above_level", "层级", of="Policy.level"), Column("above_policy", "上级政策"),
                             Column("demand", "上级任务"), Column("finding", "结论"), Column("where", "在哪里")],
    "measures-without-ground": [Column("task", "任务"), Column("finding", "结论"), Column("where", "在哪里")],
}  # fmt: skip
"""Queries about how far it covers what is above it, and what of them is shown."""


def page() -> None:
    thing.show("policy", ["Policy"], _policy, _none, ON)


def _none() -> None:
    pieces.empty("地址没有说是哪一项政策。", "政策的名称在责任矩阵、溯源、查询的答案里，点它就到这里。")


def _policy(row: Row) -> None:
    id_ = row["id"]
    policy = thing.known(next((each for each in data.ask("policies") if each["id"] == id_), None), "项政策")
    _says(row, policy)
    _holds(policy)
    with st.container(horizontal=True, gap="small", key="screen-policy-ways"):
        for words, page_ in (
            ("责任矩阵", "matrix"),
            ("台账", "ledger"),
            ("政策溯源", "trace"),
            ("目标指标", "targets"),
        ):
            if policy["tasks"] or page_ == "trace":
                ways.link(Way(words, page_, {"policy": id_}))
        for before in changes.earlier(list(data.ask("policies")), policy)[:1] if policy["tasks"] else ():
            ways.link(Way(f"与《{before['title']}》对比", "compare", {"old": before["id"], "new": id_}))
    _tasks(policy)
    _figures(id_, policy)
    _lineage(id_, policy)
    _coverage(id_, policy)
    _documents(id_)


def _says(row: Row, policy: Row) -> None:
    level = ontology().word("Policy.level", policy["level"]) if policy["level"] else None
    thing.facts([
        ("文号", policy["number"]), ("印发机关", policy["issuer"]), ("印发日期", policy["issued_on"]),
        ("层级", level), ("地区", policy["region"]), ("状态", ontology().word("Policy.status", policy["status"])),
        ("废止日期", policy["repealed_on"]), ("又称", "、".join(row["aliases"] or ())),
    ])  # fmt: skip


def _holds(policy: Row) -> None:
    """That it is no longer in force, by what words, and what stands for it."""
    if note := replaced.note(policy):
        st.warning(plain(f"《{policy['title']}》{note}。"))
        if standing := replaced.stands_for(policy["id"]):
            ways.link(Way(f"代替它的《{standing['newer']}》", "policy", {"policy": standing["newer_id"]}))
    elif policy["status"] == "cited":
        st.info("图里没有它的原文，只知道别的文件提到它；收录原文（“导入”页）后，这里有它的任务和指标。")


def _tasks(policy: Row) -> None:
    lines = [line for line in ledger_lines.every_line() if line.policy_id == policy["id"]]
    if lines:
        thing.section(f"任务（{len(lines)} 项）")
        rules = entering.rules(data.place())
        counts = Counter(STATES[stand(line, date.today(), rules).state] for line in lines)
        st.caption(plain("，".join(f"{word_} {number}" for word_, number in counts.items())))
        listing.show(tasks.rows(lines), tasks.COLUMNS, "policy-tasks", called="任务")
    elif measures := tasks.measures(policy["id"]):
        thing.section(f"条目（{len(measures)} 项）")
        listing.show(measures, tasks.MEASURES, "policy-tasks", called="条目")


def _figures(id_: str, policy: Row) -> None:
    rows: list[Row] = [
        {
            **row, "name": row["indicator"],
            "amount": node_panel.amount(row),
        }
        for row in data.ask("targets-of-policy", {"policy": id_})
        if row["policy_id"] == id_
    ]  # fmt: skip
    if rows:
        thing.section(f"指标（{len(rows)} 项）")
        found = {
            "name": lambda row: Way(row["indicator"], "targets", {"indicator": row["indicator"]}),
            "owner": lambda row: ways.to("Task", row["owner_id"], row["owner"]) if row["owner_id"] != id_ else None,
        }
        listing.show(rows, FIGURES, "policy-figures", called="指标", ways=found)


def _lineage(id_: str, policy: Row) -> None:
    """What it rests on, what rests on it, what it changed and what changed it."""
    above, below = (data.ask(f"policy-{way}", {"policy": id_}) for way in ("ancestors", "descendants"))
    to_above = {"above": lambda row: ways.to("Policy", row["above_id"], row["above"])}
    thing.section("依据")
    if above:
        listing.show(above, ABOVE, "policy-above", called="依据", ways=to_above)
    else:
        st.caption("没有读到它写明依据哪项政策")
    if below:
        thing.section("依据它的政策")
        listing.show(below, BELOW, "policy-below", called="依据它的政策", ways=to_above)
    changed = [row for row in data.ask("policy-changes", {"policy": id_}) if id_ in (row["newer_id"], row["older_id"])]
    if changed:
        thing.section("废止、修改和转发")
        both = {side: _to_policy(side) for side in ("newer", "older")}
        listing.show(changed, CHANGES, "policy-changes", called="废止、修改和转发", ways=both)


def _to_policy(side: str) -> listing.Find:
    return lambda row: ways.to("Policy", row[f"{side}_id"], row[side])


def _coverage(id_: str, policy: Row) -> None:
    """How far it covers the demands above it."""
    for name, columns in GAPS.items():
        rows = data.ask(name, {"policy": id_}) if policy["tasks"] else []
        if rows:
            query = find_query(name)
            with pieces.folded(f"{query.title}（{len(rows):d}）{unjudged.told(rows)}", f"policy-{name}") as is_open:
                if not is_open:
                    continue
                st.caption(plain(query.answers))
                shown = [{**row, "above_policy": row.get("above")} for row in rows]
                to_demand = {"demand": lambda row: ways.to("Task", row["task_id"], row["demand"])}
                listing.show(shown, columns, f"policy-{name}", called=query.title, ways=to_demand)


def _documents(id_: str) -> None:
    around = {each["id"]: each for each in data.ask("neighbours", {"id": id_}) if each["label"] == "Document"}
    thing.section("文档")
    texts_view.of_policy(id_)
    rows = [
        {
            **row, "how": _how(around[row["id"]]["relations"]), "document_id": row["id"],
            "file": titles.file_name(row["uri"]),
        }
        for row in data.ask("documents", {"ids": sorted(around)})
    ] if around else []  # fmt: skip
    if rows:
        listing.show(rows, DOCUMENTS, "policy-documents", called="文档")
    else:
        st.caption("图里没有说到它的文档")


def _how(relations: Sequence[str]) -> str:
    return "、".join(word(each, Column("", "", of="types")) for each in relations)
