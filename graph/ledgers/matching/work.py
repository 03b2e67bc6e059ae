"""Tasks of plans, and rows of ledgers, as they are compared."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from policygraph.graph.ledgers.against import Said, said_of
from policygraph.graph.ledgers.matching.words import (
    COUNTED,
    amounts_of,
    counts_of,
    near,
    numbers_of,
    tokens,
    without_sizes,
)
from policygraph.model.records import Edge, Node, Records

ROUND, CUT_OFF = (
    0.0051,
    0.0101,
)  # how far a share in hundredths may be above the true one, and below: cut off, not rounded
LEAST = 0.05  # share below which many amounts may be meant
_COUNTED = frozenset(COUNTED)


@dataclass(frozen=True, slots=True)
class Work:
    """A task as it is compared: its `title`; the characters and pairs of its `words`, of a row also of what is `told`
    of it; its `numbers`; its `leads` and all its `offices` (ids); the larger task that it is `within`; the figures
    that it `aims` at, each with its unit;
    its figures with their units as written (`counts`), and as `amounts`; of a row between which amounts that lies of
    which it has `reached` a share; what is `said` of it beside what is to be done; and the pairs of characters that
    stand near each other in its words (`shortened`)."""

    id: str
    title: str
    words: frozenset[str]
    told: frozenset[str]
    numbers: frozenset[str]
    leads: frozenset[str]
    offices: frozenset[str]
    within: str | None
    aims: tuple[tuple[float, str], ...] = ()
    counts: frozenset[str] = frozenset()
    said: Said | None = None
    shortened: frozenset[str] = frozenset()
    amounts: tuple[tuple[float, str], ...] = ()
    reached: tuple[tuple[float, float, str], ...] = ()


def works(records: Records, ids: Mapping[tuple[str, str], str], *, titles: bool = False) -> list[Work]:
    """The tasks of a document. `ids`: under which ids its departments now stand. `titles`: the words are those of the
    title alone, for the text of a row is all its cells."""
    edges: dict[str, list[Edge]] = defaultdict(list)
    for edge in records.edges:
        for end in {edge.source, edge.target}:
            if end[0] == "Task":
                edges[end[1]].append(edge)
    told = {node.id: node for node in records.nodes if node.label == "Progress"}
    figures = figures_of(records)
    nodes = {(node.label, node.id): node for node in records.nodes}
    return [
        _work(
            node.id,
            str(node.properties["title"]),
            "" if titles else str(node.properties["text"]),
            edges[node.id],
            told,
            ids,
            tuple(figures.get(node.id, ())),
            said_of(node, edges[node.id], nodes, ids),
        )
        for node in records.nodes
        if node.label == "Task"
    ]


def _work(
    id_: str,
    title: str,
    text: str,
    edges: Sequence[Edge],
    progress: Mapping[str, Node],
    ids: Mapping[tuple[str, str], str],
    aims: tuple[tuple[float, str], ...],
    said: Said,
) -> Work:
    duties = {edge.evidence for edge in edges if edge.type in ("LEADS", "SUPPORTS") and edge.evidence}
    for duty in sorted(duties, key=len, reverse=True):
        text = text.replace(duty, "\n")  # who does it says nothing of what is done
    words = tokens(f"{title}\n{without_sizes(text)}")
    told = [progress[edge.target[1]] for edge in edges if edge.type == "HAS_PROGRESS"]
    return Work(
        id_,
        title,
        words,
        frozenset().union(*(tokens(str(each.properties["text"])) for each in told)) - words,
        numbers_of(f"{title}\n{text}"),
        _offices(edges, ids, "LEADS"),
        _offices(edges, ids, "LEADS", "SUPPORTS"),
        next(
            (e.target[1] for e in edges if e.type == "PART_OF" and e.target[0] == "Task" and e.source[1] == id_), None
        ),
        aims,
        counts_of(f"{title}\n{text}"),
        said,
        near(f"{title}\n{text}"),
        amounts_of(f"{title}\n{text}"),
        tuple(aim for each in told for aim in _reached(each)),
    )


def _offices(edges: Sequence[Edge], ids: Mapping[tuple[str, str], str], *roles: str) -> frozenset[str]:
    """Who has these roles."""
    return frozenset(ids.get(edge.source, edge.source[1]) for edge in edges if edge.type in roles)


def _reached(progress: Node) -> Iterator[tuple[float, float, str]]:
    """Between which amounts that lies of which the progress tells a share: 11个 are 78% of 14个. Of several it is told
    of the first."""
    share = progress.properties.get("share")
    if isinstance(share, float) and LEAST < share <= 1:
        for value, unit in amounts_of(str(progress.properties["text"]))[:1]:
            yield value / (share + CUT_OFF), value / (share - ROUND), unit


def figures_of(records: Records) -> dict[str, list[tuple[float, str]]]:
    """By task, or by what is told of one, its figures in the unit in which all of their kind are compared."""
    nodes = {node.id: node.properties for node in records.nodes if node.label == "Target"}
    found: dict[str, list[tuple[float, str]]] = defaultdict(list)
    for edge in records.edges:
        if edge.type == "HAS_TARGET" and isinstance(amount := nodes[edge.target[1]].get("amount"), float | int):
            unit = str(nodes[edge.target[1]].get("measure") or "")
            found[edge.source[1]].append((float(amount), "个" if unit in _COUNTED else unit))
    return found
