"""Where documents are, by which the policies that they name are known."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping
from typing import NamedTuple

from policygraph.graph.cypher.files import fixed
from policygraph.graph.stores.store import Read, Row
from policygraph.model.records import fold

OF_DOCUMENTS = fixed(__package__, "regions-of-documents")
ABOVE = fixed(__package__, "regions-within-regions")
REGIONS = fixed(__package__, "regions")


class Surroundings(NamedTuple):
    """`regions`: of a document, the regions that it is for, and those above. `places`: names of a region."""

    regions: Mapping[str, frozenset[str]]
    places: Mapping[str, tuple[str, ...]]


def surroundings(read: Read) -> Surroundings:
    """Where documents are, as the graph knows it."""
    above: dict[str, set[str]] = defaultdict(set)
    for row in read(ABOVE):
        above[row["lower"]].add(row["upper"])
    own: dict[str, set[str]] = defaultdict(set)
    for row in read(OF_DOCUMENTS):
        own[row["document"]].add(row["region"])
    regions = {document: frozenset(with_above(some, above)) for document, some in own.items()}
    return Surroundings(regions, places_of(read(REGIONS)))


def with_above(regions: Iterable[str], above: Mapping[str, Collection[str]]) -> set[str]:
    """These regions and all in which they lie; `above`: by region those in which it lies."""
    found, edge = set[str](), set(regions)
    while edge:
        found |= edge
        edge = {upper for each in edge for upper in above[each]} - found
    return found


def places_of(rows: Iterable[Row]) -> dict[str, tuple[str, ...]]:
    """By region (rows) what it is called."""
    return {
        row["id"]: tuple({fold(row["name"]), *_tails(fold(row["full_name"] or row["name"]), fold(row["name"]))})
        for row in rows
    }


def _tails(full: str, name: str) -> list[str]:
    """The names of a region with what lies above it, as far as a suffix tells where one ends."""
    cuts = [m.end() for m in re.finditer(r"[省市区州县盟旗]", full)]
    return [full[cut:] for cut in (0, *cuts) if full[cut:].endswith(name)]
