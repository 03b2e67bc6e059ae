"""Records of what is to be reached by when, and of how it stands: figures, dated steps, progress."""

from __future__ import annotations

from policygraph.ingest.figures import comparable
from policygraph.ingest.figures.targets import TargetSpan
from policygraph.ingest.organisations.departments import Register
from policygraph.ingest.progress.telling import Report
from policygraph.ingest.relating.policies import PolicyWriter
from policygraph.ingest.relating.writer import Key
from policygraph.model import records as r

OF_STAGE = 0.6
"""How sure it is that a task which names no day is due when the plan's stages end."""


class TaskFactsWriter(PolicyWriter):
    """Writes them below the tasks that are there, by index of their part."""

    def figures(self, tasks: dict[int, Key], own: list[Key]) -> None:
        for i, t in self.reading.targets:
            if t.start < t.end and (i in tasks or own):
                self.figure(t, tasks[i] if i in tasks else self._policy_at(own, t.start))
            elif t.start < t.end:
                self.figure(t, None)

    def figure(self, t: TargetSpan, of: Key | None) -> None:
        """The node of a figure, and what it is the figure of."""
        a, b = self.span(t.start, t.end)
        id_ = r.target_id(self.id, t.indicator, t.value, t.unit, a)
        amount = comparable.amount(t.value, t.unit) if t.value is not None else None
        key = self.node(
            "Target", id_, t.indicator, indicator=t.indicator, value=t.value, value_high=t.value_high,
            unit=t.unit or None, comparator=t.comparator, mode=t.mode, base=t.base, firm=t.firm,
            kind=t.kind, year=t.year, due=t.due,
            family=comparable.family(t.indicator, t.text), amount=amount.value if amount else None,
            measure=amount.unit or None if amount else None,
            text=t.text, start=a, end=b,
        )  # fmt: skip
        self.edge("STATED_IN", key, self.document, (t.start, t.end))
        if of:
            self.edge("HAS_TARGET", of, key, (t.start, t.end))

    def milestones(self, tasks: dict[int, Key]) -> None:
        told = [(i, step, "stated", 1.0) for i, step in self.reading.milestones]
        told += [(i, step, "stage", OF_STAGE) for i, step in self.reading.stages]
        for i, step, basis, confidence in told:
            a, b = self.span(step.start, step.end)
            on = step.on.isoformat()
            words = self.written(step.start, step.end)
            id_ = r.milestone_id(self.id, on, a)
            key = self.node("Milestone", id_, words[:40], due=step.due, due_on=on, text=words, start=a, end=b)
            self.edge("STATED_IN", key, self.document, (step.start, step.end))
            self.edge("HAS_MILESTONE", tasks[i], key, (step.start, step.end), confidence, basis=basis)

    def progress(self, tasks: dict[int, Key]) -> None:
        for i, report in self.reading.progress:
            key = self.told(report, self.reading.parts[i].title)
            self.edge("HAS_PROGRESS", tasks[i], key, (report.start, report.end), basis="stated")

    def passages(self, register: Register) -> None:
        """What running text tells, and of whom: which task it is, nobody knows yet."""
        for passage in self.reading.passages:
            key = self.told(passage.report, passage.task)
            for assigned in passage.assigned:
                unit = assigned.unit
                department = ("Department", register.enter(unit).id)
                self.edge("ANSWERS_FOR", department, key, (unit.start, unit.end), 1.0 if unit.known else 0.6)

    def told(self, report: Report, task: str) -> Key:
        """The node of what is told of a task that the text calls so, and of the figures reached."""
        a, b = self.span(report.start, report.end)
        words = self.written(report.start, report.end)
        key = self.node(
            "Progress", r.progress_id(self.id, a), words[:40], task=task, state=report.state, share=report.share,
            as_of=report.as_of.isoformat() if report.as_of else None, problem=report.problem,
            unhindered=report.unhindered or None, ahead=report.ahead, charge=report.charge or None,
            new_due=report.new_due, text=words, start=a, end=b,
        )  # fmt: skip
        self.edge("STATED_IN", key, self.document, (report.start, report.end))
        for target in report.reached:
            self.figure(target, key)
        return key
