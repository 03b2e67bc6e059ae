"""How two nodes are connected: the shortest ways between them, over relationships that somebody stated.

The graph is read from both ends at once, one ring of neighbours after the other, so that no more of it is read than
lies between; NetworkX finds the ways in what was read.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Sequence
from itertools import islice
from typing import NamedTuple

import networkx as nx

from policygraph.graph.stores.store import Row

PLAIN = ("APPLIES_TO", "STATED_IN", "WITHIN")
"""Relationships by which nearly everything of a place or of a document is connected, which explains nothing: they are
followed only where there is no other way."""
FARTHEST = 8  # relationships of a way
MOST = 20  # ways of the same length that are found
READ = 60_000  # links that are read at most

Links = Callable[[Sequence[str], Sequence[str]], Collection[Row]]
"""Rows of the query `links-of-nodes`, of ids, without some relationships."""


class Ways(NamedTuple):
    """`found`: keys LABEL:ID from one end to the other; `plain`: only over what explains nothing; `given_up`: there was
    more to read than is read, or it is farther than is looked, so that nothing is known of what is not found."""

    found: tuple[tuple[str, ...], ...] = ()
    plain: bool = False
    given_up: bool = False


def ways(start: str, end: str, links: Links) -> Ways:
    """The shortest ways between two nodes, given as LABEL:ID: over what explains something where there is any."""
    telling = _ways(start, end, links, PLAIN)
    return telling if telling.found or telling.given_up else _ways(start, end, links, ())._replace(plain=True)


def _ways(start: str, end: str, links: Links, without: Sequence[str]) -> Ways:
    graph: nx.Graph[str] = nx.Graph()
    graph.add_nodes_from((start, end))
    if start == end:
        return Ways()
    sides = [_Side({start}), _Side({end})]
    for _ in range(FARTHEST):
        near = min(sides, key=lambda side: len(side.edge))
        if not near.edge:
            return Ways()
        fresh = set()
        rows = links(sorted(key.partition(":")[2] for key in near.edge), without)
        for row in rows:
            one, other = f"{row['label']}:{row['id']}", f"{row['other_label']}:{row['other_id']}"
            graph.add_edge(one, other)
            fresh.add(other)
        near.edge = fresh - near.seen
        near.seen |= fresh
        if nx.has_path(graph, start, end):
            found = sorted(islice(nx.all_shortest_paths(graph, start, end), MOST), key=_telling)
            return Ways(tuple(tuple(each) for each in found))
        if getattr(rows, "truncated", False) or graph.number_of_edges() > READ:
            return Ways(given_up=True)
    return Ways(given_up=True)


def _telling(way: Sequence[str]) -> tuple[int, Sequence[str]]:
    """What goes over measures says more than what goes over whole policies and documents."""
    return sum(not key.startswith("Task:") for key in way[1:-1]), way


class _Side:
    """What has been seen from one end; `edge`: what was seen last, whose neighbours come next."""

    def __init__(self, begin: set[str]) -> None:
        self.seen, self.edge = set(begin), set(begin)
