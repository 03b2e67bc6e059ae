"""Which documents' figures are to be held beside which, and which comparisons are still good.

A document's planned figures answer those of the policies above its own; its achieved ones those that the plans of the
same place have planned.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field

from policygraph.graph.cypher.files import fixed
from policygraph.graph.lineage.descent_lines import ROLES, every_document, lines_above, policies_below
from policygraph.graph.loading.left import CALLED as LEFT_CALLED
from policygraph.graph.loading.left import COMPARED, LINE, LINK, REGION, WAS, grounds, moved
from policygraph.graph.loading.touched import Scope
from policygraph.graph.stores.store import Read, Row
from policygraph.model import versions
from policygraph.model.records import make_id

DOCUMENTS = fixed(__package__, "documents")
STATED = fixed(__package__, "stated-policies")
STATING = fixed(__package__, "documents-stating")
OF_REGIONS = fixed(__package__, "documents-of-regions")
IN_REGIONS = fixed(__package__, "documents-in-regions")
UNPLACED = fixed(__package__, "documents-unplaced")
CALLED = fixed(__package__, "regions-called")
LINKED = fixed(__package__, "links-of-documents")

SHORTEST = 2  # characters of a place's name by which a document is known to be of it


@dataclass(frozen=True, slots=True)
class Due:
    """Of a document whose figures are to be compared: those above, and the plans that it may report on.

    `named`: those plans whose policies it states. `places`: names of the regions that they all are of. `mark`: what the
    comparison rests on, None where there is nothing to compare.
    """

    above: tuple[str, ...]
    plans: tuple[str, ...]
    named: frozenset[str]
    places: tuple[str, ...]
    mark: str | None


def comparisons_due(read: Read, documents: Collection[str] | None = None) -> dict[str, Due]:
    """The documents whose figures have not been compared, or with what has changed since, of those named or of all."""
    ids = sorted(every_document(read) if documents is None else documents)
    known = _known(read, ids, alone=documents is None)
    links = {row["document"]: row["links"] for row in read(LINKED, {"ids": ids})}
    found = {}
    for row in (known.rows[each] for each in ids if each in known.rows):
        due, held = known.due(row), links.get(row["document"], 0)
        if row["answered"] != noted(due.mark, held) or (due.mark is None and held):
            found[row["document"]] = due
    return found


def noted(mark: str | None, links: int) -> str | None:
    """What a document keeps of its comparison: links that went with another document show that it is no longer good."""
    return None if mark is None else f"{mark} {links}"


def may_be_due(read: Read, scope: Scope) -> set[str] | None:
    """The documents whose comparison may rest on what was touched: their own figures or measures, their lines, those
    above them, or the plans of their places. None: all."""
    if scope is None:
        return None
    own, elsewhere = grounds(read, scope.documents, scope.of("Policy")), moved(read, scope.of(WAS))
    stated = elsewhere.policies | policies_below(read, own.policies | scope.of(LINE))
    places = {"ids": sorted(own.regions | scope.of(REGION) | elsewhere.regions)}
    names = {""} if elsewhere.policies else own.called | scope.of(LEFT_CALLED)
    found = [
        *read(STATING, {"ids": sorted(stated)}),
        *read(OF_REGIONS, places),
        *read(IN_REGIONS, places),
        *(read(UNPLACED, {"names": sorted(names)}) if names else ()),
    ]
    return {row["document"] for row in found} | scope.documents | scope.of(LINK) | scope.of(COMPARED)


def _known(read: Read, ids: Collection[str], *, alone: bool) -> _Known:
    """What the graph says of these documents, and of those that stand above or beside them; `alone`: there are no
    others."""
    known = _Known()
    known.add(read(DOCUMENTS, {"ids": ids}), read(STATED, {"ids": ids}))
    policies = {each["policy"] for own in known.stated.values() for each in own}
    known.lines = lines_above(read, policies)
    reports = [row for row in known.rows.values() if row["achieved"]]
    known.called = _called(read, (row for row in reports if known.is_unplaced(row)))
    if not alone:
        above = {upper for line in known.lines.values() for upper in line}
        places = {place for row in reports for place in known.places(row)}
        found = [*read(STATING, {"ids": sorted(policies | above)}), *read(OF_REGIONS, {"ids": sorted(places)})]
        others = sorted({row["document"] for row in found}.difference(ids))
        known.add(read(DOCUMENTS, {"ids": others}), read(STATED, {"ids": others}))
    known.find_plans()
    return known


def _called(read: Read, rows: Iterable[Row]) -> dict[str, set[str]]:
    """By each name with which one of these documents' own begins the places that policies are of which are called
    so."""
    names = {str(row["name"])[:end] for row in rows for end in range(SHORTEST, len(str(row["name"])) + 1)}
    found: dict[str, set[str]] = defaultdict(set)
    for row in read(CALLED, {"names": sorted(names)}) if names else ():
        found[row["name"]].add(row["region_id"])
    return found


@dataclass(slots=True)
class _Known:
    """What the graph says of documents with figures (`rows`), of what documents state, and of their places. `lines`: by
    policy those above; `called`: by name the places that are called so; `plans`: by policy and by place; `texts`: by
    policy."""

    rows: dict[str, Row] = field(default_factory=dict)
    stated: dict[str, list[Row]] = field(default_factory=lambda: defaultdict(list))
    lines: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    called: Mapping[str, Collection[str]] = field(default_factory=dict)
    texts: dict[str, tuple[str, ...]] = field(default_factory=dict)
    plans: dict[str, set[str]] = field(default_factory=lambda: defaultdict(set))

    def add(self, rows: Iterable[Row], stated: Iterable[Row]) -> None:
        self.rows |= {row["document"]: row for row in rows}
        for row in stated:
            self.stated[row["document"]].append(row)

    def find_plans(self) -> None:
        """Which of the documents are the texts of policies, and which are plans of policies and places."""
        by_role: dict[str, dict[str, list[str]]] = defaultdict(lambda: defaultdict(list))
        for document in sorted(document for document, row in self.rows.items() if row["planned"]):
            for row in self.stated.get(document, ()):
                by_role[row["policy"]][row["role"] or ""].append(document)
                if row["role"] != "reports":
                    self.plans[row["policy"]].add(document)
                    self.plans[row["region_id"] or ""].add(document)
        self.plans.pop("", None)
        self.texts = {p: tuple(next(roles[role] for role in ROLES if role in roles)) for p, roles in by_role.items()}

    def due(self, row: Row) -> Due:
        own = self.stated.get(row["document"], [])
        uppers, named = self._above(row["document"], own), self._plans(each["policy"] for each in own)
        plans: set[str] = named | self._plans(self.places(row)) if row["achieved"] else set()
        plans.discard(row["document"])
        others = (*sorted(uppers), *sorted(plans))
        called = {s["region"] for each in (row["document"], *others) for s in self.stated.get(each, []) if s["region"]}
        sides = [[each, self.rows[each]["facts"]] for each in others]
        mark = make_id(versions.aligner(), row["facts"], row["aligned"] or "", len(uppers), sides) if sides else None
        return Due(tuple(sorted(uppers)), tuple(sorted(plans)), frozenset(named), tuple(sorted(called)), mark)

    def _above(self, document: str, own: Iterable[Row]) -> set[str]:
        """The texts of the policies above those whose measures stand in a document."""
        policies = [each["policy"] for each in own if document in self.texts.get(each["policy"], ())]
        above = {each for policy in policies for each in self.lines.get(policy, ())}
        return {text for each in above for text in self.texts.get(each, ())} - {document}

    def _plans(self, keys: Iterable[str]) -> set[str]:
        return {plan for key in keys for plan in self.plans.get(key, ())}

    def places(self, row: Row) -> set[str]:
        """The regions of what a document states; where it states nothing, whose it is itself, or the one that its name
        begins with."""
        if not self.is_unplaced(row):
            return self._regions(row) or {row["region_id"]}
        named = [name for name in self.called if str(row["name"]).startswith(name)]
        longest = max(named, key=len, default="")
        return set(self.called[longest]) if len(self.called.get(longest, ())) == 1 else set()

    def is_unplaced(self, row: Row) -> bool:
        """Whether nothing but its name may tell whose a document is."""
        return not (self._regions(row) or row["region_id"])

    def _regions(self, row: Row) -> set[str]:
        return {each["region_id"] for each in self.stated.get(row["document"], []) if each["region_id"]}


def of_documents(due: Collection[Due]) -> set[str]:
    """All whose figures these need."""
    return {each for one in due for each in (*one.above, *one.plans)}
