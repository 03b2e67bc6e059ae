"""What a document says as all that is known makes it: under present identities, as people decided and corrected it.

Pure functions from what was read of a document.
"""

from __future__ import annotations

import json
from collections.abc import Collection, Mapping, Sequence
from dataclasses import replace

from policygraph.graph.decisions.corrections import Correction, corrected
from policygraph.graph.decisions.decision import Decision
from policygraph.graph.identity.identity import Identities, Key
from policygraph.graph.loading.claims import REPEALED
from policygraph.model.ontology import ontology
from policygraph.model.records import Edge, Node, Properties, Records

Said = tuple[str, Key, Key]  # type, source, target of a relationship

# What a text that does not count goes on speaking of, and what it speaks of only because of its measures.
_OF_POLICIES = ("Document", "Policy", "Region")
_OF_MEASURES = ("Village", "Industry")


def rewritten(
    records: Records,
    identities: Identities,
    decisions: Mapping[tuple[str, str, str], Decision],
    corrections: Mapping[str, Sequence[Correction]] = {},
) -> Records:
    """What a document says, under present identities, with what was decided about its relationships (by type and ends)
    and corrected of its tasks (by id); of roles, what was said last.

    A node under another's id says so (`read_as`).
    """
    later = _later(decisions, corrections)
    decisions = {key: each for key, each in decisions.items() if key not in later}
    document = records.document
    new = {(node.label, node.id): identities.of((node.label, node.id), document) for node in records.nodes}
    nodes = [node if new[node.label, node.id] == node.id else _renamed(node, new) for node in records.nodes]
    found = Records(document, nodes)
    for edge in records.edges:
        source, target = _end(edge.source, new), _end(edge.target, new)
        if source != target and (kept := _decided(_between(edge, source, target), decisions, found, identities)):
            found.edges.append(kept)  # not a notice that names its policy by another name
    found = corrected(found, corrections, identities.of, records)
    if later:
        found.edges = [kept for edge in found.edges if (kept := _decided(edge, later, found, identities))]
    return _in_force_again(found, {_end(e.target, new) for e in records.edges if e.type == "SUPERSEDES"})


def _later(
    decisions: Mapping[tuple[str, str, str], Decision], corrections: Mapping[str, Sequence[Correction]]
) -> dict[tuple[str, str, str], Decision]:
    """What was decided about roles after these were corrected."""
    at = {(each.what, task): each.at for task, of in corrections.items() for each in of}
    return {
        key: each
        for key, each in decisions.items()
        if any((key[0], task) in at and each.at > at[key[0], task] for task in (key[2], each.to or ""))
    }


def _in_force_again(records: Records, repealed: Collection[Key]) -> Records:
    """What somebody decided repeals another policy, or none: of those that were read as `repealed` none is that no
    relationship replaces any more, and what it was moved to is."""
    on = {edge.target: edge.properties.get("on") for edge in records.edges if edge.type == "SUPERSEDES"}
    for i, node in enumerate(records.nodes):
        key = (node.label, node.id)
        if (key in repealed) != (key in on):
            said = {name: value for name, value in node.properties.items() if name != "repealed_on"}
            day: Properties = {"repealed_on": on[key]} if on.get(key) else {}
            status = REPEALED if key in on else "cited"
            records.nodes[i] = Node(*key, {**said, "status": status, **day})
    return records


def _renamed(node: Node, new: Mapping[Key, str]) -> Node:
    return Node(node.label, new[node.label, node.id], {**node.properties, "read_as": node.id})


def _end(key: Key, new: Mapping[Key, str]) -> Key:
    return key[0], new[key]


def _between(edge: Edge, source: Key, target: Key, **properties: str) -> Edge:
    return replace(edge, source=source, target=target, properties={**edge.properties, **properties})


def _decided(
    edge: Edge, decisions: Mapping[tuple[str, str, str], Decision], records: Records, identities: Identities
) -> Edge | None:
    """The relationship as people decided, None if it is wrong. Where it was moved somebody may have decided again."""
    for _ in decisions:
        decision = decisions.get((edge.type, edge.source[1], edge.target[1]))
        if decision is None:
            break
        if decision.kind == "wrong":
            return None
        label = decision.first_label if decision.end == "first" else decision.second_label
        key = (label, identities.of((label, decision.to or ""), records.document))
        if not _is_there(key, decision, records):
            break
        ends = (key, edge.target) if decision.end == "first" else (edge.source, key)
        edge = _between(edge, *ends, decision=decision.id)
    return edge


def _is_there(key: Key, decision: Decision, records: Records) -> bool:
    """See that the document has the node that a relationship was moved to; its own task may have gone."""
    if key in {(node.label, node.id) for node in records.nodes}:
        return True
    if key[0] not in ontology().shared or decision.to_claim is None:
        return False
    records.nodes.append(Node(*key, json.loads(decision.to_claim)))
    return True


# --- texts that do not count


def saying(records: Records, identities: Identities) -> set[Said]:
    new = {(node.label, node.id): identities.of((node.label, node.id), records.document) for node in records.nodes}
    return {(edge.type, _end(edge.source, new), _end(edge.target, new)) for edge in records.edges}


def held_back(records: Records, others: Collection[Said]) -> Records:
    """Of a text that does not count what tells of the policy itself, and is not said by the one that counts.

    Its measures, and all that belongs to them, are no part of the graph while the other is there; what was read of
    them stays in `Document.extracted`. Places stay, by which the policies that it names are known.
    """
    own = {*ontology().exclusive, *_OF_MEASURES}
    edges = [
        edge
        for edge in records.edges
        if not {edge.source[0], edge.target[0]} & own and (edge.type, edge.source, edge.target) not in others
    ]
    ends = {end for edge in edges if edge.type != "WITHIN" for end in (edge.source, edge.target)}
    kept = [node for node in records.nodes if node.label in _OF_POLICIES or (node.label, node.id) in ends]
    there = {(node.label, node.id) for node in kept}
    return Records(records.document, kept, [edge for edge in edges if {edge.source, edge.target} <= there])
