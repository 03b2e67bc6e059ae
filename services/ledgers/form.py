"""The form in which a bureau reports how its tasks stand: a workbook that goes out, and what stands in it.

A row carries the id of its task and of what was last told of it. `returned.py` reads what comes back.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from policygraph.graph.ledgers.standing import STATES, Line, stand
from policygraph.graph.ledgers.standing import Rules as Lights
from policygraph.graph.transfer.forms import file_name
from policygraph.model.ontology import ontology
from policygraph.model.records import fold
from policygraph.model.words import printable
from policygraph.services.ledgers import grey, sheet
from policygraph.services.ledgers.sheet import HEAD, Field, Layout

LAYOUT = Layout("policygraph-form-1", "填报表", (
    Field("n", "序号", 6), Field("policy", "政策", 24), Field("task", "工作任务", 44), Field("role", "角色", 6),
    Field("leads", "牵头单位", 16), Field("due", "完成时限", 12), Field("stands", "现在的状态", 18),
    Field("known", "已报比例", 9), Field("known_on", "已报截至", 12), Field("state", "状态", 9, True),
    Field("share", "完成比例", 9, True, share=True), Field("as_of", "截至日期", 12, True),
    Field("text", "进展情况", 40, True), Field("problem", "存在问题", 30, True), Field("id", "任务编号", 18),
    Field("seen", "最近一条", 0), Field("check", "校验", 0),
))  # fmt: skip
_ADVICE = (
    "只填黄色的格，没有变化的任务不用填；“状态”从下拉单里选；原来的问题解决了，“存在问题”写“无”。"
    "其余的格请不要改，否则收回时认不出。"
)
_ASKED = {
    "state": "状态请从下拉单里选",
    "share": "完成比例请填 0% 到 100%",
    "as_of": "截至日期请写成 2030-06-30 这样",
}


@dataclass(frozen=True, slots=True)
class Form:
    """What a bureau is asked: its tasks as they stand on the day `on`."""

    department: str
    on: date
    lines: Sequence[Line]

    @property
    def file_name(self) -> str:
        return file_name(f"{self.department}任务进展填报表（{self.on}）", ".xlsx")


def last_of(line: Line) -> str:
    """Id of what was last told of a task; empty where nothing was."""
    return line.told[-1].id if line.told else ""


def reported_states() -> dict[str, str]:
    """The words of the states that may be reported, with their names."""
    return {zh: name for name, zh in (ontology().nodes["Progress"].properties["state"].values or {}).items()}


def to_xlsx(form: Form, lights: Lights) -> bytes:
    """The workbook that goes to the bureau."""
    from openpyxl.worksheet.datavalidation import DataValidation  # takes its time to load

    book, page = sheet.new_book(LAYOUT, f"{form.department}任务进展填报表", _ADVICE)
    for number, line in enumerate(form.lines, start=1):
        sheet.put(page, LAYOUT, HEAD + number, _values(form, line, number, lights), ("share", "known"))
    rules = {
        "state": DataValidation(type="list", formula1=f'"{",".join(reported_states())}"', allow_blank=True),
        "share": DataValidation(type="decimal", operator="between", formula1="0", formula2="1", allow_blank=True),
        "as_of": DataValidation(type="date", operator="greaterThan", formula1="36526", allow_blank=True),
    }
    asked = {name: (rule, _ASKED[name]) for name, rule in rules.items()}
    sheet.shape(page, LAYOUT, HEAD + len(form.lines), asked, "role")
    return sheet.as_bytes(book, LAYOUT, {"department": form.department, "on": form.on.isoformat()})


def check_of_words(task: str) -> str:
    """By which it is known that the words of a task stand in its own row: a column may have been sorted alone."""
    return LAYOUT.check(fold(printable(task))[:1000])


def _values(form: Form, line: Line, number: int, lights: Lights) -> dict[str, Any]:
    standing = stand(line, form.on, lights)
    seen = last_of(line)
    title = f"{line.number}.{line.title}" if line.number else line.title
    task = f"{title}\n{line.text}" if line.text else title
    stands = STATES[standing.state] + (f"\n问题：{standing.problem}" if standing.problem else "")
    known = {
        "n": number, "policy": line.policy or line.source, "task": task,
        "role": "牵头" if form.department in line.leads else "配合", "leads": "、".join(line.leads),
        "due": line.due_on or line.due or "", "stands": stands, "known": standing.share,
        "known_on": standing.as_of, "state": None, "share": None, "as_of": form.on, "text": None, "problem": None,
        "id": line.id, "seen": seen,
    }  # fmt: skip
    check = LAYOUT.check(form.department, line.id, seen) + check_of_words(task)
    return {**known, "check": check + grey.written(LAYOUT, known)}
