"""Whose a ledger is that does not say it: of the only place of its level whose texts the graph has."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Collection, Mapping, Sequence
from typing import NamedTuple

from policygraph.graph.cypher import made
from policygraph.graph.cypher.files import fixed
from policygraph.graph.ledgers.matching.shelf import Places, Shelf, level_of
from policygraph.graph.loading.packing import unpack
from policygraph.graph.stores.store import Read, Row
from policygraph.model.records import Node

CALLED = fixed(__package__, "offices-called")


class Home(NamedTuple):
    """The `place` (id) of a ledger that does not say whose it is; by office of the ledger the `documents` that speak
    of the office of that name there; `same`: ids of these offices, the ledger's and that one."""

    place: str | None = None
    offices: Mapping[str, frozenset[str]] = {}
    same: tuple[tuple[str, str], ...] = ()

    @property
    def documents(self) -> set[str]:
        return {document for documents in self.offices.values() for document in documents}

    def of_office(self, office: str) -> frozenset[str]:
        return self.offices.get(office, frozenset())


NONE = Home()


def find_homes(
    read: Read, ledgers: Sequence[Row], shelf: Shelf, now: Callable[[tuple[str, str], str], str]
) -> dict[str, Home]:
    """By ledger that does not say whose it is, where that is known. `shelf`: with the texts of plans."""
    at = _places(ledgers, shelf.places)
    if not at:
        return {}
    there = {place: shelf.texts_at(place) for place in at.values()}
    offices = {row["id"]: list(row["departments"]) for row in ledgers if row["id"] in at}
    names = _names(read, {each for ids in offices.values() for each in ids})
    names |= _as_read(read, [ledger for ledger, ids in offices.items() if not names.keys() >= set(ids)])
    called = _called(read, names.values())
    return {
        ledger: _home(place, there[place], [(each, now(("Department", each), ledger)) for each in ids], names, called)
        for ledger, place in at.items()
        for ids in [offices[ledger]]
    }


def _places(ledgers: Sequence[Row], places: Places) -> dict[str, str]:
    """By ledger that does not say whose it is, the place whose it must be."""
    bare = [row for row in ledgers if row["place"] is None]
    return {row["id"]: place for row in bare if (place := _only(places, row["level"]))}


def _called(read: Read, names: Collection[str]) -> dict[str, list[Row]]:
    """The departments of these names."""
    called: dict[str, list[Row]] = defaultdict(list)
    for row in read(CALLED, {"names": sorted(set(names))}) if names else ():
        called[row["name"]].append(row)
    return called


def _home(
    place: str,
    texts: Collection[str],
    offices: Sequence[tuple[str, str]],
    names: Mapping[str, str],
    called: Mapping[str, Sequence[Row]],
) -> Home:
    found: dict[str, frozenset[str]] = {}
    same: list[tuple[str, str]] = []
    for office, stands in offices:
        own = [row for row in called.get(names.get(office, ""), ()) if not set(texts).isdisjoint(row["documents"])]
        if len(own) == 1 and own[0]["id"] != stands:
            found[office] = frozenset(set(own[0]["documents"]) & set(texts))
            same.append((stands, own[0]["id"]))
    return Home(place, found, tuple(sorted(set(same))))


def _only(places: Places, level: str | None) -> str | None:
    """The one place of that level; of the likeliest that there is, where none is said."""
    there = places.get(level_of(level, places), ())
    return next(iter(there)) if len(there) == 1 else None


def _as_read(read: Read, ledgers: Collection[str]) -> dict[str, str]:
    """What the departments that these ledgers speak of are called, as read: one held beside a plan speaks of the plan's
    instead, and nobody else may speak of its own."""
    rows = read(made.by_id("Document", ("id", "text", "extracted")), {"ids": sorted(ledgers)}) if ledgers else ()
    said = (unpack(row["extracted"], Node("Document", row["id"], {"text": row["text"]})) for row in rows)
    return {n.id: str(n.properties["name"]) for each in said for n in each.nodes if n.label == "Department"}


def _names(read: Read, ids: Collection[str]) -> dict[str, str]:
    """What the departments with these ids, as read, are called."""
    rows = read(made.read_under("Department", ("id", "name", "stands_for")), {"ids": sorted(ids)}) if ids else ()
    return {id_: row["name"] for row in rows for id_ in (row["id"], *(row["stands_for"] or ()))}
