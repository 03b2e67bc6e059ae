"""Ledgers under the plans that they tell of: their rows are no tasks of their own there, but progress of the plan's.

A ledger is read with its rows as tasks, for it may come alone. Where the plan is in the graph too, what it says of
progress hangs on the plan's tasks, and its own tasks are held back; what was read of them stays in
`Document.extracted`. What running text tells of progress (a bulletin, a report) is read without a task, and hangs on
the plan's where one is found. A pure function of what was read and of identities, so that order does not matter.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import date
from typing import NamedTuple

from policygraph.graph.cypher import made
from policygraph.graph.cypher.files import fixed
from policygraph.graph.ledgers import passages, rows
from policygraph.graph.ledgers.against import differences
from policygraph.graph.ledgers.rows import Found, Work, match_with_all, works
from policygraph.graph.loading.gist import unpack_gist
from policygraph.graph.stores.store import Read, Row
from policygraph.model.records import Edge, Node, Properties, Records

LEDGERS = fixed(__package__, "ledgers")
TEXTS = fixed(__package__, "texts")
PLANS = fixed(__package__, "plans")

MOST = (
    12  # plans that a ledger is held beside: those that share most offices with it, or, if it names none, its place's
)
THERE = 0.5  # share of its rows that were found in a ledger's plans: what else it tells is listed, and no task

OF_PART = {"done": "on-track", "on-track": "on-track", "behind": "behind", "stopped": "behind"}
"""How a task stands of which a part alone is told to stand so; nothing, where that was not begun."""

_OWN = ("HAS_TARGET", "HAS_MILESTONE")
_OF_TASKS = ("Department", "Village", "Industry")  # spoken of because of tasks; places tell whose policies are cited
_OF_PLACES = ("WITHIN", "SUCCEEDED_BY")

Key = tuple[str, str]


class Plan(NamedTuple):
    """A document that may be a plan of a ledger's tasks, and the fingerprint of what was read of it. `compared`: it is
    not only there because a person named a task of it; `named`: the ledger names its policy."""

    id: str
    facts: str
    first: int | None
    last: int | None
    compared: bool = True
    named: bool = False


class Verdict(NamedTuple):
    """What a person decided of a row, which a Progress is of, and a task (ids): whether the row has `told` of it.
    `plan`: the task's document."""

    progress: str
    task: str
    told: bool
    decision: str
    plan: str | None


def find_ledgers(
    read: Read, but: Collection[str], decided: Mapping[str, Sequence[Verdict]], now: Callable[[Key, str], str]
) -> dict[str, tuple[Plan, ...]]:
    """By ledger the documents with which it is compared, all but those that do not count (`but`); `decided`: by ledger
    what people said of its rows; `now`: under which id a node that a document speaks of stands."""
    ledgers = list(read(LEDGERS))
    told = {row["id"]: list(row["departments"]) for row in ledgers}
    if not told:
        return {}
    of_departments = _documents(read, {each for ids in told.values() for each in ids})
    texts = list(read(TEXTS))
    cited = _cited(texts, ledgers, now)
    of_place = _of_place(texts, (row for row in ledgers if not (row["departments"] or cited[row["id"]])))
    named = {ledger: {each.plan for each in verdicts if each.plan} for ledger, verdicts in decided.items()}
    plans = _plans(read, (of_departments, named, cited, of_place), but)
    found = {}
    for ledger, departments in told.items():
        shared = _most_shared(of_departments.get(each, set()) & plans.keys() for each in departments)
        compared = shared | ((cited[ledger] | of_place.get(ledger, set())) & plans.keys())
        beside = sorted(compared | (named.get(ledger, set()) & plans.keys()))
        found[ledger] = tuple(
            plans[each]._replace(compared=each in compared, named=each in cited[ledger]) for each in beside
        )
    return found


def _plans(read: Read, found: Iterable[Mapping[str, Collection[str]]], but: Collection[str]) -> dict[str, Plan]:
    """Of all documents that were found, those that may be plans."""
    ids = {document for of in found for some in of.values() for document in some}
    rows = read(PLANS, {"ids": sorted(ids - set(but))})
    return {row["id"]: _plan(row["id"], row["facts"], row["gist"]) for row in rows}


def _of_place(texts: Iterable[Row], ledgers: Iterable[Row]) -> dict[str, set[str]]:
    """By ledger, of those that name nobody and no policy, the texts of its place, as many as are looked at."""
    there: dict[str, set[str]] = defaultdict(set)
    for row in texts:
        if row["place"]:
            there[row["place"]].add(row["id"])
    return {row["id"]: set(sorted(there[row["place"]])[:MOST]) for row in ledgers if row["place"] in there}


def _cited(rows: Iterable[Row], ledgers: Iterable[Row], now: Callable[[Key, str], str]) -> dict[str, set[str]]:
    """By ledger the texts of the policies that it names."""
    texts: dict[str, set[str]] = defaultdict(set)
    for row in rows:
        texts[now(("Policy", row["policy"]), row["id"])].add(row["id"])
    found: dict[str, set[str]] = {}
    for row in ledgers:
        policies = [now(("Policy", policy), row["id"]) for policy in row["policies"] or ()]
        found[row["id"]] = {document for policy in policies for document in texts.get(policy, ())}
    return found


def _most_shared(documents: Iterable[Collection[str]]) -> set[str]:
    """The documents that are among most of these."""
    shared = Counter(document for some in documents for document in some)
    return set(sorted(shared, key=lambda document: (-shared[document], document))[:MOST])


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
    records: Records,
    plans: Sequence[tuple[Plan, Sequence[Work]]],
    now: Callable[[Key, str], str],
    verdicts: Iterable[Verdict] = (),
) -> Records:
    """What a ledger says beside its plans, each with its tasks; `verdicts`: what people said of it, the last last."""
    told = {edge.target[1]: edge.source[1] for edge in records.edges if edge.type == "HAS_PROGRESS"}
    own = set(told.values())
    in_rows = [row for row in tasks_of(records, now, titles=True) if row.id in own]
    tiers = _tiers(plans, _years(records))
    found = match_with_all([[rows.match(in_rows, tasks) for tasks in tier] for tier in tiers])
    verdicts = _that_are_there(verdicts, plans)
    told_of = _told_of(told, found, verdicts)
    apart = _told_apart(records, tiers, now, verdicts)
    sure = {told[progress] for progress, some in told_of.items() if some[0].sure}
    # A row of which a person says that it is another task's, or none's, has not made the plan another ledger's.
    of_plans = sure | {each.row for each in found if each.sure}
    if not of_plans:  # its rows are tasks of its own
        return _held_back(records, (), apart)
    folded = _held_back(records, own if len(of_plans) >= THERE * len(in_rows) else sure, told_of | apart)
    return _with_differences(folded, told, [*in_rows, *(task for _, tasks in plans for task in tasks)])


def _with_differences(records: Records, told: Mapping[str, str], tasks: Iterable[Work]) -> Records:
    """The records with what rows say otherwise of the tasks of which they tell; `told`: whose row progress is of."""
    said = {task.id: task.said for task in tasks}

    def compared(edge: Edge) -> Edge:
        row, task = said.get(told.get(edge.target[1], "")), said.get(edge.source[1])
        if edge.type != "HAS_PROGRESS" or not row or not task or row is task:
            return edge
        return replace(edge, properties={**edge.properties, **differences(row, task)})

    return Records(records.document, records.nodes, [compared(edge) for edge in records.edges])


def _tiers(plans: Sequence[tuple[Plan, Sequence[Work]]], years: Collection[int]) -> list[list[Sequence[Work]]]:
    """The tasks of the plans that a ledger names, then of the others."""
    beside = [(plan.named, tasks) for plan, tasks in plans if plan.compared and _may_be_of(plan, years)]
    return [[tasks for named, tasks in beside if named is first] for first in (True, False)]


def _told_apart(
    records: Records, tiers: Sequence[Sequence[Sequence[Work]]], now: Callable[[Key, str], str], said: Sequence[Verdict]
) -> dict[str, list[Found]]:
    """By progress of which running text tells what it tells of, or what it may."""
    told = passages.passages_of(records, {_key(node): now(_key(node), records.document) for node in records.nodes})
    found = match_with_all([[passages.match(told, tasks) for tasks in tier] for tier in tiers])
    return _told_of({passage.id: passage.id for passage in told}, found, said)


def _that_are_there(verdicts: Iterable[Verdict], plans: Sequence[tuple[Plan, Sequence[Work]]]) -> list[Verdict]:
    there = {task.id for _, tasks in plans for task in tasks}
    return [each for each in verdicts if each.task in there]


def _told_of(told: Mapping[str, str], found: Iterable[Found], verdicts: Iterable[Verdict]) -> dict[str, list[Found]]:
    """By progress what it tells of, or what it may: as people said, and else as it was found. `told`: whose row it is
    of."""
    said: dict[str, dict[str, Verdict]] = defaultdict(dict)
    for each in verdicts:
        said[each.progress][each.task] = each
    compared = defaultdict(list)
    for one in found:
        compared[one.row].append(one)
    every = {}
    for progress, row in told.items():
        own = said.get(progress, {})
        right = [Found(row, each.task, 1.0, True, each.decision) for each in own.values() if each.told]
        left = [one for one in compared[row] if one.task not in own]
        if sure := [*right, *(one for one in left if one.sure)] or left:
            every[progress] = sure
    return every


def _years(records: Records) -> set[int]:
    """The years of which a ledger tells."""
    return {int(str(node.properties["as_of"])[:4]) for node in records.nodes if node.properties.get("as_of")}


def _may_be_of(plan: Plan, years: Collection[int]) -> bool:
    """Is the plan for a year of which the ledger tells, as far as both say?"""
    if plan.first is None or plan.last is None or not years:
        return True
    return plan.first <= max(years) and min(years) <= plan.last


def _held_back(records: Records, held: Collection[str], told_of: Mapping[str, Sequence[Found]]) -> Records:
    """The records without the tasks that are held back and what belongs to these alone; progress hangs on the tasks of
    the plans, or says what it may be of."""
    if not told_of:
        return records
    tasks = {("Task", id_) for id_ in held}
    gone = _belonging(records, tasks) if tasks else set()
    nodes = [_perhaps(node, told_of.get(node.id, ())) for node in records.nodes if _key(node) not in gone]
    kept = [edge for edge in records.edges if not _touches(edge, gone)]
    hung = [_hung(edge, each) for edge in _telling(records) for each in told_of.get(edge.target[1], ()) if each.sure]
    return Records(records.document, nodes, kept + hung)


def _telling(records: Records) -> list[Edge]:
    """The edges to progress: of rows from their tasks, of running text none yet, but where it is stated."""
    told = [edge for edge in records.edges if edge.type == "HAS_PROGRESS"]
    of_rows = {edge.target for edge in told}
    stated = (edge for edge in records.edges if edge.type == "STATED_IN" and edge.source[0] == "Progress")
    return told + [
        replace(edge, type="HAS_PROGRESS", target=edge.source) for edge in stated if edge.source not in of_rows
    ]


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
    basis: Properties = {"basis": "decided", "decision": found.decision} if found.decision else {"basis": "matched"}
    return replace(edge, source=("Task", found.task), confidence=found.score, properties=basis)


def _perhaps(node: Node, told_of: Sequence[Found]) -> Node:
    """Progress with the tasks that it may tell of; of a part of its task, with what that says of the whole; any other
    node as it is."""
    if node.label != "Progress" or not told_of:
        return node
    if told_of[0].sure:
        return _of_part(node) if told_of[0].part else node
    return Node(node.label, node.id, {**node.properties, "perhaps": [each.task for each in told_of]})


def _of_part(node: Node) -> Node:
    """What is done of a part, or its share, is not so of the task; where a part waits, the task is not said to."""
    said = {name: value for name, value in node.properties.items() if name != "share"}
    state = OF_PART.get(str(said.pop("state", "")))
    return Node(node.label, node.id, {**said, **({"state": state} if state else {}), "part": True})


def _touches(edge: Edge, gone: Collection[Key]) -> bool:
    return edge.source in gone or edge.target in gone


def _key(node: Node) -> Key:
    return node.label, node.id
