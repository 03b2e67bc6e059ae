"""What a document says once of all its clauses: the first-listed leads (下同), 以下均需某某落实."""

from __future__ import annotations

from dataclasses import replace

from policygraph.ingest.measures.parts import Draft
from policygraph.ingest.roles import roles
from policygraph.ingest.roles.clauses import Clause
from policygraph.ingest.roles.roles import Assignment


def add_to_all_below(parts: list[Draft], added: list[Assignment], start: int, end: int) -> None:
    """What the words at `start` say once for all later clauses is said of each of their tasks."""
    for part in parts:
        if part.assigned and part.assigned[0][1] > start:
            names = {a.unit.name for a, *_ in part.assigned}
            part.assigned += [(a, start, end, 0.8) for a in added if a.unit.name not in names]


def said_to_lead(found: list[Clause], folded: str) -> list[Clause]:
    """Where the text says that the first-listed leads (列第一位者为牵头单位), it is stated, no guess."""
    if not (said := roles.first_listed_leads(folded)):
        return found
    at, goes_on = said
    holder = next((c for c in found if c.start <= at < c.end), None)
    first = holder.start if holder else 0
    last = holder.start if holder and not goes_on else len(folded)
    return [_stated(c) if first <= c.start <= last else c for c in found]


def _stated(clause: Clause) -> Clause:
    return replace(clause, assignments=tuple(replace(a, basis="stated") for a in clause.assignments))
