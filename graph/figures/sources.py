"""Which documents' figures are to be held beside which, and which comparisons are still good.

A document's planned figures answer those of the policies above its own; its achieved ones those that the plans of the
same place have planned.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass

from policygraph.graph.cypher.files import fixed
from policygraph.graph.lineage.descent_lines import ABOVE, ROLES, policies_above
from policygraph.graph.stores.store import Read, Row
from policygraph.model import versions
from policygraph.model.records import make_id

DOCUMENTS = fixed(__package__, "documents")
STATED = fixed(__package__, "stated-policies")
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


def comparisons_due(read: Read) -> dict[str, Due]:
    """The documents whose figures have not been compared, or with what has changed since."""
    rows = {row["document"]: row for row in read(DOCUMENTS)}
    links = {row["document"]: row["links"] for row in read(LINKED)}
    known = _Known(rows, read(STATED), read(ABOVE))
    found = {}
    for document, row in rows.items():
        due, held = known.due(row), links.get(document, 0)
        if row["answered"] != noted(due.mark, held) or (due.mark is None and held):
            found[document] = due
    return found


def noted(mark: str | None, links: int) -> str | None:
    """What a document keeps of its comparison: links that went with another document show that it is no longer good."""
    return None if mark is None else f"{mark} {links}"


class _Known:
    """What the graph says of documents with figures, their policies and places."""

    def __init__(self, rows: Mapping[str, Row], stated: Iterable[Row], above: Iterable[Row]) -> None:
        self.rows = rows
        self.stated: dict[str, list[Row]] = defaultdict(list)
        by_role: dict[str, dict[str, list[str]]] = defaultdict(lambda: defaultdict(list))
        for row in stated:
            self.stated[row["document"]].append(row)
            if row["document"] in rows and rows[row["document"]]["planned"]:
                by_role[row["policy"]][row["role"] or ""].append(row["document"])
        self.texts = {p: tuple(next(roles[role] for role in ROLES if role in roles)) for p, roles in by_role.items()}
        higher: dict[str, list[str]] = defaultdict(list)
        for row in above:
            higher[row["lower"]].append(row["upper"])
        self.lines = {policy: policies_above(policy, higher) for policy in higher}
        self.plans: dict[str, set[str]] = defaultdict(set)  # by policy and by place
        self.names: dict[str, set[str]] = defaultdict(set)  # places that are called so
        self._find_plans()

    def _find_plans(self) -> None:
        for document, own in self.stated.items():
            for row in own:
                if row["region_id"] and row["region"]:
                    self.names[row["region"]].add(row["region_id"])
                if document in self.rows and self.rows[document]["planned"] and row["role"] != "reports":
                    self.plans[row["policy"]].add(document)
                    self.plans[row["region_id"] or ""].add(document)
        self.plans.pop("", None)

    def due(self, row: Row) -> Due:
        own = self.stated.get(row["document"], [])
        uppers, named = self._above(row["document"], own), self._plans(each["policy"] for each in own)
        plans: set[str] = named | self._plans(self.places(row)) if row["achieved"] else set()
        plans.discard(row["document"])
        others = (*sorted(uppers), *sorted(plans))
        called = {s["region"] for each in (row["document"], *others) for s in self.stated.get(each, []) if s["region"]}
        sides = [[each, self.rows[each]["facts"]] for each in others]
        mark = make_id(versions.ALIGNER, row["facts"], row["aligned"] or "", len(uppers), sides) if sides else None
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
        stated = {each["region_id"] for each in self.stated.get(row["document"], []) if each["region_id"]}
        if stated or row["region_id"]:
            return stated or {row["region_id"]}
        named = [name for name in self.names if len(name) >= SHORTEST and str(row["name"]).startswith(name)]
        longest = max(named, key=len, default="")
        return self.names[longest] if len(self.names.get(longest, ())) == 1 else set()


def of_documents(due: Collection[Due]) -> set[str]:
    """All whose figures these need."""
    return {each for one in due for each in (*one.above, *one.plans)}
