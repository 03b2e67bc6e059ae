"""What is said of the policies that some documents speak of, with all that rules can hold beside it, and no more.

Rules judge two policies by what is said of both and of those in their blocks (`blocks.py`). So the judgements on a
policy whose blocks are all there are those that the whole graph gives; those on the others are left out.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from typing import NamedTuple

from policygraph.graph.cypher import made
from policygraph.graph.cypher.files import fixed
from policygraph.graph.decisions.decision import CORRECTED, Decision
from policygraph.graph.identity import former_policies, same_policies, surroundings
from policygraph.graph.identity.identity import Judgement, Key, Mention
from policygraph.graph.identity.surroundings import Surroundings
from policygraph.graph.loading.claims import REPEALED
from policygraph.graph.loading.touched import of_mentions
from policygraph.graph.resolving import blocks
from policygraph.graph.resolving.affected import Affected, with_partners
from policygraph.graph.resolving.blocks import Policies, block
from policygraph.graph.stores.store import Read

FEW = 60  # nodes of one title, of which more than `same_policies.ELSEWHERE` are surely of a place

FOR = fixed(__package__, "regions-for-documents")
REGIONS = fixed(__package__, "regions-by-id")


class Explored(NamedTuple):
    """`said` of all policies that were looked at; `judged` on those whose blocks are there, which `nodes` are, in
    part or wholly."""

    said: list[Mention]
    judged: list[Judgement]
    nodes: set[str]


def explore(read: Read, found: Affected, nodes: Collection[str], decisions: Sequence[Decision]) -> Explored | None:
    """What is said of the policies that the documents of `found` speak of, and of what else `nodes` stand for; None
    where texts of one title are told apart by the years of all documents that cite it."""
    policies, documents = found.policies, found.documents
    above = _regions_of(read, documents)
    merged = {id_ for id_ in nodes if any(each.id != id_ for each in policies.mentions([id_]))}
    said = [*policies.mentions(merged), *_of_documents(read, policies, documents)]
    ids = {each.id for each in said} | _named_in(decisions, documents)
    while True:
        ids = _with_partners(ids, decisions)
        there = _beside(policies, ids, documents, above)
        said = policies.mentions(there)
        judged = same_policies.judge_policies(said, Surroundings(above, places_of_policies(read, said)))
        if any(each.why == former_policies.EDITION for each in judged):
            return None
        more = ids | _drafts_and_finals(said, ids)
        more |= {end for each in judged if each.sure for end in _ends(each, ids, documents)}
        if _with_partners(more, decisions) == ids:
            own = policies.nodes(block(blocks.ID, id_) for id_ in ids)
            return Explored(said, [each for each in judged if {each.first, each.second} & ids], own)
        ids = more


def _with_partners(ids: Iterable[str], decisions: Sequence[Decision]) -> set[str]:
    return {id_ for label, id_ in with_partners({("Policy", id_) for id_ in ids}, decisions) if label == "Policy"}


def _ends(judged: Judgement, ids: Collection[str], documents: Collection[str]) -> set[str]:
    """What is the same as one of these policies, in one of the documents if only in some."""
    if judged.documents:
        means = judged.first in ids and not set(documents).isdisjoint(judged.documents)
        return {judged.second} if means else set()
    ends = {judged.first, judged.second}
    return ends if ends & set(ids) else set()


def _of_documents(read: Read, policies: Policies, documents: Collection[str]) -> list[Mention]:
    """What the documents say of policies."""
    rows = read(made.by_id("Document", ["mentions"]), {"ids": sorted(documents)})
    nodes = of_mentions(mention for row in rows for mention in row["mentions"]).of("Policy")
    return [each for each in policies.mentions(nodes) if not set(documents).isdisjoint(each.documents)]


def _named_in(decisions: Iterable[Decision], documents: Collection[str]) -> set[str]:
    """The policies (ids, as read) of which decisions about these documents speak, or about tasks whose document may
    have gone."""
    found = set()
    for each in decisions:
        if each.document in documents:
            found |= {id_ for id_ in (each.first, each.second, each.to) if id_}
        if each.kind == CORRECTED and each.policy:
            found.add(each.policy)
    return found


def _drafts_and_finals(said: Iterable[Mention], ids: Collection[str]) -> set[str]:
    """Of the drafts and what was issued under one title, all where one is looked at."""
    together: dict[str, list[Mention]] = defaultdict(list)
    for each in said:
        together[blocks.same_title(each.properties)].append(each)
    return {
        each.id
        for some in together.values()
        if any(each.id in ids for each in some) and any(each.properties.get("status") == "draft" for each in some)
        for each in some
    }


def _beside(
    policies: Policies, ids: Collection[str], documents: Collection[str], above: Mapping[str, frozenset[str]]
) -> set[str]:
    """The nodes in the blocks of these policies, as far as these documents cite them."""
    own = policies.mentions(policies.nodes(block(blocks.ID, id_) for id_ in ids))
    wanted = {block(blocks.ID, id_) for id_ in ids}
    for each in own:
        if each.id in ids:
            wanted |= set(_wanted(each, documents, above))
    found = policies.nodes(wanted) | _elsewhere(policies, own, ids, documents)
    titles = {blocks.base_of(each.properties) for each in own if each.id in ids}
    gone = {
        block(blocks.KEY, base)
        for each in policies.mentions(found)
        if (base := blocks.base_of(each.properties)) in titles and may_be_replaced(each)
    }
    found |= policies.nodes(gone)
    return found | policies.nodes(block(blocks.ID, each.id) for each in policies.mentions(found))


def _elsewhere(
    policies: Policies, own: Iterable[Mention], ids: Collection[str], documents: Collection[str]
) -> set[str]:
    """The nodes of the titles that these documents cite without saying whose they are, wherever these are of; none
    where they are so many that nobody is asked."""
    cited = (
        blocks.base_of(each.properties)
        for each in own
        if each.id in ids and blocks.is_partly_placed(each.properties) and not set(documents).isdisjoint(each.documents)
    )
    several = (policies.nodes([block(blocks.KEY, base)]) for base in set(cited))
    return {id_ for nodes in several if len(nodes) <= FEW for id_ in nodes}


def may_be_replaced(mention: Mention) -> bool:
    """Does it tell that another of its title replaced it, or is it that one?"""
    said = mention.properties
    return said.get("status") == REPEALED or former_policies.is_former(said.get("key"))


def _wanted(mention: Mention, documents: Collection[str], above: Mapping[str, frozenset[str]]) -> Iterable[str]:
    """The keys of those with which a policy can have to do."""
    said = mention.properties
    base, region = blocks.base_of(said), said.get("region_id")
    yield from (each for each in blocks.keys_of(mention) if blocks.parts(each)[0] in blocks.TOLD_BY)
    cited = [document for document in mention.documents if document in documents]
    regions = {str(region)} if region else {each for document in cited for each in above.get(document, ())}
    if blocks.is_partly_placed(said):
        seen = {each for document in cited for each in above.get(document, ())}
        yield from (block(blocks.KEY_AT, base, each) for each in (*seen, None, blocks.CENTRAL))
    if blocks.is_of_several(said):
        yield from (block(blocks.PLACE, str(said.get("level") or ""), each) for each in regions)


def _regions_of(read: Read, documents: Collection[str]) -> dict[str, frozenset[str]]:
    """The regions that documents are for, with those above."""
    own: dict[str, set[str]] = defaultdict(set)
    for row in read(FOR, {"ids": sorted(documents)}) if documents else ():
        own[row["document"]].add(row["region"])
    above = blocks.above_regions(read, {region for regions in own.values() for region in regions})
    return {document: frozenset(surroundings.with_above(regions, above)) for document, regions in own.items()}


def places_of_policies(read: Read, said: Iterable[Mention]) -> dict[str, tuple[str, ...]]:
    """What the regions are called of which these are."""
    ids = {str(each.properties["region_id"]) for each in said if each.properties.get("region_id")}
    return surroundings.places_of(read(REGIONS, {"ids": sorted(ids)}))


def as_written(policies: Policies, documents: Collection[str]) -> Callable[[Key, str], str | None]:
    """Under which id a policy stands in a document that is none of these: as the graph has it."""

    def written(key: Key, document: str) -> str | None:
        if key[0] != "Policy" or not document or document in documents:
            return None
        return policies.stand_for(key[1], document)

    return written
