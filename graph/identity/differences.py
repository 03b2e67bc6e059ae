"""In what two texts of a policy differ: which measures, which offices, which figures, which dates.

Of what was read of each (`Document.extracted`): what the text that does not count says is no part of the graph.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import NamedTuple

from policygraph.graph.cypher import made
from policygraph.graph.loading.packing import unpack
from policygraph.graph.stores.store import Read
from policygraph.model.ontology import ontology
from policygraph.model.records import Node, Records, fold
from policygraph.model.words import figure

SAME = 0.5  # of their pairs of characters: one measure under another title
WHAT = {
    "measure": "只有一份有", "title": "标题", "leads": "牵头", "supports": "配合", "figures": "指标", "due": "时限",
}  # fmt: skip
ROLES = {"LEADS": "leads", "SUPPORTS": "supports"}


class Difference(NamedTuple):
    """`what`: measure (one text has it alone), title, leads, supports, figures or due. Empty `task`: of the whole."""

    task: str
    what: str
    counts: str  # what the text that counts says
    lesser: str


@dataclass(slots=True)
class Item:
    """A measure, or what belongs to no measure, with what people compare."""

    title: str = ""
    text: str = ""
    due: str = ""
    leads: list[str] = field(default_factory=list)
    supports: list[str] = field(default_factory=list)
    figures: list[str] = field(default_factory=list)


def differences(read: Read, counts: str, lesser: str) -> list[Difference]:
    """Of two documents (ids), in the order of the one that counts; nothing where one of them has gone."""
    rows = read(made.by_id("Document", ("id", "text", "extracted")), {"ids": [counts, lesser]})
    found = {
        row["id"]: unpack(row["extracted"], Node("Document", row["id"], {"text": row["text"]})) for row in rows
    }  # fmt: skip
    return compare(found[counts], found[lesser]) if len(found) == 2 else []


def compare(counts: Records, lesser: Records) -> list[Difference]:
    """What the records of two documents say differently."""
    ours, theirs = _items(counts), _items(lesser)
    pairs = _pairs(ours[1:], theirs[1:])
    found = list(_of_one(ours[0], theirs[0]))
    for own in ours[1:]:
        other = pairs.pop(id(own), None)
        if other is None:
            found.append(Difference(own.title, "measure", own.text, ""))
        else:
            theirs.remove(other)
            found += _of_one(own, other)
    return found + [Difference(each.title, "measure", "", each.text) for each in theirs[1:]]


def _items(records: Records) -> list[Item]:
    """First what belongs to no measure, then the measures in their order."""
    whole = Item()
    tasks = [n for n in records.nodes if n.label == "Task"]
    found = {n.id: Item(str(n.properties["title"]), str(n.properties["text"]), _due(n)) for n in tasks}
    named = {(n.label, n.id): n for n in records.nodes}
    for edge in records.edges:
        if edge.type in ROLES and edge.target[1] in found:
            getattr(found[edge.target[1]], ROLES[edge.type]).append(str(named[edge.source].properties["name"]))
        elif edge.type == "HAS_TARGET":
            found.get(edge.source[1], whole).figures.append(_figure(named[edge.target]))
    return [whole, *found.values()]


def _due(node: Node) -> str:
    return str(node.properties.get("due") or "")


def _figure(node: Node) -> str:
    """A figure as people read it."""
    said = node.properties
    comparator = str(said["comparator"])
    compared = "" if comparator == "=" else ontology().word("Target.comparator", comparator)
    year = f"（{said['year']}年）" if said.get("year") else ""
    return f"{said['indicator']}{figure(said, compared)}{year}"


def _pairs(ours: Sequence[Item], theirs: Sequence[Item]) -> dict[int, Item]:
    """Which measure of the one text is which of the other, by the `id()` of the one: of one title, else most alike."""
    found: dict[int, Item] = {}
    left: dict[str, list[Item]] = defaultdict(list)
    for each in theirs:
        left[fold(each.title)].append(each)
    for own in ours:
        if same := left.get(fold(own.title)):
            found[id(own)] = same.pop(0)
    rest = [each for same in left.values() for each in same]
    alike = sorted(
        (-likeness, n, m)
        for n, own in enumerate(ours)
        if id(own) not in found
        for m, other in enumerate(rest)
        if (likeness := _likeness(own.text, other.text)) >= SAME
    )
    taken: set[int] = set()
    for _, n, m in alike:
        if id(ours[n]) not in found and m not in taken:
            found[id(ours[n])] = rest[m]
            taken.add(m)
    return found


def _likeness(one: str, other: str) -> float:
    a, b = ({text[i : i + 2] for i in range(len(text) - 1)} for text in (fold(one), fold(other)))
    return len(a & b) / len(a | b) if a | b else 0.0


def _of_one(own: Item, other: Item) -> Iterable[Difference]:
    """What two texts say differently of one measure."""
    title = own.title or other.title
    if fold(own.title) != fold(other.title):
        yield Difference(title, "title", own.title, other.title)
    for what in ("leads", "supports", "figures"):
        ours, theirs = Counter(getattr(own, what)), Counter(getattr(other, what))
        if ours != theirs:
            yield Difference(title, what, "、".join(ours - theirs), "、".join(theirs - ours))
    if fold(own.due) != fold(other.due):
        yield Difference(title, "due", own.due, other.due)
