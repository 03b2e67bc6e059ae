"""What is likely one, but not sure: the list that people work through."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Iterator, Sequence

from policygraph.graph.cypher import made
from policygraph.graph.cypher.files import fixed
from policygraph.graph.decisions.decision import ABOUT_NODES, Decision
from policygraph.graph.decisions.decisions import all_decisions, standing
from policygraph.graph.identity import same_departments
from policygraph.graph.identity.identity import Judgement, Key
from policygraph.graph.loading.touched import is_settled, of_mentions
from policygraph.graph.resolving import unsure
from policygraph.graph.resolving.known import known
from policygraph.graph.stores.store import Read, Row

UNPLACED = fixed(__package__, "departments-of-unknown-place")
CALLED = fixed(__package__, "departments-of-names")
BY_NAME = fixed(__package__, "departments-by-name")
NO_CODE = fixed(__package__, "regions-without-code")
REGIONS_CALLED = fixed(__package__, "regions-of-names")
CENTRAL = 10  # of one name, at most, have no place because they are the centre's


def candidates(read: Read) -> list[Judgement]:
    """Pairs that nobody has decided on and rules are not sure of, the likeliest first; ids are those of the graph.

    Where all is settled, nodes keep them (`unsure.py`); else everything is looked at.
    """
    decisions = standing(all_decisions(read))
    if is_settled(read):
        found = [*unsure.kept(read), *_by_name(read)]
        return _open(found, decisions, unsure.now(read, found))
    return from_everything(read, decisions)


def from_everything(read: Read, decisions: Sequence[Decision]) -> list[Judgement]:
    """The same, whatever nodes keep."""
    all_ = known(read, decisions)
    return _open([*unsure.everything(read, all_), *_by_name(read)], decisions, all_.identities.now)


def _open(found: Iterable[Judgement], decisions: Iterable[Decision], now: Callable[[Key], str]) -> list[Judgement]:
    """Those on which nobody has decided, each once, of the nodes that there are now."""
    decided = {each.subject for each in decisions if each.kind in ABOUT_NODES}
    best: dict[tuple[str, str, str], Judgement] = {}
    for each in sorted(found, key=lambda each: (-each.score, each.pair, each.documents)):
        first, second = (now((each.label, id_)) for id_ in (each.first, each.second))
        present = each._replace(first=first, second=second)
        if first != second and not {each.pair, present.pair} & decided:
            best.setdefault(present.pair, present)
    return list(best.values())


def of_documents(read: Read, found: Iterable[Judgement], documents: Collection[str]) -> list[Judgement]:
    """Those of the pairs in which one is spoken of by these documents (ids), or is one of them."""
    rows = read(made.by_id("Document", ["mentions"]), {"ids": sorted(documents)})
    spoken_of = of_mentions(each for row in rows for each in row["mentions"] or ())
    own = {"Document": frozenset(documents), **spoken_of.nodes}
    return [each for each in found if not own.get(each.label, frozenset()).isdisjoint((each.first, each.second))]


def _by_name(read: Read) -> Iterator[Judgement]:
    """What only a name tells, and the same name of a place that is known; few are so, so they are looked up."""
    unplaced = list(read(UNPLACED))
    rows = [*unplaced, *read(CALLED, {"names": _rare(read, unplaced)})]
    yield from same_departments.of_unknown_place(rows)
    yield from _regions(read)


def _rare(read: Read, unplaced: Iterable[Row]) -> list[str]:
    """The names that departments elsewhere may have, where these are not many more than are asked about."""
    of_name: dict[str, list[str]] = defaultdict(list)
    for row in unplaced:
        of_name[same_departments.bare(row)].append(row["name"])
    names = {own: same_departments.names_of(own) for own in of_name}
    every = {"names": sorted({name for some in names.values() for name in some})}
    many = {row["name"]: row["departments"] for row in read(BY_NAME, every)}
    there = {own: [name for name in some if name in many] for own, some in names.items()}
    return sorted(
        {
            name
            for own, some in there.items()
            if sum(many[name] for name in some) - len(of_name[own]) <= same_departments.MOST + CENTRAL
            for name in some
        }
    )


def _regions(read: Read) -> Iterator[Judgement]:
    """A place that only its name tells, and the same name in the tables."""
    named = defaultdict(list)
    rows = list(read(NO_CODE))
    for row in read(REGIONS_CALLED, {"names": sorted({row["name"] for row in rows})}):
        named[row["name"], row["level"]].append(row)
    for row in rows:
        known = named[row["name"], row["level"]]
        for other in known if len(known) <= same_departments.MOST else []:
            yield Judgement(
                "Region", row["id"], other["id"], row["full_name"], other["full_name"], "same",
                0.5 / len(known), "名称相同，一个不知属于何处", sure=False,
            )  # fmt: skip
