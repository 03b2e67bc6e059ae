"""Documents written under the identities that the whole graph and people's decisions give.

A document is loaded as it was read; `Document.extracted` keeps that. Here it is written again where its nodes turn out
to be others' nodes too, or where a person decided about its relationships. So the graph is a function of the documents
and the decisions in it, and everything can be taken back. Only what differs is written, in transactions of their own:
an interrupted run goes on when run again.
"""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from functools import partial
from typing import NamedTuple

from policygraph.graph.cypher import made
from policygraph.graph.cypher.files import fixed
from policygraph.graph.decisions.corrections import corrected
from policygraph.graph.decisions.decision import ABOUT_EDGES, CORRECTED, Decision
from policygraph.graph.decisions.decisions import all_decisions, keeping, standing, touching, with_new
from policygraph.graph.decisions.homes import Homes, find_homes
from policygraph.graph.identity import derived, same_policies, versions
from policygraph.graph.identity.identity import Identities, Judgement, Mention, identities
from policygraph.graph.identity.rewriting import Said, held_back, rewritten, saying
from policygraph.graph.identity.versions import Versions
from policygraph.graph.ledgers import ledgers
from policygraph.graph.loading.claims import decode, knowledge
from policygraph.graph.loading.load import mentions
from policygraph.graph.loading.packing import unpack
from policygraph.graph.loading.touched import Scope, both, by_change, noting
from policygraph.graph.loading.write import Change, changing
from policygraph.graph.stores.store import Read, Statement, Store
from policygraph.model.ontology import ontology
from policygraph.model.records import Node, Properties, Records, make_id
from policygraph.model.versions import ALIGNER

BATCH = 50  # documents a transaction
COMPARED = ("aligned", "answered")

Progress = Callable[[int, int], None]  # documents done, documents in all

SAID = ("id", "claims")
RESOLVED = fixed(__package__, "marks-of-documents")


class Resolved(NamedTuple):
    """Documents that were written again; links that follow from all of them, written or removed."""

    documents: int
    links: int


class Plan(NamedTuple):
    """What the graph should be written with: `said`, as it was read, becomes `identities`.

    `marks`: for each document what its writing rests on; none where it is written as read.
    """

    said: list[Mention]
    judged: list[Judgement]  # what rules think of all policies that were read, sure or not
    identities: Identities
    edges: Mapping[str, Mapping[tuple[str, str, str], Decision]]  # document → type, source, target → decision
    marks: Mapping[str, str | None]
    versions: Versions
    ledgers: Mapping[str, Sequence[ledgers.Plan]]
    stated: ledgers.Stated
    corrections: Homes


def resolve(
    store: Store, on_progress: Progress | None = None, new: Collection[Decision] = (), scope: Scope = None
) -> Resolved:
    """Write again what is not written under its present identities, then the links that follow (see `derived.py`).

    `new` decisions are kept in one transaction with the first documents that they change, and not before it is known
    what they change in the others: what goes wrong until then leaves the graph as it was.
    """
    plan = planned(store.read, with_new(all_decisions(store.read), new))
    held = {row["id"]: row["resolved"] for row in store.read(RESOLVED)}
    stale = [document for document, mark in held.items() if plan.marks.get(document) != mark]
    turn = {ledger: n for n, ledger in enumerate(plan.ledgers)}  # whose progress hangs on tasks that must be there
    stale.sort(key=lambda document: turn.get(document, -1))
    batches = [stale[first : first + BATCH] for first in range(0, len(stale), BATCH)]
    for some in batches[1:] if new else ():
        _change(store.read, some, plan)
    for n, some in enumerate(batches or ([[]] if new else [])):

        def work(
            read: Read, some: Sequence[str] = some, kept: Collection[Decision] = () if n else new
        ) -> Iterator[Statement]:
            change = _change(read, some, plan)
            note = noting(read, both(by_change(read, change), touching(kept)))  # before anything goes
            yield from keeping(read, kept)
            yield from changing(read, change)
            yield note

        store.write(work)
        if on_progress is not None and some:
            on_progress(n * BATCH + len(some), len(stale))
    return Resolved(len(stale), derived.write_derived(store, plan.versions))


def planned(read: Read, decided: Collection[Decision] | None = None) -> Plan:
    """What everything that was read, and `decided`, comes to; decided is what the graph holds, if not given."""
    decisions = standing(all_decisions(read) if decided is None else decided)
    said = list(_said(read, decisions))
    judged = same_policies.judge_policies(
        [each for each in said if each.label == "Policy"], same_policies.surroundings(read)
    )
    found = identities(said, judged, decisions, best)
    edges = _decided_edges(decisions, found)
    texts = versions.find_versions(read, said, found, decisions)
    homes = _homes(read, decisions, texts, found)
    pairs = _renamings(said, found)
    _add_decided(pairs, edges, homes)
    marks: dict[str, str | None] = {document: make_id(*sorted(set(own))) for document, own in pairs.items()}
    # Of what the one that counts says, that is, what a lesser one leaves to it.
    beside = {id_: (v.counts.id, v.counts.facts, marks.get(v.counts.id)) for id_, v in texts.lesser.items()}
    marks |= {id_: make_id(marks.get(id_), *other) for id_, other in beside.items()}
    told = ledgers.find_ledgers(read, texts.lesser, {id_: _verdicts(own) for id_, own in edges.items()}, found.of)
    for id_, plans in told.items():  # in turn, for what the later rest on
        if plans:
            rest = [(*each[:2], each.named, each.titled, marks.get(each.id)) for each in plans]
            marks[id_] = make_id(marks.get(id_), ALIGNER, *rest)
    return Plan(said, judged, found, edges, marks, texts, told, ledgers.Stated(), homes)


def _homes(read: Read, decisions: Iterable[Decision], texts: Versions, found: Identities) -> Homes:
    """What people corrected of tasks, by document and task as they now are."""
    corrections = [each.correction for each in decisions if each.kind == CORRECTED]
    counts = {id_: version.counts.id for id_, version in texts.lesser.items()}
    return find_homes(corrections, counts, found.of, partial(_as_read, read), lambda: read(versions.TEXTS))


def _add_decided(
    pairs: dict[str, list[str]], edges: Mapping[str, Mapping[tuple[str, str, str], Decision]], homes: Homes
) -> None:
    """By document what people decided about its relationships and tasks."""
    for document, own in edges.items():
        pairs[document] += [f"{each.id}:{source}>{target}" for (_, source, target), each in own.items()]
    for document, tasks in homes.items():
        pairs[document] += [f"{each.decision}:{task}" for task, of in tasks.items() for each in of]


def _renamings(said: Iterable[Mention], found: Identities) -> dict[str, list[str]]:
    """By document what it calls otherwise than the graph does."""
    pairs: dict[str, list[str]] = defaultdict(list)
    for mention in said:
        for document in mention.documents:
            if (id_ := found.of(mention.key, document)) != mention.id:
                pairs[document].append(f"{mention.label}:{mention.id}>{id_}")
    return pairs


def _decided_edges(decisions: Iterable[Decision], found: Identities) -> dict[str, dict[tuple[str, str, str], Decision]]:
    """What people decided about relationships, by document, and by type and ends as they now are."""
    edges: dict[str, dict[tuple[str, str, str], Decision]] = defaultdict(dict)
    for each in decisions:
        if each.kind in ABOUT_EDGES and each.document and not each.of_measures:
            ends = ((each.first_label, each.first), (each.second_label, each.second))
            source, target = (found.of(end, each.document) for end in ends)
            edges[each.document][each.of, source, target] = each
    return edges


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
    ids: dict[str, set[str]] = defaultdict(set)
    for each in decisions:
        ids[each.first_label].add(each.first)
        ids[each.second_label].add(each.second)
    for label in ontology().shared:
        if label == "Policy":
            rows = read(made.by_label(label, SAID))
        elif label in ids:
            rows = read(made.read_under(label, SAID), {"ids": sorted(ids[label])})
        else:
            continue
        for row in rows:
            for claim, documents in decode(row["claims"]).items():
                properties: Properties = json.loads(claim)
                id_ = str(properties.pop("read_as", row["id"]))
                yield Mention(label, id_, tuple(sorted(documents)), properties)


# --- writing again


def _change(read: Read, documents: Sequence[str], plan: Plan) -> Change:
    """The documents as they are, taken out, and as they should be, put in."""
    rows = read(made.by_id("Document", ontology().nodes["Document"].properties), {"ids": list(documents)})
    others = _said_by_others(read, documents, plan)
    removed: dict[str, list[str]] = {}
    added: list[Records] = []
    nodes: dict[str, Properties] = {}
    for row in rows:
        # As it is; what notes comparisons goes, since its measures and figures come anew.
        own = {name: value for name, value in row.items() if name not in COMPARED and value is not None}
        id_ = row["id"]
        as_read = unpack(row["extracted"], Node("Document", id_, own))
        records = rewritten(as_read, plan.identities, plan.edges.get(id_, {}), plan.corrections.get(id_, {}))
        if version := plan.versions.lesser.get(id_):
            records = held_back(records, others[version.counts.id])
        elif beside := plan.ledgers.get(id_):
            tasks = plan.stated.of(read, beside, partial(_as_corrected, read, plan), plan.identities.of)
            verdicts = _verdicts(plan.edges.get(id_, {}))
            records = ledgers.folded_in(records, [*zip(beside, tasks, strict=True)], plan.identities.of, verdicts)
        if id_ in plan.ledgers:
            plan.stated.written[id_] = {node.id for node in records.nodes if node.label == "Task"}
        removed[id_] = list(row["mentions"])
        added.append(records)
        nodes[id_] = {**own, "mentions": mentions(records), "resolved": plan.marks.get(id_)}
    return Change(removed, added, nodes)


def _verdicts(decisions: Mapping[tuple[str, str, str], Decision]) -> list[ledgers.Verdict]:
    return [verdict for each in decisions.values() for verdict in each.verdicts]


def _said_by_others(read: Read, documents: Sequence[str], plan: Plan) -> dict[str, set[Said]]:
    """What the texts that count instead of these say."""
    ids = {v.counts.id for id_ in documents if (v := plan.versions.lesser.get(id_))}
    return {each.document: saying(each, plan.identities) for each in _as_read(read, ids)}


def _as_corrected(read: Read, plan: Plan, ids: Collection[str]) -> Iterator[Records]:
    """What was read of these documents, with what was corrected of their tasks."""
    for each in _as_read(read, ids):
        yield corrected(each, plan.corrections.get(each.document, {}), plan.identities.of, each)


def _as_read(read: Read, ids: Collection[str]) -> Iterator[Records]:
    """What was read of these documents."""
    rows = read(made.by_id("Document", ("id", "text", "extracted")), {"ids": sorted(ids)}) if ids else ()
    for row in rows:
        yield unpack(row["extracted"], Node("Document", row["id"], {"text": row["text"]}))
