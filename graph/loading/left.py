"""What comparisons of other documents rest on in a document: looked up from it, before it goes and once it is there.

What is compared with a document follows from the policies that it states or has measures of, from what these carry out
as it says, and from the places that its policies are of. When it goes, or is written anew, nobody could tell any more;
so that is noted with what a change touches (`touched.py`), under names that are no labels.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator
from typing import NamedTuple

from policygraph.graph.cypher.files import fixed
from policygraph.graph.loading.write import Change
from policygraph.graph.stores.store import Read

STATED = fixed(__package__, "policies-stated")
MEASURED = fixed(__package__, "policies-with-measures")
LOWER = fixed(__package__, "policies-lower")
LINKED = fixed(__package__, "documents-linked")
PLACED = fixed(__package__, "places-of-policies")

LINE, REGION, CALLED, LINK, WAS = "line", "region", "called", "link", "was"
COMPARED = "compared"  # documents of which measures were compared: so have their figures to be


class Grounds(NamedTuple):
    """`policies`: those that documents state, have measures of, or say the descent of. `regions`: of those stated, and
    how these are `called`."""

    policies: frozenset[str] = frozenset()
    regions: frozenset[str] = frozenset()
    called: frozenset[str] = frozenset()


def grounds(read: Read, documents: Collection[str], policies: Iterable[str]) -> Grounds:
    """Of these documents as they are in the graph; `policies`: all of which they speak."""
    ids = {"ids": sorted(documents)}
    if not documents:
        return Grounds()
    stated = read(STATED, ids)
    lower = read(LOWER, {"ids": sorted(policies), "documents": ids["ids"]})
    own = {row["policy"] for rows in (stated, read(MEASURED, ids), lower) for row in rows}
    regions, called = ({row[name] for row in stated} - {None} for name in ("region_id", "region"))
    return Grounds(frozenset(own), frozenset(regions), frozenset(called))


def left_by(read: Read, change: Change) -> list[str]:
    """What is noted of the documents that go or are written anew, as `label:id` each, before that happens; and of which
    place the policies were of which they, or those that come, speak."""
    documents = sorted(change.removed)
    policies = {id_ for mentions in change.removed.values() for id_ in _policies(mentions)}
    own = grounds(read, documents, policies)
    policies |= {node.id for records in change.added for node in records.nodes if node.label == "Policy"}
    linked = read(LINKED, {"ids": documents}) if documents else ()
    placed = read(PLACED, {"ids": sorted(policies)})
    return [
        *(f"{LINE}:{each}" for each in own.policies),
        *(f"{REGION}:{each}" for each in own.regions),
        *(f"{CALLED}:{each}" for each in own.called),
        *(f"{LINK}:{row['document']}" for row in linked),
        *(f"{WAS}:{row['policy']}@{row['region_id'] or ''}" for row in placed),
    ]


def _policies(mentions: Iterable[str]) -> Iterator[str]:
    for label, _, id_ in (each.partition(":") for each in mentions):
        if label == "Policy":
            yield id_


def moved(read: Read, was: Iterable[str]) -> Grounds:
    """The policies that are of another place than noted (`WAS`), and these places; how they are called is not told."""
    before = [(policy, region) for policy, _, region in (each.partition("@") for each in was)]
    placed = read(PLACED, {"ids": sorted({policy for policy, _ in before})}) if before else ()
    now = {row["policy"]: row["region_id"] or "" for row in placed}
    other = [(policy, {region, now[policy]}) for policy, region in before if now.get(policy, region) != region]
    regions = {place for _, places in other for place in places} - {""}
    return Grounds(frozenset(policy for policy, _ in other), frozenset(regions))
