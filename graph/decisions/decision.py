"""A decision of a person, as the graph and plain files hold it.

A decision is about two nodes (same, different, renamed), about two texts of a policy (counts: the first before the
second; different), about one relationship (right, moved, wrong), about one thing of a task (corrected,
`corrections.py`), or about how all links of measures are found (calibrated, `lineage/learning.py`). What is compared,
not read (which measure carries out which, which task a row of a ledger tells of), may be said to be right too. It names
them by the ids under which they were read, so that it holds when documents are read again, and stays where they have
gone.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, fields
from datetime import datetime
from functools import cache

from policygraph.graph.decisions.corrections import WHAT, Correction, unpack_units
from policygraph.graph.ledgers.matching.finding import Verdict
from policygraph.model.ontology import ontology
from policygraph.model.records import make_id

ABOUT_NODES = ("same", "different", "renamed", "counts")
ABOUT_EDGES = ("right", "moved", "wrong")
ABOUT_TEXTS = ("counts", "different")  # of two documents
CALIBRATED, CORRECTED = "calibrated", "corrected"
TEXTS = "Document"
# Relationships that a reader may have got wrong; the others hold a document together.
OPEN_TO_DECISION = (
    "LEADS", "SUPPORTS", "DERIVES_FROM", "CITES", "ISSUED", "CONSULTED_ON", "HAS_TARGET", "LOCATED_IN", "CONCERNS",
    "WITHIN", "APPLIES_TO", "SUPERSEDES", "AMENDS", "FORWARDS", "HAS_PROGRESS",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Decision:
    """As the ontology has it (`Decision`). `at` and `withdrawn_at`: ISO 8601 with time zone."""

    kind: str
    of: str
    first: str
    second: str
    first_label: str
    second_label: str
    first_name: str
    second_name: str
    by: str
    at: str
    document: str | None = None
    evidence: str | None = None
    end: str | None = None
    to: str | None = None
    to_name: str | None = None
    to_claim: str | None = None
    note: str | None = None
    withdrawn_by: str | None = None
    withdrawn_at: str | None = None
    weights: str | None = None
    plan: str | None = None
    before: str | None = None
    after: str | None = None
    source: str | None = None
    policy: str | None = None
    number: str | None = None

    @property
    def id(self) -> str:
        return make_id("Decision", self.kind, *self.subject, self.end, self.to, self.by, self.at)

    @property
    def subject(self) -> tuple[str, ...]:
        """What it is about: on one subject one decision stands."""
        if self.kind in ABOUT_NODES:
            return (self.of, *sorted((self.first, self.second)))
        return (self.of, self.first, self.second, self.document or "")

    def agrees(self, other: Decision) -> bool:
        """Whether both decide the same, by whomever and whenever."""
        alike = self.subject == other.subject and all(
            getattr(self, name) == getattr(other, name) for name in ("kind", "end", "to", "weights", "after")
        )
        return alike and (self.kind not in ("renamed", "counts") or self.first == other.first)

    @property
    def of_measures(self) -> bool:
        """Whether it is about links of measures, which are not read, but compared (`lineage/align.py`)."""
        return (self.of, self.first_label) == ("DERIVES_FROM", "Task")

    @property
    def of_rows(self) -> bool:
        """Whether it is about which task a row of a ledger tells of (`graph/ledgers`)."""
        return self.of == "HAS_PROGRESS"

    @property
    def compared(self) -> bool:
        """Whether it is about what is compared, and may so be right."""
        return self.of_measures or self.of_rows

    @property
    def verdicts(self) -> Iterator[Verdict]:
        """What it says of a row of a ledger and tasks, where it is about these."""
        if self.of_rows and self.kind in ABOUT_EDGES and self.first_label == "Task":
            yield Verdict(self.second, self.first, self.kind == "right", self.id, self.plan)
            if self.kind == "moved" and self.to:
                yield Verdict(self.second, self.to, True, self.id, self.plan)

    @property
    def correction(self) -> Correction:
        """What it corrects of a task, where it does."""
        units = unpack_units(self.to_claim or "[]")
        return Correction(
            self.of, self.first, self.second, self.first_name, self.number, self.policy, self.after or "", units,
            self.id, self.at, self.before or "", self.evidence or "",
        )  # fmt: skip

    @property
    def stands(self) -> bool:
        return self.withdrawn_at is None

    @property
    def sentence(self) -> str:
        """What was decided, for people."""
        if self.kind == CALIBRATED:
            return "按人对任务对应的判断校准了权重"
        if self.kind == CORRECTED:
            words = f"由“{self.before or '无'}”更正为“{self.after or '无'}”"
            return f"任务“{self.first_name}”的{WHAT[self.of]}{words}"
        first, second = f"“{self.first_name}”", f"“{self.second_name}”"
        if self.kind == "renamed":
            return f"{first}后来改为{second}"
        if self.kind == "counts":
            return f"{first}和{second}是一份政策的两个文本，以前者为准"
        if self.kind in ABOUT_NODES:
            return f"{first}和{second}{ontology().word('Decision.kind', self.kind)}"
        if self.of_rows and self.first_label == TEXTS:
            return f"台账的一行{second}不是方案里的任务"
        if self.of_rows:
            said = {"right": f"说的是任务{first}", "wrong": f"说的不是任务{first}"}
            return f"台账的一行{second}{said.get(self.kind) or f'说的是任务“{self.to_name}”，不是{first}'}"
        relation = f"{first}—{ontology().word('types', self.of)}→{second}"
        said = {"wrong": "不对", "right": "对"}
        return f"{relation} {said.get(self.kind) or f'改挂到“{self.to_name}”'}"


def now() -> str:
    """The time as decisions hold it; of two made by one command after the other it tells which came later."""
    return datetime.now().astimezone().isoformat(timespec="milliseconds")


@cache
def names() -> tuple[str, ...]:
    """Of a decision's fields."""
    return tuple(each.name for each in fields(Decision))
