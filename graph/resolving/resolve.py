"""Documents written under the identities that the whole graph and people's decisions give.

A document is loaded as it was read; `Document.extracted` keeps that. Here it is written again where its nodes turn out
to be others' nodes too, or where a person decided about its relationships. So the graph is a function of the documents
and the decisions in it, and everything can be taken back. Only what differs is written, in transactions of their own:
an interrupted run goes on when run again.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from contextlib import nullcontext
from functools import partial
from typing import NamedTuple

from policygraph.graph.cypher import made
from policygraph.graph.cypher.files import fixed
from policygraph.graph.decisions.corrections import corrected
from policygraph.graph.decisions.decision import ABOUT_EDGES, CORRECTED, Decision
from policygraph.graph.decisions.decisions import all_decisions, keeping, standing, touching, with_new
from policygraph.graph.decisions.homes import Homes, find_homes
from policygraph.graph.identity import versions
from policygraph.graph.identity.identity import Identities, Mention
from policygraph.graph.identity.versions import Versions
from policygraph.graph.ledgers import ledgers
from policygraph.graph.ledgers.matching import finding
from policygraph.graph.ledgers.matching.shelf import Shelf
from policygraph.graph.loading.load import mentions
from policygraph.graph.loading.packing import unpack
from policygraph.graph.loading.touched import Scope, both, by_change, noting
from policygraph.graph.loading.touched import touched as noted
from policygraph.graph.loading.write import Change, changing
from policygraph.graph.resolving import derived, settled
from policygraph.graph.resolving.held import Held
from policygraph.graph.resolving.known import Known, known, known_around
from policygraph.graph.resolving.rewriting import Said, held_back, rewritten, saying
from policygraph.graph.stores.store import Read, Row, Statement, Store
from policygraph.model.ontology import ontology
from policygraph.model.records import Node, Properties, Records, make_id
from policygraph.model.versions import aligner

BATCH = 50  # documents a transaction
AGAIN = 3
"""Times that what was written again is looked at again. Decisions against all reason, as that a county's bureau is the
province's government, may hold a ledger beside a paper while it is none of its, and let it go when it is, for ever."""
COMPARED = ("aligned", "answered")

Progress = Callable[[int, int], None]  # documents done, documents in all

RESOLVED = fixed(__package__, "marks-of-documents")
LESSER = fixed(__package__, "lesser-texts")


class Resolved(NamedTuple):
    """Documents that were written again; links that follow from all of them, written or removed."""

    documents: int
    links: int


class Plan(NamedTuple):
    """What the graph should be written with. `documents`: those that were looked at; None: all. `marks`: for each of
    them what its writing rests on, none where it is written as read; `held`: what it rests on now."""

    identities: Identities
    edges: Mapping[str, Mapping[tuple[str, str, str], Decision]]  # document → type, source, target → decision
    marks: Mapping[str, str | None]
    held: Mapping[str, str | None]
    versions: Versions
    ledgers: Mapping[str, Sequence[finding.Plan]]
    stated: ledgers.Stated
    corrections: Homes
    documents: Collection[str] | None
    known: Known


def resolve(
    store: Store,
    on_progress: Progress | None = None,
    new: Collection[Decision] = (),
    scope: Scope = None,
    given: Identities | None = None,
    keeping: list[Held] | None = None,
) -> Resolved:
    """Write again what is not written under its present identities, then the links that follow (see `derived.py`).

    `new` decisions are kept in one transaction with the first documents that they change, and not before it is known
    what they change in the others: what goes wrong until then leaves the graph as it was. `scope`: what was touched;
    `given`: see `known`. `keeping`: takes up what is held of the graph in memory for the next change.
    """
    decided = with_new(all_decisions(store.read), new)
    plan = planned(store.read, decided, scope, given)
    documents = len(first := _write(store, plan, on_progress, new))
    for _ in range(AGAIN):  # whose nodes are others now, which ledgers are held beside may be others
        if not first:
            break
        scope = both(scope, noted(store.read))
        around = plan.known.around
        plan = planned(store.read, decided, scope, given, around.held if around else None)
        first = _write(store, plan, on_progress, ())
        documents += len(first)
    touched = both(scope, noted(store.read)) if plan.documents is not None else None  # with what was written again
    links = derived.write_derived(store, plan.versions, touched, plan.documents)
    # What was written again may be of other places now, by which titles are told.
    all_ = known(store.read, standing(decided)) if first and not given else plan.known
    settled.keep_settled(store, None if given else all_, touched)
    if plan.known.around and touched is not None and keeping is not None:
        plan.known.around.held.done(store.read, touched)
        keeping.append(plan.known.around.held)
    return Resolved(documents, links)


def _write(store: Store, plan: Plan, on_progress: Progress | None, new: Collection[Decision]) -> list[str]:
    """Write the documents again that are not written as the plan has them; which these are."""
    stale = [document for document, mark in plan.held.items() if plan.marks.get(document) != mark]
    turn = {ledger: n for n, ledger in enumerate(plan.ledgers)}  # whose progress hangs on tasks that must be there
    stale.sort(key=lambda document: turn.get(document, -1))
    batches = [stale[first : first + BATCH] for first in range(0, len(stale), BATCH)]
    for some in batches[1:] if new else ():
        _change(store.read, some, plan)
    for n, some in enumerate(batches or ([[]] if new else [])):

        def work(
            read: Read, some: Sequence[str] = some, kept: Collection[Decision] = () if n else new
        ) -> Iterator[Statement]:
            with plan.known.around.policies.reading(read) if plan.known.around else nullcontext():
                change = _change(read, some, plan)
            note = noting(read, both(by_change(read, change), touching(kept)))  # before anything goes
            yield from keeping(read, kept)
            yield from changing(read, change)
            yield note

        store.write(work)
        if on_progress is not None and some:
            on_progress(n * BATCH + len(some), len(stale))
    return stale


def planned(
    read: Read,
    decided: Collection[Decision],
    scope: Scope = None,
    given: Identities | None = None,
    before: Held | None = None,
) -> Plan:
    """What the graph should be written with, by what was read and `decided`, of all documents or around what was
    touched. `before`: see `known_around`."""
    decisions = standing(decided)
    around = known_around(read, decisions, scope, before) if scope is not None else None
    all_ = around or known(read, decisions, given)
    texts, found = all_.versions, all_.identities
    edges = _decided_edges(decisions, found)
    told = _told(read, all_, edges)
    beside = {each.id for plans in told.values() for each in plans}
    looked_at = None if all_.documents is None else all_.documents | beside
    homes = _homes(read, decisions, texts, found, looked_at)
    held = _held(read, looked_at)
    own = {id_: mark for id_, mark in held.items() if all_.documents is None or id_ in all_.documents}
    pairs = _renamings(all_.said, found, all_.documents)
    _add_decided(pairs, edges, homes)
    marks = {**held, **{id_: make_id(*sorted(set(pairs[id_]))) if pairs.get(id_) else None for id_ in own}}
    _add_others(marks, texts, told)
    return Plan(found, edges, marks, own, texts, told, ledgers.Stated(), homes, all_.documents, all_)


def _told(
    read: Read, all_: Known, edges: Mapping[str, Mapping[tuple[str, str, str], Decision]]
) -> dict[str, tuple[finding.Plan, ...]]:
    """By ledger what it is compared with."""
    verdicts = {id_: _verdicts(own) for id_, own in edges.items()}
    now = all_.identities.of
    if all_.documents is None or all_.around is None:
        return finding.find_ledgers(read, all_.versions.lesser, verdicts, now, _under(all_), Shelf(read))
    elsewhere = {row["id"] for row in read(LESSER)} - all_.documents
    lesser = all_.versions.lesser.keys() | elsewhere
    shelf = all_.around.held.shelf
    return finding.find_ledgers(read, lesser, verdicts, now, _under(all_), shelf, sorted(all_.documents))


def _under(all_: Known) -> finding.Under:
    """Of the id of a policy those under which what now is that one may have been read."""
    merged: dict[str, set[str]] = defaultdict(set)
    for (label, read_as), _, id_ in all_.identities.told():
        if label == "Policy":
            merged[id_].add(read_as)
    policies = all_.around.policies if all_.around else None
    return lambda id_: {id_, *merged.get(id_, ()), *(policies.read_under(id_) if policies else ())}


def _add_others(marks: dict[str, str | None], texts: Versions, told: Mapping[str, Sequence[finding.Plan]]) -> None:
    """What the writing of texts that do not count, and of ledgers, rests on besides."""
    # Of what the one that counts says, that is, what a lesser one leaves to it.
    others = {id_: (v.counts.id, v.counts.facts, marks.get(v.counts.id)) for id_, v in texts.lesser.items()}
    marks |= {id_: make_id(marks.get(id_), *other) for id_, other in others.items()}
    for id_, plans in told.items():  # in turn, for what the later rest on
        if plans:
            rest = [(*each[:2], each.named, each.titled, each.same, marks.get(each.id)) for each in plans]
            marks[id_] = make_id(marks.get(id_), aligner(), *rest)


def _held(read: Read, documents: Collection[str] | None) -> dict[str, str | None]:
    """What the writing of these documents, or of all, rests on."""
    rows = (
        read(RESOLVED)
        if documents is None
        else read(made.by_id("Document", ("id", "resolved")), {"ids": sorted(documents)})
    )
    return {row["id"]: row["resolved"] for row in rows}


def _homes(
    read: Read, decisions: Iterable[Decision], texts: Versions, found: Identities, documents: Collection[str] | None
) -> Homes:
    """What people corrected of tasks, by document and task as they now are; of these documents, if given."""
    corrections = [each.correction for each in decisions if each.kind == CORRECTED]
    if documents is not None and corrections:
        asked = {each.document for each in corrections} - set(documents)
        elsewhere = _held(read, asked).keys()
        corrections = [each for each in corrections if each.document not in elsewhere]
    counts = {id_: version.counts.id for id_, version in texts.lesser.items()}

    def rows() -> Iterable[Row]:
        these = None if documents is None else sorted(documents)
        return read(versions.TEXTS) if these is None else read(versions.THESE, {"ids": these})

    return find_homes(corrections, counts, found.of, partial(_as_read, read), rows)


def _add_decided(
    pairs: dict[str, list[str]], edges: Mapping[str, Mapping[tuple[str, str, str], Decision]], homes: Homes
) -> None:
    """By document what people decided about its relationships and tasks."""
    for document, own in edges.items():
        pairs[document] += [f"{each.id}:{source}>{target}" for (_, source, target), each in own.items()]
    for document, tasks in homes.items():
        pairs[document] += [f"{each.decision}:{task}" for task, of in tasks.items() for each in of]


def _renamings(said: Iterable[Mention], found: Identities, documents: Collection[str] | None) -> dict[str, list[str]]:
    """By document, of these or of all, what it calls otherwise than the graph does."""
    pairs: dict[str, list[str]] = defaultdict(list)
    for mention in said:
        for document in mention.documents:
            if (documents is None or document in documents) and (id_ := found.of(mention.key, document)) != mention.id:
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


def _verdicts(decisions: Mapping[tuple[str, str, str], Decision]) -> list[finding.Verdict]:
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
