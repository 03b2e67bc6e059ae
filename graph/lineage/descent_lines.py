"""Which documents' measures are to be compared with which, and which comparisons are still good.

A line leads from a policy to all that it carries out, as the documents say (DERIVES_FROM that is cited, and what is
forwarded), over any number of steps. Policies of different lines are never compared.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass

from policygraph.graph.cypher import made
from policygraph.graph.cypher.files import fixed
from policygraph.graph.decisions.decision import CALIBRATED, Decision
from policygraph.graph.loading.left import LINE, LINK, grounds
from policygraph.graph.loading.touched import Scope
from policygraph.graph.stores.store import Read
from policygraph.model import versions
from policygraph.model.records import make_id

# Whose measures are a policy's: those of the first that there is.
ROLES = ("text", "outline", "explains", "interprets", "reports", "issues", "")

ABOVE = fixed(__package__, "policies-above")
BELOW = fixed(__package__, "policies-below")
MEASURED = fixed(__package__, "documents-with-measures")
POLICIES = fixed(__package__, "policies-of-documents")
COMPARED = fixed(__package__, "aligned-documents")
LINKED = fixed(__package__, "links-of-documents")


@dataclass(frozen=True, slots=True)
class Source:
    """Where the measures of a policy stand: documents, and what they say in one word each (Document.facts)."""

    documents: tuple[str, ...]
    facts: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Work:
    """`lines`: for each document to compare again, its policies with those above each, nearest first. `marks`: what its
    comparison rests on, None where there is nothing above. `sources`: of all policies in lines. `decided`: what people
    decided about the links of a document, by lower and upper measure.
    """

    lines: Mapping[str, Mapping[str, tuple[str, ...]]]
    marks: Mapping[str, str | None]
    sources: Mapping[str, Source]
    decided: Mapping[str, Mapping[tuple[str, str], Decision]]


def comparisons_due(read: Read, decisions: Collection[Decision], documents: Collection[str] | None = None) -> Work:
    """The documents whose comparison is missing or rests on what has changed since, of those named or of all;
    `decisions`: those that count.
    """
    ids = sorted(every_document(read) if documents is None else documents)
    lines = lines_above(read, {row["policy"] for row in read(POLICIES, {"ids": ids})})
    sources = sources_of(read, {*lines, *(each for uppers in lines.values() for each in uppers)})
    wanted = _wanted(lines, sources, set(ids))
    decided = _decided(decisions)
    weighed = [each.id for each in decisions if each.kind == CALIBRATED]
    marks = {document: _mark(own, sources, decided.get(document, {}), weighed) for document, own in wanted.items()}
    stale = _stale(read, ids, marks)
    return Work({d: wanted.get(d, {}) for d in sorted(stale)}, {d: marks.get(d) for d in stale}, sources, decided)


def may_be_due(read: Read, scope: Scope) -> set[str] | None:
    """The documents whose comparison may rest on what was touched: their own measures, their lines, or measures above
    them. None: all."""
    if scope is None:
        return None
    own = grounds(read, scope.documents, scope.of("Policy"))
    below = policies_below(read, own.policies | scope.of(LINE))
    measured = {row["document"] for row in read(MEASURED, {"ids": sorted(below)})}
    return measured | scope.documents | scope.of(LINK)


def every_document(read: Read) -> list[str]:
    """The ids of all documents."""
    return [row["id"] for row in read(made.by_label("Document", ["id"]))]


def lines_above(read: Read, policies: Iterable[str]) -> dict[str, tuple[str, ...]]:
    """The policies above each of these that has any."""
    above = _steps(read, ABOVE, policies)
    lines = {policy: policies_above(policy, above) for policy in sorted(set(policies) & above.keys())}
    return {policy: line for policy, line in lines.items() if line}


def policies_below(read: Read, policies: Iterable[str]) -> set[str]:
    """Those policies and all that carry them out."""
    below = _steps(read, BELOW, policies)
    return {*policies, *(each for lower in below.values() for each in lower)}


def _steps(read: Read, query: str, policies: Iterable[str]) -> dict[str, list[str]]:
    """Where each of the policies, and each that is reached from them, leads in one step of the query."""
    found: dict[str, list[str]] = {}
    edge = set(policies)
    while edge:
        found |= {policy: [] for policy in edge}
        for row in read(query, {"ids": sorted(edge)}):
            found[row["id"]].append(row["other"])
        edge = {other for policy in edge for other in found[policy]} - found.keys()
    return {policy: others for policy, others in found.items() if others}


def _wanted(
    lines: Mapping[str, tuple[str, ...]], sources: Mapping[str, Source], documents: Collection[str]
) -> dict[str, dict[str, tuple[str, ...]]]:
    """For each of the documents with measures its policies, each with those above it that have measures too."""
    wanted: dict[str, dict[str, tuple[str, ...]]] = defaultdict(dict)
    for policy, uppers in lines.items():
        known = tuple(upper for upper in uppers if upper in sources)
        for document in sources[policy].documents if policy in sources and known else ():
            if document in documents:
                wanted[document][policy] = known
    return wanted


def _stale(read: Read, documents: Sequence[str], marks: Mapping[str, str]) -> set[str]:
    """The documents whose comparison is missing, rests on something else by now, or has nothing above any more."""
    held = {row["document"]: row["aligned"] for row in read(COMPARED, {"ids": documents})}
    links = {row["document"]: row["links"] for row in read(LINKED, {"ids": documents})}
    changed = {d for d, mark in marks.items() if held.get(d) != noted(mark, links.get(d, 0))}
    return changed | ((held.keys() | links.keys()) - marks.keys())


def noted(mark: str | None, links: int) -> str | None:
    """What a document keeps of its comparison: links that went with a document above show that it is no longer good."""
    return None if mark is None else f"{mark} {links}"


def policies_above(policy: str, above: Mapping[str, Collection[str]]) -> tuple[str, ...]:
    """All that `policy` carries out, itself left out, those of fewest steps first.

    >>> policies_above("county", {"county": ["city", "centre"], "city": ["province"], "province": ["centre"]})
    ('centre', 'city', 'province')
    """
    found: list[str] = []
    edge = [policy]
    while edge:
        edge = sorted({upper for each in edge for upper in above.get(each, ())} - {policy, *found})
        found += edge
    return tuple(found)


def sources_of(read: Read, policies: Collection[str]) -> dict[str, Source]:
    """Where the measures of each policy stand that has any."""
    by_role: dict[str, dict[str, dict[str, str]]] = defaultdict(lambda: defaultdict(dict))
    for row in read(MEASURED, {"ids": sorted(policies)}):
        by_role[row["policy"]][row["role"] or ""][row["document"]] = row["facts"]
    best = {policy: next(roles[role] for role in ROLES if role in roles) for policy, roles in by_role.items()}
    return {policy: Source(tuple(facts), tuple(facts.values())) for policy, facts in best.items()}


def _decided(decisions: Collection[Decision]) -> dict[str, dict[tuple[str, str], Decision]]:
    found: dict[str, dict[tuple[str, str], Decision]] = defaultdict(dict)
    for each in decisions:
        if each.of_measures and each.document:
            found[each.document][each.first, each.second] = each
    return found


def _mark(
    own: Mapping[str, tuple[str, ...]],
    sources: Mapping[str, Source],
    decided: Mapping[tuple[str, str], Decision],
    weighed: Collection[str],
) -> str:
    facts = [[policy, *sources[policy].facts] for line in own.items() for policy in (line[0], *line[1])]
    return make_id(versions.aligner(), facts, *sorted(each.id for each in decided.values()), *weighed)
