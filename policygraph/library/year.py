"""How tasks stand on a day, what falls due, and what people report of them."""

from __future__ import annotations

import getpass
from datetime import date
from typing import TYPE_CHECKING

from policygraph.graph.asking.catalog import Column
from policygraph.graph.ledgers import due as dues
from policygraph.graph.ledgers import reports
from policygraph.graph.ledgers.lines import lines
from policygraph.graph.ledgers.standing import LIGHTS, STATES, counted, stand, there
from policygraph.library.answer import Answer
from policygraph.services.ledgers import entering

if TYPE_CHECKING:
    from policygraph.library.graph import Graph

STANDING = (
    Column("light", "灯"), Column("state", "状态"), Column("number", "序号", of="Task.number"),
    Column("task", "任务", of="Task.title"), Column("leads", "牵头部门"), Column("supports", "配合部门"),
    Column("due_on", "到期日", of="Task.due_on"), Column("due_basis", "时限依据", of="Task.due_basis"),
    Column("share", "完成比例", of="Progress.share"), Column("as_of", "截至", of="Progress.as_of"),
    Column("problem", "存在问题", of="Progress.problem"), Column("ground", "依据"), Column("policy", "政策"),
    Column("task_id", "任务编号"), Column("policy_id", "政策编号"),
)  # fmt: skip
DUE = (
    Column("day", "到期日", of="Task.due_on"), Column("left", "还有几天"), Column("task", "任务", of="Task.title"),
    Column("step", "到时完成什么"), Column("state", "状态"), Column("light", "灯"), Column("leads", "牵头部门"),
    Column("supports", "配合部门"), Column("share", "完成比例", of="Progress.share"),
    Column("problem", "存在问题", of="Progress.problem"), Column("policy", "政策"), Column("task_id", "任务编号"),
)  # fmt: skip


class Ledger:
    """`graph.ledger`: the ledger of the year. `on`: a day, today if not given. States are words: 逾期, 滞后, 办结…"""

    def __init__(self, graph: Graph) -> None:
        self._graph = graph

    def rows(
        self, *, on: date | None = None, policy: str | None = None, department: str | None = None,
        place: str | None = None,
    ) -> Answer:  # fmt: skip
        """How each task stands on that day, and why; of a task of which only parts are told, these."""
        day = on or date.today()
        rules = entering.rules(self._graph._place)
        every = there(lines(self._graph._store.read), day)
        found = counted(dues.asked_for(every, dues.Only(department, policy, place)))
        rows = []
        for line in found:
            at = stand(line, day, rules)
            rows.append({
                "light": LIGHTS[at.light], "state": STATES[at.state], "number": line.number, "task": line.title,
                "leads": list(line.leads), "supports": list(line.supports),
                "due_on": line.due_on and line.due_on.isoformat(), "due_basis": line.due_basis, "share": at.share,
                "as_of": at.as_of and at.as_of.isoformat(), "problem": at.problem, "ground": at.ground,
                "policy": line.policy, "task_id": line.id, "policy_id": line.policy_id,
            })  # fmt: skip
        return Answer(rows, STANDING, f"{day} 的台账")

    def due(
        self, within: int = 30, *, late: bool = True, on: date | None = None, policy: str | None = None,
        department: str | None = None, place: str | None = None,
    ) -> Answer:  # fmt: skip
        """What falls due within so many days, and, unless not wanted, what is late."""
        day = on or date.today()
        only = dues.Only(department, policy, place)
        found = dues.find_due(self._graph._store, day, only, entering.rules(self._graph._place))
        chosen = (dues.late(found) if late else []) + dues.soon(found, within)
        rows = [
            {**each._asdict(), "state": STATES[each.state], "light": LIGHTS[each.light], "leads": list(each.leads),
             "supports": list(each.supports)}
            for each in chosen
        ]  # fmt: skip
        return Answer(rows, DUE, f"{day} 起 {within} 天内到期的")

    def enter(
        self, task: str, *, state: str | None = None, share: float | None = None, problem: str | None = None,
        text: str | None = None, as_of: date | None = None, by: str | None = None,
    ) -> str:  # fmt: skip
        """Report how a task (id) stands: `state` one of not-started, on-track, behind, done, stopped; `share` 0 to 1.
        Returns the report's id. Raises PolicyGraphError where it cannot be so."""
        today = date.today()
        with self._graph._writing() as store:
            made = reports.report(
                store.read, task, by=by or getpass.getuser(), as_of=as_of or today, today=today, state=state,
                share=share, problem=problem, text=text, confirmed=False,
            )  # fmt: skip
            entering.enter(store, [made])
        return made.id

    def withdraw(self, report: str, *, by: str | None = None) -> None:
        """Take a report (id) back."""
        with self._graph._writing() as store:
            entering.undo(store, report, by or getpass.getuser())
