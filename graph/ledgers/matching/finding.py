"""Which documents a ledger, a bulletin, a report, minutes are held beside: the plans whose tasks they may tell of.

Those that share most offices with it, that it names, or, where it names nobody, that are of its place. One that does
not say whose it is is of the only place of its level whose texts the graph has, and its offices are that place's of the
same names.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from datetime import date
from typing import NamedTuple

from policygraph.graph.cypher import made
from policygraph.graph.cypher.files import fixed
from policygraph.graph.ledgers import series
from policygraph.graph.ledgers.matching import homes
from policygraph.graph.ledgers.matching.homes import Home
from policygraph.graph.ledgers.matching.shelf import MEETING, Shelf
from policygraph.graph.loading.gist import unpack_gist
from policygraph.graph.stores.store import Read, Row
from policygraph.ingest.text.years import years_named
from policygraph.model.records import fold

LEDGERS = fixed(__package__, "ledgers")
THESE = fixed(__package__, "these-ledgers")
PLANS = fixed(__package__, "plans")

MOST = 12  # plans beside a ledger: that share most offices with it, or, if it names none, of its place

Key = tuple[str, str]
Some = Sequence[str] | None  # None: all
Now = Callable[[Key, str], str]  # under which id a node that a document speaks of stands
Under = Callable[[str], Collection[str]]  # the ids under which a policy, that now is of that one, may have been read


class Plan(NamedTuple):
    """A document that may be a plan of a ledger's tasks, and the fingerprint of what was read of it. `compared`: it is
    not only there because a person named a task of it; `named`: the ledger names its policy, in its title where
    `titled`; `first` and `last` are its years. `earlier`: it is a ledger of the same list, before this one;
    `meeting`: it is minutes. `same`: ids of offices of a ledger that does not say whose it is, with those that they
    are."""

    id: str
    facts: str
    first: int | None
    last: int | None
    compared: bool = True
    named: bool = False
    titled: bool = False
    titles: tuple[str, ...] = ()
    earlier: bool = False
    meeting: bool = False
    same: tuple[tuple[str, str], ...] = ()


class Verdict(NamedTuple):
    """What a person decided of a row, which a Progress is of, and a task (ids): whether the row has `told` of it.
    `plan`: the task's document."""

    progress: str
    task: str
    told: bool
    decision: str
    plan: str | None


def find_ledgers(
    read: Read,
    but: Collection[str],
    decided: Mapping[str, Sequence[Verdict]],
    now: Now,
    under: Under,
    shelf: Shelf,
    only: Some = None,
) -> dict[str, tuple[Plan, ...]]:
    """By ledger the documents with which it is compared, all but those that do not count (`but`); `decided`: by ledger
    what people said of its rows; `now`: under which id a node that a document speaks of stands; `only`: of these
    ledgers, whole lists. In turn: each after the ledgers with which it is compared."""
    ledgers = list(read(LEDGERS) if only is None else read(THESE, {"ids": only}))
    told = {row["id"]: list(row["departments"]) for row in ledgers}
    if not told:
        return {}
    of_departments = _documents(read, {each for ids in told.values() for each in ids})
    cited = _cited(shelf, ledgers, now, under)
    at_home = homes.find_homes(read, ledgers, shelf, now)
    of_place = _of_place(shelf, ledgers, at_home, cited)
    named = _named(decided)
    of_homes = {ledger: home.documents for ledger, home in at_home.items()}
    plans = _plans(read, (of_departments, named, cited, of_place, of_homes), but)
    meetings = {row["id"] for row in ledgers if row["genre"] == MEETING}
    before = series.before(series.in_turn(read, [row for row in ledgers if row["id"] not in meetings], but, now))
    titles = {row["id"]: fold(row["title"] or "") for row in ledgers}
    found = {}
    for ledger in (*sorted(meetings), *before, *sorted(told.keys() - before.keys() - meetings)):
        home, earlier = at_home.get(ledger, homes.NONE), before.get(ledger, [])
        shared = _most_shared(
            (of_departments.get(each, set()) | home.of_office(each)) & plans.keys() for each in told[ledger]
        )
        compared = shared | ((cited[ledger] | of_place.get(ledger, set())) & plans.keys())
        known = {ledger, *(each.id for each in earlier)}
        beside = sorted((compared | (named.get(ledger, set()) & plans.keys())) - known)
        own = _own(map(plans.__getitem__, beside), ledger in meetings)
        found[ledger] = (*_beside(own, titles[ledger], compared, cited[ledger], home), *_earlier(earlier, home))
    return found


def _named(decided: Mapping[str, Sequence[Verdict]]) -> dict[str, set[str]]:
    """By ledger the documents of the tasks that people named for its rows."""
    return {ledger: {each.plan for each in verdicts if each.plan} for ledger, verdicts in decided.items()}


def _own(plans: Iterable[Plan], of_meeting: bool) -> list[Plan]:
    """The plans with which it is compared: minutes with no minutes."""
    return [plan for plan in plans if not (plan.meeting and of_meeting)]


def _beside(
    own: Iterable[Plan], title: str, compared: Collection[str], cited: Collection[str], home: Home
) -> Iterator[Plan]:
    """The plans beside a ledger of that title."""
    for plan in own:
        titled = any(each in title for each in plan.titles)
        yield plan._replace(
            compared=plan.id in compared, named=titled or plan.id in cited, titled=titled, same=home.same
        )


def _earlier(ledgers: Iterable[series.Ledger], home: Home) -> Iterator[Plan]:
    return (Plan(each.id, each.facts, each.year, each.year, earlier=True, same=home.same) for each in ledgers)


def _plans(read: Read, found: Iterable[Mapping[str, Collection[str]]], but: Collection[str]) -> dict[str, Plan]:
    """Of all documents that were found, those that may be plans."""
    ids = {document for of in found for some in of.values() for document in some}
    rows = read(PLANS, {"ids": sorted(ids - set(but))})
    return {row["id"]: _plan(row) for row in rows}


def _of_place(
    shelf: Shelf, ledgers: Iterable[Row], at_home: Mapping[str, Home], cited: Mapping[str, Collection[str]]
) -> dict[str, set[str]]:
    """By ledger, of those that name nobody and no policy, the texts of its place, as many as are looked at."""
    bare = (row for row in ledgers if not (row["departments"] or cited[row["id"]]))
    places = ((row["id"], row["place"] or at_home.get(row["id"], homes.NONE).place) for row in bare)
    return {id_: set(sorted(shelf.texts_at(place))[:MOST]) for id_, place in places if place}


def _cited(shelf: Shelf, ledgers: Iterable[Row], now: Now, under: Under) -> dict[str, set[str]]:
    """By ledger the texts of the policies that it names."""
    own = {row["id"]: {now(("Policy", policy), row["id"]) for policy in row["policies"] or ()} for row in ledgers}
    texts = {
        policy: {id_ for id_, read_as in shelf.texts(under(policy)) if now(("Policy", read_as), id_) == policy}
        for policy in set().union(*own.values())
    }
    return {ledger: {id_ for policy in policies for id_ in texts[policy]} for ledger, policies in own.items()}


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


def _plan(row: Row) -> Plan:
    first, last = _years(row["titles"], row["gist"])
    called = tuple(sorted(map(fold, row["titles"])))
    return Plan(row["id"], row["facts"], first, last, titles=called, meeting=row["genre"] == MEETING)


def _years(titles: Iterable[str], gist: str) -> tuple[int | None, int | None]:
    """The first and last year that a plan is for: those in its title, unless it says only how many; else those that it
    mostly speaks of, and that of its date."""
    titled = [
        year
        for title in titles
        if not re.search("[二两三四五六七八九十]年", title)
        for year in years_named(title, None)
    ]
    if titled:
        return min(titled), max(titled)
    said = unpack_gist(gist)
    issued = (date.fromisoformat(said.issued_on).year,) if said.issued_on else ()
    years = (*said.years, *issued)
    return min(years, default=None), max(years, default=None)
