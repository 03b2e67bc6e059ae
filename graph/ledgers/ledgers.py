"""Ledgers under the plans that they tell of: their rows are no tasks of their own there, but progress of the plan's.

A ledger is read with its rows as tasks, for it may come alone. Where the plan is in the graph too, what it says of
progress hangs on the plan's tasks, and its own tasks are held back; what was read of them stays in
`Document.extracted`. Where it is not, the first ledger of a list stands for it (`series.py`). What running text tells
of progress (a bulletin, a report) is read without a task, and hangs on the plan's where one is found. A pure function
of what was read and of identities, so that order does not matter.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from itertools import chain

from policygraph.graph.ledgers import series
from policygraph.graph.ledgers.against import differences
from policygraph.graph.ledgers.holding import held_back, if_any
from policygraph.graph.ledgers.matching import by_lead, orders, passages
from policygraph.graph.ledgers.matching.finding import Now, Plan, Verdict
from policygraph.graph.ledgers.matching.work import Work, works
from policygraph.graph.ledgers.rows import Found, match_with_all
from policygraph.graph.stores.store import Read
from policygraph.model.records import Edge, Records

THERE = 0.5  # share of its rows that were found in a ledger's plans: what else it tells is listed, and no task
KEPT = 24  # documents whose tasks are not read again for the next ledger


def tasks_of(records: Records, now: Now, *, titles: bool = False) -> list[Work]:
    """The tasks of a plan, or of a ledger (`titles`), as they are compared. `now`: under which id a node that a
    document speaks of stands."""
    return works(
        records,
        {(node.label, node.id): now((node.label, node.id), records.document) for node in records.nodes},
        titles=titles,
    )


@dataclass(slots=True)
class Stated:
    """The tasks of documents that ledgers are compared with. A ledger has those that it states in the graph, or, by
    `written`, will state once those of this run are written; `held` are those read last, of KEPT documents."""

    written: dict[str, set[str]] = field(default_factory=dict)
    held: dict[str, list[Work]] = field(default_factory=dict)

    def of(
        self, read: Read, plans: Sequence[Plan], as_read: Callable[[Collection[str]], Iterable[Records]], now: Now
    ) -> list[list[Work]]:
        """Of each plan."""
        earlier = {each.id for each in plans if each.earlier}
        own = {each.id for each in plans if each.earlier or each.meeting}
        there = {**series.stated(read, own - self.written.keys()), **self.written}
        wanted = {each.id for each in plans if each.id not in own or there[each.id]}
        for each in as_read(wanted - self.held.keys()):
            self.held[each.document] = tasks_of(each, now, titles=each.document in earlier)
        found = [self.held.get(each.id, []) for each in plans]
        self.held = dict([*self.held.items()][-KEPT:])
        return [
            [task for task in tasks if task.id in there[each.id]] if each.id in own else tasks
            for each, tasks in zip(plans, found, strict=True)
        ]


def folded_in(
    records: Records, plans: Sequence[tuple[Plan, Sequence[Work]]], now: Now, verdicts: Iterable[Verdict] = ()
) -> Records:
    """What a ledger says beside its plans, each with its tasks; `verdicts`: what people said of it, the last last."""
    now = _at_home(now, plans, records.document)
    told = {edge.target[1]: edge.source[1] for edge in records.edges if edge.type == "HAS_PROGRESS"}
    own = set(told.values())
    in_rows = [row for row in tasks_of(records, now, titles=True) if row.id in own]
    tiers = _tiers(plans, _years(records))
    listed = list(chain.from_iterable(tasks for plan, tasks in plans if plan.earlier))
    verdicts = _that_are_there(verdicts, plans)
    of_plans = _of_plans(in_rows, tiers, verdicts)
    left = _left(in_rows, of_plans)
    of_list = if_any(left, listed, series.match(left, listed), said=_say_so(verdicts))
    found = match_with_all([[of_plans], [of_list]])
    told_of = _told_of(told, found, verdicts)
    apart = _told_apart(records, [*tiers, [listed]], now, verdicts)
    about = _about(records, tiers, now, verdicts, apart)
    records = orders.as_progress(records, about)
    apart |= _by_row(about)
    charged = set(about)
    if any(each.sure for each in chain.from_iterable(apart.values())):
        charged |= orders.reported(records, tasks_of(records, now))
    if not found and not told_of:  # its rows are tasks of its own
        return held_back(records, charged, apart)
    held = own if _is_of_plans(in_rows, plans, of_plans, told_of) else {told[progress] for progress in told_of}
    held = held | _silent(records, tiers, now, own | charged)
    folded = held_back(records, held | charged, told_of | apart)
    return _with_differences(folded, told, [*in_rows, *chain.from_iterable(tasks for _, tasks in plans)])


def _at_home(now: Now, plans: Iterable[tuple[Plan, Sequence[Work]]], document: str) -> Now:
    """Under which id a node stands; an office of a ledger that does not say whose it is, the one that it is there."""
    same = {office: own for plan, _ in plans for office, own in plan.same}
    if not same:
        return now

    def at_home(key: tuple[str, str], of: str) -> str:
        id_ = now(key, of)
        return same.get(id_, id_) if of == document else id_

    return at_home


def _of_plans(
    in_rows: Sequence[Work], tiers: Sequence[Sequence[Sequence[Work]]], verdicts: Sequence[Verdict]
) -> Sequence[Found]:
    """What the rows tell of, or may tell of, in the plans that the ledger names, then in the others."""
    found = match_with_all([[by_lead.match(in_rows, tasks) for tasks in tier] for tier in tiers])
    return if_any(in_rows, [task for tier in tiers for tasks in tier for task in tasks], found, said=_say_so(verdicts))


def _say_so(verdicts: Iterable[Verdict]) -> bool:
    """Does a person say of a row that it tells of a task?"""
    return any(each.told for each in verdicts)


def _silent(records: Records, tiers: Sequence[Sequence[Sequence[Work]]], now: Now, but: Collection[str]) -> set[str]:
    """The rows of a ledger that tell nothing of a task of the plans, `but` those of which something is known: they are
    no tasks of their own either."""
    if not any(n.label == "Document" and n.properties.get("genre") == "ledger" for n in records.nodes):
        return set()
    rows = [row for row in tasks_of(records, now, titles=True) if row.id not in but]
    return {each.row for each in _of_plans(rows, tiers, ()) if each.sure} if rows else set()


def _left(in_rows: Sequence[Work], found: Iterable[Found]) -> list[Work]:
    """The rows of which it is not sure what they tell of."""
    sure = {each.row for each in found if each.sure}
    return [row for row in in_rows if row.id not in sure]


def _is_of_plans(
    in_rows: Sequence[Work],
    plans: Sequence[tuple[Plan, Sequence[Work]]],
    found: Sequence[Found],
    told_of: Mapping[str, Sequence[Found]],
) -> bool:
    """Are the plans there whose ledger it is, so that a row of none of their tasks is none either: one is in its title,
    or most rows are, or may be, its own? A row of which a person says that it is another task's, or none's, has not
    made the plan another ledger's."""
    tasks = {task.id: plan.titled for plan, own in plans if not plan.earlier for task in own}
    if any(each.sure and tasks[each.task] for each in found):
        return True
    there = {each.row for each in found}
    there |= {each.row for some in told_of.values() for each in some if each.task in tasks}
    return bool(there) and len(there) >= THERE * len(in_rows)


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
    compared = (one for one in plans if one[0].compared and not one[0].earlier)
    beside = [(plan.named, tasks) for plan, tasks in compared if _may_be_of(plan, years)]
    return [[tasks for named, tasks in beside if named is first] for first in (True, False)]


def _told_apart(
    records: Records, tiers: Sequence[Sequence[Sequence[Work]]], now: Now, said: Sequence[Verdict]
) -> dict[str, list[Found]]:
    """By progress of which running text tells what it tells of, or what it may."""
    told = passages.passages_of(
        records, {(node.label, node.id): now((node.label, node.id), records.document) for node in records.nodes}
    )
    found = match_with_all([[passages.match(told, tasks) for tasks in tier] for tier in tiers])
    return _told_of({passage.id: passage.id for passage in told}, found, said)


def _about(
    records: Records,
    tiers: Sequence[Sequence[Sequence[Work]]],
    now: Now,
    said: Sequence[Verdict],
    apart: Mapping[str, Sequence[Found]],
) -> dict[str, list[Found]]:
    """By order of the document, of those that are about tasks of the plans, or may be, which these are; `row` is the
    Progress that it becomes."""
    own = orders.orders_of(records, tasks_of(records, now))
    if not own:
        return {}
    ids = {order.id: orders.progress_of(records, order.id) for order in own}
    found = [each._replace(row=ids[each.row]) for each in orders.find(records, own, tiers, apart)]
    told = _told_of({id_: id_ for id_ in ids.values()}, found, said)
    about = {order: told[id_] for order, id_ in ids.items() if id_ in told}
    if any(each.sure for some in (*apart.values(), *about.values()) for each in some):
        about |= {order: [] for order in orders.left(records, own) if order not in about}
    return about


def _by_row(about: Mapping[str, list[Found]]) -> dict[str, list[Found]]:
    """By the Progress that an order becomes, instead of by the order."""
    return {each.row: some for some in about.values() for each in some}


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


def _years(records: Records) -> list[int]:
    """The years of which a ledger tells."""
    days = [str(node.properties["as_of"]) for node in records.nodes if node.properties.get("as_of")]
    titles = (str(node.properties.get("title") or "") for node in records.nodes if node.label == "Document")
    return series.years_told(days, series.year_of(series.subject_of(next(titles, ""))))


def _may_be_of(plan: Plan, years: Collection[int]) -> bool:
    """Is the plan for a year of which the ledger tells, as far as both say?"""
    if plan.first is None or plan.last is None or not years:
        return True
    return plan.first <= max(years) and min(years) <= plan.last
