"""Ledgers under the plans that they tell of: their rows are no tasks of their own there, but progress of the plan's.

A ledger is read with its rows as tasks, for it may come alone. Where the plan is in the graph too, what it says of
progress hangs on the plan's tasks, and its own tasks are held back; what was read of them stays in
`Document.extracted`. A pure function of what was read and of identities, so that order does not matter.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import replace
from datetime import date
from typing import NamedTuple

from policygraph.graph.cypher import made
from policygraph.graph.cypher.files import fixed
from policygraph.graph.ledgers.rows import Found, Work, match_with_all, works
from policygraph.graph.loading.gist import unpack_gist
from policygraph.graph.stores.store import Read
from policygraph.model.records import Edge, Node, Records

LEDGERS = fixed(__package__, "ledgers")
PLANS = fixed(__package__, "plans")

MOST = 12  # plans that a ledger is held beside, those that share most offices with it
THERE = 0.5  # share of its rows that a ledger's plans hold: what else it tells is listed, and no task

_OWN = ("HAS_TARGET", "HAS_MILESTONE")
_OF_TASKS = ("Department", "Village", "Industry")  # spoken of because of tasks; places tell whose policies are cited
_OF_PLACES = ("WITHIN", "SUCCEEDED_BY")

Key = tuple[str, str]


class Plan(NamedTuple):
    """A document that may be a plan of a ledger's tasks, and the fingerprint of what was read of it."""

    id: str
    facts: str
    first: int | None
    last: int | None


def find_ledgers(read: Read, but: Collection[str]) -> dict[str, tuple[Plan, ...]]:
    """By ledger the documents with which it is compared, all but those that do not count (`but`)."""
    told = {row["id"]: list(row["departments"]) for row in read(LEDGERS)}
    if not told:
        return {}
    of_departments = _documents(read, {each for ids in told.values() for each in ids})
    ids = sorted({document for documents in of_departments.values() for document in documents} - set(but))
    plans = {row["id"]: _plan(row["id"], row["facts"], row["gist"]) for row in read(PLANS, {"ids": ids})}
    found = {}
    for ledger, departments in told.items():
        shared: dict[str, int] = defaultdict(int)
        for department in departments:
            for document in of_departments.get(department, ()):
                shared[document] += document in plans
        ranked = sorted((document for document, n in shared.items() if n), key=lambda d: (-shared[d], d))
        found[ledger] = tuple(plans[document] for document in sorted(ranked[:MOST]))
    return found


def _documents(read: Read, departments: Collection[str]) -> dict[str, set[str]]:
    """Of departments, under the ids that were read, the documents that speak of them."""
    found: dict[str, set[str]] = defaultdict(set)
    rows = read(made.read_under("Department", ("id", "stands_for", "documents")), {"ids": sorted(departments)})
    for row in rows:
        for id_ in (row["id"], *(row["stands_for"] or ())):
            found[id_] |= set(row["documents"])
    return found


def _plan(id_: str, facts: str, gist: str) -> Plan:
    said = unpack_gist(gist)
    issued = (date.fromisoformat(said.issued_on).year,) if said.issued_on else ()
    years = (*said.years, *issued)
    return Plan(id_, facts, min(years, default=None), max(years, default=None))


def tasks_of(records: Records, now: Callable[[Key, str], str], *, titles: bool = False) -> list[Work]:
    """The tasks of a plan, or of a ledger (`titles`), as they are compared. `now`: under which id a node that a
    document speaks of stands."""
    return works(records, {_key(node): now(_key(node), records.document) for node in records.nodes}, titles=titles)


def folded_in(
    records: Records, plans: Sequence[tuple[Plan, Sequence[Work]]], now: Callable[[Key, str], str]
) -> Records:
    """What a ledger says beside its plans, each with its tasks."""
    told = {edge.source[1] for edge in records.edges if edge.type == "HAS_PROGRESS"}
    rows = [row for row in tasks_of(records, now, titles=True) if row.id in told]
    years = _years(records)
    beside = [tasks for plan, tasks in plans if _may_be_of(plan, years)]
    found = match_with_all(rows, beside)
    sure = {each.row: each for each in found if each.sure}
    if not sure:
        return records
    held = told if len(sure) >= THERE * len(rows) else sure.keys()
    return _held_back(records, held, sure, {each.row: each for each in found if not each.sure})


def _years(records: Records) -> set[int]:
    """The years of which a ledger tells."""
    return {int(str(node.properties["as_of"])[:4]) for node in records.nodes if node.properties.get("as_of")}


def _may_be_of(plan: Plan, years: Collection[int]) -> bool:
    """Is the plan for a year of which the ledger tells, as far as both say?"""
    if plan.first is None or plan.last is None or not years:
        return True
    return plan.first <= max(years) and min(years) <= plan.last


def _held_back(
    records: Records, held: Collection[str], sure: Mapping[str, Found], perhaps: Mapping[str, Found]
) -> Records:
    """The records without the tasks that are held back and what belongs to these alone; progress hangs on the tasks of
    the plans, or says what it may be of."""
    tasks = {("Task", id_) for id_ in held}
    gone = _belonging(records, tasks)
    told = [edge for edge in records.edges if edge.type == "HAS_PROGRESS" and edge.source in tasks]
    may_be = {edge.target: perhaps[edge.source[1]].task for edge in told if edge.source[1] in perhaps}
    nodes = [_perhaps(node, may_be.get(_key(node))) for node in records.nodes if _key(node) not in gone]
    kept = [edge for edge in records.edges if not _touches(edge, gone)]
    hung = [_hung(edge, sure[edge.source[1]]) for edge in told if edge.source[1] in sure]
    return Records(records.document, nodes, kept + hung)


def _belonging(records: Records, tasks: Collection[Key]) -> set[Key]:
    """The tasks, their figures and steps, and who and what is spoken of only because of them."""
    gone = set(tasks)
    owners: dict[Key, set[Key]] = defaultdict(set)
    for edge in records.edges:
        if edge.type in _OWN:
            owners[edge.target].add(edge.source)
    gone |= {key for key, of in owners.items() if of <= gone}
    kept = [edge for edge in records.edges if edge.type not in _OF_PLACES and not _touches(edge, gone)]
    used = {end for edge in kept for end in (edge.source, edge.target)}
    return gone | {key for key in map(_key, records.nodes) if key[0] in _OF_TASKS and key not in used}


def _hung(edge: Edge, found: Found) -> Edge:
    return replace(edge, source=("Task", found.task), confidence=found.score, properties={"basis": "matched"})


def _perhaps(node: Node, task: str | None) -> Node:
    return Node(node.label, node.id, {**node.properties, "perhaps": [task]}) if task else node


def _touches(edge: Edge, gone: Collection[Key]) -> bool:
    return edge.source in gone or edge.target in gone


def _key(node: Node) -> Key:
    return node.label, node.id
