"""What everything that was read, or what was touched of it, comes to: which nodes are one, which text counts."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple

from policygraph.graph.cypher import made
from policygraph.graph.decisions.decision import Decision
from policygraph.graph.identity import same_policies, versions
from policygraph.graph.identity.identity import Identities, Judgement, Key, Mention, identities, mentions_of
from policygraph.graph.identity.surroundings import surroundings
from policygraph.graph.identity.versions import Versions
from policygraph.graph.loading.claims import knowledge
from policygraph.graph.loading.touched import Touched
from policygraph.graph.resolving.affected import Affected, affected, decided_of
from policygraph.graph.resolving.exploring import as_written, explore
from policygraph.graph.resolving.held import Held, held
from policygraph.graph.stores.store import Read
from policygraph.model.ontology import ontology

SAID = ("id", "claims")
TURNS = 3  # in which what stands for others may turn out to be others


class Known(NamedTuple):
    """What was read comes to: `judged` is what rules think of policies, sure or not. `documents`: those that were
    looked at; None: all."""

    said: list[Mention]
    judged: list[Judgement]
    identities: Identities
    versions: Versions
    documents: set[str] | None = None
    around: Affected | None = None  # where only some were


def known(read: Read, decisions: Sequence[Decision], given: Identities | None = None) -> Known:
    """What everything comes to by rules, and by decisions that stand; `given`: which nodes are one, of a graph that
    is a part of what was read, by all of it."""
    said = list(_said(read, decisions))
    policies = [each for each in said if each.label == "Policy"]
    judged = [] if given else same_policies.judge_policies(policies, surroundings(read))
    found = given or identities(said, judged, decisions, best)
    texts = versions.find_versions(read, said, found, decisions, read(versions.TEXTS))
    return Known(said, judged, found, texts)


def known_around(read: Read, decisions: Sequence[Decision], scope: Touched, before: Held | None = None) -> Known | None:
    """The same of what was touched; None where everything is to be looked at. `before`: what was held of the graph
    before what was touched was written."""
    if before is None:
        before = held(read, scope)
    else:
        before.bring_up(read, scope)
    others = list(_said_of_others(read, decisions, decided_of(scope)))
    now = identities([mention for mention, _ in others], [], decisions, best).now
    moved = {id_ for mention, node in others if now(mention.key) != node for id_ in mention.documents}
    for _ in range(TURNS):
        if (around := affected(read, scope, decisions, moved, before)) is None:
            return None
        if (explored := explore(read, around, scope.of("Policy"), decisions)) is None:
            return None
        said = [*explored.said, *(mention for mention, _ in others)]
        found = identities(said, explored.judged, decisions, best, as_written(before.policies, around.documents))
        more = _called_otherwise(around, explored.nodes, found) - around.documents
        if not more:
            rows = read(versions.THESE, {"ids": sorted(around.documents)})
            texts = versions.find_versions(read, said, found, decisions, rows)
            return Known(said, explored.judged, found, texts, around.documents, around)
        moved |= more
    return None


def _called_otherwise(around: Affected, nodes: Iterable[str], found: Identities) -> set[str]:
    """The documents that speak of policies which no longer stand for others, or for themselves: what most say does."""
    there = {id_ for id_ in nodes if around.policies.settled[id_]}
    gone = {id_ for id_ in there if found.now(("Policy", id_)) != id_}
    return {id_ for mention in around.policies.mentions(gone) for id_ in mention.documents}


def best(mentions: Sequence[Mention]) -> str:
    """The id that stands for several: of a policy's own text before who only cites it, then what most documents say."""
    documents: dict[str, set[str]] = defaultdict(set)
    for each in mentions:
        documents[each.id].update(each.documents)

    def rank(mention: Mention) -> tuple[int, bool, int, str]:
        return knowledge(mention.properties), "naming" in mention.properties, -len(documents[mention.id]), mention.id

    return min(mentions, key=rank).id


def _said(read: Read, decisions: Iterable[Decision]) -> Iterator[Mention]:
    """What was read of all policies, and of other nodes about which somebody decided, as it was read."""
    for row in read(made.by_label("Policy", SAID)):
        yield from mentions_of("Policy", row)
    for mention, _ in _said_of_others(read, decisions):
        yield mention


def _said_of_others(
    read: Read, decisions: Iterable[Decision], and_of: Iterable[Key] = ()
) -> Iterator[tuple[Mention, str]]:
    """What was read of nodes that are no policies and about which somebody decided, each with the id of its node; and
    of those of which a decision may have been taken back."""
    ids: dict[str, set[str]] = defaultdict(set)
    for label, id_ in and_of:
        ids[label].add(id_)
    for each in decisions:
        ids[each.first_label].add(each.first)
        ids[each.second_label].add(each.second)
    for label in ontology().shared:
        if label != "Policy" and label in ids:
            for row in read(made.read_under(label, SAID), {"ids": sorted(ids[label])}):
                yield from ((mention, row["id"]) for mention in mentions_of(label, row))
