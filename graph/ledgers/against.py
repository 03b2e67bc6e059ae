"""What a ledger says of a task otherwise than its plan: who leads it, by when, how much.

Only what both say is compared, and only what cannot be one: an office that the plan names too is none that it does not
know, and a month holds its days.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from policygraph.model.records import Edge, Node, Properties
from policygraph.model.words import text

Key = tuple[str, str]


@dataclass(frozen=True, slots=True)
class Said:
    """What is said of a task: its `leads` (names by id), whether the text calls them so (`stated`), and all its
    `offices`; the words and day of its deadline, and the days of its steps; its `figures`: what is counted in what →
    amounts with their words."""

    leads: Mapping[str, str]
    stated: bool
    offices: frozenset[str]
    due: str
    due_on: str
    days: frozenset[str]
    figures: Mapping[Key, Mapping[float, str]]


def said_of(task: Node, edges: Sequence[Edge], nodes: Mapping[Key, Node], ids: Mapping[Key, str]) -> Said:
    """`edges` are those of the task; `ids`: under which ids its departments now stand."""
    leads = [edge for edge in edges if edge.type == "LEADS"]
    offices = {ids.get(edge.source, edge.source[1]) for edge in edges if edge.type in ("LEADS", "SUPPORTS")}
    steps = [nodes[edge.target] for edge in edges if edge.type == "HAS_MILESTONE"]
    due_on = str(task.properties.get("due_on") or "")
    return Said(
        {ids.get(edge.source, edge.source[1]): _name(nodes[edge.source]) for edge in leads},
        all(edge.properties.get("basis") == "stated" for edge in leads),
        frozenset(offices),
        str(task.properties.get("due") or ""),
        due_on,
        frozenset({due_on, *(str(step.properties["due_on"]) for step in steps)} - {""}),
        _figures([nodes[edge.target] for edge in edges if edge.type == "HAS_TARGET"]),
    )


def _figures(targets: Sequence[Node]) -> Mapping[Key, Mapping[float, str]]:
    figures: dict[Key, dict[float, str]] = defaultdict(dict)
    for own in (each.properties for each in targets):
        if own["kind"] == "planned" and isinstance(own.get("amount"), float | int):
            words = f"{own['indicator']}{text(own['value'])}{own.get('unit') or ''}"
            figures[str(own["family"]), str(own.get("measure") or "")][float(str(own["amount"]))] = words
    return figures


def _name(department: Node) -> str:
    return str(department.properties.get("full_name") or department.properties["name"])


def differences(ledger: Said, plan: Said) -> Properties:
    """What the ledger says otherwise, in its words; and its deadline, where the plan gives the task none."""
    found = {"lead": _lead(ledger, plan), "due": _due(ledger, plan), "figure": _figure(ledger, plan)}
    if not plan.due and not plan.due_on:
        found |= {"added_due": ledger.due if ledger.due_on else "", "added_due_on": ledger.due_on}
    return {name: words for name, words in found.items() if words}


def _lead(ledger: Said, plan: Said) -> str:
    if not plan.leads or not ledger.leads.keys().isdisjoint(plan.leads):
        return ""
    known = not plan.offices.isdisjoint(ledger.leads)  # who leads is only the first of a list on one side
    return "" if known and not (ledger.stated and plan.stated) else "、".join(ledger.leads.values())


def _due(ledger: Said, plan: Said) -> str:
    if not ledger.due_on or not plan.due_on or ledger.due_on in plan.days:
        return ""
    to_the_day = "日" in ledger.due and "日" in plan.due
    same_month = any(day[:7] == ledger.due_on[:7] for day in plan.days)
    return "" if same_month and not to_the_day else ledger.due or ledger.due_on


def _figure(ledger: Said, plan: Said) -> str:
    other = [
        words
        for what, amounts in ledger.figures.items()
        if what in plan.figures and plan.figures[what].keys().isdisjoint(amounts)
        for words in amounts.values()
    ]
    return "、".join(other)
