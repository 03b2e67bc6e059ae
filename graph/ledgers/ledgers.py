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
from policygraph.graph.ledgers.rows import Found, Work, match, works
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


def folded_in(records: Records, plans: Sequence[tuple[Plan, Records]], now: Callable[[Key, str], str]) -> Records:
    """What a ledger says beside its plans. `now`: under which id a node that a document speaks of stands."""
    told = {edge.source[1] for edge in records.edges if edge.type == "HAS_PROGRESS"}
    rows = [row for row in works(records, _ids(records, now), titles=True) if row.id in told]
    found = _matched(rows, records, plans, now)
    sure = {each.row: each for each in found if each.sure}
    if not sure:
        return records
    whole = len(sure) >= THERE * len(rows)
    held = {row.id for row in rows if whole or row.id in sure}
    return _held_back(records, held, {row: each.task for row, each in sure.items()}, {e.row: e for e in found})


def _ids(records: Records, now: Callable[[Key, str], str]) -> dict[Key, str]:
    return {_key(node): now(_key(node), records.document) for node in records.nodes}


def _matched(
    rows: Sequence[Work], records: Records, plans: Sequence[tuple[Plan, Records]], now: Callable[[Key, str], str]
) -> list[Found]:
    """For each row its task: of the plan that holds most rows, then of the next for what is left."""
    years = {int(str(n.properties["as_of"])[:4]) for n in records.nodes if n.properties.get("as_of")}
    open_ = [(plan, works(text, _ids(text, now))) for plan, text in plans if _may_be_of(plan, years)]
    left, found = list(rows), list[Found]()
    unsure: dict[str, Found] = {}
    while open_ and left:
        tried = [(match(left, tasks), plan.id, n) for n, (plan, tasks) in enumerate(open_)]
        best, _, n = max(tried, key=lambda each: (sum(f.sure for f in each[0]), sum(f.score for f in each[0]), each[1]))
        found += [each for each in best if each.sure]
        for each in best:
            if not each.sure and (each.row not in unsure or unsure[each.row].score < each.score):
                unsure[each.row] = each
        done = {each.row for each in found}
        left = [row for row in left if row.id not in done]
        open_.pop(n)
    return [*found, *(each for row, each in unsure.items() if row not in {f.row for f in found})]


def _may_be_of(plan: Plan, years: Collection[int]) -> bool:
    """Is the plan for a year of which the ledger tells, as far as both say?"""
    if plan.first is None or plan.last is None or not years:
        return True
    return plan.first <= max(years) and min(years) <= plan.last


def _held_back(
    records: Records, held: Collection[str], task_of: Mapping[str, str], found: Mapping[str, Found]
) -> Records:
    """The records without the tasks that are held back and what belongs to these alone; progress hangs on the tasks of
    the plans, or says what it may be of."""
    gone: set[Key] = {("Task", id_) for id_ in held}
    told = {e.target: e for e in records.edges if e.type == "HAS_PROGRESS" and e.source in gone}
    owners: dict[Key, set[Key]] = defaultdict(set)
    for edge in records.edges:
        if edge.type in _OWN:
            owners[edge.target].add(edge.source)
    gone |= {key for key, of in owners.items() if of <= gone}
    used = {
        end for e in records.edges if e.type not in _OF_PLACES for end in (e.source, e.target) if not _touches(e, gone)
    }
    gone |= {key for key in map(_key, records.nodes) if key[0] in _OF_TASKS and key not in used}
    nodes = [node for node in records.nodes if _key(node) not in gone]
    edges = [edge for edge in records.edges if not _touches(edge, gone)]
    for key, edge in told.items():
        row = edge.source[1]
        if row in task_of:
            sure = min(1.0, found[row].score)
            edges.append(replace(edge, source=("Task", task_of[row]), confidence=sure, properties={"basis": "matched"}))
        elif row in found:
            nodes = [_perhaps(node, found[row].task) if _key(node) == key else node for node in nodes]
    return Records(records.document, nodes, edges)


def _perhaps(node: Node, task: str) -> Node:
    return Node(node.label, node.id, {**node.properties, "perhaps": [task]})


def _touches(edge: Edge, gone: Collection[Key]) -> bool:
    return edge.source in gone or edge.target in gone


def _key(node: Node) -> Key:
    return node.label, node.id
