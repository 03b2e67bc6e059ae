"""Tasks as they stand, for people to correct, and the decisions that correct them."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from policygraph.graph.cypher.files import fixed
from policygraph.graph.decisions.corrections import ROLES, Unit, pack_units
from policygraph.graph.decisions.decision import CORRECTED, TEXTS, Decision, now
from policygraph.graph.stores.store import Read, Row
from policygraph.model.words import printable

SUBJECTS = fixed(__package__, "subjects")
OFFICES = fixed(__package__, "roles-of-tasks")


class Office(NamedTuple):
    """Who has a role, and the words of the document that say so, where some do."""

    id: str
    name: str
    evidence: str | None = None


@dataclass(frozen=True, slots=True)
class Subject:
    """A task as it stands. `stated`: what its document calls it; `region`: id of the place whose document it is."""

    id: str
    number: str | None
    title: str
    stated: str
    text: str
    due: str
    stated_due: str
    document: str
    source: str
    policy: str | None
    region: str | None
    leads: tuple[Office, ...]
    supports: tuple[Office, ...]
    stated_roles: tuple[str, ...]
    policy_title: str | None = None

    def says(self, what: str) -> str:
        """What stands there of one thing (`corrections.WHAT`), in words; a day as ISO has it."""
        if what in ROLES:
            return "、".join(each.name for each in self.has(what))
        return {"title": self.title, "due_on": self.due}[what]

    def has(self, role: str) -> tuple[Office, ...]:
        return self.leads if role == "LEADS" else self.supports

    def stated_of(self, what: str) -> str:
        """The document's words on it."""
        if what in ROLES:
            said = self.stated_roles or (each.evidence for each in (*self.leads, *self.supports) if each.evidence)
            return "；".join(dict.fromkeys(said))
        return {"title": self.stated, "due_on": self.stated_due}[what]


def subjects(read: Read, ids: Collection[str]) -> list[Subject]:
    """The tasks of these ids, each once, by their policies, in the order of the documents."""
    asked = {"ids": sorted(ids)}
    rows: dict[str, Row] = {}
    for row in read(SUBJECTS, asked) if ids else ():
        rows.setdefault(row["id"], row)
    of: dict[tuple[str, str], list[Office]] = defaultdict(list)
    for row in read(OFFICES, asked) if rows else ():
        of[row["task"], row["role"]].append(Office(row["id"], row["name"], row["evidence"]))
    return [_subject(row, of[row["id"], "LEADS"], of[row["id"], "SUPPORTS"]) for row in rows.values()]


def _subject(row: Row, leads: Sequence[Office], supports: Sequence[Office]) -> Subject:
    due = row["due_on"] or row["due"] or ""
    stated_due = row["stated_due"] if row["due_basis"] == "decided" else row["due"] or due
    return Subject(
        id=row["id"], number=row["number"], title=row["title"], stated=row["stated_title"] or row["title"],
        text=row["text"], due=due, stated_due=stated_due or "", document=row["document"],
        source=row["source"], policy=row["policy"], region=row["region"], leads=_once(leads), supports=_once(supports),
        stated_roles=tuple(row["stated_roles"] or ()), policy_title=row["policy_title"],
    )  # fmt: skip


def _once(offices: Iterable[Office]) -> tuple[Office, ...]:
    """Each once: several documents, or sentences, may say the same."""
    return tuple({each.id: each for each in reversed(list(offices))}.values())[::-1]


def correct(
    subject: Subject, what: str, after: str, units: Sequence[Unit] = (), *, by: str, source: str, note: str = ""
) -> Decision:
    """The decision that one thing of a task is other than its document has it: `after`, in words, a day as ISO has it;
    of a role the `units` that have it. `source`: where the person wrote so."""
    roles = what in ROLES
    return Decision(
        CORRECTED, what, subject.id, subject.document, "Task", TEXTS, subject.stated, subject.source, by=by, at=now(),
        document=subject.document, evidence=subject.stated_of(what) or None, note=note or None,
        to=" ".join(each.id for each in units) or None if roles else None,
        to_claim=pack_units(units) if roles else None,
        before=subject.says(what) or None, after=printable(after) or None, source=source,
        policy=subject.policy, number=subject.number,
    )  # fmt: skip
