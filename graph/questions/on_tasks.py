"""Answers about tasks: which, how many, who does them, when they are due, how they stand."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any

from policygraph.graph.asking.catalog import Column
from policygraph.graph.ledgers.due import standings
from policygraph.graph.ledgers.standing import LIGHTS, STATES, Line, Standing
from policygraph.graph.questions import saying
from policygraph.graph.questions.answer import Answer, AskedBack, Asking
from policygraph.graph.questions.conditions import TASKS, conditions, of_another_term, of_another_year
from policygraph.graph.questions.slots import STATES as MEANT
from policygraph.graph.questions.slots import Slots
from policygraph.graph.stores.store import Row
from policygraph.model.words import percent

MANY = re.compile("[几多]")
SUPPORTS = re.compile("配合|参与")
STANDING = [
    Column("light", "灯"), Column("state", "状态"), Column("place", "地区"), Column("task", "任务"),
    Column("leads", "牵头"),
    Column("due_on", "到期日"),
    Column("share_words", "完成比例"), Column("as_of", "截至"), Column("problem", "存在问题"),
    Column("ground", "依据"), Column("policy", "政策"), Column("source", "出处"),
    Column("evidence", "原文依据", hidden=True),
    Column("share", "完成的份额", hidden=True),
    Column("document", "文档编号", hidden=True), Column("start", "起", hidden=True), Column("end", "止", hidden=True),
    Column("task_id", "任务编号", hidden=True), Column("policy_id", "政策编号", hidden=True),
]  # fmt: skip


def on_tasks(slots: Slots, asking: Asking) -> Answer | AskedBack:
    """Raises NotThereError."""
    slots = _with_role(slots)
    values = conditions(slots, asking)
    rows = asking.rows(TASKS, values)
    if not rows and not _is_denied(slots):
        back = of_another_year(slots, values, asking) or of_another_term(slots, values, asking)
        if back:
            return back
    if is_about_progress(slots):
        return _progress(slots, values, rows, asking)
    if slots.has("units-many"):
        units = _units(slots, rows)
        return _answer(saying.many_units(slots, units), values, rows, asking, units=units, count=len(units))
    if slots.has("who", "lead-units", "support-units", "role-units"):
        units = _units(slots, rows)
        return _answer(saying.who(slots, rows, units), values, rows, asking, units=units)
    if slots.has("when"):
        return _answer(saying.when(slots, rows), values, rows, asking)
    if slots.has("items") or (slots.has("amount") and slots.has("tasks")):
        return _answer(saying.count(slots, rows), values, rows, asking, count=len(rows))
    return _answer(saying.tasks(slots, rows), values, rows, asking)


def _with_role(slots: Slots) -> Slots:
    """Whose part is asked of, where other words than those of roles say it."""
    if is_about_progress(slots) and not slots.bureaus and slots.role:  # it says who is asked for
        slots = replace(slots, role=None, asked_role=slots.role)
    if is_about_progress(slots) and slots.bureaus and not slots.role:  # what stands badly is of whoever leads it
        slots = replace(slots, role="lead")
    if slots.has("units-many") and SUPPORTS.search(slots.said.get("units-many", "")):
        slots = replace(slots, role="support")
    return slots


def _is_denied(slots: Slots) -> bool:
    """Whether what is asked for is what is not so: that there is none of it is an answer."""
    return bool(slots.lacks or slots.others or slots.leads)


def is_about_progress(slots: Slots) -> bool:
    return slots.state is not None or slots.has("progress", "slowest", "fastest")


def _answer(
    sentence: str,
    values: Mapping[str, Any],
    rows: Sequence[Row],
    asking: Asking,
    *,
    units: tuple[str, ...] | None = None,
    count: int | None = None,
) -> Answer:
    return Answer(sentence, TASKS, values, rows, asking.columns(TASKS), units=units, count=count)


def _units(slots: Slots, rows: Sequence[Row]) -> tuple[str, ...]:
    """Who is asked for: those who support, all, or else those who lead; but for the units that are named themselves."""
    own = {name for names in (*slots.bureaus, *slots.besides) for name in names}
    columns = saying.columns_asked(slots)
    return tuple(dict.fromkeys(name for row in rows for column in columns for name in row[column] if name not in own))


def _progress(
    slots: Slots, values: Mapping[str, Any], rows: Sequence[Row], asking: Asking
) -> Answer | AskedBack:  # fmt: skip
    of = {row["task_id"]: row for row in rows}
    lines = {line.id: line for line in asking.world.lines(list(of))} if of else {}
    stands = standings(list(lines.values()), asking.world.today, asking.world.rules)
    meant = MEANT.get(slots.state or "")
    chosen = [
        _standing_row(row, lines[id_], stands[id_])
        for id_, row in of.items()
        if id_ in lines and (meant is None or stands[id_].state in meant)
    ]
    if slots.has("slowest", "fastest"):
        return _extreme(slots, values, chosen)
    states = Counter(row["state"] for row in chosen)
    sentence = saying.progress(slots, chosen, states, len(of))
    count = len(chosen) if _is_counted(slots) else None
    units = _units(slots, chosen) if chosen and slots.has("who", "lead-units", "support-units") else None
    if units:
        sentence += f"由 {saying.listed(units, saying.MOST_NAMES)} {saying.role_asked(slots)}。"
    return Answer(sentence, TASKS, values, chosen, STANDING, units=units, count=count)


def _is_counted(slots: Slots) -> bool:
    return slots.has("items", "amount") or bool(slots.state and MANY.search(slots.said.get(slots.state, "")))


def _extreme(slots: Slots, values: Mapping[str, Any], rows: Sequence[Row]) -> Answer | AskedBack:
    """By how much of them was done, as it was reported last."""
    if slots.has("where", "most"):
        return AskedBack("只比任务的快慢，不比地方；各地的完成情况见“地图”。")
    slowest = slots.has("slowest")
    told = sorted((row for row in rows if row["share"] is not None), key=lambda row: row["share"], reverse=not slowest)
    if not told:
        return AskedBack("这些任务都没有报告过完成比例，比不出快慢。")
    return Answer(saying.extreme(told, slowest=slowest), TASKS, values, told, STANDING)


def _standing_row(row: Row, line: Line, standing: Standing) -> Row:
    return {
        **row, "light": LIGHTS[standing.light], "state": STATES[standing.state], "leads": list(line.leads),
        "due_on": line.due_on and line.due_on.isoformat(), "share": standing.share,
        "share_words": percent(standing.share),
        "as_of": standing.as_of and standing.as_of.isoformat(), "problem": standing.problem, "ground": standing.ground,
    }  # fmt: skip
