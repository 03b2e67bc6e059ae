"""Which documents a change may have an effect on: what they call a policy or an office, which text of it counts, beside
which plans a ledger is held.

More may be named than really change, never fewer: what is written of the others stays as it is. None instead of
documents: so many, or in such a way, that everything is looked at.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass, field

from policygraph.graph.cypher import made
from policygraph.graph.cypher.files import fixed
from policygraph.graph.decisions.decision import ABOUT_NODES, Decision
from policygraph.graph.decisions.decisions import DECIDED
from policygraph.graph.identity import offices, policy_names
from policygraph.graph.identity.identity import Key, Mention
from policygraph.graph.ledgers.matching.shelf import Shelf
from policygraph.graph.loading.left import STATED
from policygraph.graph.loading.touched import Touched, of_mentions
from policygraph.graph.resolving import blocks
from policygraph.graph.resolving.blocks import Policies, block, parts
from policygraph.graph.resolving.held import Held
from policygraph.graph.stores.store import Read

BEGINNING = 4  # characters of a core that are at least the same where one begins the other
MOST = 300  # documents: beyond, looking at everything costs no more

REGIONS = fixed(__package__, "regions-by-id")
BELOW = fixed(__package__, "regions-below-regions")
FOR_REGIONS = fixed(__package__, "documents-for-regions")
TEXTS = fixed(__package__, "texts-of-these-policies")
OF_DOCUMENTS = fixed(__package__, "spoken-of-by-documents")


@dataclass(slots=True)
class Affected:
    """`documents` (ids), some of which may have gone, and what is `held` of the graph, brought up to date."""

    held: Held
    documents: set[str] = field(default_factory=set)
    changed: set[str] = field(default_factory=set)  # keys of policies

    @property
    def policies(self) -> Policies:
        return self.held.policies


def affected(
    read: Read, scope: Touched, decisions: Sequence[Decision], moved: Collection[str], held: Held
) -> Affected | None:
    """By what was touched since all was settled; `decisions` stand, and because of them what the documents `moved` say
    is another node's. `held`: of the graph as it is."""
    found = Affected(held, {*scope.documents, *moved})
    changed = _changed(read, scope, found.policies)
    if changed is None:
        return None
    found.changed = changed
    nodes = found.policies.nodes(_reached(changed)) | _decided(scope, decisions, found.policies)
    found.documents |= _documents(found.policies.mentions(nodes)) | _of_several(read, changed, found.policies)
    nodes |= {row["policy"] for row in read(STATED, {"ids": sorted(scope.documents)})}
    nodes |= {id_ for each in scope.documents & scope.before.keys() for id_ in scope.before[each].split("\n")}
    found.documents |= {row["id"] for row in read(offices.STATING, {"ids": sorted(nodes)})}
    return found if _close(read, scope, decisions, nodes, found) else None


def _documents(mentions: Iterable[Mention]) -> set[str]:
    return {document for mention in mentions for document in mention.documents}


def _changed(read: Read, scope: Touched, policies: Policies) -> set[str] | None:
    """The keys of policies that came, went, or of which something else is said; None where regions are others."""
    found = policies.bring_up(scope.of("Policy"), scope.before)
    rows = list(read(REGIONS, {"ids": sorted(scope.of("Region"))}))
    others = blocks.changed_regions(read, rows, scope.before)
    if any(had for _, had in others.values()):
        return None
    came_or_went = others.keys() | (scope.of("Region") - {row["id"] for row in rows})
    named = policies.lines(policies.nodes(block(blocks.REGION, id_) for id_ in came_or_went))
    return blocks.keys(found | named)


def _reached(changed: Iterable[str]) -> set[str]:
    """The keys of those that may be judged otherwise because of policies with the `changed` keys."""
    found = set()
    for key in changed:
        kind, of = parts(key)
        if kind in (blocks.ID, blocks.TITLE, blocks.NUMBER, blocks.YEAR, blocks.KEY_AT):
            found.add(key)
        elif kind == blocks.KEY:
            found.add(block(blocks.PARTLY, *of))
    return found


def _decided(scope: Touched, decisions: Sequence[Decision], policies: Policies) -> set[str]:
    """The policies (nodes) of which somebody said what they are."""
    ids = (id_ for label, id_ in with_partners(decided_of(scope), decisions) if label == "Policy")
    return policies.nodes(block(blocks.ID, id_) for id_ in ids)


def decided_of(scope: Touched) -> set[Key]:
    """The nodes of which somebody said what they are, or took it back."""
    return {(label, id_) for label, _, id_ in (each.partition(":") for each in scope.of(DECIDED))}


def with_partners(keys: Iterable[Key], decisions: Iterable[Decision]) -> set[Key]:
    """These nodes, and those that people said they are."""
    partners: dict[Key, set[Key]] = defaultdict(set)
    for each in decisions:
        if each.kind in ABOUT_NODES:
            one, other = (each.of, each.first), (each.of, each.second)
            partners[one].add(other)
            partners[other].add(one)
    found, edge = set[Key](), set(keys)
    while edge:
        found |= edge
        edge = {other for key in edge for other in partners.get(key, ())} - found
    return found


def _of_several(read: Read, changed: Iterable[str], policies: Policies) -> set[str]:
    """The documents that cite one title for several levels, of the places of changed policies that begin as it does."""
    places: dict[str, set[str]] = defaultdict(set)
    bases = []
    for kind, of in map(parts, changed):
        if kind == blocks.PLACE and all(of):
            places[of[0]].add(of[1])
        elif kind == blocks.KEY:
            bases.append(of[0])
    found = set()
    for level, regions in places.items():
        found |= _of_level(read, level, regions, bases, policies)
    return found


def _of_level(read: Read, level: str, regions: set[str], bases: Sequence[str], policies: Policies) -> set[str]:
    said = policies.mentions(policies.nodes([block(blocks.SEVERAL, level)]))
    own: dict[str, set[str]] = defaultdict(set)  # the regions that a title is cited with, which then tell all
    for each in said:
        own[each.id] |= {str(region)} if (region := each.properties.get("region_id")) else set()
    several = [each for each in said if blocks.is_of_several(each.properties)]
    placed = _documents(each for each in several if not own[each.id].isdisjoint(regions))
    if seen := _documents(each for each in several if not own[each.id] and _may_begin(each, bases)):
        below = {row["lower"] for row in read(BELOW, {"ids": sorted(regions)})} | regions
        seen &= {row["document"] for row in read(FOR_REGIONS, {"ids": sorted(below)})}
    return placed | seen


def _may_begin(mention: Mention, bases: Iterable[str]) -> bool:
    """May any of these titles begin as that of the mention, which is of no region, does?"""
    begins = policy_names.core(blocks.base_of(mention.properties))[:BEGINNING]
    return any(begins in base for base in bases)


# --- what hangs together with these documents


def _close(read: Read, scope: Touched, decisions: Sequence[Decision], nodes: Collection[str], found: Affected) -> bool:
    """Take up the other texts of their policies, and the ledgers that are held beside them; False where it is too
    much."""
    shelf = found.held.shelf
    found.documents |= _of_decided(shelf, scope, decisions)
    policies = set(nodes)
    seen: set[str] = set()
    while new := found.documents - seen:
        if len(found.documents) > MOST:
            return False
        seen |= new
        rows = list(read(OF_DOCUMENTS, {"ids": sorted(new)}))
        policies |= found.policies.nodes(block(blocks.ID, row["text_of"]) for row in rows if row["text_of"])
        titles = {key for key in blocks.keys(found.policies.lines(policies)) if parts(key)[0] == blocks.TITLE}
        policies |= found.policies.nodes(titles)
        ids = {each.id for each in found.policies.mentions(policies)}
        found.documents |= {row["id"] for row in read(TEXTS, {"ids": sorted(ids)})}
        spoken_of = of_mentions(mention for row in rows for mention in row["mentions"])
        touched = scope | spoken_of | Touched(frozenset(seen))
        places = scope.of("Region") | {row["region"] for row in rows if row["region"]}
        found.documents |= _ledgers(read, shelf, touched, places, ids, decisions)
        found.documents |= shelf.of_lists(shelf.ledgers(found.documents) | shelf.homeless(len(scope.documents)))
    return True


def _of_decided(shelf: Shelf, scope: Touched, decisions: Sequence[Decision]) -> set[str]:
    """The ledgers of offices that are decided on: held beside plans, they may say nothing any more of these."""
    return shelf.ledgers(
        offices=[id_ for label, id_ in with_partners(decided_of(scope), decisions) if label == "Department"]
    )


def _ledgers(
    read: Read,
    shelf: Shelf,
    touched: Touched,
    places: Collection[str],
    policies: Collection[str],
    decisions: Iterable[Decision],
) -> set[str]:
    """The ledgers that may be held beside any of these documents."""
    rows = read(made.by_id("Department", ("id", "stands_for")), {"ids": sorted(touched.of("Department"))})
    offices = {id_ for row in rows for id_ in (row["id"], *(row["stands_for"] or ()))} | touched.of("Department")
    named = {each.document for each in decisions if each.document and each.plan in touched.documents}
    return shelf.ledgers({*touched.documents, *named}, places=places, offices=offices, policies=policies)
