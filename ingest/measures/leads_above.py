"""A lead that a heading names holds for the items below that name only 责任单位 or 配合单位."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace

from policygraph.ingest.measures.parts import Draft
from policygraph.ingest.outline.outline import Item
from policygraph.ingest.roles.clauses import Clause
from policygraph.ingest.roles.role_words import vocabulary

SURE = 0.8
"""How sure it is that a heading's lead is an item's."""


def hold(parts: Iterable[Draft], headed: Sequence[Clause], folded: str) -> None:
    """Give the leads of `headed`, the clauses of headings above, to those `parts` whose own clauses name none."""
    above = [c for c in headed if _names_lead(folded, c.start, c.end)]
    leads = [(a, c.start, c.end, SURE) for c in above for a in c.assignments if a.role == "LEADS"]
    names = {a.unit.name for a, *_ in leads}
    for part in parts if leads else ():
        if part.assigned and not any(_names_lead(folded, start, end) for _, start, end, _ in part.assigned):
            others = [
                (replace(a, role="SUPPORTS", basis="stated"), start, end, sure)
                for a, start, end, sure in part.assigned
                if a.unit.name not in names
            ]
            part.assigned = [*leads, *others]


def common_tail(children: Sequence[Item], within: Callable[[int, int], list[Clause]], folded: str) -> list[Clause]:
    """A clause in a paragraph of its own behind the last of several items, none of which has one."""
    if len(children) < 2 or any(within(c.start, c.end) for c in children[:-1]):
        return []
    last = children[-1]
    found = within(last.start, last.end)
    if (
        len(found) == 1
        and folded[max(0, found[0].start - 9) : found[0].start].rstrip(" ").endswith("\n")
        and found[0].end >= last.end - 1
    ):
        return found if not last.children else []
    return []


def _names_lead(folded: str, start: int, end: int) -> bool:
    return bool(vocabulary().leads.search(folded, start, end))
