"""任务: one task, with all that is known of it; its address stays as long as its document has the same text."""

from __future__ import annotations

import html
from collections.abc import Sequence
from datetime import date

import streamlit as st

from policygraph.app.frame import data, ledger_lines
from policygraph.app.frame.plain import plain
from policygraph.app.parts import node_panel, pieces, review_link
from policygraph.app.parts.graph_view import node_key
from policygraph.app.parts.lights import standing
from policygraph.app.parts.marks import Mark
from policygraph.app.parts.things import listing, replaced, thing, ways
from policygraph.app.parts.things.ways import Way
from policygraph.app.task import entry, over_years
from policygraph.graph.asking.catalog import Column, find_query
from policygraph.graph.ledgers.lines import lines_of
from policygraph.graph.ledgers.standing import Line, stand
from policygraph.graph.stores.store import Row
from policygraph.model.ontology import ontology
from policygraph.services.ledgers import entering

TEXT_HEIGHT = 420  # pixels
ON = (
    Way("按方案看全部任务：责任矩阵", "matrix", {}),
    Way("按几个字查任务：查询", "query", {}),
    Way("台账", "ledger", {}),
)
ROLES = [Column("role", "职责"), Column("department", "单位"), Column("basis", "认定方式"),
         Column("evidence", "原文依据"), Column("where", "在哪里")]  # fmt: skip
STEPS = [
    Column("due_on", "到期日"),
    Column("due", "原文的时限"),
    Column("step", "到时完成什么"),
    Column("where", "在哪里"),
]
FIGURES = [Column("name", "指标"), Column("amount", "数值"), Column("kind", "性质", of="Target.kind"),
           Column("year", "年份"), Column("evidence", "原文依据"), Column("where", "在哪里")]  # fmt: skip
PARTS = [Column("number", "序号"), Column("task", "任务")]
ABOVE = [Column("above_level", "层级", of="Policy.level"), Column("above_policy", "上级政策"),
         Column("above", "上级的任务"), Column("where", "在哪里")]  # fmt: skip
BELOW = [Column("level", "层级", of="Policy.level"), Column("place", "地区"), Column("policy", "下级政策"),
         Column("task", "落实的任务"), Column("leads", "牵头"), Column("where", "在哪里")]  # fmt: skip
PLACES = ("Village", "Region", "Industry")


def page() -> None:
    thing.show("task", ["Task"], _task, _none, ON)


def _none() -> None:
    pieces.empty("地址没有说是哪一项任务。", "任务的名称在责任矩阵、台账、查询的答案里，点它就到这里。")


def _task(row: Row) -> None:
    id_ = row["id"]
    task = thing.known(next(iter(data.ask("tasks", {"ids": [id_]})), None), "项任务")
    reader = data.store()
    line = next(iter(lines_of(reader.read, [id_])), None) if reader else None
    around = data.ask("neighbours", {"id": id_})
    _where(row, task, around)
    left, right = st.columns([6, 5], gap="large")
    with left:
        if line:
            _stands(line)
        st.html(f'<p class="pg-text">{html.escape(task["text"])}</p>')
        review_link.show_corrections(id_)
        _roles(id_, around)
    with right, st.container(key="screen-task-text"):
        found = data.ask("document-text", {"document": task["document"]})
        if found:
            mark = Mark(task["start"], task["end"], "focus")
            pieces.text_box(
                found[0]["text"], [mark], "task-text", label=f"原文：{found[0]['name']}", height=TEXT_HEIGHT
            )
            pieces.under_sentence(task["document"], task["start"], task["end"], "task")
    _steps(id_)
    _figures(around, task)
    _places(around)
    _parts(id_, around)
    _progress(line)
    _chain(id_)
    over_years.show(row, task)
    _judged(id_)


def _where(row: Row, task: Row, around: Sequence[Row]) -> None:
    """Of what policy, larger task and section."""
    with st.container(horizontal=True, gap="small", vertical_alignment="center", key="task-where"):
        if task["policy_id"]:
            ways.link(Way(task["policy"], "policy", {"policy": task["policy_id"]}))
        else:
            ways.link(Way(f"文档：{task['source']}", "document", {"document": task["document"]}))
        for larger in _parents(row["id"], around):
            ways.link(Way(f"属于：{larger['object']}", "task", {"task": larger["object_id"]}))
        if row["section"]:
            st.caption(plain(" › ".join(row["section"])))
    policy = next((each for each in data.ask("policies") if each["id"] == task["policy_id"]), None)
    if policy and (note := replaced.note(policy)):
        st.warning(plain(f"《{policy['title']}》{note}。"))


def _parents(id_: str, around: Sequence[Row]) -> list[Row]:
    tasks = [each["id"] for each in around if each["label"] == "Task" and "PART_OF" in each["relations"]]
    rows = data.ask("relations-among", {"nodes": sorted([id_, *tasks])}) if tasks else []
    return [row for row in rows if row["relation"] == "PART_OF" and row["subject_id"] == id_]


def _stands(line: Line) -> None:
    now = stand(line, date.today(), entering.rules(data.place()))
    due = line.due or (f"{line.due_on}到期" if line.due_on else "没有写时限")
    basis = f"（{ontology().word('Task.due_basis', line.due_basis)}）" if line.due_basis else ""
    st.markdown(f"**{plain(standing(now.light, now.state))}**　{plain(now.ground)}")
    thing.facts([("时限", f"{due}{basis}"), ("存在问题", now.problem)])


def _roles(id_: str, around: Sequence[Row]) -> None:
    units = [each["id"] for each in around if each["label"] == "Department"]
    full = {each: node["full_name"] for each in units for node in data.ask("node", {"id": each})}
    rows = [
        {
            **row, "role": ontology().word("types", row["relation"]), "department": full.get(row["subject_id"]),
            "basis": ontology().word(f"{row['relation']}.basis", row["basis"]) if row["basis"] else "",
        }
        for row in (data.ask("relations-among", {"nodes": sorted([id_, *units])}) if units else ())
        if row["object_id"] == id_ and row["relation"] in ("LEADS", "SUPPORTS")
    ]  # fmt: skip
    thing.section("谁来做")
    if rows:
        listing.show(rows, ROLES, "task-roles", called="单位")
    else:
        st.caption("没有写明牵头或配合单位")


def _steps(id_: str) -> None:
    rows = [row for row in ledger_lines.every_deadline() if row["task_id"] == id_]
    if rows:
        thing.section("时限和时间节点")
        listing.show(rows, STEPS, "task-steps", called="时间节点")


def _figures(around: Sequence[Row], task: Row) -> None:
    found = [node for each in around if each["label"] == "Target" for node in data.ask("node", {"id": each["id"]})]
    rows: list[Row] = [{**row, "amount": node_panel.amount(row), "name": row["indicator"]} for row in found]
    if rows:
        thing.section("指标")
        ways_ = {"name": lambda row: Way(row["indicator"], "targets", {"indicator": row["indicator"]})}
        listing.show(rows, FIGURES, "task-figures", called="指标", ways=ways_)


def _places(around: Sequence[Row]) -> None:
    rows = [each for each in around if each["label"] in PLACES]
    if rows:
        thing.section("在哪里、关于什么")
        with st.container(horizontal=True, gap="small", key="task-places"):
            for each in rows:
                way = ways.to(each["label"], each["id"], each["name"])
                ways.link(way or Way(each["name"], "explore", {"node": node_key(each)}))


def _parts(id_: str, around: Sequence[Row]) -> None:
    above = {row["object_id"] for row in _parents(id_, around)}
    ids = [
        each["id"]
        for each in around
        if each["label"] == "Task" and "PART_OF" in each["relations"] and each["id"] not in above
    ]
    if ids:
        thing.section("分成的任务")
        listing.show(data.ask("tasks", {"ids": ids}), PARTS, "task-parts", called="分成的任务")


def _progress(line: Line | None) -> None:
    reader = data.store()
    if line is None or reader is None:
        return
    thing.section("进展")
    rows: list[Row] = [
        {**row, "share": row["share"] and f"{row['share'] * 100:g}%"} for row in entering.history(reader.read, line)
    ]
    if rows:
        columns = [column for column in entering.HISTORY if column.name != "id"]
        listing.show(rows, columns, "task-progress", called="历次进展")
    else:
        st.caption("还没有人报过这项任务的进展，读入的台账、通报也没有说到它")
    entry.form(line)


def _chain(id_: str) -> None:
    above, below = data.ask("grounds-of-tasks", {"tasks": [id_]}), data.ask("tasks-that-carry-out", {"tasks": [id_]})
    thing.section("来龙去脉")
    if above:
        st.caption(plain(find_query("grounds-of-tasks").answers))
        rows = [{**row, "above_id": row["task_id"], "policy": row["above_policy"]} for row in above]
        to_policy = {"above_policy": lambda row: ways.to("Policy", row["policy_id"], row["above_policy"])}
        listing.show(rows, ABOVE, "task-above", called="上级依据", ways=to_policy)
    else:
        st.caption("图里没有记下它对应的上级任务；推测的、没有入图的在政策溯源里")
    if below:
        st.caption(plain(find_query("tasks-that-carry-out").answers))
        listing.show(below, BELOW, "task-below", called="落实它的任务")
    with st.container(horizontal=True, key="screen-task-ways"):
        ways.link(Way("整条来龙去脉：政策溯源", "trace", {"task": id_}))
        ways.link(Way("在台账里看", "ledger", {"task": id_}))
        ways.link(Way("在图谱里看", "explore", {"node": f"Task:{id_}"}))


def _judged(id_: str) -> None:
    rows = data.ask("decisions", {"node": id_})
    if rows:
        thing.section("判断和说明")
        columns = [column for column in find_query("decisions").columns if column.name != "id"]
        listing.show(rows, columns, "task-judged", called="人工判断")
