"""The documents that are texts of policies, and those that tell how tasks stand, by all that they are looked up by.

Made once from all of them, it is brought up to date for those that came, went or changed, so that who keeps it looks at
these alone.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping

from policygraph.graph.cypher.files import fixed
from policygraph.graph.stores.store import Read, Row

ALL = fixed(__package__, "shelf")
THESE = fixed(__package__, "shelf-of-these")

LEVELS = ("county", "city")
"""Of whom a ledger may be that names no level, the likelier first."""
MEETING = "minutes"
"""The genre of documents that give work of their own, and also tell of plans: these are compared before all others, so
that what is theirs is known, and with no minutes."""

Places = Mapping[str, Collection[str]]
"""By level ("" where none is said) the places whose texts there are."""


class Shelf:
    """All documents of a graph that are either. `places` are ids of regions, `policies` and `offices` ids as read."""

    def __init__(self, read: Read) -> None:
        self._rows: dict[str, Row] = {}
        self._at: dict[tuple[str, str | None], set[str]] = defaultdict(set)  # by what it is and by what it is found
        self.places: dict[str, Counter[str]] = defaultdict(Counter)
        for row in read(ALL):
            self._put(row)

    def bring_up(self, read: Read, documents: Collection[str]) -> None:
        """Take up how these documents are now, of which some may have gone."""
        for id_ in documents:
            self._take(id_)
        for row in read(THESE, {"ids": sorted(documents)}) if documents else ():
            self._put(row)

    def _put(self, row: Row) -> None:
        self._rows[row["id"]] = row
        for key in _keys(row):
            self._at[key].add(row["id"])
        if _is_text(row) and row["place"]:
            self.places[row["level"] or ""][row["place"]] += 1

    def _take(self, id_: str) -> None:
        if (row := self._rows.pop(id_, None)) is None:
            return
        for key in _keys(row):
            self._at[key].discard(id_)
            if not self._at[key]:
                del self._at[key]
        if _is_text(row) and row["place"]:
            there = self.places[row["level"] or ""]
            there[row["place"]] -= 1
            if not there[row["place"]]:
                del there[row["place"]]
            if not there:
                del self.places[row["level"] or ""]

    def _found(self, what: str, by: Iterable[str | None]) -> set[str]:
        return {id_ for each in by for id_ in self._at.get((what, each), ())}

    # --- texts of policies that tell of no task how it stands, and minutes

    def texts(self, policies: Iterable[str]) -> Iterator[tuple[str, str]]:
        """The texts of these policies, each with the policy."""
        return ((id_, self._rows[id_]["policy"]) for id_ in self._found("text of", policies))

    def texts_at(self, place: str) -> set[str]:
        """The texts of a place."""
        return self._found("text at", [place])

    # --- ledgers and what else tells how tasks stand

    def ledgers(
        self,
        documents: Iterable[str] = (),
        *,
        places: Iterable[str | None] = (),
        offices: Iterable[str] = (),
        policies: Iterable[str] = (),
    ) -> set[str]:
        """Of these documents those that are ledgers, and the ledgers of any of these places, of which any of these
        offices has tasks, or that name any of these policies."""
        own = {id_ for id_ in documents if id_ in self._rows and _is_ledger(self._rows[id_])}
        return own.union(
            self._found("ledger at", places), self._found("ledger for", offices), self._found("ledger under", policies)
        )

    def homeless(self, changed: int) -> set[str]:
        """The ledgers that do not say whose they are and may have, or may have had, one place alone whose they can be,
        where so many documents changed."""
        return {
            id_
            for id_ in self._found("ledger at", [None])
            if len(self.places.get(level_of(self._rows[id_]["level"], self.places), ())) <= 1 + changed
        }

    def of_lists(self, some: Collection[str]) -> set[str]:
        """These ledgers and all that may be of one list with any of them: of its place, or, of no place, with any of
        its offices."""
        found, edge = set(some), set(some)
        while edge:
            own = [self._rows[id_] for id_ in edge]
            offices = {each for row in own if row["place"] is None for each in row["departments"]}
            apart = {id_ for id_ in self._found("ledger for", offices) if self._rows[id_]["place"] is None}
            edge = (self._found("ledger at", {row["place"] for row in own} - {None}) | apart) - found
            found |= edge
        return found


def level_of(level: str | None, places: Places) -> str:
    """The level of which a ledger is that does not say whose it is: of the likeliest that there is, where it says
    none."""
    return level or next((each for each in LEVELS if each in places), "")


def _is_text(row: Row) -> bool:
    return row["policy"] is not None and (not _is_ledger(row) or row["genre"] == MEETING)


def _is_ledger(row: Row) -> bool:
    return row["departments"] is not None


def _keys(row: Row) -> Iterator[tuple[str, str | None]]:
    if _is_text(row):
        yield from (("text of", row["policy"]), ("text at", row["place"]))
    if _is_ledger(row):
        yield "ledger at", row["place"]
        yield from (("ledger for", each) for each in row["departments"])
        yield from (("ledger under", each) for each in row["policies"] or ())
