"""What a cell of the responsibility matrix rests on: the sentences, each marked in its document's text."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Any, NamedTuple

from policygraph.app.frame import data
from policygraph.app.gate import here
from policygraph.app.gate.rights import Right
from policygraph.app.matrix import grid
from policygraph.app.parts import lights, review_link
from policygraph.app.parts.things import citing
from policygraph.graph.stores.store import Row
from policygraph.graph.transfer.matrix import Matrix

AROUND = 160  # characters of the text shown before and after a sentence


class Link(NamedTuple):
    """A way on to another page."""

    words: str
    page: str
    parameters: dict[str, str]


def panel(tables: Sequence[Matrix], across: Sequence[grid.Column], cell: str) -> dict[str, Any]:
    """What to show of a cell `TASK:DEPARTMENT`, a task `TASK:`, a department `:DEPARTMENT`; {} if there is none."""
    task, _, unit = cell.partition(":")
    column = next((each for each in across if each.id == unit), None)
    if task:
        return _task(tables, task, unit, column)
    return _department(tables, column) if column else {}


def _task(tables: Sequence[Matrix], task: str, unit: str, column: grid.Column | None) -> dict[str, Any]:
    line = next((each for each in grid.tasks(tables) if any(row["task_id"] == task for row in each.rows)), None)
    if line is None or (unit and column is None):
        return {}
    found = grid.cells(line)
    rows = found.get(unit, []) if unit else line.rows
    links = [
        Link("任务页", "task", {"task": task}),
        Link("政策溯源", "trace", {"task": task}),
        Link("台账", "ledger", {"task": task}),
        Link("在图谱中看", "explore", {"node": f"Task:{task}"}),
    ]
    if column is None:
        texts = dict.fromkeys((row["source"], row["text"]) for row in rows)
        passages = [{"source": source, "before": "", "words": "", "after": text} for source, text in texts]
        note = "　".join(filter(None, (lights.of_task(task), line.due)))
        return {"cell": f"{task}:", "title": line.task, "note": note, "passages": passages, "links": links}
    if not rows:
        return {}
    return {
        "cell": f"{task}:{unit}",
        "title": f"{line.task}",
        "note": f"{column.full_name}　{_ground(rows)}",
        "passages": [passage for row in rows for passage in _passages(row)],
        "links": [*links, *_doubts(rows)],
    }


def _ground(rows: Sequence[Row]) -> str:
    """The role, and on what it rests where no sentence says so."""
    inferred = "（原文没有写明牵头单位，按列第一位推定）" if grid.inferred(rows) else ""
    decided = "（人工更正）" if any(row["basis"] == "decided" for row in rows) else ""
    return f"{grid.role(rows)}{inferred}{decided}"


def _doubts(rows: Sequence[Row]) -> list[Link]:
    """The ways to say that one of the sentences was misread, for who may."""
    if not here.may(Right.enter):
        return []
    return [
        Link(review_link.WORDS if len(rows) == 1 else f"第 {number} 句不对？", "review", {"edge": _edge(row)})
        for number, row in enumerate(rows, start=1)
    ]


def _edge(row: Row) -> str:
    relation = "LEADS" if row["role"] == grid.LEAD else "SUPPORTS"
    ends = {"subject_label": "Department", "subject_id": row["department_id"],
            "object_label": "Task", "object_id": row["task_id"]}  # fmt: skip
    return review_link.parameter({**ends, "relation": relation, "document": row["document"]})


def _department(tables: Sequence[Matrix], column: grid.Column) -> dict[str, Any]:
    tasks = [
        {"cell": f"{line.rows[0]['task_id']}:{column.id}", "role": grid.role(rows), "title": line.task}
        for line in grid.tasks(tables)
        if (rows := grid.cells(line).get(column.id))
    ]
    return {
        "cell": f":{column.id}",
        "title": column.full_name,
        "note": f"在所列任务中牵头 {column.leads} 项、配合 {column.supports} 项",
        "tasks": sorted(tasks, key=lambda each: each["role"] != grid.LEAD),
        "links": [
            Link("本单位", "bureau", {"department": column.full_name}),
            Link("全部工作", "query", {"name": "department-workload", "department": column.full_name}),
            Link("在图谱中看", "explore", {"node": f"Department:{column.id}"}),
        ],
    }


def _passages(row: Row) -> list[dict[str, Any]]:
    """Of a role that a person gave what he corrected, with what the document says; else the sentence."""
    if row["basis"] != "decided":
        return [_passage(row)]
    role = "LEADS" if row["role"] == grid.LEAD else "SUPPORTS"
    return [
        {
            "source": review_link.by_whom(each), "before": "", "words": review_link.in_words(each),
            "after": f"\n文档原来写：{each['stated'] or '（没有写）'}",
        }
        for each in review_link.corrections(row["task_id"], [role])
    ]  # fmt: skip


def _passage(row: Row) -> dict[str, Any]:
    """The sentence between what stands around it, cut here because JavaScript counts characters otherwise."""
    found = data.ask("document-text", {"document": row["document"]})
    text, start, end = found[0]["text"], row["start"], row["end"]
    first, last = max(0, start - AROUND), min(len(text), end + AROUND)
    return {
        "source": f"{row['source']}　{citing.position(text, start, found[0].get('pages'))}",
        "before": ("…" if first else "") + _closer(text[first:start]),
        "words": text[start:end],
        "after": _closer(text[end:last]) + ("…" if last < len(text) else ""),
    }


def _closer(text: str) -> str:
    """Without empty lines: there is little room."""
    return re.sub(r"\s*\n\s*", "\n", text)
