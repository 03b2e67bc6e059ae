"""What tells whether two documents are texts of one policy, in short, so that a graph need not open all that it holds.

Only of a document that is the text of exactly one policy. Where a text stands on the page, how its lines are broken
and how its measures are numbered is left out: a page, a PDF and a Word file of one plan have the same gist.
"""

from __future__ import annotations

import json
import re
import unicodedata
from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from typing import NamedTuple
from zlib import crc32

from policygraph.graph.loading.claims import canonical
from policygraph.model.ontology import ontology
from policygraph.model.records import Node, Records, fold, make_id

SKETCH = 192  # hashes that stand for a text: what two share is then known to a few in a hundred
SHORTEST = 4  # characters of a piece of text that says something
# Of an item what depends on the file that it was read from, or repeats what the rest says.
_OF_THE_FILE = frozenset({"name", "number", "text", "start", "end", "position", "section"})
# Parts of the outline, and what was not understood: nobody counts these.
_NOT_FACTS = frozenset({"Section", "Unread"})
_BETWEEN = re.compile(r"[^\w%]+")
_NUMBER = re.compile(r"\d[\d.]*[%一-鿿]")  # with what is counted; not those that stand alone, as of pages
_YEAR = re.compile(r"(20\d\d)年")


class Gist(NamedTuple):
    """`facts`: the same for the same measures, roles and figures; empty where there are none. `named`: the same for the
    same numbers and offices, wherever they stand. `pieces`: the smallest hashes of the pieces of text between marks,
    `length`: how many pieces there are. `years`: those mostly spoken of."""

    policy: str
    status: str
    number: str | None
    issued_on: str | None
    years: tuple[int, ...]
    facts: str
    named: str
    tasks: int
    roles: int
    figures: int
    length: int
    pieces: tuple[int, ...]


def gist_of(records: Records) -> Gist | None:
    """The gist of what was read of a document; none where it is not the text of one policy."""
    stated = [e.target[1] for e in records.edges if e.type == "STATES" and e.properties.get("role") == "text"]
    policy = next((n for n in records.nodes if n.label == "Policy" and [n.id] == stated), None)
    if policy is None:
        return None
    said = policy.properties
    text = re.sub(r"\s+", "", unicodedata.normalize("NFKC", str(records.nodes[0].properties["text"])))
    pieces = {crc32(piece.encode()) for piece in _BETWEEN.split(text) if len(piece) >= SHORTEST}
    return Gist(
        policy=policy.id,
        status=str(said["status"]),
        number=_text(said.get("number")),
        issued_on=_text(said.get("issued_on")),
        years=_years(text),
        facts=_facts(records),
        named=_named(records, text),
        tasks=records.count("Task"),
        roles=records.count("LEADS") + records.count("SUPPORTS"),
        figures=records.count("Target"),
        length=len(pieces),
        pieces=tuple(sorted(pieces)[:SKETCH]),
    )


def pack_gist(gist: Gist | None) -> str | None:
    return None if gist is None else canonical(list(gist))


def unpack_gist(packed: str) -> Gist:
    """
    >>> gist = Gist("a", "issued", None, None, (2024,), "", "", 0, 0, 0, 1, (7,))
    >>> unpack_gist(pack_gist(gist)) == gist
    True
    """
    said = dict(zip(Gist._fields, json.loads(packed), strict=True))
    return Gist(**{**said, "years": tuple(said["years"]), "pieces": tuple(said["pieces"])})


def facts_of(records: Records) -> dict[str, tuple[str, ...]]:
    """Of each item that belongs to the document alone (by id): what it is, and what it has to do with others, as words
    that do not depend on the file."""
    own = {
        node.id: node for node in records.nodes if node.label in ontology().exclusive and node.label not in _NOT_FACTS
    }
    called = {
        (node.label, node.id): node.id if node.id in own else fold(str(node.properties["name"]))
        for node in records.nodes[1:]
    }
    plain = {id_: _plain(node) for id_, node in own.items()}
    around: dict[str, list[str]] = defaultdict(list)
    for edge in records.edges:
        if {edge.source[0], edge.target[0]} & {"Document", "Policy"}:
            continue
        source, target = (called[end] for end in (edge.source, edge.target))
        if source in own:
            around[source].append(f"{edge.type}>{plain.get(target, target)}")
        elif target in own:
            around[target].append(f"{edge.type}<{source}")
    return {id_: (plain[id_], *sorted(set(around[id_]))) for id_ in own}


def _facts(records: Records) -> str:
    found = sorted(canonical(each) for each in facts_of(records).values())
    return make_id(*found) if found else ""


def _named(records: Records, text: str) -> str:
    offices = {fold(str(node.properties["name"])) for node in records.nodes if node.label == "Department"}
    return make_id(*sorted({*_NUMBER.findall(text), *offices}))


def _plain(node: Node) -> str:
    kept = {name: value for name, value in node.properties.items() if name not in _OF_THE_FILE and value is not None}
    return canonical([node.label, {n: (fold(v) or v) if isinstance(v, str) else v for n, v in kept.items()}])


def _years(text: str) -> tuple[int, ...]:
    """Those that a text names at least half as often as the one that it names most."""
    counted = Counter(map(int, _YEAR.findall(text)))
    most = max(counted.values(), default=0)
    return tuple(sorted(year for year, n in counted.items() if 2 * n >= most))


def _text(value: object) -> str | None:
    return value if isinstance(value, str) else None


def likeness(one: Gist, other: Gist) -> tuple[float, float]:
    """How many of all their pieces two texts share (Jaccard), and how many of the shorter one's the longer one has."""
    a, b = set(one.pieces), set(other.pieces)
    shared = _shared(sorted(a | b)[:SKETCH], a & b)
    inside = shared * (one.length + other.length) / (1 + shared) / max(1, min(one.length, other.length))
    return shared, min(1.0, inside)


def _shared(smallest: Sequence[int], both: Iterable[int]) -> float:
    return len(set(smallest).intersection(both)) / len(smallest) if smallest else 0.0
