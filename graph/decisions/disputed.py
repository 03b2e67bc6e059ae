"""Corrections of which the text has something else now than what they replaced: what people are asked."""

from __future__ import annotations

from typing import NamedTuple

from policygraph.graph.cypher.files import fixed
from policygraph.graph.decisions.corrections import WHAT, unpack_units
from policygraph.graph.decisions.decision import Decision
from policygraph.graph.decisions.decisions import all_decisions
from policygraph.graph.decisions.subjects import Subject, correct, subjects
from policygraph.graph.stores.store import Read

DISPUTED = fixed(__package__, "disputed")


class Disputed(NamedTuple):
    """`subject`: the task as the document has it now."""

    decision: Decision
    subject: Subject

    @property
    def now(self) -> str:
        """What the document says now."""
        return self.subject.says(self.decision.of)

    @property
    def in_words(self) -> str:
        """For people."""
        made = self.decision
        return (
            f"{made.by} {made.at[:10]} 把任务“{self.subject.title}”的{WHAT[made.of]}由“{made.before or '无'}”更正为"
            f"“{made.after or '无'}”；《{self.subject.source}》现在写的是“{self.now or '无'}”，这处更正没有用上"
        )


def disputed(read: Read) -> list[Disputed]:
    """All of them, by their tasks."""
    of = {row["decision"]: row["task"] for row in read(DISPUTED)}
    if not of:
        return []
    found = {each.id: each for each in subjects(read, set(of.values()))}
    return [Disputed(each, found[of[each.id]]) for each in all_decisions(read) if each.id in of]


def kept(one: Disputed, *, by: str, note: str = "") -> Decision:
    """The decision that the correction holds of what the document says now too."""
    made = one.decision
    units = unpack_units(made.to_claim or "[]")
    return correct(one.subject, made.of, made.after or "", units, by=by, source=made.source or "", note=note)
