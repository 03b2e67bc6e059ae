"""The pairs that may be one, as rules see them, kept on the nodes that they hang on: so a change judges again what it
can have changed, and the list that people work through is read, not made.

What a title may mean in one document, and of which text another may be a version, hangs on the document; what is alike
wherever it is named, on the policy or the department of the lower id. Rules compare within blocks (`blocks.py`): the
policies of a place or of a number, the departments of a place. Where one comes, goes or changes, all pairs of its
blocks are judged again, with what has to do with these.
"""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Mapping
from functools import partial

from policygraph.graph.cypher import made
from policygraph.graph.cypher.files import fixed
from policygraph.graph.identity import offices, same_departments, same_policies
from policygraph.graph.identity.identity import Judgement, Key, mentions_of
from policygraph.graph.identity.successions import successions
from policygraph.graph.identity.surroundings import Surroundings
from policygraph.graph.loading.claims import canonical
from policygraph.graph.loading.touched import Scope, Touched
from policygraph.graph.resolving import blocks
from policygraph.graph.resolving.affected import Affected
from policygraph.graph.resolving.blocks import Policies, block
from policygraph.graph.resolving.exploring import may_be_replaced, places_of_policies
from policygraph.graph.resolving.known import Known
from policygraph.graph.stores.store import Read, Row
from policygraph.model.records import Properties

KEPT = fixed(__package__, "unsure-pairs")
STAND_FOR = fixed(__package__, "what-stands-for-others")
LABELS = ("Document", "Policy", "Department")  # whose nodes keep them
TOGETHER = (blocks.NUMBER, blocks.YEAR, blocks.TITLE, blocks.PLACE)  # in which two that may be one stand together

By = dict[str, list[Judgement]]


def kept(read: Read) -> list[Judgement]:
    """All of a graph that is settled."""
    held = (Judgement._make(values) for row in read(KEPT) for values in json.loads(row["unsure"]))
    return [each._replace(documents=tuple(each.documents)) for each in held]


def now(read: Read, found: Iterable[Judgement]) -> Callable[[Key], str]:
    """Of the ids of pairs the nodes that stand for them, in a graph that is settled."""
    ids: dict[str, set[str]] = defaultdict(set)
    for each in found:
        ids[each.label] |= {each.first, each.second}
    stand: dict[Key, set[str]] = defaultdict(set)
    for row in read(STAND_FOR):
        for id_ in row["stands_for"]:
            if id_ in ids.get(row["label"], ()):
                stand[row["label"], id_].add(row["id"])
    for label in ids:
        merged = sorted(id_ for of, id_ in stand if of == label)
        for row in read(made.by_id(label, ["id"]), {"ids": merged}) if merged else ():
            stand[label, row["id"]].add(row["id"])
    one = {key: next(iter(nodes)) for key, nodes in stand.items() if len(nodes) == 1}
    return lambda key: one.get(key, key[1])


def everything(read: Read, known: Known) -> list[Judgement]:
    """All of them, by what everything comes to."""
    return [*_of_rules(known), *known.versions.asked, *_of_departments(read, offices.departments(read))]


def _of_rules(known: Known) -> list[Judgement]:
    return [each for each in known.judged if not each.sure]


def _of_departments(read: Read, rows: Iterable[Row]) -> list[Judgement]:
    """Of departments whose place is known; `rows`: all of some places."""
    own = [row for row in rows if not same_departments.is_of_unknown_place(row)]
    return same_departments.judge_departments(own, successions(offices.offices(read, own)))


# --- what is to be kept


def unsure(read: Read, known: Known, scope: Scope) -> dict[str, list[Properties]]:
    """By label the nodes that have to keep others than they do, as rows. `scope`: what was touched since all was
    settled; None, or `known` of everything: all of them are looked at."""
    if scope is None or known.around is None:
        found = {
            "Document": _by_document(known, None),
            "Policy": _by_policy(_readers(read), _everywhere(_of_rules(known))),
            "Department": _by_lower(_of_departments(read, offices.departments(read))),
        }
        return {label: _rows(read(made.by_label(label, ("id", "unsure"))), by) for label, by in found.items()}
    rows = offices.around(read, scope)
    documents = known.documents or set()
    nodes, of_policies = _around(read, known.around, scope)
    some: dict[str, tuple[Collection[str], By]] = {
        "Document": (documents, _by_document(known, documents)),
        "Policy": (nodes, of_policies),
        "Department": ([row["id"] for row in rows], _by_lower(_of_departments(read, rows))),
    }
    return {
        label: _rows(read(made.by_id(label, ("id", "unsure")), {"ids": sorted(ids)}), by) if ids else []
        for label, (ids, by) in some.items()
    }


def _rows(held: Iterable[Row], by: Mapping[str, list[Judgement]]) -> list[Properties]:
    packed = ((row, _packed(by.get(row["id"], []))) for row in held)
    return [{"id": row["id"], "unsure": own} for row, own in packed if own != (row["unsure"] or "")]


def _packed(some: Iterable[Judgement]) -> str:
    """In an order of their own; nothing where there are none."""
    lines = sorted({canonical([*each[:-1], list(each.documents)]) for each in some})
    return f"[{','.join(lines)}]" if lines else ""


def _everywhere(some: Iterable[Judgement]) -> list[Judgement]:
    return [each for each in some if not each.documents]


def _by_document(known: Known, documents: Collection[str] | None) -> By:
    """What a title may mean in each of these documents, or in all, and of which text each may be a version."""
    found: By = defaultdict(list)
    for each in _of_rules(known):
        for document in each.documents:
            found[document].append(each)
    for each in known.versions.asked:
        found[each.second].append(each)
    return {id_: some for id_, some in found.items() if documents is None or id_ in documents}


def _by_lower(some: Iterable[Judgement]) -> By:
    found: By = defaultdict(list)
    for each in some:
        found[min(each.first, each.second)].append(each)
    return found


def _by_policy(nodes_of: Callable[[str], Collection[str]], some: Iterable[Judgement]) -> By:
    """On the nodes of the lower id, as read, of those that there are."""
    found: By = defaultdict(list)
    for each in some:
        homes = next(filter(None, map(nodes_of, sorted((each.first, each.second)))), ())
        for node in homes:
            found[node].append(each)
    return found


def _readers(read: Read) -> Callable[[str], Collection[str]]:
    nodes: dict[str, set[str]] = defaultdict(set)
    there = set()
    for row in read(made.by_label("Policy", ("id", "claims"))):
        there.add(row["id"])
        for mention in mentions_of("Policy", row):
            nodes[mention.id].add(row["id"])
    return lambda id_: nodes.get(id_) or ({id_} & there)


def _around(read: Read, around: Affected, scope: Touched) -> tuple[set[str], By]:
    """The policies (nodes) whose pairs may be others, and these."""
    policies = around.policies
    changed = {key for key in around.changed | blocks.keys(policies.differing) if _kind(key) in TOGETHER}
    named = blocks.keys(policies.lines(scope.of("Policy")))  # of a number, also which documents name them matters
    nodes = policies.nodes(changed | {key for key in named if _kind(key) == blocks.NUMBER})
    nodes |= scope.of("Policy") & policies.settled.keys() if policies.differing else set()
    said = policies.mentions(_beside(policies, nodes))
    judged = same_policies.judge_policies(said, Surroundings({}, places_of_policies(read, said)), everywhere=True)
    open_ = _everywhere(each for each in judged if not each.sure)
    return nodes, _by_policy(partial(_nodes_of, policies), open_)


def _beside(policies: Policies, nodes: Collection[str]) -> set[str]:
    """The nodes in the blocks of these, with all of their titles."""
    found = policies.nodes(key for key in blocks.keys(policies.lines(nodes)) if _kind(key) in TOGETHER)
    found |= policies.nodes(
        key for key in blocks.keys(policies.lines(found)) if _kind(key) in (blocks.ID, blocks.TITLE)
    )
    gone = {blocks.base_of(each.properties) for each in policies.mentions(found) if may_be_replaced(each)}
    return found | policies.nodes(block(blocks.KEY, base) for base in gone)


def _nodes_of(policies: Policies, id_: str) -> set[str]:
    return policies.nodes([block(blocks.ID, id_)]) or ({id_} & policies.settled.keys())


def _kind(key: str) -> str:
    return blocks.parts(key)[0]
