"""Ledgers under the plans that they tell of: their rows are no tasks of their own there, but progress of the plan's.

A ledger is read with its rows as tasks, for it may come alone. Where the plan is in the graph too, what it says of
progress hangs on the plan's tasks, and its own tasks are held back; what was read of them stays in
`Document.extracted`. Where it is not, the first ledger of a list stands for it (`series.py`). What running text tells
of progress (a bulletin, a report) is read without a task, and hangs on the plan's where one is found. A pure function
of what was read and of identities, so that order does not matter.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from typing import NamedTuple

from policygraph.graph.cypher import made
from policygraph.graph.cypher.files import fixed
from policygraph.graph.ledgers import passages, rows, series
from policygraph.graph.ledgers.against import differences
from policygraph.graph.ledgers.holding import held_back, if_any
from policygraph.graph.ledgers.rows import Found, Work, match_with_all, works
from policygraph.graph.loading.gist import unpack_gist
from policygraph.graph.stores.store import Read, Row
from policygraph.model.records import Edge, Records, fold

LEDGERS = fixed(__package__, "ledgers")
TEXTS = fixed(__package__, "texts")
PLANS = fixed(__package__, "plans")

MOST = 12  # plans beside a ledger: that share most offices with it, or, if it names none, of its place
THERE = 0.5  # share of its rows that were found in a ledger's plans: what else it tells is listed, and no task

KEPT = 24  # documents whose tasks are not read again for the next ledger

Key = tuple[str, str]
Some = Sequence[str] | None  # None: all
Now = Callable[[Key, str], str]  # under which id a node that a document speaks of stands


class Plan(NamedTuple):
    """A document that may be a plan of a ledger's tasks, and the fingerprint of what was read of it. `compared`: it is
    not only there because a person named a task of it; `named`: the ledger names its policy, in its title where
    `titled`; `first` and `last` are its years. `earlier`: it is a ledger of the same list, before this one."""

    id: str
    facts: str
    first: int | None
    last: int | None
    compared: bool = True
    named: bool = False
    titled: bool = False
    titles: tuple[str, ...] = ()
    earlier: bool = False


class Verdict(NamedTuple):
    """What a person decided of a row, which a Progress is of, and a task (ids): whether the row has `told` of it.
    `plan`: the task's document."""

    progress: str
    task: str
    told: bool
    decision: str
    plan: str | None


def find_ledgers(
    read: Read, but: Collection[str], decided: Mapping[str, Sequence[Verdict]], now: Now, only: Some = None
) -> dict[str, tuple[Plan, ...]]:
    """By ledger the documents with which it is compared, all but those that do not count (`but`); `decided`: by ledger
    what people said of its rows; `now`: under which id a node that a document speaks of stands; `only`: of these
    ledgers, whole lists. In turn: each after the ledgers with which it is compared."""
    ledgers = list(read(LEDGERS, {"ids": only}))
    told = {row["id"]: list(row["departments"]) for row in ledgers}
    if not told:
        return {}
    of_departments = _documents(read, {each for ids in told.values() for each in ids})
    texts = list(read(TEXTS))
    cited = _cited(texts, ledgers, now)
    of_place = _of_place(texts, (row for row in ledgers if not (row["departments"] or cited[row["id"]])))
    named = {ledger: {each.plan for each in verdicts if each.plan} for ledger, verdicts in decided.items()}
    plans = _plans(read, (of_departments, named, cited, of_place), but)
    before = series.before(series.in_turn(read, ledgers, but, now))
    rows_of = {row["id"]: row for row in ledgers}
    found = {}
    for ledger in (*before, *sorted(told.keys() - before.keys())):
        shared = _most_shared(of_departments.get(each, set()) & plans.keys() for each in told[ledger])
        compared = shared | ((cited[ledger] | of_place.get(ledger, set())) & plans.keys())
        own = [plans[each] for each in sorted(compared | (named.get(ledger, set()) & plans.keys()))]
        beside = _beside(own, fold(rows_of[ledger]["title"] or ""), compared, cited[ledger])
        found[ledger] = (*beside, *_earlier(before.get(ledger, ())))
    return found


def _beside(own: Iterable[Plan], title: str, compared: Collection[str], cited: Collection[str]) -> Iterator[Plan]:
    """The plans beside a ledger of that title."""
    for plan in own:
        titled = any(each in title for each in plan.titles)
        yield plan._replace(compared=plan.id in compared, named=titled or plan.id in cited, titled=titled)


def _earlier(ledgers: Iterable[series.Ledger]) -> Iterator[Plan]:
    return (Plan(each.id, each.facts, each.year, each.year, earlier=True) for each in ledgers)


def _plans(read: Read, found: Iterable[Mapping[str, Collection[str]]], but: Collection[str]) -> dict[str, Plan]:
    """Of all documents that were found, those that may be plans."""
    ids = {document for of in found for some in of.values() for document in some}
    rows = read(PLANS, {"ids": sorted(ids - set(but))})
    return {row["id"]: _plan(row["id"], row["facts"], row["gist"], row["titles"]) for row in rows}


def _of_place(texts: Iterable[Row], ledgers: Iterable[Row]) -> dict[str, set[str]]:
    """By ledger, of those that name nobody and no policy, the texts of its place, as many as are looked at."""
    there: dict[str, set[str]] = defaultdict(set)
    for row in texts:
        if row["place"]:
            there[row["place"]].add(row["id"])
    return {row["id"]: set(sorted(there[row["place"]])[:MOST]) for row in ledgers if row["place"] in there}


def _cited(rows: Iterable[Row], ledgers: Iterable[Row], now: Now) -> dict[str, set[str]]:
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


def _plan(id_: str, facts: str, gist: str, titles: Iterable[str]) -> Plan:
    said = unpack_gist(gist)
    issued = (date.fromisoformat(said.issued_on).year,) if said.issued_on else ()
    years = (*said.years, *issued)
    called = tuple(sorted(map(fold, titles)))
    return Plan(id_, facts, min(years, default=None), max(years, default=None), titles=called)


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
        there = {**series.stated(read, earlier - self.written.keys()), **self.written}
        wanted = {each.id for each in plans if not each.earlier or there[each.id]}
        for each in as_read(wanted - self.held.keys()):
            self.held[each.document] = tasks_of(each, now, titles=each.document in earlier)
        found = [self.held.get(each.id, []) for each in plans]
        self.held = dict([*self.held.items()][-KEPT:])
        return [
            [task for task in tasks if task.id in there[each.id]] if each.earlier else tasks
            for each, tasks in zip(plans, found, strict=True)
        ]


def folded_in(
    records: Records, plans: Sequence[tuple[Plan, Sequence[Work]]], now: Now, verdicts: Iterable[Verdict] = ()
) -> Records:
    """What a ledger says beside its plans, each with its tasks; `verdicts`: what people said of it, the last last."""
    told = {edge.target[1]: edge.source[1] for edge in records.edges if edge.type == "HAS_PROGRESS"}
    own = set(told.values())
    in_rows = [row for row in tasks_of(records, now, titles=True) if row.id in own]
    tiers = _tiers(plans, _years(records))
    listed = [task for plan, tasks in plans if plan.earlier for task in tasks]
    verdicts = _that_are_there(verdicts, plans)
    of_plans = _of_plans(in_rows, tiers, verdicts)
    left = _left(in_rows, of_plans)
    of_list = if_any(left, listed, series.match(left, listed), said=_say_so(verdicts))
    found = match_with_all([[of_plans], [of_list]])
    told_of = _told_of(told, found, verdicts)
    apart = _told_apart(records, [*tiers, [listed]], now, verdicts)
    if not found and not told_of:  # its rows are tasks of its own
        return held_back(records, (), apart)
    held = own if _is_of_plans(in_rows, plans, of_plans, told_of) else {told[progress] for progress in told_of}
    folded = held_back(records, held, told_of | apart)
    return _with_differences(folded, told, [*in_rows, *(task for _, tasks in plans for task in tasks)])


def _of_plans(
    in_rows: Sequence[Work], tiers: Sequence[Sequence[Sequence[Work]]], verdicts: Sequence[Verdict]
) -> Sequence[Found]:
    """What the rows tell of, or may tell of, in the plans that the ledger names, then in the others."""
    found = match_with_all([[rows.match(in_rows, tasks) for tasks in tier] for tier in tiers])
    return if_any(in_rows, [task for tier in tiers for tasks in tier for task in tasks], found, said=_say_so(verdicts))


def _say_so(verdicts: Iterable[Verdict]) -> bool:
    """Does a person say of a row that it tells of a task?"""
    return any(each.told for each in verdicts)


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
